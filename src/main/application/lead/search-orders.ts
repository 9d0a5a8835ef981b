import type { SearchHitView, SearchView } from '../../../shared/contract/lead-views.ts';
import { parseSscc } from '../../../shared/domain/gs1/sscc.ts';
import type { OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { boxOf } from '../box.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { placeOf } from './order-place.ts';

/** More hits than this mean that the word was too short to be an answer. */
const hitLimit = 30;
/** Looked through where orders of removed stores stand in front of all others. */
const widerLimit = 2_000;

type Found = Pick<SearchHitView, 'matched'> & { readonly parcel: Parcel | null };

/**
 * An order by whatever is printed on one of its papers, or by who bought it. A label names a box that somebody has in hand, so it is
 * found whatever became of its store.
 */
export function searchOrders(context: StationContext, text: string): SearchView {
  const found = new Map<OrderId, Found>();
  for (const { parcel, matched } of findParcels(context, text)) if (!found.has(parcel.orderId)) found.set(parcel.orderId, { matched, parcel });
  for (const { orderId, matched } of findOurs(context, text)) if (!found.has(orderId)) found.set(orderId, { matched, parcel: null });
  return { text, hits: [...found].slice(0, hitLimit).map(([orderId, hit]) => hitOf(context, orderId, hit)), isCut: found.size > hitLimit };
}

const storeIdOf = (orderId: OrderId): StoreId => orderId.slice(0, orderId.indexOf('/')) as StoreId;

/** Orders of a store that was removed stay in the order store and are nobody's. */
function findOurs(context: StationContext, text: string): ReturnType<StationContext['orders']['searchOrders']> {
  const isOurs = ({ orderId }: { readonly orderId: OrderId }): boolean => storeOf(context, storeIdOf(orderId)) !== null;
  const near = context.orders.searchOrders(text, hitLimit + 1);
  const ours = near.filter(isOurs);
  const isCrowdedOut = ours.length < near.length && near.length > hitLimit;
  return isCrowdedOut ? context.orders.searchOrders(text, widerLimit).filter(isOurs) : ours;
}

/** People type the number as it is printed: in groups, with (00) or 00 in front. Of a combined box it finds every order. */
function findParcels(context: StationContext, text: string): readonly { readonly parcel: Parcel; readonly matched: 'sscc' | 'tracking' }[] {
  const { journal } = context;
  const digits = text.replace(/[\s()]/g, '');
  const sscc = parseSscc(digits.length === 20 && digits.startsWith('00') ? digits.slice(2) : digits);
  const bySscc = sscc.ok ? journal.parcels.findBySscc(sscc.sscc) : null;
  const spellings = new Set([text.trim(), text.replace(/\s/g, ''), text.replace(/\s/g, '').toUpperCase()]);
  const byTracking = [...spellings].flatMap((spelling) => journal.parcels.findByTrackingNumber(spelling));
  const inBox = bySscc === null ? [] : boxOf(context, bySscc);
  return [...inBox.map((parcel) => ({ parcel, matched: 'sscc' as const })), ...byTracking.map((parcel) => ({ parcel, matched: 'tracking' as const }))];
}

function hitOf(context: StationContext, orderId: OrderId, { matched, parcel }: Found): SearchHitView {
  const storeId = storeIdOf(orderId);
  const order = context.orders.loadOrder(orderId)?.order ?? null;
  const labelled = parcel ?? context.journal.parcels.listByOrder(orderId).findLast(({ label }) => label !== null) ?? null;
  return {
    orderId,
    channelOrderId: order?.channelOrderId ?? labelled?.channelOrderId ?? orderId.slice(storeId.length + 1),
    storeName: storeOf(context, storeId)?.name ?? storeId,
    buyerName: order?.shipTo.name ?? null,
    trackingNumber: labelled?.label?.trackingNumber ?? null,
    matched,
    place: placeOf(context, orderId),
    shipByMs: order?.shipByMs ?? null,
  };
}
