import type { Block, GatePoint, Verdict } from '../../shared/domain/gate/block.ts';
import { decideGate } from '../../shared/domain/gate/decide.ts';
import { defaultFreshness, isBelievable, latestCheck } from '../../shared/domain/gate/freshness.ts';
import { standingOf } from '../../shared/domain/gate/standing-of.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import { keepFirstSeen } from '../../shared/domain/order/first-seen.ts';
import type { CheckedOrder, OrderId } from '../../shared/domain/order/order.ts';
import type { Parcel, ParcelState } from '../../shared/domain/parcel/parcel.ts';
import type { InstantMs } from '../../shared/domain/units/instant.ts';
import { decideSend } from '../../shared/domain/writeback/may-send.ts';
import { carrierFor, storeOf, type StationContext } from './station-context.ts';

/** The gate point at which a parcel in this state stands next. */
export function gatePointOf(state: ParcelState): GatePoint {
  switch (state) {
    case 'open':
      return 'open';
    case 'verified':
      return 'label';
    default:
      return 'dispatch';
  }
}

/**
 * Collects the facts and asks the one rule. The standing is read from the journal here, inside the caller's
 * transaction, so that an answer of the channel that came a moment ago counts.
 */
export function askGate(context: StationContext, point: GatePoint, orderId: OrderId, parcel: Parcel | null): Verdict {
  const { journal, clock } = context;
  const standing = journal.standings.load(orderId);
  if (standing === null) throw new Error(`order ${orderId} was never opened: no standing in the journal`);
  const store = storeOf(context, standing.storeId);
  const gone = journal.parcels.listByOrder(orderId).find((other) => other.id !== parcel?.id && hasLeft(other.state));
  return decideGate({
    point,
    standing,
    releases: journal.standings.listReleases(orderId),
    policy: store?.policy ?? defaultFreshness,
    completeUntilMs: context.account(standing.storeId) === null ? null : journal.channels.loadCompleteUntil(standing.storeId),
    hasUnreadChange: context.unread.has(orderId),
    isLiveCheckPending: context.afterwards.isCheckPending(orderId),
    contents: parcel?.lines ?? null,
    dispatchedBefore: gone === undefined ? null : { benchId: gone.benchId, packer: gone.packer, atMs: gone.dispatchedAtMs ?? 0 },
    unmappedCarrier: unmappedCarrier(context, standing, point, parcel),
    nowMs: clock.nowMs(),
  });
}

/** What stands in the way of an order now: of its box while that is here, of the message to the channel once it has left. */
export function blocksNow(context: StationContext, orderId: OrderId): readonly Block[] {
  const { journal } = context;
  const owed = journal.writeBacks.listByOrder(orderId).findLast((row) => row.state !== 'superseded');
  if (owed !== undefined) {
    const verdict = decideSend(owed.notice, journal.standings.load(orderId), journal.standings.listReleases(orderId));
    return verdict.kind === 'go' ? [] : [verdict.block];
  }
  const parcel = journal.parcels.listByOrder(orderId).find(isUnfinished) ?? null;
  // Not `open`: that a question is under way says nothing yet about what stands in the way.
  const verdict = askGate(context, parcel === null || parcel.state === 'open' ? 'last-item' : gatePointOf(parcel.state), orderId, parcel);
  return isStop(verdict) ? verdict.blocks : [];
}

export const isUnfinished = ({ state }: Parcel): boolean => state === 'open' || state === 'verified' || state === 'labelled';

/** Nothing but time has passed: an answer that says nothing new lifts it. */
export const isAgeOnly = (blocks: readonly Block[]): boolean => blocks.every((block) => block.code === 'STALE_DATA');

const hasLeft = (state: ParcelState): boolean => state === 'dispatched' || state === 'posted' || state === 'confirmed';

/**
 * The carrier that the channel would have to be told and has no word for; the label's own once there is one. A store that is
 * not fed by files and has no account (no credentials, removed) has nobody who could be told: what leaves now would be owed
 * to nobody.
 */
function unmappedCarrier(context: StationContext, standing: Standing, point: GatePoint, parcel: Parcel | null): string | null {
  if (point !== 'label' && point !== 'dispatch') return null;
  const store = storeOf(context, standing.storeId);
  if (store?.connection.kind === 'file') return null;
  const carrier = parcel?.label?.carrier ?? (store === null ? null : carrierFor(store, context.orders.loadOrder(standing.orderId)?.order.shippingService ?? null).carrier);
  // Without store and label the label cannot be made anyway, and says why.
  if (carrier === null) return null;
  return context.account(standing.storeId)?.carrierFor(carrier) == null ? carrier : null;
}

/**
 * Brings the journal's standing up to what an order now says. An older answer never replaces a newer one, and
 * nothing turns "cancelled" back: a channel that means it sends a new order.
 */
export function updateStanding(context: StationContext, checked: CheckedOrder): Standing {
  const fresh = standingOf(checked);
  const known = context.journal.standings.load(fresh.orderId);
  const next = known === null ? fresh : newerStanding(known, fresh, context.clock.nowMs());
  if (next !== known) context.journal.standings.save(next);
  return next;
}

function newerStanding(known: Standing, fresh: Standing, nowMs: InstantMs): Standing {
  const checked = { checkedAtMs: latestCheck([known.checkedAtMs, fresh.checkedAtMs], nowMs) };
  if (isOlder(fresh, known, nowMs)) {
    // A cancellation is final: an answer that calls itself older and tells of one is still news.
    return isCancelled(fresh) && !isCancelled(known) ? { ...keepFirstSeen(known, fresh), ...checked, updatedAtMs: known.updatedAtMs } : known;
  }
  const isRevived = known.cancellation.kind === 'cancelled' && fresh.cancellation.kind !== 'cancelled';
  if (isRevived || (known.state === 'cancelled' && fresh.state !== 'cancelled')) return { ...known, ...checked };
  return { ...keepFirstSeen(known, fresh), ...checked };
}

/**
 * By the channel's own time of change; where that stands still (a request to cancel does not move it everywhere), by when we
 * asked: a page that was asked for before a live question may arrive after its answer.
 */
function isOlder(fresh: Standing, known: Standing, nowMs: InstantMs): boolean {
  if (fresh.updatedAtMs !== known.updatedAtMs) return fresh.updatedAtMs < known.updatedAtMs;
  return fresh.checkedAtMs < known.checkedAtMs && isBelievable(known.checkedAtMs, nowMs);
}

export const isCancelled = (standing: Standing): boolean => standing.state === 'cancelled' || standing.cancellation.kind === 'cancelled';

export function isStop(verdict: Verdict): verdict is Exclude<Verdict, { kind: 'go' }> {
  return verdict.kind !== 'go';
}

/** Blocks after which this box, as it is, can never leave. */
export function endsParcel(blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    switch (block.code) {
      case 'CANCELLED':
      case 'ALREADY_SHIPPED':
      case 'ALREADY_DISPATCHED':
      case 'NOTHING_TO_PACK':
      case 'CONTENTS_CHANGED':
        return true;
      default:
        return false;
    }
  });
}
