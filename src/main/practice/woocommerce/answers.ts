import { createHash } from 'node:crypto';
import { shippedUnits, shownPackagesOf, statusOf, unshippedUnits } from '../shop/order-life.ts';
import type { AcceptedPackage, PracticeLine, PracticeOrder } from '../shop/world.ts';
import { metaOf, setStatusOf } from './shop-state.ts';
import type { PracticeWooTarget } from './shop-state.ts';

/** The key under which the station notes its own parcels: shown only as far as this shop shows anything yet. */
export const OWN_PARCELS = '_packgate_parcels';
/** The shop's own zone lies an hour east of Greenwich, so that a mix-up of its two kinds of time is seen. */
export const SITE_OFFSET_MS = 3_600_000;

/** WooCommerce's times: whole seconds, no zone. */
const gmt = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const local = (ms: number): string => gmt(ms + SITE_OFFSET_MS);
const money = (minor: number): string => (minor / 100).toFixed(2);

/** Plug-ins bring statuses of their own: a pre-order, a buyer's wish to cancel. Kinds of order without a meaning here are plain ones. */
export function wooStatusOf(order: PracticeOrder): string {
  const status = statusOf(order);
  if (status === 'CANCELLED') return 'cancelled';
  if (status === 'PENDING') return 'pending';
  if (status === 'PENDING_AVAILABILITY') return 'pre-ordered';
  if (status === 'UNFULFILLABLE') return 'failed';
  const set = setStatusOf(order);
  if (set !== null) return set;
  const open = order.lines.filter((line) => unshippedUnits(order, line, order.packages) > 0);
  if (open.length > 0 && open.every((line) => line.requestReason !== null)) return 'cancel-request';
  return order.kind === 'already-shipped' ? 'completed' : 'processing';
}

/** Units that are gone from an order that is not gone itself are refunds. */
export const refundedLines = (order: PracticeOrder): PracticeLine[] => (statusOf(order) === 'CANCELLED' ? [] : order.lines.filter((line) => line.quantityCancelled > 0));
const refundId = (order: PracticeOrder): number => Number(order.channelOrderId) + 5_000_000;
const refundTotal = (order: PracticeOrder): string => `-${money(refundedLines(order).reduce((sum, line) => sum + line.priceMinor * line.quantityCancelled, 0))}`;

export function answerOrder(order: PracticeOrder, targets: ReadonlySet<PracticeWooTarget>): Record<string, unknown> {
  const total = order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const status = wooStatusOf(order);
  const isPaid = status !== 'pending' && status !== 'failed';
  const completed = status === 'completed' ? order.updatedAtMs : null;
  const address = addressOf(order);
  return {
    id: Number(order.channelOrderId), parent_id: 0, number: order.channelOrderId, order_key: `wc_order_${order.channelOrderId}`, created_via: 'checkout', version: '10.7.0',
    status, currency: order.currency,
    date_created: local(order.placedAtMs), date_created_gmt: gmt(order.placedAtMs), date_modified: local(order.updatedAtMs), date_modified_gmt: gmt(order.updatedAtMs),
    discount_total: '0.00', discount_tax: '0.00', shipping_total: '0.00', shipping_tax: '0.00', cart_tax: '0.00', total: money(total), total_tax: '0.00', prices_include_tax: true,
    customer_id: 0, customer_ip_address: '192.0.2.1', customer_user_agent: 'Practice', customer_note: '',
    billing: { ...address, email: `${order.channelOrderId}@practice.invalid`, phone: order.buyer.phone ?? '' },
    shipping: { ...address },
    payment_method: 'bacs', payment_method_title: 'Direct bank transfer', transaction_id: '',
    date_paid: isPaid ? local(order.placedAtMs) : null, date_paid_gmt: isPaid ? gmt(order.placedAtMs) : null,
    date_completed: completed === null ? null : local(completed), date_completed_gmt: completed === null ? null : gmt(completed), cart_hash: '',
    meta_data: answerMeta(order, targets),
    line_items: order.lines.map(answerLine),
    tax_lines: [],
    shipping_lines: [{ id: Number(order.channelOrderId) + 7_000_000, method_title: order.serviceLevel, method_id: 'flat_rate', total: '0.00', total_tax: '0.00', taxes: [], meta_data: [] }],
    fee_lines: [],
    coupon_lines: [],
    refunds: refundedLines(order).length === 0 ? [] : [{ id: refundId(order), reason: 'Ordered by mistake', total: refundTotal(order) }],
  };
}

function answerLine(line: PracticeLine): Record<string, unknown> {
  const total = money(line.priceMinor * line.quantity);
  return {
    id: Number(line.lineId), name: line.title, product_id: 100, variation_id: 0, quantity: line.quantity, tax_class: '', subtotal: total, subtotal_tax: '0.00',
    total, total_tax: '0.00', taxes: [], meta_data: [], sku: line.sku, price: money(line.priceMinor),
  };
}

