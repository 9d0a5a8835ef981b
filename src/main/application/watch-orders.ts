import type { CheckedOrder, OrderId, StoreId } from '../../shared/domain/order/order.ts';
import { days, seconds, type InstantMs } from '../../shared/domain/units/instant.ts';
import type { Outcome } from '../../shared/domain/writeback/outcome.ts';
import type { SeenDispatch } from '../../shared/domain/writeback/write-back.ts';
import { applyOrders, orderOf } from './apply-channel-order.ts';
import type { Connectivity } from './connectivity.ts';
import type { Timers } from './ports/clock.ts';
import type { ChannelOrder, MarketplaceAccount } from './ports/marketplace.ts';
import { storeOf, type StationContext } from './station-context.ts';

/**
 * How far back the first listing of a store looks. An order that was open longer than this is a case for the seller's
 * own site. Amazon's promises to ship are days, not weeks.
 */
const firstListingDays = 30;
/** Between two listings while the budget is full, and when it is nearly spent. Amazon refills one listing in 179 s. */
const listEveryMs = seconds(60);
const listSparinglyMs = seconds(180);
const sparinglyBelowCalls = 10;
/** The order on the bench is asked about again this often while it is open. */
const recheckOpenMs = seconds(5);
/** Single reads kept back so that opening an order can always be checked live. */
const reserveReads = 5;
/** A check of the order itself this young needs no second one before the channel is told. */
const recentCheckMs = seconds(15);

export interface OrderWatch {
  start(): void;
  stop(): void;
  /** Asks the channel about one order now, if it answers and the budget allows. One question at a time per order. */
  checkLive(orderId: OrderId): void;
  isPending(orderId: OrderId): boolean;
  /** Lists everything that changed, now. */
  listNow(storeId: StoreId): Promise<void>;
  reconnected(storeId: StoreId): void;
  wentOffline(storeId: StoreId): void;
  /**
   * Before a channel is told "shipped": what it says of the order must be known since we are online, because telling can
   * itself decide a cancellation. Asks for the one order while the budget allows, else for everything that changed.
   */
  checkBeforeSend(orderId: OrderId): Promise<void>;
}

export interface OrderWatchParts {
  readonly context: StationContext;
  readonly accounts: () => readonly MarketplaceAccount[];
  readonly connectivity: Connectivity;
  readonly timers: Timers;
  onSeenDispatches(storeId: StoreId, channelOrderId: string, seen: readonly SeenDispatch[]): void;
  onBenchChanged(): void;
  onListed(storeId: StoreId): void;
  onUnreadable(storeId: StoreId, channelOrderId: string | null, reason: string): void;
}

