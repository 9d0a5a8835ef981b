import { shippedUnits, shownPackagesOf, statusOf } from '../shop/order-life.ts';
import type { AcceptedPackage, PracticeLine, PracticeOrder } from '../shop/world.ts';

/** A number of the kind that a channel puts into IOSS; it belongs to nobody. The check digits of the VAT number are right, or a station would refuse it. */
const PRACTICE_UK_VAT = 'GB999999973';
export const PRACTICE_STORE_ID = 'se-179188';
const NO_PHONE = '0';

const iso = (ms: number): string => new Date(ms).toISOString();
const isCancelled = (order: PracticeOrder): boolean => statusOf(order) === 'CANCELLED';
export const isShownShipped = (order: PracticeOrder): boolean => statusOf(order) === 'SHIPPED';

/**
 * A shipment leaves as a whole: what was sent of it before has been split off into a shipment of its own. Cancelled units are simply no longer
 * in it, except where nothing would be left.
 */
function unitsShown(order: PracticeOrder, line: PracticeLine): number {
  if (isCancelled(order)) return line.quantity;
  const wanted = line.quantity - line.quantityCancelled;
  return isShownShipped(order) ? wanted : wanted - shippedUnits(line, shownPackagesOf(order));
}

/**
 * The document's four words, and the two of the page on splitting. Whether a fulfilled shipment takes the word of a bought label is documented
 * nowhere; here it does.
 */
export function shipmentStatusOf(order: PracticeOrder): string {
  if (isCancelled(order)) return 'cancelled';
  if (isShownShipped(order)) return 'label_purchased';
  if (order.fixedStatus === 'PENDING') return 'awaiting_payment';
  if (order.fixedStatus !== null) return 'on_hold';
  // The nearest thing to a program whose label comes from the channel: a label is being made.
  return order.programs.includes('FBM_SHIP_PLUS') ? 'processing' : 'pending';
}

/** Schema `shipment`. */
export function answerShipment(order: PracticeOrder): Record<string, unknown> {
  const lines = order.lines.filter((line) => unitsShown(order, line) > 0);
  const total = lines.reduce((sum, line) => sum + line.priceMinor * unitsShown(order, line), 0) / 100;
  const currency = order.currency.toLowerCase();
  const warehouse = { name: 'Practice shop', phone: NO_PHONE, address_line1: 'Werkstraße 1', city_locality: 'Hamburg', state_province: 'HH', postal_code: '20095', country_code: 'DE', address_residential_indicator: 'no' };
  return {
    shipment_id: order.channelOrderId,
    shipment_number: `P-${order.channelOrderId.slice(3)}`,
    external_shipment_id: `practice-${order.channelOrderId.slice(3)}`,
    store_id: PRACTICE_STORE_ID,
    requested_shipment_service: order.serviceLevel,
    ship_by_date: iso(order.shipByMs),
    ...(order.fixedStatus === 'PENDING_AVAILABILITY' ? { hold_until_date: iso(order.shipByMs) } : {}),
    created_at: iso(order.placedAtMs),
    modified_at: iso(order.updatedAtMs),
    shipment_status: shipmentStatusOf(order),
    ship_to: shipToOf(order),
    ship_from: warehouse,
    return_to: warehouse,
    is_return: false,
    confirmation: 'none',
    insurance_provider: 'none',
    advanced_options: { custom_field1: 'practice' },
    tags: [],
    items: lines.map((line) => answerItem(order, line)),
    amount_paid: { currency, amount: order.fixedStatus === 'PENDING' ? 0 : total },
    shipping_paid: { currency, amount: 0 },
    tax_paid: { currency, amount: 0 },
    packages: [{ package_code: 'package', weight: { value: 12, unit: 'ounce' } }],
    total_weight: { value: 12, unit: 'ounce' },
    ...(order.buyer.countryCode === 'GB' && !order.lacksTaxNumber ? { tax_identifiers: [{ taxable_entity_type: 'shipper', identifier_type: 'vat', issuing_authority: 'GB', value: PRACTICE_UK_VAT }] } : {}),
  };
}

function shipToOf({ buyer }: PracticeOrder): Record<string, unknown> {
  const [line1 = '', line2 = '', ...more] = buyer.lines;
  const rest = [...more, ...(buyer.district === undefined ? [] : [buyer.district])].join(', ');
  return {
    name: buyer.name,
    phone: buyer.phone ?? NO_PHONE,
    ...(buyer.company === undefined ? {} : { company_name: buyer.company }),
    address_line1: line1,
    ...(line2 === '' ? {} : { address_line2: line2 }),
    ...(rest === '' ? {} : { address_line3: rest }),
    city_locality: buyer.city,
    state_province: buyer.region ?? buyer.countryCode,
    postal_code: buyer.postcode,
    country_code: buyer.countryCode,
    address_residential_indicator: 'yes',
  };
}

const answerItem = (order: PracticeOrder, line: PracticeLine): Record<string, unknown> => ({
  item_id: line.lineId,
  sales_order_id: `sales-${order.channelOrderId}`,
  sales_order_item_id: `sales-${line.lineId}`,
  external_order_item_id: line.lineId,
  name: line.title,
  sku: line.sku,
  upc: line.gtin,
  asin: line.asin,
  quantity: unitsShown(order, line),
  unit_price: line.priceMinor / 100,
  options: [],
});

/** Fields as in "List fulfillments" of the vendor's pages. */
export const answerFulfillment = (order: PracticeOrder, shown: AcceptedPackage): Record<string, unknown> => ({
  fulfillment_id: `se-9${order.channelOrderId.slice(3)}-${shown.reference}`,
  shipment_id: order.channelOrderId,
  shipment_number: `P-${order.channelOrderId.slice(3)}`,
  user_id: 'practice',
  tracking_number: shown.trackingNumber,
  created_at: iso(shown.acceptedAtMs),
  ship_date: iso(shown.shippedAtMs),
  voided_at: null,
  delivered_at: null,
  fulfillment_carrier_friendly_name: shown.carrier,
  fulfillment_provider_id: null,
  fulfillment_provider_friendly_name: null,
  fulfillment_provider_code: null,
  fulfillment_service_code: null,
  fulfillment_fee: { currency: 'usd', amount: 0 },
  void_requested: false,
  voided: false,
  order_source_notified: true,
  notification_error_message: null,
  ship_to: shipToOf(order),
});

export interface Paged {
  readonly shown: readonly PracticeOrder[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** The frame of a page. A page without a neighbour has an empty link. */
export function pageFrame(path: string, query: URLSearchParams, { total, page, pages }: Omit<Paged, 'shown'>): Record<string, unknown> {
  const link = (number: number): Record<string, string> => ({ href: `https://api.shipstation.com${path}?${new URLSearchParams({ ...Object.fromEntries(query), page: String(number) }).toString()}` });
  return { total, page, pages, links: { first: link(1), last: link(pages), prev: page > 1 ? link(page - 1) : {}, next: page < pages ? link(page + 1) : {} } };
}
