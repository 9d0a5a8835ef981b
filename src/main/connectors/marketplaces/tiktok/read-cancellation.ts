import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation, CancellationParty } from '../../../../shared/domain/order/cancellation.ts';
import type { TikTokCancellation, TikTokOrder, TikTokUnit } from './shapes.ts';
import { unitStateOf } from './units.ts';
import type { UnitState } from './units.ts';

/** A unit with what is known of it: its own state, and whether the buyer asks to have it cancelled. */
export interface JudgedUnit {
  readonly unit: TikTokUnit;
  readonly state: UnitState;
  readonly isAsked: boolean;
}

const PENDING = 'CANCELLATION_REQUEST_PENDING';
const AGREED = new Set(['CANCELLATION_REQUEST_SUCCESS', 'CANCELLATION_REQUEST_COMPLETE']);

function unitsNamedBy(cancellations: readonly TikTokCancellation[]): ReadonlySet<string> {
  return new Set(cancellations.flatMap(({ cancel_line_items: items }) => (items ?? []).flatMap(({ order_line_item_id: unitId }) => (unitId ? [unitId] : []))));
}

export function judgeUnits(order: TikTokOrder, cancellations: readonly TikTokCancellation[]): readonly JudgedUnit[] {
  const isFlagged = order.is_buyer_request_cancel === true;
  const asked = unitsNamedBy(cancellations.filter((found) => found.cancel_status === PENDING));
  // Agreed to, though the order does not show it yet: it must not be packed.
  const agreed = unitsNamedBy(cancellations.filter((found) => AGREED.has(found.cancel_status ?? '')));
  // The flag without a pending cancellation that names units: the two are not in step, so the whole order counts as asked for.
  const asksForAll = isFlagged && asked.size === 0;
  return order.line_items.map((unit) => {
    const known = unitStateOf(order, unit);
    const state = known === 'open' && agreed.has(unit.id) ? 'cancelled' : known;
    return { unit, state, isAsked: state === 'open' && (asksForAll || asked.has(unit.id)) };
  });
}

/** A wish that is still open outweighs what was cancelled before it: the rest of the line must not leave unseen. */
export function readLineCancellation(group: readonly JudgedUnit[], order: TikTokOrder, seenAtMs: number): Cancellation {
  if (group.some((judged) => judged.isAsked)) return { kind: 'requested', by: 'buyer', reason: reasonOf(order), seenAtMs };
  const cancelled = group.find((judged) => judged.state === 'cancelled')?.unit;
  if (cancelled === undefined) return notCancelled;
  return { kind: 'cancelled', by: readParty(cancelled.cancel_user ?? order.cancellation_initiator), reason: cancelled.cancel_reason?.trim() || reasonOf(order), seenAtMs: order.cancel_time ?? order.update_time };
}

/**
 * The order as a whole. Requested: every unit that still waits is asked for. Rejected: a wish was made at some time, none is open, and no unit was
 * cancelled; TikTok does not say whether the seller refused it, the buyer took it back, or shipping decided it.
 */
export function readOrderCancellation(order: TikTokOrder, units: readonly JudgedUnit[], seenAtMs: number): Cancellation {
  const cancelled = units.filter(({ state }) => state === 'cancelled');
  if (order.status === 'CANCELLED' || cancelled.length === units.length) {
    return { kind: 'cancelled', by: readParty(order.cancellation_initiator ?? cancelled[0]?.unit.cancel_user), reason: reasonOf(order), seenAtMs: order.cancel_time ?? order.update_time };
  }
  const open = units.filter(({ state }) => state === 'open');
  if (open.length > 0 && open.every(({ isAsked }) => isAsked)) return { kind: 'requested', by: 'buyer', reason: reasonOf(order), seenAtMs };
  const wasAsked = order.request_cancel_time !== null && order.is_buyer_request_cancel !== true;
  return wasAsked && cancelled.length === 0 ? { kind: 'rejected', by: 'buyer', reason: reasonOf(order), seenAtMs } : notCancelled;
}

const reasonOf = (order: TikTokOrder): string | null => order.cancel_reason?.trim() || null;

function readParty(word: string | null | undefined): CancellationParty {
  switch (word) {
    case 'BUYER':
      return 'buyer';
    case 'SELLER':
      return 'seller';
    case 'SYSTEM':
    case 'OPERATOR':
      return 'channel';
    default:
      return 'unknown';
  }
}
