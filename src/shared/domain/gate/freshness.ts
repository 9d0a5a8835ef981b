import { minutes, type InstantMs } from '../units/instant.ts';

/** How old the last answer of the channel may be before the gate speaks up, per store. */
export interface FreshnessPolicy {
  /** Up to this age: go, nothing said. */
  readonly freshMinutes: number;
  /** Up to this age: go, with the age shown. */
  readonly limitMinutes: number;
  /** Older than the limit: never go, only a lead lets it go, or go with the age shown. */
  readonly whenStale: 'hard' | 'lead' | 'allow';
}

/** DESIGN 4: fresh up to 15 minutes, shown up to 60, then a lead decides. */
export const defaultFreshness: FreshnessPolicy = { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' };

export type Freshness = 'fresh' | 'aged' | 'stale';

/** Two clocks that are both right differ by less. */
const clockToleranceMs = minutes(2);

/** Whether an instant can be true at all: one that lies ahead was read off a clock that was wrong, or off another one. */
export const isBelievable = (atMs: InstantMs, nowMs: InstantMs): boolean => atMs <= nowMs + clockToleranceMs;

/**
 * The latest of several checks. One from the future says nothing about its age; it must not hide one that does, or an order
 * read while the clock was a day ahead would stay stale for a day, however often it is read again.
 */
export function latestCheck(checks: readonly InstantMs[], nowMs: InstantMs): InstantMs {
  const believable = checks.filter((atMs) => isBelievable(atMs, nowMs));
  return Math.max(...(believable.length > 0 ? believable : checks));
}

/**
 * A clock that was set back makes an answer seem to come from the future; that says nothing about its age, so it
 * counts as stale rather than as fresh for ever.
 */
export function freshnessOf(checkedAtMs: InstantMs, nowMs: InstantMs, policy: FreshnessPolicy): Freshness {
  if (!isBelievable(checkedAtMs, nowMs)) return 'stale';
  const ageMs = nowMs - checkedAtMs;
  if (ageMs <= minutes(policy.freshMinutes)) return 'fresh';
  return ageMs <= minutes(policy.limitMinutes) ? 'aged' : 'stale';
}
