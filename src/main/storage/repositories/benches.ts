import type { BenchMode, BenchRepository, BenchSession, BenchStop } from '../../application/ports/journal.ts';
import type { GatePoint } from '../../../shared/domain/gate/block.ts';
import type { ManifestId } from '../../../shared/domain/loading/manifest.ts';
import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { id, idOrNull, integer, jsonObject, text, UnreadableRowError, word, type Row } from '../rows.ts';
import { parseBlock } from './blocks.ts';

const points: readonly GatePoint[] = ['open', 'last-item', 'label', 'dispatch', 'loading'];
const modes: readonly BenchMode['kind'][] = ['packing', 'put-back', 'loading', 'reopen', 'return'];
const packing: BenchMode = { kind: 'packing' };

export function createBenchRepository({ db, write }: JournalFile): BenchRepository {
  const byId = db.prepare<[string], Row>('SELECT bench_id, parcel_id, stop, mode FROM bench_session WHERE bench_id = ?');
  const save = db.prepare(
    `INSERT INTO bench_session (bench_id, parcel_id, stop) VALUES (?, ?, ?)
     ON CONFLICT (bench_id) DO UPDATE SET parcel_id = excluded.parcel_id, stop = excluded.stop`,
  );
  const saveWithMode = db.prepare(
    `INSERT INTO bench_session (bench_id, parcel_id, stop, mode) VALUES (?, ?, ?, ?)
     ON CONFLICT (bench_id) DO UPDATE SET parcel_id = excluded.parcel_id, stop = excluded.stop, mode = excluded.mode`,
  );
  const other = db.prepare<[string, string], Row>(
    `SELECT bench_id, parcel_id, stop, mode FROM bench_session
     WHERE bench_id <> ? AND parcel_id IN (SELECT value FROM json_each(?)) ORDER BY bench_id LIMIT 1`,
  );
  return {
    load(benchId) {
      const row = byId.get(benchId);
      return row === undefined ? { benchId, parcelId: null, stop: null, mode: packing } : readSession(row);
    },
    save({ benchId, parcelId, stop, mode }) {
      const stopJson = stop === null ? null : JSON.stringify(stop);
      if (mode === undefined) write(() => save.run(benchId, parcelId, stopJson));
      else write(() => saveWithMode.run(benchId, parcelId, stopJson, mode.kind === 'packing' ? null : JSON.stringify(mode)));
    },
    findOtherWith(parcelIds, benchId) {
      if (parcelIds.length === 0) return null;
      const row = other.get(benchId, JSON.stringify(parcelIds));
      return row === undefined ? null : readSession(row);
    },
  };
}

function readSession(row: Row): BenchSession {
  return {
    benchId: id<BenchId>(row, 'bench_id'),
    parcelId: idOrNull<ParcelId>(row, 'parcel_id'),
    stop: row['stop'] === null ? null : readStop(jsonObject(row, 'stop')),
    mode: row['mode'] === null ? packing : readMode(jsonObject(row, 'mode')),
  };
}

function readMode(value: Row): BenchMode {
  const kind = word(value, 'kind', modes);
  if (kind === 'put-back') return { kind, parcelId: id<ParcelId>(value, 'parcelId') };
  if (kind === 'loading') return { kind, manifestId: id<ManifestId>(value, 'manifestId') };
  return { kind };
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
    // Stops of an older version do not say where they happened.
    point: value['point'] === undefined ? 'open' : word(value, 'point', points),
  };
}
