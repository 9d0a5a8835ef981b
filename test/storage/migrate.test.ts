import Database from 'better-sqlite3';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageError } from '../../src/main/storage/errors.ts';
import { migrate, readMigrations, sha256OfSql, type Migration } from '../../src/main/storage/migrate.ts';
import { aFolder, aJournal, aScan, migrationsDirectory } from './temp-storage.ts';

const step = (name: string, sql: string): Migration => ({ name, sql, sha256: sha256OfSql(sql) });
const first = step('0010_parcels', 'CREATE TABLE p (id TEXT PRIMARY KEY) STRICT;');
const second = step('0020_weights', "ALTER TABLE p ADD COLUMN weight_grams INTEGER; UPDATE p SET weight_grams = 1200 WHERE id = 'a';");

function aFile() {
  const directory = aFolder();
  const path = join(directory, 'some.db');
  const db = new Database(path);
  onTestFinished(() => void db.close());
  const run = (...migrations: readonly Migration[]) => migrate({ db, path, migrations, nowMs: 42, backupDirectory: join(directory, 'backups') });
  return { directory, path, db, run };
}

function refusal(run: () => unknown): StorageError {
  try {
    run();
  } catch (error: unknown) {
    if (error instanceof StorageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the migration runner', () => {
  it('applies each step once and remembers it by name and hash', () => {
    const { db, run } = aFile();
    expect(run(first, second).applied).toEqual(['0010_parcels', '0020_weights']);
    expect(run(first, second).applied).toEqual([]);
    expect(db.prepare('SELECT name, sha256, applied_at_ms FROM migration ORDER BY position').all()).toEqual([
      { name: first.name, sha256: first.sha256, applied_at_ms: 42 },
      { name: second.name, sha256: second.sha256, applied_at_ms: 42 },
    ]);
  });

  it('moves the rows of the step before', () => {
    const { db, run } = aFile();
    run(first);
    db.exec("INSERT INTO p VALUES ('a'), ('b')");
    run(first, second);
    expect(db.prepare('SELECT id, weight_grams FROM p ORDER BY id').all()).toEqual([
      { id: 'a', weight_grams: 1200 },
      { id: 'b', weight_grams: null },
    ]);
  });

  it('copies a file with data before it changes it, and the copy has the rows as they were', () => {
    const { db, run } = aFile();
    expect(run(first).backupPath).toBeNull();
    db.exec("INSERT INTO p VALUES ('a')");
    const { backupPath } = run(first, second);
    expect(backupPath).toMatch(/before-0020_weights-42\.db$/);
    const copy = new Database(backupPath ?? '', { readonly: true });
    expect(copy.prepare('SELECT * FROM p').all()).toEqual([{ id: 'a' }]);
    copy.close();
  });

  it('a step that fails leaves nothing of itself behind', () => {
    const { db, run } = aFile();
    const broken = step('0020_broken', 'CREATE TABLE half (x); CREATE TABLE p (y);');
    expect(refusal(() => run(first, broken)).message).toContain('step 0020_broken failed and changed nothing');
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    expect(run(first, second).applied).toEqual(['0020_weights']);
  });

  it('a step that ends the transaction by itself is refused', () => {
    const { run } = aFile();
    expect(refusal(() => run(step('0010_sly', 'CREATE TABLE a (x); COMMIT;'))).message).toContain('ends its own transaction');
  });

  it.each([
    ['numbers that fall', [step('0020_b', ''), step('0010_a', '')]],
    ['the same number twice', [step('0010_a', ''), step('0010_b', '')]],
    ['a name without a number', [step('parcels', '')]],
  ])('refuses %s', (_, migrations) => {
    const { run } = aFile();
    expect(refusal(() => run(...migrations)).problem).toBe('migration');
  });

  it('refuses a released step that was edited', () => {
    const { run } = aFile();
    run(first);
    expect(refusal(() => run(step(first.name, `${first.sql} -- only a comment`), second)).message).toContain('0010_parcels was edited');
  });

  it('takes the same step with Windows line ends for the same', () => {
    expect(sha256OfSql('CREATE TABLE a (x);\r\nCREATE TABLE b (y);\r\n')).toBe(sha256OfSql('CREATE TABLE a (x);\nCREATE TABLE b (y);\n'));
  });

  it('refuses a file whose history is another one', () => {
    const { run } = aFile();
    run(first, second);
    expect(refusal(() => run(first, step('0015_other', ''), second)).message).toContain('has another history');
  });

  it('refuses a file from the future and says what to do', () => {
    const { run } = aFile();
    run(first, second);
    const { message } = refusal(() => run(first));
    expect(message).toContain('newer Packgate (it knows 0020_weights)');
    expect(message).toContain('Install that version again');
  });

  it('refuses a file with tables of somebody else', () => {
    const { db, run } = aFile();
    db.exec('CREATE TABLE customers (x)');
    expect(refusal(() => run(first)).message).toContain('customers');
  });

  it('refuses a file in which a rule was dropped by hand', () => {
    const { directory, file } = aJournal();
    file.db.exec('DROP TRIGGER parcel_passes_the_gate');
    file.close();
    const found = refusal(() => aJournal({ directory }));
    expect(found.problem).toBe('damaged');
    expect(found.message).toContain('changed by hand');
  });
});

describe('the released migrations', () => {
  it.each(['journal', 'cache'])('of %s have numbers in tens and increase', (name) => {
    const numbers = readMigrations(join(migrationsDirectory, name)).map((migration) => Number(migration.name.slice(0, 4)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers.every((number) => number % 10 === 0 && number > 0)).toBe(true);
  });

  it('a journal of the version before is copied and then brought up', () => {
    const older = aFolder();
    const names = readdirSync(join(migrationsDirectory, 'journal'));
    cpSync(migrationsDirectory, older, { recursive: true });
    const newer = aFolder();
    cpSync(migrationsDirectory, newer, { recursive: true });
    mkdirSync(join(newer, 'journal'), { recursive: true });
    writeFileSync(join(newer, 'journal', '9990_next.sql'), 'ALTER TABLE setting ADD COLUMN changed_at_ms INTEGER;');
    const before = aJournal({ migrationsDirectory: older });
    expect(before.file.migrated.applied).toHaveLength(names.length);
    before.journal.scans.store(aScan());
    before.file.close();
    const after = aJournal({ directory: before.directory, migrationsDirectory: newer });
    expect(after.file.migrated.applied).toEqual(['9990_next']);
    expect(after.file.migrated.backupPath).toContain(join(before.directory, 'backups', 'before-9990_next'));
    expect(after.journal.scans.count()).toBe(1);
    after.file.close();
    expect(refusal(() => aJournal({ directory: before.directory, migrationsDirectory: older })).message).toContain('newer Packgate');
  });
});
