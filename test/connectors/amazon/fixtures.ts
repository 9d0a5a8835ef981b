// Shape: Orders API 2026-01-01, getOrder, example of answer 200 (fields and nesting); all values are invented.
import { orderShape } from '../../../src/main/connectors/marketplaces/amazon/shapes.ts';
import type { AmazonOrder } from '../../../src/main/connectors/marketplaces/amazon/shapes.ts';
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

export const CHANGED_AT_MS = Date.parse('2026-11-21T08:30:00Z');

export function wireItem(overrides: Fields = {}): Fields {
  return {
    orderItemId: '51234567890123',
    quantityOrdered: 2,
    product: { asin: 'B0PRACT001', title: 'Stoneware mug', sellerSku: 'MUG-350-BLU' },
    fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 2 },
    ...overrides,
  };
}

export function wireOrder(overrides: Fields = {}): Fields {
  return {
    orderId: '302-1234567-7654321',
    createdTime: '2026-11-20T18:00:00Z',
    lastUpdatedTime: '2026-11-21T08:30:00Z',
    programs: [],
    salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1PA6795UKMFR9', marketplaceName: 'Amazon.de' },
    recipient: {
      deliveryAddress: {
        name: 'Ida Voss', companyName: '', addressLine1: 'Am Markt 3', addressLine2: '', addressLine3: '', city: 'Celle', districtOrCounty: '',
        stateOrRegion: 'Niedersachsen', municipality: '', postalCode: '29221', countryCode: 'DE', phone: '+49 5141 000000', addressType: 'RESIDENTIAL',
      },
    },
    proceeds: { grandTotal: { amount: '23.80', currencyCode: 'EUR' } },
    fulfillment: {
      fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT', fulfillmentServiceLevel: 'STANDARD',
      shipByWindow: { earliestDateTime: '2026-11-20T18:00:00Z', latestDateTime: '2026-11-21T22:59:59Z' },
    },
    orderItems: [wireItem()],
    packages: [],
    ...overrides,
  };
}

export const withStatus = (fulfillmentStatus: string, overrides: Fields = {}): Fields =>
  wireOrder({ fulfillment: { fulfillmentStatus, fulfilledBy: 'MERCHANT' }, ...overrides });

export const parseOrder = (order: Fields): AmazonOrder => orderShape.parse(order);

export const aReply = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({
  status,
  headers,
  bodyText: body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
});

export const anError = (message: string, code = 'InvalidInput', details = ''): Fields => ({ errors: [{ code, message, details }] });

export function aNotice(overrides: Partial<DispatchNotice> = {}): DispatchNotice {
  return {
    channelOrderId: '302-1234567-7654321',
    marketplaceId: 'A1PA6795UKMFR9',
    packageReference: '1',
    carrierCode: 'DHL',
    shippingMethod: 'Paket',
    trackingNumber: '003401234567890129',
    shippedAtMs: Date.parse('2026-11-21T10:00:00Z'),
    lines: [{ lineId: '51234567890123', quantity: 2 }],
    ...overrides,
  };
}
