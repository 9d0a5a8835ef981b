import { orderIdOf, type OrderId, type StoreId } from '../../shared/domain/order/order.ts';
import { days, minutes, seconds, type InstantMs } from '../../shared/domain/units/instant.ts';
import type { Outcome } from '../../shared/domain/writeback/outcome.ts';
import { kindOfRejection } from '../../shared/domain/writeback/problems.ts';
import type { SeenDispatch } from '../../shared/domain/writeback/write-back.ts';
import { boxOf, matesOf } from './box.ts';
import { createBegunListings, type BegunListing } from './begun-listings.ts';
import { callsInReserve } from './calls-in-reserve.ts';
import type { Connectivity } from './connectivity.ts';
import { noteUncrossed } from './not-crossed.ts';
import type { Timers } from './ports/clock.ts';
import { supersedeUnsent } from './recall-parcel.ts';
import type { ChannelOrder, MarketplaceAccount, OrderPage } from './ports/marketplace.ts';
import type { StationContext } from './station-context.ts';
import { takeOrders } from './take-orders.ts';

/**
 * How far back the first listing of a store looks. An order that was open longer than this is a case for the seller's
 * own site. Amazon's promises to ship are days, not weeks.
 */
const firstListingDays = 30;
/** Between two listings while the budget is full, and when it is nearly spent. Amazon refills one listing in 179 s. */
const listEveryMs = seconds(60);
const listSparinglyMs = seconds(180);
const sparinglyBelowCalls = 10;
/**
 * The order on the bench is asked about again this often while it is open: a cancellation must stop it within two seconds. Amazon
 * grants one single read every two seconds and a burst of 30, so the faster pace lives on what was saved while nothing was open.
 */
const recheckOpenMs = 1_500;
const recheckSparinglyMs = seconds(2);
const recheckFastAboveReads = 12;
/**
 * While messages wait for a single read to be proven, the open order leaves them every second one: asked at the pace at which Amazon
 * grants reads, a box left open would keep the budget at its reserve, and no unknown outcome would ever be cleared up.
 */
const recheckWhileProofsWaitMs = seconds(4);
/** So long after its time an accepted message has waited for a page in vain, and needs a read of its own. */
const proofOverdueMs = minutes(5);
const proofsLookedAt = 50;
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
  /** What the channel said of orders, asked by somebody else. */
  takeOver(account: MarketplaceAccount, orders: readonly ChannelOrder[], askedAtMs: InstantMs): void;
  reconnected(storeId: StoreId): void;
  /** Accounts were opened, mended or closed: what has none of its listings planned, or was refused, is listed now. */
  accountsChanged(): void;
  /** A trial of the connection: what it was refused for, the next listing would be refused for too; where it was let in, a refused listing is asked for now. */
  tried(storeId: StoreId, outcome: Outcome<unknown>): void;
  /** Why the channel refuses to list its orders; null: it does not. */
  troubleOf(storeId: StoreId): ListingTrouble | null;
  wentOffline(storeId: StoreId): void;
  /**
   * Before a channel is told "shipped": what it says of the order must be known since we are online, because telling can
   * itself decide a cancellation. Asks for the one order while the budget allows, else for everything that changed.
   */
  checkBeforeSend(orderId: OrderId): Promise<void>;
}

export interface ListingTrouble {
  /** By our own word; null: the connector itself failed. */
  readonly code: string | null;
  readonly message: string;
  readonly sinceMs: InstantMs;
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
  /** A connector threw, or an answer could not be taken over. What was known stays, and is asked again in time. */
  onFault(error: unknown): void;
}

