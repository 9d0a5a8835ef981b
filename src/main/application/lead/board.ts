import type { BoardAction, BoardCause, BoardRowView, CauseGroupView, LeadBoardView, WriteBackView } from '../../../shared/contract/lead-views.ts';
import { blockCodes, releasableCodes, type BlockOwner, type ReleasableCode } from '../../../shared/domain/gate/block.ts';
import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { taskOutcomes, taskOwners, type Task, type TaskOutcome } from '../../../shared/domain/task/task.ts';
import { minutes, type InstantMs } from '../../../shared/domain/units/instant.ts';
import type { ParkReason, WriteBack } from '../../../shared/domain/writeback/write-back.ts';
import { buildParcel } from '../bench-view.ts';
import type { BlockedOrder } from '../ports/journal.ts';
import { storeOf, type StationContext } from '../station-context.ts';

/** A board is for looking at; what is beyond these rows is counted, not hidden. */
const rowLimit = 500;
/** What must leave within this time, and is neither packed nor told, is a failure about to happen. */
const lateHorizonMinutes = 60;
/** Messages on their way and boxes in work that are listed beside the failures. */
const sideRows = 60;

export function buildLeadBoard(context: StationContext): LeadBoardView {
  const { journal, clock } = context;
  const nowMs = clock.nowMs();
  const blocked = blockedRows(context);
  const onBoard = new Set(blocked.map((row) => row.orderId).filter((orderId) => orderId !== null));
  const inWork = journal.parcels.listByState(['verified', 'labelled'], rowLimit);
  const unlabelled = inWork.filter((parcel) => isUnlabelled(context, parcel));
  const rows = [
    ...blocked,
    ...journal.tasks.listOpen(rowLimit).map((task) => taskRow(context, task)),
    ...journal.writeBacks.listByState(null, ['parked'], rowLimit).map((row) => parkedRow(context, row)),
    ...unlabelled.map((parcel) => unlabelledRow(context, parcel)),
    ...lateRows(context, nowMs + minutes(lateHorizonMinutes), onBoard),
  ];
  const counts = journal.writeBacks.countByState();
  const beyond: Partial<Record<BoardCause, number>> = {};
  return {
    nowMs,
    groups: groupRows(rows, beyond),
    totalRows: rows.length + Math.max(0, journal.standings.countBlocked() - blocked.length) + Math.max(0, counts.parked - rowLimit),
    counts,
    waiting: journal.writeBacks.listByState(null, ['due', 'sending', 'uncertain', 'accepted'], sideRows).map((row) => writeBackView(context, row)),
    inWork: inWork.filter((parcel) => !unlabelled.includes(parcel)).slice(0, sideRows).map((parcel) => buildParcel(context, parcel)),
    ...atTheDoor(context),
  };
}

/** Soonest promise first, within a group and between them; what has no deadline comes behind, oldest first. */
function groupRows(rows: readonly BoardRowView[], beyond: Partial<Record<BoardCause, number>>): readonly CauseGroupView[] {
  const byCause = Map.groupBy(rows, (row) => row.cause);
  const groups = [...byCause].map(([cause, ofCause]): CauseGroupView => {
    const sorted = ofCause.toSorted(bySoonest);
    const [first] = sorted;
    return { cause, owner: first?.owner ?? 'lead', total: sorted.length + (beyond[cause] ?? 0), soonestShipByMs: first?.shipByMs ?? null, ...bulkOf(cause, sorted), rows: sorted };
  });
  return groups.toSorted((a, b) => (a.soonestShipByMs ?? never) - (b.soonestShipByMs ?? never) || weightOf(a.cause) - weightOf(b.cause));
}

const never = Number.MAX_SAFE_INTEGER;
const bySoonest = (a: BoardRowView, b: BoardRowView): number => (a.shipByMs ?? never) - (b.shipByMs ?? never) || a.sinceMs - b.sinceMs;

function weightOf(cause: BoardCause): number {
  const index = (blockCodes as readonly string[]).indexOf(cause);
  return index < 0 ? blockCodes.length : index;
}

const isReleasable = (cause: string): cause is ReleasableCode => (releasableCodes as readonly string[]).includes(cause);

function bulkOf(cause: BoardCause, rows: readonly BoardRowView[]): Pick<CauseGroupView, 'bulk' | 'releaseCode'> {
  const action = rows.every((row) => row.action === rows[0]?.action) ? rows[0]?.action : undefined;
  if (action === 'release' && isReleasable(cause)) return { bulk: 'release', releaseCode: cause };
  return { bulk: action === 'acknowledge' || action === 'resend' ? action : null, releaseCode: null };
}

