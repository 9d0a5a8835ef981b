import Database from 'better-sqlite3';
import { GateRefusedError } from '../application/ports/journal.ts';

/**
 * `locked`: another process has this data open. `io`: the disk or the file system refused. `damaged`: the file is not
 * what was written. `full`: no space, the reserve is used up too. `migration`: the schema's history does not fit.
 * `settings`: the engine did not take a setting that durability rests on.
 */
export type StorageProblem = 'locked' | 'io' | 'damaged' | 'full' | 'migration' | 'settings';

/** The data files cannot be used as they are. The message says what to do; it is shown as it stands. */
export class StorageError extends Error {
  readonly problem: StorageProblem;
  readonly path: string;
  constructor(problem: StorageProblem, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.problem = problem;
    this.path = path;
  }
}

/** A rule of the schema refused a statement that no use case may make: a bug, never a state of the world. */
export class JournalRuleError extends Error {
  readonly rule: string;
  constructor(rule: string, cause: unknown) {
    super(`the database refused this statement: ${rule}`, { cause });
    this.name = 'JournalRuleError';
    this.rule = rule;
  }
}

export function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Database.SqliteError;
}

/** An error of the operating system, with its code (ENOSPC, EIO, EACCES). */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** Out of space, told by SQLite or by the file system. */
export function isDiskFull(error: unknown): boolean {
  if (isSqliteError(error)) return error.code === 'SQLITE_FULL';
  return isSystemError(error) && error.code === 'ENOSPC';
}

/** Triggers speak as `GATE:<block code>` (what the channel said) or `RULE:<rule>` (what no program may do). */
export function readTriggerRefusal(error: unknown): unknown {
  if (!isSqliteError(error) || error.code !== 'SQLITE_CONSTRAINT_TRIGGER') return error;
  if (error.message.startsWith('GATE:')) return new GateRefusedError(error.message.slice('GATE:'.length), error);
  if (error.message.startsWith('RULE:')) return new JournalRuleError(error.message.slice('RULE:'.length), error);
  return error;
}

/** What went wrong while a file was opened, in words that a person at the bench can act on. */
export function readOpenError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (isDiskFull(error)) return new StorageError('full', path, `There is no space left to open ${path}. Free some space and start again.`, error);
  if (isSqliteError(error) && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) {
    return new StorageError('damaged', path, `${path} is damaged (${text}). Do not delete it: move it aside and restore the last backup.`, error);
  }
  if (isSqliteError(error) && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) {
    return new StorageError('locked', path, `${path} is in use by another program. Close it and start again.`, error);
  }
  return new StorageError('io', path, `${path} cannot be opened (${text}). Check the disk and the rights on its folder.`, error);
}
