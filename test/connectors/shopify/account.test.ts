import { afterEach, describe, expect, it } from 'vitest';
import type { OrderPage } from '../../../src/main/application/ports/marketplace.ts';
import { practiceShopifyWith } from '../../../src/main/practice/shopify/desk.ts';
import { PRACTICE_ACCESS_TOKEN } from '../../../src/main/practice/shopify/access.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';
import { until } from '../../support/until.ts';
import { aNotice } from './fixtures.ts';
import { openShopifyWorld } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

const PLENTY = { budgets: { graphql: { ratePerSecond: 1_000, burst: 100_000 } } };
/** Pens lie in the annex, in other words at another location. */
const TWO_PLACES = { ...PLENTY, channel: practiceShopifyWith({ elsewhere: ['PEN-GEL-05-4'] }) };

let world: PracticeWorld;
afterEach(() => world.close());
const open = async (options: Partial<PracticeSiteOptions> = {}, settings: Readonly<Record<string, unknown>> = {}): Promise<void> => void (world = await openShopifyWorld(options, settings));

function value<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(`expected an answer, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

async function noticeFor(kind: string, overrides: Partial<DispatchNotice> = {}): Promise<DispatchNotice> {
  const order = value(await world.account.readOrder(world.idOf(kind)));
  if (order === null) throw new Error(`no order of the kind ${kind}`);
  const lines = order.draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled - line.quantityShipped })).filter(({ quantity }) => quantity > 0);
  return aNotice({ channelOrderId: order.draft.channelOrderId, lines, ...overrides });
}

interface Sent {
  readonly variables: { readonly fulfillment: { readonly lineItemsByFulfillmentOrder: readonly unknown[]; readonly trackingInfo: object; readonly notifyCustomer: boolean }; readonly trackingInfo: object; readonly notifyCustomer: boolean };
}
const sent = (operation: string): readonly Sent['variables'][] => world.site.requests().filter((request) => request.operation === operation).map(({ body }) => (JSON.parse(body) as Sent).variables);
const numbersAt = async (kind: string): Promise<readonly string[]> => value(await world.account.readOrder(world.idOf(kind)))?.seenDispatches.map(({ trackingNumber }) => trackingNumber) ?? [];

describe('telling a Shopify shop', () => {
  it('tells two parcels of one order, each with its own units', async () => {
    await open(PLENTY);
    const { lines, ...rest } = await noticeFor('multi-quantity');
    const [line] = lines;
    const part = (quantity: number, trackingNumber: string): DispatchNotice => ({ ...rest, trackingNumber, lines: [{ lineId: line?.lineId ?? '', quantity }] });
    expect(await world.account.confirmDispatch(part(2, 'A'))).toEqual({ kind: 'done', value: undefined });
    expect(await world.account.confirmDispatch(part((line?.quantity ?? 0) - 2, 'B'))).toEqual({ kind: 'done', value: undefined });
    await world.passLag();
    const order = value(await world.account.readOrder(world.idOf('multi-quantity')));
    expect(order?.seenDispatches.map((seen) => [seen.trackingNumber, seen.lines])).toEqual([['A', [{ lineId: line?.lineId, quantity: 2 }]], ['B', [{ lineId: line?.lineId, quantity: (line?.quantity ?? 0) - 2 }]]]);
    expect(order?.draft.state).toBe('shipped');
  });

  it('tells the buyer only where the notice says so', async () => {
    await open(PLENTY);
    await world.account.confirmDispatch(await noticeFor('clean'));
    await world.account.confirmDispatch(await noticeFor('multi-quantity', { notifyBuyer: true }));
    expect(sent('fulfillmentCreate').map(({ fulfillment }) => fulfillment.notifyCustomer)).toEqual([false, true]);
  });

  it('takes any company’s name, and sends the store’s own address where it has one', async () => {
    const trackingUrl = 'https://velo.example/track?n={number}';
    await open(PLENTY, { carriers: { 'Kiez-Velo': { carrierCode: 'Kiez-Velo', trackingUrl }, Taube: { carrierCode: 'Brieftaube' } } });
    expect(world.account.carrierFor('kiez velo')).toEqual({ carrierCode: 'Kiez-Velo' });
    await world.account.confirmDispatch(await noticeFor('clean', { carrierCode: 'Kiez-Velo', trackingNumber: 'A B/1' }));
    await world.account.confirmDispatch(await noticeFor('multi-quantity', { carrierCode: 'Brieftaube', trackingNumber: '2' }));
    expect(sent('fulfillmentCreate').map(({ fulfillment }) => fulfillment.trackingInfo)).toEqual([{ company: 'Kiez-Velo', number: 'A B/1', url: 'https://velo.example/track?n=A%20B%2F1' }, { company: 'Brieftaube', number: '2' }]);
    const shown = world.exchanges.filter(({ operation }) => operation === 'fulfillmentCreate').map(({ reply }) => reply?.bodyText);
    expect(shown[0]).toContain('https://velo.example');
    expect(shown[1]).toContain('"url":null');
  });

  it('replaces a number instead of telling a second parcel', async () => {
    await open(PLENTY);
    const notice = await noticeFor('clean', { trackingNumber: 'OLD' });
    await world.account.confirmDispatch(notice);
    expect(await world.account.confirmDispatch({ ...notice, trackingNumber: 'NEW', carrierCode: 'DPD', replaces: { trackingNumber: 'OLD' }, notifyBuyer: true })).toEqual({ kind: 'done', value: undefined });
    expect(sent('fulfillmentTrackingInfoUpdate')).toMatchObject([{ trackingInfo: { company: 'DPD', number: 'NEW' }, notifyCustomer: true }]);
    await world.passLag();
    expect(await numbersAt('clean')).toEqual(['NEW']);
    expect(world.site.acceptances().map(({ result }) => result)).toEqual(['stored', 'edited']);
    // Said once more, it is there already.
    await world.account.confirmDispatch({ ...notice, trackingNumber: 'NEW', replaces: { trackingNumber: 'OLD' } });
    expect(world.site.acceptances()).toHaveLength(2);
  });

  it('tells a number as a new one where the one that it takes the place of never arrived', async () => {
    await open(PLENTY);
    await world.account.confirmDispatch(await noticeFor('clean', { trackingNumber: 'NEW', replaces: { trackingNumber: 'OLD' } }));
    expect(world.site.acceptances().map(({ result, trackingNumber }) => [result, trackingNumber])).toEqual([['stored', 'NEW']]);
  });

  it('names two places in two messages, and the buyer is told once', async () => {
    await open(TWO_PLACES, { locationId: '' });
    const notice = await noticeFor('multi-line', { notifyBuyer: true });
    expect(await world.account.confirmDispatch(notice)).toEqual({ kind: 'done', value: undefined });
    expect(sent('fulfillmentCreate').map(({ fulfillment }) => [fulfillment.lineItemsByFulfillmentOrder.length, fulfillment.notifyCustomer])).toEqual([[1, false], [1, true]]);
    await world.account.confirmDispatch(notice);
    expect(world.site.acceptances()).toHaveLength(2);
  });

  it('is uncertain when only the first of two messages was taken, and then tells only the rest', async () => {
    await open(TWO_PLACES, { locationId: '' });
    const notice = await noticeFor('multi-line');
    world.site.faults.add({ operation: 'fulfillmentCreate', fault: { kind: 'slow', delayMs: 0 } });
    world.site.faults.add({ operation: 'fulfillmentCreate', fault: { kind: 'cut-before' } });
    const telling = world.account.confirmDispatch(notice);
    await until(() => world.site.arrived('fulfillmentCreate') === 1, 'the first message arrived');
    await world.clock.advance(1);
    expect(await telling).toMatchObject({ kind: 'uncertain', cause: expect.stringMatching(/^1 of 2 messages/) as string });
    expect(world.site.acceptances()).toHaveLength(1);
    expect(await world.account.confirmDispatch(notice)).toEqual({ kind: 'done', value: undefined });
    expect(world.site.acceptances()).toHaveLength(2);
    const told = value(await world.account.readOrder(notice.channelOrderId));
    expect(told?.draft.lines.every((line) => line.quantityShipped === line.quantity)).toBe(true);
  });

  it('looks again when work is closed under its hands: cancelled is cancelled', async () => {
    await open(PLENTY);
    const notice = await noticeFor('clean');
    world.site.faults.add({ operation: 'fulfillmentCreate', fault: { kind: 'slow', delayMs: 1_000 } });
    const telling = world.account.confirmDispatch(notice);
    await until(() => world.site.arrived('fulfillmentCreate') === 1, 'the message arrived');
    await world.site.cancelOrder(notice.channelOrderId);
    await world.clock.advance(1_000);
    expect(await telling).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled' }, { code: 'already-shipped', message: expect.stringMatching(/unfulfillable status= closed/) as string }] });
    expect(world.site.acceptances()).toEqual([]);
  });

  it('looks again when work was replaced under its hands: what is still there may go in a moment', async () => {
    await open(PLENTY);
    const { lines, ...rest } = await noticeFor('multi-quantity');
    const notice = { ...rest, lines: lines.map(({ lineId }) => ({ lineId, quantity: 2 })) };
    world.site.faults.add({ operation: 'fulfillmentCreate', fault: { kind: 'slow', delayMs: 1_000 } });
    const telling = world.account.confirmDispatch(notice);
    await until(() => world.site.arrived('fulfillmentCreate') === 1, 'the message arrived');
    // One of six units is cancelled: the shop replaces the work.
    await world.site.cancelUnits(notice.channelOrderId);
    await world.clock.advance(1_000);
    expect(await telling).toMatchObject({ kind: 'rejected', problems: [{ code: 'locked' }] });
    expect(await world.account.confirmDispatch(notice)).toEqual({ kind: 'done', value: undefined });
  });

  it.each([
    ['ship-plus', 'not-ours-to-tell'],
    ['pre-order', 'wrong-state'],
    ['unfulfillable', 'wrong-state'],
    ['cancelled', 'order-cancelled'],
    ['already-shipped', 'already-shipped'],
  ])('an order of the kind %s is refused before anything is written: %s', async (kind, code) => {
    await open(PLENTY);
    const order = value(await world.account.readOrder(world.idOf(kind)));
    const notice = aNotice({ channelOrderId: world.idOf(kind), trackingNumber: 'MINE', lines: (order?.draft.lines ?? []).map(({ lineId }) => ({ lineId, quantity: 1 })) });
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'rejected', problems: [{ code }] });
    expect(world.site.arrived('fulfillmentCreate')).toBe(0);
  });

  it('an order that Shopify does not know is gone', async () => {
    await open(PLENTY);
    expect(await world.account.confirmDispatch(aNotice({ channelOrderId: '9999999999999' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-gone' }] });
  });

  it('a look that is lost is unavailable: nothing was written', async () => {
    await open(PLENTY);
    const notice = await noticeFor('clean');
    world.site.faults.add({ operation: 'readFulfillable', fault: { kind: 'done-then-cut' } });
    expect((await world.account.confirmDispatch(notice)).kind).toBe('unavailable');
    expect(world.site.arrived('fulfillmentCreate')).toBe(0);
  });
});

describe('reading a Shopify shop', () => {
  it('what changes while pages are read is told again, never skipped', async () => {
    await open(PLENTY);
    await world.clock.advance(10_000);
    const first = value(await world.account.listOrders({ updatedAfterMs: 0 }));
    const touched = first.orders[0]?.draft.channelOrderId ?? '';
    expect(await world.site.requestCancel(touched, 'mistake')).toBe(true);
    await world.clock.advance(10_000);
    const seen = first.orders.map((order) => order.draft.channelOrderId);
    let token = first.nextPageToken;
    for (; token !== null; ) {
      const page = value(await world.account.listOrders({ updatedAfterMs: 0, pageToken: token }));
      seen.push(...page.orders.map((order) => order.draft.channelOrderId));
      // What the first answer was complete up to holds for all of them.
      expect(page.completeUntilMs).toBe(first.completeUntilMs);
      token = page.nextPageToken;
    }
    expect(new Set(seen).size).toBe(world.orderCount);
    expect(seen.filter((id) => id === touched)).toHaveLength(2);
  });

  it('begins the next listing before the last answer, so that a late index skips nothing', async () => {
    await open(PLENTY);
    const first = value(await world.account.listOrders({ updatedAfterMs: 0 }));
    const again = value(await world.account.listOrders({ updatedAfterMs: first.completeUntilMs ?? 0 }));
    expect(world.clock.nowMs() - (first.completeUntilMs ?? 0)).toBe(120_000);
    expect(again.orders).toEqual([]);
    await world.site.cancelOrder(world.idOf('clean'));
    expect(value(await world.account.listOrders({ updatedAfterMs: first.completeUntilMs ?? 0 })).orders).toEqual([]);
    await world.passLag();
    expect(value(await world.account.listOrders({ updatedAfterMs: first.completeUntilMs ?? 0 })).orders).toMatchObject([{ draft: { channelOrderId: world.idOf('clean'), state: 'cancelled' } }]);
  });

  it('reads an order alone that a page shows only in part', async () => {
    await open(TWO_PLACES, { locationId: '' });
    const notice = await noticeFor('multi-line');
    for (const [index, line] of notice.lines.entries()) await world.account.confirmDispatch({ ...notice, trackingNumber: `N${index}`, lines: [line] });
    await world.passLag();
    await world.passLag();
    let token: string | null = '';
    const found: (readonly string[])[] = [];
    for (; token !== null; ) {
      const page: OrderPage = value(await world.account.listOrders(token === '' ? { updatedAfterMs: world.clock.nowMs() - 60_000 } : { updatedAfterMs: world.clock.nowMs() - 60_000, pageToken: token }));
      found.push(...page.orders.map((order) => order.seenDispatches.map(({ trackingNumber }) => trackingNumber)));
      token = page.nextPageToken;
    }
    expect(found).toEqual([['N0', 'N1', 'N2']]);
    expect(world.site.requests().at(-1)?.operation).toBe('readOrder');
  });

  it('is held where Shopify holds it', async () => {
    await open(PLENTY);
    const holds = async (kind: string): Promise<string | null | undefined> => value(await world.account.readOrder(world.idOf(kind)))?.draft.channelHold;
    expect(await holds('pre-order')).toMatch(/^SCHEDULED/);
    expect(await holds('unfulfillable')).toBe('INVENTORY_OUT_OF_STOCK: Inventory out of stock');
    expect(await holds('ship-plus')).toMatch(/^another location/);
    expect(value(await world.account.readOrder(world.idOf('payment-pending')))?.draft.payment).toBe('pending');
  });

  it('knows no order under a name that is none of Shopify’s, and asks nothing', async () => {
    await open(PLENTY);
    expect(await world.account.readOrder('302-1234567-7654321')).toEqual({ kind: 'done', value: null });
    expect(world.site.requests()).toEqual([]);
  });
});

describe('the points of a Shopify shop', () => {
  it('are one bucket for all calls, and each answer says how full it is', async () => {
    await open({ budgets: { graphql: { ratePerSecond: 50, burst: 1_500 } } });
    expect(world.account.budgets()).toMatchObject([{ calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], left: 2_000, burst: 2_000, ratePerSecond: 100 }]);
    await world.account.readOrder(world.orders.shippable);
    const [bucket] = world.account.budgets();
    expect(bucket).toMatchObject({ burst: 1_500, ratePerSecond: 50 });
    expect(bucket?.left).toBeGreaterThan(1_450);
    expect(bucket?.left).toBeLessThan(1_500);
  });

  it('a message needs many and takes few: what it took in truth is learned, and messages leave at that pace', async () => {
    const rate = { ratePerSecond: 100, burst: 1_000 };
    await open({ budgets: { graphql: rate }, firstWave: { count: 60, mix: 'clean' } });
    const notices: DispatchNotice[] = [];
    for (const { channelOrderId } of world.site.orders()) {
      const read = await world.account.readOrder(channelOrderId);
      if (read.kind === 'rate-limited') await world.clock.advance(read.retryAfterMs);
      const order = value(read.kind === 'rate-limited' ? await world.account.readOrder(channelOrderId) : read);
      notices.push(aNotice({ channelOrderId, trackingNumber: `JD${channelOrderId}`, lines: order?.draft.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) ?? [] }));
    }
    const startedMs = world.clock.nowMs();
    const before = world.account.budgets()[0]?.left ?? 0;
    for (const notice of notices) {
      for (;;) {
        const outcome = await world.account.confirmDispatch(notice);
        if (outcome.kind === 'done') break;
        if (outcome.kind !== 'rate-limited') throw new Error(JSON.stringify(outcome));
        await world.clock.advance(outcome.retryAfterMs);
      }
    }
    const [bucket] = world.account.budgets();
    const needed = bucket?.costs['confirm-dispatch'] ?? 0;
    const spent = bucket?.spent?.['confirm-dispatch'] ?? Number.NaN;
    const taken = 60 * spent;
    expect(spent).toBeLessThan(needed / 3);
    // What the points allow, and no more than one message's need on top.
    const tookMs = world.clock.nowMs() - startedMs;
    expect(tookMs).toBeLessThanOrEqual(((taken * 1.15 + needed - before) / rate.ratePerSecond) * 1_000);
    // Nothing was asked in vain.
    expect([world.site.arrived('readFulfillable'), world.site.arrived('fulfillmentCreate')]).toEqual([60, 60]);
  });

  it('wait as long as the vendor’s own figures say when it is in a hurry', async () => {
    await open();
    world.breakNext('read-order', 'throttled');
    // 810 points at 100 a second, from nothing.
    expect(await world.account.readOrder(world.orders.shippable)).toEqual({ kind: 'rate-limited', retryAfterMs: 8_100 });
  });
});

describe('signed in at a Shopify shop', () => {
  it('with a token that never ends, which is refused for good', async () => {
    await open(PLENTY, { clientId: '', clientSecret: '', accessToken: PRACTICE_ACCESS_TOKEN });
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
    expect(world.site.arrived('accessToken')).toBe(0);
    world.breakNext('read-order', 'token-refused');
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
    expect(world.account.credentialEndsAtMs()).toBeNull();
  });

  it('with a refresh token that is good once: the next one is handed on, and its end is known', async () => {
    await open(PLENTY, { refreshToken: 'shprt_practice_1' });
    await world.account.readOrder(world.orders.shippable);
    world.expireTokens();
    await world.account.readOrder(world.orders.shippable);
    expect(world.credentials).toHaveLength(2);
    expect(new Set(world.credentials.map(({ refreshToken }) => refreshToken)).size).toBe(2);
    expect(world.account.credentialEndsAtMs()).toBe(world.clock.nowMs() + 90 * 86_400_000);
  });

  it('with a refresh token that was used up, a person must sign in again', async () => {
    await open(PLENTY, { refreshToken: 'shprt_practice_0' });
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth', message: expect.stringContaining('invalid_grant') as string }] });
  });

  it('shows what it may do when the connection is tried', async () => {
    await open(PLENTY);
    expect(await world.account.testConnection()).toEqual({ kind: 'done', value: { accountName: 'Practice shop', canRead: true, canWrite: null, notifies: null, notes: [] } });
  });
});

describe('the stock of a Shopify shop', () => {
  it('is set at our own location, and read back', async () => {
    await open(PLENTY);
    const { stock } = world.account;
    expect(await stock?.publish([{ sku: 'MUG-350-BLU', available: 7 }, { sku: 'NO-SUCH', available: 1 }, { sku: 'TEAPOT-1L', available: -1 }])).toMatchObject({ kind: 'done', value: { refused: [{ code: 'unrecognised', field: 'NO-SUCH' }, { code: 'quantity-wrong', field: 'TEAPOT-1L' }] } });
    expect(await stock?.read(['MUG-350-BLU', 'TEAPOT-1L', 'NO-SUCH'])).toEqual({ kind: 'done', value: [{ sku: 'MUG-350-BLU', available: 7 }, { sku: 'TEAPOT-1L', available: 25 }] });
  });

  it('is told under a key of its own each time: the same level told later is another message', async () => {
    await open(PLENTY);
    await world.account.stock?.publish([{ sku: 'MUG-350-BLU', available: 7 }]);
    await world.account.stock?.publish([{ sku: 'MUG-350-BLU', available: 7 }]);
    const keys = world.site.requests().filter(({ operation }) => operation === 'inventorySetQuantities').map(({ body }) => (JSON.parse(body) as { readonly variables: { readonly key: string } }).variables.key);
    expect(new Set(keys).size).toBe(2);
  });

  it('is uncertain where the answer is lost, and is no desk at all without a location', async () => {
    await open(PLENTY);
    world.site.faults.add({ operation: 'inventorySetQuantities', fault: { kind: 'done-then-cut' } });
    expect((await world.account.stock?.publish([{ sku: 'MUG-350-BLU', available: 7 }]))?.kind).toBe('uncertain');
    await world.close();
    await open(PLENTY, { locationId: '' });
    expect(world.account.stock).toBeNull();
    expect(world.account.callsLeft('publish-stock')).toBe(0);
  });
});