const storeName = (context: StationContext, storeId: BlockedOrder['storeId']): string => storeOf(context, storeId)?.name ?? storeId;

function blockedRows(context: StationContext): readonly BoardRowView[] {
  // Newest first. Two paths may have refused one order for two reasons; the later one holds.
  const seen = new Set<OrderId>();
  const rows = context.journal.standings.listBlocked(2 * rowLimit).filter(({ orderId }) => !seen.has(orderId) && seen.add(orderId));
  return rows.slice(0, rowLimit).map((row) => blockedRow(context, row));
}

function blockedRow(context: StationContext, row: BlockedOrder): BoardRowView {
  const [first] = row.blocks;
  if (first === undefined) throw new Error(`blocked order ${row.orderId} has no reason`);
  const standing = context.journal.standings.load(row.orderId);
  const action: BoardAction = row.blocks.every((block) => block.strength === 'ask-lead') ? 'release' : 'acknowledge';
  return {
    rowId: `blocked/${row.orderId}`,
    cause: first.code,
    orderId: row.orderId,
    storeName: storeName(context, row.storeId),
    channelOrderId: row.channelOrderId,
    parcelId: row.parcelId,
    owner: first.owner,
    sinceMs: row.firstAtMs,
    shipByMs: standing?.shipByMs ?? null,
    value: standing?.value ?? null,
    times: row.times,
    blocks: row.blocks,
    task: null,
    writeBack: null,
    action,
  };
}

/** Said by the station itself when it is so; no person can say it for it. */
const saidByStation: readonly TaskOutcome[] = ['done', 'crossed', 'not-booked'];

export const outcomesForPeople = (task: Task): readonly TaskOutcome[] => (taskOutcomes[task.kind] as readonly TaskOutcome[]).filter((outcome) => !saidByStation.includes(outcome));

function taskRow(context: StationContext, task: Task): BoardRowView {
  const { id, kind, facts } = task;
  return {
    rowId: `task/${id}`,
    cause: kind,
    orderId: task.orderId,
    storeName: storeName(context, task.storeId),
    channelOrderId: task.channelOrderId,
    parcelId: task.parcelId,
    owner: taskOwners[kind],
    sinceMs: task.openedAtMs,
    shipByMs: task.shipByMs,
    value: task.value,
    times: 1,
    blocks: [],
    task: { id, kind, facts: kind === 'put-back' ? { ...facts, ...putBackProgress(context, task) } : facts, outcomes: outcomesForPeople(task) },
    writeBack: null,
    action: kind === 'short' ? 'decide-short' : 'close-task',
  };
}

function putBackProgress({ journal }: StationContext, { parcelId }: Task): Readonly<Record<string, number>> {
  const lines = parcelId === null ? [] : journal.putBacks.load(parcelId);
  return { units: lines.reduce((sum, line) => sum + line.quantity, 0), confirmed: lines.reduce((sum, line) => sum + line.confirmed, 0) };
}

/** Who mends what keeps a message from the channel. */
const parkOwners: Readonly<Record<ParkReason, BlockOwner>> = {
  rejected: 'admin',
  'shows-other-number': 'lead',
  'accepted-not-visible': 'admin',
  'order-cancelled': 'customer-service',
  'too-many-attempts': 'lead',
  unreadable: 'admin',
};

function parkedRow(context: StationContext, row: WriteBack): BoardRowView {
  const reason = row.parkReason ?? 'unreadable';
  return {
    rowId: `parked/${row.id}`,
    cause: `parked-${reason}`,
    orderId: row.orderId,
    storeName: storeName(context, row.storeId),
    channelOrderId: row.notice.channelOrderId,
    parcelId: row.parcelId,
    owner: parkOwners[reason],
    sinceMs: row.createdAtMs,
    shipByMs: row.shipByMs,
    value: context.journal.standings.load(row.orderId)?.value ?? null,
    times: Math.max(1, row.attempts),
    blocks: [],
    task: null,
    writeBack: writeBackView(context, row),
    // The channel cancelled the order: there is nothing left to tell it.
    action: reason === 'order-cancelled' ? 'none' : 'resend',
  };
}

export function writeBackView(context: StationContext, row: WriteBack): WriteBackView {
  const { id, state, attempts, createdAtMs, dueAtMs, shipByMs, parkReason, lastAnswer, notice } = row;
  return { id, state, attempts, createdAtMs, dueAtMs, shipByMs, parkReason, lastAnswer, storeName: storeName(context, row.storeId), channelOrderId: notice.channelOrderId, trackingNumber: notice.trackingNumber };
}

