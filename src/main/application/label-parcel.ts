import { isComplete, type Parcel, type ParcelLabel } from '../../shared/domain/parcel/parcel.ts';
import { isStop, passGate } from './ask-gate.ts';
import { judged, judgedBlocked, type Judgement } from './judgement.ts';
import { SsccRangeExhaustedError } from './ports/journal.ts';
import { carrierFor, storeOf, type StationContext } from './station-context.ts';
import { stopBench } from './stop-bench.ts';

/** The last item is in: gate, state, number and print job are one commit with the scan that completed it. */
export function completeParcel(context: StationContext, parcel: Parcel): Judgement {
  if (!isComplete(parcel)) throw new Error(`parcel ${parcel.id} is not complete`);
  const verdict = passGate(context, 'last-item', parcel.orderId, parcel);
  if (isStop(verdict)) {
    stopBench(context, parcel, parcel, verdict.blocks, 'last-item');
    return judgedBlocked(parcel.channelOrderId, verdict.blocks, parcel.id);
  }
  context.journal.parcels.saveState(parcel.id, 'verified', context.clock.nowMs());
  return labelParcel(context, { ...parcel, state: 'verified' });
}

/**
 * Spends an SSCC for a verified parcel and owes it a print. The number is on disk before any printer hears of it.
 * A parcel that has a number keeps it; printing again is `reprint`.
 */
export function labelParcel(context: StationContext, parcel: Parcel): Judgement {
  const { journal, clock, benchId } = context;
  const settings = context.settings();
  const verdict = passGate(context, 'label', parcel.orderId, parcel);
  if (isStop(verdict)) {
    stopBench(context, parcel, parcel, verdict.blocks, 'label');
    return judgedBlocked(parcel.channelOrderId, verdict.blocks, parcel.id);
  }
  const store = storeOf(context, parcel.storeId);
  const order = context.orders.loadOrder(parcel.orderId);
  if (settings.companyPrefix === null || store === null || order === null) {
    return judged('label-failed', { order: parcel.channelOrderId, reason: settings.companyPrefix === null ? 'company-prefix' : 'store-or-order-gone' }, parcel.id);
  }
  const range = { companyPrefix: settings.companyPrefix, extensionDigit: settings.extensionDigit };
  const nowMs = clock.nowMs();
  const { carrier, carrierService } = carrierFor(store, order.order.shippingService);
  const shipToHash = journal.standings.load(parcel.orderId)?.shipToHash ?? null;
  try {
    journal.transaction(() => {
      const sscc = journal.ssccs.allocate(range, benchId, parcel.id, nowMs);
      const label: ParcelLabel = { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier, carrierService, labelledAtMs: nowMs, isVoid: false, shipToHash };
      journal.parcels.saveLabel(parcel.id, label);
      journal.parcels.saveState(parcel.id, 'labelled', nowMs);
    });
  } catch (error: unknown) {
    if (error instanceof SsccRangeExhaustedError) return judged('label-failed', { order: parcel.channelOrderId, reason: 'numbers-used-up' }, parcel.id);
    throw error;
  }
  context.afterwards.printLabel(parcel.id, false);
  // The answer can only turn this go into a stop.
  context.afterwards.checkLive(parcel.orderId);
  return judged('parcel-complete', { order: parcel.channelOrderId, units: parcel.lines.reduce((sum, line) => sum + line.packed, 0) }, parcel.id);
}
