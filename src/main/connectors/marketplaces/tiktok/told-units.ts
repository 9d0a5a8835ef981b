import type { Clock } from '../../../application/ports/clock.ts';

/** Longer than any lag after which TikTok shows what it accepted. Milliseconds. */
const REMEMBERED_MS = 60 * 60_000;

/**
 * Units that were told a moment ago and may not show yet: a second parcel of the order must name other ones. Lost with the process, which is safe:
 * TikTok refuses a unit that it holds already, and the row is looked up.
 */
export interface ToldUnits {
  note(channelOrderId: string, packageReference: string, unitIds: readonly string[]): void;
  /** Units told for other parcels than this one. */
  takenByOthers(channelOrderId: string, packageReference: string): ReadonlySet<string>;
}

export function createToldUnits(clock: Pick<Clock, 'monotonicMs'>): ToldUnits {
  let notes: { channelOrderId: string; packageReference: string; unitIds: readonly string[]; atMs: number }[] = [];
  const forgetOld = (): void => {
    notes = notes.filter((note) => clock.monotonicMs() - note.atMs < REMEMBERED_MS);
  };
  return {
    note(channelOrderId, packageReference, unitIds) {
      forgetOld();
      notes.push({ channelOrderId, packageReference, unitIds, atMs: clock.monotonicMs() });
    },
    takenByOthers(channelOrderId, packageReference) {
      forgetOld();
      return new Set(notes.flatMap((note) => (note.channelOrderId === channelOrderId && note.packageReference !== packageReference ? note.unitIds : [])));
    },
  };
}
