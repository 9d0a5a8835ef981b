import type { Budget } from '../channel.ts';

/** Source: "GraphQL Admin API rate limits", Standard plan; the size of a full bucket as seen in answers that others published. */
export const PUBLISHED_POINTS: Budget = { ratePerSecond: 100, burst: 2_000 };

/** The marketplace's own count of points. What was asked for must be there; what was not used comes back. */
export interface PointsBucket {
  take(requested: number): boolean;
  giveBack(points: number): void;
  status(): { readonly maximumAvailable: number; readonly currentlyAvailable: number; readonly restoreRate: number };
}

export function createPointsBucket({ ratePerSecond, burst }: Budget, monotonicMs: () => number): PointsBucket {
  let level = burst;
  let countedAtMs = monotonicMs();
  function refill(): void {
    const nowMs = monotonicMs();
    level = Math.min(burst, level + ((nowMs - countedAtMs) / 1000) * ratePerSecond);
    countedAtMs = nowMs;
  }
  return {
    take(requested) {
      refill();
      if (level + 1e-6 < requested) return false;
      level -= requested;
      return true;
    },
    giveBack(points) {
      level = Math.min(burst, level + points);
    },
    status() {
      refill();
      return { maximumAvailable: burst, currentlyAvailable: Math.floor(level), restoreRate: ratePerSecond };
    },
  };
}
