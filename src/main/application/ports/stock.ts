import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { StockCount, StockLevelRow } from '../../../shared/domain/stock/stock-level.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';

/** Where a count came from. */
export interface StockSource {
  readonly fileName: string;
  /** The state of the house that the file tells of. */
  readonly countedAtMs: InstantMs;
  readonly importedAtMs: InstantMs;
  readonly by: string;
}

export type StoredCount = StockCount & StockSource;

/** A count and what the packers found do not agree. */
export interface StockVariance extends StoredCount {
  /** The last order that missed a unit of it; null where only more left than was counted. */
  readonly missed: { readonly channelOrderId: string; readonly atMs: InstantMs; readonly by: string | null } | null;
}

export type StoredLevel = StockLevelRow & { readonly storeId: StoreId };

/** One SKU of a walk through the counts, with its level at one store if it has one. */
export interface CountWithLevel {
  readonly count: StockCount;
  readonly level: StockLevelRow | null;
}

/**
 * Counts and levels (journal.db). A count is carried on by the database itself, in the transaction of each dispatch, stop, restocking and
 * missed unit: nothing here has to be told.
 */
export interface StockRepository {
  /** Replaces the counts of these SKUs. Inside a transaction with what moved since the file was written, which is added here. */
  saveCounts(counts: readonly { readonly sku: string; readonly counted: number }[], source: StockSource): void;
  /** In the order of their SKUs, behind this one. */
  walk(storeId: StoreId, afterSku: string, limit: number): readonly CountWithLevel[];
  /** Counts whose SKU has this text in it, in the order of their SKUs; `text` empty: all. */
  findCounts(text: string, limit: number): readonly StoredCount[];
  countSkus(): number;
  /** The newest import, or null. */
  lastSource(): StockSource | null;
  /** The newest first. */
  listVariances(limit: number): readonly StockVariance[];
  countVariances(): number;

  saveLevels(storeId: StoreId, levels: readonly StockLevelRow[], atMs: InstantMs): void;
  loadLevels(storeId: StoreId, skus: readonly string[]): readonly StockLevelRow[];
  /** What is sold out first. */
  listDue(storeId: StoreId, limit: number): readonly StockLevelRow[];
  /** Published levels that were read longest ago. */
  listToRead(storeId: StoreId, limit: number): readonly StockLevelRow[];
  /** The longest first. */
  listDifferences(storeIds: readonly StoreId[], limit: number): readonly StoredLevel[];
  /** The newest first. */
  listRefused(storeIds: readonly StoreId[], limit: number): readonly StoredLevel[];
  totalsOf(storeId: StoreId): { readonly due: number; readonly differing: number; readonly refused: number; readonly lastPublishedAtMs: InstantMs | null };
}

/** Why one line of a stock file was not taken. */
export type StockLineFault = 'no-sku' | 'sku-too-long' | 'sku-rounded' | 'sku-damaged' | 'no-number' | 'sku-twice';

export interface StockFileProblem {
  readonly line: number;
  readonly value: string;
  readonly fault: StockLineFault;
}

/** Why nothing of a stock file was taken. `not-text` comes with what the file is, in the words of the order import. */
export type StockFileRefusal =
  | { readonly kind: 'refused'; readonly fault: 'not-text'; readonly reason: string }
  | { readonly kind: 'refused'; readonly fault: 'not-found' | 'no-columns' | 'too-long' | 'damaged' | 'empty'; readonly reason: null };

export type StockFile =
  | StockFileRefusal
  | {
      readonly kind: 'read';
      /** When the file was written. */
      readonly writtenAtMs: InstantMs;
      readonly counts: readonly { readonly sku: string; readonly counted: number }[];
      readonly problems: readonly StockFileProblem[];
    };

/** Reads a list of SKUs and what is on hand of each, a piece at a time. */
export interface StockFileReader {
  read(filePath: string): Promise<StockFile>;
}
