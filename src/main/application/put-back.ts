import type { Block, BlockCode } from '../../shared/domain/gate/block.ts';
import type { OrderId } from '../../shared/domain/order/order.ts';
import type { Parcel, ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { Task } from '../../shared/domain/task/task.ts';
import { openTask } from './open-task.ts';
import type { PutBackLine } from './ports/lead-work.ts';
import type { StationContext } from './station-context.ts';

/** Reasons after which nothing of the box will be sent. After the others the same goods are packed again, into another box. */
const sendsGoodsBack: readonly BlockCode[] = ['CANCELLED', 'ALREADY_SHIPPED', 'ALREADY_DISPATCHED', 'NOTHING_TO_PACK'];

export const goodsGoBack = (blocks: readonly Block[]): boolean => blocks.some(({ code }) => sendsGoodsBack.includes(code));

/** What is in the box is now owed to the shelf, item by item. An empty box owes nothing. Call inside a transaction. */
export function beginPutBack(context: StationContext, parcel: Parcel): Task | null {
  if (!beginLines(context, parcel) || !hasUnitsLeft(context, parcel.id)) return null;
  return openTask(context, 'put-back', { ...parcel, parcelId: parcel.id }, { units: unitsIn(context, parcel.id) });
}

/** The lines alone, for goods that somebody else has to decide about. False where nothing is in the box. */
export function beginLines({ journal }: StationContext, parcel: Parcel): boolean {
  const lines = parcel.lines.filter((line) => line.packed > 0).map(({ lineId, sku, title, barcodes, packed }): PutBackLine => ({ lineId, sku, title, barcodes, quantity: packed, confirmed: 0 }));
  if (lines.length === 0) return false;
  if (journal.putBacks.load(parcel.id).length === 0) journal.putBacks.begin(parcel.id, lines);
  return true;
}

const hasUnitsLeft = ({ journal }: StationContext, parcelId: ParcelId): boolean => journal.putBacks.load(parcelId).some((line) => line.confirmed < line.quantity);

export const unitsIn = ({ journal }: StationContext, parcelId: ParcelId): number => journal.putBacks.load(parcelId).reduce((sum, line) => sum + line.quantity, 0);

export interface OpenPutBack {
  readonly parcel: Parcel;
  readonly lines: readonly PutBackLine[];
  /** Null where the goods came back from outside: what becomes of them is decided with the task of the return. */
  readonly task: Task | null;
}

/** What is still to go back of this parcel, or null: it is done, or a lead closed it. */
export function loadPutBack(context: StationContext, parcelId: ParcelId): OpenPutBack | null {
  const { journal } = context;
  const parcel = journal.parcels.load(parcelId);
  if (parcel === null || !hasUnitsLeft(context, parcelId)) return null;
  const lines = journal.putBacks.load(parcelId);
  const task = journal.tasks.findOpen('put-back', { parcelId });
  return task === null && parcel.state === 'stopped' ? null : { parcel, lines, task };
}

/** A stopped parcel of this order whose goods still wait to go back. */
export function parcelToPutBack({ journal }: StationContext, orderId: OrderId): Parcel | null {
  const task = journal.tasks.listByOrder(orderId).find(({ kind, closed, parcelId }) => kind === 'put-back' && closed === null && parcelId !== null);
  return task?.parcelId == null ? null : journal.parcels.load(task.parcelId);
}
