import type { InstantMs } from '../../../shared/domain/units/instant.ts';

/** The two clocks of the bench. Wall time is for records and people, monotonic time for waiting and measuring. */
export interface Clock {
  nowMs(): InstantMs;
  /** Milliseconds since some start, with fractions; never jumps when the wall clock is set. */
  monotonicMs(): number;
}

/** Calls back once after `delayMs`; the returned function cancels. Injected, so that tests move time by hand. */
export interface Timers {
  after(delayMs: number, run: () => void): () => void;
}

/** A number in [0, 1); injected, so that jitter can be replayed. */
export type RandomSource = () => number;

/** Mints ids that sort by time of creation and never repeat on any bench (UUID version 7). */
export type IdSource = () => string;
