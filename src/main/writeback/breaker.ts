import { fullJitterMs } from '../../shared/domain/writeback/backoff.ts';
import type { WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import type { Clock, RandomSource } from '../application/ports/clock.ts';

/** Rests a kind of request while the service fails at it, and then lets out one as a trial until one works. */
export interface Breaker {
  /** Milliseconds until the next trial; 0: now. */
  restMs(): number;
  /** One request at a time. */
  isTrying(): boolean;
  worked(): void;
  failed(startedAtMs: number): void;
  /** Something else says that the service may be gone: the next request is a trial. */
  doubt(): void;
  /** Somebody knows better than the clock: the trial may go now. It stays one. */
  cutShort(): void;
}

export interface BreakerOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly random: RandomSource;
  readonly policy: Pick<WriteBackPolicy, 'backoffBaseMs' | 'backoffCapMs'>;
}

/** On the monotonic clock: setting the wall clock ends no rest. */
export function createBreaker({ clock, random, policy }: BreakerOptions): Breaker {
  /** Rounds of failure without a success between them. */
  let failures = 0;
  let lastFailureAtMs = Number.NEGATIVE_INFINITY;
  let untilMs = 0;
  return {
    restMs: () => Math.max(0, untilMs - clock.monotonicMs()),
    isTrying: () => failures > 0,
    worked() {
      failures = 0;
    },
    failed(startedAtMs) {
      // Requests that left together fail together: that is one failure of the service, not eight.
      if (startedAtMs < lastFailureAtMs) return;
      failures += 1;
      lastFailureAtMs = clock.monotonicMs();
      untilMs = lastFailureAtMs + Math.max(policy.backoffBaseMs, fullJitterMs(failures, random(), policy));
    },
    doubt() {
      failures = Math.max(failures, 1);
    },
    cutShort() {
      failures = Math.min(failures, 1);
      untilMs = 0;
    },
  };
}
