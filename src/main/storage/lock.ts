import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isSqliteError, readOpenError, StorageError } from './errors.ts';

export interface FileLock {
  release(): void;
}

/**
 * One writer process per file. The lock is an open exclusive transaction on a tiny SQLite file of its own: the operating
 * system drops it the moment the process dies, also by kill -9, so no stale lock ever has to be removed by hand.
 * `path-lock.owner` only words the refusal.
 */
export function claimFile(path: string, waitMs: number): FileLock {
  const lockPath = `${path}-lock`;
  const ownerPath = `${lockPath}.owner`;
  let db: Database.Database | null = null;
  try {
    db = new Database(lockPath, { timeout: waitMs });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error: unknown) {
    db?.close();
    if (isSqliteError(error) && error.code.startsWith('SQLITE_BUSY')) {
      throw new StorageError('locked', path, `Another Packgate${ownerText(ownerPath)} has ${path} open. Close it first; two at once would spend the same numbers.`, error);
    }
    throw readOpenError(error, lockPath);
  }
  const held = db;
  writeFileSync(ownerPath, String(process.pid));
  return {
    release() {
      rmSync(ownerPath, { force: true });
      held.close();
    },
  };
}

function ownerText(ownerPath: string): string {
  try {
    const pid = readFileSync(ownerPath, 'utf8').trim();
    return /^\d+$/.test(pid) ? ` (process ${pid})` : '';
  } catch (error: unknown) {
    // Not there yet: the other process is between its lock and this file. The refusal stands without the number.
    if (error instanceof Error) return '';
    throw error;
  }
}
