import type { NotArrivedReason, NotArrivedRow, NotArrivedView } from '../../../shared/contract/alert-views.ts';
import { minutes, type InstantMs } from '../../../shared/domain/units/instant.ts';
import { isSameNumber } from '../../../shared/domain/writeback/proof.ts';
import type { WriteBack } from '../../../shared/domain/writeback/write-back.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { triggerOf } from './alerts/triggers.ts';

const rowsShown = 300;
/** More than a house ships in a month. */
const everyRow = 100_000;

/** Numbers that failed to reach their channel. One that is simply on its way, in time and not refused, is none of them. */
export function buildNotArrived(context: StationContext): NotArrivedView {
  const { limit } = triggerOf(context.journal.settings, 'accepted-not-visible');
  const failed = findNotArrived(context, limit);
  return { rows: failed.slice(0, rowsShown).map((row) => rowOf(context, row)), total: failed.length, notShownAfterMinutes: limit };
}

export function listNotArrived(context: StationContext): readonly NotArrivedRow[] {
  return findNotArrived(context, triggerOf(context.journal.settings, 'accepted-not-visible').limit).map((row) => rowOf(context, row));
}

type Failed = WriteBack & { readonly reason: NotArrivedReason };

function findNotArrived({ journal, clock }: StationContext, notShownAfterMinutes: number): readonly Failed[] {
  const rows = journal.writeBacks.listByState(null, ['parked', 'due', 'sending', 'uncertain', 'accepted'], everyRow);
  return rows.flatMap((row) => {
    const reason = reasonOf(row, clock.nowMs(), minutes(notShownAfterMinutes));
    return reason === null ? [] : [{ ...row, reason }];
  });
}

/** Null: nothing is wrong with it so far. */
function reasonOf({ state, parkReason, attempts, shipByMs, lastAnswer, acceptedAtMs, createdAtMs }: WriteBack, nowMs: InstantMs, notShownAfterMs: number): NotArrivedReason | null {
  if (state === 'parked') return `parked-${parkReason ?? 'unreadable'}`;
  if (state === 'accepted') return nowMs - (acceptedAtMs ?? createdAtMs) >= notShownAfterMs ? 'not-shown' : null;
  if (shipByMs !== null && shipByMs <= nowMs) return 'overdue';
  // A first try that is under way has failed nowhere yet.
  return state === 'uncertain' || lastAnswer !== null || attempts > (state === 'sending' ? 1 : 0) ? 'retrying' : null;
}

function rowOf(context: StationContext, { id, orderId, storeId, parcelId, notice, state, reason, problemCode, attempts, shipByMs, lastAnswer }: Failed): NotArrivedRow {
  return {
    writeBackId: id,
    orderId,
    channelOrderId: notice.channelOrderId,
    storeName: storeOf(context, storeId)?.name ?? storeId,
    trackingNumber: notice.trackingNumber,
    sscc: context.journal.parcels.load(parcelId)?.label?.sscc ?? null,
    carrier: notice.carrierName ?? notice.carrierCode,
    state,
    reason,
    problemCode,
    shownNumber: otherNumberShown(context, orderId, notice),
    attempts,
    dispatchedAtMs: notice.shippedAtMs,
    shipByMs,
    lastAnswer,
  };
}

/** What the channel shows for this very parcel, where it is another number. */
export function otherNumberShown({ orders }: StationContext, orderId: WriteBack['orderId'], { packageReference, trackingNumber }: WriteBack['notice']): string | null {
  const shown = orders.loadOrder(orderId)?.order.packages?.find((seen) => seen.packageReference === packageReference)?.trackingNumber ?? null;
  return shown === null || isSameNumber(shown, trackingNumber) ? null : shown;
}
