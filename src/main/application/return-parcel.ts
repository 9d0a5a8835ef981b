import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { boxOf, ordersOf } from './box.ts';
import { findLabelled } from './find-label.ts';
import { judged, type Judgement } from './judgement.ts';
import { judgeStoppedLabel } from './judge-known-label.ts';
import { noteAct } from './note-act.ts';
import { openTask } from './open-task.ts';
import { beginLines, loadPutBack, unitsIn } from './put-back.ts';
import { leaveMode } from './reopen-parcel.ts';
import type { StationContext } from './station-context.ts';

/**
 * After RETURN the label of a parcel that came back. What it went out with stays as it is; its goods are scanned item by item, and a
 * lead decides what becomes of them: nothing is sold again unseen.
 */
export function returnParcel(context: StationContext, reading: CodeReading): Judgement {
  const parcel = findLabelled(context, reading);
  if (parcel === null) return judged('unknown-code', { code: reading.text });
  switch (parcel.state) {
    case 'open':
    case 'verified':
    case 'labelled':
      return judged('not-dispatched', { order: parcel.channelOrderId }, parcel.id);
    case 'stopped':
      leaveMode(context);
      return judgeStoppedLabel(context, parcel);
    case 'dispatched':
    case 'posted':
    case 'confirmed':
      return takeBackBox(context, parcel);
    default:
      return unreachable(parcel.state);
  }
}

/** All orders of the box came back; their goods are counted one order after the other. */
function takeBackBox(context: StationContext, labelled: Parcel): Judgement {
  const box = boxOf(context, labelled);
  const judgements = box.map((parcel) => takeBack(context, parcel));
  const next = box.find(({ id }) => loadPutBack(context, id) !== null);
  if (next !== undefined) context.journal.benches.save({ benchId: context.benchId, parcelId: null, stop: null, mode: { kind: 'put-back', parcelId: next.id } });
  const [first] = judgements;
  if (first === undefined) throw new Error(`parcel ${labelled.id} is in no box`);
  return { ...first, detail: { ...first.detail, order: ordersOf(box), units: box.reduce((sum, { id }) => sum + unitsIn(context, id), 0) } };
}

function takeBack(context: StationContext, parcel: Parcel): Judgement {
  const { journal, benchId } = context;
  const isKnown = journal.tasks.listByOrder(parcel.orderId).some(({ kind, parcelId }) => kind === 'return' && parcelId === parcel.id);
  beginLines(context, parcel);
  if (!isKnown) {
    const manifest = journal.manifests.ofParcel(parcel.id);
    openTask(context, 'return', { ...parcel, parcelId: parcel.id }, {
      units: unitsIn(context, parcel.id),
      ...(parcel.label === null ? {} : { carrier: parcel.label.carrier, trackingNumber: parcel.label.trackingNumber }),
      ...(manifest === null ? {} : { manifest: manifest.number }),
    });
    noteAct(context, 'return-noted', parcel.id, { order: parcel.channelOrderId });
  }
  const isCounted = loadPutBack(context, parcel.id) === null;
  journal.benches.save({ benchId, parcelId: null, stop: null, mode: isCounted ? { kind: 'packing' } : { kind: 'put-back', parcelId: parcel.id } });
  return judged('return-noted', { order: parcel.channelOrderId, units: unitsIn(context, parcel.id), ...(isKnown ? { again: 1 } : {}) }, parcel.id);
}
