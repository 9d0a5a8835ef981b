import type { Cancellation } from '../order/cancellation.ts';
import { minutes, type InstantMs } from '../units/instant.ts';
import type { ReleasableCode } from './block.ts';
import { isBelievable, type FreshnessPolicy } from './freshness.ts';
import type { Release, Standing } from './standing.ts';

/** A release covers what the lead saw: a newer change at the channel needs a new look. */
export function findRelease(releases: readonly Release[], code: ReleasableCode, { updatedAtMs }: Pick<Standing, 'updatedAtMs'>): Release | null {
  return releases.findLast((release) => release.code === code && release.forUpdatedAtMs === updatedAtMs) ?? null;
}

/**
 * Not every channel moves its time of change for a request to cancel. One that was seen by our own clock after that time, and after
 * the release, is another request than the lead saw.
 */
export function isRequestReleased(releases: readonly Release[], standing: Pick<Standing, 'updatedAtMs'>, request: Cancellation): boolean {
  const release = findRelease(releases, 'CANCEL_REQUESTED', standing);
  if (release === null || request.kind === 'none') return release !== null;
  return request.seenAtMs <= standing.updatedAtMs || request.seenAtMs <= release.releasedAtMs;
}

/** What a lead accepted was an age. It is accepted for as long as a check of its own would be, not for ever. */
export function isAgeReleased(releases: readonly Release[], standing: Pick<Standing, 'updatedAtMs'>, policy: FreshnessPolicy, nowMs: InstantMs): boolean {
  const release = findRelease(releases, 'STALE_DATA', standing);
  return release !== null && isBelievable(release.releasedAtMs, nowMs) && nowMs - release.releasedAtMs <= minutes(policy.limitMinutes);
}

/** A weight that was read after the lead said yes is another weight. */
export function isWeightReleased(releases: readonly Release[], standing: Pick<Standing, 'updatedAtMs'>, weighedAtMs: InstantMs): boolean {
  const release = findRelease(releases, 'WEIGHT_OUT_OF_RANGE', standing);
  return release !== null && weighedAtMs <= release.releasedAtMs;
}
