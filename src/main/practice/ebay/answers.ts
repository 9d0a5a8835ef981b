import { shippedUnits, shownPackagesOf, statusOf } from '../shop/order-life.ts';
import type { AcceptedPackage, PracticeLine, PracticeOrder } from '../shop/world.ts';

/** eBay's words for the shop's four sites. Source: MarketplaceIdEnum, read on 2026-11-21. */
const MARKETPLACES: Readonly<Record<string, string>> = { A1PA6795UKMFR9: 'EBAY_DE', A1F83G8C2ARO7P: 'EBAY_GB', A13V1IB3VIYZZH: 'EBAY_FR', A1C3SOZRARQ6R3: 'EBAY_PL' };
const marketplaceOf = (order: PracticeOrder): string => MARKETPLACES[order.marketplaceId] ?? 'EBAY_DE';

/** A number of the kind eBay puts into IOSS; it belongs to nobody. The check digits of the VAT number are right, or a station would refuse it. */
const PRACTICE_IOSS = 'IM0000000000';
const PRACTICE_UK_VAT = 'GB999999973';

const iso = (ms: number): string => new Date(ms).toISOString();
const money = (minor: number, currency: string): { value: string; currency: string } => ({ value: (minor / 100).toFixed(2), currency });

/** The user name stands for the buyer: one buyer has one, over all orders. */
export const usernameOf = ({ buyer }: PracticeOrder): string => `practice_${Buffer.from(buyer.name).toString('hex').slice(0, 24)}`;

export type Shipped = 'NOT_STARTED' | 'IN_PROGRESS' | 'FULFILLED';
const shippedWord = (shipped: number, wanted: number): Shipped => (shipped === 0 ? 'NOT_STARTED' : shipped < wanted ? 'IN_PROGRESS' : 'FULFILLED');

/**
 * eBay cancels orders and has no word for a part of a line: what was taken out of an order is simply no longer in it, except where nothing
 * would be left.
 */
const wantedUnits = (order: PracticeOrder, line: PracticeLine): number => (isCancelled(order) ? line.quantity : line.quantity - line.quantityCancelled);
export const isCancelled = (order: PracticeOrder): boolean => statusOf(order) === 'CANCELLED';
export const linesShown = (order: PracticeOrder): readonly PracticeLine[] => order.lines.filter((line) => wantedUnits(order, line) > 0);

export function fulfillmentStatusOf(order: PracticeOrder): Shipped {
  const lines = linesShown(order);
  const shown = shownPackagesOf(order);
  const count = (units: (line: PracticeLine) => number): number => lines.reduce((sum, line) => sum + units(line), 0);
  return shippedWord(count((line) => shippedUnits(line, shown)), count((line) => wantedUnits(order, line)));
}

/** An order in the shape of schema `Order`. In a list the requests to cancel are always missing: "returned but always empty". */
export function answerOrder(order: PracticeOrder, where: 'in-list' | 'alone'): Record<string, unknown> {
  const lines = linesShown(order);
  const totalMinor = lines.reduce((sum, line) => sum + line.priceMinor * wantedUnits(order, line), 0);
  return {
    orderId: order.channelOrderId,
    creationDate: iso(order.placedAtMs),
    lastModifiedDate: iso(order.updatedAtMs),
    orderFulfillmentStatus: fulfillmentStatusOf(order),
    orderPaymentStatus: paymentOf(order),
    sellerId: 'practice_shop',
    buyer: { username: usernameOf(order) },
    cancelStatus: { ...cancelStatusOf(order), ...(where === 'in-list' ? { cancelRequests: [] } : {}) },
    pricingSummary: { priceSubtotal: money(totalMinor, order.currency), deliveryCost: money(0, order.currency), total: money(totalMinor, order.currency) },
    fulfillmentStartInstructions: [{ fulfillmentInstructionsType: 'SHIP_TO', ebaySupportedFulfillment: false, shippingStep: shippingStepOf(order) }],
    fulfillmentHrefs: shownPackagesOf(order).map((shown) => `https://api.ebay.com/sell/fulfillment/v1/order/${order.channelOrderId}/shipping_fulfillment/${shown.trackingNumber}`),
    ...(order.programs.includes('FBM_SHIP_PLUS') ? { program: { ebayShipping: { shippingLabelProvidedBy: 'EBAY' } } } : {}),
    lineItems: lines.map((line) => answerLine(order, line)),
    salesRecordReference: order.channelOrderId.replace(/\D/g, '').slice(-5),
  };
}

/** No order waits unpaid for long at eBay, and a buyer whose order cannot be sent gets the money back. */
function paymentOf({ fixedStatus }: PracticeOrder): string {
  if (fixedStatus === 'UNFULFILLABLE') return 'FULLY_REFUNDED';
  return fixedStatus === null ? 'PAID' : 'PENDING';
}

