import type { StoreId } from '../../shared/domain/order/order.ts';
import { minutes, seconds } from '../../shared/domain/units/instant.ts';
import type { RandomSource, Timers } from './ports/clock.ts';
import type { MarketplaceAccount } from './ports/marketplace.ts';
import { hasAskable } from './reconcile-doubts.ts';
import { reconcileProgress } from './reconcile-progress.ts';
import { askAboutDoubts, reconcileStore, type ReconcileAnswer, type ReconcileParts } from './reconcile.ts';

/** Once an hour each store is read again from where the last reading ended, a little earlier: what a listing missed is found by then. */
const reconcileEveryMs = minutes(60);
/** How often it is looked whether a store's hour is over; also the wait after one that was cut short, unless it names its own. */
const lookEveryMs = minutes(5);
/** No vendor we know brings back a call more slowly than this. */
const longestRestMs = minutes(10);

export interface HourlyReconciliation {
  start(): void;
  stop(): void;
  /** At the end of a shift, or because a person wants it. One at a time per store: who asks meanwhile gets the same answer. */
  now(storeId: StoreId): Promise<ReconcileAnswer>;
}

export interface HourlyParts extends Omit<ReconcileParts, 'isStopped'> {
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
  /** Stores that were cut short by their budget: a look of their own. */
  const goesOn = new Map<StoreId, () => void>();
  const asking = new Map<StoreId, Promise<void>>();
  let isStopped = false;
  let cancel: (() => void) | null = null;
  const own: ReconcileParts = { ...parts, isStopped: () => isStopped };

  function now(storeId: StoreId): Promise<ReconcileAnswer> {
    const running = underWay.get(storeId);
    if (running !== undefined) return running;
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined || isStopped) return Promise.resolve({ kind: 'not-now', retryAfterMs: null });
    goesOn.get(storeId)?.();
    goesOn.delete(storeId);
    const run = (asking.get(storeId) ?? Promise.resolve())
      .then(() => reconcileStore(own, account))
      .then((answer) => {
        if (isStopped) return answer;
        if (answer.kind === 'not-now' && answer.retryAfterMs !== null) goesOn.set(storeId, timers.after(Math.min(longestRestMs, Math.max(seconds(1), answer.retryAfterMs)), () => void now(storeId)));
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

  function askAgain(account: MarketplaceAccount): void {
    const { storeId } = account;
    if (asking.has(storeId)) return;
    const asked = askAboutDoubts(own, account)
      .catch(parts.onFault)
      .finally(() => asking.delete(storeId));
    asking.set(storeId, asked);
  }

  function look(): void {
    for (const account of parts.accounts()) {
      const { storeId } = account;
      if (goesOn.has(storeId) || underWay.has(storeId)) continue;
      const progress = reconcileProgress(context.journal.settings, storeId);
      const last = progress.last();
      // A wall clock that was set back must not make an hour of a day.
      const ageMs = Math.abs(context.clock.nowMs() - (last?.endedAtMs ?? last?.atMs ?? 0));
      if (ageMs >= reconcileEveryMs || progress.half() !== null) void now(storeId);
      else if (hasAskable(progress, context.clock.nowMs())) askAgain(account);
    }
    schedule(lookEveryMs);
  }

  function schedule(delayMs: number): void {
    cancel = timers.after(delayMs, look);
  }

  return {
    start() {
      isStopped = false;
      schedule(lookEveryMs * parts.random());
    },
    stop() {
      isStopped = true;
      cancel?.();
      cancel = null;
      for (const end of goesOn.values()) end();
      goesOn.clear();
    },
    now,
  };
}
