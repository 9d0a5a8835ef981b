import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { PRACTICE_SHIPSTATION_V2_KEY } from '../../src/main/practice/shipstation-v2/desk.ts';
import { openShipStationV2World } from '../connectors/shipstation-v2/world.ts';
import type { PracticeWorld } from '../connectors/support/practice-world.ts';
import { createOpenApiDocument, hasVendorDocuments, vendorDocumentTitle } from '../support/openapi-document.ts';
import type { OpenApiDocument } from '../support/openapi-document.ts';

const FILE = 'shipstation/shipstation-v2-openapi.yaml';
type Json = null | boolean | number | string | Json[] | { [field: string]: Json };
type Fields = { [field: string]: Json };

/** What the vendor's pages say and its document of 2025-08-13 does not have yet: both calls for fulfillments, and two more words of a shipment's status. */
const FULFILLMENT = {
  fulfillment_id: { type: 'string' },
  shipment_id: { type: 'string' },
  shipment_number: { type: 'string' },
  user_id: { type: 'string' },
  tracking_number: { type: 'string' },
  created_at: { type: 'string', format: 'date-time' },
  ship_date: { type: 'string', format: 'date-time' },
  voided_at: { type: ['string', 'null'] },
  delivered_at: { type: ['string', 'null'] },
  fulfillment_carrier_friendly_name: { type: 'string' },
  fulfillment_provider_id: { type: ['string', 'null'] },
  fulfillment_provider_friendly_name: { type: ['string', 'null'] },
  fulfillment_provider_code: { type: ['string', 'null'] },
  fulfillment_service_code: { type: ['string', 'null'] },
  fulfillment_fee: { $ref: '#/components/schemas/monetary_value' },
  void_requested: { type: 'boolean' },
  voided: { type: 'boolean' },
  order_source_notified: { type: 'boolean' },
  notification_error_message: { type: ['string', 'null'] },
  ship_to: { $ref: '#/components/schemas/shipping_address_to' },
};
const object = (properties: Fields, required: string[] = Object.keys(properties)): Fields => ({ type: 'object', properties, required });
const json = (schema: Fields): Fields => ({ content: { 'application/json': { schema } } });
const listOf = (items: Fields): Fields => ({ type: 'array', items });
const inQuery = (name: string, schema: Fields): Fields => ({ name, in: 'query', schema });

const FULFILLMENTS: Fields = {
  get: {
    parameters: [inQuery('shipment_id', { type: 'string' }), inQuery('page', { type: 'integer', minimum: 1 }), inQuery('page_size', { type: 'integer', minimum: 1, maximum: 500 })],
    responses: { '200': json(object({ fulfillments: listOf(object(FULFILLMENT)), page: { type: 'integer' }, pages: { type: 'integer' }, total: { type: 'integer' }, links: { $ref: '#/components/schemas/pagination_link' } })) },
  },
  post: {
    requestBody: {
      required: true,
      ...json(
        object({
          fulfillments: listOf(
            object(
              { shipment_id: { type: 'string' }, tracking_number: { type: 'string' }, carrier_code: { $ref: '#/components/schemas/carrier_code' }, ship_date: { type: 'string', format: 'date-time' }, notify_customer: { type: 'boolean' }, notify_order_source: { type: 'boolean' } },
              ['shipment_id', 'tracking_number', 'carrier_code'],
            ),
          ),
        }),
      ),
    },
    responses: {
      '200': json(object({ has_errors: { type: 'boolean' }, fulfillments: listOf(object({ shipment_id: { type: 'string' }, shipment_number: { type: 'string' }, error_message: { type: ['string', 'null'] } })) })),
      '400': { $ref: '#/components/responses/BadRequest' },
    },
  },
};

function load(): OpenApiDocument {
  const document = parseYaml(readFileSync(fileURLToPath(new URL(`../../../shared/specs/${FILE}`, import.meta.url)), 'utf8'), { schema: 'core' }) as Fields;
  const paths = document['paths'] as Fields;
  expect(paths['/v2/fulfillments']).toBeUndefined();
  paths['/v2/fulfillments'] = FULFILLMENTS;
  const parameters = ((paths['/v2/shipments'] as Fields)['get'] as Fields)['parameters'] as Fields[];
  const { schemas, parameters: shared = {} } = document['components'] as { schemas: Fields; parameters?: Fields };
  // A pickup that every listing must name cannot be meant.
  for (const holder of [...parameters, ...Object.values(shared)] as Fields[]) if (holder['name'] === 'pickup_id') holder['required'] = false;
  const status = schemas['shipment_status'] as { enum: string[] };
  expect(status.enum).toEqual(['pending', 'processing', 'label_purchased', 'cancelled']);
  status.enum.push('awaiting_payment', 'on_hold');
  return createOpenApiDocument(document);
}

