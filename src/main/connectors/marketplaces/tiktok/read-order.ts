import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import type { OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import { readHold } from './holds.ts';
import { encodeLineId } from './lines.ts';
import { readAddress } from './read-address.ts';
import { judgeUnits, readLineCancellation, readOrderCancellation } from './read-cancellation.ts';
import type { JudgedUnit } from './read-cancellation.ts';
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

/**
 * TikTok's order in our words. Pure. `cancellations` are those of the order, where they were read. Without them a wish to cancel, of
 * which the order shows only that there is one, counts for every unit that still waits.
 */
export function readChannelOrder(order: TikTokOrder, barcodesFor: BarcodesFor, cancellations: readonly TikTokCancellation[] = []): ChannelOrder {
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
