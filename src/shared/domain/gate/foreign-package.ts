import { quantityToPack, type Order } from '../order/order.ts';
import type { SeenDispatch } from '../order/seen-dispatch.ts';

/**
 * A package that the channel shows, whose number is not ours, and that holds goods we would pack as well: somebody made a label for
 * them already. Goods of a foreign package that the channel counts as shipped are not ours to pack anyway, so they are no reason.
 * Null: none.
 */
export function foreignPackage(order: Pick<Order, 'lines' | 'packages'>, isOurs: (trackingNumber: string) => boolean): SeenDispatch | null {
  const shown = order.packages ?? [];
  const foreign = shown.filter((seen) => !isOurs(seen.trackingNumber));
  if (foreign.length === 0) return null;
  const wanted = order.lines.filter((line) => quantityToPack(line) > 0);
  if (wanted.length === 0) return null;
  const unknown = foreign.find((seen) => seen.lines === undefined);
  // Without its contents a package can only be told from one that was counted by whether anything was counted at all.
  if (unknown !== undefined) return order.lines.every((line) => line.quantityShipped === 0) ? unknown : null;
  const own = shown.filter((seen) => !foreign.includes(seen));
  const uncounted = wanted.find(({ lineId, quantityShipped }) => unitsIn(foreign, lineId) > Math.max(0, quantityShipped - unitsIn(own, lineId)));
  return uncounted === undefined ? null : (foreign.find((seen) => unitsIn([seen], uncounted.lineId) > 0) ?? null);
}

const unitsIn = (packages: readonly SeenDispatch[], lineId: string): number =>
  packages.flatMap(({ lines }) => lines ?? []).reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
