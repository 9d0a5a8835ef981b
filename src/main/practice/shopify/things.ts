import { shippedUnits } from '../shop/order-life.ts';
import type { AcceptedPackage, PracticeLine, PracticeOrder } from '../shop/world.ts';
import { connection } from './graphql-run.ts';
import type { Thing } from './graphql-run.ts';
import { worksOf } from './works.ts';
import type { Elsewhere, Work } from './works.ts';

const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;
const iso = (ms: number): string => new Date(ms).toISOString();
const money = (minor: number): string => (minor / 100).toFixed(2);

/** Companies whose address this marketplace makes by itself; any other name is taken and gets none. */
const TRACKING_URLS: Readonly<Record<string, string>> = {
  DHL: 'https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?idc=',
  DPD: 'https://tracking.dpd.de/parcelstatus?query=',
  'Royal Mail': 'https://www.royalmail.com/track-your-item#/tracking-results/',
  UPS: 'https://www.ups.com/track?tracknum=',
};

/** Tax numbers that belong to nobody, under the key of the country that asks for them. */
const TAX_KEYS: Readonly<Record<string, readonly [key: string, value: string]>> = { IT: ['TAX_CREDENTIAL_IT', 'RSSMRA80A01H501U'], ES: ['TAX_CREDENTIAL_ES', '00000000T'], TR: ['TAX_CREDENTIAL_TR', '10000000146'] };
const PRACTICE_UK_VAT = 'GB999999973';
const PRACTICE_IOSS = 'IM0000000000';

export function orderThing(order: PracticeOrder, elsewhere: Elsewhere): Thing {
  const isCancelled = order.lines.every((line) => line.quantityCancelled === line.quantity);
  const by = order.lines.find((line) => line.execution !== null)?.execution?.by;
  const works = worksOf(order, elsewhere);
  return {
    __typename: 'Order',
    id: gid('Order', order.channelOrderId),
    name: `#${order.channelOrderId.slice(-5)}`,
    createdAt: iso(order.placedAtMs),
    updatedAt: iso(order.updatedAtMs),
    cancelledAt: isCancelled ? iso(order.updatedAtMs) : null,
    cancelReason: isCancelled ? (by === 'BUYER' ? 'CUSTOMER' : 'STAFF') : null,
    cancellation: isCancelled ? { __typename: 'OrderCancellation', staffNote: order.lines.find((line) => line.execution !== null)?.execution?.reason ?? null } : null,
    displayFinancialStatus: order.fixedStatus === 'PENDING' ? 'PENDING' : 'PAID',
    displayFulfillmentStatus: displayOf(order, works),
    requiresShipping: true,
    poNumber: null,
    paymentGatewayNames: ['shopify_payments'],
    currentTotalPriceSet: { __typename: 'MoneyBag', shopMoney: { __typename: 'MoneyV2', amount: money(order.lines.reduce((sum, line) => sum + line.priceMinor * (line.quantity - line.quantityCancelled), 0)), currencyCode: order.currency } },
    customAttributes: attributesOf(order),
    localizedFields: connection('LocalizedField', taxFieldsOf(order)),
    shippingAddress: addressOf(order),
    shippingLine: { __typename: 'ShippingLine', title: order.serviceLevel, code: order.serviceLevel },
    lineItems: connection('LineItem', order.lines.map((line) => lineThing(order, line))),
    fulfillmentOrders: connection('FulfillmentOrder', works.map((work) => workThing(order, work))),
    fulfillments: ({ first }: { readonly first?: unknown }) => order.packages.slice(0, typeof first === 'number' ? first : undefined).map((parcel) => parcelThing(order, parcel)),
    fulfillmentsCount: { __typename: 'Count', count: order.packages.length },
  };
}

function displayOf(order: PracticeOrder, works: readonly Work[]): string {
  const left = works.flatMap((work) => work.lines).reduce((sum, { remaining }) => sum + remaining, 0);
  if (left === 0 && order.packages.length > 0) return 'FULFILLED';
  if (works.some(({ status }) => status === 'ON_HOLD')) return 'ON_HOLD';
  if (works.some(({ status }) => status === 'SCHEDULED')) return 'SCHEDULED';
  return order.packages.length > 0 ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED';
}

