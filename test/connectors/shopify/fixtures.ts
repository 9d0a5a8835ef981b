// Shape: Admin API 2026-10, the fields that documents.ts asks for; all values are invented.
import type { ReadingRules } from '../../../src/main/connectors/marketplaces/shopify/read-hold.ts';
import { orderShape } from '../../../src/main/connectors/marketplaces/shopify/shapes.ts';
import type { ShopifyOrder } from '../../../src/main/connectors/marketplaces/shopify/shapes.ts';
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

export type Fields = Record<string, unknown>;

export const RULES: ReadingRules = { barcodesFor: () => [], locationId: null, unpaidOrders: 'wait' };
export const CHANGED_AT_MS = Date.parse('2026-11-21T08:30:00Z');
const whole = { hasNextPage: false, endCursor: null };
const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;

export const wireLine = (overrides: Fields = {}): Fields => ({
  id: gid('LineItem', '11'), sku: 'MUG-350-BLU', title: 'Stoneware mug', variantTitle: null, quantity: 2, currentQuantity: 2, unfulfilledQuantity: 2, nonFulfillableQuantity: 0,
  requiresShipping: true, variant: { barcode: '9521000000011' }, ...overrides,
});

export const wireWork = (overrides: Fields = {}): Fields => ({
  id: gid('FulfillmentOrder', '71'), status: 'OPEN', requestStatus: 'UNSUBMITTED', fulfillAt: '2026-11-20T18:00:00Z', fulfillBy: '2026-11-21T22:59:59Z',
  assignedLocation: { location: { id: gid('Location', '1') } }, fulfillmentHolds: [], internationalDuties: null, ...overrides,
});

export const wireParcel = (overrides: Fields = {}): Fields => ({
  id: gid('Fulfillment', '41'), status: 'SUCCESS', trackingInfo: [{ company: 'DHL', number: '003401234567890129' }],
  fulfillmentLineItems: { nodes: [{ quantity: 2, lineItem: { id: gid('LineItem', '11') } }], pageInfo: whole }, ...overrides,
});

export const wireOrder = ({ lines = [wireLine()], works = [wireWork()], ...overrides }: Fields & { lines?: readonly Fields[]; works?: readonly Fields[] } = {}): Fields => ({
  id: gid('Order', '5000000000001'), name: '#1001', createdAt: '2026-11-20T18:00:00Z', updatedAt: '2026-11-21T08:30:00Z', cancelledAt: null, cancelReason: null, cancellation: null,
  displayFinancialStatus: 'PAID', displayFulfillmentStatus: 'UNFULFILLED', requiresShipping: true, poNumber: null, paymentGatewayNames: ['shopify_payments'],
  currentTotalPriceSet: { shopMoney: { amount: '23.80', currencyCode: 'EUR' } }, customAttributes: [], localizedFields: { nodes: [] },
  shippingAddress: { name: 'Ida Voss', companyName: null, address1: 'Am Markt 3', address2: null, city: 'Celle', province: 'Niedersachsen', zip: '29221', countryCodeV2: 'DE', phone: '+49 5141 000000' },
  shippingLine: { title: 'Standard', code: 'STD' }, lineItems: { nodes: lines, pageInfo: whole }, fulfillmentOrders: { nodes: works, pageInfo: whole }, fulfillments: [], fulfillmentsCount: { count: 0 },
  ...overrides,
});

export const parseOrder = (order: Fields): ShopifyOrder => orderShape.parse(order);

export const aReply = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({ status, headers, bodyText: body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body) });

export function aNotice(overrides: Partial<DispatchNotice> = {}): DispatchNotice {
  return {
    channelOrderId: '5000000000001',
    packageReference: '1',
    carrierCode: 'DHL',
    trackingNumber: '003401234567890129',
    shippedAtMs: Date.parse('2026-11-21T10:00:00Z'),
    lines: [{ lineId: '11', quantity: 2 }],
    ...overrides,
  };
}
