import type { AcceptedPackage, FulfillmentStatus, PracticeLine, PracticeOrder } from './world.ts';

/** Brings an order up to `nowMs`: packages that have become visible, surprises that are due. True where something changed. */
export function settleOrder(order: PracticeOrder, nowMs: number): boolean {
  let changed = false;
  for (const accepted of order.packages) {
    if (accepted.shownAtMs !== null || order.showing.never) continue;
    const dueAtMs = accepted.acceptedAtMs + order.showing.afterMs;
    const readOften = order.showing.orAfterReads !== null && accepted.readsSinceAccepted >= order.showing.orAfterReads;
    if (nowMs < dueAtMs && !readOften) continue;
    accepted.shownAtMs = readOften ? nowMs : dueAtMs;
    order.updatedAtMs = Math.max(order.updatedAtMs, accepted.shownAtMs);
    changed = true;
  }
  if (order.surprise !== null && order.firstReadAtMs !== null && nowMs >= order.firstReadAtMs + order.surprise.afterFirstReadMs) {
    const { what } = order.surprise;
    order.surprise = null;
    changed = (what === 'cancel' ? cancelAll(order, 'BUYER', SURPRISE_REASON, nowMs) : requestCancelAll(order, SURPRISE_REASON, nowMs)) || changed;
  }
  return changed;
}

const SURPRISE_REASON = 'Changed mind about purchase';

/** The channel counts a single read; what is due because of it shows in the next answer, not in this one. */
export function countRead(order: PracticeOrder, nowMs: number): boolean {
  const isFirst = order.firstReadAtMs === null;
  order.firstReadAtMs ??= nowMs;
  const waiting = order.packages.filter((accepted) => accepted.shownAtMs === null);
  for (const accepted of waiting) accepted.readsSinceAccepted += 1;
  return waiting.length > 0 || (isFirst && order.surprise !== null);
}

/** False where nothing is left to cancel: shipped and cancelled units stay what they are. */
export function cancelAll(order: PracticeOrder, by: 'BUYER' | 'MERCHANT' | 'AMAZON', reason: string, nowMs: number): boolean {
  const open = order.lines.filter((line) => unshippedUnits(order, line, order.packages) > 0);
  for (const line of open) {
    line.quantityCancelled += unshippedUnits(order, line, order.packages);
    line.execution = { by, reason };
  }
  if (open.length > 0) order.updatedAtMs = nowMs;
  return open.length > 0;
}

export function requestCancelAll(order: PracticeOrder, reason: string, nowMs: number): boolean {
  const open = order.lines.filter((line) => unshippedUnits(order, line, order.packages) > 0 && line.requestReason === null);
  for (const line of open) line.requestReason = reason;
  if (open.length > 0) order.updatedAtMs = nowMs;
  return open.length > 0;
}

/** The seller says no to the buyer. Amazon shows no refused request: it is gone from the next answer. False where none was open. */
export function rejectRequests(order: PracticeOrder, nowMs: number): boolean {
  const asked = order.lines.filter((line) => line.requestReason !== null && unshippedUnits(order, line, order.packages) > 0);
  for (const line of asked) line.requestReason = null;
  if (asked.length > 0) order.updatedAtMs = nowMs;
  return asked.length > 0;
}

/**
 * A part of the order is cancelled: one unit of the first line that has several left, else the first of several lines. False where
 * one unit is all there is: that would be the whole order.
 */
export function cancelPart(order: PracticeOrder, by: 'BUYER' | 'MERCHANT' | 'AMAZON', reason: string, nowMs: number): boolean {
  const open = order.lines.filter((line) => unshippedUnits(order, line, order.packages) > 0);
  const line = open.find((candidate) => unshippedUnits(order, candidate, order.packages) > 1) ?? (open.length > 1 ? open[0] : undefined);
  if (line === undefined) return false;
  line.quantityCancelled += 1;
  line.execution = { by, reason };
  order.updatedAtMs = nowMs;
  return true;
}

export const shownPackagesOf = (order: PracticeOrder): AcceptedPackage[] => order.packages.filter((accepted) => accepted.shownAtMs !== null);

export function shippedUnits(line: PracticeLine, packages: readonly AcceptedPackage[]): number {
  return packages.flatMap((accepted) => accepted.lines).reduce((sum, packed) => (packed.lineId === line.lineId ? sum + packed.quantity : sum), 0);
}

/** Units that may still be confirmed, given which packages count (all accepted ones, or only those shown). */
export function unshippedUnits(order: PracticeOrder, line: PracticeLine, packages: readonly AcceptedPackage[]): number {
  if (order.fixedStatus === 'UNFULFILLABLE') return 0;
  return line.quantity - line.quantityCancelled - shippedUnits(line, packages);
}

export function statusOf(order: PracticeOrder): FulfillmentStatus {
  if (order.fixedStatus !== null && order.lines.some((line) => line.quantityCancelled < line.quantity)) return order.fixedStatus;
  const shown = shownPackagesOf(order);
  const shipped = order.lines.reduce((sum, line) => sum + shippedUnits(line, shown), 0);
  const open = order.lines.reduce((sum, line) => sum + unshippedUnits(order, line, shown), 0);
  if (open === 0) return shipped === 0 ? 'CANCELLED' : 'SHIPPED';
  return shipped === 0 ? 'UNSHIPPED' : 'PARTIALLY_SHIPPED';
}
