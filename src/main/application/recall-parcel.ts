import type { Block } from '../../shared/domain/gate/block.ts';
import type { Parcel, ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { Task } from '../../shared/domain/task/task.ts';
import type { WriteBack } from '../../shared/domain/writeback/write-back.ts';
import { matesOf, ordersOf } from './box.ts';
import { endParcel } from './end-parcel.ts';
import { noteAct } from './note-act.ts';
import { openTask } from './open-task.ts';
import { goodsGoBack } from './put-back.ts';
import type { StationContext } from './station-context.ts';
import { recordStop } from './stop-bench.ts';

/**
 * The gate says no to a box that was closed and dispatched and still stands in the house: it does not leave. What the channel was
 * never told is not told any more; what it knows already stays as it is, for the channel decides what becomes of that.
 * The other orders of the box are packed anew; where their channel was told, the next number takes the place of this one.
 * Call inside a transaction, and never for a loaded parcel.
 */
export function recallParcel(context: StationContext, parcel: Parcel, blocks: readonly Block[]): void {
  const mates = matesOf(context, parcel);
  recordStop(context, parcel, parcel, blocks, 'loading');
  endParcel(context, parcel, blocks, goodsGoBack(blocks));
  for (const mate of mates) supersedeUntold(context, mate);
  const superseded = supersedeUntold(context, parcel);
  noteAct(context, 'parcel-recalled', parcel.id, { order: parcel.channelOrderId, codes: blocks.map((block) => block.code), isChannelTold: !superseded });
}

/** True where no message of this parcel can reach the channel any more. */
export function supersedeUntold({ journal }: StationContext, parcel: Parcel): boolean {
  const row = journal.writeBacks.findByParcel(parcel.id);
  if (row === null || row.state === 'superseded') return true;
  if (!neverLeft(row)) return false;
  journal.writeBacks.save({ ...row, state: 'superseded', sendingSinceMs: null, parkReason: null });
  return true;
}

/** The box came back while the check before its first message was under way: the row is marked as being sent, and nothing has left. */
export function supersedeUnsent({ journal }: StationContext, parcelId: ParcelId): void {
  const row = journal.writeBacks.findByParcel(parcelId);
  if (row?.state === 'sending' && row.attempts <= 1) journal.writeBacks.save({ ...row, state: 'superseded', sendingSinceMs: null, parkReason: null });
}

/** A parked row may have been told: the channel took it and shows nothing, or shows something else. */
function neverLeft({ state, parkReason }: WriteBack): boolean {
  return state === 'due' || (state === 'parked' && parkReason !== 'accepted-not-visible' && parkReason !== 'not-told-elsewhere' && parkReason !== 'shows-other-number');
}

/**
 * The order must not leave and its parcel is on a truck: a lead tries to catch it, knowing what it is worth. The same parcel makes
 * one task, however often it is asked for. Call inside a transaction.
 */
export function openIntercept(context: StationContext, parcel: Parcel, blocks: readonly Block[]): Task {
  const { journal } = context;
  const known = journal.tasks.listByOrder(parcel.orderId).find(({ kind, parcelId }) => kind === 'intercept' && parcelId === parcel.id);
  if (known !== undefined) return known;
  const manifest = journal.manifests.ofParcel(parcel.id);
  const mates = matesOf(context, parcel);
  const task = openTask(context, 'intercept', { ...parcel, parcelId: parcel.id }, {
    code: blocks[0]?.code ?? 'CANCELLED',
    ...(parcel.label === null ? {} : { carrier: parcel.label.carrier, trackingNumber: parcel.label.trackingNumber }),
    ...(manifest === null ? {} : { manifest: manifest.number }),
    ...(mates.length === 0 ? {} : { alsoInBox: ordersOf(mates) }),
  });
  noteAct(context, 'intercept-opened', parcel.id, { order: parcel.channelOrderId, codes: blocks.map((block) => block.code), manifest: manifest?.number ?? null });
  return task;
}
