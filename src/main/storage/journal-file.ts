import type { Database } from 'better-sqlite3';
import type { Clock } from '../application/ports/clock.ts';
import { isDiskFull, readTriggerRefusal, StorageError } from './errors.ts';
import type { FileLock } from './lock.ts';
import type { Migrated } from './migrate.ts';
import type { Reserve } from './reserve.ts';
import type { Witness, WitnessedFacts } from './witness.ts';

/** The open journal. `createJournal` puts the repositories over it. */
export interface JournalFile {
  readonly db: Database;
  readonly path: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly witness: Witness;
  readonly migrated: Migrated;
  /** Too big to be checked at start: run `checkFile` in a worker. */
  readonly isCheckDue: boolean;
  /** The journal holds less than the witness saw: commits were lost by the disk. Null when all is there. */
  readonly loss: JournalLoss | null;
  /** One statement or several: durable at once outside a transaction, part of it inside. Refusals come as errors of ours. */
  write<T>(work: () => T): T;
  /** One durable commit. On a full disk the reserve is freed and `work` runs a second time from its beginning. */
  transaction<T>(work: () => T): T;
  /**
   * Takes the write-ahead log into the file, so that no commit has to. When idle. The log keeps its size and is written over from
   * its beginning: a log that has to grow again makes the median commit 1.5 times as slow (measured with 60 kB commits).
   */
  checkpoint(): { readonly isComplete: boolean };
  /** Sets the reserve aside again after space came back. */
  restoreReserve(): boolean;
  close(): void;
}

export interface JournalLoss {
  readonly witnessed: Pick<WitnessedFacts, 'auditSequence' | 'scanSequence'>;
  readonly found: Pick<WitnessedFacts, 'auditSequence' | 'scanSequence'>;
}

export interface JournalFileParts extends Pick<JournalFile, 'db' | 'path' | 'clock' | 'witness' | 'migrated' | 'isCheckDue'> {
  readonly lock: FileLock | null;
  readonly reserve: Reserve;
  readonly onDiskFull: ((freedReserve: boolean) => void) | null;
  readonly onDiskFree: (() => void) | null;
}

/** After a full disk, how often a commit looks whether the reserve can be set aside again. Milliseconds. */
const lookForSpaceEveryMs = 60_000;

export function createJournalFile({ db, path, clock, witness, migrated, isCheckDue, lock, reserve, onDiskFull, onDiskFree }: JournalFileParts): JournalFile {
  const atomic = db.transaction((work: () => unknown) => work());

  /** Null while there is space; else when it was last looked for. */
  let fullSinceMs: number | null = null;

  function restoreReserve(): boolean {
    if (!reserve.restore()) return false;
    if (fullSinceMs !== null) onDiskFree?.();
    fullSinceMs = null;
    return true;
  }

  function lookForSpace(): void {
    if (fullSinceMs === null || clock.nowMs() - fullSinceMs < lookForSpaceEveryMs) return;
    fullSinceMs = clock.nowMs();
    restoreReserve();
  }

  /** A full disk is met once with the reserve; the second time it is for people. */
  function withSpace<T>(work: () => T): T {
    const result = tryTwice(work);
    lookForSpace();
    return result;
  }

  function tryTwice<T>(work: () => T): T {
    try {
      return work();
    } catch (error: unknown) {
      if (!isDiskFull(error)) throw readTriggerRefusal(error);
      const freed = reserve.free();
      fullSinceMs = clock.nowMs();
      onDiskFull?.(freed);
      if (!freed) throw fullError(error);
    }
    try {
      return work();
    } catch (error: unknown) {
      throw isDiskFull(error) ? fullError(error) : readTriggerRefusal(error);
    }
  }

  const fullError = (cause: unknown): StorageError =>
    new StorageError('full', path, 'The disk is full. Nothing of this step was stored. Free some space; what was stored before is safe.', cause);

  /** Inside a transaction the full disk is for the outermost call, which alone can begin again. */
  function nested<T>(work: () => T): T {
    try {
      return work();
    } catch (error: unknown) {
      throw readTriggerRefusal(error);
    }
  }

  const facts = (): Pick<WitnessedFacts, 'auditSequence' | 'auditHash' | 'scanSequence'> => {
    const audit = db.prepare<[], { sequence: number; hash: string }>('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get();
    const scanSequence = db.prepare<[], number>('SELECT coalesce(max(sequence), 0) FROM scan').pluck().get() ?? 0;
    return { auditSequence: audit?.sequence ?? 0, auditHash: audit?.hash ?? '', scanSequence };
  };

  const file: JournalFile = {
    db,
    path,
    clock,
    witness,
    migrated,
    isCheckDue,
    loss: findLoss(db, witness.facts(), facts()),
    write: (work) => (db.inTransaction ? nested(work) : withSpace(work)),
    transaction<T>(work: () => T): T {
      const run = (): T => atomic.immediate(work) as T;
      return db.inTransaction ? nested(run) : withSpace(run);
    },
    checkpoint() {
      const [row] = db.pragma('wal_checkpoint(PASSIVE)') as readonly { readonly busy: number; readonly log: number; readonly checkpointed: number }[];
      witness.save(facts());
      return { isComplete: row?.busy === 0 && row.log === row.checkpointed };
    },
    restoreReserve,
    close() {
      if (!db.open) return;
      try {
        witness.save(facts());
      } catch (error: unknown) {
        // A witness that stays behind says too little, never something wrong.
        if (!isDiskFull(error)) throw error;
      } finally {
        db.close();
        lock?.release();
      }
    },
  };
  return file;
}

function findLoss(db: Database, witnessed: WitnessedFacts, found: Pick<WitnessedFacts, 'auditSequence' | 'scanSequence'>): JournalLoss | null {
  const hash = witnessed.auditSequence === 0 ? '' : db.prepare<[number], string>('SELECT hash FROM audit WHERE sequence = ?').pluck().get(witnessed.auditSequence);
  const isWhole = found.auditSequence >= witnessed.auditSequence && found.scanSequence >= witnessed.scanSequence && hash === witnessed.auditHash;
  if (isWhole) return null;
  return {
    witnessed: { auditSequence: witnessed.auditSequence, scanSequence: witnessed.scanSequence },
    found: { auditSequence: found.auditSequence, scanSequence: found.scanSequence },
  };
}
