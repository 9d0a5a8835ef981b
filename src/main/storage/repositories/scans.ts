import type { JudgedScan, ScanLog, ScanMethod, ScanVerdictRecord } from '../../application/ports/journal.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { PersonId } from '../../../shared/domain/people/person.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, id, idOrNull, integer, text, textOrNull, UnreadableRowError, word, type Row } from '../rows.ts';

const methods: readonly ScanMethod[] = ['wedge', 'tray', 'typed', 'hid', 'serial'];
const columns = 'sequence, id, bench_id, device_id, method, text, scanned_at_ms, outcome, parcel_id, line_id, count_change, detail, judged_at_ms, is_undone, person_id';

export function createScanLog({ db, write }: JournalFile): ScanLog {
  const insert = db.prepare('INSERT INTO scan (id, bench_id, device_id, method, text, scanned_at_ms, person_id) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const sequenceOf = db.prepare<[string], number>('SELECT sequence FROM scan WHERE id = ?').pluck();
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM scan WHERE id = ?`);
  const judge = db.prepare('UPDATE scan SET outcome = ?, parcel_id = ?, line_id = ?, count_change = ?, detail = ?, judged_at_ms = ? WHERE id = ?');
  const newestFirst = db.prepare<[], number>('SELECT scanned_at_ms FROM scan ORDER BY sequence DESC').pluck();
  const counted = db.prepare<[string], Row>(`SELECT ${columns} FROM scan WHERE parcel_id = ? AND count_change = 1 AND is_undone = 0 ORDER BY sequence DESC LIMIT 1`);
  const undo = db.prepare('UPDATE scan SET is_undone = 1 WHERE id = ?');
  const unjudged = db.prepare<[], Row>(`SELECT ${columns} FROM scan WHERE judged_at_ms IS NULL ORDER BY sequence`);
  const recent = db.prepare<[string, number], Row>(`SELECT ${columns} FROM scan WHERE bench_id = ? ORDER BY sequence DESC LIMIT ?`);
  // Scans are never deleted, so the last sequence is their number; counting would read the whole index.
  const last = db.prepare<[], number>('SELECT coalesce(max(sequence), 0) FROM scan').pluck();

  return {
    store(scan) {
      const { changes, lastInsertRowid } = write(() => insert.run(scan.id, scan.benchId, scan.deviceId, scan.method, scan.text, scan.scannedAtMs, scan.personId));
      if (changes === 1) return { sequence: Number(lastInsertRowid), isNew: true };
      const sequence = sequenceOf.get(scan.id);
      if (sequence === undefined) throw new Error(`scan ${scan.id} was neither stored nor known`);
      return { sequence, isNew: false };
    },
    load: (scanId) => readOrNull(byId.get(scanId)),
    saveVerdict(scanId, verdict) {
      const { changes } = write(() => judge.run(verdict.outcome, verdict.parcelId, verdict.lineId, verdict.countChange, verdict.detail, verdict.judgedAtMs, scanId));
      if (changes !== 1) throw new Error(`scan ${scanId} is not stored, so it cannot be judged`);
    },
    lastCounted: (parcelId) => readOrNull(counted.get(parcelId)),
    markUndone(scanId) {
      const { changes } = write(() => undo.run(scanId));
      if (changes !== 1) throw new Error(`scan ${scanId} is not stored, so it cannot be undone`);
    },
    listUnjudged: () => unjudged.all().map(readScan),
    listRecent: (benchId, limit) => recent.all(benchId, limit).map(readScan),
    count: () => last.get() ?? 0,
    countSince(sinceMs) {
      let scans = 0;
      for (const scannedAtMs of newestFirst.iterate()) {
        if (scannedAtMs < sinceMs) break;
        scans += 1;
      }
      return scans;
    },
  };
}

function readOrNull(row: Row | undefined): JudgedScan | null {
  return row === undefined ? null : readScan(row);
}

function readScan(row: Row): JudgedScan {
  return {
    id: text(row, 'id'),
    benchId: id<BenchId>(row, 'bench_id'),
    deviceId: text(row, 'device_id'),
    method: word(row, 'method', methods),
    text: text(row, 'text'),
    scannedAtMs: integer(row, 'scanned_at_ms'),
    personId: idOrNull<PersonId>(row, 'person_id'),
    sequence: integer(row, 'sequence'),
    verdict: row['outcome'] === null ? null : readVerdict(row),
    isUndone: flag(row, 'is_undone'),
  };
}

function readVerdict(row: Row): ScanVerdictRecord {
  return {
    outcome: text(row, 'outcome'),
    parcelId: idOrNull<ParcelId>(row, 'parcel_id'),
    lineId: textOrNull(row, 'line_id'),
    countChange: readCountChange(integer(row, 'count_change')),
    detail: text(row, 'detail'),
    judgedAtMs: integer(row, 'judged_at_ms'),
  };
}

function readCountChange(value: number): -1 | 0 | 1 {
  if (value === -1 || value === 0 || value === 1) return value;
  throw new UnreadableRowError('count_change', value);
}
