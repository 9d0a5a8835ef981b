import type { Clock } from '../../application/ports/clock.ts';

export interface TokenBucketOptions {
  readonly ratePerSecond: number;
  readonly burst: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

export interface TokenBucket {
  /** Takes one call from the budget; false means: not now, ask `waitMs`. */
  take(): boolean;
  /** Milliseconds until `take` succeeds; 0 = now. */
  waitMs(): number;
  tokens(): number;
  ratePerSecond(): number;
  /** The vendor named our real rate; the burst is never named, so it stays. */
  learn(ratePerSecond: number): void;
  /** The vendor refused: whatever we counted, there is nothing. Refills from now, or after `pauseMs` where one was named. */
  empty(pauseMs?: number): void;
}

/**
 * Rounding dust of the arithmetic below, in tokens. Without it a caller who waits exactly `waitMs` can find
 * 0.9999999 tokens and is told to wait another nanosecond.
 */
const DUST = 1e-6;

/** A token bucket on the monotonic clock: setting the wall clock neither gives nor takes calls. */
export function createTokenBucket({ ratePerSecond, burst, clock }: TokenBucketOptions): TokenBucket {
  if (!(ratePerSecond > 0) || !(burst >= 1)) throw new RangeError(`a bucket needs a rate above 0 and a burst of at least 1, got ${ratePerSecond} and ${burst}`);
  let rate = ratePerSecond;
  let level = burst;
  let countedAtMs = clock.monotonicMs();
  let closedUntilMs = Number.NEGATIVE_INFINITY;

  function refill(nowMs: number): void {
    // `countedAtMs` lies in the future while a pause runs: nothing refills then.
    if (nowMs <= countedAtMs) return;
    level = Math.min(burst, level + ((nowMs - countedAtMs) / 1000) * rate);
    countedAtMs = nowMs;
  }

  function levelNow(): number {
    const nowMs = clock.monotonicMs();
    refill(nowMs);
    return nowMs < closedUntilMs ? 0 : level;
  }

  return {
    take() {
      if (levelNow() + DUST < 1) return false;
      level = Math.max(0, level - 1);
      return true;
    },
    waitMs() {
      if (levelNow() + DUST >= 1) return 0;
      const pauseMs = Math.max(0, closedUntilMs - clock.monotonicMs());
      return Math.ceil(pauseMs + (Math.max(0, 1 - level) / rate) * 1000);
    },
    tokens: levelNow,
    ratePerSecond: () => rate,
    learn(learned) {
      if (!Number.isFinite(learned) || learned <= 0) return;
      refill(clock.monotonicMs());
      rate = learned;
    },
    empty(pauseMs) {
      const nowMs = clock.monotonicMs();
      if (pauseMs === undefined) {
        level = 0;
        countedAtMs = nowMs;
        return;
      }
      // "Retry after 5 s" says that one call after 5 s is welcome, not that the burst is back.
      level = 1;
      closedUntilMs = countedAtMs = nowMs + Math.max(0, pauseMs);
    },
  };
}
