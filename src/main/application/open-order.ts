import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { CheckedOrder, OrderId } from '../../shared/domain/order/order.ts';
import { isComplete, unitsExpected, unitsPacked, type Parcel, type ParcelId } from '../../shared/domain/parcel/parcel.ts';
import { barcodesOfLine } from '../../shared/domain/scan/product-codes.ts';
import { isStop, isUnfinished, passGate, updateStanding } from './ask-gate.ts';
import { judged, judgedBlocked, type Judgement } from './judgement.ts';
import { completeParcel, labelParcel } from './label-parcel.ts';
import { openShort } from './note-short.ts';
import { takeOverParcel } from './people/judge-badge.ts';
import { parcelToPutBack } from './put-back.ts';
import type { StationContext } from './station-context.ts';
import { standingForBox } from './standing-for-box.ts';
import { stopBench } from './stop-bench.ts';

/**
 * An order was scanned on a free bench: ask the gate, then begin its parcel or go on with the one that was put aside.
 * The live check starts beside it; its answer can only turn the go into a stop.
 */
export function openOrder(context: StationContext, orderId: OrderId): Judgement {
  const { journal, orders } = context;
  const checked = orders.loadOrder(orderId);
  if (checked === null) return judged('unknown-code');
  const standing = updateStanding(context, checked);
  context.afterwards.checkLive(orderId);
  const unfinished = journal.parcels.listByOrder(orderId).find(isUnfinished) ?? null;
  const verdict = passGate(context, 'open', orderId, unfinished);
  const { order } = checked;
  if (isStop(verdict)) {
    const parcel = unfinished ?? parcelToPutBack(context, orderId);
    stopBench(context, { orderId, storeId: order.storeId, channelOrderId: order.channelOrderId }, parcel, verdict.blocks, 'open');
    return judgedBlocked(order.channelOrderId, verdict.blocks, parcel?.id ?? null);
  }
  journal.standings.clearBlocked(orderId);
  if (unfinished !== null && openShort(context, unfinished) !== null) return judged('not-now', { reason: 'short-waits-for-lead', order: order.channelOrderId }, unfinished.id);
  return unfinished === null ? beginParcel(context, checked, standingForBox(context, standing, null)) : resumeParcel(context, unfinished);
}

/** What the journal knows counts: the order store may be behind it after a crash. */
function beginParcel(context: StationContext, { order }: CheckedOrder, standing: Standing): Judgement {
  const { journal, benchId, clock, newId } = context;
  const wanted = (lineId: string): number => standing.lines.find((line) => line.lineId === lineId)?.quantityToPack ?? 0;
  const parcel: Parcel = {
    id: newId() as ParcelId,
    orderId: order.id,
    storeId: order.storeId,
    channelOrderId: order.channelOrderId,
    benchId,
    packer: context.actor().name,
    state: 'open',
    parcelIndex: 1,
    parcelCount: 1,
    lines: order.lines
      .filter((line) => wanted(line.lineId) > 0)
      .map((line) => ({ lineId: line.lineId, sku: line.sku, title: line.title, barcodes: barcodesOfLine(line), expected: wanted(line.lineId), packed: 0 })),
    label: null,
    openedAtMs: clock.nowMs(),
    verifiedAtMs: null,
    dispatchedAtMs: null,
    stoppedAtMs: null,
    weight: null,
    box: null,
  };
  journal.parcels.insert(parcel);
  journal.benches.save({ benchId, parcelId: parcel.id, stop: null, mode: { kind: 'packing' } });
  return judged('order-opened', { order: order.channelOrderId, units: unitsExpected(parcel) }, parcel.id);
}

function resumeParcel(context: StationContext, parcel: Parcel): Judgement {
  context.journal.benches.save({ benchId: context.benchId, parcelId: parcel.id, stop: null, mode: { kind: 'packing' } });
  takeOverParcel(context, parcel, context.actor().name);
  if (parcel.state === 'verified') return labelParcel(context, parcel);
  // Stopped at its last item, or made complete by the channel: no further item will come.
  if (parcel.state === 'open' && isComplete(parcel)) return completeParcel(context, parcel);
  // The order was held back while its label was drawn: the number is spent, and the paper never came.
  if (parcel.state === 'labelled' && context.journal.printJobs.latestForParcel(parcel.id) === null) context.afterwards.printLabel(parcel.id, false);
  return judged('order-opened', { order: parcel.channelOrderId, units: unitsExpected(parcel), packed: unitsPacked(parcel) }, parcel.id);
}
