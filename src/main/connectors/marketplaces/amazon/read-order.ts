import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation, CancellationParty } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import { readAttributes } from './read-attributes.ts';
import type { AmazonItem, AmazonOrder } from './shapes.ts';

type Status = AmazonOrder['fulfillment']['fulfillmentStatus'];

const STATES: Readonly<Record<Status, ChannelOrderState>> = {
  PENDING_AVAILABILITY: 'open',
  PENDING: 'open',
  UNSHIPPED: 'open',
  PARTIALLY_SHIPPED: 'partly-shipped',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'unfulfillable',
};

const isPending = (status: Status): boolean => status === 'PENDING' || status === 'PENDING_AVAILABILITY';

/** Amazon's order in our words. Pure; the same answer always gives the same order. */
export function readChannelOrder(order: AmazonOrder, barcodesFor: (sku: string) => readonly string[]): ChannelOrder {
  const { fulfillment } = order;
  const status = fulfillment.fulfillmentStatus;
  const lines = order.orderItems.map((item) => readLine(item, order, barcodesFor));
  const packages = readPackages(order);
  const attributes = readAttributes(order);
  const draft: OrderDraft = {
    channel: 'amazon',
    channelOrderId: order.orderId,
    ...(order.salesChannel.marketplaceId ? { marketplaceId: order.salesChannel.marketplaceId } : {}),
    state: STATES[status],
    payment: isPending(status) ? 'pending' : 'paid',
    channelHold: readHold(order),
    cancellation: readOrderCancellation(order, lines),
    placedAtMs: order.createdTime,
    updatedAtMs: order.lastUpdatedTime,
    shipByMs: fulfillment.shipByWindow?.latestDateTime ?? null,
    shippingService: fulfillment.fulfillmentServiceLevel ?? null,
    shipTo: readAddress(order),
    value: readMoney(order.proceeds?.grandTotal ?? null),
    lines,
    ...(attributes === undefined ? {} : { attributes }),
    ...(packages.length === 0 ? {} : { packages }),
  };
  return { draft, seenDispatches: packages };
}

function readLine(item: AmazonItem, order: AmazonOrder, barcodesFor: (sku: string) => readonly string[]): OrderLineDraft {
  const sku = item.product.sellerSku ?? item.product.asin ?? '';
  const asin = item.product.asin ? [item.product.asin] : [];
  const shipped = Math.min(item.quantityOrdered, item.fulfillment?.quantityFulfilled ?? 0);
  return {
    lineId: item.orderItemId,
    sku,
    barcodes: [...new Set([...barcodesFor(sku), ...asin])],
    title: item.product.title ?? sku,
    quantity: item.quantityOrdered,
    quantityCancelled: countCancelled(item, order.fulfillment.fulfillmentStatus, shipped),
    quantityShipped: shipped,
    cancellation: readLineCancellation(item, order.lastUpdatedTime),
  };
}

/**
 * Amazon names no cancelled quantity. It is what is neither shipped nor still to be shipped; where an execution is shown but the
 * counts leave nothing for it, or are missing, the whole rest counts as cancelled: a unit too few in the box can be sent later,
 * a unit too many cannot be called back.
 */
function countCancelled(item: AmazonItem, status: Status, shipped: number): number {
  const rest = item.quantityOrdered - shipped;
  if (status === 'CANCELLED') return rest;
  const executed = item.cancellation?.cancellationExecution != null;
  const unfulfilled = item.fulfillment?.quantityUnfulfilled;
  // Before payment Amazon counts nothing as "to be shipped" yet, which is no cancellation.
  if (unfulfilled == null || (isPending(status) && !executed)) return executed ? rest : 0;
  const gone = Math.max(0, rest - unfulfilled);
  return executed && gone === 0 ? rest : gone;
}

/** An execution outweighs the request it answers. Amazon shows no refused request: it simply disappears. */
function readLineCancellation(item: AmazonItem, seenAtMs: number): Cancellation {
  const executed = item.cancellation?.cancellationExecution;
  if (executed != null) return { kind: 'cancelled', by: readParty(executed.cancelledBy), reason: executed.cancelReason ?? null, seenAtMs };
  const requested = item.cancellation?.cancellationRequest;
  if (requested != null) return { kind: 'requested', by: readParty(requested.requester), reason: requested.cancelReason ?? null, seenAtMs };
  return notCancelled;
}

