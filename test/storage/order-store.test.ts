import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../../src/main/storage/open-storage.ts';
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import { aCheckedOrder, aLineDraft, cancelledBy, testStartMs } from '../support/builders.ts';
import { aFolder, aStore, migrationsDirectory, shop } from './temp-storage.ts';

const idOf = (text: string): OrderId => text as OrderId;
const some = { updatedAtMs: testStartMs };

describe('orders', () => {
  it('come back as they were told, with who said so and when', () => {
    const { orders } = aStore();
    const checked = aCheckedOrder('shop', { marketplaceId: 'A1PA6795UKMFR9', shipTo: { name: 'Żółć', lines: ['東京都'], postcode: '100', city: 'Tōkyō', countryCode: 'JP', phone: '1' } }, 77, 'file a.csv');
    expect(orders.saveOrders([checked])).toEqual({ inserted: 1, updated: 0, unchanged: 0, stale: 0 });
    expect(orders.loadOrder(checked.order.id)).toEqual(checked);
    expect(orders.loadOrder(idOf('shop/nobody'))).toBeNull();
    expect(orders.countOrders()).toBe(1);
  });

  it('told a second time change nothing but the time of asking', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', some, 10, 'Amazon')]);
    expect(orders.saveOrders([aCheckedOrder('shop', some, 20, 'file a.csv')])).toEqual({ inserted: 0, updated: 0, unchanged: 1, stale: 0 });
    expect(orders.loadOrder(idOf('shop/100-1'))).toMatchObject({ checkedAtMs: 20, checkedSource: 'file a.csv' });
    orders.saveOrders([aCheckedOrder('shop', some, 15, 'Amazon')]);
    expect(orders.loadOrder(idOf('shop/100-1'))?.checkedAtMs).toBe(20);
  });

  it('are not taken back by a late answer that was asked for earlier', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', { ...some, payment: 'pending' }, 20)]);
    expect(orders.saveOrders([aCheckedOrder('shop', some, 10)])).toMatchObject({ stale: 1 });
    expect(orders.loadOrder(idOf('shop/100-1'))?.order.payment).toBe('pending');
    expect(orders.saveOrders([aCheckedOrder('shop', some, 30)])).toMatchObject({ updated: 1 });
  });

  it('follow the channel forward and never back', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', some, 10)]);
    const newer = aCheckedOrder('shop', { updatedAtMs: testStartMs + 5, payment: 'pending' }, 20);
    expect(orders.saveOrders([newer])).toMatchObject({ updated: 1 });
    expect(orders.saveOrders([aCheckedOrder('shop', { updatedAtMs: testStartMs + 4, payment: 'paid' }, 30)])).toMatchObject({ stale: 1 });
    expect(orders.loadOrder(newer.order.id)).toEqual(newer);
  });

  it('an equal time of change with other content is taken over: files know no better', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', some)]);
    expect(orders.saveOrders([aCheckedOrder('shop', { ...some, channelHold: 'Fraud check' })])).toMatchObject({ updated: 1 });
  });

  it('a cancellation is taken over even where its answer is older by its own account', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', some)]);
    expect(orders.saveOrders([aCheckedOrder('shop', { updatedAtMs: testStartMs - 9, state: 'cancelled', cancellation: cancelledBy() })])).toMatchObject({ updated: 1 });
    expect(orders.loadOrder(idOf('shop/100-1'))?.order).toMatchObject({ state: 'cancelled', updatedAtMs: testStartMs });
  });

  it.each([['state', { state: 'cancelled', cancellation: cancelledBy() }], ['word alone', { cancellation: cancelledBy() }]] as const)('what was cancelled by its %s stays cancelled, whatever a later answer says', (_by, cancelled) => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', { ...some, ...cancelled })]);
    expect(orders.saveOrders([aCheckedOrder('shop', { ...some, updatedAtMs: testStartMs + 9 }, 99)])).toMatchObject({ stale: 1 });
    expect(orders.loadOrder(idOf('shop/100-1'))?.order.cancellation.kind).toBe('cancelled');
  });

  it('a batch that fails half-way leaves nothing of itself, and what it had learned is learned again', () => {
    const { orders } = aStore();
    const good = aCheckedOrder('shop');
    const bad = aCheckedOrder('shop', { channelOrderId: '' });
    expect(() => orders.saveOrders([good, bad])).toThrow(/CHECK/);
    expect(orders.countOrders()).toBe(0);
    orders.saveOrders([good]);
    expect(orders.findProduct('9521234543213')).toEqual({ sku: 'MUG-BLUE', title: 'Blue mug' });
  });
});

