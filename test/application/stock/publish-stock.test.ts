import { afterEach, describe, expect, it } from 'vitest';
import type { StockStoreView, StockView } from '../../../src/shared/contract/stock-views.ts';
import type { StationSettings } from '../../../src/shared/contract/settings.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { aDraft, aLineDraft } from '../../support/builders.ts';
import { createFakeStock, type FakeStock } from '../../support/fake-stock.ts';
import { leadDesk } from '../../support/lead-desk.ts';
import { openTestStation, shop, type TestStation, type TestStationOptions } from '../../support/station.ts';

const mug = 'MUG-BLUE';
const interval = seconds(60);

let test: TestStation;
let desk: FakeStock;
const lead = leadDesk(() => test);
afterEach(() => test.close());

async function open(options: TestStationOptions & { readonly skus?: readonly string[]; readonly mostPerCall?: number } = {}): Promise<void> {
  desk = createFakeStock(options.skus ?? [mug, 'CUP'], options.mostPerCall);
  test = await openTestStation({ stock: desk, ...options, store: { stock: { intervalSeconds: 60, buffer: 1 }, ...options.store } });
}

function count(...counts: readonly { readonly sku: string; readonly counted: number }[]): void {
  const nowMs = test.clock.nowMs();
  test.station.context.journal.stock.saveCounts(counts, { fileName: 'stock.csv', countedAtMs: nowMs, importedAtMs: nowMs, by: 'Lea' });
}

const view = async (text = ''): Promise<StockView> => (await test.station.handlers.loadStock({ text })) as StockView;
const store = async (): Promise<StockStoreView> => (await view()).stores[0]!;
const wantedNow = async (sku = mug) => (await view(sku)).lines[0]?.stores[0];

describe('what is published', () => {
  it('is on hand less what open orders want less what is kept back, and the row says so', async () => {
    await open();
    await test.given(aDraft({ lines: [aLineDraft({ quantity: 3 })] }));
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    expect(desk.published()).toEqual([{ sku: mug, available: 6 }]);
    expect(await wantedNow()).toMatchObject({ onHand: 10, pending: 3, buffer: 1, wanted: 6, published: 6, delta: 0 });
    expect(await store()).toMatchObject({ state: 'publishing', due: 0, differing: 0, slowedToSeconds: null });
  });

  it('nothing, while nobody counted', async () => {
    await open();
    await test.given(aDraft());
    await test.clock.advance(minutes(10));
    expect(desk.calls).toEqual([]);
    expect(await store()).toMatchObject({ state: 'no-counts' });
  });

  it('nothing, where the store does not want it', async () => {
    await open();
    await test.station.handlers.saveSettings(withoutStock(test.station.context.settings()));
    count({ sku: mug, counted: 10 });
    await test.clock.advance(minutes(5));
    expect(desk.calls).toEqual([]);
    expect(await store()).toMatchObject({ state: 'off', intervalSeconds: null });
  });

  it('does not change when a box leaves: its units were promised before, and are gone now', async () => {
    await open();
    await test.given(aDraft());
    count({ sku: mug, counted: 10 });
    await test.clock.advance(interval);
    await lead.packAgain('100-1');
    await test.clock.advance(interval * 2);
    expect(desk.published()).toEqual([{ sku: mug, available: 8 }]);
    expect(await wantedNow()).toMatchObject({ onHand: 9, pending: 0, wanted: 8 });
  });

  it('follows an order of any store, at the next interval and not before', async () => {
    await open();
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    await test.given(aDraft({ channelOrderId: '100-2', lines: [aLineDraft({ quantity: 4 })] }));
    await test.clock.advance(seconds(30));
    expect(desk.published()).toEqual([{ sku: mug, available: 9 }]);
    await test.clock.advance(seconds(30));
    expect(desk.published().slice(1)).toEqual([{ sku: mug, available: 5 }]);
  });

  it('leaves in calls of as many levels as the channel takes, what is sold out first', async () => {
    const skus = Array.from({ length: 120 }, (_, index) => `SKU-${String(index).padStart(3, '0')}`);
    await open({ skus });
    count(...skus.map((sku, index) => ({ sku, counted: index === 119 ? 0 : 10 + index })));
    await test.clock.advance(seconds(8));
    const publishings = desk.calls.filter((call) => call.kind === 'publish');
    expect(publishings.map((call) => call.levels.length)).toEqual([50, 50, 20]);
    expect(desk.published()[0]).toEqual({ sku: 'SKU-119', available: 0 });
    await test.clock.advance(minutes(5));
    expect(desk.published()).toHaveLength(120);
  });

  it('is told to a changed setting at the next look', async () => {
    await open();
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    const settings = test.station.context.settings();
    await test.station.handlers.saveSettings({ ...settings, stores: settings.stores.map((one) => ({ ...one, stock: { intervalSeconds: 600, buffer: 4 } })) });
    await test.clock.advance(seconds(6));
    expect(desk.published().slice(1)).toEqual([{ sku: mug, available: 6 }]);
  });
});

