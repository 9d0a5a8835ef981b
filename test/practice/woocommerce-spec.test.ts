import { afterEach, describe, expect, it } from 'vitest';
import { PRACTICE_WOO_KEYS } from '../../src/main/practice/woocommerce/desk.ts';
import type { PracticeWooTarget } from '../../src/main/practice/woocommerce/shop-state.ts';
import { openWooWorld } from '../connectors/woocommerce/world.ts';
import type { WooWorld } from '../connectors/woocommerce/world.ts';
import { hasWooTables, loadWooTables, wooTitle } from './woocommerce-tables.ts';
import type { WooTables } from './woocommerce-tables.ts';

const ORDERS = '/wp-json/wc/v3/orders';
/** Which section and table judge a request; the others are documented elsewhere (fulfillments, plug-ins, products). */
const JUDGED: Readonly<Record<string, readonly [section: 'orders' | 'order-notes' | 'order-refunds', table: string]>> = {
  listOrders: ['orders', 'Order properties'],
  getOrder: ['orders', 'Order properties'],
  updateOrder: ['orders', 'Order properties'],
  listNotes: ['order-notes', 'Order note properties'],
  createNote: ['order-notes', 'Order note properties'],
  listRefunds: ['order-refunds', 'Order refund properties'],
};
const ELSEWHERE = ['readSite', 'listProviders', 'listFulfillments', 'createFulfillment', 'updateFulfillment', 'listTrackings', 'createTracking', 'deleteTracking', 'listAstTrackings', 'createAstTracking', 'deleteAstTracking', 'findProducts', 'updateStock', 'other'];

describe.skipIf(!hasWooTables)(wooTitle('the practice shop and the connector against WooCommerce’s documents'), () => {
  let world: WooWorld;
  let tables: WooTables;
  const open = async (targets: readonly PracticeWooTarget[] = ['fulfillments']): Promise<void> => {
    tables = loadWooTables();
    world = await openWooWorld({ targets: new Set(targets), budgets: { host: { ratePerSecond: 1, burst: 10_000 } } });
  };
  afterEach(() => world.close());

  async function ask(path: string): Promise<unknown> {
    const authorization = `Basic ${Buffer.from(`${PRACTICE_WOO_KEYS.consumerKey}:${PRACTICE_WOO_KEYS.consumerSecret}`).toString('base64')}`;
    return (await fetch(world.siteUrl + path, { headers: { authorization } })).json();
  }

  it('the checker itself refuses what the documents do not know', async () => {
    await open();
    const request = { method: 'GET', path: ORDERS, query: new URLSearchParams(), body: '' };
    expect(tables.judgeRecord('orders', 'Order properties', { id: 1, number: '1', date_created: '2026-11-21T08:00:00', line_items: [{ id: 1, quantity: 1 }] })).toBeNull();
    expect(tables.judgeRecord('orders', 'Order properties', { tracking_number: '1' })).toContain('tracking_number');
    expect(tables.judgeRecord('orders', 'Order properties', { id: '1' })).toContain('integer');
    expect(tables.judgeRecord('orders', 'Order properties', { line_items: [{ gtin: '1' }] })).toContain('gtin');
    expect(tables.judgeRecord('orders', 'Order properties', { date_created: '2026-11-21T08:00:00Z' })).toContain('date-time');
    expect(tables.judgeRequest('orders', 'Order properties', request)).toBeNull();
    expect(tables.judgeRequest('orders', 'Order properties', { ...request, query: new URLSearchParams({ updated_after: 'x' }) })).toContain('updated_after');
    expect(tables.judgeRequest('orders', 'Order properties', { ...request, path: `${ORDERS}/1/ship` })).toContain('/ship');
    expect(tables.judgeRequest('orders', 'Order properties', { ...request, method: 'PUT', path: `${ORDERS}/1`, body: '{"number":"5"}' })).toContain('read-only');
  });

  it.each([['fulfillments'], ['shipment-tracking'], ['ast']] as const)('lists orders of every kind as documented, with %s', async (target) => {
    await open([target]);
    const records = (await ask(`${ORDERS}?per_page=100`)) as unknown[];
    expect(records).toHaveLength(world.orderCount);
    for (const record of records) expect(tables.judgeRecord('orders', 'Order properties', record)).toBeNull();
  });

  it('answers notes and refunds as documented', async () => {
    await open([]);
    for (const kind of ['line-cancelled', 'partly-cancelled-line']) {
      const refunds = (await ask(`${ORDERS}/${world.idOf(kind)}/refunds`)) as unknown[];
      expect(refunds).toHaveLength(1);
      for (const refund of refunds) expect(tables.judgeRecord('order-refunds', 'Order refund properties', refund)).toBeNull();
    }
    await tell(world.orders.shippable);
    const notes = (await ask(`${ORDERS}/${world.orders.shippable}/notes`)) as unknown[];
    expect(notes).toHaveLength(1);
    for (const note of notes) expect(tables.judgeRecord('order-notes', 'Order note properties', note)).toBeNull();
  });

  async function tell(channelOrderId: string, trackingNumber = 'N1', replaces?: string): Promise<void> {
    await world.clock.advance(10_000);
    const read = await world.account.readOrder(channelOrderId);
    if (read.kind !== 'done' || read.value === null) throw new Error(JSON.stringify(read));
    await world.clock.advance(10_000);
    const lines = read.value.draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity - line.quantityCancelled })).filter((line) => line.quantity > 0);
    const notice = { channelOrderId, packageReference: '1', carrierCode: 'dhl', carrierName: 'DHL', trackingNumber, shippedAtMs: world.clock.nowMs(), lines, ...(replaces === undefined ? {} : { replaces: { trackingNumber: replaces } }) };
    expect(await world.account.confirmDispatch(notice)).toMatchObject({ kind: 'done' });
  }

  it.each([[['fulfillments']], [['shipment-tracking']], [['ast']], [[]]] as const)('every request of the connector is as documented, in a shop with %j', async (targets) => {
    await open(targets);
    await tell(world.orders.shippable);
    await tell(world.orders.shippable, 'N2', 'N1');
    await tell(world.idOf('line-cancelled'));
    await world.clock.advance(10_000);
    expect((await world.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('done');
    await world.clock.advance(10_000);
    expect((await world.account.testConnection()).kind).toBe('done');
    expect((await world.account.stock?.publish([{ sku: 'TEAPOT-1L', available: 1 }]))?.kind).toBe('done');
    const seen = world.site.requests();
    expect(new Set(seen.map(({ operation }) => operation)).size).toBeGreaterThan(7);
    for (const { operation, method, path, body } of seen) {
      const judge = JUDGED[operation];
      if (judge === undefined) {
        expect(ELSEWHERE).toContain(operation);
        continue;
      }
      const url = new URL(path, world.siteUrl);
      expect(tables.judgeRequest(...judge, { method, path: url.pathname.replace(/^\/shop/, ''), query: url.searchParams, body }), `${method} ${path} ${body}`).toBeNull();
    }
  });
});
