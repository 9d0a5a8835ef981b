import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { CheckedOrder, OrderId } from '../../shared/domain/order/order.ts';
import { isComplete, unitsExpected, unitsPacked, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import { isStop, isUnfinished, passGate, updateStanding } from './ask-gate.ts';
import { boxOf, goodsStillInBox, linesOf, matesOf, ordersOf } from './box.ts';
import { judged, judgedBlocked, type Judgement } from './judgement.ts';
import { completeParcel, labelParcel } from './label-parcel.ts';
import { newParcel } from './new-parcel.ts';
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
  if (unfinished === null) return beginParcel(context, checked, standingForBox(context, standing, null));
  return askMates(context, unfinished) ?? waitForLead(context, unfinished) ?? resumeParcel(context, unfinished);
}

/** The other orders of the box are opened with the one that was scanned. Null: nothing stands in their way either. */
function askMates(context: StationContext, parcel: Parcel): Judgement | null {
  for (const mate of matesOf(context, parcel)) {
    const checked = context.orders.loadOrder(mate.orderId);
    if (checked !== null) updateStanding(context, checked);
    context.afterwards.checkLive(mate.orderId);
    const verdict = passGate(context, 'open', mate.orderId, mate);
    if (!isStop(verdict)) continue;
    stopBench(context, mate, mate, verdict.blocks, 'open');
    return judgedBlocked(mate.channelOrderId, verdict.blocks, mate.id);
  }
  return null;
}

function waitForLead(context: StationContext, parcel: Parcel): Judgement | null {
  const waiting = boxOf(context, parcel).find((one) => openShort(context, one) !== null);
  return waiting === undefined ? null : judged('not-now', { reason: 'short-waits-for-lead', order: waiting.channelOrderId }, waiting.id);
}

function beginParcel(context: StationContext, { order }: CheckedOrder, standing: Standing): Judgement {
  const { journal, benchId } = context;
  const parcel = newParcel(context, order, standing);
  journal.parcels.insert(parcel);
  journal.benches.save({ benchId, parcelId: parcel.id, stop: null, mode: { kind: 'packing' } });
  return judged('order-opened', { order: order.channelOrderId, units: unitsExpected(parcel) }, parcel.id);
}

/** Of a combined box all orders go on together, whichever paper was scanned. */
export function resumeParcel(context: StationContext, scanned: Parcel): Judgement {
  const { journal, benchId } = context;
  const box = boxOf(context, scanned);
  const [parcel = scanned] = box;
  const gone = goodsStillInBox(context, box);
  if (gone !== null) {
    journal.benches.save({ benchId, parcelId: null, stop: null, mode: { kind: 'put-back', parcelId: gone.id } });
    return judged('not-now', { reason: 'put-back-first', order: gone.channelOrderId }, gone.id);
  }
  journal.benches.save({ benchId, parcelId: parcel.id, stop: null, mode: { kind: 'packing' } });
  for (const one of box) takeOverParcel(context, one, context.actor().name);
  if (parcel.state === 'verified') return labelParcel(context, parcel);
  const lines = linesOf(box);
  // Stopped at its last item, or made complete by the channel: no further item will come.
  if (parcel.state === 'open' && isComplete({ lines })) return completeParcel(context, parcel);
  // The order was held back while its label was drawn: the number is spent, and the paper never came.
  if (parcel.state === 'labelled' && journal.printJobs.latestForParcel(parcel.id) === null) context.afterwards.printLabel(parcel.id, false);
  return judged('order-opened', { order: ordersOf(box), units: unitsExpected({ lines }), packed: unitsPacked({ lines }) }, parcel.id);
}
