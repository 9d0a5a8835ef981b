import { describe, expect, it } from 'vitest';
import type { StockSource } from '../../src/main/application/ports/stock.ts';
import { onHandNow, sumOf, type StockLevelRow } from '../../src/shared/domain/stock/stock-level.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { TaskId } from '../../src/shared/domain/task/task.ts';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import { aCheckedOrder, testStartMs } from '../support/builders.ts';
import { aJournal, aParcel, aStore, dispatchParcel, labelParcel, shop, type TestJournal } from './temp-storage.ts';

const source: StockSource = { fileName: 'stock.csv', countedAtMs: testStartMs, importedAtMs: testStartMs, by: 'Lea' };
const before: StockSource = { ...source, countedAtMs: testStartMs - minutes(10) };
const sku = aParcel().lines[0]?.sku ?? '';
const units = aParcel().lines.reduce((sum, line) => sum + line.expected, 0);
const onHand = ({ journal }: TestJournal): number | undefined => journal.stock.findCounts(sku, 1).map(onHandNow)[0];

function level(change: Partial<StockLevelRow> = {}): StockLevelRow {
  return { sku: 'MUG', ...sumOf(10, 2, 1), published: null, shown: null, refused: null, differsSinceMs: null, isDue: true, ...change };
}

describe('a count is carried on in the transaction of the step itself', () => {
  it('a box that is dispatched takes its goods along; one that is only labelled does not', () => {
    const test = aJournal();
    test.journal.stock.saveCounts([{ sku, counted: 20 }], { ...source, countedAtMs: testStartMs + 1 });
    const { parcel } = labelParcel(test.journal);
    expect(onHand(test)).toBe(20);
    test.journal.parcels.saveState(parcel.id, 'dispatched', testStartMs + 2);
    test.journal.parcels.saveState(parcel.id, 'posted', testStartMs + 3);
    expect(onHand(test)).toBe(20 - units);
  });

  it('a box that is stopped before it was loaded brings them back, once', () => {
    const test = aJournal();
    test.journal.stock.saveCounts([{ sku, counted: 20 }], source);
    const { parcel } = dispatchParcel(test.journal);
    test.journal.parcels.saveState(parcel.id, 'stopped', testStartMs + 5);
    test.journal.history.recordStock({ id: 'event-1', storeId: shop, sku, quantity: units, cause: 'put-back', channelOrderId: '100-1', parcelId: parcel.id, by: 'Ada', atMs: testStartMs + 6 });
    expect(onHand(test)).toBe(20);
  });

  it('what came back counts when a lead restocked it, and not before', () => {
    const test = aJournal();
    const { parcel } = dispatchParcel(test.journal);
    test.journal.stock.saveCounts([{ sku, counted: 20 }], source);
    test.journal.history.recordStock({ id: 'event-1', storeId: shop, sku, quantity: units, cause: 'returned', channelOrderId: '100-1', parcelId: parcel.id, by: 'Ada', atMs: testStartMs + 6 });
    const task = { id: 'task-1' as TaskId, kind: 'return' as const, storeId: shop, orderId: parcel.orderId, channelOrderId: '100-1', parcelId: parcel.id, facts: {}, value: null, shipByMs: null, openedAtMs: testStartMs, openedBy: 'Ada', closed: null };
    test.journal.tasks.open(task);
    expect(onHand(test)).toBe(20);
    test.journal.tasks.close(task.id, { outcome: 'restocked', by: 'Lea', note: '', atMs: testStartMs + 7 });
    expect(onHand(test)).toBe(20 + units);
  });

  it('a unit that nobody found is gone, and stands as a difference with its order until somebody counts', () => {
    const test = aJournal();
    test.journal.stock.saveCounts([{ sku, counted: 20 }], source);
    test.journal.history.recordStock({ id: 'event-1', storeId: shop, sku, quantity: -2, cause: 'short', channelOrderId: '100-1', parcelId: null, by: 'Ada', atMs: testStartMs + 6 });
    expect(onHand(test)).toBe(18);
    expect(test.journal.stock.listVariances(5)).toMatchObject([{ sku, counted: 20, missing: 2, missed: { channelOrderId: '100-1', by: 'Ada', atMs: testStartMs + 6 } }]);
    test.journal.stock.saveCounts([{ sku, counted: 18 }], { ...source, countedAtMs: testStartMs + minutes(1) });
    expect(test.journal.stock.countVariances()).toBe(0);
    expect(onHand(test)).toBe(18);
  });

  it('more units that left than were counted are a difference too', () => {
    const test = aJournal();
    test.journal.stock.saveCounts([{ sku, counted: 0 }], source);
    dispatchParcel(test.journal);
    expect(test.journal.stock.listVariances(5)).toMatchObject([{ sku, counted: 0, dispatched: units, missed: null }]);
  });
});

