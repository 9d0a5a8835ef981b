import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { Actor } from '../../../shared/domain/people/person.ts';
import { decideWriteBack, isOnlyLookedFor } from '../../../shared/domain/writeback/decide.ts';
import { defaultWriteBackPolicy } from '../../../shared/domain/writeback/policy.ts';
import { isSameNumber } from '../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice, ParkReason, WriteBack, WriteBackId } from '../../../shared/domain/writeback/write-back.ts';
import { noteAct } from '../note-act.ts';
import { GateRefusedError } from '../ports/journal.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { tellerOf } from '../teller-of.ts';

export type SendAgainAnswer =
  /** `row` is the message that is owed now: the same one, or a corrected one in its place. */
  | { readonly kind: 'sent-again'; readonly row: WriteBack }
  /** What was wrong is still wrong: it stays where it is. */
  | { readonly kind: 'still-wrong'; readonly row: WriteBack }
  /** The order was cancelled or held meanwhile. */
  | { readonly kind: 'stopped'; readonly code: string }
  | { readonly kind: 'not-possible'; readonly state: WriteBack['state'] };

/**
 * A person sends a message again. What Setup and the channel say now goes into it: another word for the carrier, the number that stands
 * there in place of ours. A message that reads the same goes as it is; a changed one takes its place, and the old one is kept.
 *
 * What another system was to tell is looked for again, and never sent from here as long as Setup names that system. Where Setup names
 * another one by now, or this station, that one tells it from now on: nobody else would.
 */
export function sendAgain(context: StationContext, row: WriteBack, by: Actor): SendAgainAnswer {
  const { journal } = context;
  if (row.state !== 'parked' && row.state !== 'due') return { kind: 'not-possible', state: row.state };
  const teller = tellerOf(context, row.storeId);
  const isHandedOver = row.toldBy !== null && row.toldBy !== teller;
  const isSent = isHandedOver ? teller === null : !isOnlyLookedFor(row);
  const notice = isSent ? noticeNow(context, row) : row.notice;
  const [problem] = isSent ? (context.account(row.storeId)?.findProblems(notice) ?? []) : [];
  if (problem !== undefined) return { kind: 'still-wrong', row };
  try {
    return journal.transaction((): SendAgainAnswer => {
      const sent = isHandedOver ? replace(context, row, notice, teller) : isSameNotice(notice, row.notice) ? resume(context, row) : replace(context, row, notice, row.toldBy);
      noteAct(context, 'write-back-resent', row.id, { was: row.state, ...(isHandedOver ? { tells: teller ?? 'station' } : {}), ...(sent.id === row.id ? {} : { replacedBy: sent.id, carrier: notice.carrierCode }) }, by.name);
      context.afterwards.tellChannel(sent);
      return { kind: 'sent-again', row: sent };
    });
  } catch (error: unknown) {
    if (error instanceof GateRefusedError) return { kind: 'stopped', code: error.code };
    throw error;
  }
}

function resume({ journal, clock }: StationContext, row: WriteBack): WriteBack {
  const resumed = decideWriteBack(row, { kind: 'resend-by-person' }, clock.nowMs(), defaultWriteBackPolicy);
  journal.writeBacks.save(resumed);
  return resumed;
}

function replace({ journal, clock, newId }: StationContext, row: WriteBack, notice: DispatchNotice, toldBy: string | null): WriteBack {
  const nowMs = clock.nowMs();
  journal.writeBacks.save(decideWriteBack(row, { kind: 'superseded' }, nowMs, defaultWriteBackPolicy));
  const fresh: WriteBack = { ...row, id: newId() as WriteBackId, notice, toldBy, state: 'due', attempts: 0, dueAtMs: nowMs, acceptedAtMs: null, sendingSinceMs: null, proofReads: 0, parkReason: null, problemCode: null, lastAnswer: null };
  const corrected: WriteBack = toldBy === null ? fresh : { ...fresh, state: 'accepted', acceptedAtMs: nowMs };
  journal.writeBacks.insert(corrected);
  return corrected;
}

/** The message as it would be written today. Time of dispatch, number and contents stay: they are what happened. */
function noticeNow(context: StationContext, row: WriteBack): DispatchNotice {
  const { carrierName: _name, ...before } = row.notice;
  const label = context.journal.parcels.load(row.parcelId)?.label ?? null;
  const word = label === null ? null : (context.account(row.storeId)?.carrierFor(label.carrier) ?? null);
  const shown = row.parkReason === 'shows-other-number' ? shownInItsPlace(context, row) : null;
  const notifyBuyer = storeOf(context, row.storeId)?.notifyBuyer;
  return {
    ...(word === null ? row.notice : { ...before, ...word }),
    ...(shown === null ? {} : { replaces: { trackingNumber: shown } }),
    ...(notifyBuyer === undefined ? {} : { notifyBuyer }),
  };
}

/** The number that the channel shows for this parcel; the person who sends again has seen it and wants ours there. */
function shownInItsPlace({ orders }: StationContext, { orderId, notice }: WriteBack): string | null {
  const shown = orders.loadOrder(orderId)?.order.packages?.find(({ packageReference }) => packageReference === notice.packageReference)?.trackingNumber ?? null;
  return shown === null || isSameNumber(shown, notice.trackingNumber) ? null : shown;
}

const isSameNotice = (a: DispatchNotice, b: DispatchNotice): boolean =>
  a.carrierCode === b.carrierCode && a.carrierName === b.carrierName && a.notifyBuyer === b.notifyBuyer && a.replaces?.trackingNumber === b.replaces?.trackingNumber;

export interface Cause {
  /** Null: of every store. */
  readonly storeId: StoreId | null;
  readonly parkReason: ParkReason;
  /** Null: those that the channel refused nothing of; a refusal of a known kind is another cause. */
  readonly problemCode: string | null;
  /** Our word for a carrier: only what travels with it. Absent: whatever it travels with. */
  readonly carrier?: string | undefined;
}

/** All messages of one cause leave together, once what caused it is mended; the note says what was done about it. */
export function sendCauseAgain(context: StationContext, cause: Cause, note: string, by: Actor): { readonly sent: number; readonly left: number } {
  const { journal } = context;
  const isMeant = (row: WriteBack): boolean =>
    row.parkReason === cause.parkReason && row.problemCode === cause.problemCode && (cause.carrier === undefined || journal.parcels.load(row.parcelId)?.label?.carrier === cause.carrier);
  const rows = journal.writeBacks.listByState(cause.storeId, ['parked'], mostAtOnce).filter(isMeant);
  return journal.transaction(() => {
    const sent = rows.filter((row) => sendAgain(context, row, by).kind === 'sent-again').length;
    noteAct(context, 'cause-resent', cause.storeId ?? 'all', { parkReason: cause.parkReason, problemCode: cause.problemCode, ...(cause.carrier === undefined ? {} : { carrier: cause.carrier }), sent, left: rows.length - sent, note }, by.name);
    return { sent, left: rows.length - sent };
  });
}

/** More than this of one cause is a day's work, and takes a second press. */
const mostAtOnce = 5_000;
