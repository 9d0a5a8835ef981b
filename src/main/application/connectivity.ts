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
  /** A request just failed or succeeded: evidence as good as a probe's, at no cost. */
  report(storeId: StoreId, isReachable: boolean, cause: string | null): void;
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
  let isRunning = false;

  function set(storeId: StoreId, isReachable: boolean, cause: string | null): void {
    const before = states.get(storeId) ?? unknown;
    const nowMs = parts.clock.nowMs();
    const changed = before.reachable !== isReachable;
    states.set(storeId, { reachable: isReachable, sinceMs: changed ? nowMs : before.sinceMs, lastProbeAtMs: nowMs, cause: isReachable ? null : cause });
    if (changed) parts.onChange(storeId, isReachable);
  }

  async function probe(account: MarketplaceAccount): Promise<void> {
    cancels.get(account.storeId)?.();
    const result = await account.probe();
    if (!isRunning) return;
    set(account.storeId, result.reachable, result.reachable ? null : result.cause);
    schedule(account.storeId);
  }

  function schedule(storeId: StoreId): void {
    cancels.get(storeId)?.();
    const delayMs = states.get(storeId)?.reachable === false ? probeEveryOfflineMs : probeEveryOnlineMs;
    cancels.set(storeId, parts.timers.after(delayMs, () => {
      const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
      if (account !== undefined) void probe(account);
    }));
  }

  const probeNow = async (): Promise<void> => {
    await Promise.all(parts.accounts().map(probe));
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
    report(storeId, isReachable, cause) {
      if (!isRunning) return;
      set(storeId, isReachable, cause);
      schedule(storeId);
    },
  };
}
