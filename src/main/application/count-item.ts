import type { StoreId } from '../../shared/domain/order/order.ts';
import { matchItem, nextLine } from '../../shared/domain/parcel/match-item.ts';
import { isComplete, type Parcel, type ParcelLine } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { combineNotAllowed, overScan, skuNotInOrder, skuUnknown } from '../../shared/domain/scan/refusal.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { judged, type Judgement } from './judgement.ts';
import { completeParcel } from './label-parcel.ts';
import { findOrders, storeOf, type StationContext } from './station-context.ts';
import { hereAndNow, orderWitness } from './witness.ts';

/** An item was scanned into an open parcel. Each way to be wrong has its own answer. */
export function countItem(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const match = matchItem(parcel.lines, reading.productCodes);
  switch (match.kind) {
    case 'count':
      return change(context, parcel, match.line.lineId, 1);
    case 'take-out':
      return change(context, parcel, match.line.lineId, -1);
    case 'take-out-first':
      return judged('not-now', { reason: 'take-out', title: match.line.title }, parcel.id);
    case 'over':
      return tooMany(context, parcel, match.line);
    case 'not-in-order':
      return explainForeignCode(context, parcel, reading);
    default:
      return unreachable(match);
  }
}

function change(context: StationContext, parcel: Parcel, lineId: string, by: 1 | -1): Judgement {
  const lines = parcel.lines.map((line) => (line.lineId === lineId ? { ...line, packed: line.packed + by } : line));
  const changed = { ...parcel, lines };
  const line = lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) throw new Error(`parcel ${parcel.id} has no line ${lineId}`);
  context.journal.parcels.saveCount(parcel.id, lineId, line.packed);
  const outcome = by === 1 ? 'item-counted' : 'item-taken-out';
  const counted = { ...judged(outcome, { title: line.title, sku: line.sku, packed: line.packed, expected: line.expected }, parcel.id), lineId, countChange: by };
  if (!isComplete(changed)) return counted;
  return { ...completeParcel(context, changed), lineId, countChange: by };
}

function tooMany(context: StationContext, parcel: Parcel, { title, sku, expected, packed }: ParcelLine): Judgement {
  const block = overScan(orderWitness(context, parcel.orderId), { order: parcel.channelOrderId, line: title, sku, expected, got: packed + 1 });
  return judged('over-scan', { title, sku, expected, packed, wouldBe: packed + 1 }, parcel.id, block);
}

/** Nothing in this box has the code: is it another order, another product, or nothing we know? */
function explainForeignCode(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const order = parcel.channelOrderId;
  if (reading.sscc !== null) return judged('other-order', { what: 'label', order }, parcel.id);
  const product = reading.productCodes.map((code) => context.orders.findProduct(code)).find((found) => found !== null);
  const orders = findOrders(context, reading.text);
  if (orders.includes(parcel.orderId)) return judged('not-now', { reason: 'already-open', order }, parcel.id);
  if (orders.length > 0) return otherOrder(context, parcel, reading);
  const expected = nextLine(parcel.lines)?.title ?? null;
  if (product === undefined) return judged('unknown-code', { code: reading.text }, parcel.id, skuUnknown(hereAndNow(context), { order, expected, got: reading.text }));
  const block = skuNotInOrder(orderWitness(context, parcel.orderId), { order, expected, got: product.title, sku: product.sku });
  return judged('wrong-item', { title: product.title, sku: product.sku, order }, parcel.id, block);
}

/** A second order while a box is begun is refused before any label, and the refusal says which shop takes no number for two. */
export function otherOrder(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const storeIds = [parcel.storeId, ...findOrders(context, reading.text).map((orderId) => orderId.slice(0, orderId.indexOf('/')) as StoreId)];
  const shops = storeIds.flatMap((storeId) => {
    const sharedNumber = context.account(storeId)?.traits.sharedNumber;
    return sharedNumber === undefined ? [] : [{ name: storeOf(context, storeId)?.name ?? storeId, sharedNumber }];
  });
  const block = combineNotAllowed(hereAndNow(context), { expected: parcel.channelOrderId, got: reading.text, shops });
  return judged('other-order', { what: 'order', scanned: reading.text, order: parcel.channelOrderId }, parcel.id, block);
}
