import type { AtRiskView, BlockedOrderView, LeadBoardView, WriteBackView } from '../../shared/contract/views.ts';
import type { OrderId } from '../../shared/domain/order/order.ts';
import type { WriteBack } from '../../shared/domain/writeback/write-back.ts';
import { hours } from '../../shared/domain/units/instant.ts';
import { buildParcel } from './bench-view.ts';
import type { BlockedOrder } from './ports/journal.ts';
import { storeOf, type StationContext } from './station-context.ts';

/** A board is for looking at; what is beyond these rows is counted, not hidden. */
const rowLimit = 500;
/** What must leave within this time is at risk. */
const riskHorizonHours = 4;

export function buildLeadBoard(context: StationContext): LeadBoardView {
  const { journal, orders, clock } = context;
  const nowMs = clock.nowMs();
  const horizonMs = nowMs + hours(riskHorizonHours);
  // Newest first. Two paths may have refused one order for two reasons; the later one holds.
  const rows = journal.standings.listBlocked(rowLimit);
  const blocked = rows.filter((row, index) => rows.findIndex((other) => other.orderId === row.orderId) === index);
  return {
    nowMs,
    blocked: blocked.map((row) => blockedView(context, row)).sort(byShipBy),
    blockedTotal: journal.standings.countBlocked() - (rows.length - blocked.length),
    parked: journal.writeBacks.listByState(null, ['parked'], rowLimit).map((row) => writeBackView(context, row)),
    waiting: journal.writeBacks.listByState(null, ['due', 'sending', 'uncertain', 'accepted'], rowLimit).map((row) => writeBackView(context, row)),
    counts: journal.writeBacks.countByState(),
    atRisk: atRisk(context, horizonMs, new Set(blocked.map((row) => row.orderId))),
    atRiskTotal: orders.countOpenDueBefore(horizonMs) + journal.writeBacks.countUnpostedDueBefore(horizonMs),
    unlabelled: journal.parcels.listByState(['verified', 'labelled'], rowLimit).map((parcel) => buildParcel(context, parcel)),
  };
}

/** Minutes to ship-by decide the order of work; what has no deadline comes last. */
const byShipBy = (a: { readonly shipByMs: number | null }, b: { readonly shipByMs: number | null }): number => (a.shipByMs ?? Number.MAX_SAFE_INTEGER) - (b.shipByMs ?? Number.MAX_SAFE_INTEGER);

function blockedView(context: StationContext, row: BlockedOrder): BlockedOrderView {
  const [first, ...rest] = row.blocks;
  if (first === undefined) throw new Error(`blocked order ${row.orderId} has no reason`);
  return {
    orderId: row.orderId,
    storeName: storeOf(context, row.storeId)?.name ?? row.storeId,
    channelOrderId: row.channelOrderId,
    parcelId: row.parcelId,
    blocks: [first, ...rest],
    firstAtMs: row.firstAtMs,
    lastAtMs: row.lastAtMs,
    times: row.times,
    shipByMs: context.journal.standings.load(row.orderId)?.shipByMs ?? null,
    canRelease: row.blocks.every((block) => block.strength === 'ask-lead'),
  };
}

export function writeBackView(context: StationContext, row: WriteBack): WriteBackView {
  const { id, state, attempts, createdAtMs, dueAtMs, shipByMs, parkReason, lastAnswer } = row;
  return { id, state, attempts, createdAtMs, dueAtMs, shipByMs, parkReason, lastAnswer, storeName: storeOf(context, row.storeId)?.name ?? row.storeId, channelOrderId: row.notice.channelOrderId, trackingNumber: row.notice.trackingNumber };
}

function atRisk(context: StationContext, horizonMs: number, blocked: ReadonlySet<OrderId>): readonly AtRiskView[] {
  const { journal, orders } = context;
  const owed = journal.writeBacks.listByState(null, ['due', 'sending', 'uncertain', 'parked'], rowLimit).filter((row) => row.shipByMs !== null && row.shipByMs < horizonMs);
  const packed = new Set(owed.map((row) => row.orderId));
  const notPosted: AtRiskView[] = owed.map((row) => ({ orderId: row.orderId, storeName: storeOf(context, row.storeId)?.name ?? row.storeId, channelOrderId: row.notice.channelOrderId, shipByMs: row.shipByMs ?? horizonMs, cause: 'packed-not-posted' }));
  const notPacked: AtRiskView[] = orders
    .listOpenDueBefore(horizonMs, rowLimit)
    .filter((order) => !packed.has(order.orderId) && !hasLeft(context, order.orderId))
    .map((order) => ({ orderId: order.orderId, storeName: storeOf(context, order.storeId)?.name ?? order.storeId, channelOrderId: order.channelOrderId, shipByMs: order.shipByMs, cause: blocked.has(order.orderId) ? 'blocked' : 'not-packed' }));
  return [...notPosted, ...notPacked].sort(byShipBy).slice(0, rowLimit);
}

function hasLeft(context: StationContext, orderId: OrderId): boolean {
  return context.journal.parcels.listByOrder(orderId).some((parcel) => parcel.state === 'dispatched' || parcel.state === 'posted' || parcel.state === 'confirmed');
}
