import type { BlockedOrder, Stake, StandingRepository } from '../../application/ports/journal.ts';
import { blockCodes, releasableCodes } from '../../../shared/domain/gate/block.ts';
import type { Finding, OrderFlag, Release, Standing, StandingLine } from '../../../shared/domain/gate/standing.ts';
import type { Cancellation, CancellationParty } from '../../../shared/domain/order/cancellation.ts';
import type { ChannelOrderState, OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { JournalFile } from '../journal-file.ts';
import { countsOf, id, idOrNull, integer, integerOrNull, isObject, json, jsonList, text, textOrNull, UnreadableRowError, word, type Row } from '../rows.ts';
import { readBlocks } from './blocks.ts';
import { moneyColumns, readMoney } from './money.ts';

const states: readonly ChannelOrderState[] = ['open', 'partly-shipped', 'shipped', 'cancelled', 'unfulfillable'];
const payments: readonly Standing['payment'][] = ['paid', 'pending'];
const holdKinds: readonly Standing['holdKind'][] = ['fraud', 'other'];
const findingCodes: readonly Finding['code'][] = ['ADDRESS_INVALID', 'TAX_ID_MISSING', 'LABEL_EXISTS'];
const findingStrengths: readonly Finding['strength'][] = ['hard', 'ask-lead'];
const parties: readonly CancellationParty[] = ['buyer', 'seller', 'channel', 'unknown'];

export function createStandingRepository({ db, clock, write, transaction }: JournalFile): StandingRepository {
  const save = db.prepare(
    `INSERT INTO standing (order_id, store_id, channel_order_id, state, payment, channel_hold, hold_kind, cancellation, lines, ship_by_ms, updated_at_ms, checked_at_ms, checked_source,
       findings, ship_to_hash, value_minor, value_currency)
     VALUES (@orderId, @storeId, @channelOrderId, @state, @payment, @channelHold, @holdKind, @cancellationJson, @linesJson, @shipByMs, @updatedAtMs, @checkedAtMs, @checkedSource,
       @findingsJson, @shipToHash, @valueMinor, @valueCurrency)
     ON CONFLICT (order_id) DO UPDATE SET store_id = excluded.store_id, channel_order_id = excluded.channel_order_id, state = excluded.state,
       payment = excluded.payment, channel_hold = excluded.channel_hold, hold_kind = excluded.hold_kind, cancellation = excluded.cancellation, lines = excluded.lines,
       ship_by_ms = excluded.ship_by_ms, updated_at_ms = excluded.updated_at_ms, checked_at_ms = excluded.checked_at_ms, checked_source = excluded.checked_source,
       findings = excluded.findings, ship_to_hash = excluded.ship_to_hash, value_minor = excluded.value_minor, value_currency = excluded.value_currency`,
  );
  const byId = db.prepare<[string], Row>('SELECT * FROM standing WHERE order_id = ?');
  const saveRelease = db.prepare('INSERT INTO release (order_id, code, released_by, reason, released_at_ms, for_updated_at_ms) VALUES (@orderId, @code, @releasedBy, @reason, @releasedAtMs, @forUpdatedAtMs)');
  const releasesOf = db.prepare<[string], Row>('SELECT * FROM release WHERE order_id = ? ORDER BY sequence');
  const insertFlag = db.prepare('INSERT INTO order_flag (order_id, flagged_by, reason, flagged_at_ms) VALUES (?, ?, ?, ?)');
  const flagOf = db.prepare<[string], Row>('SELECT order_id, flagged_by, reason, flagged_at_ms FROM order_flag WHERE order_id = ? AND lifted_at_ms IS NULL');
  const lift = db.prepare('UPDATE order_flag SET lifted_at_ms = ?, lifted_by = ? WHERE order_id = ? AND lifted_at_ms IS NULL');
  const undispatched = db.prepare<[string], OrderId>("SELECT DISTINCT order_id FROM parcel WHERE state IN ('open', 'verified', 'labelled') AND store_id = ? ORDER BY order_id").pluck();
  const dispatchedSince = db.prepare<[string, number], OrderId>('SELECT DISTINCT order_id FROM parcel WHERE store_id = ? AND dispatched_at_ms >= ? AND stopped_at_ms IS NULL ORDER BY order_id').pluck();
  // A block that was cleared and comes back begins anew.
  const block = db.prepare(
    `INSERT INTO blocked_order (order_id, code, store_id, channel_order_id, parcel_id, blocks, first_at_ms, last_at_ms, times)
     VALUES (@orderId, @code, @storeId, @channelOrderId, @parcelId, @blocks, @atMs, @atMs, 1)
     ON CONFLICT (order_id, code) DO UPDATE SET parcel_id = excluded.parcel_id, blocks = excluded.blocks, last_at_ms = excluded.last_at_ms,
       first_at_ms = CASE WHEN cleared_at_ms IS NULL THEN first_at_ms ELSE excluded.first_at_ms END,
       times = CASE WHEN cleared_at_ms IS NULL THEN times + 1 ELSE 1 END, cleared_at_ms = NULL`,
  );
  const clearOthers = db.prepare('UPDATE blocked_order SET cleared_at_ms = ? WHERE order_id = ? AND code <> ? AND cleared_at_ms IS NULL');
  const blockedRow = db.prepare<[string], Row>('SELECT * FROM blocked_order WHERE order_id = ? AND cleared_at_ms IS NULL');
  const renew = db.prepare('UPDATE blocked_order SET blocks = ? WHERE order_id = ? AND code = ? AND cleared_at_ms IS NULL');
  const clear = db.prepare('UPDATE blocked_order SET cleared_at_ms = ? WHERE order_id = ? AND cleared_at_ms IS NULL');
  const blocked = db.prepare<[number], Row>('SELECT * FROM blocked_order WHERE cleared_at_ms IS NULL ORDER BY last_at_ms DESC, order_id LIMIT ?');
  const soonest = db.prepare<[number], Row>(
    `SELECT b.*, s.ship_by_ms, s.value_minor, s.value_currency FROM blocked_order AS b LEFT JOIN standing AS s ON s.order_id = b.order_id
     WHERE b.cleared_at_ms IS NULL ORDER BY coalesce(s.ship_by_ms, 9007199254740991), b.first_at_ms, b.order_id LIMIT ?`,
  );
  const blockedByCode = db.prepare<[], Row>('SELECT code AS state, count(*) AS rows FROM blocked_order WHERE cleared_at_ms IS NULL GROUP BY code');
  const stake = db.prepare<[string], Row>('SELECT ship_by_ms, value_minor, value_currency FROM standing WHERE order_id = ?');
  const blockedCount = db.prepare<[], number>('SELECT count(*) FROM blocked_order WHERE cleared_at_ms IS NULL').pluck();

  const recordBlocked: StandingRepository['recordBlocked'] = (orderId, storeId, channelOrderId, parcelId, blocks, atMs) => {
    const [first] = blocks;
    if (first === undefined) throw new Error(`order ${orderId} cannot be blocked without a reason`);
    transaction(() => {
      clearOthers.run(atMs, orderId, first.code);
      block.run({ orderId, code: first.code, storeId, channelOrderId, parcelId, blocks: JSON.stringify(blocks), atMs });
    });
  };

  return {
    save(standing) {
      const { cancellation, lines, findings, value, ...fields } = standing;
      const texts = { cancellationJson: JSON.stringify(cancellation), linesJson: JSON.stringify(lines), findingsJson: JSON.stringify(findings) };
      write(() => save.run({ ...fields, ...texts, ...moneyColumns(value) }));
    },
    load(orderId) {
      const row = byId.get(orderId);
      return row === undefined ? null : readStanding(row);
    },
    saveRelease(release) {
      const { orderId, code, releasedBy, reason, releasedAtMs, forUpdatedAtMs } = release;
      write(() => saveRelease.run({ orderId, code, releasedBy, reason, releasedAtMs, forUpdatedAtMs }));
    },
    listReleases: (orderId) => releasesOf.all(orderId).map(readRelease),
    saveFlag({ orderId, by, reason, atMs }) {
      transaction(() => {
        lift.run(atMs, by, orderId);
        insertFlag.run(orderId, by, reason, atMs);
      });
    },
    loadFlag(orderId) {
      const row = flagOf.get(orderId);
      return row === undefined ? null : readFlag(row);
    },
    liftFlag(orderId, by, atMs) {
      write(() => lift.run(atMs, by, orderId));
    },
    listWithUndispatchedParcel: (storeId) => undispatched.all(storeId),
    listDispatchedSince: (storeId, sinceMs) => dispatchedSince.all(storeId, sinceMs),
    recordBlocked,
    renewBlocked(orderId, blocks, atMs) {
      const row = blockedRow.get(orderId);
      const [first] = blocks;
      if (row === undefined || first === undefined) return false;
      const { storeId, channelOrderId, parcelId } = readBlocked(row);
      if (text(row, 'code') === first.code) write(() => renew.run(JSON.stringify(blocks), orderId, first.code));
      else recordBlocked(orderId, storeId, channelOrderId, parcelId, blocks, atMs);
      return true;
    },
    clearBlocked(orderId) {
      write(() => clear.run(clock.nowMs(), orderId));
    },
    loadBlocked(orderId) {
      const row = blockedRow.get(orderId);
      return row === undefined ? null : readBlocked(row);
    },
    listBlocked: (limit) => blocked.all(limit).map(readBlocked),
    listBlockedSoonest: (limit) => soonest.all(limit).map((row) => ({ ...readBlocked(row), ...readStake(row) })),
    countBlocked: () => blockedCount.get() ?? 0,
    countBlockedByCode: () => countsOf(blockedByCode.all(), blockCodes),
    loadStake(orderId) {
      const row = stake.get(orderId);
      return row === undefined ? null : readStake(row);
    },
  };
}

function readStanding(row: Row): Standing {
  return {
    orderId: id<OrderId>(row, 'order_id'),
    storeId: id<StoreId>(row, 'store_id'),
    channelOrderId: text(row, 'channel_order_id'),
    state: word(row, 'state', states),
    payment: word(row, 'payment', payments),
    channelHold: textOrNull(row, 'channel_hold'),
    holdKind: word(row, 'hold_kind', holdKinds),
    cancellation: parseCancellation(json(row, 'cancellation')),
    lines: jsonList(row, 'lines').map(parseLine),
    shipByMs: integerOrNull(row, 'ship_by_ms'),
    updatedAtMs: integer(row, 'updated_at_ms'),
    checkedAtMs: integer(row, 'checked_at_ms'),
    checkedSource: text(row, 'checked_source'),
    findings: jsonList(row, 'findings').map(parseFinding),
    shipToHash: textOrNull(row, 'ship_to_hash'),
    value: readMoney(row),
  };
}

const readStake = (row: Row): Stake => ({ shipByMs: integerOrNull(row, 'ship_by_ms'), value: readMoney(row) });

/** As in the gate of the database: what does not say that it only runs in shadow is enforced. */
function parseFinding(value: unknown): Finding {
  if (!isObject(value)) throw new UnreadableRowError('findings', value);
  return { code: word(value, 'code', findingCodes), strength: word(value, 'strength', findingStrengths), isEnforced: value['isEnforced'] !== false, facts: parseFacts(value['facts']) };
}

function parseFacts(value: unknown): Finding['facts'] {
  if (!isObject(value)) throw new UnreadableRowError('findings', value);
  const facts: Record<string, string | number> = {};
  for (const [name, fact] of Object.entries(value)) {
    if (typeof fact !== 'string' && typeof fact !== 'number') throw new UnreadableRowError(`findings.${name}`, fact);
    facts[name] = fact;
  }
  return facts;
}

function parseCancellation(value: unknown): Cancellation {
  if (!isObject(value)) throw new UnreadableRowError('cancellation', value);
  const { kind } = value;
  if (kind === 'none') return { kind };
  if (kind !== 'requested' && kind !== 'cancelled' && kind !== 'rejected') throw new UnreadableRowError('cancellation', kind);
  return { kind, by: word(value, 'by', parties), reason: textOrNull(value, 'reason'), seenAtMs: integer(value, 'seenAtMs') };
}

function parseLine(value: unknown): StandingLine {
  if (!isObject(value)) throw new UnreadableRowError('lines', value);
  return {
    lineId: text(value, 'lineId'),
    sku: text(value, 'sku'),
    title: text(value, 'title'),
    quantityToPack: integer(value, 'quantityToPack'),
    quantityShipped: value['quantityShipped'] === undefined ? 0 : integer(value, 'quantityShipped'),
    cancellation: parseCancellation(value['cancellation']),
  };
}

function readRelease(row: Row): Release {
  return {
    orderId: id<OrderId>(row, 'order_id'),
    code: word(row, 'code', releasableCodes),
    releasedBy: text(row, 'released_by'),
    reason: text(row, 'reason'),
    releasedAtMs: integer(row, 'released_at_ms'),
    forUpdatedAtMs: integer(row, 'for_updated_at_ms'),
  };
}

function readFlag(row: Row): OrderFlag {
  return { orderId: id<OrderId>(row, 'order_id'), by: text(row, 'flagged_by'), reason: text(row, 'reason'), atMs: integer(row, 'flagged_at_ms') };
}

function readBlocked(row: Row): BlockedOrder {
  return {
    orderId: id<OrderId>(row, 'order_id'),
    storeId: id<StoreId>(row, 'store_id'),
    channelOrderId: text(row, 'channel_order_id'),
    parcelId: idOrNull<ParcelId>(row, 'parcel_id'),
    blocks: readBlocks(row, 'blocks'),
    firstAtMs: integer(row, 'first_at_ms'),
    lastAtMs: integer(row, 'last_at_ms'),
    times: integer(row, 'times'),
  };
}
