import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { boxOf } from './box.ts';
import { endParcel } from './end-parcel.ts';
import { findLabelled } from './find-label.ts';
import { joinAgain } from './join-order.ts';
import { judged, type Judgement } from './judgement.ts';
import { judgeStoppedLabel, stopBoxIfHeld } from './judge-known-label.ts';
import { noteAct } from './note-act.ts';
import { openOrder } from './open-order.ts';
import { supersedeUntold } from './recall-parcel.ts';
import type { StationContext } from './station-context.ts';

/**
 * After REOPEN the label of a box that was closed by mistake. As long as it stands in the house it can be packed anew: the old label
 * comes off, and every item is scanned again, because nobody counted while the box was open. The orders of a combined box stay together.
 */
export function reopenParcel(context: StationContext, reading: CodeReading): Judgement {
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
      leaveMode(context);
      return reopenDispatched(context, parcel);
    default:
      return unreachable(parcel.state);
  }
}

function reopenDispatched(context: StationContext, parcel: Parcel): Judgement {
  const manifest = context.journal.manifests.ofParcel(parcel.id);
  if (manifest !== null) return judged('not-reopened-loaded', { order: parcel.channelOrderId, carrier: manifest.carrier, manifest: manifest.number }, parcel.id);
  const box = boxOf(context, parcel);
  const held = stopBoxIfHeld(context, box);
  if (held !== null) return held;
  if (context.orders.loadOrder(parcel.orderId) === null) return judged('not-now', { reason: 'order-not-known', order: parcel.channelOrderId }, parcel.id);
  endParcel(context, parcel, [], false);
  for (const one of box) noteAct(context, 'parcel-reopened', one.id, { order: one.channelOrderId, isChannelTold: !supersedeUntold(context, one) });
  const opened = openOrder(context, parcel.orderId);
  const begun = opened.parcelId === null ? null : context.journal.parcels.load(opened.parcelId);
  if (begun?.state === 'open') joinAgain(context, begun, box.filter(({ id }) => id !== parcel.id));
  return opened.outcome === 'order-opened' ? { ...opened, outcome: 'reopened' } : opened;
}

export function leaveMode({ journal, benchId }: StationContext): void {
  journal.benches.save({ benchId, parcelId: null, stop: null, mode: { kind: 'packing' } });
}
