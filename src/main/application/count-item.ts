import { matchItem } from '../../shared/domain/parcel/match-item.ts';
import { isComplete, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { judged, type Judgement } from './judgement.ts';
import { completeParcel } from './label-parcel.ts';
import { findOrders, type StationContext } from './station-context.ts';

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
      return judged('over-scan', { title: match.line.title, sku: match.line.sku, expected: match.line.expected, packed: match.line.packed, wouldBe: match.line.packed + 1 }, parcel.id);
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

/** Nothing in this box has the code: is it another order, another product, or nothing we know? */
function explainForeignCode(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  if (reading.sscc !== null) return judged('other-order', { what: 'label', order: parcel.channelOrderId }, parcel.id);
  const product = reading.productCodes.map((code) => context.orders.findProduct(code)).find((found) => found !== null);
  const orders = findOrders(context, reading.text);
  if (orders.includes(parcel.orderId)) return judged('not-now', { reason: 'already-open', order: parcel.channelOrderId }, parcel.id);
  if (orders.length > 0) return judged('other-order', { what: 'order', scanned: reading.text, order: parcel.channelOrderId }, parcel.id);
  if (product !== undefined) return judged('wrong-item', { title: product.title, sku: product.sku, order: parcel.channelOrderId }, parcel.id);
  return judged('unknown-code', { code: reading.text }, parcel.id);
}
