import type { Database } from 'better-sqlite3';
import { StorageError } from './errors.ts';

interface Pragma {
  readonly name: string;
  readonly set: string | number;
  /** What reading it back must give. */
  readonly reads: string | number;
}

const same = (name: string, value: number): Pragma => ({ name, set: value, reads: value });

/**
 * Set on every open. `synchronous` above all: better-sqlite3 is compiled with DEFAULT_WAL_SYNCHRONOUS=1, so a file in WAL
 * mode works as NORMAL (1) unless told otherwise, and NORMAL loses acknowledged commits on a power cut (decision 0002).
 */
const common: readonly Pragma[] = [
  { name: 'journal_mode', set: 'WAL', reads: 'wal' },
  { name: 'synchronous', set: 'FULL', reads: 2 },
  same('foreign_keys', 1),
  // Makes INSERT OR REPLACE fire the delete triggers, so that it cannot slip past "is kept".
  same('recursive_triggers', 1),
  // Milliseconds.
  same('busy_timeout', 5000),
  // Bytes the WAL keeps after a checkpoint.
  same('journal_size_limit', 16_777_216),
  // Deleted personal data is overwritten, not only unlinked.
  same('secure_delete', 1),
  // macOS: fsync alone does not flush the drive there. Without effect elsewhere.
  same('fullfsync', 1),
  same('checkpoint_fullfsync', 1),
];

/**
 * Pages of 4 KiB, 16 MiB: a net for a bench without a quiet second. The idle station takes the log in by itself, because a commit
 * that has to do it on the side is the slow one (at 1000 pages every 40th dispatch: p99 of a commit 3.8 and 1.6 times that of an
 * fsync in two short runs on a busy machine).
 */
export const journalPragmas: readonly Pragma[] = [...common, same('wal_autocheckpoint', 4000)];

/** Negative: KiB. Sorting in memory, so that no personal data lies in temporary files. */
export const cachePragmas: readonly Pragma[] = [...common, same('wal_autocheckpoint', 1000), same('cache_size', -65_536), same('temp_store', 2)];

export function applyPragmas(db: Database, path: string, pragmas: readonly Pragma[]): void {
  for (const { name, set } of pragmas) db.pragma(`${name} = ${set}`);
  assertPragmas(db, path, pragmas);
}

/**
 * A setting that did not take is fatal, because nobody would notice until the power goes. Asserted again once the schema
 * was read: the fall to NORMAL comes with the first statement, not with the open.
 */
export function assertPragmas(db: Database, path: string, pragmas: readonly Pragma[]): void {
  for (const { name, reads } of pragmas) {
    const found = db.pragma(name, { simple: true });
    if (found !== reads) throw new StorageError('settings', path, `${path}: ${name} is ${String(found)} and must be ${reads}. This disk cannot be used for the data of a station.`);
  }
}
