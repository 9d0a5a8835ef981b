import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DispatchNotice } from '../../src/shared/domain/writeback/write-back.ts';
import { openAmazonWorld } from '../connectors/amazon/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';
import { hasAmazonSpecs, loadAmazonSwagger, specTitle } from './amazon-swagger.ts';
import type { AmazonSwagger } from './amazon-swagger.ts';

const ORDERS = '/orders/2026-01-01/orders';
const ORDER = '/orders/2026-01-01/orders/{orderId}';
const CONFIRM = '/orders/v0/orders/{orderId}/shipmentConfirmation';
const PLACES: Readonly<Record<string, { which: 'orders' | 'ordersV0' | 'listings'; path: string; method: 'get' | 'post' | 'patch' }>> = {
  searchOrders: { which: 'orders', path: ORDERS, method: 'get' },
  getOrder: { which: 'orders', path: ORDER, method: 'get' },
  confirmShipment: { which: 'ordersV0', path: CONFIRM, method: 'post' },
  searchListingsItems: { which: 'listings', path: '/listings/2021-08-01/items/{sellerId}', method: 'get' },
  patchListingsItem: { which: 'listings', path: '/listings/2021-08-01/items/{sellerId}/{sku}', method: 'patch' },
};

describe.skipIf(!hasAmazonSpecs)(specTitle('the practice site and the connector against Amazon’s documents'), () => {
  let world: PracticeWorld;
  let specs: Record<'orders' | 'ordersV0' | 'listings', AmazonSwagger>;
  let token: string;
  let baseUrl: string;
  beforeEach(async () => {
    specs = { orders: loadAmazonSwagger('orders'), ordersV0: loadAmazonSwagger('ordersV0'), listings: loadAmazonSwagger('listings') };
    world = await openAmazonWorld({ budgets: { searchOrders: { ratePerSecond: 1, burst: 1_000 }, getOrder: { ratePerSecond: 1, burst: 1_000 } } });
    const { baseUrl: address } = await world.site.start();
    const tokenUrl = `${address}/auth/o2/token`;
    baseUrl = address;
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'practice-client', client_secret: 'practice-secret', refresh_token: 'practice-refresh-token' });
    const issued = (await (await fetch(tokenUrl, { method: 'POST', body: form })).json()) as { access_token: string };
    token = issued.access_token;
  });
  afterEach(() => world.close());

  /** Asks the site directly and has Amazon's document judge the answer. */
  async function ask(operation: keyof typeof PLACES, path: string, init: RequestInit = {}, accessToken = token): Promise<{ status: number; body: string }> {
    const place = PLACES[operation];
    if (place === undefined) throw new Error(`no such operation ${operation}`);
    const reply = await fetch(baseUrl + path, { ...init, method: place.method.toUpperCase(), headers: { 'x-amz-access-token': accessToken } });
    const body = await reply.text();
    expect(specs[place.which].judgeAnswer(place.path, place.method, reply.status, body), `${operation} ${reply.status} ${body.slice(0, 300)}`).toBeNull();
    expect(reply.headers.get('x-amzn-requestid')).toMatch(/.+/);
    return { status: reply.status, body };
  }
  const confirm = (channelOrderId: string, payload: unknown) =>
    ask('confirmShipment', `/orders/v0/orders/${channelOrderId}/shipmentConfirmation`, { body: typeof payload === 'string' ? payload : JSON.stringify(payload) });

  it('the checker itself refuses what the documents do not know', () => {
    expect(specs.orders.judgeAnswer(ORDER, 'get', 200, JSON.stringify({ order: { orderId: '1' } }))).toContain('createdTime');
    const order = { orderId: '1', createdTime: '2026-01-01T00:00:00Z', lastUpdatedTime: '2026-01-01T00:00:00Z', salesChannel: { channelName: 'AMAZON' }, orderItems: [] };
    expect(specs.orders.judgeAnswer(ORDER, 'get', 200, JSON.stringify({ order }))).toBeNull();
    expect(specs.orders.judgeAnswer(ORDER, 'get', 200, JSON.stringify({ order: { ...order, gtin: '1' } }))).toContain('additional properties');
    expect(specs.orders.judgeAnswer(ORDER, 'get', 200, JSON.stringify({ order: { ...order, createdTime: 'yesterday' } }))).toContain('date-time');
    expect(specs.orders.judgeAnswer(ORDER, 'get', 418, '')).toContain('418');
    expect(specs.ordersV0.judgeRequest(CONFIRM, 'post', new URLSearchParams(), JSON.stringify({ marketplaceId: 'A', packageDetail: { packageReferenceId: 1 } }))).toContain('packageReferenceId');
    expect(specs.orders.judgeRequest(ORDERS, 'get', new URLSearchParams({ includedData: 'PACKAGES,SECRETS' }), '')).toContain('includedData');
    expect(specs.orders.judgeRequest(ORDERS, 'get', new URLSearchParams({ LastUpdatedAfter: 'x' }), '')).toContain('LastUpdatedAfter');
  });

  it.each([
    ['nothing extra', ''],
    ['what the connector asks for', '&includedData=RECIPIENT,CANCELLATION,PACKAGES,FULFILLMENT,PROCEEDS,TAX'],
    ['everything', '&includedData=BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS'],
  ])('lists orders of every kind as documented, with %s', async (_what, extra) => {
    const { body } = await ask('searchOrders', `${ORDERS}?lastUpdatedAfter=2026-01-01T00:00:00Z${extra}`);
    expect((JSON.parse(body) as { orders: unknown[] }).orders).toHaveLength(world.orderCount);
  });

  it('pages as documented', async () => {
    const { body } = await ask('searchOrders', `${ORDERS}?lastUpdatedAfter=2026-01-01T00:00:00Z&maxResultsPerPage=10`);
    const { pagination } = JSON.parse(body) as { pagination: { nextToken: string } };
    await ask('searchOrders', `${ORDERS}?lastUpdatedAfter=2026-01-01T00:00:00Z&maxResultsPerPage=10&paginationToken=${encodeURIComponent(pagination.nextToken)}`);
  });

  it('answers every single order as documented, and again after what the first read set off', async () => {
    for (let round = 0; round < 2; round++) {
      for (const sheet of world.site.orders()) {
        await ask('getOrder', `${ORDERS}/${sheet.channelOrderId}?includedData=BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES,TAX`);
      }
    }
  });

  it.each([
    ['an unknown order', `${ORDERS}/999-0000000-0000000`, 404],
    ['an unknown data set', `${ORDERS}/999-0000000-0000000?includedData=SECRETS`, 400],
  ])('refuses as documented: %s', async (_what, path, status) => {
    expect((await ask('getOrder', path)).status).toBe(status);
  });

  it('refuses every kind of confirmation as documented', async () => {
    const sheet = world.site.orders().find((order) => order.kind === 'ship-plus');
    const detail = { packageReferenceId: '1', carrierCode: 'DHL', trackingNumber: '1', shipDate: '2026-11-21T10:00:00Z', orderItems: [{ orderItemId: '1', quantity: 1 }] };
    for (const payload of ['{', {}, { marketplaceId: 'A1F83G8C2ARO7P', packageDetail: { ...detail, packageReferenceId: 1 } }, { marketplaceId: 'A1F83G8C2ARO7P', packageDetail: detail }]) {
      expect((await confirm(sheet?.channelOrderId ?? '', payload)).status).toBe(400);
    }
    for (const kind of ['cancelled', 'clean', 'already-shipped']) {
      const order = world.site.orders().find((candidate) => candidate.kind === kind);
      expect((await confirm(order?.channelOrderId ?? '', { marketplaceId: 'A1PA6795UKMFR9', packageDetail: detail })).status).toBe(400);
    }
  });

  it('refuses tokens, haste and its own failures as documented', async () => {
    expect((await ask('getOrder', `${ORDERS}/1`, {}, 'Atza|made-up')).status).toBe(403);
    for (const status of [429, 500, 503]) {
      world.site.faults.add({ operation: 'confirmShipment', fault: { kind: 'status', status } });
      expect((await confirm('1', {})).status).toBe(status);
    }
    for (let call = 0; call < 10; call++) await confirm('1', {});
    expect((await confirm('1', {})).status).toBe(429);
  });

  it('answers about listings as documented, refusals too', async () => {
    const items = '/listings/2021-08-01/items/APRACTICE12345';
    const search = (query: string) => ask('searchListingsItems', `${items}?marketplaceIds=A1PA6795UKMFR9&${query}`);
    expect(JSON.parse((await search('identifiers=MUG-350-BLU,TEAPOT-1L&identifiersType=SKU&includedData=productTypes,fulfillmentAvailability,attributes')).body).items).toHaveLength(2);
    expect((await search('identifiers=MUG-350-BLU')).status).toBe(400);
    expect((await ask('searchListingsItems', '/listings/2021-08-01/items/SOMEBODY?marketplaceIds=A1PA6795UKMFR9')).status).toBe(403);
    const patch = (sku: string, body: unknown) => ask('patchListingsItem', `${items}/${sku}?marketplaceIds=A1PA6795UKMFR9`, { body: JSON.stringify(body) });
    const level = { productType: 'HOME', patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 3 }] }] };
    expect(JSON.parse((await patch('MUG-350-BLU', level)).body)).toMatchObject({ status: 'ACCEPTED' });
    expect(JSON.parse((await patch('NOWHERE', level)).body)).toMatchObject({ status: 'INVALID' });
    expect((await patch('MUG-350-BLU', {})).status).toBe(400);
    world.site.faults.add({ operation: 'patchListingsItem', fault: { kind: 'status', status: 429 } });
    expect((await patch('MUG-350-BLU', level)).status).toBe(429);
  });

  it('every request of the connector is as documented', async () => {
    const read = await world.account.readOrder(world.orders.shippable);
    if (read.kind !== 'done' || read.value === null) throw new Error('the order was not read');
    const { draft } = read.value;
    const notice: DispatchNotice = {
      channelOrderId: draft.channelOrderId,
      marketplaceId: draft.marketplaceId ?? '',
      packageReference: '1',
      carrierCode: 'Other',
      carrierName: 'Evri',
      shippingMethod: 'Next day',
      trackingNumber: '003401234567890129',
      shippedAtMs: world.clock.nowMs(),
      lines: draft.lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity })),
    };
    expect((await world.account.confirmDispatch(notice)).kind).toBe('done');
    expect((await world.account.listOrders({ updatedAfterMs: world.clock.nowMs() - 86_400_000 })).kind).toBe('done');
    expect((await world.account.stock?.publish([{ sku: 'MUG-350-BLU', available: 4 }]))?.kind).toBe('done');
    const seen = world.site.requests().filter((request) => request.operation in PLACES);
    expect(seen.map((request) => request.operation)).toEqual(['getOrder', 'confirmShipment', 'searchOrders', 'searchListingsItems', 'patchListingsItem']);
    for (const request of seen) {
      const place = PLACES[request.operation];
      if (place === undefined) throw new Error(request.operation);
      expect(specs[place.which].judgeRequest(place.path, place.method, new URL(request.path, baseUrl).searchParams, request.body)).toBeNull();
    }
  });
});
