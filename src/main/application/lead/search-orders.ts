import type { SearchHitView, SearchView } from '../../../shared/contract/lead-views.ts';
import { parseSscc } from '../../../shared/domain/gs1/sscc.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { placeOf } from './order-place.ts';

/** More hits than this mean that the word was too short to be an answer. */
const hitLimit = 30;

/** An order by whatever is printed on one of its papers, or by who bought it. */
export function searchOrders(context: StationContext, text: string): SearchView {
  const byLabel = findParcels(context, text);
  const found = context.orders.searchOrders(text, hitLimit + 1);
  const hits: SearchHitView[] = [];
  const seen = new Set<OrderId>();
  const add = (orderId: OrderId, matched: SearchHitView['matched'], parcel: Parcel | null): void => {
    if (seen.has(orderId) || hits.length >= hitLimit || storeOf(context, storeIdOf(orderId)) === null) return;
    seen.add(orderId);
    hits.push(hitOf(context, orderId, matched, parcel));
  };
  for (const { parcel, matched } of byLabel) add(parcel.orderId, matched, parcel);
  for (const { orderId, matched } of found) add(orderId, matched, null);
  return { text, hits, isCut: found.length > hitLimit };
}

const storeIdOf = (orderId: OrderId): StoreId => orderId.slice(0, orderId.indexOf('/')) as StoreId;

/** People type the number as it is printed: in groups, with (00) or 00 in front. */
function findParcels({ journal }: StationContext, text: string): readonly { readonly parcel: Parcel; readonly matched: 'sscc' | 'tracking' }[] {
  const digits = text.replace(/[\s()]/g, '');
  const sscc = parseSscc(digits.length === 20 && digits.startsWith('00') ? digits.slice(2) : digits);
  const bySscc = sscc.ok ? journal.parcels.findBySscc(sscc.sscc) : null;
  const byTracking = journal.parcels.findByTrackingNumber(text.trim());
  return [...(bySscc === null ? [] : [{ parcel: bySscc, matched: 'sscc' as const }]), ...byTracking.map((parcel) => ({ parcel, matched: 'tracking' as const }))];
}

function hitOf(context: StationContext, orderId: OrderId, matched: SearchHitView['matched'], parcel: Parcel | null): SearchHitView {
  const order = context.orders.loadOrder(orderId)?.order ?? null;
  const labelled = parcel ?? context.journal.parcels.listByOrder(orderId).findLast(({ label }) => label !== null) ?? null;
  return {
    orderId,
    channelOrderId: order?.channelOrderId ?? labelled?.channelOrderId ?? orderId.slice(orderId.indexOf('/') + 1),
    storeName: storeOf(context, storeIdOf(orderId))?.name ?? '',
    buyerName: order?.shipTo.name ?? null,
    trackingNumber: labelled?.label?.trackingNumber ?? null,
    matched,
    place: placeOf(context, orderId),
    shipByMs: order?.shipByMs ?? null,
  };
}
