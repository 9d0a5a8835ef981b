import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { meaningOf } from '../../src/main/connectors/marketplaces/tiktok/problems.ts';
import type { SeenRequest } from '../../src/main/practice/respond.ts';
import { PRACTICE_TIKTOK } from '../../src/main/practice/tiktok/access.ts';
import type { PracticeTikTokOptions } from '../../src/main/practice/tiktok/desk.ts';
import type { DispatchNotice } from '../../src/shared/domain/writeback/write-back.ts';
import { openTikTokWorld } from '../connectors/tiktok/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';
import { hasTikTokSpecs, loadTikTokPage, specTitle, tiktokOperations } from './tiktok-fields.ts';
import type { TikTokOperation, TikTokPage } from './tiktok-fields.ts';

const PATHS: Readonly<Record<TikTokOperation, (subject: string) => string>> = {
  searchOrders: () => '/order/202309/orders/search?page_size=100',
  getOrderDetail: (ids) => `/order/202507/orders?ids=${ids}`,
  searchCancellations: () => '/return_refund/202309/cancellations/search?page_size=50',
  getShippingProviders: (option) => `/logistics/202309/delivery_options/${option}/shipping_providers`,
  markPackageShipped: (order) => `/fulfillment/202309/orders/${order}/packages`,
  shipPackage: (packageId) => `/fulfillment/202309/packages/${packageId}/ship`,
  updatePackageShippingInfo: (packageId) => `/fulfillment/202309/packages/${packageId}/shipping_info/update`,
};
const WRITES: readonly TikTokOperation[] = ['markPackageShipped', 'shipPackage', 'updatePackageShippingInfo'];
const isGet = (operation: TikTokOperation): boolean => operation === 'getOrderDetail' || operation === 'getShippingProviders';

