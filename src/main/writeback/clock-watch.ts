import type { Clock, Timers } from '../application/ports/clock.ts';

/** Below this the two clocks merely drift, or a timer ran late; above, somebody set the wall clock. Milliseconds. */
const setClockMs = 5_000;

export interface ClockWatchOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly everyMs: number;
  /** The wall clock was set by so many whole milliseconds, forward or back. */
  readonly onSet: (byMs: number) => void;
}

/**
 * Notices that the wall clock was set (a person, NTP after a long time off, the end of a suspend) by holding it against
 * the monotonic one. Planned instants are stored in wall time, so they must move along.
 */
export function createClockWatch({ clock, timers, everyMs, onSet }: ClockWatchOptions): { start(): void; stop(): void } {
  let offsetMs = 0;
  let cancel: (() => void) | null = null;
  const offsetNow = (): number => clock.nowMs() - clock.monotonicMs();

  function look(): void {
    const byMs = Math.round(offsetNow() - offsetMs);
    if (Math.abs(byMs) >= setClockMs) {
      offsetMs += byMs;
      onSet(byMs);
    }
    cancel = timers.after(everyMs, look);
  }

  return {
    start() {
      offsetMs = offsetNow();
      cancel ??= timers.after(everyMs, look);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
