import { z } from 'zod';
import { orderIdOf, type StoreId } from '../../shared/domain/order/order.ts';
import { days, minutes, type InstantMs } from '../../shared/domain/units/instant.ts';
import { isSameNumber } from '../../shared/domain/writeback/proof.ts';
import type { SeenDispatch, WriteBack } from '../../shared/domain/writeback/write-back.ts';
import { callsInReserve } from './calls-in-reserve.ts';
import { noteAct } from './note-act.ts';
import { openTask } from './open-task.ts';
import type { SettingsRepository } from './ports/journal.ts';
import type { ChannelOrder, MarketplaceAccount } from './ports/marketplace.ts';
import { storeOf, type StationContext } from './station-context.ts';

/** Once an hour each store is read again from where the last reading ended, a little earlier: what a listing missed is found by then. */
export const reconcileEveryMs = minutes(60);
/** Search indexes lag behind writes, and pages drift while orders change: seconds to minutes at all vendors we know. */
const overlapMs = minutes(15);
/** The first reading of a store looks back so far. */
const firstWindowMs = days(1);
/** Single reads that one reconciliation may spend on parcels whose number is gone; the rest waits for the next. */
const mostSingleReads = 20;

const stored = z.object({ atMs: z.number(), untilMs: z.number(), calls: z.number(), orders: z.number(), missed: z.array(z.string()), vanished: z.array(z.string()) });
/** What one reconciliation of a store found. */
export type Reconciliation = z.output<typeof stored>;

export type ReconcileAnswer =
  | { readonly kind: 'reconciled'; readonly found: Reconciliation }
  /** No account, no network, or no budget left: asked again in time. */
  | { readonly kind: 'not-now' }
  /** The channel answered half of the pages: nothing is claimed. */
  | { readonly kind: 'broken-off'; readonly cause: string };

export interface ReconcileParts {
  readonly context: StationContext;
  readonly isOnline: (storeId: StoreId) => boolean;
  /** Takes over what the channel said of orders, as a listing does. */
  readonly takeOver: (account: MarketplaceAccount, orders: readonly ChannelOrder[], askedAtMs: InstantMs) => void;
}

const nameOf = (storeId: StoreId): string => `reconciled:${storeId}`;