describe.skipIf(!hasTikTokSpecs)(specTitle('the practice site and the connector against TikTok’s pages'), () => {
  let world: PracticeWorld;
  let pages: Readonly<Record<TikTokOperation, TikTokPage>>;
  let token: string;

  async function enter(desk: PracticeTikTokOptions = {}): Promise<void> {
    const wide = { ratePerSecond: 1, burst: 1_000 };
    world = await openTikTokWorld({ desk, site: { budgets: Object.fromEntries(tiktokOperations.map((operation) => [operation, wide])) } });
    const query = new URLSearchParams({ app_key: PRACTICE_TIKTOK.appKey, app_secret: PRACTICE_TIKTOK.appSecret, refresh_token: PRACTICE_TIKTOK.refreshToken, grant_type: 'refresh_token' });
    const issued = (await (await fetch(`${world.baseUrl}/api/v2/token/refresh?${query.toString()}`)).json()) as { data: { access_token: string } };
    token = issued.data.access_token;
  }
  beforeEach(async () => {
    pages = Object.fromEntries(tiktokOperations.map((operation) => [operation, loadTikTokPage(operation)])) as Record<TikTokOperation, TikTokPage>;
    await enter();
  });
  afterEach(() => world.close());

  /** Asks the site directly, signed by hand, and has TikTok's page judge the answer. */
  async function ask(operation: TikTokOperation, subject = '', payload: unknown = {}): Promise<{ code: number; data?: Record<string, unknown> }> {
    const url = new URL(PATHS[operation](subject), world.baseUrl);
    const body = isGet(operation) ? '' : JSON.stringify(payload);
    for (const [name, value] of Object.entries({ app_key: PRACTICE_TIKTOK.appKey, timestamp: String(Math.floor(world.clock.nowMs() / 1000)), shop_cipher: PRACTICE_TIKTOK.shopCipher })) url.searchParams.set(name, value);
    const signed = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).flat().join('');
    const { appSecret } = PRACTICE_TIKTOK;
    url.searchParams.set('sign', createHmac('sha256', appSecret).update(appSecret + url.pathname + signed + body + appSecret).digest('hex'));
    const reply = await fetch(url, { method: isGet(operation) ? 'GET' : 'POST', headers: { 'x-tts-access-token': token, 'content-type': 'application/json' }, ...(isGet(operation) ? {} : { body }) });
    const text = await reply.text();
    expect(pages[operation].judgeAnswer(text), `${operation} ${text.slice(0, 300)}`).toBeNull();
    const answer = JSON.parse(text) as { code: number; data?: Record<string, unknown> };
    // The three writes share their numbers, and no page lists all of them: 21011041 stands with "Ship Package" only.
    const documented = WRITES.includes(operation) ? WRITES.flatMap((write) => [...pages[write].errorCodes]) : [...pages[operation].errorCodes];
    if (answer.code !== 0 && reply.status === 200) expect(documented, `${operation} ${text}`).toContain(answer.code);
    return answer;
  }

  function judge(seen: readonly SeenRequest[]): void {
    for (const { operation, method, path, body } of seen) {
      const page = pages[operation as TikTokOperation];
      expect(page.judgeRequest({ method, url: new URL(path, world.baseUrl), body }), `${operation} ${path} ${body}`).toBeNull();
    }
  }
  const seen = (): readonly SeenRequest[] => world.site.requests().filter(({ operation }) => operation in PATHS);

  async function noticeFor(channelOrderId: string, overrides: Partial<DispatchNotice> = {}): Promise<DispatchNotice> {
    const read = await world.account.readOrder(channelOrderId);
    if (read.kind !== 'done' || read.value === null) throw new Error('the order was not read');
    const lines = read.value.draft.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
    return { channelOrderId, packageReference: '1', carrierCode: 'DHL', trackingNumber: `JJD${channelOrderId}`, shippedAtMs: world.clock.nowMs(), lines, ...overrides };
  }

  it('the checker itself refuses what the pages do not know', () => {
    const judgeBody = (body: unknown): string | null => pages.markPackageShipped.judgeRequest({ method: 'POST', url: new URL('http://x/fulfillment/202309/orders/1/packages?app_key=1&sign=2&timestamp=3&shop_cipher=4'), body: JSON.stringify(body) });
    const good = { order_line_item_ids: ['1'], tracking_number: '1', shipping_provider_id: '2' };
    expect(judgeBody(good)).toBeNull();
    expect(judgeBody({ ...good, carrier: 'DHL' })).toContain('carrier');
    expect(judgeBody({ ...good, order_line_item_ids: [1] })).toContain('order_line_item_ids[0]');
    expect(judgeBody({ tracking_number: '1' })).toContain('lacks shipping_provider_id');
    expect(pages.getOrderDetail.judgeRequest({ method: 'GET', url: new URL('http://x/order/202507/orders?ids=1'), body: '' })).toContain('lacks app_key');
    expect(pages.getOrderDetail.judgeRequest({ method: 'POST', url: new URL('http://x/order/202507/orders'), body: '' })).toContain('POST');
    const answer = (order: unknown): string | null => pages.getOrderDetail.judgeAnswer(JSON.stringify({ code: 0, data: { orders: [order] } }));
    expect(answer({ id: '1', line_items: [{ id: '2', item_tax: [{ tax_type: 'SALES_TAX' }] }] })).toBeNull();
    expect(answer({ id: '1', line_items: [{ id: '2', gtin: '4' }] })).toContain('gtin');
    expect(answer({ id: 1 })).toContain('id is no text');
    expect(answer({ create_time: '2026' })).toContain('create_time');
  });

  it('lists and reads orders of every kind as documented, and again after what the first read set off', async () => {
    const listed = await ask('searchOrders');
    expect(listed.data?.['orders']).toHaveLength(world.orderCount);
    for (let round = 0; round < 2; round++) {
      for (const { channelOrderId } of world.site.orders()) {
        expect((await ask('getOrderDetail', channelOrderId)).data?.['orders']).toHaveLength(1);
        await ask('searchCancellations', '', { order_ids: [channelOrderId] });
      }
    }
  });

  it('names providers as documented, and refuses options that are not the shop’s', async () => {
    expect((await ask('getShippingProviders', '7091146663229654785')).code).toBe(0);
    expect((await ask('getShippingProviders', '1')).code).not.toBe(0);
  });

  it('refuses every kind of dispatch with a number from the page, and the connector knows each', async () => {
    const [clean] = world.site.orders().filter(({ kind }) => kind === 'clean');
    const providers = await ask('getShippingProviders', '7091146663229654785');
    const [{ id: provider } = { id: '' }] = providers.data?.['shipping_providers'] as { id: string }[];
    const told = { tracking_number: 'JJD000000001', shipping_provider_id: provider };
    const codes: number[] = [];
    for (const kind of ['cancelled', 'cancel-requested', 'payment-pending', 'pre-order', 'ship-plus', 'unfulfillable', 'already-shipped']) {
      codes.push((await ask('markPackageShipped', world.idOf(kind), told)).code);
    }
    const order = clean?.channelOrderId ?? '';
    for (const payload of [{}, { ...told, tracking_number: 'J#1' }, { ...told, tracking_number: '123' }, { ...told, shipping_provider_id: '1' }, { ...told, order_line_item_ids: ['1'] }]) codes.push((await ask('markPackageShipped', order, payload)).code);
    codes.push((await ask('markPackageShipped', '576400000000000000', told)).code);
    expect((await ask('markPackageShipped', order, told)).code).toBe(0);
    for (const kind of ['clean', 'multi-line']) codes.push((await ask('markPackageShipped', world.idOf(kind), told)).code);
    for (const payload of [{}, told]) codes.push((await ask('updatePackageShippingInfo', '1', payload)).code, (await ask('shipPackage', '1', { self_shipment: payload })).code);
    expect(codes).not.toContain(0);
    for (const code of codes) expect(meaningOf(code, ''), String(code)).not.toEqual({ kind: 'problem', code: 'unrecognised' });
  });

  it('every request of the connector is as documented', async () => {
    await world.account.listOrders({ updatedAfterMs: world.clock.nowMs() - 86_400_000 });
    const page = await world.account.listOrders({ updatedAfterMs: world.clock.nowMs() - 60_000 });
    await world.account.listOrders({ updatedAfterMs: world.clock.nowMs() - 60_000, pageToken: (page.kind === 'done' ? page.value.nextPageToken : null) ?? '' });
    await world.account.readOrder(world.orders.cancelRequested);
    const notice = await noticeFor(world.orders.shippable);
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    await world.passLag();
    expect((await world.account.confirmDispatch({ ...notice, trackingNumber: 'JJD000000002', replaces: { trackingNumber: notice.trackingNumber } })).kind).toBe('done');
    expect(new Set(seen().map(({ operation }) => operation))).toEqual(new Set(tiktokOperations.filter((operation) => operation !== 'shipPackage')));
    judge(seen());
  });

  it('also where only whole packages can be told', async () => {
    await world.close();
    await enter({ market: 'SG' });
    expect((await world.account.confirmDispatch(await noticeFor(world.orders.shippable))).kind).toBe('done');
    expect(seen().map(({ operation }) => operation)).toEqual(['getOrderDetail', 'getShippingProviders', 'markPackageShipped', 'shipPackage']);
    judge(seen());
  });
});
