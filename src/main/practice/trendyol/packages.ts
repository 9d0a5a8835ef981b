import { shippedUnits, statusOf } from '../shop/order-life.ts';
import type { AcceptedPackage, PracticeOrder } from '../shop/world.ts';

/**
 * Trendyol closes a package of which a part is cancelled, and the rest goes on in a new one with another cargo number. Each package of an order is
 * kept in the order's own memory, as `package=<JSON>`: the last one lives, those before it were replaced.
 */
export interface PracticePackage {
  readonly id: string;
  /** What had been taken out of each line of the order when this package came about. */
  readonly cancelledBefore: Readonly<Record<string, number>>;
  /** Units that left in a package split off before. */
  readonly elsewhere: Readonly<Record<string, number>>;
  readonly isPicking: boolean;
  /** The carrier has scanned the parcel: only then it counts as shipped, and its number stays what it is. */
  readonly isScanned: boolean;
  /** When it was closed in favour of the next one; null while it lives. */
  readonly replacedAtMs: number | null;
}

/** Goods in the seller's own vehicle count as shipped at once. */
export const OWN_VEHICLE = 'ADEL';

const PREFIX = 'package=';
/** From the number that shows to the carrier's first scan. Milliseconds; ours. */
const SCAN_MS = 2 * 3_600_000;
/** Between the ids of a package and the one that takes its place. */
const STEP = 1_000_003;

export const orderNumberOf = (order: PracticeOrder): string => order.channelOrderId.split('-')[0] ?? '';
export const cargoNumberOf = (one: PracticePackage): string => `7280${one.id}`;

export const packagesOf = (order: PracticeOrder): readonly PracticePackage[] => order.programs.filter((entry) => entry.startsWith(PREFIX)).map((entry) => JSON.parse(entry.slice(PREFIX.length)) as PracticePackage);

function save(order: PracticeOrder, packages: readonly PracticePackage[]): void {
  order.programs = [...order.programs.filter((entry) => !entry.startsWith(PREFIX)), ...packages.map((one) => PREFIX + JSON.stringify(one))];
}

/** What was accepted for this very package. */
export const acceptedFor = (order: PracticeOrder, one: PracticePackage): readonly AcceptedPackage[] => order.packages.filter((accepted) => accepted.reference === one.id);

const cancelledNow = (order: PracticeOrder): Record<string, number> => Object.fromEntries(order.lines.map((line) => [line.lineId, line.quantityCancelled]));

/** Units of a line that this package was made for. */
export function unitsIn(order: PracticeOrder, one: PracticePackage, lineId: string): number {
  const line = order.lines.find((candidate) => candidate.lineId === lineId);
  return line === undefined ? 0 : line.quantity - (one.cancelledBefore[lineId] ?? 0) - (one.elsewhere[lineId] ?? 0);
}

/** The first package begins with the order; a part cancelled since the last one makes the next. True where something changed. */
export function settlePackages(order: PracticeOrder, nowMs: number): boolean {
  const packages = packagesOf(order);
  const current = packages.at(-1);
  if (current === undefined) {
    const id = order.channelOrderId.split('-')[1] ?? '';
    const isWhole = statusOf(order) === 'SHIPPED';
    if (isWhole) for (const accepted of order.packages) accepted.reference = id;
    const elsewhere = Object.fromEntries(isWhole ? [] : order.lines.map((line) => [line.lineId, shippedUnits(line, order.packages)]));
    save(order, [{ id, cancelledBefore: statusOf(order) === 'CANCELLED' ? {} : cancelledNow(order), elsewhere, isPicking: isWhole, isScanned: isWhole, replacedAtMs: null }]);
    return true;
  }
  const told = acceptedFor(order, current).find((accepted) => accepted.shownAtMs !== null);
  if (told !== undefined && told.shownAtMs !== null && !current.isScanned) {
    const scannedAtMs = told.shownAtMs + (told.carrier === OWN_VEHICLE ? 0 : SCAN_MS);
    if (nowMs < scannedAtMs) return false;
    save(order, [...packages.slice(0, -1), { ...current, isScanned: true }]);
    order.updatedAtMs = Math.max(order.updatedAtMs, scannedAtMs);
    return true;
  }
  const isPart = acceptedFor(order, current).length === 0 && statusOf(order) !== 'CANCELLED' && order.lines.some((line) => line.quantityCancelled > (current.cancelledBefore[line.lineId] ?? 0));
  if (!isPart) return false;
  // A new package is prepared anew.
  const next: PracticePackage = { id: String(Number(current.id) + STEP), cancelledBefore: cancelledNow(order), elsewhere: current.elsewhere, isPicking: false, isScanned: false, replacedAtMs: null };
  save(order, [...packages.slice(0, -1), { ...current, replacedAtMs: order.updatedAtMs }, next]);
  return true;
}

export function setPicking(order: PracticeOrder): void {
  const packages = packagesOf(order);
  save(order, packages.map((one, index) => (index === packages.length - 1 ? { ...one, isPicking: true } : one)));
}

export function statusWordOf(order: PracticeOrder, one: PracticePackage): string {
  if (one.replacedAtMs !== null) return 'Cancelled';
  switch (statusOf(order)) {
    case 'CANCELLED':
      return 'Cancelled';
    case 'PENDING':
    case 'PENDING_AVAILABILITY':
      return 'Awaiting';
    case 'UNFULFILLABLE':
      return 'UnSupplied';
    case 'SHIPPED':
      return one.isScanned ? 'Shipped' : 'Picking';
    case 'UNSHIPPED':
    case 'PARTIALLY_SHIPPED':
      // What left before did so in a package of its own.
      return one.isPicking ? 'Picking' : 'Created';
  }
}
