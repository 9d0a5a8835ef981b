import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import { readAttributes } from './read-attributes.ts';
import { seenOf, unitsIn } from './rows.ts';
import type { Row } from './rows.ts';
import type { WooSettings } from './settings.ts';
import type { WooLine, WooOrder } from './shapes.ts';

/** What was asked beside the order. */
export interface OrderDetails {
  readonly rows: readonly Row[];
  /** Units taken back by refunds, by line. */
  readonly refunded: ReadonlyMap<string, number>;
  /** The core feature says that everything left, even where no row names the lines. */
  readonly isFulfilled: boolean;
}

export type BarcodesFor = (sku: string) => readonly string[];
type StatusSettings = Pick<WooSettings, 'readyStatuses' | 'cancelRequestStatuses'>;

/** "shipped", "delivered" and the partial ones are statuses of AST and of plug-ins like it. */
const SHIPPED = new Set(['completed', 'shipped', 'delivered']);
const PARTLY_SHIPPED = new Set(['partial-shipped', 'partially-shipped', 'partial']);
const CANCELLED = new Set(['cancelled', 'refunded', 'trash']);
/** Nobody has paid yet, or the payment broke. */
const UNPAID = new Set(['pending', 'failed', 'checkout-draft', 'auto-draft']);

export const isShippedStatus = (status: string): boolean => SHIPPED.has(status);
export const isCancelledStatus = (status: string): boolean => CANCELLED.has(status);
export const isUnpaidStatus = (status: string): boolean => UNPAID.has(status);

/** WooCommerce's order in our words. Pure; the same answers always give the same order. */
export function readChannelOrder(order: WooOrder, details: OrderDetails, settings: StatusSettings, barcodesFor: BarcodesFor): ChannelOrder {
  const hasLeft = SHIPPED.has(order.status) || details.isFulfilled;
  const lines = order.line_items.map((line) => readLine(line, order, details, hasLeft, barcodesFor));
  const seenDispatches = seenOf(details.rows);
  const state = readState(order, lines, details, hasLeft);
  const attributes = readAttributes(order);
  const draft: OrderDraft = {
    channel: 'woocommerce',
    channelOrderId: String(order.id),
    state,
    payment: UNPAID.has(order.status) || (order.status === 'on-hold' && order.date_paid_gmt == null) ? 'pending' : 'paid',
    channelHold: readHold(order, settings, state),
    cancellation: readCancellation(order, settings, state),
    placedAtMs: order.date_created_gmt,
    updatedAtMs: changedAt(order),
    shipByMs: null,
    shippingService: order.shipping_lines?.map((line) => line.method_title?.trim() ?? '').find((title) => title !== '') ?? null,
    shipTo: readAddress(order),
    value: readMoney(order.total, order.currency),
    lines,
    ...(attributes === undefined ? {} : { attributes }),
    ...(seenDispatches.length === 0 ? {} : { packages: seenDispatches }),
  };
  return { draft, seenDispatches };
}

const changedAt = (order: WooOrder): number => order.date_modified_gmt ?? order.date_created_gmt;

function readLine(line: WooLine, order: WooOrder, details: OrderDetails, hasLeft: boolean, barcodesFor: BarcodesFor): OrderLineDraft {
  const lineId = String(line.id);
  const refunded = Math.min(line.quantity, details.refunded.get(lineId) ?? 0);
  const shipped = Math.min(line.quantity, unitsIn(details.rows, lineId));
  // A refund of what left already is a return: it takes nothing out of a box.
  const cancelled = CANCELLED.has(order.status) ? line.quantity - shipped : Math.min(refunded, line.quantity - shipped);
  const sku = line.sku?.trim() ?? '';
  const isGone = cancelled > 0;
  return {
    lineId,
    sku,
    barcodes: [...new Set(barcodesFor(sku))],
    title: line.name?.trim() || sku,
    quantity: line.quantity,
    quantityCancelled: cancelled,
    quantityShipped: hasLeft && !CANCELLED.has(order.status) ? line.quantity - cancelled : shipped,
    cancellation: isGone ? { kind: 'cancelled', by: 'seller', reason: CANCELLED.has(order.status) ? `status ${order.status}` : 'refunded', seenAtMs: changedAt(order) } : notCancelled,
  };
}

