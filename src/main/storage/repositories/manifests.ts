import type { ManifestRepository } from '../../application/ports/loading.ts';
import type { LoadedParcel, Loading, Manifest, ManifestId } from '../../../shared/domain/loading/manifest.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { id, integer, integerOrNull, text, textOrNull, type Row } from '../rows.ts';
import { oneOfEachBox } from './parcels.ts';

const columns = 'm.id, m.number, m.carrier, m.bench_id, m.opened_at_ms, m.opened_by, m.closed_at_ms, m.closed_by';
/** In the words of the index `parcel_waiting_for_carrier`. */
const waiting = 'dispatched_at_ms IS NOT NULL AND stopped_at_ms IS NULL AND loaded_at_ms IS NULL';
/** A carrier counts boxes, whatever number of orders is in them. */
const waitingBox = `${waiting} AND ${oneOfEachBox}`;
/** The planner, without statistics, would rather take every parcel of these states and sort. */
export const waitingForCarrier = `SELECT id FROM parcel INDEXED BY parcel_waiting_for_carrier
  WHERE ${waitingBox} AND dispatched_at_ms >= @sinceMs AND (@carrier IS NULL OR carrier = @carrier) ORDER BY dispatched_at_ms, carrier, id LIMIT @limit`;

export function createManifestRepository({ db, write, transaction }: JournalFile): ManifestRepository {
  const nextNumber = db.prepare<[], number>('SELECT coalesce(max(number), 0) + 1 FROM manifest').pluck();
  const insert = db.prepare('INSERT INTO manifest (id, number, carrier, bench_id, opened_at_ms, opened_by) VALUES (@id, @number, @carrier, @benchId, @openedAtMs, @openedBy)');
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM manifest AS m WHERE m.id = ?`);
  const openOf = db.prepare<[string, string], Row>(`SELECT ${columns} FROM manifest AS m WHERE m.bench_id = ? AND m.carrier = ? AND m.closed_at_ms IS NULL`);
  const newestFirst = db.prepare<[number], Row>(`SELECT ${columns} FROM manifest AS m ORDER BY m.number DESC LIMIT ?`);
  const ofParcel = db.prepare<[string], Row>(`SELECT ${columns}, p.loaded_at_ms, p.loaded_by FROM manifest_parcel AS p JOIN manifest AS m ON m.id = p.manifest_id WHERE p.parcel_id = ?`);
  const openLanes = db.prepare<[], Row>(
    'SELECT m.id, m.number, m.carrier, (SELECT count(*) FROM manifest_parcel AS p JOIN sscc AS spent ON spent.parcel_id = p.parcel_id WHERE p.manifest_id = m.id) AS loaded FROM manifest AS m WHERE m.closed_at_ms IS NULL ORDER BY m.number DESC',
  );
  const parcelsOf = db.prepare<[string], Row>(
    'SELECT p.parcel_id, p.loaded_at_ms, p.loaded_by FROM manifest_parcel AS p JOIN sscc AS spent ON spent.parcel_id = p.parcel_id WHERE p.manifest_id = ? ORDER BY p.loaded_at_ms, p.parcel_id',
  );
  const add = db.prepare('INSERT INTO manifest_parcel (parcel_id, manifest_id, loaded_at_ms, loaded_by) VALUES (?, ?, ?, ?)');
  const close = db.prepare('UPDATE manifest SET closed_at_ms = ?, closed_by = ? WHERE id = ?');
  const waitingParcels = db.prepare<[{ carrier: string | null; sinceMs: number; limit: number }], ParcelId>(waitingForCarrier).pluck();
  const waitingCount = db.prepare<[{ carrier: string | null; sinceMs: number }], number>(
    `SELECT count(*) FROM parcel INDEXED BY parcel_waiting_for_carrier WHERE ${waitingBox} AND dispatched_at_ms >= @sinceMs AND (@carrier IS NULL OR carrier = @carrier)`,
  ).pluck();
  const waitingByCarrier = db.prepare<[number], Row>(
    `SELECT carrier, count(*) AS parcels, min(dispatched_at_ms) AS oldest_at_ms FROM parcel INDEXED BY parcel_waiting_for_carrier
     WHERE ${waitingBox} AND dispatched_at_ms >= ? GROUP BY carrier ORDER BY carrier`,
  );

  const read = (row: Row): Manifest => readManifest(row, parcelsOf.all(text(row, 'id')).map(readLoaded));
  const readOrNull = (row: Row | undefined): Manifest | null => (row === undefined ? null : read(row));

  return {
    open(manifest) {
      const number = transaction(() => {
        const next = nextNumber.get() ?? 1;
        insert.run({ ...manifest, number: next });
        return next;
      });
      return { ...manifest, number, closedAtMs: null, closedBy: null, parcels: [] };
    },
    load: (manifestId) => readOrNull(byId.get(manifestId)),
    findOpen: (benchId, carrier) => readOrNull(openOf.get(benchId, carrier)),
    add(manifestId, { parcelId, loadedAtMs, loadedBy }) {
      write(() => add.run(parcelId, manifestId, loadedAtMs, loadedBy));
    },
    close(manifestId, atMs, by) {
      const { changes } = write(() => close.run(atMs, by, manifestId));
      if (changes !== 1) throw new Error(`manifest ${manifestId} is not in the journal`);
    },
    list: (limit) => newestFirst.all(limit).map(read),
    listOpen: () => openLanes.all().map((row) => ({ id: id<ManifestId>(row, 'id'), number: integer(row, 'number'), carrier: text(row, 'carrier'), loaded: integer(row, 'loaded') })),
    ofParcel(parcelId) {
      const row = ofParcel.get(parcelId);
      return row === undefined ? null : readLoading(row);
    },
    listWaiting: (carrier, sinceMs, limit) => waitingParcels.all({ carrier, sinceMs, limit }),
    countWaiting: (carrier, sinceMs) => waitingCount.get({ carrier, sinceMs }) ?? 0,
    countWaitingByCarrier: (sinceMs) => waitingByCarrier.all(sinceMs).map((row) => ({ carrier: text(row, 'carrier'), parcels: integer(row, 'parcels'), oldestAtMs: integer(row, 'oldest_at_ms') })),
  };
}

function readLoading(row: Row): Loading {
  return { ...readHead(row), loadedAtMs: integer(row, 'loaded_at_ms'), loadedBy: text(row, 'loaded_by') };
}

const readManifest = (row: Row, parcels: readonly LoadedParcel[]): Manifest => ({ ...readHead(row), parcels });

function readHead(row: Row): Omit<Manifest, 'parcels'> {
  return {
    id: id<ManifestId>(row, 'id'),
    number: integer(row, 'number'),
    carrier: text(row, 'carrier'),
    benchId: id<BenchId>(row, 'bench_id'),
    openedAtMs: integer(row, 'opened_at_ms'),
    openedBy: text(row, 'opened_by'),
    closedAtMs: integerOrNull(row, 'closed_at_ms'),
    closedBy: textOrNull(row, 'closed_by'),
  };
}

function readLoaded(row: Row): LoadedParcel {
  return { parcelId: id<ParcelId>(row, 'parcel_id'), loadedAtMs: integer(row, 'loaded_at_ms'), loadedBy: text(row, 'loaded_by') };
}
