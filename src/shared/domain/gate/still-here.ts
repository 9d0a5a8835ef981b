import type { Standing } from './standing.ts';

/** Units that a message told the channel as shipped, and that never left the house. */
export interface ToldUnits {
  readonly lineId: string;
  readonly quantity: number;
}

/**
 * A box was opened again after its channel was told. What the channel counts as shipped by that message is to be packed once more;
 * what it counts beyond that left by another way and stays shipped. A cancellation stays what it is.
 */
export function asStillHere(standing: Standing, told: readonly ToldUnits[]): Standing {
  if (told.length === 0 || (standing.state !== 'shipped' && standing.state !== 'partly-shipped')) return standing;
  const lines = standing.lines.map((line) => {
    const units = told.reduce((sum, { lineId, quantity }) => (lineId === line.lineId ? sum + quantity : sum), 0);
    const back = Math.min(units, line.quantityShipped);
    return back === 0 ? line : { ...line, quantityToPack: line.quantityToPack + back, quantityShipped: line.quantityShipped - back };
  });
  const isElsewhereToo = lines.some((line) => line.quantityShipped > 0);
  return { ...standing, lines, state: isElsewhereToo ? 'partly-shipped' : 'open' };
}

/** A lead let the box go without what was not on the shelf: of these lines it holds no more than this. */
export function withoutLeftOut(standing: Standing, kept: ReadonlyMap<string, number>): Standing {
  if (kept.size === 0) return standing;
  return { ...standing, lines: standing.lines.map((line) => ({ ...line, quantityToPack: Math.min(line.quantityToPack, kept.get(line.lineId) ?? line.quantityToPack) })) };
}
