export interface Budget {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export type BudgetedOperation = 'searchOrders' | 'getOrder' | 'confirmShipment';

/** Source: usage plans of the three operations in Amazon's models, read on 2026-11-21. */
export const PUBLISHED_BUDGETS: Readonly<Record<BudgetedOperation, Budget>> = {
  searchOrders: { ratePerSecond: 0.0056, burst: 20 },
  getOrder: { ratePerSecond: 0.5, burst: 30 },
  confirmShipment: { ratePerSecond: 2, burst: 10 },
};

/**
 * The marketplace's own count, kept apart from the station's on purpose: a mistake in the station's bucket must show here as
 * refusals. Written as the time at which the bucket would be full again, so that no fractions of tokens pile up.
 */
export function createServerBucket({ ratePerSecond, burst }: Budget, monotonicMs: () => number): () => boolean {
  const msPerCall = 1000 / ratePerSecond;
  let fullAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = monotonicMs();
    const wouldBeFullAtMs = Math.max(fullAtMs, nowMs) + msPerCall;
    // A millionth of a call forgives rounding, nothing more.
    if (wouldBeFullAtMs - nowMs > (burst + 1e-6) * msPerCall) return false;
    fullAtMs = wouldBeFullAtMs;
    return true;
  };
}
