import type { InstantMs } from '../../shared/domain/units/instant.ts';
import type { Clock } from './ports/clock.ts';
import type { ScanLog } from './ports/journal.ts';

/** How many scans this station took since local midnight. Counts back through the log once a day, then follows the total. */
export function createScanCounter(scans: Pick<ScanLog, 'count' | 'countSince'>, clock: Clock): () => number {
  let midnightMs: InstantMs | null = null;
  let totalBefore = 0;
  return () => {
    const today = new Date(clock.nowMs()).setHours(0, 0, 0, 0);
    if (today !== midnightMs) {
      midnightMs = today;
      totalBefore = scans.count() - scans.countSince(today);
    }
    return scans.count() - totalBefore;
  };
}
