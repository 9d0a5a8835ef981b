import { statusOf } from '../shop/order-life.ts';
import type { PracticeOrder } from '../shop/world.ts';
import { deliveryOptionOf, providerIdOf } from './providers.ts';
import { packageIdOf, unitsOf, waitingPackageId } from './units.ts';
import type { PracticeUnit } from './units.ts';

const seconds = (ms: number): number => Math.floor(ms / 1000);
const amount = (minor: number): string => (minor / 100).toFixed(2);
const when = (wanted: boolean, fields: () => Record<string, unknown>): Record<string, unknown> => (wanted ? fields() : {});

/** What the shop's own words are at TikTok. An order that cannot be fulfilled is one that TikTok has cancelled. */
const STATUSES = {
  PENDING: 'UNPAID',
  PENDING_AVAILABILITY: 'ON_HOLD',
  UNSHIPPED: 'AWAITING_SHIPMENT',
  PARTIALLY_SHIPPED: 'PARTIALLY_SHIPPING',
  SHIPPED: 'AWAITING_COLLECTION',
  CANCELLED: 'CANCELLED',
  UNFULFILLABLE: 'CANCELLED',
} as const;

export const tiktokStatusOf = (order: PracticeOrder): (typeof STATUSES)[keyof typeof STATUSES] => STATUSES[statusOf(order)];

/** A program of the vendor's own shipping: at TikTok, "shipped by TikTok". */
export const isShippedByTikTok = (order: PracticeOrder): boolean => order.programs.includes('FBM_SHIP_PLUS');

export const askedUnitsOf = (order: PracticeOrder): readonly PracticeUnit[] => unitsOf(order).filter(({ state, line }) => state === 'open' && line.requestReason !== null);

const wasRefused = (order: PracticeOrder): boolean => order.kind === 'cancel-request-rejected';

/** An order in the shape of "Get Order Detail" (202507) and "Get Order List" (202309). */
export function answerOrder(order: PracticeOrder): Record<string, unknown> {
  const status = tiktokStatusOf(order);
  const units = unitsOf(order);
  const asked = askedUnitsOf(order);
  const executed = order.lines.find((line) => line.execution !== null)?.execution;
  const option = deliveryOptionOf(order);
  const reason = executed?.reason ?? asked[0]?.line.requestReason;
  return {
    id: order.channelOrderId,
    status,
    create_time: seconds(order.placedAtMs),
    update_time: seconds(order.updatedAtMs),
    ...when(status !== 'UNPAID', () => ({ paid_time: seconds(order.placedAtMs) })),
    user_id: `7021${order.channelOrderId.slice(-15)}`,
    fulfillment_type: 'FULFILLMENT_BY_SELLER',
    shipping_type: isShippedByTikTok(order) ? 'TIKTOK' : 'SELLER',
    delivery_type: 'HOME_DELIVERY',
    delivery_option_id: option.id,
    delivery_option_name: option.name,
    commerce_platform: 'TIKTOK_SHOP',
    order_type: order.programs.includes('PREORDER') ? 'PRE_ORDER' : 'NORMAL',
    is_cod: false,
    is_on_hold_order: status === 'ON_HOLD',
    rts_sla_time: seconds(order.shipByMs),
    shipping_due_time: seconds(order.shipByMs) + 3 * 86_400,
    is_buyer_request_cancel: asked.length > 0,
    ...when(asked.length > 0, () => ({ request_cancel_time: seconds(order.updatedAtMs) })),
    ...when(wasRefused(order), () => ({ request_cancel_time: seconds(order.placedAtMs) })),
    ...when(reason != null, () => ({ cancel_reason: reason })),
    ...when(status === 'CANCELLED', () => ({ cancel_time: seconds(order.updatedAtMs), cancellation_initiator: initiatorOf(executed?.by) })),
    payment: {
      currency: order.currency,
      sub_total: amount(totalMinor(order)),
      shipping_fee: '0',
      total_amount: amount(totalMinor(order)),
    },
    // Not there before the order may be packed. Source: field table, recipient_address.
    ...when(status !== 'UNPAID' && status !== 'ON_HOLD', () => ({ recipient_address: answerAddress(order) })),
    packages: [...new Set(units.filter(({ state }) => state !== 'cancelled').map((unit) => shownPackageId(order, unit)))].map((id) => ({ id })),
    line_items: units.map((unit) => answerUnit(order, unit, status)),
  };
}

const initiatorOf = (by: 'BUYER' | 'MERCHANT' | 'AMAZON' | undefined): string => (by === 'BUYER' ? 'BUYER' : by === 'MERCHANT' ? 'SELLER' : 'SYSTEM');

const shownPackageId = (order: PracticeOrder, unit: PracticeUnit): string => (unit.state === 'shipped' && unit.inPackage !== null ? packageIdOf(order, unit.inPackage) : waitingPackageId(order));

