import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOCUMENTS } from '../../src/main/connectors/marketplaces/shopify/documents.ts';
import { PRACTICE_ACCESS_TOKEN } from '../../src/main/practice/shopify/access.ts';
import { practiceShopifyWith } from '../../src/main/practice/shopify/desk.ts';
import type { DispatchNotice } from '../../src/shared/domain/writeback/write-back.ts';
import { openShopifyWorld } from '../connectors/shopify/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';
import { hasShopifySchema, loadShopifySchema, schemaTitle } from './shopify-schema.ts';
import type { ShopifySchema } from './shopify-schema.ts';

interface Sent {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const PLENTY = { budgets: { graphql: { ratePerSecond: 1_000, burst: 100_000 } } };

describe.skipIf(!hasShopifySchema)(schemaTitle('the practice site and the connector against Shopify’s schema'), () => {
  let schema: ShopifySchema;
  let world: PracticeWorld;
  let baseUrl: string;
  beforeEach(async () => {
    schema = loadShopifySchema();
    world = await openShopifyWorld({ ...PLENTY, channel: practiceShopifyWith({ elsewhere: ['PEN-GEL-05-4'] }) }, { locationId: '71000000001' });
    baseUrl = (await world.site.start()).baseUrl;
  });
  afterEach(() => world.close());

  /** Sends one of the connector's own documents by hand, so that nothing is hidden as it is in the journal. */
  async function ask(name: keyof typeof DOCUMENTS, variables: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const reply = await fetch(`${baseUrl}/admin/api/2026-10/graphql.json`, { method: 'POST', headers: { 'x-shopify-access-token': PRACTICE_ACCESS_TOKEN, 'content-type': 'application/json' }, body: JSON.stringify({ query: DOCUMENTS[name], operationName: name, variables }) });
    const { data, errors } = (await reply.json()) as { readonly data?: Readonly<Record<string, unknown>>; readonly errors?: unknown };
    expect(errors).toBeUndefined();
    expect(schema.judgeRequest(DOCUMENTS[name], variables)).toBeNull();
    expect(schema.judgeData(DOCUMENTS[name], variables, data)).toBeNull();
    return data ?? {};
  }

  it('the judge itself refuses what the schema does not know', () => {
    expect(schema.judgeRequest('query a { orders(first: 1) { nodes { id shipTo } } }', {})).toContain('shipTo');
    expect(schema.judgeRequest('query a($id: ID!) { order(id: $id) { id } }', {})).toContain('$id');
    expect(schema.judgeRequest('query a($id: ID!) { order(id: $id) { id } }', { id: 'x', more: 1 })).toContain('more');
    expect(schema.judgeRequest(DOCUMENTS.fulfillmentCreate, { fulfillment: { lineItemsByFulfillmentOrder: [], shipDate: 'x' } })).toContain('shipDate');
    const query = 'query a { shop { name } }';
    expect(schema.judgeData(query, {}, { shop: { name: 'x' } })).toBeNull();
    expect(schema.judgeData(query, {}, { shop: { name: null } })).toContain('must not be null');
    expect(schema.judgeData(query, {}, { shop: { name: 'x', plan: 'y' } })).toContain('nobody asked');
    expect(schema.judgeData('query a { orders(first: 1) { nodes { displayFulfillmentStatus } } }', {}, { orders: { nodes: [{ displayFulfillmentStatus: 'SENT' }] } })).toContain('SENT');
    expect(schema.judgeData('query a { orders(first: 1) { nodes { id } } }', {}, { orders: { nodes: [{ id: '1' }] } })).toContain('no id');
  });

  it.each(Object.entries(DOCUMENTS))('the document %s is one of the schema’s', (_name, document) => {
    // Variables are judged with what is sent; here only the text.
    expect(schema.judgeRequest(document, {}) ?? '').not.toMatch(/Cannot query|Unknown|never used|not defined|conflict/i);
  });

  it('every order of every kind is shown as the schema has it, before and after what the first read set off', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (const { channelOrderId } of world.site.orders()) {
        const id = `gid://shopify/Order/${channelOrderId}`;
        await ask('readOrder', { id, lines: 30, fulfillmentOrders: 5, fulfillments: 6, whole: true });
        await ask('readFulfillable', { id, fulfillmentOrders: 4, lines: 20, fulfillments: 12 });
      }
    }
    await ask('listOrders', { search: "updated_at:>='2026-01-01T00:00:00.000Z'", first: 8, after: null, lines: 8, fulfillmentOrders: 3, fulfillments: 2, whole: false });
    await ask('findItems', { search: 'sku:"MUG-350-BLU" OR sku:"MUG-350-GRN"', first: 50, locationId: 'gid://shopify/Location/71000000001' });
    await ask('testConnection', {});
  });

  it('every request of the connector is as the schema allows, and every answer to it as the schema has it', async () => {
    const notice = async (kind: string, trackingNumber: string, more: Partial<DispatchNotice> = {}): Promise<DispatchNotice> => {
      const read = await world.account.readOrder(world.idOf(kind));
      if (read.kind !== 'done' || read.value === null) throw new Error('the order was not read');
      const { draft } = read.value;
      return { channelOrderId: draft.channelOrderId, packageReference: '1', carrierCode: 'DHL', trackingNumber, shippedAtMs: world.clock.nowMs(), lines: draft.lines.map(({ lineId, quantity }) => ({ lineId, quantity })), ...more };
    };
    let token: string | null = '';
    for (; token !== null; ) {
      const page = await world.account.listOrders(token === '' ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken: token });
      if (page.kind !== 'done') throw new Error(JSON.stringify(page));
      token = page.value.nextPageToken;
    }
    expect((await world.account.confirmDispatch(await notice('clean', '1'))).kind).toBe('done');
    expect((await world.account.confirmDispatch(await notice('clean', '1'))).kind).toBe('done');
    expect((await world.account.confirmDispatch(await notice('clean', '2', { replaces: { trackingNumber: '1' }, notifyBuyer: true }))).kind).toBe('done');
    expect((await world.account.confirmDispatch(await notice('multi-line', '3'))).kind).toBe('done');
    expect((await world.account.confirmDispatch(await notice('cancelled', '4'))).kind).toBe('rejected');
    expect((await world.account.testConnection()).kind).toBe('done');
    expect(await world.account.stock?.publish([{ sku: 'MUG-350-BLU', available: 7 }])).toEqual({ kind: 'done', value: { refused: [] } });

    const sent = world.exchanges.filter(({ operation }) => operation in DOCUMENTS);
    expect(new Set(sent.map(({ operation }) => operation))).toEqual(new Set(['listOrders', 'readOrder', 'readFulfillable', 'readFulfillment', 'fulfillmentCreate', 'fulfillmentTrackingInfoUpdate', 'testConnection', 'findItems', 'inventorySetQuantities']));
    for (const { request, reply } of sent) {
      const { query, variables } = JSON.parse(request.body ?? '') as Sent;
      expect(schema.judgeRequest(query, variables), request.operation).toBeNull();
      const answer = JSON.parse(reply?.bodyText ?? '') as { readonly data: unknown };
      expect(schema.judgeData(query, variables, answer.data), request.operation).toBeNull();
    }
  });
});
