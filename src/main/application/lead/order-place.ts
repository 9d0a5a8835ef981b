import type { OrderPlace } from '../../../shared/contract/lead-views.ts';
import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { isCancelled } from '../ask-gate.ts';
import type { StationContext } from '../station-context.ts';

/** Where an order stands, in one word. A box that left says more than what the channel says of the order. */
export function placeOf(context: StationContext, orderId: OrderId): OrderPlace {
  const { journal, orders } = context;
  const parcels = journal.parcels.listByOrder(orderId);
  const alive = parcels.findLast((parcel) => parcel.state !== 'stopped');
  if (alive !== undefined) return placeOfParcel(context, alive);
  const standing = journal.standings.load(orderId);
  const order = orders.loadOrder(orderId)?.order;
  if (standing === null ? order?.state === 'cancelled' || order?.cancellation.kind === 'cancelled' : isCancelled(standing)) return 'cancelled';
  // Our own message may be what made the channel say so, before the box was called back.
  const wasHere = parcels.some(({ dispatchedAtMs }) => dispatchedAtMs !== null);
  if (!wasHere && (standing?.state ?? order?.state) === 'shipped') return 'shipped-elsewhere';
  return parcels.length > 0 ? 'stopped' : 'not-packed';
}

export function placeOfParcel({ journal }: StationContext, parcel: Parcel): OrderPlace {
  switch (parcel.state) {
    case 'open':
    case 'verified':
      return 'in-work';
    case 'labelled':
      return 'labelled';
    case 'stopped':
      return 'stopped';
    case 'dispatched':
    case 'posted':
    case 'confirmed':
      return journal.manifests.ofParcel(parcel.id) === null ? 'dispatched' : 'loaded';
  }
}

/** Who decides on the order now: its channel until a box is begun, the bench until it is on the truck, then the carrier. */
export function ownerNow(place: OrderPlace): 'marketplace' | 'bench' | 'carrier' {
  if (place === 'loaded') return 'carrier';
  return place === 'in-work' || place === 'labelled' || place === 'dispatched' ? 'bench' : 'marketplace';
}
