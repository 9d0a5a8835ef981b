import type { StoreId } from '../../../shared/domain/order/order.ts';

export interface ImportProblem {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

export interface ImportSummary {
  readonly format: string | null;
  readonly encoding: string | null;
  readonly orders: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** The first of them; `problemsTotal` counts all. */
  readonly problems: readonly ImportProblem[];
  readonly problemsTotal: number;
  /** Nothing is wrong with an order, but a person may want to know: an unknown column, for example. */
  readonly notes: readonly string[];
}

/** Reads an order file into the order store beside the station's own work, so that a million orders delay no scan. */
export interface OrderImporter {
  importFile(job: {
    readonly storeId: StoreId;
    readonly filePath: string;
    readonly nowMs: number;
    readonly onProgress: (progress: { readonly orders: number; readonly problems: number }) => void;
  }): Promise<ImportSummary>;
  close(): Promise<void>;
}
