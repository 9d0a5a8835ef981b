import type { BoardCause, BoardRowView, CauseGroupView, LeadBoardView } from '../../../shared/contract/lead-views.ts';
import { blockCodes, releasableCodes, type ReleasableCode } from '../../../shared/domain/gate/block.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { minutes, type InstantMs } from '../../../shared/domain/units/instant.ts';
import { buildParcel } from '../bench-view.ts';
import { boxOf } from '../box.ts';
import { waitingSinceMs } from '../loading/lanes.ts';
import type { StationContext } from '../station-context.ts';
import { boardAlerts } from './alerts/alerts-view.ts';
import { atRiskSince, blockedRow, lateHorizonMinutes, lateRow, parkedRow, taskRow, unlabelledRow, writeBackView } from './board-rows.ts';
import { carrierGaps } from './carrier-gaps.ts';
import { findLate } from './late-orders.ts';

/** Of each kind. A board is for looking at; what is beyond these rows is counted, not hidden. */
const rowLimit = 500;
/** Messages on their way and boxes in work that are listed beside the failures. */
const sideRows = 60;

/** What is known beside the journal. */
export interface BoardParts {
  readonly stockPace: (storeId: StoreId) => { readonly slowedToMs: number | null };
}

const nothingSlowed: BoardParts = { stockPace: () => ({ slowedToMs: null }) };

export function buildLeadBoard(context: StationContext, parts: BoardParts = nothingSlowed): LeadBoardView {
  const { journal, clock } = context;
  const nowMs = clock.nowMs();
  const inWork = journal.parcels.listByState(['verified', 'labelled'], rowLimit);
  const unlabelled = new Set(inWork.filter((parcel) => isUnlabelled(context, parcel) && boxOf(context, parcel)[0]?.id === parcel.id));
  const rows = [
    ...journal.standings.listBlockedSoonest(rowLimit).map((row) => blockedRow(context, row)),
    ...journal.tasks.listOpen(rowLimit).map((task) => taskRow(context, task)),
    ...journal.writeBacks.listByState(null, ['parked'], rowLimit).map((row) => parkedRow(context, row)),
    ...[...unlabelled].map((parcel) => unlabelledRow(context, parcel)),
  ];
  const counted = countAll(context, nowMs);
  const groups = groupRows([...rows, ...lateRows(context, nowMs, rows)], counted);
  return {
    nowMs,
    groups,
    totalRows: totalOf(groups, counted),
    counts: journal.writeBacks.countByState(),
    carrierGaps: carrierGaps(context),
    alerts: boardAlerts(context),
    slowedStock: context.settings().stores.flatMap(({ storeId, name }) => {
      const { slowedToMs } = parts.stockPace(storeId as StoreId);
      return slowedToMs === null ? [] : [{ storeName: name, everySeconds: Math.round(slowedToMs / 1000) }];
    }),
    waiting: journal.writeBacks.listByState(null, ['due', 'sending', 'uncertain', 'accepted'], sideRows).map((row) => writeBackView(context, row)),
    inWork: inWork.filter((parcel) => !unlabelled.has(parcel)).slice(0, sideRows).map((parcel) => buildParcel(context, parcel)),
    ...atTheDoor(context),
  };
}

/** What a person has to see to, counted. */
export const countOpenRows = ({ journal }: StationContext): number => journal.standings.countBlocked() + journal.tasks.countOpen() + journal.writeBacks.countByState().parked;

function isUnlabelled({ journal }: StationContext, parcel: Parcel): boolean {
  if (parcel.state === 'verified') return true;
  const state = journal.printJobs.latestForParcel(parcel.id)?.state;
  return state === 'failed' || state === 'not-ready';
}

/** An order that stands there for another reason is not late besides: that reason is why. */
function lateRows(context: StationContext, nowMs: InstantMs, others: readonly BoardRowView[]): readonly BoardRowView[] {
  const { notPacked, notPosted } = findLate(context, nowMs, nowMs + minutes(lateHorizonMinutes), rowLimit);
  const blocked = new Set<string | null>(others.flatMap((row) => (row.blocks.length > 0 ? [row.orderId] : [])));
  return [
    ...notPosted.map((row) => lateRow(context, 'late-not-posted', { ...row, channelOrderId: row.notice.channelOrderId }, row.createdAtMs)),
    ...notPacked.filter(({ orderId }) => !blocked.has(orderId)).map((order) => lateRow(context, 'late-not-packed', order, atRiskSince(order))),
  ];
}

/** How many there are of each cause, listed or not, where that can be counted without looking at each. */
function countAll({ journal }: StationContext, nowMs: InstantMs): ReadonlyMap<BoardCause, number> {
  const parked = Object.entries(journal.writeBacks.countParkedByReason()).map(([reason, count]) => [`parked-${reason}`, count] as const);
  const late = journal.writeBacks.countOwedDueBefore(nowMs + minutes(lateHorizonMinutes));
  return new Map([...Object.entries(journal.standings.countBlockedByCode()), ...Object.entries(journal.tasks.countOpenByKind()), ...parked, ['late-not-posted', late] as const] as [BoardCause, number][]);
}

/** Soonest promise first, within a group and between them; what has no deadline comes behind, oldest first. */
function groupRows(rows: readonly BoardRowView[], counted: ReadonlyMap<BoardCause, number>): readonly CauseGroupView[] {
  const groups = [...Map.groupBy(rows, (row) => row.cause)].map(([cause, ofCause]): CauseGroupView => {
    const sorted = ofCause.toSorted(bySoonest);
    const [first] = sorted;
    return { cause, owner: first?.owner ?? 'lead', total: Math.max(sorted.length, counted.get(cause) ?? 0), soonestShipByMs: first?.shipByMs ?? null, ...bulkOf(cause, sorted), rows: sorted };
  });
  return groups.toSorted((a, b) => (a.soonestShipByMs ?? never) - (b.soonestShipByMs ?? never) || weightOf(a.cause) - weightOf(b.cause));
}

/** A cause of which no row is among the soonest counts all the same. */
function totalOf(groups: readonly CauseGroupView[], counted: ReadonlyMap<BoardCause, number>): number {
  const totals = new Map([...counted, ...groups.map(({ cause, total }) => [cause, total] as const)]);
  return [...totals.values()].reduce((sum, total) => sum + total, 0);
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

/** What stands dispatched in the house: in a lane that is being loaded, or waiting for its carrier. */
function atTheDoor(context: StationContext): Pick<LeadBoardView, 'loading' | 'waitingForCarrier'> {
  const { journal } = context;
  const waitingForCarrier = journal.manifests.countWaitingByCarrier(waitingSinceMs(context));
  const waitingFor = (carrier: string): number => waitingForCarrier.find((waiting) => waiting.carrier === carrier)?.parcels ?? 0;
  return {
    loading: journal.manifests.listOpen().map(({ id, number, carrier, loaded }) => ({ manifestId: id, number, carrier, loaded, waiting: waitingFor(carrier) })),
    waitingForCarrier,
  };
}
