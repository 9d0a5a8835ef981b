import type { StockRepository, StockSource, StockVariance, StoredCount, StoredLevel } from '../../application/ports/stock.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { StockCount, StockLevelRow } from '../../../shared/domain/stock/stock-level.ts';
import type { JournalFile } from '../journal-file.ts';
import { flag, id, integer, integerOrNull, text, textOrNull, type Row } from '../rows.ts';

const countColumns = 'c.sku, c.counted, c.counted_at_ms, c.dispatched, c.restocked, c.missing, c.missing_at_ms, c.missing_order, c.missing_by, c.source, c.imported_at_ms, c.imported_by';
const levelColumns = `l.store_id, l.sku, l.on_hand, l.pending, l.buffer, l.wanted, l.published, l.published_at_ms, l.shown, l.shown_at_ms, l.differs_since_ms,
  l.problem_code, l.problem, l.refused_at_ms, l.refused, l.is_due`;
const someStores = 'l.store_id IN (SELECT value FROM json_each(?))';

export function createStockRepository({ db, transaction }: JournalFile): StockRepository {
  const saveCount = db.prepare(
    `INSERT INTO stock_count (sku, counted, counted_at_ms, source, imported_at_ms, imported_by) VALUES (@sku, @counted, @countedAtMs, @fileName, @importedAtMs, @by)
     ON CONFLICT (sku) DO UPDATE SET counted = @counted, counted_at_ms = @countedAtMs, source = @fileName, imported_at_ms = @importedAtMs, imported_by = @by,
       dispatched = 0, restocked = 0, missing = 0, missing_at_ms = NULL, missing_order = NULL, missing_by = NULL`,
  );
  // What happened between the writing of the file and its import: the same four steps that the triggers follow.
  const dispatchedSince = db.prepare<[number], Row>(
    `SELECT l.sku AS sku, sum(l.packed) AS units FROM parcel AS p JOIN parcel_line AS l ON l.parcel_id = p.id
     WHERE p.dispatched_at_ms IS NOT NULL AND p.dispatched_at_ms > ? AND p.state <> 'stopped' GROUP BY l.sku`,
  );
  const stoppedSince = db.prepare<[number, number], Row>(
    `SELECT l.sku AS sku, sum(l.packed) AS units FROM parcel AS p JOIN parcel_line AS l ON l.parcel_id = p.id
     WHERE p.state = 'stopped' AND p.stopped_at_ms > ? AND p.dispatched_at_ms <= ? GROUP BY l.sku`,
  );
  const missedSince = db.prepare<[number], Row>("SELECT sku, -sum(quantity) AS units FROM stock_event WHERE at_ms > ? AND cause = 'short' AND quantity < 0 GROUP BY sku");
  const addDispatched = db.prepare('UPDATE stock_count SET dispatched = dispatched + ? WHERE sku = ?');
  const addMissing = db.prepare(
    `UPDATE stock_count SET missing = missing + @units, (missing_at_ms, missing_order, missing_by) = (
       SELECT at_ms, channel_order_id, by_name FROM stock_event WHERE at_ms > @sinceMs AND cause = 'short' AND sku = @sku ORDER BY at_ms DESC LIMIT 1)
     WHERE sku = @sku`,
  );
  const walk = db.prepare<[string, string, number], Row>(
    `SELECT c.sku AS counted_sku, c.counted, c.dispatched, c.restocked, c.missing, ${levelColumns}
     FROM stock_count AS c LEFT JOIN stock_level AS l ON l.store_id = ? AND l.sku = c.sku WHERE c.sku > ? ORDER BY c.sku LIMIT ?`,
  );
  const find = db.prepare<[string, number], Row>(`SELECT ${countColumns} FROM stock_count AS c WHERE instr(upper(c.sku), upper(?)) > 0 ORDER BY c.sku LIMIT ?`);
  const skus = db.prepare<[], number>('SELECT count(*) FROM stock_count').pluck();
  const last = db.prepare<[], Row>('SELECT source, counted_at_ms, imported_at_ms, imported_by FROM stock_count ORDER BY imported_at_ms DESC LIMIT 1');
  const isVariance = '(c.missing > 0 OR c.counted - c.dispatched + c.restocked < 0)';
  const variances = db.prepare<[number], Row>(`SELECT ${countColumns} FROM stock_count AS c WHERE ${isVariance} ORDER BY c.missing_at_ms DESC, c.sku LIMIT ?`);
  const varianceCount = db.prepare<[], number>(`SELECT count(*) FROM stock_count AS c WHERE ${isVariance}`).pluck();
  const saveLevel = db.prepare(
    `INSERT OR REPLACE INTO stock_level (store_id, sku, on_hand, pending, buffer, wanted, worked_out_at_ms, published, published_at_ms, shown, shown_at_ms,
       differs_since_ms, problem_code, problem, refused_at_ms, refused, is_due)
     VALUES (@storeId, @sku, @onHand, @pending, @buffer, @wanted, @atMs, @published, @publishedAtMs, @shown, @shownAtMs,
       @differsSinceMs, @problemCode, @problem, @refusedAtMs, @refused, @isDue)`,
  );
  const some = db.prepare<[string, string], Row>(`SELECT ${levelColumns} FROM stock_level AS l WHERE l.store_id = ? AND l.sku IN (SELECT value FROM json_each(?))`);
  const due = db.prepare<[string, number], Row>(`SELECT ${levelColumns} FROM stock_level AS l WHERE l.store_id = ? AND l.is_due = 1 ORDER BY l.wanted, l.sku LIMIT ?`);
  const toRead = db.prepare<[string, number], Row>(
    `SELECT ${levelColumns} FROM stock_level AS l WHERE l.store_id = ? AND l.published IS NOT NULL ORDER BY coalesce(l.shown_at_ms, 0), l.sku LIMIT ?`,
  );
  const differing = db.prepare<[string, number], Row>(`SELECT ${levelColumns} FROM stock_level AS l WHERE l.differs_since_ms IS NOT NULL AND ${someStores} ORDER BY l.differs_since_ms, l.store_id, l.sku LIMIT ?`);
  const refused = db.prepare<[string, number], Row>(`SELECT ${levelColumns} FROM stock_level AS l WHERE l.problem_code IS NOT NULL AND ${someStores} ORDER BY l.refused_at_ms DESC, l.store_id, l.sku LIMIT ?`);
  const totals = db.prepare<[string, string, string, string], Row>(
    `SELECT (SELECT count(*) FROM stock_level WHERE store_id = ? AND is_due = 1) AS due,
       (SELECT count(*) FROM stock_level WHERE store_id = ? AND differs_since_ms IS NOT NULL) AS differing,
       (SELECT count(*) FROM stock_level WHERE store_id = ? AND problem_code IS NOT NULL) AS refused,
       (SELECT max(published_at_ms) FROM stock_level WHERE store_id = ? AND published IS NOT NULL) AS last_published_at_ms`,
  );

  /** Of these SKUs, since the moment of the file. */
  function addWhatMoved(wanted: ReadonlySet<string>, thenMs: number): void {
    for (const row of dispatchedSince.all(thenMs)) if (wanted.has(text(row, 'sku'))) addDispatched.run(integer(row, 'units'), text(row, 'sku'));
    for (const row of stoppedSince.all(thenMs, thenMs)) if (wanted.has(text(row, 'sku'))) addDispatched.run(-integer(row, 'units'), text(row, 'sku'));
    for (const row of missedSince.all(thenMs)) if (wanted.has(text(row, 'sku'))) addMissing.run({ units: integer(row, 'units'), sku: text(row, 'sku'), sinceMs: thenMs });
  }

  return {
    saveCounts(counts, { fileName, countedAtMs, importedAtMs, by }) {
      transaction(() => {
        for (const { sku, counted } of counts) saveCount.run({ sku, counted, countedAtMs, fileName, importedAtMs, by });
        addWhatMoved(new Set(counts.map(({ sku }) => sku)), countedAtMs);
      });
    },
    walk: (storeId, afterSku, limit) => walk.all(storeId, afterSku, limit).map((row) => ({ count: readCount(row, 'counted_sku'), level: row['store_id'] === null ? null : readLevel(row) })),
    findCounts: (part, limit) => find.all(part, limit).map(readStored),
    countSkus: () => skus.get() ?? 0,
    lastSource() {
      const row = last.get();
      return row === undefined ? null : readSource(row);
    },
    listVariances: (limit) => variances.all(limit).map(readVariance),
    countVariances: () => varianceCount.get() ?? 0,
    saveLevels(storeId, levels, atMs) {
      if (levels.length > 0) transaction(() => levels.forEach((level) => saveLevel.run({ storeId, atMs, ...levelValues(level) })));
    },
    loadLevels: (storeId, wanted) => some.all(storeId, JSON.stringify(wanted)).map(readLevel),
    listDue: (storeId, limit) => due.all(storeId, limit).map(readLevel),
    listToRead: (storeId, limit) => toRead.all(storeId, limit).map(readLevel),
    listDifferences: (storeIds, limit) => differing.all(JSON.stringify(storeIds), limit).map(readStoredLevel),
    listRefused: (storeIds, limit) => refused.all(JSON.stringify(storeIds), limit).map(readStoredLevel),
    totalsOf(storeId) {
      const row = totals.get(storeId, storeId, storeId, storeId) ?? {};
      return { due: integer(row, 'due'), differing: integer(row, 'differing'), refused: integer(row, 'refused'), lastPublishedAtMs: integerOrNull(row, 'last_published_at_ms') };
    },
  };
}

