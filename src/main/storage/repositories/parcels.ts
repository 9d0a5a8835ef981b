import type { ParcelRepository } from '../../application/ports/journal.ts';
import type { Sscc } from '../../../shared/domain/gs1/sscc.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { BenchId, Parcel, ParcelId, ParcelLabel, ParcelLine, ParcelState, TrackingMode } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { countsOf, flag, id, integer, integerOrNull, jsonList, text, textOrNull, UnreadableRowError, word, type Row } from '../rows.ts';
import { readBlocks } from './blocks.ts';

export const parcelStates: readonly ParcelState[] = ['open', 'verified', 'labelled', 'dispatched', 'posted', 'confirmed', 'stopped'];
const trackingModes: readonly TrackingMode[] = ['sscc', 'range', 'api'];

const columns = `id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, sscc, tracking_mode, tracking_number,
  carrier, carrier_service, labelled_at_ms, label_is_void, ship_to_hash, opened_at_ms, verified_at_ms, dispatched_at_ms, stopped_at_ms, weight_grams, weighed_at_ms, box_id, boxed_at_ms`;
/** One parcel for each physical box: the one that the number was spent for. */
export const oneOfEachBox = '(box_id IS NULL OR EXISTS (SELECT 1 FROM sscc AS spent WHERE spent.parcel_id = parcel.id))';

/** The instant that a step leaves behind. Stepping back to open takes the verification back. */
const stepColumns: Readonly<Record<ParcelState, string>> = {
  open: 'verified_at_ms = NULL',
  verified: 'verified_at_ms = @atMs',
  labelled: 'labelled_at_ms = coalesce(labelled_at_ms, @atMs)',
  dispatched: 'dispatched_at_ms = @atMs',
  posted: 'posted_at_ms = @atMs',
  confirmed: 'confirmed_at_ms = @atMs',
  stopped: 'stopped_at_ms = @atMs',
};