describe('a SKU that the channel refuses', () => {
  it('is named with its reason, stops no other, and is not asked again with the same number', async () => {
    await open();
    count({ sku: mug, counted: 10 }, { sku: 'UNKNOWN', counted: 3 });
    await test.clock.advance(minutes(5));
    expect(desk.published()).toHaveLength(2);
    expect((await view()).refused).toMatchObject([{ storeId: shop, sku: 'UNKNOWN', wanted: 2, code: 'unrecognised' }]);
    expect(desk.shown.get(mug)).toBe(9);
    count({ sku: 'UNKNOWN', counted: 5 });
    await test.clock.advance(interval);
    expect(desk.published().slice(2)).toEqual([{ sku: 'UNKNOWN', available: 4 }]);
  });

  it('because of its neighbour is told again', async () => {
    await open();
    desk.refuse(mug, { code: 'locked', message: 'another level of the same message was refused' });
    count({ sku: mug, counted: 10 }, { sku: 'CUP', counted: 3 });
    await test.clock.advance(interval * 2 + seconds(6));
    expect(desk.published().filter(({ sku }) => sku === mug).length).toBe(3);
    expect(desk.published().filter(({ sku }) => sku === 'CUP').length).toBe(1);
  });
});

describe('a refusal for haste', () => {
  it('doubles the pause until a call succeeds, and the page says so', async () => {
    await open();
    const hasty = { kind: 'rate-limited', retryAfterMs: seconds(2) } as const;
    desk.next(hasty, hasty);
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    expect(await store()).toMatchObject({ state: 'slowed', slowedToSeconds: 120, intervalSeconds: 60, due: 1 });
    await test.clock.advance(seconds(110));
    expect(desk.calls).toHaveLength(1);
    await test.clock.advance(seconds(15));
    expect(await store()).toMatchObject({ state: 'slowed', slowedToSeconds: 240 });
    await test.clock.advance(seconds(245));
    expect(await store()).toMatchObject({ state: 'publishing', slowedToSeconds: null, due: 0 });
    expect(desk.shown.get(mug)).toBe(9);
  });

  it('that names a longer wait is waited out', async () => {
    await open();
    desk.next({ kind: 'rate-limited', retryAfterMs: minutes(10) });
    count({ sku: mug, counted: 10 });
    await test.clock.advance(minutes(9));
    expect(desk.calls).toHaveLength(1);
    await test.clock.advance(minutes(2));
    expect(desk.shown.get(mug)).toBe(9);
  });

  it('does not slow the messages', async () => {
    await open();
    await test.given(aDraft());
    desk.next({ kind: 'rate-limited', retryAfterMs: minutes(10) });
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    await lead.packAgain('100-1');
    await test.clock.advance(seconds(5));
    expect(test.account.confirmed).toHaveLength(1);
  });
});

