import type { ChannelId } from '../domain/order/order.ts';
import type { BudgetView } from './connection-views.ts';

/**
 * How the publishing of one store stands. `off`: not wanted there. `no-desk`: its channel takes no stock from here. `not-connected`: nobody
 * can be asked. `no-counts`: nothing was counted yet. `orders-first`: its orders were not read lately, so a sale may be unknown.
 * `tracking-first`: messages go before stock. `no-calls`: the channel's limit is used up for now. `refused`: the channel takes nothing from this account.
 */
export type StockState = 'off' | 'no-desk' | 'not-connected' | 'no-counts' | 'offline' | 'orders-first' | 'tracking-first' | 'no-calls' | 'slowed' | 'refused' | 'publishing';

export interface StockStoreView {
  readonly storeId: string;
  readonly name: string;
  readonly channel: ChannelId;
  readonly state: StockState;
  /** Null: off. */
  readonly intervalSeconds: number | null;
  readonly buffer: number;
  /** While the channel refuses for haste: how often it is told now. */
  readonly slowedToSeconds: number | null;
  /** What the channel said against the whole of it. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly lastPublishedAtMs: number | null;
  /** Levels that are to be told, that the channel has otherwise, and that it refused. */
  readonly due: number;
  readonly differing: number;
  readonly refused: number;
  /** The budget that publishing draws on. */
  readonly budget: BudgetView | null;
}

export interface StockAtStoreView {
  readonly storeId: string;
  readonly onHand: number;
  readonly pending: number;
  readonly buffer: number;
  readonly wanted: number;
  readonly published: number | null;
  readonly publishedAtMs: number | null;
  readonly shown: number | null;
  readonly shownAtMs: number | null;
  readonly delta: number | null;
  readonly problem: string | null;
}

/** One SKU with the sum of each store. */
export interface StockLineView {
  readonly sku: string;
  readonly counted: number;
  readonly dispatched: number;
  readonly restocked: number;
  readonly missing: number;
  readonly onHand: number;
  readonly stores: readonly StockAtStoreView[];
}

export interface ParityRowView {
  readonly storeId: string;
  readonly sku: string;
  readonly wanted: number;
  /** What the channel has as far as is known. */
  readonly known: number;
  /** Positive: too many there, which can be sold twice. */
  readonly delta: number;
  readonly sinceMs: number;
}

export interface RefusedLevelView {
  readonly storeId: string;
  readonly sku: string;
  readonly wanted: number;
  readonly code: string;
  readonly message: string;
  readonly atMs: number;
}

export interface VarianceView {
  readonly sku: string;
  readonly counted: number;
  readonly onHand: number;
  readonly missing: number;
  readonly missed: { readonly channelOrderId: string; readonly atMs: number; readonly by: string | null } | null;
}

export interface StockView {
  readonly stores: readonly StockStoreView[];
  readonly counts: { readonly skus: number; readonly last: { readonly fileName: string; readonly countedAtMs: number; readonly importedAtMs: number; readonly by: string } | null };
  readonly lines: readonly StockLineView[];
  /** The first of them; the totals of the stores count all. */
  readonly parity: readonly ParityRowView[];
  readonly refused: readonly RefusedLevelView[];
  readonly variances: readonly VarianceView[];
  readonly varianceCount: number;
}

export type StockImportView =
  | { readonly kind: 'refused'; readonly fileName: string; readonly fault: 'not-text' | 'not-found' | 'no-columns' | 'too-long' | 'damaged' | 'empty' | 'too-old'; readonly reason: string | null }
  | {
      readonly kind: 'done';
      readonly fileName: string;
      readonly counts: number;
      readonly countedAtMs: number;
      readonly problems: readonly { readonly line: number; readonly value: string; readonly fault: 'no-sku' | 'sku-too-long' | 'sku-rounded' | 'sku-damaged' | 'no-number' | 'sku-twice' }[];
      readonly problemsTotal: number;
    };
