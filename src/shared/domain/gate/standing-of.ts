import { quantityToPack, type CheckedOrder } from '../order/order.ts';
import type { Standing } from './standing.ts';

/**
 * Takes from an order just what can stop a parcel, and nothing personal. What needs the store's rules or a hash (`found`) is
 * worked out by whoever has them.
 */
export function standingOf({ order, checkedAtMs, checkedSource }: CheckedOrder, found: Pick<Standing, 'findings' | 'shipToHash'>): Standing {
  return {
    orderId: order.id,
    storeId: order.storeId,
    channelOrderId: order.channelOrderId,
    state: order.state,
    payment: order.payment,
    channelHold: order.channelHold,
    holdKind: order.holdKind ?? 'other',
    cancellation: order.cancellation,
    lines: order.lines.map((line) => ({
      lineId: line.lineId,
      sku: line.sku,
      title: line.title,
      quantityToPack: quantityToPack(line),
      quantityShipped: line.quantityShipped,
      cancellation: line.cancellation,
    })),
    shipByMs: order.shipByMs,
    updatedAtMs: order.updatedAtMs,
    checkedAtMs,
    checkedSource,
    findings: found.findings,
    shipToHash: found.shipToHash,
    value: order.value,
  };
}
