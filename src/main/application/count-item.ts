import { matchItem, nextLine } from '../../shared/domain/parcel/match-item.ts';
import { isComplete, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { overScan, skuNotInOrder, skuUnknown } from '../../shared/domain/scan/refusal.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { boxOf, linesOf, ordersOf, type BoxLine } from './box.ts';
import { combineOrder } from './join-order.ts';
import { judged, type Judgement } from './judgement.ts';
import { completeParcel } from './label-parcel.ts';
import { findOrders, type StationContext } from './station-context.ts';
import { hereAndNow, orderWitness } from './witness.ts';

/** An item was scanned into an open box. Each way to be wrong has its own answer. What two orders want goes to the one that came first, until it has all. */
export function countItem(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const match = matchItem(linesOf(boxOf(context, parcel)), reading.productCodes);
  switch (match.kind) {
    case 'count':
      return change(context, match.line, 1);
    case 'take-out':
      return change(context, match.line, -1);
    case 'take-out-first':
      return judged('not-now', { reason: 'take-out', title: match.line.title }, parcel.id);
    case 'over':
      return tooMany(context, match.line);
    case 'not-in-order':
      return explainForeignCode(context, parcel, reading);
    default:
      return unreachable(match);
  }
}

function change(context: StationContext, { parcel, lineId, title, sku, expected, ...line }: BoxLine, by: 1 | -1): Judgement {
  const packed = line.packed + by;
  context.journal.parcels.saveCount(parcel.id, lineId, packed);
  if (isComplete({ lines: linesOf(boxOf(context, parcel)) })) return { ...completeParcel(context, parcel), parcelId: parcel.id, lineId, countChange: by };
  return { ...judged(by === 1 ? 'item-counted' : 'item-taken-out', { title, sku, packed, expected }, parcel.id), lineId, countChange: by };
}

function tooMany(context: StationContext, { parcel, title, sku, expected, packed }: BoxLine): Judgement {
  const block = overScan(orderWitness(context, parcel.orderId), { order: parcel.channelOrderId, line: title, sku, expected, got: packed + 1 });
  return judged('over-scan', { title, sku, expected, packed, wouldBe: packed + 1 }, parcel.id, block);
}

/** Nothing in this box has the code: is it another order, another product, or nothing we know? */
function explainForeignCode(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const box = boxOf(context, parcel);
  const order = ordersOf(box);
  if (reading.sscc !== null) return judged('other-order', { what: 'label', order }, parcel.id);
  const product = reading.productCodes.map((code) => context.orders.findProduct(code)).find((found) => found !== null);
  const orders = findOrders(context, reading.text);
  if (box.some(({ orderId }) => orders.includes(orderId))) return judged('not-now', { reason: 'already-open', order }, parcel.id);
  if (orders.length > 0) return combineOrder(context, parcel, reading);
  const expected = nextLine(linesOf(box))?.title ?? null;
  if (product === undefined) return judged('unknown-code', { code: reading.text }, parcel.id, skuUnknown(hereAndNow(context), { order, expected, got: reading.text }));
  const block = skuNotInOrder(orderWitness(context, parcel.orderId), { order, expected, got: product.title, sku: product.sku });
  return judged('wrong-item', { title: product.title, sku: product.sku, order }, parcel.id, block);
}
