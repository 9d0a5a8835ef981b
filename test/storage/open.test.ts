import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageError } from '../../src/main/storage/errors.ts';
import { checkFile, openCache } from '../../src/main/storage/open.ts';
import { createOrderStore } from '../../src/main/storage/order-store.ts';
import { openStorage } from '../../src/main/storage/open-storage.ts';
import { aCheckedOrder } from '../support/builders.ts';
import { aFolder, aJournal, aScan, aStore, migrationsDirectory } from './temp-storage.ts';

const synchronousOf = (db: Database.Database): unknown => db.pragma('synchronous', { simple: true });

function refusalOf(run: () => unknown): StorageError {
  try {
    run();
  } catch (error: unknown) {
    if (error instanceof StorageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the durability settings', () => {
  it('synchronous is FULL on the first and on the second open of both files', () => {
    const directory = aFolder();
    for (const _open of ['first', 'second']) {
      const storage = openStorage({ directory, migrationsDirectory, reserveBytes: 0 });
      expect(synchronousOf(storage.journalFile.db)).toBe(2);
      expect(synchronousOf(storage.cacheFile.db)).toBe(2);
      expect(storage.journalFile.db.pragma('foreign_keys', { simple: true })).toBe(1);
      expect(storage.journalFile.db.pragma('secure_delete', { simple: true })).toBe(1);
      expect(storage.journalFile.db.pragma('journal_mode', { simple: true })).toBe('wal');
      storage.close();
    }
  });

  it('the danger is real: without our setting a WAL file falls to NORMAL, in silence', () => {
    const path = join(aFolder(), 'plain.db');
    const first = new Database(path);
    first.pragma('journal_mode = WAL');
    expect(synchronousOf(first)).toBe(2);
    first.exec('CREATE TABLE t (x)');
    first.close();
    const second = new Database(path);
    second.prepare('SELECT count(*) FROM t').get();
    expect(synchronousOf(second)).toBe(1);
    second.close();
  });
});

describe('one writer process per file', () => {
  it('a second open of the same folder is refused in words', () => {
    const { directory } = aJournal();
    const refusal = refusalOf(() => aJournal({ directory }));
    expect(refusal.problem).toBe('locked');
    expect(refusal.message).toMatch(/^Another Packgate \(process \d+\) has .*journal\.db open\. Close it first/);
  });

  it('another process is refused while it lives, and its kill -9 gives the folder free', async () => {
    const directory = aFolder();
    aJournal({ directory }).file.close();
    const other = spawn(process.execPath, ['-e', `const D = require('better-sqlite3'); const db = new D(process.argv[1]); db.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => db.open, 1000);`, join(directory, 'journal.db-lock')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    expect(refusalOf(() => aJournal({ directory })).problem).toBe('locked');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(aJournal({ directory }).journal.scans.count()).toBe(0);
  });

  it('the import worker of the same process may open the order cache beside the station', () => {
    const directory = aFolder();
    const storage = openStorage({ directory, migrationsDirectory, reserveBytes: 0 });
    onTestFinished(() => storage.close());
    expect(refusalOf(() => aStore(directory)).problem).toBe('locked');
    const second = openCache({ directory, migrationsDirectory, clock: { nowMs: () => 0 }, isSecondConnection: true });
    createOrderStore(second).saveOrders([aCheckedOrder('shop')]);
    second.close();
    expect(storage.orders.countOrders()).toBe(1);
  });
});

describe('a file that cannot be used', () => {
  it('text instead of a database is called damaged and is left as it is', () => {
    const directory = aFolder();
    writeFileSync(join(directory, 'journal.db'), 'This is not a database, and long enough to be one.'.repeat(40));
    const refusal = refusalOf(() => aJournal({ directory }));
    expect(refusal.problem).toBe('damaged');
    expect(refusal.message).toContain('Do not delete it');
    expect(readFileSync(join(directory, 'journal.db'), 'utf8')).toMatch(/^This is not a database/);
  });

  it('a page overwritten with zeros is noticed at start', () => {
    const { directory, file, journal } = aJournal();
    for (let n = 0; n < 200; n += 1) journal.scans.store(aScan({ id: `scan-${n}` }));
    file.checkpoint();
    file.close();
    const path = join(directory, 'journal.db');
    const bytes = readFileSync(path);
    bytes.fill(0, bytes.length - 4096);
    writeFileSync(path, bytes);
    expect(refusalOf(() => aJournal({ directory })).problem).toBe('damaged');
  });

  it('a folder that is a file is an error of the disk, with its path', () => {
    const path = join(aFolder(), 'occupied');
    writeFileSync(path, '');
    const refusal = refusalOf(() => aJournal({ directory: join(path, 'data') }));
    expect(refusal.problem).toBe('io');
    expect(refusal.path).toBe(join(path, 'data', 'journal.db'));
  });

  it('the full check reads a sound file and says so', () => {
    const { file, journal } = aJournal();
    journal.scans.store(aScan());
    expect(checkFile(file.path)).toBeNull();
  });
});

describe('the witness beside the journal', () => {
  it('an orderly end and start finds nothing lost', () => {
    const first = aJournal();
    first.journal.scans.store(aScan());
    first.file.close();
    expect(aJournal({ directory: first.directory }).file.loss).toBeNull();
  });

  it('commits that vanished with a write-ahead log are noticed, though SQLite calls the file sound', () => {
    const first = aJournal();
    first.journal.scans.store(aScan({ id: 'scan-1' }));
    first.file.checkpoint();
    const before = readFileSync(join(first.directory, 'journal.db'));
    first.journal.scans.store(aScan({ id: 'scan-2' }));
    first.file.close();
    writeFileSync(join(first.directory, 'journal.db'), before);
    const second = aJournal({ directory: first.directory });
    expect(second.file.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(second.file.loss).toEqual({ witnessed: { auditSequence: 0, scanSequence: 2 }, found: { auditSequence: 0, scanSequence: 1 } });
  });
});

describe('the idle checkpoint', () => {
  it('takes the whole log into the file, and the next commits write over it instead of making it longer', () => {
    const { file, journal } = aJournal();
    for (let n = 0; n < 50; n += 1) journal.scans.store(aScan({ id: `scan-${n}` }));
    const logBytes = statSync(`${file.path}-wal`).size;
    expect(file.checkpoint()).toEqual({ isComplete: true });
    expect(readFileSync(file.path).includes('scan-49')).toBe(true);
    for (let n = 50; n < 90; n += 1) journal.scans.store(aScan({ id: `scan-${n}` }));
    expect(statSync(`${file.path}-wal`).size).toBe(logBytes);
  });

  it('the reserve file is set aside at the first start', () => {
    const { directory } = aJournal({ reserveBytes: 3_000_000 });
    expect(statSync(join(directory, 'journal.reserve')).size).toBe(3_000_000);
    expect(existsSync(join(directory, 'journal.witness'))).toBe(false);
  });
});
