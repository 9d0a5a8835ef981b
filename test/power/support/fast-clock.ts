import type { Clock, Timers } from '../../../src/main/application/ports/clock.ts';
import type { FastTime } from './plan.ts';

/** Waiting times of minutes pass in moments, in proportion: budgets, time-outs and lags keep their relation. */
export function createFastClock({ startedAtMs, speed }: FastTime): Clock & Timers {
  const elapsedMs = (): number => (Date.now() - startedAtMs) * speed;
  const origin = performance.now();
  return {
    nowMs: () => Math.floor(startedAtMs + elapsedMs()),
    monotonicMs: () => (performance.now() - origin) * speed,
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(delayMs / speed, 2_147_000_000));
      return () => clearTimeout(timer);
    },
  };
}
