import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { bareNumber } from './build.ts';
import { isTikToksToShip } from './holds.ts';
import { decodeLineId } from './lines.ts';
import type { TikTokOrder, TikTokUnit } from './shapes.ts';
import { unitStateOf } from './units.ts';

export type DispatchPlan =
  /** TikTok shows this very package: the instant at which it was told first stays. */
  | { readonly kind: 'already-told' }
  | { readonly kind: 'correct'; readonly packageId: string }
  | { readonly kind: 'tell'; readonly units: readonly TikTokUnit[] }
  | { readonly kind: 'refused'; readonly problem: Problem };

/**
 * What a notice means for the order as TikTok shows it. Pure. `taken` are units that were told a moment ago for other parcels of the order and do
 * not show yet. Of the units behind a line the first that are still open are named, in the order of their ids.
 */
export function planDispatch(notice: DispatchNotice, order: TikTokOrder, taken: ReadonlySet<string>): DispatchPlan {
  const stop = findStop(order);
  if (stop !== null) return refused(stop[0], stop[1]);
  const told = (number: string): TikTokUnit[] => order.line_items.filter((unit) => unitStateOf(order, unit) === 'shipped' && isSameNumber(unit.tracking_number, number));

  const ours = told(notice.trackingNumber);
  if (ours.length > 0 && notice.lines.every(({ lineId, quantity }) => countOf(lineId, ours) >= quantity)) return { kind: 'already-told' };
  if (notice.replaces !== undefined) {
    const packageId = told(notice.replaces.trackingNumber).find((unit) => unit.package_id)?.package_id;
    if (packageId) return { kind: 'correct', packageId };
  }
  return pickUnits(notice, order, taken);
}

function findStop(order: TikTokOrder): readonly [ProblemCode, string] | null {
  if (order.status === 'CANCELLED') return ['order-cancelled', 'TikTok shows the order as cancelled'];
  if (order.status === 'UNPAID' || order.status === 'ON_HOLD') return ['wrong-state', `the order is ${order.status} at TikTok`];
  return isTikToksToShip(order) ? ['not-ours-to-tell', 'TikTok ships this order itself'] : null;
}

function pickUnits(notice: DispatchNotice, order: TikTokOrder, taken: ReadonlySet<string>): DispatchPlan {
  const picked: TikTokUnit[] = [];
  for (const { lineId, quantity } of notice.lines) {
    const units = (decodeLineId(lineId) ?? []).map((unitId) => order.line_items.find((unit) => unit.id === unitId));
    const known = units.filter((unit) => unit !== undefined);
    const open = known.filter((unit) => unitStateOf(order, unit) === 'open' && !taken.has(unit.id));
    if (open.length >= quantity) {
      picked.push(...open.slice(0, quantity));
      continue;
    }
    const has = (state: 'cancelled' | 'shipped'): boolean => known.some((unit) => unitStateOf(order, unit) === state);
    const what = `line ${lineId}: ${open.length} of ${quantity} units can still be told`;
    if (known.length < units.length) return refused('order-gone', `${what}; TikTok no longer knows all of its units`);
    if (has('cancelled')) return refused('order-cancelled-or-unknown-line', `${what}; others are cancelled`);
    if (has('shipped') || known.some((unit) => taken.has(unit.id))) return refused('already-shipped', `${what}; others are told already`);
    return refused('quantity-wrong', what);
  }
  return { kind: 'tell', units: picked };
}

const refused = (code: ProblemCode, message: string): DispatchPlan => ({ kind: 'refused', problem: { code, message } });

const countOf = (lineId: string, units: readonly TikTokUnit[]): number => units.filter((unit) => decodeLineId(lineId)?.includes(unit.id) === true).length;

const isSameNumber = (shown: string | null | undefined, ours: string): boolean => shown != null && bareNumber(shown) !== '' && bareNumber(shown).toUpperCase() === bareNumber(ours).toUpperCase();

/**
 * Where units cannot be told one by one (outside the US, UK, ES, IE, IT, DE, FR, JP), a package that TikTok made is told as a whole: the units must be
 * all that is in it, or the order must be split at TikTok first.
 */
export function findWholePackage(units: readonly TikTokUnit[], order: TikTokOrder): { readonly packageId: string } | { readonly problem: Problem } {
  const [first] = units;
  const packageId = first?.package_id;
  if (!packageId) return { problem: { code: 'wrong-state', message: 'TikTok has made no package for these units yet' } };
  const inPackage = order.line_items.filter((unit) => unit.package_id === packageId && unitStateOf(order, unit) === 'open');
  const isWhole = inPackage.length === units.length && units.every((unit) => unit.package_id === packageId);
  return isWhole ? { packageId } : { problem: { code: 'quantity-wrong', message: `package ${packageId} holds ${inPackage.length} units and the parcel ${units.length}: split the order at TikTok first` } };
}
