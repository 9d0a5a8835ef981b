import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { Actor } from '../../../shared/domain/people/person.ts';
import { enforceStanding } from '../apply-channel-order.ts';
import { blocksNow, updateStanding } from '../ask-gate.ts';
import { noteAct } from '../note-act.ts';
import { renewRow } from '../renew-row.ts';
import type { StationContext } from '../station-context.ts';

/**
 * "The buyer called": from now on the order is stopped like one with a request of the channel, on the open bench at once. What is with
 * its carrier already is not held by it. Answers false where nobody knows the order.
 */
export function flagOrder(context: StationContext, orderId: OrderId, reason: string, by: Actor): boolean {
  const { journal, orders, clock } = context;
  const checked = orders.loadOrder(orderId);
  return journal.transaction(() => {
    const standing = journal.standings.load(orderId) ?? (checked === null ? null : updateStanding(context, checked));
    if (standing === null) return false;
    journal.standings.saveFlag({ orderId, by: by.name, reason, atMs: clock.nowMs() });
    noteAct(context, 'order-flagged', orderId, { reason }, by.name);
    enforceStanding(context, standing);
    const blocks = blocksNow(context, orderId);
    const isOnBoard = blocks.length === 0 || journal.standings.renewBlocked(orderId, blocks, clock.nowMs());
    if (!isOnBoard) journal.standings.recordBlocked(orderId, standing.storeId, standing.channelOrderId, null, blocks, clock.nowMs());
    return true;
  });
}

/** The buyer wants it after all, or it was the wrong order. Answers false where no flag stands. */
export function unflagOrder(context: StationContext, orderId: OrderId, reason: string, by: Actor): boolean {
  const { journal, clock } = context;
  return journal.transaction(() => {
    if (journal.standings.loadFlag(orderId) === null) return false;
    journal.standings.liftFlag(orderId, by.name, clock.nowMs());
    noteAct(context, 'order-unflagged', orderId, { reason }, by.name);
    renewRow(context, orderId);
    return true;
  });
}