/** As an app for customs writes them: the vendor itself has no field for an IOSS number. */
function attributesOf(order: PracticeOrder): readonly Thing[] {
  const { countryCode } = order.buyer;
  const isUkShop = order.currency === 'GBP';
  const named = order.lacksTaxNumber ? [] : countryCode === 'GB' ? [['vat_number', PRACTICE_UK_VAT]] : isUkShop ? [['ioss', PRACTICE_IOSS]] : [];
  return named.map(([key, value]) => ({ __typename: 'Attribute', key, value }));
}

function taxFieldsOf({ buyer }: PracticeOrder): readonly Thing[] {
  const field = TAX_KEYS[buyer.countryCode];
  return field === undefined ? [] : [{ __typename: 'LocalizedField', key: field[0], value: field[1] }];
}

function addressOf({ buyer }: PracticeOrder): Thing {
  return {
    __typename: 'MailingAddress',
    name: buyer.name,
    company: buyer.company ?? null,
    address1: buyer.lines[0] ?? '',
    // Two lines are all there is: what a buyer writes beyond them stands in the second.
    address2: [...buyer.lines.slice(1), ...(buyer.district === undefined ? [] : [buyer.district])].join(', ') || null,
    city: buyer.city,
    province: buyer.region ?? null,
    zip: buyer.postcode,
    countryCodeV2: buyer.countryCode,
    phone: buyer.phone ?? null,
  };
}

function lineThing(order: PracticeOrder, line: PracticeLine): Thing {
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.lineId),
    sku: line.sku,
    title: line.title,
    variantTitle: null,
    quantity: line.quantity,
    currentQuantity: line.quantity - line.quantityCancelled,
    unfulfilledQuantity: Math.max(0, line.quantity - line.quantityCancelled - shippedUnits(line, order.packages)),
    nonFulfillableQuantity: line.quantityCancelled,
    requiresShipping: true,
    variant: { __typename: 'ProductVariant', barcode: line.gtin },
  };
}

export function workThing(order: PracticeOrder, work: Work): Thing {
  return {
    __typename: 'FulfillmentOrder',
    id: gid('FulfillmentOrder', work.id),
    status: work.status,
    requestStatus: work.requestStatus,
    fulfillAt: work.status === 'SCHEDULED' ? null : iso(order.placedAtMs),
    fulfillBy: iso(order.shipByMs),
    supportedActions: work.actions.map((action) => ({ __typename: 'FulfillmentOrderSupportedAction', action })),
    assignedLocation: { __typename: 'FulfillmentOrderAssignedLocation', location: { __typename: 'Location', id: gid('Location', work.locationId) } },
    fulfillmentHolds: work.status === 'ON_HOLD' ? [{ __typename: 'FulfillmentHold', reason: 'INVENTORY_OUT_OF_STOCK', displayReason: 'Inventory out of stock' }] : [],
    internationalDuties: null,
    lineItems: connection('FulfillmentOrderLineItem', work.lines.map(({ id, line, remaining }) => ({ __typename: 'FulfillmentOrderLineItem', id: gid('FulfillmentOrderLineItem', id), remainingQuantity: remaining, totalQuantity: line.quantity, lineItem: lineThing(order, line) }))),
  };
}

/** Until the channel shows what it took, a fulfilment is pending; one that never shows stays so. */
export function parcelThing(order: PracticeOrder, parcel: AcceptedPackage): Thing {
  const lines = parcel.lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((candidate) => candidate.lineId === lineId);
    return line === undefined ? [] : [{ __typename: 'FulfillmentLineItem', id: gid('FulfillmentLineItem', `9${lineId.slice(1)}`), quantity, lineItem: lineThing(order, line) }];
  });
  const known = TRACKING_URLS[parcel.carrier];
  const url = parcel.shippingMethod?.startsWith('https:') === true ? parcel.shippingMethod : known === undefined ? null : known + encodeURIComponent(parcel.trackingNumber);
  return {
    __typename: 'Fulfillment',
    id: gid('Fulfillment', parcel.reference),
    status: parcel.shownAtMs === null ? 'PENDING' : 'SUCCESS',
    trackingInfo: [{ __typename: 'FulfillmentTrackingInfo', company: parcel.carrier, number: parcel.trackingNumber, url }],
    fulfillmentLineItems: connection('FulfillmentLineItem', lines),
  };
}
