import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory, syncFile } from './durable-file.ts';
import { StorageError } from './errors.ts';

export interface Migration {
  /** `0010_plain_name`, without the ending. */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface MigrateOptions {
  readonly db: Database;
  readonly path: string;
  readonly migrations: readonly Migration[];
  readonly nowMs: number;
  /** Where the copy goes that is made before a file with data is changed; null for data that can be fetched again. */
  readonly backupDirectory: string | null;
}

export interface Migrated {
  readonly applied: readonly string[];
  readonly backupPath: string | null;
}

/** Line ends do not count: the same file checked out on Windows is the same migration. */
export function sha256OfSql(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}

/** Reads the folder; the order is that of the numbers in the names. */
export function readMigrations(directory: string): readonly Migration[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql')).sort();
  return names.map((file) => {
    const sql = readFileSync(join(directory, file), 'utf8');
    return { name: file.slice(0, -'.sql'.length), sql, sha256: sha256OfSql(sql) };
  });
}

interface Applied {
  readonly name: string;
  readonly sha256: string;
  readonly schemaSha256: string;
}

/**
 * Brings a file to the newest schema, one transaction per migration. Refuses whatever would have to be guessed: a list
 * that does not increase, a released file that was edited, a history that is not the beginning of ours, a file from the future.
 */
export function migrate({ db, path, migrations, nowMs, backupDirectory }: MigrateOptions): Migrated {
  checkList(path, migrations);
  db.exec(
    'CREATE TABLE IF NOT EXISTS migration (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, schema_sha256 TEXT NOT NULL, applied_at_ms INTEGER NOT NULL) STRICT',
  );
  const applied = readApplied(db);
  checkHistory(path, applied, migrations);
  checkSchema(db, path, applied.at(-1));
  const missing = migrations.slice(applied.length);
  const backupPath = missing.length > 0 && applied.length > 0 && backupDirectory !== null ? copyBefore(db, path, backupDirectory, missing[0]?.name ?? '', nowMs) : null;
  const record = db.prepare('INSERT INTO migration (position, name, sha256, schema_sha256, applied_at_ms) VALUES (?, ?, ?, ?, ?)');
  missing.forEach((migration, offset) => {
    try {
      db.exec('BEGIN IMMEDIATE');
      db.exec(migration.sql);
      if (!db.inTransaction) throw new Error('the file ends its own transaction');
      record.run(applied.length + offset, migration.name, migration.sha256, schemaSha256(db), nowMs);
      db.exec('COMMIT');
    } catch (error: unknown) {
      if (db.inTransaction) db.exec('ROLLBACK');
      const text = error instanceof Error ? error.message : String(error);
      throw new StorageError('migration', path, `${path}: step ${migration.name} failed and changed nothing (${text}).`, error);
    }
  });
  return { applied: missing.map(({ name }) => name), backupPath };
}

function checkList(path: string, migrations: readonly Migration[]): void {
  let last = -1;
  for (const { name } of migrations) {
    const number = /^(\d{4})_[a-z0-9]+(?:_[a-z0-9]+)*$/.exec(name)?.[1];
    if (number === undefined) throw new StorageError('migration', path, `Migration ${name} is not named like 0010_plain_name.sql.`);
    if (Number(number) <= last) throw new StorageError('migration', path, `Migration ${name} does not come after the one before it: numbers must increase.`);
    last = Number(number);
  }
}

function checkHistory(path: string, applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [position, done] of applied.entries()) {
    const ours = migrations[position];
    if (ours === undefined) {
      throw new StorageError(
        'migration',
        path,
        `${path} was written by a newer Packgate (it knows ${done.name}). Install that version again, or restore the copy in the folder "backups" that was made before the update.`,
      );
    }
    if (ours.name !== done.name) throw new StorageError('migration', path, `${path} has another history: its step ${position + 1} is ${done.name}, ours is ${ours.name}. It belongs to another program or branch.`);
    if (ours.sha256 !== done.sha256) throw new StorageError('migration', path, `The released migration ${ours.name} was edited. Restore it and put the change into a new one.`);
  }
}

/** A trigger dropped by hand would open the gate in silence. */
function checkSchema(db: Database, path: string, last: Applied | undefined): void {
  if (last === undefined) {
    const strangers = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND name <> 'migration'").pluck().all();
    if (strangers.length > 0) throw new StorageError('migration', path, `${path} has tables (${strangers.join(', ')}) that no migration of Packgate made. Choose another data folder.`);
    return;
  }
  if (schemaSha256(db) !== last.schemaSha256) throw new StorageError('damaged', path, `The tables or rules inside ${path} were changed by hand. Restore the last backup.`);
}

function schemaSha256(db: Database): string {
  const rows = db.prepare<[], string>("SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name").pluck().all();
  return sha256OfSql(rows.join('\n'));
}

function readApplied(db: Database): readonly Applied[] {
  return db.prepare<[], Applied>('SELECT name, sha256, schema_sha256 AS schemaSha256 FROM migration ORDER BY position').all();
}

function copyBefore(db: Database, path: string, directory: string, firstMissing: string, nowMs: number): string {
  mkdirSync(directory, { recursive: true });
  const copy = join(directory, `before-${firstMissing}-${nowMs}.db`);
  try {
    db.prepare('VACUUM INTO ?').run(copy);
    syncFile(copy);
    syncDirectory(directory);
  } catch (error: unknown) {
    throw new StorageError('migration', path, `No copy of ${path} could be made before its update, so nothing was changed. Check the free space on the disk.`, error);
  }
  return copy;
}
