import type { Answer, Budget } from '../channel.ts';

/** Source: "ShipStation API V1 Requirements": 40 requests a minute, X-Rate-Limit-Limit, -Remaining and -Reset (seconds). */
export const MINUTE: Budget = { ratePerSecond: 40 / 60, burst: 40 };

export interface CallWindow {
  /** Counts one call; `isAllowed` false: there were none left. `headers` go with the answer. */
  take(): { readonly isAllowed: boolean; readonly headers: NonNullable<Answer['headers']> };
}

/** ShipStation counts in windows, not in drops: everything is back at once when a window ends. */
export function createCallWindow({ ratePerSecond, burst }: Budget, monotonicMs: () => number): CallWindow {
  const lengthMs = (burst / ratePerSecond) * 1000;
  let endsAtMs = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    take() {
      const nowMs = monotonicMs();
      if (nowMs >= endsAtMs) {
        endsAtMs = nowMs + lengthMs;
        used = 0;
      }
      const isAllowed = used < burst;
      if (isAllowed) used += 1;
      const headers = { 'X-Rate-Limit-Limit': String(burst), 'X-Rate-Limit-Remaining': String(burst - used), 'X-Rate-Limit-Reset': String(Math.ceil((endsAtMs - nowMs) / 1000)) };
      return { isAllowed, headers };
    },
  };
}
