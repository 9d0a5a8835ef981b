import Database from 'better-sqlite3';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../application/ports/clock.ts';
import { readOpenError, StorageError } from './errors.ts';
import { createCacheFile, type CacheFile } from './cache-file.ts';
import { createJournalFile, type JournalFile } from './journal-file.ts';
import { claimFile, type FileLock } from './lock.ts';
import { migrate, readMigrations, type Migrated } from './migrate.ts';
import { applyPragmas, assertPragmas, cachePragmas, journalPragmas } from './pragmas.ts';
import { createReserve, defaultReserveBytes } from './reserve.ts';
import { openWitness } from './witness.ts';

export interface OpenOptions {
  /** Folder of the station's data; made if absent. */
  readonly directory: string;
  /** Folder that holds `journal/` and `cache/` with the numbered SQL files. */
  readonly migrationsDirectory: string;
  readonly clock: Pick<Clock, 'nowMs'>;
}

export interface OpenJournalOptions extends OpenOptions {
  /** Bytes set aside for a full disk; 0 = none. */
  readonly reserveBytes?: number;
  /** A commit met a full disk: tell people, stop importing. `freedReserve`: the commit was tried again in the space set aside. */
  readonly onDiskFull?: (freedReserve: boolean) => void;
  /** There is space again, and the reserve is set aside anew. */
  readonly onDiskFree?: () => void;
  /** How long to wait for a predecessor that is just ending. Milliseconds. */
  readonly lockWaitMs?: number;
}

export interface OpenCacheOptions extends OpenOptions {
  /** A second connection inside the process that owns the file already (the import worker). */
  readonly isSecondConnection?: boolean;
  readonly lockWaitMs?: number;
}

export const journalName = 'journal.db';
export const cacheName = 'cache.db';
const defaultLockWaitMs = 2000;
/** Above this size quick_check takes longer than a start may (about 4 ms per MB measured); run `checkFile` beside the work instead. Bytes. */
const checkAtStartBytes = 64 * 1024 * 1024;

/** Opens what is owed and spent: lock, durability settings, check, schema, reserve, witness - in this order. */
export function openJournal(options: OpenJournalOptions): JournalFile {
  const path = join(options.directory, journalName);
  return openFile(path, options, true, (db, lock) => {
    applyPragmas(db, path, journalPragmas);
    const isCheckDue = statSync(path).size > checkAtStartBytes;
    if (!isCheckDue) checkSound(db, path);
    const migrated = bring(db, path, options, 'journal', join(options.directory, 'backups'));
    assertPragmas(db, path, journalPragmas);
    const reserve = createReserve(join(options.directory, 'journal.reserve'), options.reserveBytes ?? defaultReserveBytes);
    reserve.restore();
    const witness = openWitness(join(options.directory, 'journal.witness'));
    return createJournalFile({ db, path, lock, clock: options.clock, reserve, witness, migrated, isCheckDue, onDiskFull: options.onDiskFull ?? null, onDiskFree: options.onDiskFree ?? null });
  });
}

/** Opens what can be fetched again. Not checked at start: it is big, and a damaged one is refetched. */
export function openCache(options: OpenCacheOptions): CacheFile {
  const path = join(options.directory, cacheName);
  return openFile(path, options, options.isSecondConnection !== true, (db, lock) => {
    applyPragmas(db, path, cachePragmas);
    // No copy: it would be personal data lying about, of what the channels hold anyway.
    const migrated = bring(db, path, options, 'cache', null);
    assertPragmas(db, path, cachePragmas);
    return createCacheFile({ db, path, lock, migrated });
  });
}

/** Reads the whole file; for a worker, minutes on a big file. Null when it is sound, else the first finding. */
export function checkFile(path: string): string | null {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const finding: unknown = db.pragma('integrity_check(1)', { simple: true });
    return finding === 'ok' ? null : String(finding);
  } finally {
    db.close();
  }
}

interface OpenedFile {
  readonly db: Database.Database;
}

function openFile<T extends OpenedFile>(path: string, options: OpenOptions & { readonly lockWaitMs?: number }, isOwner: boolean, build: (db: Database.Database, lock: FileLock | null) => T): T {
  let lock: FileLock | null = null;
  let db: Database.Database | null = null;
  try {
    mkdirSync(options.directory, { recursive: true });
    lock = isOwner ? claimFile(path, options.lockWaitMs ?? defaultLockWaitMs) : null;
    db = new Database(path);
    return build(db, lock);
  } catch (error: unknown) {
    db?.close();
    lock?.release();
    throw readOpenError(error, path);
  }
}

function bring(db: Database.Database, path: string, options: OpenOptions, name: 'journal' | 'cache', backupDirectory: string | null): Migrated {
  return migrate({ db, path, migrations: readMigrations(join(options.migrationsDirectory, name)), nowMs: options.clock.nowMs(), backupDirectory });
}

function checkSound(db: Database.Database, path: string): void {
  const finding: unknown = db.pragma('quick_check(1)', { simple: true });
  if (finding !== 'ok') throw new StorageError('damaged', path, `${path} is damaged (${String(finding)}). Do not delete it: move it aside and restore the last backup.`);
}