/** TikTok's SKU ids are its own numbers; the same goods have the same one in every order. */
export const skuIdOf = (unit: PracticeUnit): string => `17295${unit.line.gtin}`;

function answerUnit(order: PracticeOrder, unit: PracticeUnit, status: string): Record<string, unknown> {
  const shown = unit.state === 'shipped' ? unit.inPackage : null;
  const isCancelled = unit.state === 'cancelled';
  return {
    id: unit.id,
    sku_id: skuIdOf(unit),
    product_id: `17297${unit.line.gtin}`,
    product_name: unit.line.title,
    seller_sku: unit.line.sku,
    sku_name: 'Default',
    currency: order.currency,
    sale_price: amount(unit.line.priceMinor),
    original_price: amount(unit.line.priceMinor),
    is_gift: false,
    display_status: isCancelled ? 'CANCELLED' : shown !== null ? 'AWAITING_COLLECTION' : status === 'UNPAID' ? 'UNPAID' : 'AWAITING_SHIPMENT',
    ...when(!isCancelled, () => ({ package_id: shownPackageId(order, unit), package_status: shown === null ? 'TO_FULFILL' : 'PROCESSING' })),
    ...when(shown !== null, () => ({
      rts_time: seconds(shown?.acceptedAtMs ?? 0),
      tracking_number: shown?.trackingNumber,
      shipping_provider_name: shown?.carrier,
      shipping_provider_id: providerIdOf(order, shown?.carrier ?? ''),
    })),
    ...when(isCancelled, () => ({ cancel_user: initiatorOf(unit.line.execution?.by), cancel_reason: unit.line.execution?.reason ?? 'Unable to deliver' })),
  };
}

function answerAddress({ buyer }: PracticeOrder): Record<string, unknown> {
  const levels = [
    { address_level: 'L0', address_level_name: 'Country', address_name: buyer.countryCode },
    ...(buyer.region === undefined ? [] : [{ address_level: 'L1', address_level_name: 'State', address_name: buyer.region }]),
    { address_level: 'L2', address_level_name: 'City', address_name: buyer.city },
    ...(buyer.district === undefined ? [] : [{ address_level: 'L3', address_level_name: 'District', address_name: buyer.district }]),
  ];
  // TikTok has no field for a company: buyers write it into the address.
  const lines = [...(buyer.company === undefined ? [] : [buyer.company]), ...buyer.lines];
  return {
    name: buyer.name,
    ...(buyer.phone === undefined ? {} : { phone_number: buyer.phone }),
    region_code: buyer.countryCode,
    postal_code: buyer.postcode,
    ...(buyer.countryCode === 'GB' ? { post_town: buyer.city } : {}),
    address_line1: lines[0] ?? '',
    address_line2: lines[1] ?? '',
    address_line3: lines[2] ?? '',
    address_line4: lines.slice(3).join(', '),
    address_detail: lines.join(', '),
    full_address: [...lines, buyer.postcode, buyer.city].join(', '),
    district_info: levels,
  };
}

/** The cancellations of an order, in the shape of "Search Cancellations" (202309). */
export function answerCancellations(order: PracticeOrder): readonly Record<string, unknown>[] {
  const record = (index: number, status: string, units: readonly PracticeUnit[], reason: string, atMs: number): Record<string, unknown> => ({
    cancel_id: `4035${order.channelOrderId.slice(-14)}${index}`,
    order_id: order.channelOrderId,
    cancel_type: 'BUYER_CANCEL',
    cancel_status: status,
    role: 'BUYER',
    cancel_reason: 'ecom_order_to_ship_canceled_reason_other',
    cancel_reason_text: reason,
    create_time: seconds(atMs),
    update_time: seconds(atMs),
    cancel_line_items: units.map((unit) => ({
      cancel_line_item_id: `4036${unit.id.slice(-15)}`,
      order_line_item_id: unit.id,
      sku_id: skuIdOf(unit),
      sku_name: 'Default',
      product_name: unit.line.title,
      seller_sku: unit.line.sku,
    })),
  });
  const asked = askedUnitsOf(order);
  const cancelled = unitsOf(order).filter(({ state }) => state === 'cancelled');
  return [
    ...(asked.length === 0 ? [] : [record(1, 'CANCELLATION_REQUEST_PENDING', asked, asked[0]?.line.requestReason ?? '', order.updatedAtMs)]),
    ...(cancelled.length === 0 ? [] : [record(2, 'CANCELLATION_REQUEST_COMPLETE', cancelled, cancelled[0]?.line.execution?.reason ?? '', order.updatedAtMs)]),
    ...(wasRefused(order) ? [record(3, 'CANCELLATION_REQUEST_CANCELLED', unitsOf(order), 'Ordered by mistake', order.placedAtMs)] : []),
  ];
}

function totalMinor(order: PracticeOrder): number {
  return order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
}

