import type { OrderId } from '../../shared/domain/order/order.ts';
import { blocksNow } from './ask-gate.ts';
import type { StationContext } from './station-context.ts';

/** What stands in the way of this order may be something else now, or nothing: its row on the board follows. Call inside a transaction. */
export function renewRow(context: StationContext, orderId: OrderId): void {
  const { journal, clock } = context;
  const blocks = blocksNow(context, orderId);
  if (blocks.length === 0) journal.standings.clearBlocked(orderId);
  else journal.standings.renewBlocked(orderId, blocks, clock.nowMs());
}
