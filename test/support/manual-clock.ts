import type { Clock, Timers } from '../../src/main/application/ports/clock.ts';

/**
 * Time that moves only when a test says so. `advance` runs what falls due in order of its instant (equal instants in
 * the order in which they were set), and lets promises settle before, between and after, so that an awaited answer
 * can set the next timer within the same advance.
 */
export interface ManualClock extends Clock, Timers {
  advance(ms: number): Promise<void>;
  /** Lets everything run that needs no time. */
  settle(): Promise<void>;
  /** A promise that resolves after `ms` of this clock: the latency of a fake. */
  sleep(ms: number): Promise<void>;
  /** Sets the wall clock, as a person or NTP does; monotonic time and timers do not notice. */
  setWallClock(ms: number): void;
  /** Timers that wait. */
  pending(): number;
  /** Milliseconds until the next timer, or null where none waits. */
  nextIn(): number | null;
}

/** Rounds through the macrotask queue, after which promise chains of any usual length have run out. */
const settleRounds = 3;

interface ManualTimer {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export function createManualClock(startMs: number): ManualClock {
  let elapsedMs = 0;
  let wallOffsetMs = startMs;
  let order = 0;
  const timers = new Set<ManualTimer>();

  const next = (): ManualTimer | null => {
    let first: ManualTimer | null = null;
    for (const timer of timers) {
      if (first === null || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) first = timer;
    }
    return first;
  };

  const after = (delayMs: number, run: () => void): (() => void) => {
    const timer: ManualTimer = { atMs: elapsedMs + Math.max(0, delayMs), order: order++, run };
    timers.add(timer);
    return () => {
      timers.delete(timer);
    };
  };

  // setImmediate is no clock: it fires once all promise callbacks that are ready have run.
  const settle = async (): Promise<void> => {
    for (let round = 0; round < settleRounds; round++) await new Promise<void>((resolve) => setImmediate(resolve));
  };

  return {
    nowMs: () => Math.floor(wallOffsetMs + elapsedMs),
    monotonicMs: () => elapsedMs,
    after,
    settle,
    sleep: (ms) => new Promise<void>((resolve) => void after(ms, resolve)),
    setWallClock: (ms) => {
      wallOffsetMs = ms - elapsedMs;
    },
    pending: () => timers.size,
    nextIn: () => {
      const timer = next();
      return timer === null ? null : timer.atMs - elapsedMs;
    },
    async advance(ms) {
      const untilMs = elapsedMs + ms;
      await settle();
      for (let timer = next(); timer !== null && timer.atMs <= untilMs; timer = next()) {
        timers.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.atMs);
        timer.run();
        await settle();
      }
      elapsedMs = untilMs;
      await settle();
    },
  };
}
