import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation, CancellationParty } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import { encodeLineId } from './lines.ts';
import { readAddress } from './read-address.ts';
import { unitStateOf } from './units.ts';
import type { UnitState } from './units.ts';
import type { TikTokCancellation, TikTokOrder, TikTokUnit } from './shapes.ts';

const STATES: Readonly<Record<TikTokOrder['status'], ChannelOrderState>> = {
  UNPAID: 'open',
  ON_HOLD: 'open',
  AWAITING_SHIPMENT: 'open',
  PARTIALLY_SHIPPING: 'partly-shipped',
  AWAITING_COLLECTION: 'shipped',
  IN_TRANSIT: 'shipped',
  DELIVERED: 'shipped',
  COMPLETED: 'shipped',
  CANCELLED: 'cancelled',
};

type BarcodesFor = (sku: string) => readonly string[];

/** A unit with what is known of it: its own state, and whether the buyer asks to have it cancelled. */
interface JudgedUnit {
  readonly unit: TikTokUnit;
  readonly state: UnitState;
  readonly isAsked: boolean;
}

/**
 * TikTok's order in our words. Pure. `cancellations` are those of the order where they were read, or null: then a wish to cancel, of which
 * the order shows only that there is one, counts for every unit that still waits.
 */
export function readChannelOrder(order: TikTokOrder, barcodesFor: BarcodesFor, cancellations: readonly TikTokCancellation[] | null = null): ChannelOrder {
  const units = judgeUnits(order, cancellations);
  const seenAtMs = order.request_cancel_time ?? order.update_time;
  const lines = groupBySku(units).map((group) => readLine(group, order, barcodesFor, seenAtMs));
  const packages = readPackages(units);
  const attributes = readAttributes(order);
  return {
    draft: {
      channel: 'tiktok',
      channelOrderId: order.id,
      state: STATES[order.status],
      payment: order.status === 'UNPAID' ? 'pending' : 'paid',
      channelHold: readHold(order),
      cancellation: readOrderCancellation(order, units, seenAtMs),
      placedAtMs: order.create_time,
      updatedAtMs: order.update_time,
      // The platform's own deadline first; `shipping_due_time` is later, and there the order is cancelled by itself.
      shipByMs: order.rts_sla_time ?? order.shipping_due_time,
      shippingService: order.delivery_option_name?.trim() || null,
      shipTo: readAddress(order.recipient_address ?? null),
      value: readMoney(order.payment?.total_amount, order.payment?.currency),
      lines,
      ...(attributes === undefined ? {} : { attributes }),
      ...(packages.length === 0 ? {} : { packages }),
    },
    seenDispatches: packages,
  };
}

const PENDING = 'CANCELLATION_REQUEST_PENDING';
const AGREED = new Set(['CANCELLATION_REQUEST_SUCCESS', 'CANCELLATION_REQUEST_COMPLETE']);

function unitsNamedBy(cancellations: readonly TikTokCancellation[]): ReadonlySet<string> {
  return new Set(cancellations.flatMap(({ cancel_line_items: items }) => (items ?? []).flatMap(({ order_line_item_id: unitId }) => (unitId ? [unitId] : []))));
}

function judgeUnits(order: TikTokOrder, cancellations: readonly TikTokCancellation[] | null): readonly JudgedUnit[] {
  const isFlagged = order.is_buyer_request_cancel === true;
  const asked = unitsNamedBy((cancellations ?? []).filter((found) => found.cancel_status === PENDING));
  // Agreed to, though the order does not show it yet: it must not be packed.
  const agreed = unitsNamedBy((cancellations ?? []).filter((found) => AGREED.has(found.cancel_status ?? '')));
  // The flag without a pending cancellation that names units: the two are not in step, so the whole order counts as asked for.
  const asksForAll = isFlagged && asked.size === 0;
  return order.line_items.map((unit) => {
    const known = unitStateOf(order, unit);
    const state = known === 'open' && agreed.has(unit.id) ? 'cancelled' : known;
    return { unit, state, isAsked: state === 'open' && (asksForAll || asked.has(unit.id)) };
  });
}