/** Keeps our knowledge of the orders fresh: complete listings of what changed, and live questions about what is on the bench. */
export function createOrderWatch(parts: OrderWatchParts): OrderWatch {
  const { context, connectivity, timers } = parts;
  const pending = new Set<OrderId>();
  const listing = new Map<StoreId, Promise<void>>();
  const nextListing = new Map<StoreId, () => void>();
  /** Stores of which a complete listing was read since they answer again. */
  const listedSinceOnline = new Set<StoreId>();
  let isRunning = false;
  let cancelRecheck: (() => void) | null = null;

  function take(account: MarketplaceAccount, orders: readonly ChannelOrder[], atMs: InstantMs): void {
    const source = storeOf(context, account.storeId)?.name ?? account.storeId;
    const batch: CheckedOrder[] = orders.map(({ draft }) => ({ order: orderOf(account.storeId, draft), checkedAtMs: atMs, checkedSource: source }));
    if (applyOrders(context, batch).benchChanged) parts.onBenchChanged();
    for (const { draft, seenDispatches } of orders) {
      if (seenDispatches.length > 0) parts.onSeenDispatches(account.storeId, draft.channelOrderId, seenDispatches);
    }
  }

  function noteReachability(storeId: StoreId, outcome: Outcome<unknown>): void {
    if (outcome.kind === 'unavailable') connectivity.report(storeId, false, outcome.cause);
    else if (outcome.kind !== 'uncertain') connectivity.report(storeId, true, null);
  }

  async function readLive(account: MarketplaceAccount, orderId: OrderId, channelOrderId: string): Promise<void> {
    const askedAtMs = context.clock.nowMs();
    const outcome = await account.readOrder(channelOrderId);
    pending.delete(orderId);
    if (!isRunning) return;
    noteReachability(account.storeId, outcome);
    if (outcome.kind === 'done' && outcome.value !== null) take(account, [outcome.value], askedAtMs);
    parts.onBenchChanged();
  }

  const storeIdOf = (orderId: OrderId): StoreId => orderId.slice(0, orderId.indexOf('/')) as StoreId;

  async function checkBeforeSend(orderId: OrderId): Promise<void> {
    const storeId = storeIdOf(orderId);
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    const standing = context.journal.standings.load(orderId);
    if (account === undefined || standing === null) return;
    if (context.clock.nowMs() - standing.checkedAtMs <= recentCheckMs && listedSinceOnline.has(storeId)) return;
    if (account.callsLeft('read-order') > reserveReads) await readLive(account, orderId, standing.channelOrderId);
    else if (!listedSinceOnline.has(storeId)) await listNow(storeId);
  }

  function checkLive(orderId: OrderId): void {
    if (pending.has(orderId)) return;
    const storeId = storeIdOf(orderId);
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined || !connectivity.isOnline(storeId) || account.callsLeft('read-order') < 1) return;
    pending.add(orderId);
    void readLive(account, orderId, orderId.slice(storeId.length + 1));
  }

  async function listAll(account: MarketplaceAccount): Promise<void> {
    const { storeId } = account;
    const updatedAfterMs = context.journal.channels.loadCompleteUntil(storeId) ?? context.clock.nowMs() - days(firstListingDays);
    let pageToken: string | null = null;
    let completeUntilMs: InstantMs | null = null;
    do {
      const askedAtMs = context.clock.nowMs();
      const outcome = await account.listOrders(pageToken === null ? { updatedAfterMs } : { updatedAfterMs, pageToken });
      if (!isRunning) return;
      noteReachability(storeId, outcome);
      if (outcome.kind !== 'done') return;
      take(account, outcome.value.orders, askedAtMs);
      for (const { channelOrderId, reason } of outcome.value.unreadable) parts.onUnreadable(storeId, channelOrderId, reason);
      completeUntilMs = completeUntilMs === null ? outcome.value.completeUntilMs : Math.min(completeUntilMs, outcome.value.completeUntilMs ?? completeUntilMs);
      pageToken = outcome.value.nextPageToken;
    } while (pageToken !== null);
    if (completeUntilMs !== null && completeUntilMs > updatedAfterMs) context.journal.channels.saveCompleteUntil(storeId, completeUntilMs);
    listedSinceOnline.add(storeId);
    parts.onListed(storeId);
  }

  function listNow(storeId: StoreId): Promise<void> {
    const running = listing.get(storeId);
    if (running !== undefined) return running;
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined || account.waitMs('list-orders') > 0) return Promise.resolve();
    const run = listAll(account).finally(() => {
      listing.delete(storeId);
      scheduleListing(account);
    });
    listing.set(storeId, run);
    return run;
  }

  function scheduleListing(account: MarketplaceAccount): void {
    nextListing.get(account.storeId)?.();
    if (!isRunning) return;
    const everyMs = account.callsLeft('list-orders') < sparinglyBelowCalls ? listSparinglyMs : listEveryMs;
    nextListing.set(account.storeId, timers.after(Math.max(everyMs, account.waitMs('list-orders')), () => {
      if (connectivity.isOnline(account.storeId)) void listNow(account.storeId);
      else scheduleListing(account);
    }));
  }

  function recheckOpenOrder(): void {
    cancelRecheck = timers.after(recheckOpenMs, () => {
      const session = context.journal.benches.load(context.benchId);
      const parcel = session.parcelId === null ? null : context.journal.parcels.load(session.parcelId);
      const account = parts.accounts().find((candidate) => candidate.storeId === parcel?.storeId);
      if (parcel !== null && account !== undefined && account.callsLeft('read-order') > reserveReads) checkLive(parcel.orderId);
      if (isRunning) recheckOpenOrder();
    });
  }

  return {
    start() {
      isRunning = true;
      recheckOpenOrder();
      for (const account of parts.accounts()) scheduleListing(account);
    },
    stop() {
      isRunning = false;
      cancelRecheck?.();
      for (const cancel of nextListing.values()) cancel();
      nextListing.clear();
    },
    checkLive,
    isPending: (orderId) => pending.has(orderId),
    listNow,
    checkBeforeSend,
    wentOffline: (storeId) => void listedSinceOnline.delete(storeId),
    reconnected(storeId) {
      const session = context.journal.benches.load(context.benchId);
      const open = session.stop?.orderId ?? (session.parcelId === null ? null : context.journal.parcels.load(session.parcelId)?.orderId);
      if (open?.startsWith(`${storeId}/`)) checkLive(open);
      void listNow(storeId);
    },
  };
}
