import type { WriteBackPolicy } from './policy.ts';

/**
 * How long to wait before failed attempt number `attempts` is repeated, in milliseconds. Attempts count from 1.
 * Full jitter, random(0, min(cap, base * 2^(n-1))): benches that lost the same service must not come back in step.
 * `random` lies in [0, 1) and is passed in, so that a run can be replayed.
 */
export function fullJitterMs(attempts: number, random: number, policy: Pick<WriteBackPolicy, 'backoffBaseMs' | 'backoffCapMs'>): number {
  return Math.floor(random * ceilingMs(attempts, policy));
}

/** The longest that `fullJitterMs` may answer for this attempt. */
export function ceilingMs(attempts: number, policy: Pick<WriteBackPolicy, 'backoffBaseMs' | 'backoffCapMs'>): number {
  const doublings = Math.max(0, attempts - 1);
  // 2 ** 1024 is Infinity, and min() still answers the cap: no attempt count overflows.
  return Math.min(policy.backoffCapMs, policy.backoffBaseMs * 2 ** doublings);
}
