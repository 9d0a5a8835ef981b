import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import { days, type InstantMs } from '../../../shared/domain/units/instant.ts';
import type { WriteBack } from '../../../shared/domain/writeback/write-back.ts';
import type { OrderAtRisk } from '../ports/order-store.ts';
import type { StationContext } from '../station-context.ts';
import { tellerOf } from '../teller-of.ts';

/** Longer overdue than this is a case for the seller's own site. */
const lookedBackDays = 30;
/** Orders that are looked at. An order from a file stays open there for ever, so most of these have long left. */
const lookedThrough = 2_000;

export interface LateOrders {
  /** Nobody packed it. */
  readonly notPacked: readonly OrderAtRisk[];
  /** It left, and the channel does not know. */
  readonly notPosted: readonly (WriteBack & { readonly shipByMs: InstantMs })[];
}

/** Two kinds of late that have two kinds of cure. `limit`: of each. */
export function findLate(context: StationContext, nowMs: InstantMs, horizonMs: InstantMs, limit: number): LateOrders {
  const { journal, orders, settings } = context;
  const owed = [...journal.writeBacks.listByState(null, ['due', 'sending', 'uncertain'], limit), ...lookedFor(context)];
  const told = new Set<OrderId>(owed.map(({ orderId }) => orderId));
  const storeIds = settings().stores.map((store) => store.storeId as StoreId);
  const due = orders.listOpenDueBetween(storeIds, nowMs - days(lookedBackDays), horizonMs, lookedThrough);
  return {
    notPacked: due.filter(({ orderId }) => !told.has(orderId) && !journal.parcels.hasLeft(orderId)).slice(0, limit),
    notPosted: owed.flatMap((row) => (row.shipByMs !== null && row.shipByMs < horizonMs ? [{ ...row, shipByMs: row.shipByMs }] : [])).slice(0, limit),
  };
}

/** What another system is to tell and the channel does not show yet: it left, and the channel does not know. */
function lookedFor(context: StationContext): readonly WriteBack[] {
  const { journal, settings } = context;
  if (settings().stores.every((store) => tellerOf(context, store.storeId as StoreId) === null)) return [];
  return journal.writeBacks.listByState(null, ['accepted'], lookedThrough).filter(({ toldBy }) => toldBy !== null);
}
