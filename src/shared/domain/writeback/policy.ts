import { days, minutes, seconds } from '../units/instant.ts';

/** The waiting times of a write-back, all in milliseconds. */
export interface WriteBackPolicy {
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** Longest time after which a request that left can still arrive: the connector's total time-out. */
  readonly requestTimeoutMs: number;
  /** Longest time after which the channel shows what it took in, as far as a look-up of an unknown outcome relies on it. */
  readonly visibilityLagMs: number;
  /** Reads without a trace, `absentSpacingMs` apart, after which an unknown outcome counts as "never arrived". At least 1. */
  readonly absentReadsNeeded: number;
  readonly absentSpacingMs: number;
  /** Waits before the 1st, 2nd, 3rd... proof read of an accepted row; the last one repeats. */
  readonly proofWaitsMs: readonly [number, ...number[]];
  /** An accepted row that the channel still does not show after this time, and after all of `proofWaitsMs`, is parked. */
  readonly notVisibleAfterMs: number;
  /** As `notVisibleAfterMs`, for what another system tells: it has its own pace. */
  readonly notToldAfterMs: number;
  /** Middle of the wait after a read that got no answer. */
  readonly unreadableWaitMs: number;
  /** The longest that one answer of a channel may make a row wait. What asks for more is asked again then, with one message. */
  readonly longestWaitMs: number;
  /** A row that waits for a lead (open cancel request) is looked at again after this time at first, and after `holdRecheckCapMs` in the end. */
  readonly holdRecheckMs: number;
  readonly holdRecheckCapMs: number;
  /** A person is asked only when both are exceeded: a long outage alone is no reason, nor is a quick run of failures. */
  readonly maxAttempts: number;
  readonly maxAgeMs: number;
}

/**
 * Base and cap, and the time-out plus lag before a look-up: measured in the project's own study of retries and kills
 * (exactly-once effect needs read-back after time-out plus lag). Amazon promises no lag; sellers see minutes, hence the
 * growing proof waits and the two-hour window, after which an unknown carrier is the usual cause.
 */
export const defaultWriteBackPolicy: WriteBackPolicy = {
  backoffBaseMs: seconds(1),
  backoffCapMs: minutes(5),
  requestTimeoutMs: seconds(30),
  visibilityLagMs: minutes(1),
  absentReadsNeeded: 2,
  absentSpacingMs: minutes(2),
  proofWaitsMs: [seconds(30), minutes(1), minutes(2), minutes(5), minutes(10), minutes(20)],
  notVisibleAfterMs: minutes(120),
  notToldAfterMs: minutes(240),
  unreadableWaitMs: seconds(30),
  longestWaitMs: minutes(60),
  holdRecheckMs: minutes(1),
  holdRecheckCapMs: minutes(15),
  maxAttempts: 12,
  maxAgeMs: days(1),
};
