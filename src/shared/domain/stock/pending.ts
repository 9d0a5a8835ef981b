import { quantityToPack, type Order } from '../order/order.ts';
import type { Parcel } from '../parcel/parcel.ts';

const hasLeft = ({ state }: Pick<Parcel, 'state'>): boolean => state === 'dispatched' || state === 'posted' || state === 'confirmed';

/**
 * Units that this order still takes off the shelf, by SKU. A box that left counts as shipped also where its channel does not say so yet;
 * a channel that says so already counts it once.
 */
export function unitsPending(order: Pick<Order, 'state' | 'lines' | 'cancellation'>, parcels: readonly Pick<Parcel, 'state' | 'lines'>[]): ReadonlyMap<string, number> {
  const pending = new Map<string, number>();
  if (order.state !== 'open' && order.state !== 'partly-shipped') return pending;
  if (order.cancellation.kind === 'cancelled') return pending;
  const left = new Map<string, number>();
  for (const { lines } of parcels.filter(hasLeft)) {
    for (const { lineId, packed } of lines) left.set(lineId, (left.get(lineId) ?? 0) + packed);
  }
  for (const line of order.lines) {
    const units = Math.min(quantityToPack(line), line.quantity - line.quantityCancelled - (left.get(line.lineId) ?? 0));
    if (units > 0 && line.sku !== '') pending.set(line.sku, (pending.get(line.sku) ?? 0) + units);
  }
  return pending;
}
