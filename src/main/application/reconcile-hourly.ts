import type { StoreId } from '../../shared/domain/order/order.ts';
import { minutes } from '../../shared/domain/units/instant.ts';
import type { RandomSource, Timers } from './ports/clock.ts';
import type { MarketplaceAccount } from './ports/marketplace.ts';
import { lastReconciliation, reconcileEveryMs, reconcileStore, type ReconcileAnswer, type ReconcileParts } from './reconcile.ts';

/** How often it is looked whether a store's hour is over; also the wait after one that was cut short. */
const lookEveryMs = minutes(5);

export interface HourlyReconciliation {
  start(): void;
  stop(): void;
  /** At the end of a shift, or because a person wants it. One at a time per store: who asks meanwhile gets the same answer. */
  now(storeId: StoreId): Promise<ReconcileAnswer>;
}

export interface HourlyParts extends ReconcileParts {
  readonly accounts: () => readonly MarketplaceAccount[];
  readonly timers: Timers;
  /** Benches that began the day together must not ask together. */
  readonly random: RandomSource;
  readonly onDone: (storeId: StoreId, answer: ReconcileAnswer) => void;
  readonly onFault: (error: unknown) => void;
}

export function createHourlyReconciliation(parts: HourlyParts): HourlyReconciliation {
  const { context, timers } = parts;
  const underWay = new Map<StoreId, Promise<ReconcileAnswer>>();
  let cancel: (() => void) | null = null;

  function now(storeId: StoreId): Promise<ReconcileAnswer> {
    const running = underWay.get(storeId);
    if (running !== undefined) return running;
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined) return Promise.resolve({ kind: 'not-now' });
    const run = reconcileStore(parts, account)
      .then((answer) => {
        parts.onDone(storeId, answer);
        return answer;
      })
      .catch((error: unknown): ReconcileAnswer => {
        parts.onFault(error);
        return { kind: 'broken-off', cause: error instanceof Error ? error.message : String(error) };
      })
      .finally(() => underWay.delete(storeId));
    underWay.set(storeId, run);
    return run;
  }

  function look(): void {
    for (const { storeId } of parts.accounts()) {
      const last = lastReconciliation(context.journal.settings, storeId);
      // A wall clock that was set back must not make an hour of a day.
      const ageMs = Math.abs(context.clock.nowMs() - (last?.atMs ?? 0));
      if (ageMs >= reconcileEveryMs) void now(storeId);
    }
    schedule(lookEveryMs);
  }

  function schedule(delayMs: number): void {
    cancel = timers.after(delayMs, look);
  }

  return {
    start: () => schedule(lookEveryMs * parts.random()),
    stop() {
      cancel?.();
      cancel = null;
    },
    now,
  };
}
