import { quantityToPack, type CheckedOrder } from '../order/order.ts';
import type { Standing } from './standing.ts';

/** Takes from an order just what can stop a parcel, and nothing personal. */
export function standingOf({ order, checkedAtMs, checkedSource }: CheckedOrder): Standing {
  return {
    orderId: order.id,
    storeId: order.storeId,
    channelOrderId: order.channelOrderId,
    state: order.state,
    payment: order.payment,
    channelHold: order.channelHold,
    cancellation: order.cancellation,
    lines: order.lines.map((line) => ({
      lineId: line.lineId,
      sku: line.sku,
      title: line.title,
      quantityToPack: quantityToPack(line),
      cancellation: line.cancellation,
    })),
    shipByMs: order.shipByMs,
    updatedAtMs: order.updatedAtMs,
    checkedAtMs,
    checkedSource,
  };
}
