import { hours, seconds } from '../../shared/domain/units/instant.ts';
import type { Clock, Timers } from '../application/ports/clock.ts';

/** Between two rounds. Milliseconds. */
const roundEveryMs = seconds(5);
/** A pause this long means that nobody is in the middle of a scan. Emptying the write-ahead log may cost a moment. */
const quietForMs = seconds(3);
/** One copy of the journal a shift: what it lacks is what the channels and the labels can still tell. */
const backupEveryMs = hours(6);

export interface House {
  /** How long nobody scanned. */
  idleMs(): number;
  /** Rises with everything that is written. */
  workDone(): number;
  isDiskFull(): boolean;
  /** Sets the reserve aside again; true once that worked. */
  restoreReserve(): boolean;
  checkpoint(): void;
  /** One step of what an update left to be done; false once nothing is left. */
  catchUp(): boolean;
  backup(): Promise<unknown>;
  onFault(error: unknown): void;
}

/** Keeps the files small and copied, only while the bench is quiet. Answers the function that ends it. */
export function keepHouse(house: House, clock: Clock, timers: Timers): () => void {
  let cancel = (): void => undefined;
  let workAtCheckpoint = -1;
  let isCaughtUp = false;
  let lastBackupMs = clock.monotonicMs();

  function round(): void {
    if (house.isDiskFull()) house.restoreReserve();
    if (house.idleMs() < quietForMs) return;
    if (!isCaughtUp) isCaughtUp = !house.catchUp();
    if (house.workDone() !== workAtCheckpoint) {
      house.checkpoint();
      workAtCheckpoint = house.workDone();
    }
    if (clock.monotonicMs() - lastBackupMs < backupEveryMs) return;
    lastBackupMs = clock.monotonicMs();
    house.backup().catch(house.onFault);
  }

  function next(): void {
    cancel = timers.after(roundEveryMs, () => {
      try {
        round();
      } catch (error: unknown) {
        // A full disk or a busy file: told, and tried again at the next round.
        house.onFault(error);
      }
      next();
    });
  }
  next();
  return () => cancel();
}
