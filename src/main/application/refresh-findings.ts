import type { StoreId } from '../../shared/domain/order/order.ts';
import { applyOrders } from './apply-channel-order.ts';
import type { StationContext } from './station-context.ts';
import { blockedRows } from './stop-bench.ts';

/**
 * Looks again at every order that is in work or on the board, by what the order store says and by the rules as they are now. Run when
 * settings were saved, after an import, and at start: a crash may come between the order store and the journal. True where the bench
 * shows something else now.
 */
export function refreshFindings(context: StationContext): boolean {
  const { journal, orders } = context;
  const inWork = context.settings().stores.flatMap((store) => journal.standings.listWithUndispatchedParcel(store.storeId as StoreId));
  const onBoard = journal.standings.listBlocked(blockedRows).map(({ orderId }) => orderId);
  const { stop } = journal.benches.load(context.benchId);
  const ids = new Set([...inWork, ...onBoard, ...(stop === null ? [] : [stop.orderId])]);
  const batch = [...ids].map((id) => orders.loadOrder(id)).filter((checked) => checked !== null);
  return applyOrders(context, batch).benchChanged;
}
