import type { BoardRowView, WriteBackView } from '../../../shared/contract/lead-views.ts';
import type { BlockOwner } from '../../../shared/domain/gate/block.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { taskOutcomes, taskOwners, type Task, type TaskOutcome } from '../../../shared/domain/task/task.ts';
import { minutes, type InstantMs } from '../../../shared/domain/units/instant.ts';
import type { ParkReason, WriteBack } from '../../../shared/domain/writeback/write-back.ts';
import type { BlockedOrder, Stake } from '../ports/journal.ts';
import type { OrderAtRisk } from '../ports/order-store.ts';
import { storeOf, type StationContext } from '../station-context.ts';

/** What must leave within this time, and is neither packed nor told, is a failure about to happen. */
export const lateHorizonMinutes = 60;

const storeName = (context: StationContext, storeId: BlockedOrder['storeId']): string => storeOf(context, storeId)?.name ?? storeId;

/** What most rows have nothing to say about. */
const plain = { shipByMs: null, value: null, times: 1, blocks: [], task: null, writeBack: null } as const;

export function blockedRow(context: StationContext, row: BlockedOrder & Stake): BoardRowView {
  const { orderId, channelOrderId, parcelId, blocks, shipByMs, value, times } = row;
  const [first] = blocks;
  if (first === undefined) throw new Error(`blocked order ${orderId} has no reason`);
  return {
    ...plain,
    rowId: `blocked/${orderId}`,
    cause: first.code,
    orderId,
    storeName: storeName(context, row.storeId),
    channelOrderId,
    parcelId,
    owner: first.owner,
    sinceMs: row.firstAtMs,
    shipByMs,
    value,
    times,
    blocks,
    action: blocks.every((block) => block.strength === 'ask-lead') ? 'release' : 'acknowledge',
  };
}

/** Said by the station itself when it is so; no person can say it for it. */
const saidByStation: readonly TaskOutcome[] = ['done', 'crossed', 'not-booked'];

export const outcomesForPeople = (task: Task): readonly TaskOutcome[] => (taskOutcomes[task.kind] as readonly TaskOutcome[]).filter((outcome) => !saidByStation.includes(outcome));

export function taskRow(context: StationContext, task: Task): BoardRowView {
  const { id, kind, facts, orderId, channelOrderId, parcelId, shipByMs, value } = task;
  return {
    ...plain,
    rowId: `task/${id}`,
    cause: kind,
    orderId,
    storeName: storeName(context, task.storeId),
    channelOrderId,
    parcelId,
    owner: taskOwners[kind],
    sinceMs: task.openedAtMs,
    shipByMs,
    value,
    task: { id, kind, facts: kind === 'put-back' ? { ...facts, ...putBackProgress(context, task) } : facts, outcomes: outcomesForPeople(task) },
    action: kind === 'short' ? 'decide-short' : 'close-task',
  };
}

function putBackProgress({ journal }: StationContext, { parcelId }: Task): Readonly<Record<string, number>> {
  const lines = parcelId === null ? [] : journal.putBacks.load(parcelId);
  return { units: lines.reduce((sum, line) => sum + line.quantity, 0), confirmed: lines.reduce((sum, line) => sum + line.confirmed, 0) };
}

/** Who mends what keeps a message from the channel. */
export const parkOwners: Readonly<Record<ParkReason, BlockOwner>> = {
  'needs-fix': 'admin',
  rejected: 'admin',
  'shows-other-number': 'lead',
  'accepted-not-visible': 'admin',
  'not-told-elsewhere': 'admin',
  'order-cancelled': 'customer-service',
  'too-many-attempts': 'lead',
  unreadable: 'admin',
};

export function parkedRow(context: StationContext, row: WriteBack): BoardRowView {
  const reason = row.parkReason ?? 'unreadable';
  return {
    ...plain,
    rowId: `parked/${row.id}`,
    cause: `parked-${reason}`,
    orderId: row.orderId,
    storeName: storeName(context, row.storeId),
    channelOrderId: row.notice.channelOrderId,
    parcelId: row.parcelId,
    owner: parkOwners[reason],
    sinceMs: row.createdAtMs,
    shipByMs: row.shipByMs,
    value: context.journal.standings.loadStake(row.orderId)?.value ?? null,
    times: Math.max(1, row.attempts),
    writeBack: writeBackView(context, row),
    // The channel cancelled the order: there is nothing left to tell it.
    action: reason === 'order-cancelled' ? 'none' : 'resend',
  };
}

export function writeBackView(context: StationContext, row: WriteBack): WriteBackView {
  const { id, state, attempts, createdAtMs, dueAtMs, shipByMs, parkReason, problemCode, lastAnswer, notice } = row;
  return { id, state, attempts, createdAtMs, dueAtMs, shipByMs, parkReason, problemCode, lastAnswer, storeName: storeName(context, row.storeId), channelOrderId: notice.channelOrderId, trackingNumber: notice.trackingNumber, carrierCode: notice.carrierCode };
}

export function unlabelledRow(context: StationContext, parcel: Parcel): BoardRowView {
  return {
    ...plain,
    ...context.journal.standings.loadStake(parcel.orderId),
    rowId: `parcel/${parcel.id}`,
    cause: 'packed-unlabelled',
    orderId: parcel.orderId,
    storeName: storeName(context, parcel.storeId),
    channelOrderId: parcel.channelOrderId,
    parcelId: parcel.id,
    owner: 'packer',
    sinceMs: parcel.verifiedAtMs ?? parcel.openedAtMs,
    action: parcel.state === 'labelled' ? 'reprint' : 'none',
  };
}

export function lateRow(context: StationContext, cause: 'late-not-packed' | 'late-not-posted', late: OrderAtRisk, sinceMs: InstantMs): BoardRowView {
  return {
    ...plain,
    rowId: `${cause}/${late.orderId}`,
    cause,
    orderId: late.orderId,
    storeName: storeName(context, late.storeId),
    channelOrderId: late.channelOrderId,
    parcelId: null,
    owner: cause === 'late-not-packed' ? 'packer' : 'lead',
    sinceMs,
    shipByMs: late.shipByMs,
    value: context.journal.standings.loadStake(late.orderId)?.value ?? null,
    action: 'none',
  };
}

/** Since when an order nobody packed has been at risk. */
export const atRiskSince = ({ shipByMs }: OrderAtRisk): InstantMs => shipByMs - minutes(lateHorizonMinutes);
