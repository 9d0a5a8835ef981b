// Shape: ShipStation API v2 document, schemas shipment, shipment_item, package, error (fields and nesting) and the vendor's pages on fulfillments; all values are invented.
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import { shipmentShape } from '../../../src/main/connectors/marketplaces/shipstation-v2/shapes.ts';
import type { ShipStationShipment } from '../../../src/main/connectors/marketplaces/shipstation-v2/shapes.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

export const NOW_MS = Date.parse('2026-11-21T09:00:00Z');

export const wireItem = (overrides: Fields = {}): Fields => ({ item_id: '77', sales_order_id: 'so-1', sales_order_item_id: 'soi-1', name: 'Stoneware mug', sku: 'MUG-350-BLU', upc: '9521 0000 0137', asin: 'B0PRACT001', quantity: 2, options: [], weight: { value: 1.5, unit: 'pound' }, ...overrides });

export const wireShipment = (overrides: Fields = {}): Fields => ({
  shipment_id: 'se-28529731',
  shipment_number: 'TEST-1',
  external_shipment_id: null,
  store_id: 'se-179188',
  created_at: '2026-11-20T10:00:00Z',
  modified_at: '2026-11-21T08:30:00.197Z',
  shipment_status: 'pending',
  ship_by_date: '2026-11-23T22:59:59Z',
  hold_until_date: null,
  requested_shipment_service: 'Standard',
  is_return: false,
  ship_to: { name: 'Ida Voss', phone: '05141 000000', company_name: null, address_line1: 'Am Markt 3', address_line2: null, city_locality: 'Celle', state_province: 'NI', postal_code: '29221', country_code: 'DE' },
  items: [wireItem()],
  amount_paid: { currency: 'eur', amount: 23.8 },
  packages: [{ shipment_package_id: 'se-1', weight: { value: 12, unit: 'ounce' } }],
  ...overrides,
});

export const aShipment = (overrides: Fields = {}): ShipStationShipment => shipmentShape.parse(wireShipment(overrides));

export const aReply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = { date: 'Sat, 21 Nov 2026 09:00:00 GMT' }): WireReply => ({ status, headers, bodyText: typeof body === 'string' ? body : JSON.stringify(body) });

export const anError = (status: number, error_code: string, more: Fields = {}): WireReply => aReply(status, { request_id: 'r', errors: [{ error_source: 'ShipStation', error_type: 'validation', error_code, message: 'words', ...more }] });

export const aNotice = (overrides: Partial<DispatchNotice> = {}): DispatchNotice => ({
  channelOrderId: 'se-28529731',
  packageReference: '1',
  carrierCode: 'royal_mail',
  trackingNumber: ' AB123456789GB ',
  shippedAtMs: Date.parse('2026-11-21T07:30:00Z'),
  lines: [{ lineId: '77', quantity: 2 }],
  ...overrides,
});
