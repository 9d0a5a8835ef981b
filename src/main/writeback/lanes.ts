import { isPeak, paceMs, type Lane, type PeakMode } from '../../shared/domain/writeback/lanes.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import { seconds } from '../../shared/domain/units/instant.ts';
import type { Clock } from '../application/ports/clock.ts';
import type { BudgetedCall, MarketplaceAccount } from '../application/ports/marketplace.ts';

export interface LanesOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly peakMode: () => PeakMode;
  /** Messages that wait to be sent, all stores together. */
  readonly waiting: () => number;
  /** A message of this store could leave now. */
  readonly isTracking: (storeId: StoreId) => boolean;
}

export interface Lanes {
  /** The same account, whose budgets are shared out among the lanes: who asks what is left is told what is left for them. */
  share(account: MarketplaceAccount): MarketplaceAccount;
  isPeak(): boolean;
}

const laneOf: Readonly<Record<BudgetedCall, Lane>> = { 'confirm-dispatch': 'tracking', 'read-order': 'cancel-checks', 'list-orders': 'import', 'publish-stock': 'stock' };
/** Counting the queue reads an index; its length matters to the hundred. */
const countAgainMs = seconds(5);
/** A lane that has not asked again for so long has no more need. */
const forgetWantMs = seconds(30);
/** A message that made room for another lane looks again after this. Milliseconds. */
const yieldMs = 250;

/**
 * One budget, several purposes. Where a vendor counts each call by itself nothing is shared out, except that stock rests during a peak:
 * every request costs its share of the line, and of what a vendor allows an application as a whole.
 */
export function createLanes({ clock, peakMode, waiting, isTracking }: LanesOptions): Lanes {
  const shared = new WeakMap<MarketplaceAccount, MarketplaceAccount>();
  let wasPeak = false;
  let countedAtMs = Number.NEGATIVE_INFINITY;

  function peakNow(): boolean {
    const nowMs = clock.monotonicMs();
    if (nowMs - countedAtMs >= countAgainMs || peakMode() !== 'auto') {
      countedAtMs = nowMs;
      wasPeak = isPeak(peakMode(), waiting(), wasPeak);
    }
    return wasPeak;
  }

  function share(account: MarketplaceAccount): MarketplaceAccount {
    const known = shared.get(account);
    if (known !== undefined) return known;
    const lastMs = new Map<BudgetedCall, number>();
    /** Lanes that found nothing left for them, since when. */
    const wants = new Map<BudgetedCall, number>();
    const isSharedWithTracking = (call: BudgetedCall): boolean => account.budgets().some(({ calls }) => calls.includes(call) && calls.includes('confirm-dispatch'));
    const sinceLastMs = (call: BudgetedCall): number => clock.monotonicMs() - (lastMs.get(call) ?? Number.NEGATIVE_INFINITY);

    /** Milliseconds until this lane's turn comes; 0 = its turn, Infinity = not before the peak is over. */
    function turnInMs(call: BudgetedCall): number {
      const lane = laneOf[call];
      if (lane === 'tracking' || !isTracking(account.storeId)) return 0;
      const peak = peakNow();
      if (!isSharedWithTracking(call) && !(lane === 'stock' && peak)) return 0;
      const pace = paceMs(lane, peak);
      return pace === Infinity ? Infinity : Math.max(0, pace - sinceLastMs(call));
    }

    /** Calls that tracking leaves to lanes whose turn has come and who have asked for it lately. */
    const leftToOthers = (): number =>
      [...wants].filter(([call, askedAtMs]) => clock.monotonicMs() - askedAtMs < forgetWantMs && isSharedWithTracking(call) && turnInMs(call) === 0).reduce((sum, [call]) => sum + costIn(call), 0);

    /** What this lane's call takes, in messages. */
    function costIn(call: BudgetedCall): number {
      const costs = account.budgets().find(({ calls }) => calls.includes(call))?.costs ?? {};
      return Math.ceil((costs[call] ?? 1) / (costs['confirm-dispatch'] ?? 1));
    }

    function callsLeft(call: BudgetedCall): number {
      const left = account.callsLeft(call);
      if (call === 'confirm-dispatch') return Math.max(0, left - leftToOthers());
      const isTurn = turnInMs(call) === 0;
      if (left < 1 && isTracking(account.storeId)) wants.set(call, clock.monotonicMs());
      return isTurn ? left : 0;
    }

    async function took<T>(call: BudgetedCall, work: () => Promise<T>): Promise<T> {
      wants.delete(call);
      lastMs.set(call, clock.monotonicMs());
      return work();
    }

    const one: MarketplaceAccount = {
      ...account,
      probe: () => account.probe(),
      confirmDispatch: (notice) => account.confirmDispatch(notice),
      carrierFor: (carrier) => account.carrierFor(carrier),
      findProblems: (notice) => account.findProblems(notice),
      callsLeft,
      waitMs: (call) => Math.max(account.waitMs(call), turnInMs(call), call === 'confirm-dispatch' && leftToOthers() > 0 && callsLeft(call) < 1 ? yieldMs : 0),
      listOrders: (listing) => took('list-orders', () => account.listOrders(listing)),
      readOrder: (channelOrderId) => took('read-order', () => account.readOrder(channelOrderId)),
      stock: account.stock === null ? null : { ...account.stock, publish: (levels) => took('publish-stock', () => account.stock?.publish(levels) ?? Promise.reject(new Error('no stock'))) },
    };
    shared.set(account, one);
    return one;
  }

  return { share, isPeak: peakNow };
}
