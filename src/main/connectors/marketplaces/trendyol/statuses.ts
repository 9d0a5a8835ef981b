import type { TrendyolPackage } from './shapes.ts';

/**
 * `awaiting`: the payment is not confirmed; it reserves stock and must never leave. `closed`: nothing more comes of this package; what is left of the
 * order may go on in another. `unknown`: a word that was not documented when this was written, and no leave to pack.
 * Sources: "Get Shipment Packages" and "Webhook Model", read on 2026-11-21. "Verified" is listed there without a meaning.
 */
type Stage = 'awaiting' | 'created' | 'prepared' | 'gone' | 'closed' | 'unknown';

const STAGES: Readonly<Record<string, Stage>> = {
  awaiting: 'awaiting',
  created: 'created',
  picking: 'prepared',
  invoiced: 'prepared',
  shipped: 'gone',
  atcollectionpoint: 'gone',
  delivered: 'gone',
  undelivered: 'gone',
  returned: 'gone',
  cancelled: 'closed',
  unsupplied: 'closed',
  unpacked: 'closed',
  repack: 'closed',
};

const stageOfWord = (status: string): Stage => STAGES[status.toLowerCase()] ?? 'unknown';

export const stageOf = ({ status }: Pick<TrendyolPackage, 'status'>): Stage => stageOfWord(status);

/** A single line that was taken out while its package lives on. */
export const isLineClosed = (status: string | null): boolean => status !== null && stageOfWord(status) === 'closed';

/**
 * The packages in which a closed one goes on: those that name it as where they come from, or, where none names anything, the newer ones that
 * live. Ids grow with time.
 */
export function successorsOf(packageId: string, packages: readonly TrendyolPackage[]): readonly TrendyolPackage[] {
  const others = packages.filter((other) => other.packageId !== packageId);
  const named = others.filter((other) => other.origins.includes(packageId));
  const living = (named.length > 0 ? named : others.filter((other) => other.origins.length === 0 && isNewer(other.packageId, packageId))).filter((other) => stageOf(other) !== 'closed');
  // What came of a successor that was closed as well is found from there on.
  if (living.length > 0 || named.length === 0) return living;
  return named.flatMap((other) => successorsOf(other.packageId, packages.filter((candidate) => candidate.packageId !== packageId)));
}

const isNewer = (id: string, than: string): boolean => id.length > than.length || (id.length === than.length && id > than);

/** For people at the bench: what to pack in place of this. */
export function successorWords(successors: readonly TrendyolPackage[]): string | null {
  if (successors.length === 0) return null;
  const named = successors.map(({ packageId, cargoTrackingNumber }) => (cargoTrackingNumber === null ? packageId : `${packageId} (cargo number ${cargoTrackingNumber})`));
  return `goes on as package ${named.join(' and ')}`;
}
