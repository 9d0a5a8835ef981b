import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '../../src/main/storage/open-storage.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';

const root = path.resolve(import.meta.dirname, '../..');
const migrationsDirectory = path.join(root, 'src/main/storage/migrations');

let folder = '';
let storage: Storage;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-audit-'));
  storage = openStorage({ directory: folder, migrationsDirectory, clock: { nowMs: () => 1_790_000_000_000 } });
  for (let row = 1; row <= 5; row++) storage.journal.audit.append({ atMs: 1_790_000_000_000 + row, benchId: 'b' as BenchId, actor: `Ann ${row}`, act: 'signed-in', subject: 'ann', detail: '{}' });
});

afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

function verify(data: string = folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/verify-audit.ts'), '--data', data], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

/** Somebody with the file, an SQLite of their own, and no respect for triggers. */
function tamper(sql: string): void {
  const db = new Database(path.join(folder, 'journal.db'));
  db.exec(`DROP TRIGGER audit_is_kept; DROP TRIGGER audit_is_final; DROP TRIGGER audit_continues_the_chain; ${sql}`);
  db.close();
}

describe('npm run verify:audit', () => {
  it('finds the log of a running station whole, and says its head as the station does', () => {
    const own = storage.journal.audit.verify();
    const { status, said } = verify();
    expect(said).toContain('audit log whole: 5 rows');
    expect(said).toContain(own.ok ? own.head : 'the station itself says it is broken');
    expect(status).toBe(0);
  });

  it.each([
    ['a changed actor', "UPDATE audit SET actor = 'Bob' WHERE sequence = 3", 'row 3'],
    ['a changed instant', 'UPDATE audit SET at_ms = 1 WHERE sequence = 1', 'row 1'],
    ['a row taken out', 'DELETE FROM audit WHERE sequence = 2', 'row 2'],
    ['the first row taken out', 'DELETE FROM audit WHERE sequence = 1', 'row 1'],
    ['a cut tail', 'DELETE FROM audit WHERE sequence > 3', 'row 4'],
    ['everything gone', 'DELETE FROM audit', 'row 1'],
    ['a row that was put in', "INSERT INTO audit (at_ms, bench_id, actor, act, subject, detail, previous_hash, hash) SELECT at_ms, bench_id, actor, act, subject, detail, hash, hash FROM audit WHERE sequence = 5", 'row 6'],
  ])('notices %s', (_what, sql, where) => {
    tamper(sql);
    const { status, said } = verify();
    expect(said).toContain(`BROKEN at ${where}:`);
    expect(status).toBe(1);
  });

  it('notices a tail that was cut off together with SQLite’s own count, by the witness file', () => {
    storage.checkpoint();
    tamper("DELETE FROM audit WHERE sequence > 3; UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit'");
    expect(verify()).toMatchObject({ status: 1, said: expect.stringContaining('BROKEN at row 4: the end was cut off: 5 rows were written') as string });
  });

  it('notices a log that was written anew with right hashes, by the witness file', () => {
    storage.checkpoint();
    const db = new Database(path.join(folder, 'journal.db'));
    db.exec("DROP TRIGGER audit_is_final; UPDATE audit SET actor = 'Bob' WHERE sequence = 2");
    let head = '0'.repeat(64);
    for (const row of db.prepare<[], Record<string, unknown>>('SELECT * FROM audit ORDER BY sequence').all()) {
      const hash = createHash('sha256').update(JSON.stringify([head, row.at_ms, row.bench_id, row.actor, row.act, row.subject, row.detail])).digest('hex');
      db.prepare('UPDATE audit SET previous_hash = ?, hash = ? WHERE sequence = ?').run(head, hash, row.sequence);
      head = hash;
    }
    db.close();
    expect(storage.journal.audit.verify().ok).toBe(true);
    expect(verify()).toMatchObject({ status: 1, said: expect.stringContaining('BROKEN at row 5: the log up to here was written anew') as string });
  });

  it('says what is missing instead of calling it broken where there is no journal', () => {
    expect(verify(path.join(folder, 'elsewhere'))).toMatchObject({ status: 2, said: expect.stringContaining('could not be read') as string });
  });
});
