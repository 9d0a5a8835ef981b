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

/**
 * A clock that was set back makes an answer seem to come from the future; that says nothing about its age, so it
 * counts as stale rather than as fresh for ever.
 */
export function freshnessOf(checkedAtMs: InstantMs, nowMs: InstantMs, policy: FreshnessPolicy): Freshness {
  const ageMs = nowMs - checkedAtMs;
  if (ageMs < -minutes(2)) return 'stale';
  if (ageMs <= minutes(policy.freshMinutes)) return 'fresh';
  return ageMs <= minutes(policy.limitMinutes) ? 'aged' : 'stale';
}
