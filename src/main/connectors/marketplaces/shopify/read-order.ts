import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation, CancellationParty } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import { readAttributes } from './read-attributes.ts';
import { isOpenWork, readHold } from './read-hold.ts';
import type { ReadingRules } from './read-hold.ts';
import { tailOf } from './shapes.ts';
import type { ShopifyLine, ShopifyOrder, ShopifyParcel, ShopifyWork } from './shapes.ts';

/** Shopify's order in our words. Pure; the same answer always gives the same order. */
export function readChannelOrder(order: ShopifyOrder, rules: ReadingRules): ChannelOrder {
  const shipped = countShipped(order);
  const lines = order.lineItems.nodes.filter((line) => line.requiresShipping).map((line) => readLine(line, order, shipped, rules));
  const packages = readPackages(order);
  const attributes = readAttributes(order);
  const hold = readHold(order, rules);
  const state = readState(order, lines);
  const draft: OrderDraft = {
    channel: 'shopify',
    channelOrderId: tailOf(order.id),
    state,
    payment: readPayment(order, rules),
    channelHold: hold?.words ?? null,
    ...(hold?.kind === 'fraud' ? { holdKind: 'fraud' as const } : {}),
    cancellation: readOrderCancellation(order, lines, state),
    placedAtMs: order.createdAt,
    updatedAtMs: order.updatedAt,
    shipByMs: readShipBy(order, rules),
    shippingService: order.shippingLine?.title || order.shippingLine?.code || null,
    shipTo: readAddress(order),
    value: readMoney(order.currentTotalPriceSet?.shopMoney ?? null),
    lines,
    ...(attributes === undefined ? {} : { attributes }),
    ...(packages.length === 0 ? {} : { packages }),
  };
  return { draft, seenDispatches: packages };
}

/** An order of which a listing shows only a part is read alone: a line, a parcel or a request must not be missed. */
export function isShownInPart(order: ShopifyOrder): boolean {
  if (order.lineItems.pageInfo.hasNextPage || order.fulfillmentOrders.pageInfo.hasNextPage) return true;
  if ((order.fulfillmentsCount?.count ?? 0) > order.fulfillments.length) return true;
  if (order.fulfillments.some((parcel) => parcel.fulfillmentLineItems?.pageInfo.hasNextPage === true)) return true;
  const open = order.fulfillmentOrders.nodes.filter(isOpenWork);
  return open.length > 1 && open.some((work) => requestOf(work) !== null && work.lineItems == null);
}

/** Units in parcels by line; null where not every parcel shows what is in it. */
function countShipped(order: ShopifyOrder): ReadonlyMap<string, number> | null {
  const counts = new Map<string, number>();
  for (const parcel of order.fulfillments.filter((one) => !isGone(one))) {
    if (parcel.fulfillmentLineItems == null || parcel.fulfillmentLineItems.pageInfo.hasNextPage) return null;
    for (const { quantity, lineItem } of parcel.fulfillmentLineItems.nodes) counts.set(lineItem.id, (counts.get(lineItem.id) ?? 0) + (quantity ?? 0));
  }
  return counts;
}

const isGone = ({ status }: ShopifyParcel): boolean => status === 'CANCELLED' || status === 'ERROR' || status === 'FAILURE';
/** PENDING is created and waits for whoever ships it: its units are no longer to be packed, but it proves nothing. */
const hasLeft = (parcel: ShopifyParcel): boolean => !isGone(parcel) && parcel.status !== 'PENDING';

/**
 * What is left to pack is what Shopify counts as unfulfilled and has not taken out of the order; the smaller one counts: a unit too few can be
 * sent later, a unit too many cannot be called back. What is neither left nor shipped was taken out (an edit, a refund, a cancellation).
 */
