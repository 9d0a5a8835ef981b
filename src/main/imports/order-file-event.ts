import type { OrderDraft } from '../../shared/domain/order/order-draft.ts';
import type { InstantMs } from '../../shared/domain/units/instant.ts';

export type OrderFileFormat =
  | 'amazon-unshipped'
  | 'shopify-orders'
  | 'woocommerce-columns'
  | 'woocommerce-labels'
  | 'ebay-orders'
  | 'packgate-csv'
  | 'packgate-json';

export type OrderFileEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/**
 * A table is read twice (see README), so a source must be openable again: the bytes themselves, or a function that opens
 * the file from its start, for example `() => createReadStream(path)`.
 */
export type OrderFileSource = Uint8Array | (() => AsyncIterable<Uint8Array>);

export interface OrderFileOptions {
  /** As a person named it; every refusal carries it. */
  readonly fileName: string;
  /** The moment of reading; stands for the time at which a cancellation was seen. */
  readonly nowMs: InstantMs;
  /** Refuses the file if it is of another format. Left out, the columns decide. */
  readonly format?: OrderFileFormat;
  /** ISO 4217; for amounts that name no currency or only "$". */
  readonly defaultCurrency?: string;
  /** IANA name; for times without an offset, as eBay and WooCommerce write them. 'UTC' if left out. */
  readonly timeZone?: string;
}

export type OrderFileEvent =
  | { readonly kind: 'detected'; readonly format: OrderFileFormat; readonly encoding: OrderFileEncoding; readonly delimiter: string | null }
  /** One whole order. `firstLine` counts lines of the file from 1, as an editor does. */
  | { readonly kind: 'order'; readonly draft: OrderDraft; readonly firstLine: number }
  /** Why one order of the file was refused; an order with several bad rows gives several of these. */
  | OrderFileProblem
  /** Nothing is wrong with an order, but a person may want to know. */
  | { readonly kind: 'note'; readonly line: number | null; readonly text: string }
  /** Nothing of the file was taken. */
  | { readonly kind: 'refused'; readonly line: number | null; readonly reason: string }
  | {
      readonly kind: 'end';
      readonly rows: number;
      readonly orders: number;
      readonly refusedOrders: number;
      readonly problems: number;
    };

export interface OrderFileProblem {
  readonly kind: 'problem';
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly orderId: string | null;
  readonly reason: string;
}

/** A problem as one sentence for a person: file, line, column, reason. */
export function describeProblem(fileName: string, problem: OrderFileProblem): string {
  const where = problem.column === null ? '' : `, column "${problem.column}"`;
  const shown = problem.value === null || problem.value === '' ? '' : ` (it says "${shorten(problem.value)}")`;
  const order = problem.orderId === null ? '' : ` Order ${problem.orderId} was not taken.`;
  return `${fileName}, line ${problem.line}${where}: ${problem.reason}${shown}.${order}`;
}

/** Values shown to people are cut, so that a swallowed file does not fill the screen. */
export function shorten(value: string): string {
  const flat = value.replace(/\s+/g, ' ').trim();
  return flat.length <= 60 ? flat : `${flat.slice(0, 57)}...`;
}
