import type { Block } from '../../shared/domain/gate/block.ts';
import type { Parcel, ParcelLabel } from '../../shared/domain/parcel/parcel.ts';
import { noteAct } from './note-act.ts';
import { closeByStation, openTask } from './open-task.ts';
import { beginPutBack } from './put-back.ts';
import type { StationContext } from './station-context.ts';

/**
 * This box, as it is, never leaves: its label turns void at once, not when somebody presses a button, and its goods are owed to the
 * shelf where nothing will be sent any more. Refused by the database once the carrier has it. Call inside a transaction.
 */
export function endParcel(context: StationContext, parcel: Parcel, blocks: readonly Block[], areGoodsBack: boolean): void {
  const { journal, clock } = context;
  const nowMs = clock.nowMs();
  const { label } = parcel;
  if (label !== null && !label.isVoid) journal.parcels.saveLabel(parcel.id, { ...label, isVoid: true });
  journal.parcels.saveStop(parcel.id, blocks, nowMs);
  journal.parcels.saveState(parcel.id, 'stopped', nowMs);
  if (label !== null && !label.isVoid) giveBackLabel(context, parcel, label);
  if (areGoodsBack) beginPutBack(context, parcel);
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