/**
 * The order as a whole. Cancelled: Amazon's status says so, or every line is fully cancelled and nothing was shipped.
 * Requested: every line that still has units to send carries a request; fewer than every line stay on the lines.
 * Amazon gives no time of the request, so `seenAtMs` is the order's last change: the request is not younger than that.
 */
function readOrderCancellation(order: AmazonOrder, lines: readonly OrderLineDraft[]): Cancellation {
  const executed = lines.map((line) => line.cancellation).find((cancellation) => cancellation.kind === 'cancelled');
  if (order.fulfillment.fulfillmentStatus === 'CANCELLED') {
    return executed ?? { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: order.lastUpdatedTime };
  }
  const open = lines.filter((line) => line.quantity - line.quantityCancelled - line.quantityShipped > 0);
  if (open.length === 0) return executed !== undefined && lines.every((line) => line.quantityShipped === 0) ? executed : notCancelled;
  const [first] = open;
  return first !== undefined && open.every((line) => line.cancellation.kind === 'requested') ? first.cancellation : notCancelled;
}

function readParty(word: string | null | undefined): CancellationParty {
  switch (word) {
    case 'BUYER':
      return 'buyer';
    case 'MERCHANT':
      return 'seller';
    case 'AMAZON':
      return 'channel';
    default:
      return 'unknown';
  }
}

/** Why a paid order must not be packed here all the same, or null. The first reason wins. */
function readHold(order: AmazonOrder): string | null {
  const status = order.fulfillment.fulfillmentStatus;
  if (status === 'PENDING_AVAILABILITY') return 'PENDING_AVAILABILITY: pre-order, not released for shipping yet';
  if (order.fulfillment.fulfilledBy === 'AMAZON') return 'fulfilledBy AMAZON: Amazon ships this order itself';
  // Labels of these programs come from Amazon, which also confirms the shipment; our own confirmation is refused with 400.
  const program = order.programs?.find((name) => name === 'FBM_SHIP_PLUS' || name === 'AMAZON_EASY_SHIP');
  if (program !== undefined) return `${program}: the label must be bought at Amazon`;
  const ready = status === 'UNSHIPPED' || status === 'PARTIALLY_SHIPPED';
  if (ready && order.recipient?.deliveryAddress == null) return 'no recipient: Amazon sent no delivery address for this order';
  return null;
}

/** ISO 3166 keeps "ZZ" for "unknown": a pending order has no address yet. */
const UNKNOWN_ADDRESS: Address = { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' };

function readAddress(order: AmazonOrder): Address {
  const given = order.recipient?.deliveryAddress;
  if (given == null) return UNKNOWN_ADDRESS;
  const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  const city = filled(given.city) ?? filled(given.municipality) ?? '';
  const region = filled(given.stateOrRegion);
  const district = filled(given.districtOrCounty);
  const street = [given.addressLine1, given.addressLine2, given.addressLine3].map(filled).filter((line) => line !== undefined);
  // A district is part of the address in many countries (Turkey, Brazil); repeated city or region names are not printed twice.
  const lines = district !== undefined && district !== city && district !== region ? [...street, district] : street;
  const company = filled(given.companyName);
  const phone = filled(given.phone);
  return {
    name: filled(given.name) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: lines.length === 0 ? [''] : lines,
    postcode: filled(given.postalCode) ?? '',
    city,
    ...(region === undefined ? {} : { region }),
    countryCode: filled(given.countryCode)?.toUpperCase() ?? 'ZZ',
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

/** Packages that are proof: with a number, and not cancelled. */
function readPackages(order: AmazonOrder): ChannelOrder['seenDispatches'] {
  return (order.packages ?? [])
    .filter((shown) => shown.packageStatus?.status !== 'CANCELLED' && Boolean(shown.trackingNumber?.trim()))
    .map((shown) => ({
      packageReference: shown.packageReferenceId,
      carrier: shown.carrier ?? '',
      trackingNumber: shown.trackingNumber?.trim() ?? '',
      ...(shown.packageItems == null ? {} : { lines: shown.packageItems.map(({ orderItemId, quantity }) => ({ lineId: orderItemId, quantity })) }),
    }));
}
