import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DispatchNotice } from '../../src/shared/domain/writeback/write-back.ts';
import { openEbayWorld } from '../connectors/ebay/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';
import { hasVendorDocuments, loadVendorDocument, vendorDocumentTitle } from '../support/openapi-document.ts';
import type { OpenApiDocument } from '../support/openapi-document.ts';

const DOCUMENT = 'ebay/sell_fulfillment_v1_oas3.json';
const BASE = '/sell/fulfillment/v1';
/** Statuses that eBay's document leaves to its general pages on signing in and on limits; their bodies are checked all the same. */
const GENERAL = new Set([401, 429, 503]);

interface Asked {
  readonly status: number;
  readonly body: string;
  readonly errorIds: readonly number[];
}

describe.skipIf(!hasVendorDocuments(DOCUMENT))(vendorDocumentTitle('the practice site and the connector against eBay’s document', 'eBay', DOCUMENT), () => {
  let world: PracticeWorld;
  let document: OpenApiDocument;
  let baseUrl: string;
  let token: string;
  beforeEach(async () => {
    document = loadVendorDocument(DOCUMENT);
    world = await openEbayWorld();
    ({ baseUrl } = await world.site.start());
    token = await signIn(baseUrl);
  });
  afterEach(() => world.close());

  /** Asks the site directly and has eBay's document judge the answer: its shape, its status, and the numbers of its errors. */
  async function ask(method: 'GET' | 'POST', path: string, payload?: unknown, accessToken = token): Promise<Asked> {
    const init = payload === undefined ? {} : { body: typeof payload === 'string' ? payload : JSON.stringify(payload) };
    const reply = await fetch(`${baseUrl}${BASE}${path}`, { ...init, method, headers: { authorization: `Bearer ${accessToken}`, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) } });
    const body = await reply.text();
    const template = document.findPath(method, path.split('?')[0] ?? '') ?? '';
    return { status: reply.status, body, errorIds: judge(template, method.toLowerCase(), reply.status, body) };
  }

  function judge(template: string, method: string, status: number, body: string): readonly number[] {
    if (status < 400) {
      expect(document.judgeAnswer(template, method, status, body), `${method} ${template} ${status} ${body.slice(0, 300)}`).toBeNull();
      return [];
    }
    const responses = document.operation(template, method)['responses'] as Record<string, { 'x-response-codes'?: { errors: Record<string, unknown> } }>;
    if (!GENERAL.has(status)) expect(Object.keys(responses), template).toContain(String(status));
    if (body === '') return [];
    const { errors } = JSON.parse(body) as { errors: { errorId: number }[] };
    for (const error of errors) {
      expect(document.judgeBySchema('Error', error)).toBeNull();
      if (!GENERAL.has(status)) expect(Object.keys(responses[String(status)]?.['x-response-codes']?.errors ?? {}), `${method} ${template}`).toContain(String(error.errorId));
    }
    return errors.map(({ errorId }) => errorId);
  }

  const since = encodeURIComponent('lastmodifieddate:[2026-01-01T00:00:00.000Z..]');

  it('the checker itself refuses what the document does not know', () => {
    expect(document.judgeAnswer('/order/{orderId}', 'get', 200, JSON.stringify({ orderId: '1', gtin: '1' }))).toContain('unevaluated');
    expect(document.judgeAnswer('/order/{orderId}', 'get', 200, JSON.stringify({ orderId: '1', lineItems: [{ quantity: 'two' }] }))).toContain('quantity');
    expect(document.judgeAnswer('/order/{orderId}', 'get', 418, '')).toContain('418');
    expect(document.judgeRequest('/order', 'get', new URLSearchParams({ lastUpdatedAfter: 'x' }), null)).toContain('lastUpdatedAfter');
    expect(document.judgeRequest('/order/{orderId}/shipping_fulfillment', 'post', new URLSearchParams(), JSON.stringify({ carrierName: 'Evri' }), { 'content-type': 'application/json' })).toContain('unevaluated');
  });

  it('lists orders of every kind as documented, and never a request to cancel', async () => {
    const { body } = await ask('GET', `/order?filter=${since}&limit=200`);
    const { orders } = JSON.parse(body) as { orders: { cancelStatus: { cancelState: string; cancelRequests: unknown[] } }[] };
    expect(orders).toHaveLength(world.orderCount);
    expect(orders.flatMap(({ cancelStatus }) => cancelStatus.cancelRequests)).toEqual([]);
    expect(new Set(orders.map(({ cancelStatus }) => cancelStatus.cancelState))).toEqual(new Set(['NONE_REQUESTED', 'IN_PROGRESS', 'CANCELED']));
  });

  it('pages as documented', async () => {
    const { body } = await ask('GET', `/order?filter=${since}&limit=10&offset=10`);
    expect(JSON.parse(body)).toMatchObject({ limit: 10, offset: 10, total: world.orderCount, next: expect.stringContaining('offset=20') as string, prev: expect.stringContaining('offset=0') as string });
  });

  it.each([
    ['too many on a page', `/order?filter=${since}&limit=201`, 31100],
    ['an offset that is none', `/order?offset=-1`, 31000],
    ['a filter that is none', `/order?filter=${encodeURIComponent('colour:[red]')}`, 30700],
    ['a pair of statuses that eBay does not take', `/order?filter=${encodeURIComponent('orderfulfillmentstatus:{NOT_STARTED}')}`, 30800],
    ['a date that is none', `/order?filter=${encodeURIComponent('creationdate:[yesterday..]')}`, 30810],
    ['no start', `/order?filter=${encodeURIComponent('creationdate:[..2026-11-20T00:00:00.000Z]')}`, 30820],
    ['more than two years', `/order?filter=${encodeURIComponent('lastmodifieddate:[2020-01-01T00:00:00.000Z..]')}`, 30830],
    ['an end before the start', `/order?filter=${encodeURIComponent('creationdate:[2026-11-20T00:00:00.000Z..2026-11-19T00:00:00.000Z]')}`, 30840],
    ['too many ids', `/order?orderIds=${Array.from({ length: 51 }, (_none, index) => index).join(',')}`, 30900],
    ['a day that has not come', `/order?filter=${encodeURIComponent('lastmodifieddate:[2027-01-01T00:00:00.000Z..]')}`, 30850],
  ])('refuses a listing as documented: %s', async (_what, path, errorId) => {
    expect(await ask('GET', path)).toMatchObject({ status: 400, errorIds: [errorId] });
  });

  it('finds orders by their ids, whatever else was asked', async () => {
    const { body } = await ask('GET', `/order?filter=${encodeURIComponent('lastmodifieddate:[2026-11-21T08:59:59.000Z..]')}&orderIds=${world.orders.shippable},99-00000-00000`);
    expect(JSON.parse(body)).toMatchObject({ total: 1, orders: [{ orderId: world.orders.shippable }] });
  });

  it('lets the date of creation win over that of change, as documented', async () => {
    const none = encodeURIComponent('creationdate:[2026-11-21T08:59:00.000Z..],lastmodifieddate:[2026-01-01T00:00:00.000Z..],orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}');
    expect(JSON.parse((await ask('GET', `/order?filter=${none}`)).body)).toMatchObject({ total: 0 });
  });

  it('answers every single order, and what was told for it, as documented; and again after what the first read set off', async () => {
    for (let round = 0; round < 2; round++) {
      for (const sheet of world.site.orders()) {
        await ask('GET', `/order/${sheet.channelOrderId}`);
        await ask('GET', `/order/${sheet.channelOrderId}/shipping_fulfillment`);
      }
    }
  });

  it('refuses every kind of fulfillment as documented', async () => {
    const order = world.site.orders().find(({ kind }) => kind === 'multi-quantity');
    const { lineItems } = JSON.parse((await ask('GET', `/order/${order?.channelOrderId}`)).body) as { lineItems: { lineItemId: string; quantity: number }[] };
    const [line] = lineItems;
    const good = { lineItems: [{ lineItemId: line?.lineItemId, quantity: 1 }], shippedDate: '2026-11-21T08:00:00.000Z', shippingCarrierCode: 'DHL', trackingNumber: 'A1' };
    const tell = (payload: unknown, orderId = order?.channelOrderId) => ask('POST', `/order/${orderId}/shipping_fulfillment`, payload);
    expect((await tell(good)).status).toBe(201);
    const refusals: readonly (readonly [payload: unknown, errorId: number, orderId?: string])[] = [
      [good, 34500],
      [{ ...good, trackingNumber: 'A-2' }, 32300],
      [{ ...good, trackingNumber: 'A 2' }, 32300],
      [{ ...good, shippingCarrierCode: undefined, trackingNumber: 'A2' }, 32300],
      [{ ...good, trackingNumber: 'A2', shippedDate: 'today' }, 32500],
      [{ ...good, trackingNumber: 'A2', lineItems: [{ lineItemId: '1', quantity: 1 }] }, 32200],
      [{ ...good, trackingNumber: 'A2', lineItems: [...good.lineItems, ...good.lineItems] }, 32210],
      [{ ...good, trackingNumber: 'A2', lineItems: [{ lineItemId: line?.lineItemId, quantity: 1_000 }] }, 32600],
      ['{', 32600],
      [good, 32100, '99-00000-00000'],
      [good, 32300, world.orders.shippable],
      [{ ...good, trackingNumber: 'A3' }, 32600, world.orders.cancelled],
    ];
    for (const [payload, errorId, orderId] of refusals) expect(await tell(payload, orderId), JSON.stringify([payload, orderId])).toMatchObject({ status: 400, errorIds: [errorId] });
    expect(world.site.acceptances()).toHaveLength(1);
  });

  it('refuses tokens, haste and its own failures in eBay’s words', async () => {
    expect(await ask('GET', '/order/1', undefined, 'v^1.1#made-up')).toMatchObject({ status: 401, errorIds: [1001] });
    for (const [status, errorIds] of [[429, [2001]], [500, [30500]], [503, [30500]], [409, []]] as const) {
      world.site.faults.add({ operation: 'createShippingFulfillment', fault: { kind: 'status', status } });
      expect(await ask('POST', '/order/1/shipping_fulfillment', {})).toMatchObject({ status, errorIds });
    }
    expect((await ask('GET', '/order/99-00000-00000')).status).toBe(404);
    expect(await ask('GET', '/order/99-00000-00000/shipping_fulfillment')).toMatchObject({ status: 400, errorIds: [32100] });
  });

  it('every request of the connector is as documented', async () => {
    const read = await world.account.readOrder(world.orders.shippable);
    if (read.kind !== 'done' || read.value === null) throw new Error('the order was not read');
    const notice: DispatchNotice = {
      channelOrderId: world.orders.shippable,
      packageReference: '1',
      carrierCode: 'DHL',
      trackingNumber: '0034 0123-4567',
      shippedAtMs: world.clock.nowMs(),
      lines: read.value.draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity })),
    };
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    await world.passLag();
    expect((await world.account.readOrder(world.orders.shippable)).kind).toBe('done');
    expect((await world.account.listOrders({ updatedAfterMs: 0 })).kind).toBe('done');
    const exchanges = world.exchanges.filter(({ operation }) => operation !== 'accessToken');
    expect(exchanges.map(({ operation }) => operation)).toEqual(['getOrder', 'createShippingFulfillment', 'getOrder', 'getShippingFulfillments', 'getOrders']);
    for (const { request } of exchanges) {
      const template = document.findPath(request.method, request.path.replace(BASE, ''));
      if (template === null) throw new Error(`eBay’s document does not know ${request.method} ${request.path}`);
      expect(document.judgeRequest(template, request.method, new URLSearchParams(request.query), request.body, request.headers)).toBeNull();
    }
    expect(world.site.requests().find(({ operation }) => operation === 'getOrders')?.path).toContain('lastmodifieddate%3A%5B2024-11-22T09%3A00%3A10.000Z..%5D');
  });
});

async function signIn(baseUrl: string): Promise<string> {
  const reply = await fetch(`${baseUrl}/identity/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('practice-ebay-client:practice-ebay-secret').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'v^1.1#practice#refresh' }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}
