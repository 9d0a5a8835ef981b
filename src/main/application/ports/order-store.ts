import type { CheckedOrder, OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';

/** What a batch of orders changed. `stale`: the stored order is newer, nothing was taken over. */
export interface SavedOrders {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly stale: number;
}

export interface OrderAtRisk {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly shipByMs: InstantMs;
}

/**
 * The orders as the channels told them: big, personal, and fetchable again (cache.db).
 * Nothing in here is needed to keep a promise already made; that is the journal's.
 */
export interface OrderStore {
  /**
   * Saves a batch in one transaction. An order whose `updatedAtMs` is older than the stored one (or equal, and asked for
   * earlier) is left alone;
   * an equal one with equal content only renews `checkedAtMs`.
   */
  saveOrders(batch: readonly CheckedOrder[]): SavedOrders;
  loadOrder(id: OrderId): CheckedOrder | null;
  /** Orders that carry this code on their paper (channel order number); several where two stores use the same number. */
  findByCode(code: string): readonly OrderId[];
  /** A product that some order has, by a code on the goods (GTINs padded to 14 digits): to tell "wrong item" from "unknown code". */
  findProduct(code: string): { readonly sku: string; readonly title: string } | null;
  /** Open orders of these stores by their ship-by instant, the latest first: what is long overdue never hides what can still be saved. */
  listOpenDueBetween(storeIds: readonly StoreId[], fromMs: InstantMs, beforeMs: InstantMs, limit: number): readonly OrderAtRisk[];
  /** Orders that still want goods, of every store, page by page; `afterRow` null begins. `nextRow` null: that was the last page. */
  listOpen(afterRow: number | null, limit: number): { readonly orders: readonly CheckedOrder[]; readonly nextRow: number | null };
  countOrders(): number;
  /**
   * Orders by what a person reads off a paper: the order number or the end of it, or the buyer's name (its words by their
   * beginnings, in any order, without regard to case and accents). Best first.
   */
  searchOrders(text: string, limit: number): readonly { readonly orderId: OrderId; readonly matched: 'order' | 'buyer' }[];
  /** Takes so many orders that an older version stored into the search; false once all of them are in it. For quiet moments. */
  indexOlder(limit: number): boolean;
  /** Orders that their channel shows as shipped, changed there since; oldest change first. */
  listShippedSince(storeId: StoreId, sinceMs: InstantMs, limit: number): readonly CheckedOrder[];
  /** The newest orders of a store, as they are. */
  listNewest(storeId: StoreId, limit: number): readonly CheckedOrder[];
}
