// Shape: Sell Fulfillment API 1.20.7, schemas Order, ShippingFulfillmentPagedCollection, Error (fields and nesting); all values are invented.
import { orderShape } from '../../../src/main/connectors/marketplaces/ebay/shapes.ts';
import type { EbayOrder } from '../../../src/main/connectors/marketplaces/ebay/shapes.ts';
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

export const CHANGED_AT_MS = Date.parse('2026-11-21T08:30:00.000Z');
export const ASKED_AT_MS = Date.parse('2026-11-21T07:00:00.000Z');
export const ENDED_AT_MS = Date.parse('2026-11-21T08:00:00.000Z');

export const wireLine = (overrides: Fields = {}): Fields => ({
  lineItemId: '10012345678901',
  legacyItemId: '287400000001',
  sku: 'MUG-350-BLU',
  title: 'Stoneware mug',
  quantity: 2,
  listingMarketplaceId: 'EBAY_DE',
  purchaseMarketplaceId: 'EBAY_DE',
  lineItemFulfillmentStatus: 'NOT_STARTED',
  lineItemFulfillmentInstructions: { shipByDate: '2026-11-23T22:59:59.000Z', guaranteedDelivery: false },
  ...overrides,
});

export const shipTo = (overrides: Fields = {}): Fields => ({
  fullName: 'Ida Voss',
  contactAddress: { addressLine1: 'Am Markt 3', city: 'Celle', stateOrProvince: 'Niedersachsen', postalCode: '29221', countryCode: 'DE' },
  primaryPhone: { phoneNumber: '05141 000000' },
  email: 'x9@members.ebay.invalid',
  ...overrides,
});

export const instruction = (overrides: Fields = {}, step: Fields = {}): Fields => ({
  fulfillmentInstructionsType: 'SHIP_TO',
  ebaySupportedFulfillment: false,
  shippingStep: { shippingServiceCode: 'DE_DHLPaket', shipTo: shipTo(), ...step },
  ...overrides,
});

export const wireOrder = (overrides: Fields = {}): Fields => ({
  orderId: '12-34567-89012',
  creationDate: '2026-11-20T18:00:00.000Z',
  lastModifiedDate: '2026-11-21T08:30:00.000Z',
  orderFulfillmentStatus: 'NOT_STARTED',
  orderPaymentStatus: 'PAID',
  sellerId: 'our_shop',
  buyer: { username: 'ida_v' },
  cancelStatus: { cancelState: 'NONE_REQUESTED', cancelRequests: [] },
  pricingSummary: { total: { value: '23.8', currency: 'EUR' } },
  fulfillmentStartInstructions: [instruction()],
  fulfillmentHrefs: [],
  lineItems: [wireLine()],
  ...overrides,
});

export const cancelRequest = (cancelRequestState: string, overrides: Fields = {}): Fields => ({
  cancelRequestId: '5000000001',
  cancelInitiator: 'Buyer',
  cancelReason: 'ORDER_MISTAKE',
  cancelRequestedDate: '2026-11-21T07:00:00.000Z',
  ...(cancelRequestState === 'REQUESTED' ? {} : { cancelCompletedDate: '2026-11-21T08:00:00.000Z' }),
  cancelRequestState,
  ...overrides,
});

export const hrefOf = (fulfillmentId: string): string => `https://api.ebay.com/sell/fulfillment/v1/order/12-34567-89012/shipping_fulfillment/${fulfillmentId}`;

export const parseOrder = (order: Fields): EbayOrder => orderShape.parse(order);

export const aReply = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({
  status,
  headers,
  bodyText: body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
});

export const anError = (errorId: number, message = 'no', more: Fields = {}): Fields => ({ errors: [{ errorId, domain: 'API_FULFILLMENT', category: 'REQUEST', message, ...more }] });

export const aNotice = (overrides: Partial<DispatchNotice> = {}): DispatchNotice => ({
  channelOrderId: '12-34567-89012',
  packageReference: '1',
  carrierCode: 'RoyalMail',
  trackingNumber: 'AB 1234 5678-9GB',
  shippedAtMs: Date.parse('2026-11-21T10:00:00Z'),
  lines: [{ lineId: '10012345678901', quantity: 2 }],
  ...overrides,
});