function isUnlabelled({ journal }: StationContext, parcel: Parcel): boolean {
  if (parcel.state === 'verified') return true;
  const state = journal.printJobs.latestForParcel(parcel.id)?.state;
  return state === 'failed' || state === 'not-ready';
}

function unlabelledRow(context: StationContext, parcel: Parcel): BoardRowView {
  const standing = context.journal.standings.load(parcel.orderId);
  return {
    rowId: `parcel/${parcel.id}`,
    cause: 'packed-unlabelled',
    orderId: parcel.orderId,
    storeName: storeName(context, parcel.storeId),
    channelOrderId: parcel.channelOrderId,
    parcelId: parcel.id,
    owner: 'packer',
    sinceMs: parcel.verifiedAtMs ?? parcel.openedAtMs,
    shipByMs: standing?.shipByMs ?? null,
    value: standing?.value ?? null,
    times: 1,
    blocks: [],
    task: null,
    writeBack: null,
    action: parcel.state === 'labelled' ? 'reprint' : 'none',
  };
}

interface Late {
  readonly orderId: OrderId;
  readonly storeId: BlockedOrder['storeId'];
  readonly channelOrderId: string;
  readonly shipByMs: InstantMs;
}

/** Two kinds of late that have two kinds of cure: nobody packed it, or it left and the channel does not know. */
function lateRows(context: StationContext, horizonMs: InstantMs, onBoard: ReadonlySet<string>): readonly BoardRowView[] {
  const { journal, orders } = context;
  const owed = journal.writeBacks.listByState(null, ['due', 'sending', 'uncertain'], rowLimit);
  const notPosted = owed.flatMap((row) => (row.shipByMs !== null && row.shipByMs < horizonMs ? [lateRow(context, 'late-not-posted', { ...row, channelOrderId: row.notice.channelOrderId, shipByMs: row.shipByMs }, row.createdAtMs)] : []));
  const told = new Set(owed.map((row) => row.orderId));
  const notPacked = orders
    .listOpenDueBefore(horizonMs, rowLimit)
    .filter((order) => !told.has(order.orderId) && !onBoard.has(order.orderId) && !hasLeft(context, order.orderId))
    .map((order) => lateRow(context, 'late-not-packed', order, order.shipByMs - minutes(lateHorizonMinutes)));
  return [...notPosted, ...notPacked];
}

function lateRow(context: StationContext, cause: 'late-not-packed' | 'late-not-posted', late: Late, sinceMs: InstantMs): BoardRowView {
  return {
    rowId: `${cause}/${late.orderId}`,
    cause,
    orderId: late.orderId,
    storeName: storeName(context, late.storeId),
    channelOrderId: late.channelOrderId,
    parcelId: null,
    owner: cause === 'late-not-packed' ? 'packer' : 'lead',
    sinceMs,
    shipByMs: late.shipByMs,
    value: null,
    times: 1,
    blocks: [],
    task: null,
    writeBack: null,
    action: 'none',
  };
}

export function hasLeft(context: StationContext, orderId: OrderId): boolean {
  return context.journal.parcels.listByOrder(orderId).some((parcel) => parcel.state === 'dispatched' || parcel.state === 'posted' || parcel.state === 'confirmed');
}

/** What stands dispatched in the house: in a lane that is being loaded, or waiting for its carrier. */
function atTheDoor(context: StationContext): Pick<LeadBoardView, 'loading' | 'waitingForCarrier'> {
  const { journal } = context;
  const waiting = journal.manifests.listWaiting(null, rowLimit).map((parcelId) => journal.parcels.load(parcelId)).filter((parcel) => parcel !== null);
  const byCarrier = Map.groupBy(waiting, (parcel) => parcel.label?.carrier ?? '');
  const open = journal.manifests.list(50).filter((manifest) => manifest.closedAtMs === null);
  return {
    loading: open.map(({ id, number, carrier, parcels }) => ({ manifestId: id, number, carrier, loaded: parcels.length, waiting: byCarrier.get(carrier)?.length ?? 0 })),
    waitingForCarrier: [...byCarrier].map(([carrier, parcels]) => ({ carrier, parcels: parcels.length, oldestAtMs: Math.min(...parcels.map((parcel) => parcel.dispatchedAtMs ?? Infinity)) })),
  };
}
