import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRACTICE_WOO_READER } from '../../../src/main/practice/woocommerce/desk.ts';
import type { PracticeWooTarget } from '../../../src/main/practice/woocommerce/shop-state.ts';
import { aNotice } from './fixtures.ts';
import { openWooWorld } from './world.ts';
import type { WooWorld } from './world.ts';

describe('a WooCommerce account', () => {
  let world: WooWorld;
  beforeEach(async () => {
    world = await openWooWorld();
  });
  afterEach(() => world.close());

  it('counts everything in one budget, in requests', () => {
    expect(world.account.budgets()).toMatchObject([{ calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], left: 20, burst: 20, ratePerSecond: 3 }]);
    expect((['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'] as const).map((call) => world.account.callsLeft(call))).toEqual([6, 6, 4, 10]);
  });

  it('sends nothing that would be shown to a buyer and is wrong, and spends no budget on it', async () => {
    expect(await world.account.confirmDispatch(aNotice({ trackingNumber: '', carrierCode: '' }))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-number' }, { code: 'bad-carrier' }] });
    expect(world.site.requests()).toEqual([]);
    expect(world.account.budgets()[0]?.left).toBe(20);
  });

  it('waits as long as the host says', async () => {
    world.site.faults.add({ operation: 'listOrders', fault: { kind: 'status', status: 503, headers: { 'retry-after': '60' } } });
    expect(await world.account.listOrders({ updatedAfterMs: 0 })).toEqual({ kind: 'rate-limited', retryAfterMs: world.account.waitMs('list-orders') });
    // A minute until one request is welcome, and the time in which the other two of a listing come in.
    expect(world.account.waitMs('list-orders')).toBe(60_667);
    expect(await world.account.readOrder(world.orders.shippable)).toMatchObject({ kind: 'rate-limited' });
    expect(world.site.arrived('getOrder')).toBe(0);
  });

  it('takes a sign-in page of some network for what it is: no answer', async () => {
    for (const operation of ['getOrder', 'listOrders']) world.site.faults.add({ operation, fault: { kind: 'not-json' } });
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('unavailable');
    expect((await world.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('unavailable');
  });

  it('proves that the line is up without spending a call and without a record', async () => {
    expect(await world.account.probe()).toEqual({ reachable: true });
    expect(world.exchanges).toEqual([]);
    expect(world.site.requests().map((request) => request.operation)).toEqual(['readSite']);
    expect(world.account.budgets()[0]?.left).toBe(20);
  });

  it('says that a key may only read, and that nothing was changed to find out', async () => {
    await world.close();
    world = await openWooWorld({ settings: PRACTICE_WOO_READER });
    expect(await world.account.testConnection()).toMatchObject({ kind: 'done', value: { canRead: true, canWrite: false, notes: expect.arrayContaining([expect.stringContaining('Read/Write')]) as unknown } });
  });

  it('is not let in with a wrong secret', async () => {
    await world.close();
    world = await openWooWorld({ settings: { consumerSecret: 'cs_wrong' } });
    expect(await world.account.testConnection()).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth', message: expect.stringContaining('Consumer secret is invalid') as string }] });
    expect(JSON.stringify(world.exchanges)).not.toContain('cs_wrong');
  });

  it('knows without asking that an id of another channel is none of its own', async () => {
    expect(await world.account.readOrder('302-1234567-7654321')).toEqual({ kind: 'done', value: null });
    expect(world.site.requests()).toEqual([]);
  });

  it('does not pass for a shop where the folder is wrong', async () => {
    await world.close();
    world = await openWooWorld();
    const wrong = await openWooWorld({ settings: { siteUrl: world.siteUrl.replace('/shop', '/other') } });
    expect(await wrong.account.testConnection()).toMatchObject({ kind: 'unavailable' });
    await wrong.close();
  });

  it('learns where numbers go with the first order it reads, and then asks nothing for nothing', async () => {
    await world.close();
    world = await openWooWorld({ targets: new Set<PracticeWooTarget>() });
    await world.account.readOrder(world.orders.shippable);
    const operations = (): string[] => world.site.requests().map((request) => (request.status === 404 ? `no route: ${request.operation}` : request.operation));
    expect(operations()).toEqual(['getOrder', 'no route: listFulfillments', 'no route: listTrackings', 'no route: listAstTrackings']);
    await world.account.readOrder(world.orders.shippable);
    expect(operations().slice(4)).toEqual(['getOrder']);
  });
});

describe('a shop without any place for numbers', () => {
  it('is known as one after a few tries, however little budget there is for each', async () => {
    const world = await openWooWorld({ targets: new Set<PracticeWooTarget>() });
    while ((world.account.budgets()[0]?.left ?? 0) > 3) await world.account.stock?.read(['TEAPOT-1L']);
    let outcome = await world.account.readOrder(world.orders.shippable);
    expect(outcome.kind).toBe('rate-limited');
    for (let tries = 0; tries < 3 && outcome.kind === 'rate-limited'; tries++) {
      await world.clock.advance(world.account.waitMs('read-order'));
      outcome = await world.account.readOrder(world.orders.shippable);
    }
    expect(outcome).toMatchObject({ kind: 'done', value: { seenDispatches: [] } });
    await world.close();
  });
});

describe('stock of a WooCommerce shop', () => {
  let world: WooWorld;
  beforeEach(async () => {
    world = await openWooWorld();
  });
  afterEach(() => world.close());

  const desk = () => {
    if (world.account.stock === null) throw new Error('WooCommerce takes stock levels');
    return world.account.stock;
  };

  it('is set by SKU: products in one request, variations in one per product', async () => {
    const levels = [{ sku: 'TEAPOT-1L', available: 7 }, { sku: 'MUG-350-BLU', available: 3 }, { sku: 'MUG-350-GRN', available: 0 }, { sku: 'SOAP-OLIVE-6', available: 12 }];
    expect(await desk().publish(levels)).toEqual({ kind: 'done', value: { refused: [] } });
    expect(world.site.requests().map((request) => new URL(request.path, world.siteUrl).pathname.replace('/shop/wp-json/wc/v3', ''))).toEqual(['/products', '/products/batch', '/products/90/variations/batch']);
    const shown = await desk().read([...levels.map(({ sku }) => sku), 'NO-SUCH']);
    if (shown.kind !== 'done') throw new Error(JSON.stringify(shown));
    expect([...shown.value].sort((a, b) => a.sku.localeCompare(b.sku))).toEqual([...levels].sort((a, b) => a.sku.localeCompare(b.sku)));
  });

  it('of an SKU that the shop does not know is refused by name, and the others are taken', async () => {
    expect(await desk().publish([{ sku: 'NO-SUCH', available: 1 }, { sku: 'A,B', available: 1 }, { sku: 'TEAPOT-1L', available: -1 }, { sku: 'LAMP-DESK-LED', available: 4 }])).toMatchObject({
      kind: 'done',
      value: { refused: [{ field: 'NO-SUCH' }, { field: 'A,B' }, { field: 'TEAPOT-1L', code: 'bad-request-ours' }] },
    });
    expect(await desk().read(['LAMP-DESK-LED', 'TEAPOT-1L'])).toEqual({ kind: 'done', value: [{ sku: 'TEAPOT-1L', available: 25 }, { sku: 'LAMP-DESK-LED', available: 4 }] });
  });

  it('is not sent a hundred and one at a time', async () => {
    const levels = Array.from({ length: 101 }, (_none, index) => ({ sku: `S${index}`, available: 1 }));
    expect(await desk().publish(levels)).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-request-ours' }] });
    expect(world.site.requests()).toEqual([]);
  });

  it('goes on where the budget cut it short, however little there is each time', async () => {
    while ((world.account.budgets()[0]?.left ?? 0) > 2) await desk().read(['TEAPOT-1L']);
    const levels = [{ sku: 'TEAPOT-1L', available: 7 }, { sku: 'MUG-350-BLU', available: 3 }];
    for (let tries = 0; tries < 5; tries++) {
      const outcome = await desk().publish(levels);
      if (outcome.kind === 'done') break;
      await world.clock.advance(world.account.waitMs('publish-stock'));
    }
    expect(world.site.requests().filter((request) => request.operation === 'updateStock')).toHaveLength(2);
    await world.clock.advance(10_000);
    expect(await desk().read(['MUG-350-BLU'])).toEqual({ kind: 'done', value: [{ sku: 'MUG-350-BLU', available: 3 }] });
  });

  it('is in doubt where the answer to the change was lost, and waits where the budget is spent', async () => {
    world.site.faults.add({ operation: 'updateStock', fault: { kind: 'done-then-cut' } });
    expect(await desk().publish([{ sku: 'TEAPOT-1L', available: 7 }])).toMatchObject({ kind: 'uncertain' });
    while (world.account.callsLeft('publish-stock') > 0) await desk().read(['TEAPOT-1L']);
    expect(await desk().publish([{ sku: 'TEAPOT-1L', available: 7 }])).toEqual({ kind: 'rate-limited', retryAfterMs: world.account.waitMs('publish-stock') });
  });
});