describe.skipIf(!hasVendorDocuments(FILE))(vendorDocumentTitle('ShipStation V2, the practice site and the connector against the vendor’s document', 'ShipStation', FILE), () => {
  let document: OpenApiDocument;
  let world: PracticeWorld;
  beforeAll(() => {
    document = load();
  });
  beforeEach(async () => {
    world = await openShipStationV2World();
  });
  afterEach(() => world.close());

  const asked = (path: string) => new URL(path, 'http://localhost');

  it('the checker itself refuses what the document does not know', () => {
    expect(document.judgeAnswer('/v2/shipments/{shipment_id}', 'get', 200, '{"shipment_id":"se-1"}')).toContain('required');
    expect(document.judgeRequest('/v2/shipments', 'get', new URLSearchParams({ modified_since: 'x' }), null)).toContain('modified_since');
    expect(document.judgeRequest('/v2/shipments', 'get', new URLSearchParams({ sort_by: 'moon' }), null)).toContain('sort_by');
    expect(document.judgeRequest('/v2/fulfillments', 'post', new URLSearchParams(), '{"fulfillments":[{"shipment_id":"se-1","tracking_number":"1","carrier_code":"DHL Paket"}]}')).toContain('pattern');
  });

  it('every request of ours is one that the document knows', async () => {
    const { account, orders } = world;
    await account.listOrders({ updatedAfterMs: 0 });
    await account.testConnection();
    await account.confirmDispatch({ channelOrderId: orders.shippable, packageReference: '1', carrierCode: 'dpd', trackingNumber: '01234567890123', shippedAtMs: world.clock.nowMs(), lines: [], notifyBuyer: true });
    await world.passLag();
    await account.readOrder(orders.shippable);
    const seen = world.site.requests();
    expect(new Set(seen.map(({ operation }) => operation))).toEqual(new Set(['listShipments', 'listCarriers', 'getShipment', 'listFulfillments', 'createFulfillments']));
    for (const { method, path, body } of seen) {
      const template = document.findPath(method, asked(path).pathname);
      expect(template, path).not.toBeNull();
      expect(document.judgeRequest(template ?? '', method, asked(path).searchParams, body), `${method} ${path} ${body}`).toBeNull();
    }
  });

  it('the practice site answers in the shapes of the document, refusals too, for every kind of order', async () => {
    const { settings } = await world.site.start();
    const ask = async (template: string, path: string, init: RequestInit = {}, key = PRACTICE_SHIPSTATION_V2_KEY): Promise<number> => {
      const reply = await fetch(String(settings['endpoint']) + path, { ...init, headers: { 'api-key': key, 'content-type': 'application/json' } });
      const body = await reply.text();
      const verdict = reply.status === 401 ? document.judgeBySchema('error_response_body', JSON.parse(body)) : document.judgeAnswer(template, init.method ?? 'get', reply.status, body);
      expect(verdict, `${reply.status} ${path} ${body.slice(0, 500)}`).toBeNull();
      return reply.status;
    };
    expect(await ask('/v2/shipments', '/v2/shipments?page_size=100&sort_by=modified_at&sort_dir=asc')).toBe(200);
    expect(await ask('/v2/shipments', '/v2/shipments?page=0')).toBe(400);
    expect(await ask('/v2/carriers', '/v2/carriers')).toBe(200);
    for (const { channelOrderId } of world.site.orders()) expect(await ask('/v2/shipments/{shipment_id}', `/v2/shipments/${channelOrderId}`)).toBe(200);
    expect(await ask('/v2/shipments/{shipment_id}', `/v2/shipments/${world.orders.unknown}`)).toBe(404);
    expect(await ask('/v2/shipments', '/v2/shipments', {}, 'wrong')).toBe(401);
    expect(await ask('/v2/fulfillments', `/v2/fulfillments?shipment_id=${world.idOf('already-shipped')}`)).toBe(200);
    const post = (fulfillments: unknown): Promise<number> => ask('/v2/fulfillments', '/v2/fulfillments', { method: 'post', body: JSON.stringify({ fulfillments }) });
    const told = { shipment_id: world.orders.shippable, tracking_number: '1Z', carrier_code: 'ups' };
    expect(await post([told, { ...told, shipment_id: world.idOf('cancelled') }, { ...told, shipment_id: world.orders.unknown }])).toBe(200);
    expect(await post([])).toBe(400);
    // One of three was taken.
    expect(world.site.acceptances().map(({ channelOrderId }) => channelOrderId)).toEqual([world.orders.shippable]);
  });
});
