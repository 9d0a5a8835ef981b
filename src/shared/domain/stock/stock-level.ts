import { hours, type InstantMs } from '../units/instant.ts';

/** What somebody counted of one SKU, and what this station did with it since. Units. */
export interface StockCount {
  readonly sku: string;
  readonly counted: number;
  readonly dispatched: number;
  readonly restocked: number;
  readonly missing: number;
}

/** Units in the house: those in boxes that were not dispatched are among them. Below 0 where more left than was counted. */
export const onHandNow = ({ counted, dispatched, restocked, missing }: StockCount): number => counted - dispatched + restocked - missing;

/** "On hand - pending - buffer = published", as a row shows it. */
export interface StockSum {
  readonly onHand: number;
  /** Units that open orders of all stores still want. */
  readonly pending: number;
  readonly buffer: number;
  readonly wanted: number;
}

export const sumOf = (onHand: number, pending: number, buffer: number): StockSum => ({ onHand, pending, buffer, wanted: Math.max(0, onHand - pending - buffer) });

/** One SKU at one channel: what it should have, and what is known of what it has. */
export interface StockLevelRow extends StockSum {
  readonly sku: string;
  /** What the channel took last; null before the first time. */
  readonly published: { readonly units: number; readonly atMs: InstantMs } | null;
  /** What it showed when it was read; `units` null where it shows none for this SKU. Null: never read. */
  readonly shown: { readonly units: number | null; readonly atMs: InstantMs } | null;
  /** The last refusal, with the units it was about. */
  readonly refused: { readonly units: number; readonly code: string; readonly message: string; readonly atMs: InstantMs } | null;
  readonly differsSinceMs: InstantMs | null;
  readonly isDue: boolean;
}

/** What a channel refused is told again unchanged after so long: a product may have been made there. */
const refusedAgainMs = hours(6);

/** What the channel has as far as anybody knows: what it showed, where that was read after the last publishing. */
export function knownAtChannel({ published, shown }: Pick<StockLevelRow, 'published' | 'shown'>): number | null {
  if (shown !== null && (published === null || shown.atMs >= published.atMs)) return shown.units ?? published?.units ?? null;
  return published?.units ?? null;
}

/** Units that the channel has too many (+) or too few (-); null while it was never told. */
export function deltaOf(level: Pick<StockLevelRow, 'published' | 'shown' | 'wanted'>): number | null {
  const known = knownAtChannel(level);
  return known === null || level.published === null ? null : known - level.wanted;
}

/**
 * Is this level to be told? What the channel shows by itself is overwritten only when its orders are known up to that moment
 * (`listedUntilMs`): before, the difference may be a sale that this station has not heard of, and our number would sell it twice.
 */
export function isLevelDue(level: Omit<StockLevelRow, 'differsSinceMs' | 'isDue'>, listedUntilMs: InstantMs | null, nowMs: InstantMs): boolean {
  const { wanted, published, shown, refused } = level;
  if (refused !== null && refused.units === wanted && refused.code !== 'locked') return nowMs - refused.atMs >= refusedAgainMs;
  if (published === null || published.units !== wanted) return true;
  const isDrifted = shown !== null && shown.units !== null && shown.atMs >= published.atMs && shown.units !== wanted;
  return isDrifted && listedUntilMs !== null && listedUntilMs >= shown.atMs;
}

/** Since when the channel has another number; begins anew only after it was right. */
export function differsSince(level: Pick<StockLevelRow, 'published' | 'shown' | 'wanted' | 'differsSinceMs'>, nowMs: InstantMs): InstantMs | null {
  const delta = deltaOf(level);
  return delta === null || delta === 0 ? null : (level.differsSinceMs ?? nowMs);
}
