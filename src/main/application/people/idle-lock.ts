import { minutes } from '../../../shared/domain/units/instant.ts';
import type { Timers } from '../ports/clock.ts';
import type { StationContext } from '../station-context.ts';
import { presentPerson } from './bench-access.ts';
import { lockBench } from './judge-badge.ts';

/** At the latest so often it is looked whether Setup says another time now. Milliseconds. */
const lookEveryMs = minutes(1);

export interface IdleLock {
  start(): void;
  stop(): void;
  /** Somebody scanned, typed or moved. */
  awake(): void;
}

/** A bench that nobody touches hides its buyers. Work, counts and stop stay as they are. */
export function createIdleLock({ context, timers, onLocked }: { readonly context: StationContext; readonly timers: Timers; readonly onLocked: () => void }): IdleLock {
  const { journal, clock, benchId } = context;
  let awakeAtMs = 0;
  let cancel = (): void => undefined;

  function look(): void {
    const limitMs = minutes(context.settings().idleLockMinutes);
    const leftMs = awakeAtMs + limitMs - clock.monotonicMs();
    if (limitMs > 0 && leftMs <= 0 && presentPerson(context) !== null) {
      lockBench(context, 'idle');
      onLocked();
    }
    cancel = timers.after(leftMs > 0 ? Math.min(leftMs, lookEveryMs) : lookEveryMs, look);
  }

  /** A restart is no touch: what was idle before it stays so. By the wall clock, which is all that outlives the process. */
  function idleBeforeStartMs(): number {
    if (presentPerson(context) === null) return 0;
    const lastScanMs = journal.scans.listRecent(benchId, 1)[0]?.scannedAtMs ?? 0;
    return Math.max(0, clock.nowMs() - Math.max(lastScanMs, journal.signIns.load(benchId).sinceMs));
  }

  return {
    start() {
      awakeAtMs = clock.monotonicMs() - idleBeforeStartMs();
      look();
    },
    stop: () => {
      cancel();
    },
    awake: () => {
      awakeAtMs = clock.monotonicMs();
    },
  };
}