function cancelStatusOf(order: PracticeOrder): Record<string, unknown> {
  const at = iso(order.updatedAtMs);
  const execution = order.lines.find((line) => line.execution !== null)?.execution;
  const request = (cancelReason: string, state: 'REQUESTED' | 'COMPLETED' | 'REJECTED', cancelInitiator = 'Buyer'): Record<string, unknown> => ({
    cancelRequestId: `5${order.channelOrderId.replace(/\D/g, '')}`,
    cancelInitiator,
    cancelReason,
    cancelRequestedDate: at,
    ...(state === 'REQUESTED' ? {} : { cancelCompletedDate: at }),
    cancelRequestState: state,
  });
  if (isCancelled(order)) {
    const by = execution?.by === 'MERCHANT' ? 'Seller' : 'Buyer';
    return { cancelState: 'CANCELED', cancelledDate: at, cancelRequests: [request(execution?.reason ?? 'OUT_OF_STOCK', 'COMPLETED', by)] };
  }
  const asked = order.lines.find((line) => line.requestReason !== null && line.quantityCancelled < line.quantity);
  if (asked?.requestReason != null) return { cancelState: 'IN_PROGRESS', cancelRequests: [request(asked.requestReason, 'REQUESTED')] };
  return { cancelState: 'NONE_REQUESTED', cancelRequests: order.kind === 'cancel-request-rejected' ? [request('ORDER_MISTAKE', 'REJECTED')] : [] };
}

function shippingStepOf({ buyer, serviceLevel }: PracticeOrder): Record<string, unknown> {
  const [addressLine1 = '', ...more] = buyer.lines;
  return {
    shippingServiceCode: `Practice_${serviceLevel}`,
    shipTo: {
      fullName: buyer.name,
      ...(buyer.company === undefined ? {} : { companyName: buyer.company }),
      contactAddress: {
        addressLine1,
        ...(more.length === 0 ? {} : { addressLine2: more.join(', ') }),
        city: buyer.city,
        ...(buyer.district === undefined ? {} : { county: buyer.district }),
        ...(buyer.region === undefined ? {} : { stateOrProvince: buyer.region }),
        postalCode: buyer.postcode,
        countryCode: buyer.countryCode,
      },
      ...(buyer.phone === undefined ? {} : { primaryPhone: { phoneNumber: buyer.phone } }),
      email: 'practice@members.ebay.invalid',
    },
  };
}

function answerLine(order: PracticeOrder, line: PracticeLine): Record<string, unknown> {
  const wanted = wantedUnits(order, line);
  const tax = collectedTaxOf(order);
  return {
    lineItemId: line.lineId,
    legacyItemId: line.lineId.slice(0, 12),
    sku: line.sku,
    title: line.title,
    quantity: wanted,
    soldFormat: 'FIXED_PRICE',
    lineItemCost: money(line.priceMinor * wanted, order.currency),
    total: money(line.priceMinor * wanted, order.currency),
    listingMarketplaceId: marketplaceOf(order),
    purchaseMarketplaceId: marketplaceOf(order),
    lineItemFulfillmentStatus: shippedWord(shippedUnits(line, shownPackagesOf(order)), wanted),
    lineItemFulfillmentInstructions: { shipByDate: iso(order.shipByMs), guaranteedDelivery: false },
    ...(tax === null ? {} : { ebayCollectAndRemitTaxes: [{ taxType: 'VAT', collectionMethod: 'NET', amount: money(0, order.currency), ebayReference: tax }] }),
  };
}

/** eBay collects VAT on what goes into the UK, and names its IOSS number on what a UK site sends into the EU. */
function collectedTaxOf(order: PracticeOrder): { readonly name: string; readonly value: string } | null {
  if (order.lacksTaxNumber) return null;
  if (order.buyer.countryCode === 'GB') return { name: 'IOSS', value: PRACTICE_UK_VAT };
  return marketplaceOf(order) === 'EBAY_GB' ? { name: 'IOSS', value: PRACTICE_IOSS } : null;
}

/** A package in the shape of schema `ShippingFulfillment`: its id is its number. */
export const answerFulfillment = (shown: AcceptedPackage): Record<string, unknown> => ({
  fulfillmentId: shown.trackingNumber,
  shipmentTrackingNumber: shown.trackingNumber,
  shippingCarrierCode: shown.carrier,
  shippedDate: iso(shown.shippedAtMs),
  lineItems: shown.lines.map((packed) => ({ lineItemId: packed.lineId, quantity: packed.quantity })),
});