function groupBySku(units: readonly JudgedUnit[]): readonly (readonly [JudgedUnit, ...JudgedUnit[]])[] {
  const groups = new Map<string, [JudgedUnit, ...JudgedUnit[]]>();
  for (const judged of units) {
    const group = groups.get(judged.unit.sku_id);
    if (group === undefined) groups.set(judged.unit.sku_id, [judged]);
    else group.push(judged);
  }
  return [...groups.values()];
}

function readLine(group: readonly [JudgedUnit, ...JudgedUnit[]], order: TikTokOrder, barcodesFor: BarcodesFor, seenAtMs: number): OrderLineDraft {
  const [{ unit }] = group;
  const sku = unit.seller_sku?.trim() || unit.sku_id;
  const count = (state: UnitState): number => group.filter((judged) => judged.state === state).length;
  return {
    lineId: lineIdOf(group),
    sku,
    barcodes: barcodesFor(sku),
    title: titleOf(unit, sku),
    quantity: group.length,
    quantityCancelled: count('cancelled'),
    quantityShipped: count('shipped'),
    cancellation: readLineCancellation(group, order, seenAtMs),
  };
}

function titleOf(unit: TikTokUnit, sku: string): string {
  const variant = unit.sku_name?.trim() ?? '';
  const product = unit.product_name?.trim() || sku;
  return variant === '' || variant === 'Default' ? product : `${product}, ${variant}`;
}

/** A wish that is still open outweighs what was cancelled before it: the rest of the line must not leave unseen. */
function readLineCancellation(group: readonly JudgedUnit[], order: TikTokOrder, seenAtMs: number): Cancellation {
  if (group.some((judged) => judged.isAsked)) return { kind: 'requested', by: 'buyer', reason: reasonOf(order), seenAtMs };
  const cancelled = group.find((judged) => judged.state === 'cancelled')?.unit;
  if (cancelled === undefined) return notCancelled;
  return { kind: 'cancelled', by: readParty(cancelled.cancel_user ?? order.cancellation_initiator), reason: cancelled.cancel_reason?.trim() || reasonOf(order), seenAtMs: order.cancel_time ?? order.update_time };
}

/**
 * The order as a whole. Requested: every unit that still waits is asked for. Rejected: a wish was made at some time, none is open, and no unit was
 * cancelled; TikTok does not say whether the seller refused it, the buyer took it back, or shipping decided it.
 */
function readOrderCancellation(order: TikTokOrder, units: readonly JudgedUnit[], seenAtMs: number): Cancellation {
  const cancelled = units.filter(({ state }) => state === 'cancelled');
  if (order.status === 'CANCELLED' || cancelled.length === units.length) {
    return { kind: 'cancelled', by: readParty(order.cancellation_initiator ?? cancelled[0]?.unit.cancel_user), reason: reasonOf(order), seenAtMs: order.cancel_time ?? order.update_time };
  }
  const open = units.filter(({ state }) => state === 'open');
  if (open.length > 0 && open.every(({ isAsked }) => isAsked)) return { kind: 'requested', by: 'buyer', reason: reasonOf(order), seenAtMs };
  const wasAsked = order.request_cancel_time !== null && order.is_buyer_request_cancel !== true;
  return wasAsked && cancelled.length === 0 ? { kind: 'rejected', by: 'buyer', reason: reasonOf(order), seenAtMs } : notCancelled;
}

const reasonOf = (order: TikTokOrder): string | null => order.cancel_reason?.trim() || null;

function readParty(word: string | null | undefined): CancellationParty {
  switch (word) {
    case 'BUYER':
      return 'buyer';
    case 'SELLER':
      return 'seller';
    case 'SYSTEM':
    case 'OPERATOR':
      return 'channel';
    default:
      return 'unknown';
  }
}