export function lastReconciliation(settings: SettingsRepository, storeId: StoreId): Reconciliation | null {
  const text = settings.load(nameOf(storeId));
  if (text === null) return null;
  const parsed = stored.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/**
 * Reads once more what changed at the channel since the last time, and compares: orders that no listing brought, and parcels that the
 * channel showed once and shows no more, or with another number. The first come in; for the second a person decides.
 */
export async function reconcileStore({ context, isOnline, takeOver }: ReconcileParts, account: MarketplaceAccount): Promise<ReconcileAnswer> {
  const { journal, clock, orders } = context;
  const { storeId } = account;
  if (!isOnline(storeId) || account.waitMs('list-orders') > 0) return { kind: 'not-now' };
  const before = lastReconciliation(journal.settings, storeId);
  const startedAtMs = clock.nowMs();
  const updatedAfterMs = Math.min(before === null ? startedAtMs - firstWindowMs : before.untilMs - overlapMs, startedAtMs);
  /** What changed later than this has not been claimed by any listing. */
  const claimedUntilMs = journal.channels.loadCompleteUntil(storeId) ?? 0;
  const missed: string[] = [];
  const doubtful: { readonly channelOrderId: string; readonly rows: readonly WriteBack[] }[] = [];
  let [calls, read, untilMs, pageToken] = [0, 0, startedAtMs as InstantMs | null, null as string | null];
  do {
    const outcome = await account.listOrders(pageToken === null ? { updatedAfterMs } : { updatedAfterMs, pageToken });
    calls += 1;
    if (outcome.kind === 'rate-limited') return { kind: 'not-now' };
    if (outcome.kind !== 'done') return { kind: 'broken-off', cause: outcome.kind === 'rejected' ? outcome.problems.map(({ message }) => message).join('; ') : outcome.cause };
    const page = outcome.value;
    untilMs = untilMs === null || page.completeUntilMs === null ? null : Math.min(untilMs, page.completeUntilMs);
    read += page.orders.length;
    for (const { draft, seenDispatches } of page.orders) {
      const known = orders.loadOrder(orderIdOf(storeId, draft.channelOrderId))?.order;
      if ((draft.updatedAtMs ?? startedAtMs) < claimedUntilMs && (known === undefined || known.updatedAtMs < (draft.updatedAtMs ?? 0))) missed.push(draft.channelOrderId);
      const gone = goneRows(context, storeId, draft.channelOrderId, seenDispatches);
      if (gone.length > 0) doubtful.push({ channelOrderId: draft.channelOrderId, rows: gone });
    }
    takeOver(account, page.orders, startedAtMs);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  const vanished: string[] = [];
  for (const { channelOrderId, rows } of doubtful.slice(0, mostSingleReads)) {
    if (account.callsLeft('read-order') <= callsInReserve(account, 'read-order', mostSingleReads)) break;
    calls += 1;
    const outcome = await account.readOrder(channelOrderId);
    if (outcome.kind !== 'done' || outcome.value === null) continue;
    takeOver(account, [outcome.value], clock.nowMs());
    const { seenDispatches, draft } = outcome.value;
    const still = rows.filter((row) => !isShown(row, seenDispatches));
    if (still.length > 0) vanished.push(channelOrderId);
    for (const row of still) openConflict(context, row, seenDispatches, draft.updatedAtMs ?? startedAtMs);
  }
  const found: Reconciliation = { atMs: startedAtMs, untilMs: Math.min(untilMs ?? startedAtMs, startedAtMs), calls, orders: read, missed, vanished };
  journal.transaction(() => {
    journal.settings.save(nameOf(storeId), JSON.stringify(found));
    if (missed.length + vanished.length > 0) noteAct(context, 'reconciled', storeId, { missed: missed.join(' ').slice(0, 400), vanished: vanished.join(' ').slice(0, 400), calls }, 'station');
  });
  return { kind: 'reconciled', found };
}

const isShown = (row: WriteBack, seen: readonly SeenDispatch[]): boolean => seen.some(({ trackingNumber }) => isSameNumber(trackingNumber, row.notice.trackingNumber));

/**
 * Messages the channel confirmed once and that this page does not show. Some channels show no packages in their listings: a page that
 * shows none at all is no evidence, only a reason to look at the order itself when it counts as open again.
 */
function goneRows({ journal, orders }: StationContext, storeId: StoreId, channelOrderId: string, seen: readonly SeenDispatch[]): readonly WriteBack[] {
  const orderId = orderIdOf(storeId, channelOrderId);
  const rows = journal.writeBacks.listByOrder(orderId).filter((row) => row.state === 'confirmed' && !isShown(row, seen));
  if (rows.length === 0 || seen.length > 0) return rows;
  const state = orders.loadOrder(orderId)?.order.state;
  return state === 'shipped' ? [] : rows;
}

/** Two writers disagree about the number of a parcel that left here. One task per parcel and disagreement, however often it is found. */
function openConflict(context: StationContext, row: WriteBack, seen: readonly SeenDispatch[], changedAtMs: InstantMs): void {
  const { journal } = context;
  const there = seen.map(({ carrier, trackingNumber }) => `${carrier} ${trackingNumber}`).join(', ').slice(0, 200) || '–';
  const isKnown = journal.tasks.listByOrder(row.orderId).some(({ kind, parcelId, facts }) => kind === 'conflict' && parcelId === row.parcelId && facts['there'] === there);
  if (isKnown) return;
  journal.transaction(() => {
    openTask(context, 'conflict', { orderId: row.orderId, storeId: row.storeId, channelOrderId: row.notice.channelOrderId, parcelId: row.parcelId }, {
      field: 'trackingNumber',
      here: row.notice.trackingNumber,
      there,
      source: storeOf(context, row.storeId)?.name ?? row.storeId,
      changedAtMs,
    });
  });
}
