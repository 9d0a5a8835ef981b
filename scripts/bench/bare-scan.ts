import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { applyPragmas, journalPragmas } from '../../src/main/storage/pragmas.ts';

export interface BareScan {
  readonly times: number[];
  /** One timed scan of an item. */
  scan(): void;
  close(): void;
}

/** Lines per parcel and the units of each: what the sample orders have on average. */
const linesPerParcel = 2;
const unitsPerLine = 2;
const warmUpScans = 400;

/**
 * What an item scan must cost on this disk at the least: the pragmas of the journal and prepared statements, nothing else.
 *   INSERT scan; its commit (first fsync)
 *   BEGIN IMMEDIATE; SELECT session; SELECT parcel; SELECT lines; UPDATE line; UPDATE scan (verdict); COMMIT (second fsync)
 * The columns are those of the journal. Left out: triggers, CHECKs, foreign keys, secondary indexes, reading the code,
 * matching it, and checking what a row holds.
 */
export function createBareScan(folder: string): BareScan {
  const file = path.join(folder, 'bare.db');
  const db = new Database(file);
  applyPragmas(db, file, journalPragmas);
  db.exec(schema);
  const insertScan = db.prepare('INSERT INTO scan (id, bench_id, device_id, method, text, scanned_at_ms) VALUES (?, ?, ?, ?, ?, ?)');
  const session = db.prepare<[string], { parcel_id: string }>('SELECT parcel_id, stop FROM bench_session WHERE bench_id = ?');
  const parcel = db.prepare('SELECT * FROM parcel WHERE id = ?');
  const lines = db.prepare<[string], { line_id: string; packed: number }>('SELECT line_id, sku, title, barcodes, expected, packed FROM parcel_line WHERE parcel_id = ? ORDER BY position');
  const count = db.prepare('UPDATE parcel_line SET packed = ? WHERE parcel_id = ? AND line_id = ?');
  const verdict = db.prepare('UPDATE scan SET outcome = ?, parcel_id = ?, line_id = ?, count_change = ?, detail = ?, judged_at_ms = ? WHERE id = ?');
  const insertParcel = db.prepare('INSERT INTO parcel (id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, opened_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1, ?)');
  const insertLine = db.prepare('INSERT INTO parcel_line (parcel_id, line_id, position, sku, title, barcodes, expected, packed) VALUES (?, ?, ?, ?, ?, ?, ?, 0)');
  const saveSession = db.prepare('INSERT INTO bench_session (bench_id, parcel_id, stop) VALUES (?, ?, NULL) ON CONFLICT (bench_id) DO UPDATE SET parcel_id = excluded.parcel_id');
  const bench = 'bench-000000000000';
  const times: number[] = [];
  let units = 0;

  const open = db.transaction(() => {
    const id = randomUUID();
    insertParcel.run(id, `file/${id}`, 'file', id, bench, 'Alex', 'open', Date.now());
    for (let line = 0; line < linesPerParcel; line += 1) insertLine.run(id, String(30_000_000_000_000 + line), line, `PG-0000${line}`, 'Enamel mug, red, no. 17', '["PG-00017","9520000000172"]', unitsPerLine);
    saveSession.run(bench, id);
  });
  const judge = db.transaction((scanId: string, unit: number) => {
    const parcelId = session.get(bench)?.parcel_id ?? '';
    parcel.get(parcelId);
    const line = lines.all(parcelId)[unit % linesPerParcel];
    if (line === undefined) throw new Error('the bare parcel has no such line');
    count.run(line.packed + 1, parcelId, line.line_id);
    verdict.run('item-counted', parcelId, line.line_id, 1, '{"title":"Enamel mug, red, no. 17","sku":"PG-00017","packed":1,"expected":2}', Date.now(), scanId);
  });

  function scan(): void {
    const unit = units % (linesPerParcel * unitsPerLine);
    if (unit === 0) open.immediate();
    units += 1;
    const scanId = randomUUID();
    const startedMs = performance.now();
    insertScan.run(scanId, bench, 'bench', 'wedge', '9520000000172', Date.now());
    judge.immediate(scanId, unit);
    times.push(performance.now() - startedMs);
  }

  // Until the write-ahead log goes round in its file: a log that still grows pays for its new size with every fsync.
  for (let scanned = 0; scanned < warmUpScans; scanned += 1) scan();
  times.length = 0;
  return { times, scan, close: () => db.close() };
}

const schema = `
  CREATE TABLE scan (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bench_id TEXT, device_id TEXT, method TEXT, text TEXT, scanned_at_ms INTEGER,
    outcome TEXT, parcel_id TEXT, line_id TEXT, count_change INTEGER, detail TEXT, judged_at_ms INTEGER, is_undone INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE parcel (id TEXT PRIMARY KEY, order_id TEXT, store_id TEXT, channel_order_id TEXT, bench_id TEXT, packer TEXT, state TEXT, parcel_index INTEGER,
    parcel_count INTEGER, sscc TEXT, tracking_mode TEXT, tracking_number TEXT, carrier TEXT, carrier_service TEXT, labelled_at_ms INTEGER, label_is_void INTEGER,
    opened_at_ms INTEGER, verified_at_ms INTEGER, dispatched_at_ms INTEGER, stopped_at_ms INTEGER) STRICT;
  CREATE TABLE parcel_line (parcel_id TEXT, line_id TEXT, position INTEGER, sku TEXT, title TEXT, barcodes TEXT, expected INTEGER, packed INTEGER,
    PRIMARY KEY (parcel_id, line_id)) STRICT, WITHOUT ROWID;
  CREATE TABLE bench_session (bench_id TEXT PRIMARY KEY, parcel_id TEXT, stop TEXT) STRICT;
`;

/** One small append and its fsync: half of what no scan can do without. */
export function createFsyncProbe(folder: string): { readonly times: number[]; sync(): void; close(): void } {
  const file = fs.openSync(path.join(folder, 'fsync.probe'), 'w');
  const page = Buffer.alloc(4096, 7);
  const times: number[] = [];
  return {
    times,
    sync() {
      const startedMs = performance.now();
      fs.writeSync(file, page);
      fs.fsyncSync(file);
      times.push(performance.now() - startedMs);
    },
    close: () => fs.closeSync(file),
  };
}
