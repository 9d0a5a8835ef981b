import type { ParcelState } from '../../shared/domain/parcel/parcel.ts';
import type { WriteBack } from '../../shared/domain/writeback/write-back.ts';
import type { StationContext } from './station-context.ts';

/**
 * A parcel's last two states are what its channel did with our message: `posted` when it was accepted, `confirmed` when
 * the channel itself shows the number.
 */
export function followWriteBack(context: StationContext, row: Pick<WriteBack, 'parcelId' | 'state'>): void {
  const reached = stepsFor(row.state);
  const parcel = context.journal.parcels.load(row.parcelId);
  if (parcel === null) throw new Error(`write-back of unknown parcel ${row.parcelId}`);
  const from = order.indexOf(parcel.state);
  if (from < 0) return;
  for (const state of reached) {
    if (order.indexOf(state) > from) context.journal.parcels.saveState(parcel.id, state, context.clock.nowMs());
  }
}

const order: readonly ParcelState[] = ['dispatched', 'posted', 'confirmed'];

function stepsFor(state: WriteBack['state']): readonly ParcelState[] {
  if (state === 'accepted') return ['posted'];
  return state === 'confirmed' ? ['posted', 'confirmed'] : [];
}

/** After a crash between the two: every parcel catches up with its write-back. */
export function catchUpWithWriteBacks(context: StationContext): void {
  for (const parcel of context.journal.parcels.listByState(['dispatched', 'posted'], 100_000)) {
    const row = context.journal.writeBacks.findByParcel(parcel.id);
    if (row !== null) followWriteBack(context, row);
  }
}
