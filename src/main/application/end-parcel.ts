import type { Block } from '../../shared/domain/gate/block.ts';
import type { Parcel, ParcelLabel } from '../../shared/domain/parcel/parcel.ts';
import { matesOf } from './box.ts';
import { noteAct } from './note-act.ts';
import { closeByStation, openTask } from './open-task.ts';
import { beginPutBack } from './put-back.ts';
import type { StationContext } from './station-context.ts';

/**
 * This box, as it is, never leaves: its label turns void at once, not when somebody presses a button, and its goods are owed to the
 * shelf where nothing will be sent any more. Refused by the database once the carrier has it. Call inside a transaction.
 *
 * A combined box has one label: once that is there, all its orders end together. Before, this one alone leaves it. The others have
 * nothing against them, and are packed anew when they are scanned; every item, because nobody counted while the box was open.
 */
export function endParcel(context: StationContext, parcel: Parcel, blocks: readonly Block[], areGoodsBack: boolean): void {
  const { label } = parcel;
  const mates = label === null ? [] : matesOf(context, parcel).filter(({ state }) => state !== 'stopped');
  endOne(context, parcel, blocks);
  for (const mate of mates) {
    endOne(context, mate, []);
    noteAct(context, 'box-taken-apart', mate.id, { order: mate.channelOrderId, because: parcel.channelOrderId });
  }
  if (label !== null && !label.isVoid) giveBackLabel(context, parcel, label);
  if (areGoodsBack) beginPutBack(context, parcel);
}

function endOne({ journal, clock }: StationContext, { id, label }: Parcel, blocks: readonly Block[]): void {
  const nowMs = clock.nowMs();
  if (label !== null && !label.isVoid) journal.parcels.saveLabel(id, { ...label, isVoid: true });
  journal.parcels.saveStop(id, blocks, nowMs);
  journal.parcels.saveState(id, 'stopped', nowMs);
}

/**
 * A number that no carrier was told of is simply never used again, and the log says so. What a carrier booked has to be given back
 * there, and stays open until it answered.
 */
function giveBackLabel(context: StationContext, parcel: Parcel, label: ParcelLabel): void {
  const { sscc, trackingNumber, carrier, carrierService } = label;
  const isBooked = label.trackingMode !== 'sscc' || context.journal.manifests.ofParcel(parcel.id)?.closedAtMs != null;
  const task = openTask(context, 'void-label', { ...parcel, parcelId: parcel.id }, { carrier, carrierService, trackingNumber });
  noteAct(context, 'label-made-void', parcel.id, { order: parcel.channelOrderId, sscc, carrier, isBooked });
  if (isBooked) context.afterwards.voidLabel(task.id);
  else closeByStation(context, task, 'not-booked');
}
