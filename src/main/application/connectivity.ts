import type { StoreId } from '../../shared/domain/order/order.ts';
import { seconds, type InstantMs } from '../../shared/domain/units/instant.ts';
import type { Clock, Timers } from './ports/clock.ts';
import type { MarketplaceAccount } from './ports/marketplace.ts';

export interface Reachability {
  readonly reachable: boolean | null;
  /** Since when it is as it is. */
  readonly sinceMs: InstantMs | null;
  readonly lastProbeAtMs: InstantMs | null;
  readonly cause: string | null;
}

/** Between two probes of a service that answers. A probe is one cheap request; the operating system's own flag proves nothing. */
const probeEveryOnlineMs = seconds(15);
/** Between two probes of a service that does not answer: a packer waits for it to come back. */
const probeEveryOfflineMs = seconds(3);

export interface Connectivity {
  start(): void;
  stop(): void;
  of(storeId: StoreId): Reachability;
  isOnline(storeId: StoreId): boolean;
  probeNow(): Promise<void>;
  /** A request was just answered: evidence as good as a probe's, at no cost. */
  answered(storeId: StoreId): void;
  /**
   * A request failed: probes now. The failure alone proves nothing: a service that answers "503" to every question is there,
   * and taking it for gone would ask for everything again each time a probe finds it back.
   */
  doubt(storeId: StoreId): void;
}

const unknown: Reachability = { reachable: null, sinceMs: null, lastProbeAtMs: null, cause: null };

export function createConnectivity(parts: {
  readonly accounts: () => readonly MarketplaceAccount[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onChange: (storeId: StoreId, isReachable: boolean) => void;
}): Connectivity {
  const states = new Map<StoreId, Reachability>();
  const cancels = new Map<StoreId, () => void>();
  const underWay = new Map<StoreId, Promise<void>>();
  let isRunning = false;

  function set(storeId: StoreId, isReachable: boolean, cause: string | null): void {
    const before = states.get(storeId) ?? unknown;
    const nowMs = parts.clock.nowMs();
    const changed = before.reachable !== isReachable;
    states.set(storeId, { reachable: isReachable, sinceMs: changed ? nowMs : before.sinceMs, lastProbeAtMs: nowMs, cause: isReachable ? null : cause });
    if (changed) parts.onChange(storeId, isReachable);
  }

  /** One probe of a store at a time; whoever asks meanwhile gets its answer. */
  function probe(account: MarketplaceAccount): Promise<void> {
    const { storeId } = account;
    const running = underWay.get(storeId);
    if (running !== undefined) return running;
    cancels.get(storeId)?.();
    const run = ask(account).then((result) => {
      underWay.delete(storeId);
      if (!isRunning) return;
      set(storeId, result.reachable, result.reachable ? null : result.cause);
      schedule(storeId);
    });
    underWay.set(storeId, run);
    return run;
  }

  /** A connector that throws has not reached anything; the next probe tells more. */
  function ask(account: MarketplaceAccount): ReturnType<MarketplaceAccount['probe']> {
    return account.probe().catch((error: unknown) => ({ reachable: false, cause: String(error) }));
  }

  function schedule(storeId: StoreId): void {
    cancels.get(storeId)?.();
    const delayMs = states.get(storeId)?.reachable === false ? probeEveryOfflineMs : probeEveryOnlineMs;
    cancels.set(storeId, parts.timers.after(delayMs, () => probeStore(storeId)));
  }

  function probeStore(storeId: StoreId): void {
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined) states.delete(storeId);
    else void probe(account);
  }

  const probeNow = async (): Promise<void> => {
    const accounts = parts.accounts();
    // A store that was removed and comes back begins anew, or nobody would notice that it answers.
    for (const storeId of states.keys()) if (!accounts.some((account) => account.storeId === storeId)) states.delete(storeId);
    await Promise.all(accounts.map(probe));
  };

  return {
    start() {
      isRunning = true;
      void probeNow();
    },
    stop() {
      isRunning = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
    of: (storeId) => states.get(storeId) ?? unknown,
    isOnline: (storeId) => states.get(storeId)?.reachable === true,
    probeNow,
    answered(storeId) {
      if (!isRunning) return;
      set(storeId, true, null);
      schedule(storeId);
    },
    doubt(storeId) {
      if (isRunning) probeStore(storeId);
    },
  };
}