const readCount = (row: Row, skuColumn: string): StockCount => ({
  sku: text(row, skuColumn),
  counted: integer(row, 'counted'),
  dispatched: integer(row, 'dispatched'),
  restocked: integer(row, 'restocked'),
  missing: integer(row, 'missing'),
});

const readSource = (row: Row): StockSource => ({ fileName: text(row, 'source'), countedAtMs: integer(row, 'counted_at_ms'), importedAtMs: integer(row, 'imported_at_ms'), by: text(row, 'imported_by') });

const readStored = (row: Row): StoredCount => ({ ...readCount(row, 'sku'), ...readSource(row) });

function readVariance(row: Row): StockVariance {
  const atMs = integerOrNull(row, 'missing_at_ms');
  return { ...readStored(row), missed: atMs === null ? null : { channelOrderId: text(row, 'missing_order'), atMs, by: textOrNull(row, 'missing_by') } };
}

function readLevel(row: Row): StockLevelRow {
  const publishedAtMs = integerOrNull(row, 'published_at_ms');
  const shownAtMs = integerOrNull(row, 'shown_at_ms');
  const code = textOrNull(row, 'problem_code');
  return {
    sku: text(row, 'sku'),
    onHand: integer(row, 'on_hand'),
    pending: integer(row, 'pending'),
    buffer: integer(row, 'buffer'),
    wanted: integer(row, 'wanted'),
    published: publishedAtMs === null ? null : { units: integer(row, 'published'), atMs: publishedAtMs },
    shown: shownAtMs === null ? null : { units: integerOrNull(row, 'shown'), atMs: shownAtMs },
    refused: code === null ? null : { units: integer(row, 'refused'), code, message: text(row, 'problem'), atMs: integer(row, 'refused_at_ms') },
    differsSinceMs: integerOrNull(row, 'differs_since_ms'),
    isDue: flag(row, 'is_due'),
  };
}

const readStoredLevel = (row: Row): StoredLevel => ({ storeId: id<StoreId>(row, 'store_id'), ...readLevel(row) });

function levelValues({ sku, onHand, pending, buffer, wanted, published, shown, refused, differsSinceMs, isDue }: StockLevelRow): Readonly<Record<string, string | number | null>> {
  return {
    sku,
    onHand,
    pending,
    buffer,
    wanted,
    published: published?.units ?? null,
    publishedAtMs: published?.atMs ?? null,
    shown: shown?.units ?? null,
    shownAtMs: shown?.atMs ?? null,
    differsSinceMs,
    problemCode: refused?.code ?? null,
    problem: refused?.message ?? null,
    refusedAtMs: refused?.atMs ?? null,
    refused: refused?.units ?? null,
    isDue: isDue ? 1 : 0,
  };
}
