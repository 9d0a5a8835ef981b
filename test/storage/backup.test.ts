import Database from 'better-sqlite3';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupJournal, listBackups, restoreJournal } from '../../src/main/storage/backup.ts';
import { StorageError } from '../../src/main/storage/errors.ts';
import { testStartMs } from '../support/builders.ts';
import { aFolder, aJournal, aScan, aWriteBack, bench, dispatchParcel, migrationsDirectory, orderNumber, range, shop } from './temp-storage.ts';

describe('a backup', () => {
  it('is taken while the station works and holds what was stored before', async () => {
    const { journal, file } = aJournal();
    for (let n = 0; n < 300; n += 1) journal.scans.store(aScan({ id: `before-${n}` }));
    const place = aFolder();
    const taken = backupJournal(file, place);
    for (let n = 0; n < 50; n += 1) journal.scans.store(aScan({ id: `meanwhile-${n}` }));
    const { path } = await taken;
    const copy = new Database(path, { readonly: true });
    expect(copy.prepare("SELECT count(*) FROM scan WHERE id LIKE 'before-%'").pluck().get()).toBe(300);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
    expect(readdirSync(place)).toEqual([`journal-${testStartMs}.db`]);
  });

  it('makes room: only the newest copies stay', async () => {
    const { file, clock } = aJournal();
    const place = aFolder();
    for (let n = 0; n < 4; n += 1) {
      clock.setWallClock(testStartMs + n);
      await backupJournal(file, place, 2);
    }
    expect(listBackups(place)).toEqual([`journal-${testStartMs + 3}.db`, `journal-${testStartMs + 2}.db`]);
  });
});

describe('a restore', () => {
  /** A journal with two parcels that left, a copy of it, and a third parcel after the copy. */
  async function aStationWithBackup() {
    const test = aJournal();
    const pack = (n: number) => {
      const { parcel, standing, writeBack } = orderNumber(n);
      const { sscc } = dispatchParcel(test.journal, parcel, standing);
      test.journal.writeBacks.insert(writeBack);
      return sscc;
    };
    const printed = [pack(1), pack(2)];
    test.journal.writeBacks.save({ ...orderNumber(1).writeBack, state: 'confirmed', confirmedAtMs: 1 });
    const { path } = await backupJournal(test.file, aFolder());
    printed.push(pack(3));
    test.file.close();
    return { ...test, path, printed };
  }

  it('keeps the journal it replaces, gives up the numbers in doubt and distrusts what was owed', async () => {
    const { directory, clock, path, printed } = await aStationWithBackup();
    clock.setWallClock(testStartMs + 60_000);
    const restored = restoreJournal({ directory, migrationsDirectory, clock, backupPath: path, actor: 'Lea Lead' });
    expect(restored).toMatchObject({ doubtfulWriteBacks: 1, asidePath: join(directory, `replaced-${testStartMs + 60_000}`, 'journal.db') });
    expect(restored.abandonedNumbers).toBeGreaterThan(998);
    expect(existsSync(restored.asidePath ?? '')).toBe(true);

    const { journal } = aJournal({ directory });
    expect(journal.parcels.countByState()).toMatchObject({ dispatched: 2 });
    expect(journal.writeBacks.countByState()).toMatchObject({ confirmed: 1, uncertain: 1, due: 0 });
    expect(journal.writeBacks.claimDue(shop, testStartMs + 99_999)).toBeNull();
    expect(journal.ssccs.remaining(range, bench).inBlocks).toBe(0);
    const { parcel, standing } = orderNumber(4);
    expect(printed).not.toContain(dispatchParcel(journal, parcel, standing).sscc);
    expect(journal.audit.verify()).toMatchObject({ ok: true, rows: 1 });
  });

  it('leaves everything as it is while the station runs', async () => {
    const { file, directory, clock } = aJournal();
    const { path } = await backupJournal(file, aFolder());
    expect(() => restoreJournal({ directory, migrationsDirectory, clock, backupPath: path, actor: 'Lea' })).toThrow('Another Packgate');
    expect(file.db.prepare('SELECT count(*) FROM scan').pluck().get()).toBe(0);
  });

  it('refuses a damaged copy before it touches the journal', async () => {
    const { directory, clock, path } = await aStationWithBackup();
    const bytes = readFileSync(path);
    bytes.fill(0, 4096, 12_288);
    writeFileSync(path, bytes);
    const before = readFileSync(join(directory, 'journal.db'));
    expect(() => restoreJournal({ directory, migrationsDirectory, clock, backupPath: path, actor: 'Lea' })).toThrow(StorageError);
    expect(readFileSync(join(directory, 'journal.db')).equals(before)).toBe(true);
  });

  it('onto an empty machine works too', async () => {
    const { clock, path } = await aStationWithBackup();
    const directory = aFolder();
    expect(restoreJournal({ directory, migrationsDirectory, clock, backupPath: path, actor: 'Lea' }).asidePath).toBeNull();
    expect(aJournal({ directory }).journal.writeBacks.load(aWriteBack().id)?.state).toBe('confirmed');
  });
});