describe('tracking goes first', () => {
  it('500 levels and one message in a peak: the message leaves, and then the levels', async () => {
    const skus = Array.from({ length: 500 }, (_, index) => `SKU-${index}`);
    await open({ skus, settings: { peak: 'on' } });
    await test.given(aDraft());
    // The account has calls for stock, and for the next minute none for messages.
    const freeAtMs = test.clock.nowMs() + minutes(1);
    Object.assign(test.account, { callsLeft: (call: string) => (call === 'confirm-dispatch' && test.clock.nowMs() < freeAtMs ? 0 : 30), waitMs: (call: string) => (call === 'confirm-dispatch' ? Math.max(0, freeAtMs - test.clock.nowMs()) : 0) });
    await lead.packAgain('100-1');
    count(...skus.map((sku) => ({ sku, counted: 5 })));
    const order: string[] = [];
    const publish = desk.publish.bind(desk);
    Object.assign(desk, { publish: (levels: Parameters<FakeStock['publish']>[0]) => (order.push(`stock, ${test.account.confirmed.length} messages told`), publish(levels)) });
    await test.clock.advance(seconds(50));
    expect(test.account.confirmed).toHaveLength(0);
    expect(await store()).toMatchObject({ state: 'tracking-first', due: 500 });
    await test.clock.advance(minutes(5));
    expect(test.account.confirmed).toHaveLength(1);
    expect(order).toHaveLength(10);
    expect(new Set(order)).toEqual(new Set(['stock, 1 messages told']));
  });

  it('and without a peak an account without calls is waited for, and the page says so', async () => {
    await open();
    const callsLeft = test.account.callsLeft;
    Object.assign(test.account, { callsLeft: () => 0 });
    count({ sku: mug, counted: 10 });
    await test.clock.advance(minutes(2));
    expect(desk.calls).toEqual([]);
    expect(await store()).toMatchObject({ state: 'no-calls', due: 1 });
    Object.assign(test.account, { callsLeft });
    await test.clock.advance(seconds(6));
    expect(desk.shown.get(mug)).toBe(9);
  });
});

describe('a channel that takes few levels a call', () => {
  it('is told more with each call that comes back, and not with each look: 60 levels leave in the 12 seconds that the limit asks for', async () => {
    const skus = Array.from({ length: 60 }, (_, index) => `SKU-${index}`);
    await open({ skus, mostPerCall: 5 });
    // A call a second, as Amazon's patchListingsItem with its burst of five.
    let takenMs = Number.NEGATIVE_INFINITY;
    const leftInMs = (call: string): number => (call === 'publish-stock' ? Math.max(0, takenMs + seconds(1) - test.clock.monotonicMs()) : 0);
    Object.assign(test.account, { callsLeft: (call: string) => (leftInMs(call) > 0 ? 0 : 1), waitMs: leftInMs });
    const publish = desk.publish.bind(desk);
    Object.assign(desk, { publish: (levels: Parameters<FakeStock['publish']>[0]) => ((takenMs = test.clock.monotonicMs()), publish(levels)) });
    count(...skus.map((sku) => ({ sku, counted: 5 })));
    await test.clock.advance(seconds(5 + 13));
    expect(desk.published()).toHaveLength(60);
    expect(await store()).toMatchObject({ state: 'publishing', due: 0 });
  });

  it('counts what is open no more often for it', async () => {
    await open({ mostPerCall: 1 });
    let counted = 0;
    const listOpen = test.station.context.orders.listOpen.bind(test.station.context.orders);
    Object.assign(test.station.context.orders, { listOpen: (...asked: Parameters<typeof listOpen>) => ((counted += 1), listOpen(...asked)) });
    Object.assign(test.account, { callsLeft: () => 0, waitMs: (call: string) => (call === 'publish-stock' ? seconds(1) : 0) });
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(61));
    expect(counted).toBeLessThanOrEqual(12);
    expect(counted).toBeGreaterThanOrEqual(11);
  });
});

describe('without a network', () => {
  it('nothing leaves; after it the orders are read before the stock is told', async () => {
    await open();
    await test.clock.advance(minutes(1));
    test.account.setOnline(false);
    await test.clock.advance(minutes(20));
    count({ sku: mug, counted: 10 });
    await test.clock.advance(minutes(2));
    expect(desk.calls).toEqual([]);
    expect(await store()).toMatchObject({ state: 'offline' });
    test.account.put(aDraft({ channelOrderId: '100-3', lines: [aLineDraft({ quantity: 5 })] }));
    test.account.setOnline(true);
    await test.clock.advance(minutes(3));
    expect(desk.published()).toEqual([{ sku: mug, available: 4 }]);
  });

  it('of the orders alone: a shop that answers but shows no orders is told nothing', async () => {
    await open();
    await test.clock.advance(minutes(1));
    Object.assign(test.account, { listOrders: () => Promise.resolve({ kind: 'rate-limited', retryAfterMs: minutes(1) }) });
    await test.clock.advance(minutes(12));
    count({ sku: mug, counted: 10 });
    await test.clock.advance(minutes(2));
    expect(desk.calls).toEqual([]);
    expect(await store()).toMatchObject({ state: 'orders-first' });
  });

  it('what may have arrived is told again: levels are absolute', async () => {
    await open();
    desk.next({ kind: 'uncertain', cause: 'timed out' });
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    expect(await store()).toMatchObject({ state: 'offline', due: 1 });
    await test.clock.advance(interval);
    expect(desk.published()).toEqual([{ sku: mug, available: 9 }, { sku: mug, available: 9 }]);
  });
});