/** Keeps our knowledge of the orders fresh: complete listings of what changed, and live questions about what is on the bench. */
export function createOrderWatch(parts: OrderWatchParts): OrderWatch {
  const { context, connectivity, timers } = parts;
  const pending = new Map<OrderId, Promise<void>>();
  const listing = new Map<StoreId, Promise<void>>();
  const nextListing = new Map<StoreId, () => void>();
  /** Stores of which a complete listing was read since they answer again. */
  const listedSinceOnline = new Set<StoreId>();
  /** Listings that stopped between two pages. A store of thousands of orders has more pages than the budget has calls. */
  const begun = createBegunListings(context.journal.settings);
  const troubles = new Map<StoreId, ListingTrouble>();
  let isRunning = false;
  let cancelRecheck: (() => void) | null = null;

  function take(account: MarketplaceAccount, orders: readonly ChannelOrder[], atMs: InstantMs): void {
    const { storeId } = account;
    const onSeen = ({ draft, seenDispatches }: ChannelOrder): void => parts.onSeenDispatches(storeId, draft.channelOrderId, seenDispatches);
    if (takeOrders({ context, onSeen, onFault: parts.onFault }, storeId, orders, atMs)) parts.onBenchChanged();
  }

  function noteReachability(storeId: StoreId, outcome: Outcome<unknown>): void {
    if (outcome.kind === 'unavailable') connectivity.doubt(storeId);
    else if (outcome.kind !== 'uncertain') connectivity.answered(storeId);
  }

  /** A refused place in a listing is begun anew, and an outage is told as one: neither stops the import. */
  function noteTrouble(storeId: StoreId, outcome: Outcome<unknown>): void {
    const before = troubles.get(storeId);
    if (outcome.kind === 'done') {
      if (troubles.delete(storeId)) parts.onBenchChanged();
      return;
    }
    if (outcome.kind !== 'rejected') return;
    const [{ code, message }] = outcome.problems;
    if (code === 'page-token-refused' && before === undefined) return;
    troubles.set(storeId, { code, message, sinceMs: before?.sinceMs ?? context.clock.nowMs() });
    if (before?.code !== code) parts.onBenchChanged();
  }

  function noteFault(storeId: StoreId, error: unknown): void {
    if (!troubles.has(storeId)) troubles.set(storeId, { code: null, message: String(error), sinceMs: context.clock.nowMs() });
    parts.onFault(error);
  }

  async function readLive(account: MarketplaceAccount, orderId: OrderId, channelOrderId: string): Promise<void> {
    const askedAtMs = context.clock.nowMs();
    const outcome = await account.readOrder(channelOrderId).finally(() => pending.delete(orderId));
    if (!isRunning) return;
    noteReachability(account.storeId, outcome);
    if (outcome.kind === 'rejected' && outcome.problems.some((problem) => problem.code === 'unreadable')) {
      context.unread.note([orderId]);
      noteUncrossed(context, account.storeId, [{ channelOrderId, reason: outcome.problems.map((problem) => problem.message).join('; ') }]);
    }
    if (outcome.kind === 'done' && outcome.value !== null) take(account, [outcome.value], askedAtMs);
    parts.onBenchChanged();
  }

  const storeIdOf = (orderId: OrderId): StoreId => orderId.slice(0, orderId.indexOf('/')) as StoreId;

  /** Of a box that still stands here all its orders: where one is cancelled, the box comes back and the others are told another number. */
  async function checkBeforeSend(orderId: OrderId): Promise<void> {
    const { journal } = context;
    const here = journal.parcels.listByOrder(orderId).filter(({ id, box, dispatchedAtMs }) => box !== null && dispatchedAtMs !== null && journal.manifests.ofParcel(id) === null);
    const mates = here.flatMap((parcel) => matesOf(context, parcel)).filter(({ state }) => state !== 'stopped');
    for (const id of [...mates.map((mate) => mate.orderId), orderId]) await checkOne(id);
    for (const { id } of here) if (journal.parcels.load(id)?.state === 'stopped') supersedeUnsent(context, id);
  }

  async function checkOne(orderId: OrderId): Promise<void> {
    // Asked at the dispatch a moment ago: its answer may still say stop.
    await pending.get(orderId);
    const storeId = storeIdOf(orderId);
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    const standing = context.journal.standings.load(orderId);
    if (account === undefined || standing === null) return;
    if (context.clock.nowMs() - standing.checkedAtMs <= recentCheckMs && listedSinceOnline.has(storeId)) return;
    if (account.callsLeft('read-order') > callsInReserve(account, 'read-order', reserveReads)) await readLive(account, orderId, standing.channelOrderId);
    else if (!listedSinceOnline.has(storeId)) await listNow(storeId);
  }

  function checkLive(orderId: OrderId): void {
    if (pending.has(orderId)) return;
    const storeId = storeIdOf(orderId);
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined || !connectivity.isOnline(storeId) || account.callsLeft('read-order') < 1) return;
    pending.set(orderId, readLive(account, orderId, orderId.slice(storeId.length + 1)).catch(parts.onFault));
  }

  /** Everything that changed, page by page. What the budget or the network cuts short goes on at the same page next time. */
  async function listAll(account: MarketplaceAccount): Promise<void> {
    const { storeId, channel } = account;
    const first: BegunListing = { updatedAfterMs: context.journal.channels.loadCompleteUntil(storeId) ?? context.clock.nowMs() - days(firstListingDays), pageToken: null, completeUntilMs: null, isSinceOnline: true };
    for (;;) {
      const { updatedAfterMs, pageToken, completeUntilMs } = begun.load(storeId, channel) ?? first;
      if (begun.load(storeId, channel) === null) begun.save(storeId, channel, first);
      const askedAtMs = context.clock.nowMs();
      const outcome = await account.listOrders(pageToken === null ? { updatedAfterMs } : { updatedAfterMs, pageToken });
      if (!isRunning) return;
      noteReachability(storeId, outcome);
      noteTrouble(storeId, outcome);
      if (outcome.kind !== 'done') {
        // A page token does not live for ever: then from the first page.
        if (pageToken === null || (outcome.kind === 'rejected' && kindOfRejection(outcome.problems) !== 'auth')) begun.save(storeId, channel, null);
        return;
      }
      const page = outcome.value;
      take(account, page.orders, askedAtMs);
      takeUnreadable(storeId, page.unreadable);
      const until = completeUntilMs === null ? page.completeUntilMs : Math.min(completeUntilMs, page.completeUntilMs ?? completeUntilMs);
      const isSinceOnline = begun.load(storeId, channel)?.isSinceOnline === true;
      if (page.nextPageToken === null) return completed(account, updatedAfterMs, until, isSinceOnline);
      begun.save(storeId, channel, { updatedAfterMs, pageToken: page.nextPageToken, completeUntilMs: until, isSinceOnline });
    }
  }

  function takeUnreadable(storeId: StoreId, unreadable: OrderPage['unreadable']): void {
    for (const { channelOrderId, reason } of unreadable) parts.onUnreadable(storeId, channelOrderId, reason);
    // First what makes the task end by itself.
    context.unread.note(unreadable.flatMap(({ channelOrderId }) => (channelOrderId === null ? [] : [orderIdOf(storeId, channelOrderId)])));
    noteUncrossed(context, storeId, unreadable);
  }

  async function completed(account: MarketplaceAccount, updatedAfterMs: InstantMs, completeUntilMs: InstantMs | null, isSinceOnline: boolean): Promise<void> {
    const { storeId } = account;
    begun.save(storeId, account.channel, null);
    if (completeUntilMs !== null && completeUntilMs > updatedAfterMs) context.journal.channels.saveCompleteUntil(storeId, completeUntilMs);
    // Its first pages are from before the outage: what changed since is on the next one.
    if (!isSinceOnline) return listAll(account);
    listedSinceOnline.add(storeId);
    parts.onListed(storeId);
  }

  function listNow(storeId: StoreId): Promise<void> {
    const running = listing.get(storeId);
    if (running !== undefined) return running;
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined) return Promise.resolve();
    if (account.waitMs('list-orders') > 0) {
      if (!nextListing.has(storeId)) scheduleListing(account);
      return Promise.resolve();
    }
    const run = listAll(account).catch((error: unknown) => noteFault(storeId, error)).finally(() => {
      listing.delete(storeId);
      scheduleListing(account);
    });
    listing.set(storeId, run);
    return run;
  }

  function scheduleListing(account: MarketplaceAccount): void {
    const { storeId } = account;
    nextListing.get(storeId)?.();
    if (!isRunning) return;
    const everyMs = account.callsLeft('list-orders') < callsInReserve(account, 'list-orders', sparinglyBelowCalls) ? listSparinglyMs : listEveryMs;
    nextListing.set(storeId, timers.after(Math.max(everyMs, account.waitMs('list-orders')), () => {
      nextListing.delete(storeId);
      if (connectivity.isOnline(storeId)) void listNow(storeId);
      else scheduleListing(account);
    }));
  }

  const ageOfCheckMs = (orderId: OrderId): number => context.clock.nowMs() - (context.journal.standings.load(orderId)?.checkedAtMs ?? 0);

  function isProofHeldUp(storeId: StoreId): boolean {
    const nowMs = context.clock.nowMs();
    const since = { uncertain: nowMs, accepted: nowMs - proofOverdueMs };
    return context.journal.writeBacks.listByState(storeId, ['uncertain', 'accepted'], proofsLookedAt).some(({ state, dueAtMs }) => dueAtMs <= (state === 'uncertain' ? since.uncertain : since.accepted));
  }

  function recheckOpenOrder(): void {
    const session = context.journal.benches.load(context.benchId);
    const parcel = session.parcelId === null ? null : context.journal.parcels.load(session.parcelId);
    const account = parts.accounts().find((candidate) => candidate.storeId === parcel?.storeId);
    const readsLeft = account?.callsLeft('read-order') ?? 0;
    // Asked a moment ago, when it was opened or by a proof: the pace counts from there.
    const orderIds = parcel === null ? [] : boxOf(context, parcel).map(({ orderId }) => orderId);
    const youngMs = parcel === null ? 0 : recheckOpenMs - Math.max(...orderIds.map(ageOfCheckMs));
    const isYoung = youngMs > 0 && youngMs <= recheckOpenMs;
    if (parcel !== null && account !== undefined && !isYoung && readsLeft > callsInReserve(account, 'read-order', reserveReads)) for (const orderId of orderIds) checkLive(orderId);
    const isAmple = account !== undefined && readsLeft > callsInReserve(account, 'read-order', recheckFastAboveReads);
    const sparinglyMs = account !== undefined && isProofHeldUp(account.storeId) ? recheckWhileProofsWaitMs * orderIds.length : recheckSparinglyMs;
    cancelRecheck = timers.after(isYoung ? youngMs : isAmple ? recheckOpenMs : sparinglyMs, () => {
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
    takeOver: take,
    checkBeforeSend,
    accountsChanged() {
      const accounts = parts.accounts();
      for (const storeId of troubles.keys()) if (accounts.every((account) => account.storeId !== storeId)) troubles.delete(storeId);
      for (const { storeId } of accounts) if (connectivity.isOnline(storeId) && (troubles.has(storeId) || !(nextListing.has(storeId) || listing.has(storeId)))) void listNow(storeId);
    },
    tried(storeId, outcome) {
      if (outcome.kind === 'rejected') noteTrouble(storeId, outcome);
      else if (outcome.kind === 'done' && troubles.has(storeId)) void listNow(storeId);
    },
    troubleOf: (storeId) => troubles.get(storeId) ?? null,
    wentOffline(storeId) {
      listedSinceOnline.delete(storeId);
      begun.interrupted(storeId);
    },
    reconnected(storeId) {
      const session = context.journal.benches.load(context.benchId);
      const parcel = session.parcelId === null ? null : context.journal.parcels.load(session.parcelId);
      const inBox = parcel === null ? [] : boxOf(context, parcel).map(({ orderId }) => orderId);
      for (const open of session.stop === null ? inBox : [session.stop.orderId]) if (open.startsWith(`${storeId}/`)) checkLive(open);
      void listNow(storeId);
    },
  };
}
