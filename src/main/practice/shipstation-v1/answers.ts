import { shippedUnits, shownPackagesOf, statusOf } from '../shop/order-life.ts';
import type { AcceptedPackage, PracticeLine, PracticeOrder } from '../shop/world.ts';

/** A number of the kind that a shop puts into a custom field; the check digits are right, or a station would refuse it. It belongs to nobody. */
const PRACTICE_UK_VAT = 'GB999999973';
export const PRACTICE_STORE_ID = 179_188;

/** "2026-11-21 01:00:00.1230000": the West Coast, and nothing says so. The T of some answers is left out, as in the vendor's document. */
export const pacific = (ms: number): string => `${new Date(ms).toLocaleString('sv-SE', { timeZone: 'America/Los_Angeles' })}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}0000`;

const isCancelled = (order: PracticeOrder): boolean => statusOf(order) === 'CANCELLED';
export const isShownShipped = (order: PracticeOrder): boolean => statusOf(order) === 'SHIPPED';

/**
 * ShipStation has no partly shipped order: the part that left is an order of its own, and this is what was split from it. Cancelled units are
 * simply no longer in it, except where nothing would be left.
 */
function unitsShown(order: PracticeOrder, line: PracticeLine): number {
  if (isCancelled(order)) return line.quantity;
  const wanted = line.quantity - line.quantityCancelled;
  return isShownShipped(order) ? wanted : wanted - shippedUnits(line, shownPackagesOf(order));
}
const wasSplit = (order: PracticeOrder): boolean => statusOf(order) === 'PARTIALLY_SHIPPED';

export function orderStatusOf(order: PracticeOrder): string {
  if (isCancelled(order)) return 'cancelled';
  if (isShownShipped(order)) return 'shipped';
  if (order.fixedStatus === 'PENDING') return 'awaiting_payment';
  if (order.fixedStatus !== null) return 'on_hold';
  // The nearest thing to a program whose label comes from the channel: somebody else ships it.
  return order.programs.includes('FBM_SHIP_PLUS') ? 'pending_fulfillment' : 'awaiting_shipment';
}

/** Schema `Order` of the V1 document; it knows no field for a buyer's wish to cancel. */
export function answerOrder(order: PracticeOrder): Record<string, unknown> {
  const { buyer } = order;
  const lines = order.lines.filter((line) => unitsShown(order, line) > 0);
  const total = lines.reduce((sum, line) => sum + line.priceMinor * unitsShown(order, line), 0) / 100;
  const status = orderStatusOf(order);
  return {
    orderId: Number(order.channelOrderId),
    orderNumber: `P-${order.channelOrderId}`,
    orderKey: `practice-${order.channelOrderId}`,
    orderDate: pacific(order.placedAtMs),
    createDate: pacific(order.placedAtMs),
    modifyDate: pacific(order.updatedAtMs),
    paymentDate: pacific(order.placedAtMs),
    shipByDate: pacific(order.shipByMs),
    orderStatus: status,
    customerId: 12_982_568,
    customerUsername: 'practice@buyers.invalid',
    customerEmail: 'practice@buyers.invalid',
    billTo: { name: buyer.name, company: null, street1: null, street2: null, street3: null, city: null, state: null, postalCode: null, country: null, phone: null, residential: null, addressVerified: null },
    shipTo: shipToOf(order),
    items: lines.map((line) => answerItem(order, line)),
    orderTotal: total,
    amountPaid: status === 'awaiting_payment' ? 0 : total,
    taxAmount: 0,
    shippingAmount: 0,
    customerNotes: '',
    internalNotes: '',
    gift: false,
    giftMessage: '',
    paymentMethod: 'practice',
    requestedShippingService: order.serviceLevel,
    carrierCode: '',
    serviceCode: '',
    packageCode: 'package',
    confirmation: 'none',
    shipDate: pacific(order.shipByMs).slice(0, 10),
    holdUntilDate: order.fixedStatus === 'PENDING_AVAILABILITY' ? pacific(order.shipByMs).slice(0, 10) : null,
    weight: { value: 0, units: 'ounces', WeightUnits: 1 },
    dimensions: { units: 'inches', length: 7, width: 5, height: 6 },
    insuranceOptions: { provider: 'carrier', insureShipment: false, insuredValue: 0 },
    internationalOptions: { contents: null, customsItems: null, nonDelivery: null },
    advancedOptions: advancedOf(order),
    tagIds: null,
    userId: null,
    externallyFulfilled: false,
    externallyFulfilledBy: null,
    labelMessages: null,
  };
}

function advancedOf(order: PracticeOrder): Record<string, unknown> {
  return {
    warehouseId: 511_543,
    nonMachinable: false,
    saturdayDelivery: false,
    containsAlcohol: false,
    mergedOrSplit: wasSplit(order),
    mergedIds: [],
    parentId: wasSplit(order) ? `9${order.channelOrderId}` : null,
    storeId: PRACTICE_STORE_ID,
    customField1: order.buyer.countryCode === 'GB' && !order.lacksTaxNumber ? `VAT ${PRACTICE_UK_VAT}` : '',
    customField2: '',
    customField3: '',
    source: 'practice',
    billToParty: null,
    billToAccount: null,
    billToPostalCode: null,
    billToCountryCode: null,
    billToMyOtherAccount: null,
  };
}

function shipToOf({ buyer }: PracticeOrder): Record<string, unknown> {
  const [street1 = '', street2 = '', ...more] = buyer.lines;
  const rest = [...more, ...(buyer.district === undefined ? [] : [buyer.district])].join(', ');
  return {
    name: buyer.name,
    company: buyer.company ?? '',
    street1,
    street2,
    street3: rest === '' ? null : rest,
    city: buyer.city,
    state: buyer.region ?? '',
    postalCode: buyer.postcode,
    country: buyer.countryCode,
    phone: buyer.phone ?? '',
    residential: true,
    addressVerified: 'Address not yet validated',
  };
}

const answerItem = (order: PracticeOrder, line: PracticeLine): Record<string, unknown> => ({
  orderItemId: Number(line.lineId),
  lineItemKey: `key-${line.lineId}`,
  sku: line.sku,
  name: line.title,
  imageUrl: null,
  weight: { value: 0, units: 'ounces', WeightUnits: 1 },
  quantity: unitsShown(order, line),
  unitPrice: line.priceMinor / 100,
  taxAmount: null,
  shippingAmount: null,
  warehouseLocation: null,
  options: [],
  productId: null,
  fulfillmentSku: null,
  adjustment: false,
  upc: line.gtin,
  createDate: pacific(order.placedAtMs),
  modifyDate: pacific(order.updatedAtMs),
});

/** Fields as in the vendor's sample of List Fulfillments. */
export const answerFulfillment = (order: PracticeOrder, shown: AcceptedPackage): Record<string, unknown> => ({
  fulfillmentId: Number(shown.reference.replace(/\D/g, '')) + 33_974_000,
  orderId: Number(order.channelOrderId),
  orderNumber: `P-${order.channelOrderId}`,
  userId: '',
  customerEmail: 'practice@buyers.invalid',
  trackingNumber: shown.trackingNumber,
  createDate: pacific(shown.acceptedAtMs),
  shipDate: pacific(shown.shippedAtMs),
  voidDate: null,
  deliveryDate: null,
  carrierCode: shown.carrier,
  fulfillmentProviderCode: null,
  fulfillmentServiceCode: null,
  fulfillmentFee: 0,
  voidRequested: false,
  voided: false,
  marketplaceNotified: true,
  notifyErrorMessage: null,
  shipTo: shipToOf(order),
});
