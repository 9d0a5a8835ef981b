import { afterEach, describe, expect, it } from 'vitest';
import type { OrderPage } from '../../../src/main/application/ports/marketplace.ts';
import { listOrders } from '../../../src/main/connectors/marketplaces/woocommerce/operations.ts';
import { PRACTICE_WOO_KEYS } from '../../../src/main/practice/woocommerce/desk.ts';
import { aReply, settingsOf } from './fixtures.ts';
import { openWooWorld } from './world.ts';
import type { WooWorld } from './world.ts';

let world: WooWorld;
afterEach(() => world.close());

async function page(pageToken: string | null, updatedAfterMs = 0): Promise<OrderPage> {
  await world.clock.advance(world.account.waitMs('list-orders'));
  const outcome = await world.account.listOrders(pageToken === null ? { updatedAfterMs } : { updatedAfterMs, pageToken });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

const idsOf = (pages: readonly OrderPage[]): string[] => pages.flatMap((one) => one.orders.map(({ draft }) => draft.channelOrderId));

async function setStatus(channelOrderId: string, status: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${PRACTICE_WOO_KEYS.consumerKey}:${PRACTICE_WOO_KEYS.consumerSecret}`).toString('base64')}`;
  const reply = await fetch(`${world.siteUrl}/wp-json/wc/v3/orders/${channelOrderId}`, { method: 'PUT', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ status }) });
  expect(reply.status).toBe(200);
}

const openBig = async (mix: 'clean' | 'everything' = 'clean', count = 250): Promise<void> => {
  world = await openWooWorld({ firstWave: { count, mix } });
};
const byId = (): string[] => world.site.orders().map((order) => order.channelOrderId).sort((a, b) => Number(a) - Number(b));

describe('a listing of a WooCommerce shop', () => {
  it('reads every order once, over pages that overlap', async () => {
    await openBig();
    const pages = [await page(null)];
    for (let token = pages[0]?.nextPageToken ?? null; token !== null; token = pages.at(-1)?.nextPageToken ?? null) pages.push(await page(token));
    expect(idsOf(pages)).toEqual(byId());
    expect(pages.map((one) => one.orders.length)).toEqual([100, 90, 60]);
    expect(world.site.requests().map((request) => new URL(request.path, world.siteUrl).searchParams.get('offset'))).toEqual(['0', '90', '180']);
  });

  it('misses nothing when orders go into the trash between two pages', async () => {
    await openBig();
    const all = byId();
    const first = await page(null);
    for (const gone of all.slice(0, 5)) await setStatus(gone, 'trash');
    const second = await page(first.nextPageToken);
    const third = await page(second.nextPageToken);
    expect(idsOf([first, second, third])).toEqual(all);
  });

  it('begins anew when more of them went than the overlap has rows', async () => {
    await openBig();
    const first = await page(null);
    for (const gone of byId().slice(0, 11)) await setStatus(gone, 'trash');
    expect(await world.account.listOrders({ updatedAfterMs: 0, pageToken: first.nextPageToken ?? '' })).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });

  it('keeps an order in its place that changes between two pages, and its new state is in the next listing', async () => {
    await openBig();
    const [changed = ''] = byId();
    const first = await page(null);
    await world.clock.advance(60_000);
    await setStatus(changed, 'on-hold');
    const rest = [await page(first.nextPageToken)];
    rest.push(await page(rest[0]?.nextPageToken ?? null));
    expect(new Set(idsOf([first, ...rest])).size).toBe(250);
    const next = await page(null, first.completeUntilMs ?? 0);
    expect(next.orders.map(({ draft }) => draft)).toMatchObject([{ channelOrderId: changed, channelHold: expect.stringContaining('on-hold') as string }]);
  });

  it('says on each page how far it is complete: since before the first page, by the shop’s clock', async () => {
    await openBig();
    const startedAtMs = world.clock.nowMs();
    const first = await page(null);
    await world.clock.advance(600_000);
    const second = await page(first.nextPageToken);
    expect([first.completeUntilMs, second.completeUntilMs]).toEqual([startedAtMs - 120_000, startedAtMs - 120_000]);
  });

  it('stops in the middle of a page when the budget ends, and goes on with the very next order', async () => {
    await openBig('everything', 400);
    while ((world.account.budgets()[0]?.left ?? 0) > 5) await world.account.readOrder(world.orders.shippable);
    const first = await world.account.listOrders({ updatedAfterMs: 0 });
    if (first.kind !== 'done') throw new Error(JSON.stringify(first));
    expect(first.value.orders.length).toBeLessThan(100);
    expect(world.account.callsLeft('list-orders')).toBe(0);
    const pages = [first.value];
    for (let token = first.value.nextPageToken; token !== null; token = pages.at(-1)?.nextPageToken ?? null) pages.push(await page(token));
    expect(idsOf(pages)).toEqual(byId());
  });

  it('asks for what lies beside an order once, however often the order is listed', async () => {
    await openBig('everything', 41);
    await page(null);
    await world.clock.advance(60_000);
    const [fulfillments, refunds] = [world.site.arrived('listFulfillments'), world.site.arrived('listRefunds')];
    expect([fulfillments > 0, refunds > 0]).toEqual([true, true]);
    await page(null);
    expect([world.site.arrived('listFulfillments'), world.site.arrived('listRefunds')]).toEqual([fulfillments, refunds]);
    expect(fulfillments + refunds).toBeLessThan(10);
  });

  it('shows packages and refunds of listed orders as the order alone does', async () => {
    await openBig('everything', 41);
    const listed = (await page(null)).orders;
    for (const kind of ['already-shipped', 'partly-shipped', 'line-cancelled', 'partly-cancelled-line', 'cancelled', 'clean']) {
      const id = world.idOf(kind);
      await world.clock.advance(world.account.waitMs('read-order'));
      expect({ kind: 'done', value: listed.find(({ draft }) => draft.channelOrderId === id) }, kind).toEqual(await world.account.readOrder(id));
    }
  });

  it('takes no page token that is not its own, or belongs to another start', async () => {
    await openBig();
    const { nextPageToken } = await page(null);
    for (const listing of [{ updatedAfterMs: 0, pageToken: 'bm8' }, { updatedAfterMs: 5, pageToken: nextPageToken ?? '' }]) {
      expect(await world.account.listOrders(listing)).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
    }
    expect(world.site.requests()).toHaveLength(1);
  });
});

describe('the request of a listing', () => {
  it('asks in whole seconds of GMT, from the second before', async () => {
    world = await openWooWorld();
    const { query } = listOrders.build({ afterMs: Date.parse('2026-11-21T08:00:00.900Z'), offset: 90 }, settingsOf());
    expect(query).toMatchObject({ modified_after: '2026-11-21T07:59:59', dates_are_gmt: 'true', orderby: 'id', order: 'asc', status: 'any', per_page: '100', offset: '90' });
  });

  it('knows neither total nor time where a proxy took the headers away', async () => {
    world = await openWooWorld();
    expect(listOrders.read(aReply(200, []), { afterMs: 0, offset: 0 })).toEqual({ kind: 'done', value: { records: [], total: null, serverMs: null } });
  });
});
