import type { OrderDraft } from '../../../shared/domain/order/order-draft.ts';
import type { ChannelId, StoreId } from '../../../shared/domain/order/order.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';
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

/** The calls of one account, each with a rate budget of its own at the channel. */
export type AccountOperation = 'list-orders' | 'read-order' | 'confirm-dispatch';

/** One seller account at one channel, ready to be asked. It never retries, sleeps or stores: the caller decides. */
export interface MarketplaceAccount {
  readonly storeId: StoreId;
  readonly channel: ChannelId;
  listOrders(listing: OrderListing): Promise<Outcome<OrderPage>>;
  /** Live single-order read; null where the channel does not know the order. */
  readOrder(channelOrderId: string): Promise<Outcome<ChannelOrder | null>>;
  /** `done` means accepted, never confirmed. */
  confirmDispatch(notice: DispatchNotice): Promise<Outcome<void>>;
  /** Milliseconds until this operation may be called without overdrawing its budget; 0 = now. */
  waitMs(operation: AccountOperation): number;
  /** Whole calls that could leave now, keeping nothing back. */
  callsLeft(operation: AccountOperation): number;
  /** A cheap request that proves the service answers; says nothing about permissions. */
  probe(): Promise<{ readonly reachable: true } | { readonly reachable: false; readonly cause: string }>;
  /** The channel's word for our carrier, or null where none is mapped: then nothing may be sent. */
  carrierFor(carrier: string): { readonly carrierCode: string; readonly carrierName?: string } | null;
}
