import type { OrderDraft } from '../../../shared/domain/order/order-draft.ts';
import type { ChannelId, StoreId } from '../../../shared/domain/order/order.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { ChannelTraits } from '../../../shared/domain/channel/traits.ts';
import type { Outcome, Problem } from '../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice, SeenDispatch } from '../../../shared/domain/writeback/write-back.ts';

/** An order as the channel tells it, with the packages that the channel itself shows for it. */
export interface ChannelOrder {
  readonly draft: OrderDraft;
  readonly seenDispatches: readonly SeenDispatch[];
}

export interface OrderPage {
  readonly orders: readonly ChannelOrder[];
  /** Orders of this page that could not be read; one bad record does not lose the rest. */
  readonly unreadable: readonly { readonly channelOrderId: string | null; readonly reason: string }[];
  readonly nextPageToken: string | null;
  /** Everything changed before this instant is on these pages: the safe start of the next listing. */
  readonly completeUntilMs: InstantMs | null;
}

export type OrderListing =
  | { readonly updatedAfterMs: InstantMs }
  | { readonly updatedAfterMs: InstantMs; readonly pageToken: string };

/** The calls of one account that every channel has. Some channels count several of them in one budget. */
export type AccountOperation = 'list-orders' | 'read-order' | 'confirm-dispatch';
export type BudgetedCall = AccountOperation | 'publish-stock';

/** One rate budget as it stands now. */
export interface CallBudget {
  /** The calls that are counted in it. */
  readonly calls: readonly BudgetedCall[];
  /** What could leave now, and the most that ever could. In calls; where the vendor counts points, in points. */
  readonly left: number;
  readonly burst: number;
  readonly ratePerSecond: number;
  /** What a call costs at most, where it is not 1: so much must be left for it. */
  readonly costs: Readonly<Partial<Record<BudgetedCall, number>>>;
  /** What calls of late took in truth, where the vendor gives back what was not used, and once there was one. */
  readonly spent?: Readonly<Partial<Record<BudgetedCall, number>>>;
}

/** What a trial of the connection found. */
export interface ConnectionProof {
  /** The account as the channel names it, or null where it does not. */
  readonly accountName: string | null;
  /** Null: could not be tried without touching real orders. */
  readonly canRead: boolean;
  readonly canWrite: boolean | null;
  /** The channel tells its buyers, or its own shops, of what we post; null where it has no such switch. */
  readonly notifies: boolean | null;
  /** What a person should know: a missing permission, the write-back target found in this shop. In the connector's English words. */
  readonly notes: readonly string[];
}

/** Units of one SKU that the channel may sell. */
export interface StockLevel {
  readonly sku: string;
  readonly available: number;
}

export interface StockDesk {
  /** Levels per call; more are refused. */
  readonly mostPerCall: number;
  /** Problems name the SKU in `field`; levels without a problem were taken. */
  publish(levels: readonly StockLevel[]): Promise<Outcome<{ readonly refused: readonly Problem[] }>>;
  /** What the channel shows now; SKUs that it does not know are absent. */
  read(skus: readonly string[]): Promise<Outcome<readonly StockLevel[]>>;
}

/** One seller account at one channel, ready to be asked. It never retries, sleeps or stores: the caller decides. */
export interface MarketplaceAccount {
  readonly storeId: StoreId;
  readonly channel: ChannelId;
  readonly traits: ChannelTraits;
  listOrders(listing: OrderListing): Promise<Outcome<OrderPage>>;
  /** Live single-order read; null where the channel does not know the order. */
  readOrder(channelOrderId: string): Promise<Outcome<ChannelOrder | null>>;
  /** Why this notice must not leave at all: the channel would refuse it, or worse, take it and show nothing. Empty: it may. */
  findProblems(notice: DispatchNotice): readonly Problem[];
  /**
   * `done` means accepted, never confirmed. What the channel holds for the order already is read where that is needed to write
   * (fulfilment order ids, package ids): a lost answer to such a read is `unavailable`, only a lost answer to the write is `uncertain`.
   */
  confirmDispatch(notice: DispatchNotice): Promise<Outcome<void>>;
  /** Milliseconds until this operation may be called without overdrawing its budget; 0 = now. */
  waitMs(operation: BudgetedCall): number;
  /** Whole calls that could leave now, keeping nothing back. */
  callsLeft(operation: BudgetedCall): number;
  budgets(): readonly CallBudget[];
  /** A cheap request that proves the service answers; says nothing about permissions. */
  probe(): Promise<{ readonly reachable: true } | { readonly reachable: false; readonly cause: string }>;
  /** Reads (and, in a vendor's sandbox, writes) to show that the credentials and permissions suffice. */
  testConnection(): Promise<Outcome<ConnectionProof>>;
  /** When what the account signs in with ends for good (a refresh token, an API key), or null where it does not or nobody knows. */
  credentialEndsAtMs(): InstantMs | null;
  readonly stock: StockDesk | null;
  /** The channel's word for our carrier, or null where none is mapped: then nothing may be sent. */
  carrierFor(carrier: string): { readonly carrierCode: string; readonly carrierName?: string } | null;
}
