import type { PrintJob, PrintJobRepository, PrintJobState } from '../../application/ports/journal.ts';
import type { ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, id, integer, text, textOrNull, word, type Row } from '../rows.ts';

const states: readonly PrintJobState[] = ['waiting', 'sent', 'failed', 'not-ready', 'unknown', 'scan-verified'];
const columns = 'id, parcel_id, printer, state, reason, reference, sha256, is_reprint, created_at_ms';

export function createPrintJobRepository({ db, write }: JournalFile): PrintJobRepository {
  const insert = db.prepare(`INSERT INTO print_job (${columns}) VALUES (@id, @parcelId, @printer, @state, @reason, @reference, @sha256, @isReprint, @createdAtMs)`);
  const update = db.prepare('UPDATE print_job SET printer = @printer, state = @state, reason = @reason, reference = @reference WHERE id = @id');
  const latest = db.prepare<[string], Row>(`SELECT ${columns} FROM print_job WHERE parcel_id = ? ORDER BY created_at_ms DESC, rowid DESC LIMIT 1`);
  const byStates = db.prepare<[string, number], Row>(`SELECT ${columns} FROM print_job WHERE state IN (SELECT value FROM json_each(?)) ORDER BY created_at_ms, rowid LIMIT ?`);

  return {
    insert(job) {
      write(() => insert.run({ ...job, isReprint: job.isReprint ? 1 : 0 }));
    },
    save({ id: jobId, printer, state, reason, reference }) {
      const { changes } = write(() => update.run({ id: jobId, printer, state, reason, reference }));
      if (changes !== 1) throw new Error(`print job ${jobId} is not in the journal`);
    },
    latestForParcel(parcelId) {
      const row = latest.get(parcelId);
      return row === undefined ? null : readPrintJob(row);
    },
    listByState: (wanted, limit) => byStates.all(JSON.stringify(wanted), limit).map(readPrintJob),
  };
}

function readPrintJob(row: Row): PrintJob {
  return {
    id: text(row, 'id'),
    parcelId: id<ParcelId>(row, 'parcel_id'),
    printer: text(row, 'printer'),
    state: word(row, 'state', states),
    reason: textOrNull(row, 'reason'),
    reference: textOrNull(row, 'reference'),
    sha256: text(row, 'sha256'),
    isReprint: flag(row, 'is_reprint'),
    createdAtMs: integer(row, 'created_at_ms'),
  };
}