describe('a file that is older than its import', () => {
  it('is carried on with what left and what was missed since it was written', () => {
    const test = aJournal();
    dispatchParcel(test.journal);
    test.journal.history.recordStock({ id: 'event-1', storeId: shop, sku, quantity: -1, cause: 'short', channelOrderId: '100-7', parcelId: null, by: 'Ada', atMs: testStartMs });
    test.journal.stock.saveCounts([{ sku, counted: 20 }, { sku: 'OTHER', counted: 3 }], before);
    expect(onHand(test)).toBe(20 - units - 1);
    expect(test.journal.stock.listVariances(5)).toMatchObject([{ missed: { channelOrderId: '100-7' } }]);
    expect(test.journal.stock.findCounts('other', 5)).toMatchObject([{ counted: 3, dispatched: 0, missing: 0 }]);
  });

  it('with what left before it was written it has nothing to do', () => {
    const test = aJournal();
    dispatchParcel(test.journal);
    test.journal.stock.saveCounts([{ sku, counted: 20 }], { ...source, countedAtMs: testStartMs + 1 });
    expect(onHand(test)).toBe(20);
  });

  it('a box that left before it and was stopped after it is in the house', () => {
    const test = aJournal();
    const { parcel } = dispatchParcel(test.journal);
    test.journal.parcels.saveState(parcel.id, 'stopped', testStartMs + 5);
    test.journal.stock.saveCounts([{ sku, counted: 20 }], { ...source, countedAtMs: testStartMs + 1 });
    expect(onHand(test)).toBe(20 + units);
  });
});

describe('levels', () => {
  it('come back as they were saved, and the database checks the sum', () => {
    const { journal, sql } = aJournal();
    const full = level({ published: { units: 7, atMs: 5 }, shown: { units: null, atMs: 6 }, refused: { units: 7, code: 'unrecognised', message: 'no such goods', atMs: 4 }, differsSinceMs: 3, isDue: false });
    journal.stock.saveLevels(shop, [full, level({ sku: 'CUP' })], testStartMs);
    expect(journal.stock.loadLevels(shop, ['MUG', 'CUP', 'NONE'])).toEqual([level({ sku: 'CUP' }), full]);
    expect(journal.stock.listRefused([shop], 5)).toEqual([{ storeId: shop, ...full }]);
    expect(journal.stock.listDifferences([shop], 5)).toEqual([{ storeId: shop, ...full }]);
    expect(journal.stock.listDifferences(['other' as StoreId], 5)).toEqual([]);
    expect(journal.stock.totalsOf(shop)).toEqual({ due: 1, differing: 1, refused: 1, lastPublishedAtMs: 5 });
    expect(() => sql("UPDATE stock_level SET wanted = 9 WHERE sku = 'MUG'")).toThrow(/wanted/);
  });

  it('what is sold out leaves first', () => {
    const { journal } = aJournal();
    journal.stock.saveLevels(shop, [level({ sku: 'A' }), level({ sku: 'B', ...sumOf(0, 0, 0) }), level({ sku: 'C', isDue: false })], testStartMs);
    expect(journal.stock.listDue(shop, 5).map((row) => row.sku)).toEqual(['B', 'A']);
  });

  it('are read back in turn', () => {
    const { journal } = aJournal();
    const told = { units: 7, atMs: 1 };
    journal.stock.saveLevels(shop, [level({ sku: 'A', published: told, shown: { units: 7, atMs: 9 } }), level({ sku: 'B', published: told }), level({ sku: 'C' })], testStartMs);
    expect(journal.stock.listToRead(shop, 5).map((row) => row.sku)).toEqual(['B', 'A']);
  });

  it('walk along the counts, those without a level too', () => {
    const { journal } = aJournal();
    journal.stock.saveCounts([{ sku: 'A', counted: 1 }, { sku: 'B', counted: 2 }, { sku: 'C', counted: 3 }], source);
    journal.stock.saveLevels(shop, [level({ sku: 'B' })], testStartMs);
    expect(journal.stock.walk(shop, 'A', 5)).toEqual([
      { count: { sku: 'B', counted: 2, dispatched: 0, restocked: 0, missing: 0 }, level: level({ sku: 'B' }) },
      { count: { sku: 'C', counted: 3, dispatched: 0, restocked: 0, missing: 0 }, level: null },
    ]);
    expect(journal.stock.walk('other' as StoreId, '', 1)).toMatchObject([{ count: { sku: 'A' }, level: null }]);
  });
});

describe('orders that still want goods', () => {
  it('are listed page by page by an index of their own; those that are done cost nothing', () => {
    const { orders, file } = aStore();
    orders.saveOrders([
      aCheckedOrder('shop', { channelOrderId: '1' }),
      aCheckedOrder('shop', { channelOrderId: '2', state: 'shipped' }),
      aCheckedOrder('other', { channelOrderId: '3', state: 'partly-shipped' }),
      aCheckedOrder('shop', { channelOrderId: '4' }),
    ]);
    const first = orders.listOpen(null, 2);
    expect(first.orders.map(({ order }) => order.channelOrderId)).toEqual(['1', '3']);
    const second = orders.listOpen(first.nextRow, 2);
    expect(second.orders.map(({ order }) => order.channelOrderId)).toEqual(['4']);
    expect(second.nextRow).toBeNull();
    const plan = file.db.prepare("EXPLAIN QUERY PLAN SELECT content FROM orders INDEXED BY orders_open WHERE state IN ('open', 'partly-shipped') AND row > 5 ORDER BY row LIMIT 5").all();
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  });
});

it('a parcel id that nobody knows changes no count', () => {
  const test = aJournal();
  test.journal.stock.saveCounts([{ sku, counted: 20 }], source);
  test.journal.history.recordStock({ id: 'event-1', storeId: shop, sku, quantity: 1, cause: 'put-back', channelOrderId: '9', parcelId: 'gone' as ParcelId, by: 'Ada', atMs: testStartMs });
  expect(onHand(test)).toBe(20);
});
