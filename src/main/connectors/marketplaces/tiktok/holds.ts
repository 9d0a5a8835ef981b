import type { TikTokOrder } from './shapes.ts';

/** Why a paid order must not be packed here all the same, or null. The first reason wins. */
export function readHold(order: TikTokOrder): string | null {
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
