import { orderIdOf, type StoreId } from '../../shared/domain/order/order.ts';
import { days, minutes, seconds, type InstantMs } from '../../shared/domain/units/instant.ts';
import type { Problem } from '../../shared/domain/writeback/outcome.ts';
import { kindOfRejection } from '../../shared/domain/writeback/problems.ts';
import { callsInReserve } from './calls-in-reserve.ts';
import { noteAct } from './note-act.ts';
import type { MarketplaceAccount, OrderPage } from './ports/marketplace.ts';
import { askDoubtful, sightOf, withSights, type DoubtParts } from './reconcile-doubts.ts';
import { reconcileProgress, type HalfReconciliation, type Reconciliation, type ReconcileProgress } from './reconcile-progress.ts';
import type { StationContext } from './station-context.ts';

/** Search indexes lag behind writes, and pages drift while orders change: seconds to minutes at all vendors we know. */
const overlapMs = minutes(15);
/** The first reading of a store looks back so far. */
const firstWindowMs = days(1);
/** Listings kept back for new orders. With fewer left, every second call that comes back goes to this reading. */
const listingsInReserve = 5;

export type ReconcileAnswer =
  | { readonly kind: 'reconciled'; readonly found: Reconciliation }
  /** No account, no network, or no budget left: it goes on where it was, after this time at the soonest. */
  | { readonly kind: 'not-now'; readonly retryAfterMs: number | null }
  /** The channel gave no page: nothing is claimed, and what was read is kept. */
  | { readonly kind: 'broken-off'; readonly cause: string };

export interface ReconcileParts extends DoubtParts {
  readonly isOnline: (storeId: StoreId) => boolean;
}

/**
 * Reads once more what changed at the channel since the last time, and compares: orders that no listing brought, and parcels that the
 * channel showed once and shows no more, or with another number. The first come in; for the second a person decides.
 * Page by page, each kept: what budget, network or night cut short goes on at the same page.
 */
export async function reconcileStore(parts: ReconcileParts, account: MarketplaceAccount): Promise<ReconcileAnswer> {
  if (!parts.isOnline(account.storeId)) return { kind: 'not-now', retryAfterMs: null };
  const progress = reconcileProgress(parts.context.journal.settings, account.storeId);
  const answer = await readPages(parts, account, progress);
  if (parts.isStopped?.() === true) return { kind: 'not-now', retryAfterMs: null };
  if (progress.last() !== null) await askDoubtful(parts, account, progress);
  return answer.kind === 'reconciled' ? { ...answer, found: progress.last() ?? answer.found } : answer;
}

/** Only the orders whose page left a doubt: the hour of the store is not over yet. */
export async function askAboutDoubts(parts: ReconcileParts, account: MarketplaceAccount): Promise<void> {
  if (parts.isOnline(account.storeId)) await askDoubtful(parts, account, reconcileProgress(parts.context.journal.settings, account.storeId));
}

async function readPages(parts: ReconcileParts, account: MarketplaceAccount, progress: ReconcileProgress): Promise<ReconcileAnswer> {
  const { clock } = parts.context;
  for (let calls = 0; ; calls += 1) {
    const waitMs = account.waitMs('list-orders');
    if (waitMs > 0) return { kind: 'not-now', retryAfterMs: waitMs };
    if (calls > 0 && account.callsLeft('list-orders') <= callsInReserve(account, 'list-orders', listingsInReserve)) return { kind: 'not-now', retryAfterMs: restMs(account) };
    const half = progress.half() ?? begin(progress, clock.nowMs());
    const { pageToken, updatedAfterMs } = half;
    const askedAtMs = clock.nowMs();
    const outcome = await account.listOrders(pageToken === null ? { updatedAfterMs } : { updatedAfterMs, pageToken });
    if (parts.isStopped?.() === true) return { kind: 'not-now', retryAfterMs: null };
    switch (outcome.kind) {
      case 'rate-limited':
        return { kind: 'not-now', retryAfterMs: outcome.retryAfterMs };
      case 'unavailable':
      case 'uncertain':
        return { kind: 'broken-off', cause: outcome.cause };
      case 'rejected':
        // A page token does not live for ever: then from the first page.
        if (isTokenGone(pageToken, outcome.problems)) progress.saveHalf(null);
        return { kind: 'broken-off', cause: outcome.problems.map(({ message }) => message).join('; ') };
      case 'done': {
        const found = takePage(parts, account, progress, { ...half, calls: half.calls + 1 }, outcome.value, askedAtMs);
        if (found !== null) return { kind: 'reconciled', found };
        if (outcome.value.nextPageToken === pageToken) return { kind: 'broken-off', cause: 'the channel shows the same page for ever' };
      }
    }
  }
}

