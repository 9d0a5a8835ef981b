import type { ClosedShift, Explanation, ShiftRepository } from '../../application/ports/lead-work.ts';
import type { BenchId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, id, integer, text, type Row } from '../rows.ts';

export function createShiftRepository({ db, write, transaction }: JournalFile): ShiftRepository {
  const explainAgain = db.prepare('UPDATE shift_explanation SET text = @text, by_name = @by, at_ms = @atMs WHERE row_id = @rowId AND shift_id IS NULL');
  const explain = db.prepare('INSERT INTO shift_explanation (row_id, text, by_name, at_ms) VALUES (@rowId, @text, @by, @atMs)');
  const running = db.prepare<[], Row>('SELECT row_id, text, by_name, at_ms FROM shift_explanation WHERE shift_id IS NULL ORDER BY sequence');
  const insert = db.prepare('INSERT INTO shift (id, from_ms, to_ms, is_clean, summary, note, by_name, bench_id) VALUES (@id, @fromMs, @toMs, @isClean, @summary, @note, @by, @benchId)');
  const takeAlong = db.prepare('UPDATE shift_explanation SET shift_id = ? WHERE shift_id IS NULL');
  const newest = db.prepare<[number], Row>('SELECT * FROM shift ORDER BY to_ms DESC, id DESC LIMIT ?');
  return {
    explain({ rowId, text: words, by, atMs }) {
      const columns = { rowId, text: words, by, atMs };
      write(() => {
        if (explainAgain.run(columns).changes === 0) explain.run(columns);
      });
    },
    listExplanations: () => running.all().map(readExplanation),
    close({ id: shiftId, fromMs, toMs, isClean, summary, note, by, benchId }) {
      transaction(() => {
        insert.run({ id: shiftId, fromMs, toMs, isClean: isClean ? 1 : 0, summary, note, by, benchId });
        takeAlong.run(shiftId);
      });
    },
    last() {
      const row = newest.get(1);
      return row === undefined ? null : readShift(row);
    },
    list: (limit) => newest.all(limit).map(readShift),
  };
}

const readExplanation = (row: Row): Explanation => ({ rowId: text(row, 'row_id'), text: text(row, 'text'), by: text(row, 'by_name'), atMs: integer(row, 'at_ms') });

function readShift(row: Row): ClosedShift {
  return {
    id: text(row, 'id'),
    fromMs: integer(row, 'from_ms'),
    toMs: integer(row, 'to_ms'),
    isClean: flag(row, 'is_clean'),
    summary: text(row, 'summary'),
    note: text(row, 'note'),
    by: text(row, 'by_name'),
    benchId: id<BenchId>(row, 'bench_id'),
  };
}
