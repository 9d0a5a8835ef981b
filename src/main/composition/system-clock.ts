import { v7 } from 'uuid';
import type { Clock, IdSource, RandomSource, Timers } from '../application/ports/clock.ts';

/** The real clocks, timers, chance and ids: the only place where the station reads them. */
export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

export const systemTimers: Timers = {
  after(delayMs, run) {
    // Longer than 24.8 days would fire at once (32-bit milliseconds); nothing here waits that long, so cap it.
    const timer = setTimeout(run, Math.min(delayMs, 2_147_000_000));
    return () => {
      clearTimeout(timer);
    };
  },
};

export const systemRandom: RandomSource = () => Math.random();
export const newId: IdSource = () => v7();
