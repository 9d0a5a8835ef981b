import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { overScan, skuNotInOrder, skuUnknown } from '../../shared/domain/scan/refusal.ts';
import type { Task } from '../../shared/domain/task/task.ts';
import { boxLeftBy, matesOf } from './box.ts';
import { judged, judgedBlocked, type Judgement } from './judgement.ts';
import { noteAct } from './note-act.ts';
import { resumeParcel } from './open-order.ts';
import { closeByStation } from './open-task.ts';
import type { PutBackLine, StockEvent } from './ports/lead-work.ts';
import { loadPutBack, unitsIn, type OpenPutBack } from './put-back.ts';
import { findOrders, type StationContext } from './station-context.ts';
import { stopBench } from './stop-bench.ts';
import { hereAndNow } from './witness.ts';

/** One item was scanned back on the shelf. Nothing here needs UNDO: a count can only come nearer to what was in the box. */
export function putBackItem(context: StationContext, open: OpenPutBack, reading: CodeReading): Judgement {
  const { parcel, lines } = open;
  const matching = lines.filter((line) => line.barcodes.some((barcode) => reading.productCodes.includes(barcode)));
  const line = matching.find((candidate) => candidate.confirmed < candidate.quantity);
  if (line !== undefined) return confirmOne(context, open, line);
  const full = matching.at(-1);
  if (full === undefined) return explainForeign(context, open, reading);
  const { title, sku, quantity, confirmed } = full;
  const block = overScan(hereAndNow(context), { order: parcel.channelOrderId, line: title, sku, expected: quantity, got: confirmed + 1 });
  return judged('over-scan', { title, sku, expected: quantity, packed: confirmed, wouldBe: confirmed + 1 }, parcel.id, block);
}

function confirmOne(context: StationContext, { parcel, lines, task }: OpenPutBack, { lineId, title, sku, quantity, ...line }: PutBackLine): Judgement {
  const confirmed = line.confirmed + 1;
  context.journal.putBacks.saveConfirmed(parcel.id, lineId, confirmed);
  const left = lines.reduce((sum, other) => sum + other.quantity - other.confirmed, -1);
  if (left > 0) return judged('put-back', { title, sku, confirmed, quantity, left, order: parcel.channelOrderId }, parcel.id);
  finish(context, parcel, task);
  const goesOn = boxLeftBy(context, parcel);
  const resumed = goesOn === null ? null : resumeParcel(context, goesOn);
  if (resumed !== null && resumed.outcome !== 'order-opened') return resumed;
  return judged('put-back-done', { title, order: parcel.channelOrderId, units: unitsIn(context, parcel.id) }, parcel.id);
}

function finish(context: StationContext, parcel: Parcel, task: Task | null): void {
  const { journal, benchId, clock, newId } = context;
  const cause: StockEvent['cause'] = task === null ? 'returned' : 'put-back';
  const by = context.actor().name;
  const lines = journal.putBacks.load(parcel.id);
  for (const { sku, quantity } of lines) {
    journal.history.recordStock({ id: newId(), storeId: parcel.storeId, sku, quantity, cause, channelOrderId: parcel.channelOrderId, parcelId: parcel.id, by, atMs: clock.nowMs() });
  }
  if (task !== null) closeByStation(context, task, 'done', by);
  noteAct(context, 'put-back-done', parcel.id, { order: parcel.channelOrderId, cause, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) });
  // Of a box that came back with several orders the next one is counted.
  const next = task === null ? matesOf(context, parcel).find(({ id }) => loadPutBack(context, id) !== null) : undefined;
  journal.benches.save({ benchId, parcelId: null, stop: null, mode: next === undefined ? { kind: 'packing' } : { kind: 'put-back', parcelId: next.id } });
}

/** Nothing of this box has the code. Its own label and order say STOP again, with what is still to go back. */
function explainForeign(context: StationContext, { parcel, lines }: OpenPutBack, reading: CodeReading): Judgement {
  const { journal, orders } = context;
  const order = parcel.channelOrderId;
  const found = findOrders(context, reading.text);
  const isOwnLabel = reading.sscc !== null && reading.sscc === parcel.label?.sscc;
  const blocks = journal.parcels.loadStop(parcel.id);
  if (parcel.state === 'stopped' && blocks.length > 0 && (isOwnLabel || found.includes(parcel.orderId))) {
    stopBench(context, parcel, parcel, blocks, 'open');
    return judgedBlocked(order, blocks, parcel.id);
  }
  if (reading.sscc !== null || found.length > 0) return judged('not-now', { reason: 'put-back-first', order }, parcel.id);
  const expected = lines.find((line) => line.confirmed < line.quantity)?.title ?? null;
  const product = reading.productCodes.map((code) => orders.findProduct(code)).find((known) => known !== null);
  if (product === undefined) return judged('unknown-code', { code: reading.text }, parcel.id, skuUnknown(hereAndNow(context), { order, expected, got: reading.text }));
  const block = skuNotInOrder(hereAndNow(context), { order, expected, got: product.title, sku: product.sku });
  return judged('wrong-item', { title: product.title, sku: product.sku, order }, parcel.id, block);
}