/** Why a paid order must not be packed here all the same, or null. The first reason wins. */
function readHold(order: TikTokOrder): string | null {
  if (order.status === 'ON_HOLD') return `ON_HOLD: ${order.order_type === 'PRE_ORDER' ? 'pre-order, not released for shipping yet' : 'the buyer may still cancel without asking'}`;
  if (isTikToksToShip(order)) return 'TikTok ships this order itself: the label must come from TikTok';
  if (order.split_or_combine_tag === 'COMBINED') return 'COMBINED: TikTok expects this order in one parcel with others; take the combination apart in Seller Center first';
  if (order.need_upload_invoice === 'NEED_INVOICE') return 'NEED_INVOICE: TikTok wants the invoice before the parcel leaves';
  if ((order.status === 'AWAITING_SHIPMENT' || order.status === 'PARTIALLY_SHIPPING') && order.recipient_address == null) return 'no recipient: TikTok sent no delivery address for this order';
  return null;
}

export const isTikToksToShip = (order: TikTokOrder): boolean => order.shipping_type === 'TIKTOK' || isFromTikToksWarehouse(order);

/** Such goods are not in this house: the order is nobody's work here, and is left out of listings. */
export const isFromTikToksWarehouse = (order: TikTokOrder): boolean => order.fulfillment_type != null && order.fulfillment_type !== '' && order.fulfillment_type !== 'FULFILLMENT_BY_SELLER';

/** Minor units by the digits alone, never by floating point. Null where the amount or the currency is not readable: it is extra. */
export function readMoney(amount: string | null | undefined, currency: string | null | undefined): Money | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount?.trim() ?? '');
  if (parts === null || currency == null || !/^[A-Z]{3}$/.test(currency)) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const fraction = parts[3] ?? '';
  if (fraction.slice(digits).replace(/0/g, '') !== '') return null;
  const minor = Number(`${parts[1] ?? ''}${parts[2] ?? ''}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : null;
}

/**
 * What TikTok shows as told: units with a number, by package. TikTok keeps no reference of ours, so its own package id stands there; rows
 * find their proof by the number.
 */
function readPackages(units: readonly JudgedUnit[]): ChannelOrder['seenDispatches'] {
  const groups = new Map<string, TikTokUnit[]>();
  for (const { unit, state } of units) {
    const number = unit.tracking_number?.trim() ?? '';
    if (state !== 'shipped' || number === '' || unit.package_status === 'CANCELLED') continue;
    const key = `${unit.package_id ?? ''}/${number}`;
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  const lineOf = lineIdsByUnit(units);
  return [...groups.values()].map((packed) => {
    const counts = new Map<string, number>();
    for (const { id } of packed) counts.set(lineOf.get(id) ?? id, (counts.get(lineOf.get(id) ?? id) ?? 0) + 1);
    const [first] = packed;
    return {
      packageReference: first?.package_id ?? '',
      carrier: first?.shipping_provider_name ?? '',
      trackingNumber: first?.tracking_number?.trim() ?? '',
      lines: [...counts].map(([lineId, quantity]) => ({ lineId, quantity })),
    };
  });
}

function lineIdsByUnit(units: readonly JudgedUnit[]): ReadonlyMap<string, string> {
  return new Map(
    groupBySku(units).flatMap((group) => {
      const lineId = lineIdOf(group);
      return group.map(({ unit }): [string, string] => [unit.id, lineId]);
    }),
  );
}

const lineIdOf = (group: readonly JudgedUnit[]): string => encodeLineId(group.map(({ unit }) => unit.id));

/** Fields for customs, papers and deadlines, by their path on the wire. IOSS numbers are not shown by TikTok at all. */
function readAttributes(order: TikTokOrder): Readonly<Record<string, string>> | undefined {
  const taxTypes = new Set(order.line_items.flatMap((unit) => (unit.item_tax ?? []).flatMap(({ tax_type: type }) => (type ? [type] : []))));
  const instant = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString());
  return boundAttributes([
    ['cpf', order.cpf ?? ''],
    ['line_items[].item_tax[].tax_type', [...taxTypes].join(', ')],
    ['need_upload_invoice', order.need_upload_invoice ?? ''],
    ['split_or_combine_tag', order.split_or_combine_tag ?? ''],
    ['order_type', order.order_type ?? ''],
    ['delivery_type', order.delivery_type ?? ''],
    ['is_cod', order.is_cod === true ? 'true' : ''],
    ['shipping_due_time', instant(order.shipping_due_time)],
  ]);
}
