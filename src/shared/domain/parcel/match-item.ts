import type { ParcelLine } from './parcel.ts';

export type ItemMatch<L extends ParcelLine = ParcelLine> =
  /** Belongs into the box. */
  | { readonly kind: 'count'; readonly line: L }
  /** The channel took units out of the order: this one must come out of the box. */
  | { readonly kind: 'take-out'; readonly line: L }
  /** Something else must come out first. */
  | { readonly kind: 'take-out-first'; readonly line: L }
  /** In the order, but all of it is in the box. */
  | { readonly kind: 'over'; readonly line: L }
  | { readonly kind: 'not-in-order' };

/**
 * Which line a scanned product belongs to. `codes` are what the scan may mean, already in the form in which lines hold
 * their barcodes. A product on two lines fills the first line that still needs it; `lines` of several orders stand in the order in which
 * the orders came into the box. Two orders may use the same line id, so lines are told apart by themselves.
 */
export function matchItem<L extends ParcelLine>(lines: readonly L[], codes: readonly string[]): ItemMatch<L> {
  const excess = lineToTakeOut(lines);
  const matching = lines.filter((line) => line.barcodes.some((barcode) => codes.includes(barcode)));
  if (excess !== null) {
    if (matching.includes(excess)) return { kind: 'take-out', line: excess };
    return { kind: 'take-out-first', line: excess };
  }
  const open = matching.find((line) => line.packed < line.expected);
  if (open !== undefined) return { kind: 'count', line: open };
  const last = matching.at(-1);
  return last === undefined ? { kind: 'not-in-order' } : { kind: 'over', line: last };
}

export function lineToTakeOut<L extends ParcelLine>(lines: readonly L[]): L | null {
  return lines.find((line) => line.packed > line.expected) ?? null;
}

/** The line the packer should reach for next: one that is begun before one that is not. */
export function nextLine<L extends ParcelLine>(lines: readonly L[]): L | null {
  const open = lines.filter((line) => line.packed < line.expected);
  return open.find((line) => line.packed > 0) ?? open[0] ?? null;
}
