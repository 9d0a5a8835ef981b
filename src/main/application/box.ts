import type { Order } from '../../shared/domain/order/order.ts';
import type { Parcel, ParcelLine } from '../../shared/domain/parcel/parcel.ts';
import type { StationContext } from './station-context.ts';

/** A line of one of the orders in the box. */
export interface BoxLine extends ParcelLine {
  readonly parcel: Parcel;
}

/**
 * What lies in one physical box: the parcels of all its orders in the order in which they came, as the journal has them now. Before the
 * label what was stopped has left it; a labelled box stays what it was. An ordinary parcel is a box of its own.
 */
export function boxOf({ journal }: StationContext, parcel: Parcel): readonly Parcel[] {
  const now = journal.parcels.load(parcel.id) ?? parcel;
  if (now.box === null || (now.state === 'stopped' && now.label === null)) return [now];
  const sscc = now.label?.sscc ?? null;
  return journal.parcels.listBox(now.box.id).filter((other) => (sscc === null ? other.label === null && other.state !== 'stopped' : other.label?.sscc === sscc));
}

/** The others in the box. */
export const matesOf = (context: StationContext, parcel: Parcel): readonly Parcel[] => boxOf(context, parcel).filter(({ id }) => id !== parcel.id);

/** Order numbers as the screen names them: "100-1 + 100-2". */
export const ordersOf = (box: readonly Parcel[]): string => box.map(({ channelOrderId }) => channelOrderId).join(' + ');

/** For paper, which has room for two numbers. */
export const ordersOnPaper = (box: readonly Parcel[]): string => (box.length <= 2 ? ordersOf(box) : `${box[0]?.channelOrderId ?? ''} +${String(box.length - 1)}`);

/** What belongs into the box, order after order: two orders may have lines of the same id. */
export const linesOf = (box: readonly Parcel[]): readonly BoxLine[] => box.flatMap((parcel) => parcel.lines.map((line) => ({ ...line, parcel })));

/** The goods of an order that left this box before its label and were not scanned back yet: as long as they may lie in it, nothing is labelled. */
export function goodsStillInBox({ journal }: StationContext, box: readonly Parcel[]): Parcel | null {
  const boxId = box[0]?.box?.id;
  if (boxId === undefined) return null;
  const gone = journal.parcels.listBox(boxId).filter(({ state, label }) => state === 'stopped' && label === null);
  return gone.find(({ id }) => journal.tasks.findOpen('put-back', { parcelId: id }) !== null && journal.putBacks.load(id).some((line) => line.confirmed < line.quantity)) ?? null;
}

/** What goes on when this order has left the box: the others of it, where no other bench has them. */
export function boxLeftBy({ journal, benchId }: StationContext, gone: Parcel): Parcel | null {
  if (gone.box === null || gone.state !== 'stopped' || gone.label !== null) return null;
  const others = journal.parcels.listBox(gone.box.id).filter(({ state }) => state === 'open' || state === 'verified');
  return journal.benches.findOtherWith(others.map(({ id }) => id), benchId) === null ? (others[0] ?? null) : null;
}

/** The buyer by the channel's own name for him, where it tells one (eBay). Never shown, only compared. */
export const buyerOf = ({ attributes }: Order): string | null => attributes?.['buyer.username'] ?? null;
