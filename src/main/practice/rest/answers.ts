import { shippedUnits, shownPackagesOf, statusOf } from '../shop/order-life.ts';
import type { AcceptedPackage, FulfillmentStatus, PracticeLine, PracticeOrder } from '../shop/world.ts';

/** A number of the kind that a shop puts into VAT; it belongs to nobody, and its check digits are right, or a station would refuse it. */
const PRACTICE_UK_VAT = 'GB999999973';
const PRACTICE_IOSS = 'IM0000000000';

const STATUS_WORDS: Readonly<Record<FulfillmentStatus, string>> = {
  PENDING_AVAILABILITY: 'preorder',
  PENDING: 'awaiting_payment',
  UNSHIPPED: 'new',
  PARTIALLY_SHIPPED: 'part_shipped',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'out_of_stock',
};
const PARTIES = { BUYER: 'buyer', MERCHANT: 'shop', AMAZON: 'platform' } as const;

const iso = (ms: number): string => new Date(ms).toISOString();
const left = (line: PracticeLine, shown: readonly AcceptedPackage[]): number => line.quantity - line.quantityCancelled - shippedUnits(line, shown);

/** An order as this service writes it. Made up for practice: no vendor's wire. */
export function answerOrder(order: PracticeOrder): Record<string, unknown> {
  const status = statusOf(order);
  const totalMinor = order.lines.reduce((sum, line) => sum + line.priceMinor * (line.quantity - line.quantityCancelled), 0);
  return {
    number: order.channelOrderId,
    status: STATUS_WORDS[status],
    paid: status !== 'PENDING',
    hold: holdOf(order, status),
    cancel: cancelOf(order),
    placed: iso(order.placedAtMs),
    changed: iso(order.updatedAtMs),
    ship_until: iso(order.shipByMs),
    shipping: order.serviceLevel,
    total: { amount: (totalMinor / 100).toFixed(2), currency: order.currency },
    tax: order.lacksTaxNumber ? {} : { vat: order.buyer.countryCode === 'GB' ? PRACTICE_UK_VAT : null, ioss: order.buyer.countryCode === 'FR' ? PRACTICE_IOSS : null },
    ship_to: addressOf(order),
    items: order.lines.map((line) => answerLine(order, line)),
    parcels: shownPackagesOf(order).map((shown) => ({ reference: shown.reference, tracking_number: shown.trackingNumber, carrier: shown.carrier, sent: iso(shown.shippedAtMs), items: shown.lines.map(({ lineId, quantity }) => ({ id: lineId, quantity })) })),
  };
}

function holdOf(order: PracticeOrder, status: FulfillmentStatus): string | null {
  if (status === 'PENDING_AVAILABILITY') return 'not released yet';
  return order.programs.includes('FBM_SHIP_PLUS') ? 'the label comes from the shop' : null;
}

/** The order as a whole: gone, refused, or asked for on every line that is left. */
function cancelOf(order: PracticeOrder): Record<string, unknown> | null {
  const executed = order.lines.find((line) => line.execution !== null)?.execution;
  if (statusOf(order) === 'CANCELLED') return { state: 'done', by: PARTIES[executed?.by ?? 'AMAZON'], why: executed?.reason ?? null };
  const open = order.lines.filter((line) => left(line, shownPackagesOf(order)) > 0);
  const [first] = open;
  if (first !== undefined && open.every((line) => line.requestReason !== null)) return { state: 'asked', by: 'buyer', why: first.requestReason };
  return order.kind === 'cancel-request-rejected' ? { state: 'refused', by: 'buyer', why: null } : null;
}

function answerLine(order: PracticeOrder, line: PracticeLine): Record<string, unknown> {
  return {
    id: line.lineId,
    sku: line.sku,
    gtin: line.gtin,
    title: line.title,
    ordered: line.quantity,
    cancelled: line.quantityCancelled,
    shipped: shippedUnits(line, shownPackagesOf(order)),
    price: (line.priceMinor / 100).toFixed(2),
    cancel: lineCancelOf(line),
  };
}

function lineCancelOf(line: PracticeLine): Record<string, unknown> | null {
  if (line.execution !== null) return { state: 'done', by: PARTIES[line.execution.by], why: line.execution.reason };
  return line.requestReason === null ? null : { state: 'asked', by: 'buyer', why: line.requestReason };
}

/** Nobody gets to see where an unpaid order goes. */
function addressOf(order: PracticeOrder): Record<string, unknown> | null {
  if (order.fixedStatus === 'PENDING') return null;
  const { buyer } = order;
  return {
    name: buyer.name,
    company: buyer.company ?? null,
    street: [...buyer.lines, ...(buyer.district === undefined ? [] : [buyer.district])],
    zip: buyer.postcode,
    town: buyer.city,
    state: buyer.region ?? null,
    country: buyer.countryCode,
    phone: buyer.phone ?? null,
  };
}