export const answerRefunds = (order: PracticeOrder): Record<string, unknown>[] =>
  refundedLines(order).length === 0
    ? []
    : [
        {
          id: refundId(order), date_created: local(order.updatedAtMs), date_created_gmt: gmt(order.updatedAtMs), amount: refundTotal(order).slice(1), reason: 'Ordered by mistake',
          refunded_by: 1, refunded_payment: false, meta_data: [],
          line_items: refundedLines(order).map((line) => ({
            ...answerLine(line), id: Number(line.lineId) + 8_000_000, quantity: -line.quantityCancelled, meta_data: [{ id: 1, key: '_refunded_item_id', value: line.lineId }],
          })),
        },
      ];

/** The buyer's name is one here and two there; WooCommerce has two fields for the street. */
function addressOf({ buyer }: PracticeOrder): Record<string, string> {
  const cut = buyer.name.lastIndexOf(' ');
  return {
    first_name: cut < 0 ? '' : buyer.name.slice(0, cut), last_name: buyer.name.slice(cut + 1), company: buyer.company ?? '',
    address_1: buyer.lines[0] ?? '', address_2: [...buyer.lines.slice(1), ...(buyer.district === undefined ? [] : [buyer.district])].join(', '),
    city: buyer.city, state: buyer.region ?? '', postcode: buyer.postcode, country: buyer.countryCode,
  };
}

/** A number that belongs to nobody, with right check digits. */
const PRACTICE_UK_VAT = 'GB999999973';

function answerMeta(order: PracticeOrder, targets: ReadonlySet<PracticeWooTarget>): Record<string, unknown>[] {
  const shown = shownPackagesOf(order);
  const entries: { key: string; value: unknown }[] = [{ key: '_practice_note', value: 'Leave with a neighbour' }];
  if (order.buyer.countryCode === 'GB' && !order.lacksTaxNumber) entries.push({ key: '_vat_number', value: PRACTICE_UK_VAT });
  if (targets.has('fulfillments') && shown.length > 0) {
    const isAll = order.lines.every((line) => shippedUnits(line, shown) >= line.quantity - line.quantityCancelled);
    entries.push({ key: '_fulfillment_status', value: isAll ? 'fulfilled' : 'partially_fulfilled' });
  }
  if ((targets.has('shipment-tracking') || targets.has('ast')) && shown.length > 0) {
    entries.push({ key: '_wc_shipment_tracking_items', value: shown.map((one) => ({ tracking_id: trackingId(one), tracking_provider: one.carrier, custom_tracking_provider: '', tracking_number: one.trackingNumber, date_shipped: Math.floor(one.shippedAtMs / 1000) })) });
  }
  for (const entry of metaOf(order)) entries.push(entry.key === OWN_PARCELS ? { key: entry.key, value: onlyShown(entry.value, shown) } : entry);
  return entries.map((entry, index) => ({ id: index + 1, ...entry }));
}

/** A text of JSON that lists numbers is shown without those that this shop does not show yet. */
function onlyShown(value: unknown, shown: readonly AcceptedPackage[]): unknown {
  const bare = (number: string): string => number.replace(/\s/g, '');
  const numbers = new Set(shown.map((one) => bare(one.trackingNumber)));
  return typeof value === 'string' ? JSON.stringify((JSON.parse(value) as { number: string }[]).filter((entry) => numbers.has(bare(entry.number)))) : value;
}

/** Rows of the plug-ins are known by 32 hexadecimal digits. */
export const trackingId = (one: AcceptedPackage): string => (/^[0-9a-f]{32}$/.test(one.reference) ? one.reference : createHash('md5').update(one.reference + one.trackingNumber).digest('hex'));

export const answerTracking = (one: AcceptedPackage): Record<string, unknown> => ({
  tracking_id: trackingId(one), tracking_provider: one.carrier, tracking_link: '', tracking_number: one.trackingNumber, date_shipped: new Date(one.shippedAtMs).toISOString().slice(0, 10),
});

/** The raw meta data of a fulfillment is kept where other shops keep a shipping method. */
export function answerFulfillment(order: PracticeOrder, one: AcceptedPackage): Record<string, unknown> {
  const stored: { key: string; value: unknown }[] = one.shippingMethod?.startsWith('[') === true ? (JSON.parse(one.shippingMethod) as { key: string; value: unknown }[]) : seededMeta(one);
  return {
    id: Number(one.reference), entity_type: 'WC_Order', entity_id: order.channelOrderId, status: 'fulfilled', is_fulfilled: true, date_updated: new Date(one.acceptedAtMs).toISOString(), date_deleted: null,
    meta_data: stored.map((entry, index) => ({ id: index + 1, ...entry })),
  };
}

const seededMeta = (one: AcceptedPackage): { key: string; value: unknown }[] => [
  { key: '_items', value: one.lines.map((line) => ({ item_id: Number(line.lineId), qty: line.quantity })) },
  { key: '_tracking_number', value: one.trackingNumber },
  { key: '_shipping_provider', value: one.carrier.toLowerCase() },
];
