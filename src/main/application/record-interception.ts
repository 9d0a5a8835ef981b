import type { Block, BlockCode, GatePoint } from '../../shared/domain/gate/block.ts';
import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import { storeOf, type StationContext } from './station-context.ts';

/** Reasons for which a parcel would have cost money had it left. What the packer or the printer puts right at once is none. */
const costly: readonly BlockCode[] = ['CANCELLED', 'CANCEL_REQUESTED', 'PAYMENT_PENDING', 'ON_HOLD', 'FRAUD', 'UNFULFILLABLE', 'ALREADY_DISPATCHED', 'ALREADY_SHIPPED', 'LABEL_EXISTS'];

export interface InterceptedOrder {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
}

/** What the gate just kept in the house, and what it is worth. Counted once per order and code, however often it is scanned. */
export function recordInterceptions(context: StationContext, order: InterceptedOrder, blocks: readonly Block[], point: GatePoint, hadLabel: boolean): void {
  const { journal, clock, benchId } = context;
  const { orderId, storeId, channelOrderId } = order;
  for (const { code } of blocks.filter((block) => costly.includes(block.code))) {
    journal.history.recordInterception({
      orderId,
      storeId,
      channelOrderId,
      code,
      point,
      benchId,
      by: context.actor().name,
      value: journal.standings.load(orderId)?.value ?? null,
      returnCostMinor: storeOf(context, storeId)?.rules.returnCostMinor ?? 0,
      hadLabel,
      atMs: clock.nowMs(),
    });
  }
}
