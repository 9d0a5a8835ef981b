import type { Block } from '../../shared/domain/gate/block.ts';
import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { endsParcel } from './ask-gate.ts';
import type { StationContext } from './station-context.ts';

export interface StoppedOrder {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
}

/** Rows of the board that are looked through. Far more blocked orders than a shift has. */
export const blockedRows = 1000;

/**
 * Puts the full-screen stop on the bench and the order on the lead's board. A parcel that can never leave as it is
 * ends here and its label turns void at once, not when somebody presses a button.
 * Call inside a transaction.
 */
export function stopBench(context: StationContext, order: StoppedOrder, parcel: Parcel | null, blocks: readonly Block[]): void {
  const { journal, benchId, clock } = context;
  const nowMs = clock.nowMs();
  recordStop(context, order, parcel, blocks);
  journal.benches.save({
    benchId,
    parcelId: null,
    stop: { orderId: order.orderId, channelOrderId: order.channelOrderId, parcelId: parcel?.id ?? null, blocks, sinceMs: nowMs },
  });
}

/** The same without a bench: for a parcel that was put aside and whose order was cancelled meanwhile. */
export function recordStop(context: StationContext, order: StoppedOrder, parcel: Parcel | null, blocks: readonly Block[]): void {
  const { journal, benchId, clock } = context;
  const nowMs = clock.nowMs();
  const isAnotherReason = journal.standings.listBlocked(blockedRows).some((row) => row.orderId === order.orderId && row.blocks[0]?.code !== blocks[0]?.code);
  // The board shows an order once, with what holds now; the row of the reason before stays as history.
  if (isAnotherReason) journal.standings.clearBlocked(order.orderId);
  journal.standings.recordBlocked(order.orderId, order.storeId, order.channelOrderId, parcel?.id ?? null, blocks, nowMs);
  if (parcel !== null && parcel.state !== 'stopped' && endsParcel(blocks)) endParcel(context, parcel, blocks);
  journal.audit.append({
    atMs: nowMs,
    benchId,
    actor: context.settings().packer,
    act: 'gate-stopped',
    subject: order.orderId,
    detail: JSON.stringify({ codes: blocks.map((block) => block.code), parcelId: parcel?.id ?? null }),
  });
}

function endParcel(context: StationContext, parcel: Parcel, blocks: readonly Block[]): void {
  const { journal, clock } = context;
  const nowMs = clock.nowMs();
  if (parcel.label !== null && !parcel.label.isVoid) journal.parcels.saveLabel(parcel.id, { ...parcel.label, isVoid: true });
  journal.parcels.saveStop(parcel.id, blocks, nowMs);
  journal.parcels.saveState(parcel.id, 'stopped', nowMs);
}