function readState(order: WooOrder, lines: readonly OrderLineDraft[], details: OrderDetails, hasLeft: boolean): ChannelOrderState {
  const shipped = lines.reduce((sum, line) => sum + line.quantityShipped, 0);
  // Refunded after it left: what is in the buyer's hands is not cancelled.
  if (CANCELLED.has(order.status)) return shipped > 0 || details.rows.length > 0 ? 'shipped' : 'cancelled';
  if (hasLeft) return 'shipped';
  const open = lines.reduce((sum, line) => sum + line.quantity - line.quantityCancelled - line.quantityShipped, 0);
  if (open === 0) return shipped === 0 ? 'cancelled' : 'shipped';
  return shipped > 0 || details.rows.length > 0 || PARTLY_SHIPPED.has(order.status) ? 'partly-shipped' : 'open';
}

/** WooCommerce keeps no reason and no party; a cancelled unpaid order was most often cancelled by the shop itself after its waiting time. */
function readCancellation(order: WooOrder, settings: StatusSettings, state: ChannelOrderState): Cancellation {
  const seenAtMs = changedAt(order);
  if (state === 'cancelled') return { kind: 'cancelled', by: 'unknown', reason: CANCELLED.has(order.status) ? `status ${order.status}` : 'every line is refunded', seenAtMs };
  if (settings.cancelRequestStatuses.includes(order.status)) return { kind: 'requested', by: 'buyer', reason: null, seenAtMs };
  return notCancelled;
}

/** Why a paid order must not be packed all the same, or null. A status that nobody told us about is no leave to pack. */
function readHold(order: WooOrder, settings: StatusSettings, state: ChannelOrderState): string | null {
  const { status } = order;
  if (status === 'processing' || SHIPPED.has(status) || PARTLY_SHIPPED.has(status) || CANCELLED.has(status) || state === 'shipped') return null;
  if (settings.readyStatuses.includes(status) || settings.cancelRequestStatuses.includes(status)) return null;
  if (status === 'on-hold') return 'on-hold: the shop waits for something, most often for the payment';
  if (UNPAID.has(status)) return status === 'failed' ? 'failed: the payment failed or was declined' : null;
  return `${status}: a status of a plug-in that is not set up as ready to pack`;
}

/** ISO 3166 keeps "ZZ" for "unknown". */
const UNKNOWN_COUNTRY = 'ZZ';

/** Where the buyer gave no other, the goods go to the billing address, as WooCommerce's own labels do. */
function readAddress(order: WooOrder): Address {
  const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  const hasStreet = (given: WooOrder['shipping']): boolean => filled(given?.address_1) !== undefined || filled(given?.city) !== undefined;
  const given = hasStreet(order.shipping) ? order.shipping : order.billing;
  const company = filled(given?.company);
  const region = filled(given?.state);
  const phone = filled(given?.phone) ?? filled(order.billing?.phone);
  const lines = [filled(given?.address_1), filled(given?.address_2)].filter((line) => line !== undefined);
  return {
    name: [filled(given?.first_name), filled(given?.last_name)].filter((part) => part !== undefined).join(' '),
    ...(company === undefined ? {} : { company }),
    lines: lines.length === 0 ? [''] : lines,
    postcode: filled(given?.postcode) ?? '',
    city: filled(given?.city) ?? '',
    ...(region === undefined ? {} : { region }),
    countryCode: filled(given?.country)?.toUpperCase() ?? UNKNOWN_COUNTRY,
    ...(phone === undefined ? {} : { phone }),
  };
}

/** Minor units by the digits alone, never by floating point. A shop may keep more decimals than its currency has; zeros are no loss. */
export function readMoney(amount: string | null | undefined, currency: string | null | undefined): Money | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount?.trim() ?? '');
  if (parts === null || currency == null || !/^[A-Z]{3}$/.test(currency)) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const fraction = parts[3] ?? '';
  if (fraction.slice(digits).replace(/0/g, '') !== '') return null;
  const minor = Number(`${parts[1] ?? ''}${parts[2] ?? ''}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : null;
}
