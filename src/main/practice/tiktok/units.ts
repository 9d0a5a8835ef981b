import type { AcceptedPackage, PracticeLine, PracticeOrder } from '../shop/world.ts';

/** One unit of a line: at TikTok a line item of its own. `told`: accepted, and not shown yet. */
export interface PracticeUnit {
  readonly id: string;
  readonly line: PracticeLine;
  readonly state: 'open' | 'cancelled' | 'told' | 'shipped';
  readonly inPackage: AcceptedPackage | null;
}

const idsOf = (line: PracticeLine): string[] => Array.from({ length: line.quantity }, (_none, index) => `${line.lineId}${String(index + 1).padStart(3, '0')}`);

/** The shop counts by line; TikTok by unit. Cancelled are the last units that are in no package. */
export function unitsOf(order: PracticeOrder): readonly PracticeUnit[] {
  return order.lines.flatMap((line) => {
    const packed = packedUnits(order, line);
    const free = idsOf(line).filter((id) => !packed.has(id));
    const cancelled = new Set(order.fixedStatus === 'UNFULFILLABLE' ? free : free.slice(Math.max(0, free.length - line.quantityCancelled)));
    return idsOf(line).map((id): PracticeUnit => {
      const inPackage = packed.get(id) ?? null;
      if (inPackage !== null) return { id, line, state: inPackage.shownAtMs === null ? 'told' : 'shipped', inPackage };
      return { id, line, state: cancelled.has(id) ? 'cancelled' : 'open', inPackage: null };
    });
  });
}

function packedUnits(order: PracticeOrder, line: PracticeLine): ReadonlyMap<string, AcceptedPackage> {
  const packed = new Map<string, AcceptedPackage>();
  for (const accepted of order.packages) {
    const named = accepted.units?.filter((id) => idsOf(line).includes(id));
    const quantity = accepted.lines.reduce((sum, { lineId, quantity: units }) => (lineId === line.lineId ? sum + units : sum), 0);
    const ids = named ?? idsOf(line).filter((id) => !packed.has(id)).slice(0, quantity);
    for (const id of ids) packed.set(id, accepted);
  }
  return packed;
}

/** Packages that were there before the practice began have no id in TikTok's shape. */
export const packageIdOf = (order: PracticeOrder, accepted: AcceptedPackage): string =>
  accepted.reference.length > 10 ? accepted.reference : packageId(order, order.packages.indexOf(accepted) + 1);

/** The package that TikTok makes of what still waits. */
export const waitingPackageId = (order: PracticeOrder): string => packageId(order, 0);

export const nextPackageId = (order: PracticeOrder): string => packageId(order, order.packages.length + 1);

const packageId = (order: PracticeOrder, index: number): string => `115${order.channelOrderId.slice(-13)}${String(index).padStart(3, '0')}`;