function readLine(line: ShopifyLine, order: ShopifyOrder, shippedByLine: ReadonlyMap<string, number> | null, rules: ReadingRules): OrderLineDraft {
  const left = Math.min(line.quantity, line.unfulfilledQuantity, line.currentQuantity);
  const counted = shippedByLine === null ? line.quantity - line.unfulfilledQuantity - line.nonFulfillableQuantity : (shippedByLine.get(line.id) ?? 0);
  const shipped = Math.max(0, Math.min(counted, line.quantity - left));
  const sku = line.sku?.trim() ?? '';
  const barcode = line.variant?.barcode?.trim();
  const cancelled = order.cancelledAt == null ? line.quantity - shipped - left : line.quantity - shipped;
  return {
    lineId: tailOf(line.id),
    sku: sku === '' ? tailOf(line.id) : sku,
    barcodes: [...new Set([...(barcode ? [barcode] : []), ...rules.barcodesFor(sku)])],
    title: line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title,
    quantity: line.quantity,
    quantityCancelled: cancelled,
    quantityShipped: shipped,
    cancellation: readLineCancellation(line, order, cancelled),
  };
}

/** What a merchant asked of a fulfilment service for this work, and the answer; nothing where it is not about cancelling. */
function requestOf(work: ShopifyWork): 'requested' | 'rejected' | null {
  if (work.requestStatus === 'CANCELLATION_REQUESTED') return 'requested';
  return work.requestStatus === 'CANCELLATION_REJECTED' ? 'rejected' : null;
}

/** Who took units out of an order is not told; it is the merchant who can (edit, refund), or a buyer through them. */
function readLineCancellation(line: ShopifyLine, order: ShopifyOrder, cancelled: number): Cancellation {
  const seenAtMs = order.cancelledAt ?? order.updatedAt;
  if (cancelled > 0) return { kind: 'cancelled', by: order.cancelledAt == null ? 'unknown' : readParty(order.cancelReason), reason: order.cancelReason ?? null, seenAtMs };
  const open = order.fulfillmentOrders.nodes.filter(isOpenWork);
  // Where the work does not show its lines it may be about any of them.
  const own = open.filter((work) => work.lineItems == null || work.lineItems.pageInfo.hasNextPage || work.lineItems.nodes.some(({ lineItem }) => lineItem.id === line.id));
  const asked = own.map(requestOf);
  const kind = asked.includes('requested') ? 'requested' : asked.includes('rejected') ? 'rejected' : null;
  return kind === null ? notCancelled : { kind, by: 'seller', reason: null, seenAtMs };
}

function readOrderCancellation(order: ShopifyOrder, lines: readonly OrderLineDraft[], state: ChannelOrderState): Cancellation {
  if (order.cancelledAt != null) {
    return { kind: 'cancelled', by: readParty(order.cancelReason), reason: order.cancellation?.staffNote?.trim() || order.cancelReason || null, seenAtMs: order.cancelledAt };
  }
  if (state === 'cancelled') return lines.find((line) => line.cancellation.kind === 'cancelled')?.cancellation ?? notCancelled;
  const open = lines.filter((line) => line.quantity - line.quantityCancelled - line.quantityShipped > 0);
  const [first] = open;
  if (first === undefined || (first.cancellation.kind !== 'requested' && first.cancellation.kind !== 'rejected')) return notCancelled;
  return open.every((line) => line.cancellation.kind === first.cancellation.kind) ? first.cancellation : notCancelled;
}

function readParty(reason: string | null | undefined): CancellationParty {
  switch (reason) {
    case 'CUSTOMER':
      return 'buyer';
    case 'STAFF':
    case 'INVENTORY':
    case 'FRAUD':
      return 'seller';
    case 'DECLINED':
      return 'channel';
    default:
      return 'unknown';
  }
}

/** By the counts, not by the word shown to merchants: that one mixes holds, requests and parcels. */
function readState(order: ShopifyOrder, lines: readonly OrderLineDraft[]): ChannelOrderState {
  if (order.cancelledAt != null) return 'cancelled';
  if (!order.requiresShipping || order.displayFulfillmentStatus === 'FULFILLMENT_NOT_REQUIRED' || lines.length === 0) return 'unfulfillable';
  const shipped = lines.some((line) => line.quantityShipped > 0);
  const left = lines.some((line) => line.quantity - line.quantityCancelled - line.quantityShipped > 0);
  if (!left) return shipped || order.displayFulfillmentStatus === 'FULFILLED' ? 'shipped' : 'cancelled';
  return shipped ? 'partly-shipped' : 'open';
}

