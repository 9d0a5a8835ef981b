import type { WriteBackRepository } from '../../application/ports/journal.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import { parkReasons } from '../../../shared/domain/writeback/write-back.ts';
import type { DispatchNotice, WriteBack, WriteBackId, WriteBackState } from '../../../shared/domain/writeback/write-back.ts';
import type { JournalFile } from '../journal-file.ts';
import { countsOf, id, integer, integerOrNull, isObject, jsonObject, text, textOrNull, UnreadableRowError, word, type Row } from '../rows.ts';

export const writeBackStates: readonly WriteBackState[] = ['due', 'sending', 'accepted', 'uncertain', 'confirmed', 'parked', 'superseded'];

const columns = `id, store_id, order_id, parcel_id, package_reference, notice, state, attempts, due_at_ms, ship_by_ms, created_at_ms,
  accepted_at_ms, confirmed_at_ms, sending_since_ms, proof_reads, park_reason, problem_code, last_answer, told_by`;
/** In the words of the index `write_back_urgency`, which this must repeat to be served by it. */
const urgency = 'coalesce(ship_by_ms, 9007199254740991), created_at_ms';
/**
 * What is confirmed is nearly everything that was ever owed, and counting it would take longer each year (44 ms for a million, at each picture
 * of the bench). It is what is left of all rows; how many those are the last row number says, because the database refuses to delete one.
 */
const besideConfirmed = "state IN ('due', 'sending', 'accepted', 'uncertain', 'parked', 'superseded')";
/** In the words of the index `write_back_unposted`. */
const unposted = "state IN ('due', 'sending', 'uncertain', 'parked')";

/** The planner would take the index on `due_at_ms` and sort: at an outage's end that is every row for every claim. */
export const mostUrgentDue = `SELECT id FROM write_back INDEXED BY write_back_urgency
  WHERE store_id = @storeId AND state = 'due' AND due_at_ms <= @nowMs ORDER BY ${urgency} LIMIT 1`;

