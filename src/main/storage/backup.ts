import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchId } from '../../shared/domain/parcel/parcel.ts';
import { syncDirectory, syncFile } from './durable-file.ts';
import { readOpenError, StorageError } from './errors.ts';
import type { JournalFile } from './journal-file.ts';
import { createJournal } from './journal.ts';
import { claimFile } from './lock.ts';
import { journalName, openJournal, type OpenOptions } from './open.ts';

/** Copies that stay in the folder; older ones make room. */
const defaultKeep = 14;

/**
 * Copies the journal while the station works, to a second place (another disk, a share). The copy is checked before it
 * gets its name: a file `journal-<instant>.db` is whole. Only the journal: the order cache is fetched again.
 */
export async function backupJournal(file: JournalFile, directory: string, keep: number = defaultKeep): Promise<{ readonly path: string }> {
  const takenAtMs = file.clock.nowMs();
  const path = join(directory, `journal-${takenAtMs}.db`);
  const unfinished = `${path}.new`;
  mkdirSync(directory, { recursive: true });
  rmSync(unfinished, { force: true });
  // Goes into the copy: a restore counts from here what may have been printed since.
  createJournal(file).settings.save('storage.backup', JSON.stringify({ takenAtMs }));
  await file.db.backup(unfinished);
  finishCopy(unfinished);
  checkCopy(unfinished);
  syncFile(unfinished);
  renameSync(unfinished, path);
  syncDirectory(directory);
  for (const old of listBackups(directory).slice(keep)) rmSync(join(directory, old), { force: true });
  return { path };
}

/** Newest first. */
export function listBackups(directory: string): readonly string[] {
  const takenAt = (name: string): number => Number(/^journal-(\d+)\.db$/.exec(name)?.[1] ?? Number.NaN);
  return readdirSync(directory)
    .filter((name) => !Number.isNaN(takenAt(name)))
    .sort((a, b) => takenAt(b) - takenAt(a));
}

export interface RestoreOptions extends OpenOptions {
  readonly backupPath: string;
  /** Who asked for it; goes into the audit. */
  readonly actor: string;
}

export interface Restored {
  /** Where the journal that was replaced lies now; it is never deleted. Null where there was none. */
  readonly asidePath: string | null;
  /** Serial numbers given up, because they may have been printed after the backup was taken. */
  readonly abandonedNumbers: number;
  /** Write-backs that may have been sent after the backup was taken: looked up before they are sent again. */
  readonly doubtfulWriteBacks: number;
}

/**
 * Puts a backup in the place of the journal; the station must be stopped. What happened after the copy was taken is
 * unknown to it, so nothing in it is trusted that acts on the world: SSCC blocks are abandoned, owed messages are uncertain.
 */
export function restoreJournal(options: RestoreOptions): Restored {
  const { directory, backupPath, clock, actor } = options;
  const path = join(directory, journalName);
  if (!existsSync(backupPath)) throw new StorageError('io', backupPath, `There is no backup ${backupPath}.`);
  checkCopy(backupPath);
  const nowMs = clock.nowMs();
  mkdirSync(directory, { recursive: true });
  const lock = claimFile(path, 0);
  let asidePath: string | null = null;
  try {
    asidePath = moveAside(path, directory, nowMs);
    copyFileSync(backupPath, path);
    syncFile(path);
    syncDirectory(directory);
  } finally {
    lock.release();
  }
  const file = openJournal(options);
  try {
    return { asidePath, ...distrust(file, actor, nowMs) };
  } finally {
    file.close();
  }
}

function moveAside(path: string, directory: string, nowMs: number): string | null {
  if (!existsSync(path)) return null;
  const aside = join(directory, `replaced-${nowMs}`);
  mkdirSync(aside, { recursive: true });
  // The log and its index belong to the file they were written for: beside another one they would be played into it.
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(path + ending)) renameSync(path + ending, join(aside, journalName + ending));
  }
  return join(aside, journalName);
}

function distrust(file: JournalFile, actor: string, nowMs: number): Omit<Restored, 'asidePath'> {
  const journal = createJournal(file);
  const benches = file.db.prepare<[], BenchId>('SELECT DISTINCT bench_id FROM sscc_block ORDER BY bench_id').pluck().all();
  return journal.transaction(() => {
    const abandonedNumbers = benches.reduce((sum, benchId) => sum + journal.ssccs.abandonBlocks(benchId, nowMs), 0);
    const doubtful = journal.writeBacks.listByState(null, ['due', 'sending'], Number.MAX_SAFE_INTEGER);
    for (const row of doubtful) {
      journal.writeBacks.save({ ...row, state: 'uncertain', dueAtMs: nowMs, sendingSinceMs: null, proofReads: 0, lastAnswer: 'restored from a backup: may have been sent since' });
    }
    const detail = JSON.stringify({ abandonedNumbers, doubtfulWriteBacks: doubtful.length });
    journal.audit.append({ atMs: nowMs, benchId: benches[0] ?? ('station' as BenchId), actor, act: 'journal-restored', subject: 'journal', detail });
    return { abandonedNumbers, doubtfulWriteBacks: doubtful.length };
  });
}

/** One file without a log beside it, so that it can be copied anywhere as it is. */
function finishCopy(path: string): void {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function checkCopy(path: string): void {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const finding: unknown = db.pragma('quick_check(1)', { simple: true });
    if (finding !== 'ok') throw new StorageError('damaged', path, `The copy ${path} is damaged (${String(finding)}). Use another one.`);
  } catch (error: unknown) {
    throw readOpenError(error, path);
  } finally {
    db.close();
  }
}
