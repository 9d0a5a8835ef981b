import type { BenchRepository, BenchSession, BenchStop } from '../../application/ports/journal.ts';
import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { id, idOrNull, integer, jsonObject, text, UnreadableRowError, type Row } from '../rows.ts';
import { parseBlock } from './blocks.ts';

export function createBenchRepository({ db, write }: JournalFile): BenchRepository {
  const byId = db.prepare<[string], Row>('SELECT parcel_id, stop FROM bench_session WHERE bench_id = ?');
  const save = db.prepare(
    `INSERT INTO bench_session (bench_id, parcel_id, stop) VALUES (?, ?, ?)
     ON CONFLICT (bench_id) DO UPDATE SET parcel_id = excluded.parcel_id, stop = excluded.stop`,
  );
  return {
    load(benchId) {
      const row = byId.get(benchId);
      return row === undefined ? { benchId, parcelId: null, stop: null } : readSession(benchId, row);
    },
    save({ benchId, parcelId, stop }) {
      write(() => save.run(benchId, parcelId, stop === null ? null : JSON.stringify(stop)));
    },
  };
}

function readSession(benchId: BenchId, row: Row): BenchSession {
  return { benchId, parcelId: idOrNull<ParcelId>(row, 'parcel_id'), stop: row['stop'] === null ? null : readStop(jsonObject(row, 'stop')) };
}

function readStop(value: Row): BenchStop {
  const { blocks } = value;
  if (!Array.isArray(blocks)) throw new UnreadableRowError('stop.blocks', blocks);
  return {
    orderId: id<OrderId>(value, 'orderId'),
    channelOrderId: text(value, 'channelOrderId'),
    parcelId: idOrNull<ParcelId>(value, 'parcelId'),
    blocks: blocks.map((block: unknown) => parseBlock(block, 'stop.blocks')),
    sinceMs: integer(value, 'sinceMs'),
  };
}