it('after a power cut nothing is told twice, and what was not told is', async () => {
  await open();
  count({ sku: mug, counted: 10 });
  await test.clock.advance(seconds(6));
  count({ sku: 'CUP', counted: 4 });
  await test.restart();
  await test.clock.advance(seconds(10));
  expect(desk.published()).toEqual([{ sku: mug, available: 9 }, { sku: 'CUP', available: 3 }]);
});

describe('what the channel shows is read back in turn', () => {
  it('and a difference is a row with its size and its age', async () => {
    await open();
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    // Somebody typed a number into the shop, at a moment whose orders are not known yet.
    desk.shown.set(mug, 30);
    Object.assign(test.account, { listOrders: () => Promise.resolve({ kind: 'unavailable', cause: 'busy' }) });
    await test.clock.advance(interval);
    const [row] = (await view()).parity;
    expect(row).toMatchObject({ storeId: shop, sku: mug, wanted: 9, known: 30, delta: 21 });
    expect(test.clock.nowMs() - (row?.sinceMs ?? 0)).toBeLessThan(interval);
  });

  it('is put right once the orders up to then are known, and the row ends', async () => {
    await open();
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    desk.shown.set(mug, 30);
    await test.clock.advance(interval * 4);
    expect(desk.shown.get(mug)).toBe(9);
    expect((await view()).parity).toEqual([]);
  });

  it('a sale that is not known yet is not overwritten', async () => {
    await open();
    count({ sku: mug, counted: 10 });
    await test.clock.advance(seconds(6));
    desk.shown.set(mug, 7);
    test.account.put(aDraft({ channelOrderId: '100-9', lines: [aLineDraft({ quantity: 2 })] }));
    await test.clock.advance(interval * 4);
    expect(desk.published().map(({ available }) => available)).toEqual([9, 7]);
    expect(await wantedNow()).toMatchObject({ pending: 2, wanted: 7, shown: 7, delta: 0 });
  });
});

it('a unit that a packer did not find is taken off the shelf for every channel, and stands as a difference from the bench', async () => {
  await open();
  await test.given(aDraft({ lines: [aLineDraft({ quantity: 2 })] }));
  count({ sku: mug, counted: 10 });
  await test.clock.advance(seconds(6));
  test.scan('100-1');
  expect(test.command('short').outcome).toBe('short-noted');
  expect((await view()).variances).toMatchObject([{ sku: mug, counted: 10, missing: 2, onHand: 8, missed: { channelOrderId: '100-1' } }]);
  await test.clock.advance(interval);
  expect(desk.published().map(({ available }) => available)).toEqual([7, 5]);
});

function withoutStock(settings: StationSettings): StationSettings {
  return { ...settings, stores: settings.stores.map(({ stock: _off, ...one }) => one) };
}

describe('a shop that asks for fewer calls', () => {
  const slowed = async () => (await lead.board()).slowedStock;

  it('stands on the board with the pace it is told at, until a call goes well', async () => {
    await open();
    await test.given(aDraft());
    count({ sku: mug, counted: 10 });
    expect(await slowed()).toEqual([]);
    desk.next({ kind: 'rate-limited', retryAfterMs: 1000 }, { kind: 'rate-limited', retryAfterMs: 1000 });
    await test.clock.advance(seconds(6));
    expect(await slowed()).toEqual([{ storeName: 'Shop', everySeconds: 120 }]);
    await test.clock.advance(seconds(130));
    expect(await slowed()).toEqual([{ storeName: 'Shop', everySeconds: 240 }]);
    await test.clock.advance(seconds(250));
    expect(await slowed()).toEqual([]);
  });

  it('leaves it when it is told no stock any more', async () => {
    await open();
    await test.given(aDraft());
    count({ sku: mug, counted: 10 });
    desk.next({ kind: 'rate-limited', retryAfterMs: 1000 });
    await test.clock.advance(seconds(6));
    expect(await slowed()).toHaveLength(1);
    await test.station.handlers.saveSettings(withoutStock(test.station.context.settings()));
    expect(await slowed()).toEqual([]);
  });
});
