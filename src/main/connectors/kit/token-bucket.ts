import type { Clock } from '../../application/ports/clock.ts';

export interface TokenBucketOptions {
  readonly ratePerSecond: number;
  readonly burst: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

export interface TokenBucket {
  /** Takes a call (or `cost` of them) from the budget; false means: not now, ask `waitMs`. */
  take(cost?: number): boolean;
  /** Milliseconds until `take` succeeds; 0 = now. */
  waitMs(cost?: number): number;
  tokens(): number;
  ratePerSecond(): number;
  burst(): number;
  /** The vendor named our real rate; the burst stays. */
  learn(ratePerSecond: number): void;
  /** The vendor named what is left now, and perhaps the most there can be. */
  set(left: number, burst?: number): void;
  /** The vendor refused: whatever we counted, there is nothing. Refills from now, or after `pauseMs` where one was named, an hour at most. */
  empty(pauseMs?: number): void;
}

/**
 * Rounding dust of the arithmetic below, in tokens. Without it a caller who waits exactly `waitMs` can find
 * 0.9999999 tokens and is told to wait another nanosecond.
 */
const DUST = 1e-6;

/** Whoever asks for days (a quota, seconds taken for milliseconds) is asked again after this, with the one call that a pause leaves. Milliseconds. */
const longestPauseMs = 3_600_000;

/** A token bucket on the monotonic clock: setting the wall clock neither gives nor takes calls. */
export function createTokenBucket({ ratePerSecond, burst: firstBurst, clock }: TokenBucketOptions): TokenBucket {
  if (!(ratePerSecond > 0) || !(firstBurst >= 1)) throw new RangeError(`a bucket needs a rate above 0 and a burst of at least 1, got ${ratePerSecond} and ${firstBurst}`);
  let rate = ratePerSecond;
  let burst = firstBurst;
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

  /** What costs more than the bucket ever holds leaves from a full one. */
  const neededFor = (cost: number): number => Math.min(cost, burst);

  return {
    take(cost = 1) {
      if (levelNow() + DUST < neededFor(cost)) return false;
      level = Math.max(0, level - cost);
      return true;
    },
    waitMs(cost = 1) {
      const needed = neededFor(cost);
      if (levelNow() + DUST >= needed) return 0;
      const pauseMs = Math.max(0, closedUntilMs - clock.monotonicMs());
      return Math.ceil(pauseMs + (Math.max(0, needed - level) / rate) * 1000);
    },
    tokens: levelNow,
    ratePerSecond: () => rate,
    burst: () => burst,
    set(left, mostEver) {
      if (mostEver !== undefined && Number.isFinite(mostEver) && mostEver >= 1) burst = mostEver;
      if (!Number.isFinite(left)) return;
      refill(clock.monotonicMs());
      level = Math.min(burst, Math.max(0, left));
    },
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
      closedUntilMs = countedAtMs = nowMs + Math.min(longestPauseMs, Math.max(0, pauseMs));
    },
  };
}