/** Paid on delivery is paid in time. Authorized money is taken when the goods go. Source: OrderDisplayFinancialStatus, 2026-10. */
function readPayment(order: ShopifyOrder, rules: ReadingRules): 'paid' | 'pending' {
  switch (order.displayFinancialStatus) {
    case 'PENDING':
    case 'PARTIALLY_PAID':
    case 'EXPIRED':
      return rules.unpaidOrders === 'ship' || (order.paymentGatewayNames ?? []).some((name) => /cash on delivery|\bCOD\b/i.test(name)) ? 'paid' : 'pending';
    default:
      return 'paid';
  }
}

function readShipBy(order: ShopifyOrder, rules: ReadingRules): number | null {
  const work = order.fulfillmentOrders.nodes.filter(isOpenWork).filter((one) => rules.locationId === null || tailOf(one.assignedLocation.location?.id ?? '') === rules.locationId);
  const instants = work.map((one) => one.fulfillBy).filter((instant) => instant != null);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** ISO 3166 keeps "ZZ" for "unknown". */
const UNKNOWN_ADDRESS: Address = { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' };

function readAddress(order: ShopifyOrder): Address {
  const given = order.shippingAddress;
  if (given == null) return UNKNOWN_ADDRESS;
  const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  const street = [given.address1, given.address2].map(filled).filter((line) => line !== undefined);
  const region = filled(given.province);
  const company = filled(given.companyName);
  const phone = filled(given.phone);
  return {
    name: filled(given.name) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: street.length === 0 ? [''] : street,
    postcode: filled(given.zip) ?? '',
    city: filled(given.city) ?? '',
    ...(region === undefined ? {} : { region }),
    countryCode: filled(given.countryCodeV2)?.toUpperCase() ?? 'ZZ',
    ...(phone === undefined ? {} : { phone }),
  };
}

/** Minor units by the digits alone, never by floating point. Null where the amount or the currency is not readable: it is extra. */
export function readMoney(given: { amount: string; currencyCode: string } | null): Money | null {
  const parts = given === null ? null : /^(-?)(\d+)(?:\.(\d+))?$/.exec(given.amount.trim());
  if (given === null || parts === null || !/^[A-Z]{3}$/.test(given.currencyCode)) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: given.currencyCode }).resolvedOptions().maximumFractionDigits ?? 2;
  const fraction = parts[3] ?? '';
  if (fraction.slice(digits).replace(/0/g, '') !== '') return null;
  const minor = Number(`${parts[1] ?? ''}${parts[2] ?? ''}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency: given.currencyCode } : null;
}

/**
 * Parcels that are proof: with a number, and not cancelled. Shopify keeps no reference of ours, so its own number of the fulfilment stands
 * there: it can never be taken for one of our parcels' (1, 2, 3), and the number alone decides.
 */
function readPackages(order: ShopifyOrder): ChannelOrder['seenDispatches'] {
  return order.fulfillments.filter(hasLeft).flatMap((parcel) =>
    parcel.trackingInfo
      .filter(({ number }) => Boolean(number?.trim()))
      .map(({ company, number }, index) => ({
        packageReference: index === 0 ? `F${tailOf(parcel.id)}` : `F${tailOf(parcel.id)}-${index + 1}`,
        carrier: company ?? '',
        trackingNumber: number?.trim() ?? '',
        ...(parcel.fulfillmentLineItems == null || parcel.fulfillmentLineItems.pageInfo.hasNextPage
          ? {}
          : { lines: parcel.fulfillmentLineItems.nodes.map(({ quantity, lineItem }) => ({ lineId: tailOf(lineItem.id), quantity: quantity ?? 0 })) }),
      })),
  );
}