describe('codes', () => {
  it('on the paper are found whatever their case, in every store that uses them', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop-a', { channelOrderId: 'Ab-1' }), aCheckedOrder('shop-b', { channelOrderId: 'Ab-1' }), aCheckedOrder('shop-b', { channelOrderId: 'Ab-10' })]);
    expect(orders.findByCode(' aB-1 ')).toEqual(['shop-a/Ab-1', 'shop-b/Ab-1']);
    expect(orders.findByCode('Ab-1')).toEqual(['shop-a/Ab-1', 'shop-b/Ab-1']);
    expect(orders.findByCode('Ab-2')).toEqual([]);
  });

  const aPackageOf = (store: string, packageId: string, state: 'open' | 'cancelled' = 'open') => aCheckedOrder(store, { channelOrderId: `1065-${packageId}`, state, attributes: { orderNumber: '1065' } });

  it('are also the number on the papers, where the channel’s id is another one', () => {
    const { orders } = aStore();
    orders.saveOrders([aPackageOf('shop', '33')]);
    expect([orders.findByCode('1065'), orders.findByCode('1065-33')]).toEqual([['shop/1065-33'], ['shop/1065-33']]);
  });

  it('find what lives of an order, not what was cancelled of it, whichever came first', () => {
    const { orders } = aStore();
    orders.saveOrders([aPackageOf('shop', '33', 'cancelled'), aPackageOf('shop', '34'), aPackageOf('other', '33', 'cancelled')]);
    expect(orders.findByCode('1065')).toEqual(['shop/1065-34', 'other/1065-33']);
    expect(orders.findByCode('1065-33')).toEqual(['shop/1065-33', 'other/1065-33']);
  });

  it('find one of several that were all cancelled, and all of several that live', () => {
    const { orders } = aStore();
    orders.saveOrders([aPackageOf('shop', '33', 'cancelled'), aPackageOf('shop', '34', 'cancelled'), aPackageOf('split', '35'), aPackageOf('split', '36')]);
    expect(orders.findByCode('1065')).toEqual(['shop/1065-34', 'split/1065-35', 'split/1065-36']);
  });

  it('an order whose number has a slash in it is loaded all the same', () => {
    const { orders } = aStore();
    const checked = aCheckedOrder('shop', { channelOrderId: '2026/11/7' });
    orders.saveOrders([checked]);
    expect(orders.loadOrder(checked.order.id)).toEqual(checked);
    expect(orders.findByCode('2026/11/7')).toEqual([checked.order.id]);
  });

  it('with a number sign are found without it too', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', { channelOrderId: '#1001' })]);
    expect(orders.findByCode('#1001')).toEqual(['shop/#1001']);
    expect(orders.findByCode('1001')).toEqual(['shop/#1001']);
  });

  it.each([
    ['the 14 digits of a carton', '09521234543213'],
    ['the 13 digits on the goods', '9521234543213'],
  ])('on the goods are one product: %s', (_, code) => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop')]);
    expect(orders.findProduct(code)).toEqual({ sku: 'MUG-BLUE', title: 'Blue mug' });
  });

  it('a UPC of 12 digits is the EAN with a zero before it', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', { lines: [aLineDraft({ barcodes: ['036000291452'] })] })]);
    expect(orders.findProduct('0036000291452')).not.toBeNull();
  });

  it('that are no GTIN stay as they are, and a wrong check digit makes no product', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', { lines: [aLineDraft({ barcodes: ['B0CXYZ1234', '9521234543210', ' '] })] })]);
    expect(orders.findProduct('B0CXYZ1234')).not.toBeNull();
    expect(orders.findProduct('09521234543210')).toBeNull();
    expect(orders.findProduct(' ')).toBeNull();
  });

  it('a product that was renamed has its new name', () => {
    const { orders } = aStore();
    orders.saveOrders([aCheckedOrder('shop', some)]);
    orders.saveOrders([aCheckedOrder('shop', { updatedAtMs: testStartMs + 1, lines: [aLineDraft({ title: 'Blue mug, 300 ml' })] })]);
    expect(orders.findProduct('9521234543213')?.title).toBe('Blue mug, 300 ml');
  });
});