export function createWriteBackRepository(file: JournalFile): WriteBackRepository {
  const { db, clock } = file;
  const insert = db.prepare(
    `INSERT INTO write_back (${columns}) VALUES (@id, @storeId, @orderId, @parcelId, @packageReference, @noticeJson, @state, @attempts, @dueAtMs, @shipByMs, @createdAtMs,
       @acceptedAtMs, @confirmedAtMs, @sendingSinceMs, @proofReads, @parkReason, @problemCode, @lastAnswer, @toldBy)`,
  );
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM write_back WHERE id = ?`);
  const update = db.prepare(
    `UPDATE write_back SET state = @state, attempts = @attempts, due_at_ms = @dueAtMs, ship_by_ms = @shipByMs, accepted_at_ms = @acceptedAtMs, confirmed_at_ms = @confirmedAtMs,
       sending_since_ms = @sendingSinceMs, proof_reads = @proofReads, park_reason = @parkReason, problem_code = @problemCode, last_answer = @lastAnswer WHERE id = @id`,
  );
  const note = db.prepare('INSERT INTO write_back_attempt (write_back_id, state, attempts, at_ms, answer) VALUES (?, ?, ?, ?, ?)');
  const claim = db.prepare<[{ storeId: string; nowMs: number }], Row>(
    `UPDATE write_back SET state = 'sending', attempts = attempts + 1, sending_since_ms = @nowMs WHERE id = (${mostUrgentDue}) RETURNING ${columns}`,
  );
  const park = db.prepare("UPDATE write_back SET state = 'parked', park_reason = 'unreadable' WHERE id = ?");
  const inStates = 'state IN (SELECT value FROM json_each(?))';
  const byState = db.prepare<[string, number], Row>(`SELECT ${columns} FROM write_back WHERE ${inStates} ORDER BY ${urgency}, id LIMIT ?`);
  const byStoreAndState = db.prepare<[string, string, number], Row>(`SELECT ${columns} FROM write_back WHERE store_id = ? AND ${inStates} ORDER BY ${urgency}, id LIMIT ?`);
  const byParcel = db.prepare<[string], Row>(`SELECT ${columns} FROM write_back WHERE parcel_id = ? ORDER BY state = 'superseded', created_at_ms DESC, id DESC LIMIT 1`);
  const byOrder = db.prepare<[string], Row>(`SELECT ${columns} FROM write_back WHERE order_id = ? ORDER BY created_at_ms, id`);
  const counts = db.prepare<[], Row>(
    `SELECT state, count(*) AS rows FROM write_back WHERE ${besideConfirmed} GROUP BY state
     UNION ALL SELECT 'confirmed', coalesce((SELECT max(rowid) FROM write_back), 0) - (SELECT count(*) FROM write_back WHERE ${besideConfirmed})`,
  );
  const stepsOf = db.prepare<[string], Row>('SELECT state, attempts, at_ms, answer FROM write_back_attempt WHERE write_back_id = ? ORDER BY sequence');
  const inStateSince = db.prepare<[{ rowId: string }], number | null>(
    `SELECT min(at_ms) FROM write_back_attempt WHERE write_back_id = @rowId AND sequence > coalesce((SELECT max(a.sequence)
       FROM write_back_attempt AS a, write_back AS w WHERE a.write_back_id = @rowId AND w.id = @rowId AND a.state <> w.state), 0)`,
  ).pluck();
  const ofStore = db.prepare<[string], Row>("SELECT state, count(*) AS rows FROM write_back WHERE state IN ('due', 'accepted', 'parked') AND store_id = ? GROUP BY state");
  const firstShipBy = db.prepare<[], number | null>(`SELECT min(ship_by_ms) FROM write_back WHERE ${unposted}`).pluck();
  const owedBefore = db.prepare<[number], number>(`SELECT count(*) FROM write_back WHERE ${unposted} AND state <> 'parked' AND ship_by_ms < ?`).pluck();
  const parkedByReason = db.prepare<[], Row>("SELECT coalesce(park_reason, 'unreadable') AS state, count(*) AS rows FROM write_back WHERE state = 'parked' GROUP BY 1");
  const parkedCauses = db.prepare<[string], Row>(
    "SELECT coalesce(park_reason, 'unreadable') AS park_reason, problem_code, count(*) AS rows FROM write_back WHERE state = 'parked' AND store_id = ? GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
  );
  const parkedCarriers = db.prepare<[string], Row>(
    `SELECT coalesce(parcel.carrier, '') AS carrier, write_back.notice ->> '$.carrierCode' AS sent, last_answer, count(*) AS rows, max(write_back.created_at_ms) FROM write_back JOIN parcel ON parcel.id = write_back.parcel_id
     WHERE write_back.state = 'parked' AND write_back.store_id = ? AND problem_code = 'bad-carrier' GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2`,
  );
  const locked = db.prepare<[string], number>("SELECT count(*) FROM write_back WHERE state = 'due' AND store_id = ? AND problem_code = 'locked'").pluck();
  const nextDue = db.prepare<[string], number | null>("SELECT min(due_at_ms) FROM write_back WHERE store_id = ? AND state = 'due'").pluck();

  /** Claims until a row parses: one that does not is set aside for a person and never blocks the lane. */
  function claimReadable(storeId: StoreId, nowMs: number): WriteBack | null {
    for (;;) {
      const row = claim.get({ storeId, nowMs });
      if (row === undefined) return null;
      const claimed = readWriteBack(row);
      if (claimed.parkReason === 'unreadable') park.run(claimed.id);
      note.run(claimed.id, claimed.state, claimed.attempts, nowMs, null);
      if (claimed.state === 'sending') return claimed;
    }
  }

  return {
    insert(writeBack) {
      file.transaction(() => {
        const { notice, ...fields } = writeBack;
        insert.run({ ...fields, packageReference: notice.packageReference, noticeJson: JSON.stringify(notice) });
        note.run(writeBack.id, writeBack.state, writeBack.attempts, writeBack.createdAtMs, writeBack.lastAnswer);
      });
    },
    load(rowId) {
      const row = byId.get(rowId);
      return row === undefined ? null : readWriteBack(row);
    },
    save(writeBack) {
      file.transaction(() => {
        const { id: rowId, state, attempts, dueAtMs, shipByMs, acceptedAtMs, confirmedAtMs, sendingSinceMs, proofReads, parkReason, problemCode, lastAnswer } = writeBack;
        const { changes } = update.run({ id: rowId, state, attempts, dueAtMs, shipByMs, acceptedAtMs, confirmedAtMs, sendingSinceMs, proofReads, parkReason, problemCode, lastAnswer });
        if (changes !== 1) throw new Error(`write-back ${rowId} is not in the journal`);
        note.run(rowId, state, attempts, clock.nowMs(), lastAnswer);
      });
    },
    claimDue(storeId, nowMs) {
      const nextMs = nextDue.get(storeId) ?? null;
      return nextMs === null || nextMs > nowMs ? null : file.transaction(() => claimReadable(storeId, nowMs));
    },
    listByState(storeId, states, limit) {
      const wanted = JSON.stringify(states);
      return (storeId === null ? byState.all(wanted, limit) : byStoreAndState.all(storeId, wanted, limit)).map(readWriteBack);
    },
    findByParcel(parcelId) {
      const row = byParcel.get(parcelId);
      return row === undefined ? null : readWriteBack(row);
    },
    listByOrder: (orderId) => byOrder.all(orderId).map(readWriteBack),
    countByState: () => countsOf(counts.all(), writeBackStates),
    firstUnpostedShipByMs: () => firstShipBy.get() ?? null,
    listSteps: (rowId) => stepsOf.all(rowId).map((row) => ({ state: word(row, 'state', writeBackStates), attempts: integer(row, 'attempts'), atMs: integer(row, 'at_ms'), answer: textOrNull(row, 'answer') })),
    inStateSinceMs: (rowId) => inStateSince.get({ rowId }) ?? null,
    countOfStore: (storeId) => countsOf(ofStore.all(storeId), ['due', 'accepted', 'parked']),
    countParkedByReason: () => countsOf(parkedByReason.all(), parkReasons),
    countParkedCauses: (storeId) => parkedCauses.all(storeId).map((row) => ({ parkReason: word(row, 'park_reason', parkReasons), problemCode: textOrNull(row, 'problem_code'), rows: integer(row, 'rows') })),
    countParkedByCarrier: (storeId) => parkedCarriers.all(storeId).map((row) => ({ carrier: text(row, 'carrier'), sent: textOrNull(row, 'sent') ?? '', answer: textOrNull(row, 'last_answer'), rows: integer(row, 'rows') })),
    countLocked: (storeId) => locked.get(storeId) ?? 0,
    countOwedDueBefore: (beforeMs) => owedBefore.get(beforeMs) ?? 0,
    nextDueAtMs: (storeId) => nextDue.get(storeId) ?? null,
  };
}

function readWriteBack(row: Row): WriteBack {
  const notice = parseNotice(row);
  const state = word(row, 'state', writeBackStates);
  const isWorkable = notice !== null || state === 'confirmed' || state === 'superseded';
  return {
    id: id<WriteBackId>(row, 'id'),
    storeId: id<StoreId>(row, 'store_id'),
    orderId: id<OrderId>(row, 'order_id'),
    parcelId: id<ParcelId>(row, 'parcel_id'),
    notice: notice ?? emptyNotice(row),
    state: isWorkable ? state : 'parked',
    attempts: integer(row, 'attempts'),
    dueAtMs: integer(row, 'due_at_ms'),
    shipByMs: integerOrNull(row, 'ship_by_ms'),
    createdAtMs: integer(row, 'created_at_ms'),
    acceptedAtMs: integerOrNull(row, 'accepted_at_ms'),
    confirmedAtMs: integerOrNull(row, 'confirmed_at_ms'),
    sendingSinceMs: integerOrNull(row, 'sending_since_ms'),
    proofReads: integer(row, 'proof_reads'),
    parkReason: isWorkable ? (row['park_reason'] === null ? null : word(row, 'park_reason', parkReasons)) : 'unreadable',
    problemCode: textOrNull(row, 'problem_code'),
    lastAnswer: textOrNull(row, 'last_answer'),
    toldBy: textOrNull(row, 'told_by'),
  };
}

/** Null when what is stored no longer says what to send; the row stays visible to a person. */
function parseNotice(row: Row): DispatchNotice | null {
  try {
    return readNotice(jsonObject(row, 'notice'));
  } catch (error: unknown) {
    if (error instanceof UnreadableRowError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function readNotice(value: Row): DispatchNotice {
  const lines = value['lines'];
  if (!Array.isArray(lines)) throw new UnreadableRowError('notice.lines', lines);
  return {
    channelOrderId: text(value, 'channelOrderId'),
    ...optional(value, 'marketplaceId'),
    packageReference: text(value, 'packageReference'),
    carrierCode: text(value, 'carrierCode'),
    ...optional(value, 'carrierName'),
    ...optional(value, 'shippingMethod'),
    trackingNumber: text(value, 'trackingNumber'),
    shippedAtMs: integer(value, 'shippedAtMs'),
    lines: lines.map((line: unknown) => {
      if (!isObject(line)) throw new UnreadableRowError('notice.lines', line);
      return { lineId: text(line, 'lineId'), quantity: integer(line, 'quantity') };
    }),
    ...(isObject(value['replaces']) ? { replaces: { trackingNumber: text(value['replaces'], 'trackingNumber') } } : {}),
    ...(typeof value['notifyBuyer'] === 'boolean' ? { notifyBuyer: value['notifyBuyer'] } : {}),
  };
}

function optional<K extends 'marketplaceId' | 'carrierName' | 'shippingMethod'>(value: Row, key: K): { readonly [P in K]?: string } {
  return (value[key] === undefined ? {} : { [key]: text(value, key) }) as { readonly [P in K]?: string };
}

function emptyNotice(row: Row): DispatchNotice {
  return { channelOrderId: '', packageReference: text(row, 'package_reference'), carrierCode: '', trackingNumber: '', shippedAtMs: integer(row, 'created_at_ms'), lines: [] };
}
