// A journal at work in a process of its own, for figures that need to look at a process from outside.
// Arguments: folder, then `commits <n>` (scans, one durable commit each) or `wal <MB>` (grows the log, then dies as by kill -9).
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createJournal } from '../../src/main/storage/journal.ts';
import { openJournal } from '../../src/main/storage/open.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';

const [directory = '', task = '', amount = '0'] = process.argv.slice(2);
const migrationsDirectory = resolve(import.meta.dirname, '../../src/main/storage/migrations');
const file = openJournal({ directory, migrationsDirectory, clock: { nowMs: () => Date.now() }, reserveBytes: 0 });
const { scans } = createJournal(file);
const run = `${process.pid}-${Date.now()}`;
const store = (n: number): void =>
  void scans.store({ id: `${run}-${n}`, benchId: 'bench-1' as BenchId, deviceId: 'wedge', method: 'wedge', text: '9521234543213', scannedAtMs: Date.now(), personId: null });

if (task === 'commits') {
  for (let n = 0; n < 200; n += 1) store(n);
  const startedMs = performance.now();
  for (let n = 0; n < Number(amount); n += 1) store(200 + n);
  process.stdout.write(String(Number(amount) / ((performance.now() - startedMs) / 1000)));
  file.close();
} else {
  file.db.pragma('wal_autocheckpoint = 0');
  const wal = `${file.path}-wal`;
  for (let n = 0; statSync(wal).size < Number(amount) * 1024 * 1024; n += 1) {
    file.transaction(() => {
      for (let row = 0; row < 50; row += 1) store(n * 50 + row);
    });
  }
  process.kill(process.pid, 'SIGKILL');
}
