import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { openShipStationV1World } from '../connectors/shipstation-v1/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';
import { createOpenApiDocument, hasVendorDocuments, vendorDocumentTitle } from '../support/openapi-document.ts';
import type { OpenApiDocument } from '../support/openapi-document.ts';
import { buildListShipments } from '../../src/main/connectors/marketplaces/shipstation-v1/build.ts';
import { PRACTICE_SHIPSTATION_V1_KEYS } from '../../src/main/practice/shipstation-v1/desk.ts';

const FILE = 'shipstation/shipstation-v1-openapi.yaml';
type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

/**
 * The document was made from recorded calls. Three things in it cannot be meant: every filter is required; `oneOf` has an empty second choice,
 * so that what fits the first is refused; and the body of markasshipped is a text (its sample is kept as the shape). Samples that are null in one
 * answer and filled in another stay as they are.
 */
function mend(value: Json): Json {
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value !== 'object' || value === null) return value;
  const mended = Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, mend(inner)]));
  if (mended['in'] === 'query') mended['required'] = false;
  if (Array.isArray(mended['oneOf'])) {
    const choices = mended['oneOf'].filter((choice) => typeof choice === 'object' && choice !== null && !Array.isArray(choice) && Object.keys(choice).some((word) => word !== 'examples'));
    delete mended['oneOf'];
    mended['anyOf'] = choices;
  }
  return mended;
}

function load(): OpenApiDocument {
  const text = readFileSync(fileURLToPath(new URL(`../../../shared/specs/${FILE}`, import.meta.url)), 'utf8');
  // Its samples hold bare dates, which are texts there.
  const document = mend(parseYaml(text, { schema: 'core' }) as Json) as { [field: string]: Json };
  const paths = document['paths'] as Record<string, Record<string, Record<string, Json>>>;
  const mark = paths['//orders/markasshipped']?.['post'];
  if (mark === undefined) throw new Error('the document has no markasshipped');
  const fields = { orderId: 'integer', carrierCode: 'string', shipDate: 'string', trackingNumber: 'string', notifyCustomer: 'boolean', notifySalesChannel: 'boolean' };
  for (const field of Object.keys(fields)) expect(JSON.stringify(mark['requestBody'])).toContain(field);
  const properties = Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, { type }]));
  mark['requestBody'] = { required: true, content: { 'application/json': { schema: { type: 'object', required: ['orderId', 'carrierCode'], properties } } } };
  return createOpenApiDocument(document);
}

describe.skipIf(!hasVendorDocuments(FILE))(vendorDocumentTitle('ShipStation V1, the practice site and the connector against the vendor’s document', 'ShipStation', FILE), () => {
  let document: OpenApiDocument;
  let world: PracticeWorld;
  beforeAll(() => {
    document = load();
  });
  beforeEach(async () => {
    world = await openShipStationV1World();
  });
  afterEach(() => world.close());

  const authorization = `Basic ${Buffer.from(`${PRACTICE_SHIPSTATION_V1_KEYS.apiKey}:${PRACTICE_SHIPSTATION_V1_KEYS.apiSecret}`).toString('base64')}`;

  it('the checker itself refuses what the document does not know', () => {
    expect(document.judgeAnswer('//orders/{orderId}', 'get', 200, '{"orderId":1}')).toContain('required');
    expect(document.judgeRequest('//orders', 'get', new URLSearchParams({ modifiedSince: 'x' }), null, { Authorization: 'x' })).toContain('modifiedSince');
    expect(document.judgeRequest('//orders', 'get', new URLSearchParams(), null)).toContain('Authorization');
    expect(document.judgeRequest('//orders/markasshipped', 'post', new URLSearchParams(), '{"orderId":"1","carrierCode":"ups"}')).toContain('integer');
    expect(document.judgeRequest('//orders/markasshipped', 'post', new URLSearchParams(), '{"orderId":1,"carrierCode":"ups","lines":[]}')).toContain('unevaluated');
  });

  it('every request of ours is one that the document knows', async () => {
    const { account } = world;
    await account.listOrders({ updatedAfterMs: 0 });
    await account.testConnection();
    await account.readOrder(world.idOf('already-shipped'));
    await account.readOrder(world.idOf('partly-shipped'));
    await account.confirmDispatch({ channelOrderId: world.orders.shippable, packageReference: '1', carrierCode: 'dpd', trackingNumber: '01234567890123', shippedAtMs: world.clock.nowMs(), lines: [], notifyBuyer: true });
    await world.passLag();
    await account.readOrder(world.orders.shippable);
    const seen = world.site.requests();
    expect(new Set(seen.map(({ operation }) => operation))).toEqual(new Set(['listOrders', 'listCarriers', 'getOrder', 'listFulfillments', 'markAsShipped']));
    for (const { method, path, body } of seen) {
      const url = new URL(path, 'http://localhost');
      const template = document.findPath(method, url.pathname);
      expect(template, path).not.toBeNull();
      expect(document.judgeRequest(template ?? '', method, url.searchParams, body, { Authorization: authorization }), `${method} ${path} ${body}`).toBeNull();
    }
  });

  it('labels bought in ShipStation, of which the practice account has none, are asked for in its own words', () => {
    expect(document.judgeRequest('//shipments', 'get', new URLSearchParams(buildListShipments('21533276').query), null)).toBeNull();
  });

  it('the practice site answers in the shapes of the document, for every kind of order', async () => {
    const { settings } = await world.site.start();
    const baseUrl = String(settings['endpoint']);
    const ask = async (path: string, template: string): Promise<void> => {
      const reply = await fetch(baseUrl + path, { headers: { authorization } });
      const body = await reply.text();
      expect(reply.headers.get('x-rate-limit-remaining')).toMatch(/^\d+$/);
      expect(document.judgeAnswer(template, 'get', reply.status, body), `${path} ${body.slice(0, 400)}`).toBeNull();
    };
    await ask('/orders?pageSize=500', '//orders');
    await ask('/carriers', '//carriers');
    for (const kind of ['clean', 'cancelled', 'already-shipped', 'partly-shipped', 'payment-pending', 'pre-order', 'ship-plus', 'long-address']) await ask(`/orders/${world.idOf(kind)}`, '//orders/{orderId}');
    const marked = await fetch(`${baseUrl}/orders/markasshipped`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ orderId: Number(world.orders.shippable), carrierCode: 'ups', trackingNumber: '1Z' }) });
    expect(document.judgeAnswer('//orders/markasshipped', 'post', marked.status, await marked.text())).toBeNull();
  });
});
