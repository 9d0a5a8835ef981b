import type { OrderDraft } from '../../../shared/domain/order/order-draft.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { Row } from '../bytes/rows.ts';
import type { Cells } from '../cells.ts';
import type { Header } from '../header.ts';
import type { OrderFileFormat } from '../order-file-event.ts';
import type { DecimalStyle } from '../values/money.ts';

/** What one kind of order file is made of. One value per kind, listed in `registry.ts`. */
export interface TableFormat {
  readonly id: OrderFileFormat;
  /** As a person calls it: "Amazon unshipped orders report". */
  readonly title: string;
  /** Whether the writer quotes values; Amazon's tab-separated reports do not. */
  readonly quoted: (delimiter: string) => boolean;
  readonly decimals: DecimalStyle;
  recognises(header: Header): boolean;
  /** Recognised, but not usable: says why and what to take instead. */
  refusal?(header: Header): string | null;
  bind(header: Header): BoundFormat;
}

/** A format joined to the header of one file. */
export interface BoundFormat {
  /** Index of the column that tells the orders apart. */
  readonly keyColumn: number;
  /** What a key looks like; a row with too many values whose key does not look so may belong to a neighbour. */
  readonly keyPattern?: RegExp;
  /** Columns whose dates may have day and month in either order. */
  readonly dateColumns: readonly number[];
  /** Decoration below the table. */
  isTrailer?(fields: readonly string[]): boolean;
  /** A row without a key belongs to the order above if this says so. */
  continues?(row: Row, above: Row): boolean;
  /** Header names that are not read, to be told in a note; only for the strict format. */
  readonly unknownColumns?: readonly string[];
  /** Null: nothing to import; the reason is in `skipped`, or problems were reported. */
  build(rows: readonly Row[], key: string, cells: Cells, nowMs: InstantMs): BuiltOrder;
}

export type BuiltOrder =
  | { readonly draft: OrderDraft }
  /** Not an order to be packed; said in a note, not as a problem. */
  | { readonly skipped: string };

/** The first row; the caller never passes an empty group. */
export function firstOf(rows: readonly Row[]): Row {
  const [first] = rows;
  if (first === undefined) throw new Error('an order was built from no rows');
  return first;
}

/** Reports lines that stand twice: two exports were joined into one file, and packing both would double the goods. */
export function refuseRepeats(lines: readonly { readonly lineId: string; readonly row: Row }[], cells: Cells): void {
  const seen = new Map<string, number>();
  for (const { lineId, row } of lines) {
    const before = seen.get(lineId);
    if (before !== undefined) cells.problem(row, null, `order line ${lineId} is already on line ${before}; was an export pasted below another?`);
    else seen.set(lineId, row.line);
  }
}
