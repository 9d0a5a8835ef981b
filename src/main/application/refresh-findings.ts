import type { CheckedOrder, OrderId, StoreId } from '../../shared/domain/order/order.ts';
import { days } from '../../shared/domain/units/instant.ts';
import { applyOrders } from './apply-channel-order.ts';
import { followedForDays } from './follow-dispatched.ts';
import type { StationContext } from './station-context.ts';
import { blockedRows } from './stop-bench.ts';

/**
 * Looks again at every order that is in work or on the board, by what the order store says and by the rules as they are now, and at
 * what a file says of boxes that were dispatched. Run when settings were saved, after an import, and at start: a crash may come between
 * the order store and the journal. True where the bench shows something else now.
 */
export function refreshFindings(context: StationContext): boolean {
  const { journal, orders } = context;
  const inWork = context.settings().stores.flatMap((store) => journal.standings.listWithUndispatchedParcel(store.storeId as StoreId));
  const onBoard = journal.standings.listBlocked(blockedRows).map(({ orderId }) => orderId);
  const { stop } = journal.benches.load(context.benchId);
  const ids = new Set([...inWork, ...onBoard, ...(stop === null ? [] : [stop.orderId])]);
  const batch = [...ids].map((id) => orders.loadOrder(id)).filter((checked) => checked !== null);
  return applyOrders(context, [...batch, ...newsOfDispatched(context, ids)]).benchChanged;
}

/** A channel tells the journal itself; a file is read into the order store alone, and may cancel what stands at the door or is on a truck. */
function newsOfDispatched(context: StationContext, known: ReadonlySet<OrderId>): readonly CheckedOrder[] {
  const { journal, orders, clock } = context;
  const sinceMs = clock.nowMs() - days(followedForDays);
  const fedByFiles = context.settings().stores.filter(({ connection }) => connection.kind === 'file');
  const dispatched = fedByFiles.flatMap(({ storeId }) => journal.standings.listDispatchedSince(storeId as StoreId, sinceMs));
  return dispatched.flatMap((id) => {
    const standing = known.has(id) ? null : journal.standings.load(id);
    const checked = standing === null ? null : orders.loadOrder(id);
    return checked !== null && standing !== null && checked.checkedAtMs > standing.checkedAtMs ? [checked] : [];
  });
}
