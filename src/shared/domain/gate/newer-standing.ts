import type { Cancellation } from '../order/cancellation.ts';
import { keepFirstSeen } from '../order/first-seen.ts';
import type { InstantMs } from '../units/instant.ts';
import { isBelievable, latestCheck } from './freshness.ts';
import type { Standing } from './standing.ts';

/**
 * What counts of two standings of one order. An older answer never replaces a newer one, and nothing turns "cancelled" back: a
 * channel that means it sends a new order.
 */
export function newerStanding(known: Standing, fresh: Standing, nowMs: InstantMs): Standing {
  const checked = { checkedAtMs: latestCheck([known.checkedAtMs, fresh.checkedAtMs], nowMs) };
  if (isOlder(fresh, known, nowMs)) {
    // A cancellation is final: an answer that calls itself older and tells of one is still news.
    return isCancelled(fresh) && !isCancelled(known) ? { ...keepFirstSeen(known, fresh), ...checked, updatedAtMs: known.updatedAtMs } : known;
  }
  if (isCancelled(known) && !isCancelled(fresh)) return { ...known, ...checked };
  return { ...datedRequests(known, keepFirstSeen(known, fresh)), ...checked };
}

export const isCancelled = (standing: Pick<Standing, 'state' | 'cancellation'>): boolean => standing.state === 'cancelled' || standing.cancellation.kind === 'cancelled';

/**
 * By the channel's own time of change; where that stands still (a request to cancel does not move it everywhere), by when we
 * asked: a page that was asked for before a live question may arrive after its answer.
 */
function isOlder(fresh: Standing, known: Standing, nowMs: InstantMs): boolean {
  if (fresh.updatedAtMs !== known.updatedAtMs) return fresh.updatedAtMs < known.updatedAtMs;
  return fresh.checkedAtMs < known.checkedAtMs && isBelievable(known.checkedAtMs, nowMs);
}

/**
 * A request that was not there when this same change was read before is younger than that change: it is dated by our own reading, so
 * that a release of an earlier request does not cover it (`release.ts`).
 */
function datedRequests(known: Standing, fresh: Standing): Standing {
  if (fresh.updatedAtMs !== known.updatedAtMs) return fresh;
  const dated = (before: Cancellation, now: Cancellation): Cancellation => {
    if (now.kind !== 'requested') return now;
    return { ...now, seenAtMs: before.kind === 'requested' ? before.seenAtMs : Math.max(now.seenAtMs, fresh.checkedAtMs) };
  };
  const lineBefore = (lineId: string): Cancellation => known.lines.find((line) => line.lineId === lineId)?.cancellation ?? { kind: 'none' };
  return { ...fresh, cancellation: dated(known.cancellation, fresh.cancellation), lines: fresh.lines.map((line) => ({ ...line, cancellation: dated(lineBefore(line.lineId), line.cancellation) })) };
}
