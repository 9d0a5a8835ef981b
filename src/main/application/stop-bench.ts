import type { Block, BlockCode, GatePoint } from '../../shared/domain/gate/block.ts';
import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { endsParcel, isUnfinished } from './ask-gate.ts';
import { matesOf } from './box.ts';
import { endParcel } from './end-parcel.ts';
import { noteAct } from './note-act.ts';
import { goodsGoBack } from './put-back.ts';
import { recordInterceptions } from './record-interception.ts';
import type { StationContext } from './station-context.ts';

export interface StoppedOrder {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
}

/** Reasons that pass by themselves, or that all orders of the box share: the box waits as it is. */
const waitsInBox: readonly BlockCode[] = ['STALE_DATA', 'OPEN_ELSEWHERE', 'CARRIER_UNMAPPED', 'WEIGHT_OUT_OF_RANGE'];

/** Whatever else stops one order of a box before its label: its goods come out again, scan by scan, and the others go on. */
function leavesBox(context: StationContext, parcel: Parcel, blocks: readonly Block[]): boolean {
  return parcel.label === null && blocks.some(({ code }) => !waitsInBox.includes(code)) && matesOf(context, parcel).length > 0;
}

/** Rows of the board that are looked through. Far more blocked orders than a shift has. */
export const blockedRows = 1000;

/**
 * Puts the full-screen stop on the bench and the order on the lead's board. A parcel that can never leave as it is, or not with
 * the others of its box, ends here and its label turns void at once, not when somebody presses a button.
 * Call inside a transaction.
 */
export function stopBench(context: StationContext, order: StoppedOrder, parcel: Parcel | null, blocks: readonly Block[], point: GatePoint): void {
  recordStop(context, order, parcel, blocks, point);
  showStop(context, order, parcel, blocks, point);
}

/** The screen alone, for a stop that is written down already. */
export function showStop({ journal, benchId, clock }: StationContext, order: StoppedOrder, parcel: Parcel | null, blocks: readonly Block[], point: GatePoint): void {
  journal.benches.save({
    benchId,
    parcelId: null,
    stop: { orderId: order.orderId, channelOrderId: order.channelOrderId, parcelId: parcel?.id ?? null, blocks, sinceMs: clock.nowMs(), point },
  });
}

/**
 * The same without a bench: for a parcel that was put aside and whose order was cancelled meanwhile. One that was dispatched is
 * ended by `recallParcel`.
 */
export function recordStop(context: StationContext, order: StoppedOrder, parcel: Parcel | null, blocks: readonly Block[], point: GatePoint): void {
  const { journal, clock } = context;
  journal.standings.recordBlocked(order.orderId, order.storeId, order.channelOrderId, parcel?.id ?? null, blocks, clock.nowMs());
  recordInterceptions(context, order, blocks, point, parcel?.label != null);
  noteAct(context, 'gate-stopped', order.orderId, { codes: blocks.map((block) => block.code), point, parcelId: parcel?.id ?? null, says: blocks.map(context.words.block) });
  if (parcel === null || !isUnfinished(parcel)) return;
  if (leavesBox(context, parcel, blocks)) endParcel(context, parcel, blocks, true);
  else if (endsParcel(blocks)) endParcel(context, parcel, blocks, goodsGoBack(blocks));
}
