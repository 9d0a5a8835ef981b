import type { PutBackLine, PutBackRepository } from '../../application/ports/lead-work.ts';
import type { JournalFile } from '../journal-file.ts';
import { integer, jsonList, text, UnreadableRowError, type Row } from '../rows.ts';

export function createPutBackRepository({ db, write, transaction }: JournalFile): PutBackRepository {
  const insert = db.prepare('INSERT INTO put_back_line (parcel_id, line_id, position, sku, title, barcodes, quantity, confirmed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const linesOf = db.prepare<[string], Row>('SELECT line_id, sku, title, barcodes, quantity, confirmed FROM put_back_line WHERE parcel_id = ? ORDER BY position');
  const confirm = db.prepare('UPDATE put_back_line SET confirmed = ? WHERE parcel_id = ? AND line_id = ?');
  return {
    begin(parcelId, lines) {
      transaction(() => {
        lines.forEach((line, position) => insert.run(parcelId, line.lineId, position, line.sku, line.title, JSON.stringify(line.barcodes), line.quantity, line.confirmed));
      });
    },
    load: (parcelId) => linesOf.all(parcelId).map(readLine),
    saveConfirmed(parcelId, lineId, confirmed) {
      if (write(() => confirm.run(confirmed, parcelId, lineId)).changes !== 1) throw new Error(`parcel ${parcelId} has no goods of line ${lineId} to put back`);
    },
  };
}

function readLine(row: Row): PutBackLine {
  const barcodes = jsonList(row, 'barcodes').map((value) => {
    if (typeof value !== 'string') throw new UnreadableRowError('barcodes', value);
    return value;
  });
  return { lineId: text(row, 'line_id'), sku: text(row, 'sku'), title: text(row, 'title'), barcodes, quantity: integer(row, 'quantity'), confirmed: integer(row, 'confirmed') };
}