export function createParcelRepository(file: JournalFile): ParcelRepository {
  const { db, write } = file;
  const insertParcel = db.prepare(
    `INSERT INTO parcel (id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, opened_at_ms)
     VALUES (@id, @orderId, @storeId, @channelOrderId, @benchId, @packer, @state, @parcelIndex, @parcelCount, @openedAtMs)`,
  );
  const insertLine = db.prepare('INSERT INTO parcel_line (parcel_id, line_id, position, sku, title, barcodes, expected, packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM parcel WHERE id = ?`);
  const linesOf = db.prepare<[string], Row>('SELECT line_id, sku, title, barcodes, expected, packed FROM parcel_line WHERE parcel_id = ? ORDER BY position');
  const byOrder = db.prepare<[string], Row>(`SELECT ${columns} FROM parcel WHERE order_id = ? ORDER BY opened_at_ms, id`);
  const bySscc = db.prepare<[string], Row>(`SELECT ${columns} FROM parcel WHERE sscc = ? AND ${oneOfEachBox}`);
  const ofBox = db.prepare<[string], Row>(`SELECT ${columns} FROM parcel WHERE box_id = ? ORDER BY id <> box_id, boxed_at_ms, id`);
  const setBox = db.prepare('UPDATE parcel SET box_id = ?, boxed_at_ms = ? WHERE id = ?');
  const byTrackingNumber = db.prepare<[string], Row>(`SELECT ${columns} FROM parcel WHERE tracking_number = ? ORDER BY labelled_at_ms DESC, id DESC`);
  const setPacked = db.prepare('UPDATE parcel_line SET packed = ? WHERE parcel_id = ? AND line_id = ?');
  const setExpected = db.prepare('UPDATE parcel_line SET expected = ? WHERE parcel_id = ? AND line_id = ?');
  const steps = new Map(parcelStates.map((state) => [state, db.prepare(`UPDATE parcel SET state = '${state}', ${stepColumns[state]} WHERE id = @id AND @atMs IS NOT NULL`)]));
  const setLabel = db.prepare(
    `UPDATE parcel SET sscc = @sscc, tracking_mode = @trackingMode, tracking_number = @trackingNumber, carrier = @carrier,
       carrier_service = @carrierService, labelled_at_ms = @labelledAtMs, label_is_void = @isVoid, ship_to_hash = @shipToHash
     WHERE id = @id`,
  );
  const setWeight = db.prepare('UPDATE parcel SET weight_grams = ?, weighed_at_ms = ? WHERE id = ?');
  const setPacker = db.prepare('UPDATE parcel SET packer = ? WHERE id = ?');
  const insertStop = db.prepare('INSERT INTO parcel_stop (parcel_id, blocks, at_ms) VALUES (?, ?, ?)');
  const lastStop = db.prepare<[string], Row>('SELECT blocks FROM parcel_stop WHERE parcel_id = ? ORDER BY sequence DESC LIMIT 1');
  const byStates = db.prepare<[string, number], Row>(`SELECT ${columns} FROM parcel WHERE state IN (SELECT value FROM json_each(?)) ORDER BY opened_at_ms, id LIMIT ?`);
  const dispatched = db.prepare<[string, number], Row>(`SELECT ${columns} FROM parcel WHERE bench_id = ? AND dispatched_at_ms IS NOT NULL AND ${oneOfEachBox} ORDER BY dispatched_at_ms DESC, id DESC LIMIT ?`);
  const dispatchedBetween = db.prepare<[string, number, number], Row>(
    `SELECT ${columns} FROM parcel WHERE store_id = ? AND dispatched_at_ms >= ? AND dispatched_at_ms < ? ORDER BY dispatched_at_ms, id`,
  );
  const dispatchedBetweenAnywhere = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM parcel WHERE dispatched_at_ms >= ? AND dispatched_at_ms < ? ORDER BY dispatched_at_ms, id`,
  );
  const hasLeft = db.prepare<[string], number>("SELECT EXISTS (SELECT 1 FROM parcel WHERE order_id = ? AND state IN ('dispatched', 'posted', 'confirmed'))").pluck();
  const counts = db.prepare<[], Row>('SELECT state, count(*) AS rows FROM parcel GROUP BY state');

  const read = (row: Row): Parcel => readParcel(row, linesOf.all(text(row, 'id')).map(readLine));
  const readOrNull = (row: Row | undefined): Parcel | null => (row === undefined ? null : read(row));
  const changeOne = (parcelId: ParcelId, change: () => { readonly changes: number }): void => {
    if (write(change).changes !== 1) throw new Error(`parcel ${parcelId} is not in the journal, or has no such line`);
  };

  return {
    insert(parcel) {
      file.transaction(() => {
        const { id: parcelId, orderId, storeId, channelOrderId, benchId, packer, state, parcelIndex, parcelCount, openedAtMs } = parcel;
        insertParcel.run({ id: parcelId, orderId, storeId, channelOrderId, benchId, packer, state, parcelIndex, parcelCount, openedAtMs });
        parcel.lines.forEach((line, position) => insertLine.run(parcelId, line.lineId, position, line.sku, line.title, JSON.stringify(line.barcodes), line.expected, line.packed));
      });
    },
    load: (parcelId) => readOrNull(byId.get(parcelId)),
    listByOrder: (orderId) => byOrder.all(orderId).map(read),
    findBySscc: (sscc) => readOrNull(bySscc.get(sscc)),
    listBox: (boxId) => ofBox.all(boxId).map(read),
    saveBox: (parcelId, box) => changeOne(parcelId, () => setBox.run(box?.id ?? null, box?.atMs ?? null, parcelId)),
    findByTrackingNumber: (trackingNumber) => byTrackingNumber.all(trackingNumber).map(read),
    saveWeight: (parcelId, { grams, atMs }) => changeOne(parcelId, () => setWeight.run(grams, atMs, parcelId)),
    savePacker: (parcelId, packer) => changeOne(parcelId, () => setPacker.run(packer, parcelId)),
    listDispatchedBetween: (storeId, fromMs, toMs) => (storeId === null ? dispatchedBetweenAnywhere.all(fromMs, toMs) : dispatchedBetween.all(storeId, fromMs, toMs)).map(read),
    hasLeft: (orderId) => hasLeft.get(orderId) === 1,
    saveCount: (parcelId, lineId, packed) => changeOne(parcelId, () => setPacked.run(packed, parcelId, lineId)),
    saveExpected: (parcelId, lineId, expected) => changeOne(parcelId, () => setExpected.run(expected, parcelId, lineId)),
    saveState(parcelId, state, atMs) {
      const step = steps.get(state);
      if (step === undefined) throw new Error(`there is no parcel state ${state}`);
      changeOne(parcelId, () => step.run({ id: parcelId, atMs }));
    },
    saveLabel: (parcelId, label) => changeOne(parcelId, () => setLabel.run({ ...label, isVoid: label.isVoid ? 1 : 0, id: parcelId })),
    saveStop: (parcelId, blocks, atMs) => changeOne(parcelId, () => insertStop.run(parcelId, JSON.stringify(blocks), atMs)),
    loadStop(parcelId) {
      const row = lastStop.get(parcelId);
      return row === undefined ? [] : readBlocks(row, 'blocks');
    },
    listByState: (states, limit) => byStates.all(JSON.stringify(states), limit).map(read),
    listRecentlyDispatched: (benchId, limit) => dispatched.all(benchId, limit).map(read),
    countByState: () => countsOf(counts.all(), parcelStates),
  };
}

function readParcel(row: Row, lines: readonly ParcelLine[]): Parcel {
  return {
    id: id<ParcelId>(row, 'id'),
    orderId: id<OrderId>(row, 'order_id'),
    storeId: id<StoreId>(row, 'store_id'),
    channelOrderId: text(row, 'channel_order_id'),
    benchId: id<BenchId>(row, 'bench_id'),
    packer: text(row, 'packer'),
    state: word(row, 'state', parcelStates),
    parcelIndex: integer(row, 'parcel_index'),
    parcelCount: integer(row, 'parcel_count'),
    lines,
    label: row['sscc'] === null ? null : readLabel(row),
    openedAtMs: integer(row, 'opened_at_ms'),
    verifiedAtMs: integerOrNull(row, 'verified_at_ms'),
    dispatchedAtMs: integerOrNull(row, 'dispatched_at_ms'),
    stoppedAtMs: integerOrNull(row, 'stopped_at_ms'),
    weight: row['weight_grams'] === null ? null : { grams: integer(row, 'weight_grams'), atMs: integer(row, 'weighed_at_ms') },
    box: row['box_id'] === null ? null : { id: id<ParcelId>(row, 'box_id'), atMs: integer(row, 'boxed_at_ms') },
  };
}

function readLabel(row: Row): ParcelLabel {
  return {
    sscc: id<Sscc>(row, 'sscc'),
    trackingMode: word(row, 'tracking_mode', trackingModes),
    trackingNumber: text(row, 'tracking_number'),
    carrier: text(row, 'carrier'),
    carrierService: text(row, 'carrier_service'),
    labelledAtMs: integer(row, 'labelled_at_ms'),
    isVoid: flag(row, 'label_is_void'),
    shipToHash: textOrNull(row, 'ship_to_hash'),
  };
}

function readLine(row: Row): ParcelLine {
  return {
    lineId: text(row, 'line_id'),
    sku: text(row, 'sku'),
    title: text(row, 'title'),
    barcodes: jsonList(row, 'barcodes').map((value) => {
      if (typeof value !== 'string') throw new UnreadableRowError('barcodes', value);
      return value;
    }),
    expected: integer(row, 'expected'),
    packed: integer(row, 'packed'),
  };
}
