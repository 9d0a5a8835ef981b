import type { OrderAtRisk, OrderStore, SavedOrders } from '../application/ports/order-store.ts';
import { keepFirstSeen } from '../../shared/domain/order/first-seen.ts';
import type { CheckedOrder, Order, OrderId, OrderLine, StoreId } from '../../shared/domain/order/order.ts';
import { barcodesOfLine, productCodeOf } from '../../shared/domain/scan/product-codes.ts';
import type { CacheFile } from './cache-file.ts';
import { isDiskFull, StorageError } from './errors.ts';
import { id, integer, isObject, text, UnreadableRowError, type Row } from './rows.ts';
import { createOrderSearch } from './order-search.ts';
import type { WriteTurn } from './write-turn.ts';

type Effect = keyof SavedOrders;

/** Products written lately; a seller has far fewer than orders, so most lines need no write at all. Entries. */
const knownProductsMax = 50_000;

/** `turn`: given where the station and a worker of its process both write into the file. */
export function createOrderStore({ db, path }: CacheFile, turn: WriteTurn = (write) => write()): OrderStore {
  const stored = db.prepare<[string], [number, number, number, string, string]>('SELECT row, updated_at_ms, checked_at_ms, content, state FROM orders WHERE order_id = ?').raw();
  const insert = db.prepare(
    'INSERT INTO orders (order_id, store_id, channel_order_id, state, ship_by_ms, updated_at_ms, checked_at_ms, checked_source, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = db.prepare('UPDATE orders SET state = ?, ship_by_ms = ?, updated_at_ms = ?, checked_at_ms = ?, checked_source = ?, content = ? WHERE row = ?');
  const renew = db.prepare('UPDATE orders SET updated_at_ms = ?, checked_at_ms = ?, checked_source = ? WHERE row = ?');
  const insertCode = db.prepare('INSERT INTO order_code (code, order_row) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const saveProduct = db.prepare(
    'INSERT INTO product_code (code, sku, title) VALUES (?, ?, ?) ON CONFLICT (code) DO UPDATE SET sku = excluded.sku, title = excluded.title WHERE sku <> excluded.sku OR title <> excluded.title',
  );
  const load = db.prepare<[string], [string, number, number, string]>('SELECT content, updated_at_ms, checked_at_ms, checked_source FROM orders WHERE order_id = ?').raw();
  const byCode = db.prepare<[string], [string, string, string]>('SELECT o.order_id, o.store_id, o.state FROM order_code AS c JOIN orders AS o ON o.row = c.order_row WHERE c.code = ? ORDER BY o.row').raw();
  const product = db.prepare<[string], Row>('SELECT sku, title FROM product_code WHERE code = ?');
  const openDue = db.prepare<[number, number, string, number], Row>(
    `SELECT order_id, store_id, channel_order_id, ship_by_ms FROM orders
     WHERE state IN ('open', 'partly-shipped') AND ship_by_ms IS NOT NULL AND ship_by_ms >= ? AND ship_by_ms < ? AND store_id IN (SELECT value FROM json_each(?))
     ORDER BY ship_by_ms DESC LIMIT ?`,
  );
  const openAfter = db.prepare<[number, number], [string, number, number, string, number]>(
    "SELECT content, updated_at_ms, checked_at_ms, checked_source, row FROM orders INDEXED BY orders_open WHERE state IN ('open', 'partly-shipped') AND row > ? ORDER BY row LIMIT ?",
  ).raw();
  const count = db.prepare<[], number>('SELECT count(*) FROM orders').pluck();
  const shippedSince = db.prepare<[string, number, number], [string, number, number, string]>(
    "SELECT content, updated_at_ms, checked_at_ms, checked_source FROM orders WHERE store_id = ? AND state = 'shipped' AND updated_at_ms >= ? ORDER BY updated_at_ms LIMIT ?",
  ).raw();
  // Of the last rows only: a store whose orders all came long ago has nothing new to show.
  const newest = db.prepare<[string, number], [string, number, number, string]>(
    'SELECT content, updated_at_ms, checked_at_ms, checked_source FROM (SELECT * FROM orders ORDER BY row DESC LIMIT 20000) WHERE store_id = ? ORDER BY row DESC LIMIT ?',
  ).raw();
  const search = createOrderSearch(db, normaliseCode, (content) => readOrder(content, 0));
  const knownProducts = new Map<string, OrderLine>();

  function saveCodes(order: Order, row: number | bigint): void {
    for (const code of codesOf(order)) insertCode.run(code, row);
  }

  function saveProducts(order: Order): void {
    for (const line of order.lines) {
      for (const barcode of barcodesOfLine(line)) {
        const known = knownProducts.get(barcode);
        if (known !== undefined && known.sku === line.sku && known.title === line.title) continue;
        if (knownProducts.size >= knownProductsMax) knownProducts.clear();
        knownProducts.set(barcode, line);
        saveProduct.run(barcode, line.sku, line.title);
      }
    }
  }

  function saveOne({ order: read, checkedAtMs, checkedSource }: CheckedOrder): Effect {
    const before = stored.get(read.id);
    const known = before?.[3].includes('"seenAtMs"') === true ? readOrder(before[3], before[1]) : null;
    const order = known === null ? read : keepFirstSeen(known, read);
    const { updatedAtMs, ...rest } = order;
    const content = JSON.stringify(rest);
    if (before === undefined) {
      const { lastInsertRowid } = insert.run(order.id, order.storeId, order.channelOrderId, order.state, order.shipByMs, updatedAtMs, checkedAtMs, checkedSource, content);
      saveCodes(order, lastInsertRowid);
      search.add(lastInsertRowid, order);
      saveProducts(order);
      return 'inserted';
    }
    const [row, storedUpdatedAtMs, storedCheckedAtMs, storedContent, storedState] = before;
    const wasCancelled = storedState === 'cancelled' || (known !== null && isCancelled(known));
    if (wasCancelled && !isCancelled(order)) return 'stale';
    // A cancellation is final: an answer that is older by its own account and tells of one is still news.
    const isNewsOfCancel = isCancelled(order) && !wasCancelled;
    // Answers overtake each other: of two with the same time of change, the one that was asked for later is the newer.
    const isOlder = updatedAtMs < storedUpdatedAtMs || (updatedAtMs === storedUpdatedAtMs && checkedAtMs < storedCheckedAtMs && content !== storedContent);
    if (isOlder && !isNewsOfCancel) return 'stale';
    if (content === storedContent) {
      if (updatedAtMs > storedUpdatedAtMs || checkedAtMs > storedCheckedAtMs) renew.run(Math.max(updatedAtMs, storedUpdatedAtMs), Math.max(checkedAtMs, storedCheckedAtMs), checkedSource, row);
      return 'unchanged';
    }
    update.run(order.state, order.shipByMs, Math.max(updatedAtMs, storedUpdatedAtMs), checkedAtMs, checkedSource, content, row);
    search.replace(row, readOrder(storedContent, storedUpdatedAtMs), order);
    saveProducts(order);
    return 'updated';
  }

  const saveBatch = db.transaction((batch: readonly CheckedOrder[]): SavedOrders => {
    const effects = { inserted: 0, updated: 0, unchanged: 0, stale: 0 };
    for (const checked of batch) effects[saveOne(checked)] += 1;
    return effects;
  });

  function saveOrders(batch: readonly CheckedOrder[]): SavedOrders {
    try {
      return saveBatch.immediate(batch);
    } catch (error: unknown) {
      // What was rolled back is not known any more.
      knownProducts.clear();
      throw isDiskFull(error) ? new StorageError('full', path, 'The disk is full. These orders were not stored; free some space and import them again.', error) : error;
    }
  }

  return {
    saveOrders: (batch) => turn(() => saveOrders(batch)),
    loadOrder(orderId) {
      const row = load.get(orderId);
      if (row === undefined) return null;
      return readChecked(row);
    },
    findByCode: (code) => preferLiving(byCode.all(normaliseCode(code))),
    findProduct(code) {
      const row = product.get(productCodeOf(code));
      return row === undefined ? null : { sku: text(row, 'sku'), title: text(row, 'title') };
    },
    listOpenDueBetween: (storeIds, fromMs, beforeMs, limit) => openDue.all(fromMs, beforeMs, JSON.stringify(storeIds), limit).map(readAtRisk),
    listOpen(afterRow, limit) {
      const rows = openAfter.all(afterRow ?? 0, limit);
      return { orders: rows.map(([content, updatedAtMs, checkedAtMs, source]) => readChecked([content, updatedAtMs, checkedAtMs, source])), nextRow: rows.length < limit ? null : (rows.at(-1)?.[4] ?? null) };
    },
    countOrders: () => count.get() ?? 0,
    searchOrders: search.search,
    indexOlder: (limit) => turn(() => search.indexOlder(limit)),
    listShippedSince: (storeId, sinceMs, limit) => shippedSince.all(storeId, sinceMs, limit).map(readChecked),
    listNewest: (storeId, limit) => newest.all(storeId, limit).map(readChecked),
  };
}

const isCancelled = (order: Order): boolean => order.state === 'cancelled' || order.cancellation.kind === 'cancelled';

/** Scanners and people differ in case and blanks; shops print "#1001" or "1001". */
const normaliseCode = (code: string): string => code.trim().toUpperCase();

/** `orderNumber`: what papers carry where the channel's id is another one. */
function codesOf(order: Order): readonly string[] {
  const code = normaliseCode(order.channelOrderId);
  const onPaper = order.attributes?.['orderNumber'];
  return [...new Set([code, ...(code.startsWith('#') && code.length > 1 ? [code.slice(1)] : []), ...(onPaper === undefined || onPaper.trim() === '' ? [] : [normaliseCode(onPaper)])])];
}

/**
 * Of several orders of one store under one number, those that were cancelled stand back: what is left of them goes on in another (Trendyol closes a
 * package of which a part is cancelled). Where all are cancelled the newest says so. Two that live stay two: nobody guesses which one is meant.
 */
function preferLiving(found: readonly (readonly [orderId: string, storeId: string, state: string])[]): readonly OrderId[] {
  const newestOf = (storeId: string): string | undefined => found.findLast(([, other]) => other === storeId)?.[0];
  const lives = (storeId: string): boolean => found.some(([, other, state]) => other === storeId && state !== 'cancelled');
  return found.flatMap(([orderId, storeId, state]) => ((lives(storeId) ? state !== 'cancelled' : orderId === newestOf(storeId)) ? [orderId as OrderId] : []));
}

/** What this module wrote is read back with a glance only: this is the hot path of every scan. */
function readOrder(content: string, updatedAtMs: number): Order {
  const value: unknown = JSON.parse(content);
  if (!isObject(value) || typeof value['id'] !== 'string' || !Array.isArray(value['lines'])) throw new UnreadableRowError('content', content);
  return { ...value, updatedAtMs } as unknown as Order;
}

function readChecked([content, updatedAtMs, checkedAtMs, checkedSource]: [string, number, number, string]): CheckedOrder {
  return { order: readOrder(content, updatedAtMs), checkedAtMs, checkedSource };
}

function readAtRisk(row: Row): OrderAtRisk {
  return { orderId: id<OrderId>(row, 'order_id'), storeId: id<StoreId>(row, 'store_id'), channelOrderId: text(row, 'channel_order_id'), shipByMs: integer(row, 'ship_by_ms') };
}