/** What two calls need to come back: every other one stays for new orders. */
function restMs(account: MarketplaceAccount): number {
  const budget = account.budgets().find(({ calls }) => calls.includes('list-orders'));
  const refillMs = budget === undefined ? seconds(1) : (1000 * (budget.costs['list-orders'] ?? 1)) / budget.ratePerSecond;
  return 2 * refillMs;
}

const isTokenGone = (pageToken: string | null, problems: readonly Problem[]): boolean => pageToken !== null && kindOfRejection(problems) !== 'auth';

function begin(progress: ReconcileProgress, nowMs: InstantMs): HalfReconciliation {
  const last = progress.last();
  const updatedAfterMs = Math.min(last === null ? nowMs - firstWindowMs : last.untilMs - overlapMs, nowMs);
  return { startedAtMs: nowMs, updatedAfterMs, untilMs: nowMs, pageToken: null, calls: 0, orders: 0, missed: [] };
}

/** Null: more pages follow. */
function takePage({ context, takeOver }: ReconcileParts, account: MarketplaceAccount, progress: ReconcileProgress, half: HalfReconciliation, page: OrderPage, askedAtMs: InstantMs): Reconciliation | null {
  const { storeId } = account;
  const { journal } = context;
  const missed = [...new Set([...half.missed, ...missedOn(context, storeId, page, half.startedAtMs)])];
  const sights = new Map(page.orders.map((order) => [order.draft.channelOrderId, sightOf(context, storeId, order)]));
  const untilMs = Math.min(half.untilMs, page.completeUntilMs ?? half.untilMs);
  // Before the orders are known: read a second time after a power cut, the page would show nothing missed.
  journal.transaction(() => {
    progress.saveDoubts(withSights(progress.doubts(), sights));
    progress.saveHalf({ ...half, missed });
  });
  takeOver(account, page.orders, askedAtMs);
  const read = { calls: half.calls, orders: half.orders + page.orders.length, missed };
  if (page.nextPageToken !== null) {
    progress.saveHalf({ ...half, ...read, untilMs, pageToken: page.nextPageToken });
    return null;
  }
  const found: Reconciliation = { ...read, atMs: half.startedAtMs, endedAtMs: context.clock.nowMs(), untilMs, vanished: [] };
  journal.transaction(() => {
    progress.saveLast(found);
    progress.saveHalf(null);
    if (missed.length > 0) noteAct(context, 'reconciled', storeId, { missed: missed.join(' ').slice(0, 400), calls: found.calls }, 'station');
  });
  return found;
}

/** Changed at a time that a listing had claimed as complete, and not known, or not as it is. */
function missedOn({ journal, orders }: StationContext, storeId: StoreId, page: OrderPage, startedAtMs: InstantMs): readonly string[] {
  const claimedUntilMs = journal.channels.loadCompleteUntil(storeId) ?? 0;
  return page.orders.flatMap(({ draft }) => {
    if ((draft.updatedAtMs ?? startedAtMs) >= claimedUntilMs) return [];
    const known = orders.loadOrder(orderIdOf(storeId, draft.channelOrderId))?.order;
    return known === undefined || known.updatedAtMs < (draft.updatedAtMs ?? 0) ? [draft.channelOrderId] : [];
  });
}
