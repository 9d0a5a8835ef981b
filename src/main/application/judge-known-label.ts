import type { Block } from '../../shared/domain/gate/block.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { askGate, endsParcel, isAgeOnly, isStop } from './ask-gate.ts';
import { boxOf, ordersOf } from './box.ts';
import { dispatchParcel } from './dispatch-parcel.ts';
import { judged, judgedBlocked, type Judgement } from './judgement.ts';
import { openIntercept, recallParcel } from './recall-parcel.ts';
import type { StationContext } from './station-context.ts';
import { showStop, stopBench } from './stop-bench.ts';

/** A label of ours on a free bench: the box that was put aside is back, or it left already, or it must not leave. */
export function judgeKnownLabel(context: StationContext, parcel: Parcel): Judgement {
  switch (parcel.state) {
    case 'labelled':
      return dispatchParcel(context, parcel);
    case 'stopped':
      return judgeStoppedLabel(context, parcel);
    case 'dispatched':
    case 'posted':
    case 'confirmed':
      return stopBoxIfHeld(context, boxOf(context, parcel)) ?? judged('already-dispatched', { order: ordersOf(boxOf(context, parcel)), bench: parcel.benchId }, parcel.id);
    case 'open':
    case 'verified':
      throw new Error(`parcel ${parcel.id} has a label in state ${parcel.state}`);
  }
}

/** Says again why, and what is still to be put back. The label of a box that somebody opened again is paper and no more. */
export function judgeStoppedLabel(context: StationContext, labelled: Parcel): Judgement {
  const { parcel, blocks } = whyStopped(context, labelled);
  if (blocks.length === 0) return judged('wrong-label', { order: parcel.channelOrderId, reason: 'reopened' }, parcel.id);
  stopBench(context, parcel, parcel, blocks, 'open');
  return judgedBlocked(parcel.channelOrderId, blocks, parcel.id);
}

/** A combined box ended for one of its orders, and that one knows why. */
export function whyStopped(context: StationContext, labelled: Parcel): { readonly parcel: Parcel; readonly blocks: readonly Block[] } {
  const found = boxOf(context, labelled).map((parcel) => ({ parcel, blocks: context.journal.parcels.loadStop(parcel.id) }));
  return found.find(({ blocks }) => blocks.length > 0) ?? { parcel: labelled, blocks: [] };
}

/** The first order of a dispatched box that must not leave any more keeps the whole box here. */
export function stopBoxIfHeld(context: StationContext, box: readonly Parcel[]): Judgement | null {
  for (const parcel of box) {
    const held = stopIfHeld(context, parcel);
    if (held !== null) return held;
  }
  return null;
}

/**
 * A dispatched parcel whose order must not leave any more: the box in the packer's hands stays here. Null where nothing but its age
 * could be said against it.
 */
function stopIfHeld(context: StationContext, parcel: Parcel): Judgement | null {
  const { journal } = context;
  const verdict = askGate(context, 'loading', parcel.orderId, parcel);
  if (!isStop(verdict) || isAgeOnly(verdict.blocks)) return null;
  const { blocks } = verdict;
  const isLoaded = journal.manifests.ofParcel(parcel.id) !== null;
  if (endsParcel(blocks) && !isLoaded) {
    recallParcel(context, parcel, blocks);
    showStop(context, parcel, parcel, blocks, 'loading');
  } else {
    if (endsParcel(blocks)) openIntercept(context, parcel, blocks);
    stopBench(context, parcel, parcel, blocks, 'loading');
  }
  return judgedBlocked(parcel.channelOrderId, blocks, parcel.id);
}
