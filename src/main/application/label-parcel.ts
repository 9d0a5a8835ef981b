import type { GatePoint } from '../../shared/domain/gate/block.ts';
import { isComplete, unitsPacked, type Parcel, type ParcelLabel } from '../../shared/domain/parcel/parcel.ts';
import { isStop, passGate } from './ask-gate.ts';
import { boxOf, goodsStillInBox, linesOf, ordersOf } from './box.ts';
import { judged, judgedBlocked, type Judgement } from './judgement.ts';
import { SsccRangeExhaustedError } from './ports/journal.ts';
import { carrierFor, storeOf, type StationContext } from './station-context.ts';
import { stopBench } from './stop-bench.ts';

/** The last item is in: gate, state, number and print job are one commit with the scan that completed it. */
export function completeParcel(context: StationContext, parcel: Parcel): Judgement {
  const box = boxOf(context, parcel);
  if (!isComplete({ lines: linesOf(box) })) throw new Error(`the box of parcel ${parcel.id} is not complete`);
  const held = passBox(context, 'last-item', box);
  if (held !== null) return held;
  for (const one of box) if (one.state === 'open') context.journal.parcels.saveState(one.id, 'verified', context.clock.nowMs());
  return labelParcel(context, parcel);
}

/** Every order of the box passes its own gate; the first that does not stops the bench. Null: all go. Call inside the step's transaction. */
export function passBox(context: StationContext, point: GatePoint, box: readonly Parcel[]): Judgement | null {
  for (const parcel of box) {
    const verdict = passGate(context, point, parcel.orderId, parcel);
    if (!isStop(verdict)) continue;
    stopBench(context, parcel, parcel, verdict.blocks, point);
    return judgedBlocked(parcel.channelOrderId, verdict.blocks, parcel.id);
  }
  return null;
}

/**
 * Spends an SSCC for a verified box and owes it a print. The number is on disk before any printer hears of it.
 * A box that has a number keeps it; printing again is `reprint`.
 */
export function labelParcel(context: StationContext, parcel: Parcel): Judgement {
  const { journal, clock, benchId } = context;
  const settings = context.settings();
  const box = boxOf(context, parcel);
  const [first = parcel] = box;
  const held = passBox(context, 'label', box);
  if (held !== null) return held;
  const gone = goodsStillInBox(context, box);
  if (gone !== null) return judged('not-now', { reason: 'put-back-first', order: gone.channelOrderId }, gone.id);
  const store = storeOf(context, first.storeId);
  const order = context.orders.loadOrder(first.orderId);
  if (settings.companyPrefix === null || store === null || order === null) {
    return judged('label-failed', { order: ordersOf(box), reason: settings.companyPrefix === null ? 'company-prefix' : 'store-or-order-gone' }, first.id);
  }
  const range = { companyPrefix: settings.companyPrefix, extensionDigit: settings.extensionDigit };
  const nowMs = clock.nowMs();
  const { carrier, carrierService } = carrierFor(store, order.order.shippingService);
  const shipToHash = journal.standings.load(first.orderId)?.shipToHash ?? null;
  try {
    journal.transaction(() => {
      const sscc = journal.ssccs.allocate(range, benchId, first.id, nowMs);
      const label: ParcelLabel = { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier, carrierService, labelledAtMs: nowMs, isVoid: false, shipToHash };
      for (const { id } of box) journal.parcels.saveLabel(id, label);
      for (const { id } of box) journal.parcels.saveState(id, 'labelled', nowMs);
    });
  } catch (error: unknown) {
    if (error instanceof SsccRangeExhaustedError) return judged('label-failed', { order: ordersOf(box), reason: 'numbers-used-up' }, first.id);
    throw error;
  }
  context.afterwards.printLabel(first.id, false);
  // The answer can only turn this go into a stop.
  for (const { orderId } of box) context.afterwards.checkLive(orderId);
  return judged('parcel-complete', { order: ordersOf(box), units: unitsPacked({ lines: linesOf(box) }) }, first.id);
}
