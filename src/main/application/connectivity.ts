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
/**
 * Between two probes of a service that does not answer: a packer waits for it to come back, and the first tracking number is to be out
 * within a second of it. With the plug pulled nothing of this leaves the machine; a service that hangs is asked as often as the probe times out.
 */
const probeEveryOfflineMs = 500;
/** Between the first answer of a service that was gone and the second one, which is believed. */
const confirmRecoveryAfterMs = 250;
/**
 * "Gone" is said only when two probes in a row say so, this far apart, and "back" likewise (`confirmRecoveryAfterMs`): one lost packet is
 * no outage, and one answer in the middle of an outage is no recovery. A real answer to a real request counts as much as two probes.
 */
const confirmAfterMs = seconds(1);

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
  /** A first probe that said otherwise than the state: since when, and waiting for the second. */
  const doubts = new Map<StoreId, InstantMs>();
  let isRunning = false;

  function set(storeId: StoreId, isReachable: boolean, cause: string | null, sinceMs: InstantMs): void {
    const before = states.get(storeId) ?? unknown;
    const changed = before.reachable !== isReachable;
    states.set(storeId, { reachable: isReachable, sinceMs: changed ? sinceMs : before.sinceMs, lastProbeAtMs: parts.clock.nowMs(), cause: isReachable ? null : cause });
    doubts.delete(storeId);
    if (changed) parts.onChange(storeId, isReachable);
  }

  function takeProbe(storeId: StoreId, isReachable: boolean, cause: string | null): void {
    const before = states.get(storeId) ?? unknown;
    const nowMs = parts.clock.nowMs();
    const doubtedSinceMs = doubts.get(storeId);
    if (before.reachable === null || before.reachable === isReachable) return set(storeId, isReachable, cause, nowMs);
    if (doubtedSinceMs !== undefined) return set(storeId, isReachable, cause, isReachable ? nowMs : doubtedSinceMs);
    doubts.set(storeId, nowMs);
    states.set(storeId, { ...before, lastProbeAtMs: nowMs });
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
      takeProbe(storeId, result.reachable, result.reachable ? null : result.cause);
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
    const isGone = states.get(storeId)?.reachable === false;
    const confirmMs = isGone ? confirmRecoveryAfterMs : confirmAfterMs;
    const delayMs = doubts.has(storeId) ? confirmMs : isGone ? probeEveryOfflineMs : probeEveryOnlineMs;
    cancels.set(storeId, parts.timers.after(delayMs, () => probeStore(storeId)));
  }

  function probeStore(storeId: StoreId): void {
    const account = parts.accounts().find((candidate) => candidate.storeId === storeId);
    if (account === undefined) forget(storeId);
    else void probe(account);
  }

  const probeNow = async (): Promise<void> => {
    const accounts = parts.accounts();
    // A store that was removed and comes back begins anew, or nobody would notice that it answers.
    for (const storeId of states.keys()) if (!accounts.some((account) => account.storeId === storeId)) forget(storeId);
    await Promise.all(accounts.map(probeTwice));
  };

  /** Whoever asks now wants to know now: the second probe follows at once where the first says something new. */
  async function probeTwice(account: MarketplaceAccount): Promise<void> {
    await probe(account);
    if (isRunning && doubts.has(account.storeId)) await probe(account);
  }

  function forget(storeId: StoreId): void {
    states.delete(storeId);
    doubts.delete(storeId);
  }

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
      set(storeId, true, null, parts.clock.nowMs());
      schedule(storeId);
    },
    doubt(storeId) {
      if (isRunning) probeStore(storeId);
    },
  };
}
