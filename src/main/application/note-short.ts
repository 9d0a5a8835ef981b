import { lineToTakeOut, nextLine } from '../../shared/domain/parcel/match-item.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { Task } from '../../shared/domain/task/task.ts';
import { boxOf, linesOf } from './box.ts';
import { judged, type Judgement } from './judgement.ts';
import { noteAct } from './note-act.ts';
import { openTask } from './open-task.ts';
import type { StationContext } from './station-context.ts';

/**
 * The line the packer would reach for next is not on the shelf. The box is put aside with all that is in it and its order waits for a
 * lead: a packer cancels nothing. Null where no item is awaited.
 */
export function noteShort(context: StationContext, open: Parcel): Judgement | null {
  const lines = linesOf(boxOf(context, open));
  const line = open.state === 'open' && lineToTakeOut(lines) === null ? nextLine(lines) : null;
  if (line === null) return null;
  const { journal, benchId, clock, newId } = context;
  const { parcel, lineId, sku, title, expected, packed } = line;
  const missing = expected - packed;
  const alreadySaid = saidBefore(context, parcel, lineId);
  openTask(context, 'short', { ...parcel, parcelId: parcel.id }, { lineId, line: title, sku, missing, expected, packed });
  if (missing > alreadySaid) {
    journal.history.recordStock({ id: newId(), storeId: parcel.storeId, sku, quantity: alreadySaid - missing, cause: 'short', channelOrderId: parcel.channelOrderId, parcelId: parcel.id, by: context.actor().name, atMs: clock.nowMs() });
  }
  noteAct(context, 'short-noted', parcel.id, { order: parcel.channelOrderId, sku, missing });
  journal.benches.save({ benchId, parcelId: null, stop: null });
  return judged('short-noted', { title, sku, missing, order: parcel.channelOrderId }, parcel.id);
}

/** Units of this line that whoever keeps the stock was told of before: after "wait" the same units may be missed again. */
function saidBefore({ journal }: StationContext, parcel: Parcel, lineId: string): number {
  const before = journal.tasks.listByOrder(parcel.orderId).filter((task) => task.kind === 'short' && task.parcelId === parcel.id && task.facts['lineId'] === lineId);
  return Math.max(0, ...before.map(({ facts }) => Number(facts['missing'] ?? 0)));
}

/** What a lead has to decide about this box before anybody goes on with it. */
export const openShort = ({ journal }: StationContext, parcel: Parcel): Task | null => journal.tasks.findOpen('short', { parcelId: parcel.id });