describe('orders at risk', () => {
  it('are the open ones of our stores with a deadline between the two, the latest first', () => {
    const { orders } = aStore();
    const order = (channelOrderId: string, shipByMs: number | null, state: 'open' | 'partly-shipped' | 'shipped' = 'open') => aCheckedOrder('shop', { channelOrderId, shipByMs, state });
    orders.saveOrders([order('late', 10), order('later', 20, 'partly-shipped'), order('gone', 5, 'shipped'), order('relaxed', null), order('tomorrow', 99)]);
    orders.saveOrders([order('long ago', 9), aCheckedOrder('removed', { channelOrderId: 'nobody', shipByMs: 15 })]);
    const due = (limit: number) => orders.listOpenDueBetween([shop, 'other' as StoreId], 10, 50, limit);
    expect(due(9)).toEqual([
      { orderId: 'shop/later', storeId: 'shop', channelOrderId: 'later', shipByMs: 20 },
      { orderId: 'shop/late', storeId: 'shop', channelOrderId: 'late', shipByMs: 10 },
    ]);
    expect(due(1)).toMatchObject([{ channelOrderId: 'later' }]);
  });
});

describe('personal data', () => {
  it('that was overwritten is gone from the file, not only from the table', () => {
    const { orders, file } = aStore();
    const name = 'Zacharias Rarename';
    orders.saveOrders(Array.from({ length: 50 }, (_, n) => aCheckedOrder('shop', { ...some, channelOrderId: `1-${n}`, shipTo: { name, lines: ['1'], postcode: '1', city: 'X', countryCode: 'DE' } })));
    file.checkpoint();
    expect(readFileSync(file.path).includes(name)).toBe(true);
    orders.saveOrders(Array.from({ length: 50 }, (_, n) => aCheckedOrder('shop', { updatedAtMs: testStartMs + 1, channelOrderId: `1-${n}` })));
    file.checkpoint();
    expect(readFileSync(file.path).includes(name)).toBe(false);
    expect(readFileSync(`${file.path}-wal`).includes(name)).toBe(false);
  });
});

describe('an import in a worker', () => {
  it('and the station write into the same order cache, and nothing of either is lost', async () => {
    const directory = aFolder();
    const storage = openStorage({ directory, migrationsDirectory, reserveBytes: 0 });
    onTestFinished(() => storage.close());
    const worker = new Worker(new URL('./import-in-worker.ts', import.meta.url), { workerData: { directory, migrationsDirectory, turnMemory: storage.turnMemory, batches: 20, batchSize: 200 } });
    let own = 0;
    // One order of the station's after each batch of the worker, which goes straight on to its next.
    worker.on('message', () => {
      storage.orders.saveOrders([aCheckedOrder('station', { channelOrderId: String(own) })]);
      own += 1;
    });
    expect(await once(worker, 'exit')).toEqual([0]);
    expect(own).toBe(20);
    expect(storage.orders.countOrders()).toBe(20 * 200 + own);
  });
});
