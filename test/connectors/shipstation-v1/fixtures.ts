// Shape: ShipStation V1 document, schemas Order, Item, AdvancedOptions1 (fields and nesting) and the vendor's page "List Fulfillments"; all values are invented.
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import { orderShape } from '../../../src/main/connectors/marketplaces/shipstation-v1/shapes.ts';
import type { ShipStationOrder } from '../../../src/main/connectors/marketplaces/shipstation-v1/shapes.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

/** 09:00 in London, 01:00 on the West Coast. */
export const NOW_MS = Date.parse('2026-11-21T09:00:00Z');

export const wireItem = (overrides: Fields = {}): Fields => ({
  orderItemId: 32318261,
  lineItemKey: 'vd08',
  sku: 'MUG-350-BLU',
  name: 'Stoneware mug',
  weight: { value: 12, units: 'ounces', WeightUnits: 1 },
  quantity: 2,
  unitPrice: 11.9,
  options: [],
  adjustment: false,
  upc: '9521-0000-0137',
  ...overrides,
});

export const wireAdvanced = (overrides: Fields = {}): Fields => ({ storeId: 179188, mergedOrSplit: false, mergedIds: [], parentId: null, customField1: '', customField2: '', customField3: '', source: 'ebay', ...overrides });

export const wireOrder = (overrides: Fields = {}): Fields => ({
  orderId: 21533276,
  orderNumber: 'TEST-1',
  orderKey: '0d6bec18',
  orderDate: '2026-11-20T10:00:00.0000000',
  createDate: '2026-11-20T10:00:01.0000000',
  modifyDate: '2026-11-21T00:30:00.1970000',
  shipByDate: '2026-11-23T00:00:00.0000000',
  orderStatus: 'awaiting_shipment',
  shipTo: { name: 'Ida Voss', company: null, street1: 'Am Markt 3', street2: '', street3: null, city: 'Celle', state: 'Niedersachsen', postalCode: '29221', country: 'DE', phone: '05141 000000', addressVerified: 'Address not yet validated' },
  items: [wireItem()],
  orderTotal: 23.8,
  requestedShippingService: 'Standard',
  holdUntilDate: null,
  internationalOptions: { contents: null, customsItems: null, nonDelivery: null },
  advancedOptions: wireAdvanced(),
  externallyFulfilled: false,
  externallyFulfilledBy: null,
  ...overrides,
});

export const anOrder = (overrides: Fields = {}): ShipStationOrder => orderShape.parse(wireOrder(overrides));

export const aReply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = { date: 'Sat, 21 Nov 2026 09:00:00 GMT' }): WireReply => ({ status, headers, bodyText: typeof body === 'string' ? body : JSON.stringify(body) });

export const aNotice = (overrides: Partial<DispatchNotice> = {}): DispatchNotice => ({
  channelOrderId: '21533276',
  packageReference: '1',
  carrierCode: 'royal_mail',
  trackingNumber: ' AB123456789GB ',
  shippedAtMs: Date.parse('2026-11-21T07:30:00Z'),
  lines: [{ lineId: '32318261', quantity: 2 }],
  ...overrides,
});
