import type { ParcelLine } from './parcel.ts';

export type ItemMatch =
  /** Belongs into the box. */
  | { readonly kind: 'count'; readonly line: ParcelLine }
  /** The channel took units out of the order: this one must come out of the box. */
  | { readonly kind: 'take-out'; readonly line: ParcelLine }
  /** Something else must come out first. */
  | { readonly kind: 'take-out-first'; readonly line: ParcelLine }
  /** In the order, but all of it is in the box. */
  | { readonly kind: 'over'; readonly line: ParcelLine }
  | { readonly kind: 'not-in-order' };

/**
 * Which line a scanned product belongs to. `codes` are what the scan may mean, already in the form in which lines hold
 * their barcodes. A product on two lines fills the first line that still needs it.
 */
export function matchItem(lines: readonly ParcelLine[], codes: readonly string[]): ItemMatch {
  const excess = lineToTakeOut(lines);
  const matching = lines.filter((line) => line.barcodes.some((barcode) => codes.includes(barcode)));
  if (excess !== null) {
    if (matching.some((line) => line.lineId === excess.lineId)) return { kind: 'take-out', line: excess };
    return { kind: 'take-out-first', line: excess };
  }
  const open = matching.find((line) => line.packed < line.expected);
  if (open !== undefined) return { kind: 'count', line: open };
  const last = matching.at(-1);
  return last === undefined ? { kind: 'not-in-order' } : { kind: 'over', line: last };
}

export function lineToTakeOut(lines: readonly ParcelLine[]): ParcelLine | null {
  return lines.find((line) => line.packed > line.expected) ?? null;
}

/** The line the packer should reach for next: one that is begun before one that is not. */
export function nextLine(lines: readonly ParcelLine[]): ParcelLine | null {
  const open = lines.filter((line) => line.packed < line.expected);
  return open.find((line) => line.packed > 0) ?? open[0] ?? null;
}
