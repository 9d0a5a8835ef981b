import { orderIdOf, type OrderId, type StoreId } from '../../shared/domain/order/order.ts';
import { decideSend, type SendVerdict } from '../../shared/domain/writeback/may-send.ts';
import { defaultWriteBackPolicy, type WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import type { SeenDispatch, WriteBack, WriteBackId } from '../../shared/domain/writeback/write-back.ts';
import type { Clock, RandomSource, Timers } from '../application/ports/clock.ts';
import type { ChannelOrder, MarketplaceAccount } from '../application/ports/marketplace.ts';
import { createClockWatch } from './clock-watch.ts';
import { createLedger, everyRow, type WriteBackJournal } from './ledger.ts';
import { defaultWorkerLimits, type WorkerLimits } from './limits.ts';
import { createPusher, type Pusher, type PusherStatus } from './pusher.ts';

export interface WriteBackWorkerOptions {
  readonly journal: WriteBackJournal;
  /** Asked again at every step, so that changed settings take effect by themselves. */
  readonly accounts: () => readonly MarketplaceAccount[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly onChange: (row: WriteBack, before: WriteBack) => void;
  readonly isOnline: (storeId: StoreId) => boolean;
  /**
   * Asks the channel about the order just before it is told "shipped", and stores the standing. The answer is read from
   * the journal; this only makes it fresh. Give it where telling decides a cancellation, and within the read budget.
   */
  readonly checkBeforeSend?: (orderId: OrderId, storeId: StoreId) => Promise<unknown>;
  /** The gate at the write: asked for each message, as the last thing before it leaves. Default: what the journal's standing says. */
  readonly mayTell?: (row: WriteBack) => SendVerdict;
  /** A proof read brings the whole order: its cancellation is news for the bench as well. */
  readonly onOrderRead?: (storeId: StoreId, order: ChannelOrder) => void;
  /** The queue could not be read or written, or a connector threw. Nothing is lost; it is tried again. Default: thrown on. */
  readonly onFault?: (error: unknown, storeId: StoreId | null) => void;
  readonly policy?: Partial<WriteBackPolicy>;
  readonly limits?: Partial<WorkerLimits>;
}

export interface WriteBackWorker {
  start(): void;
  /** Nothing new leaves; resolves when every answer under way is stored. */
  stop(): Promise<void>;
  /** A row was written by somebody else: look now. */
  written(row: WriteBack): void;
  /** New rows, a released order: look now, also at what waited for a lead. */
  wake(storeId?: StoreId): void;
  /** As `wake`, and ends the pause after a refused account: settings changed, or a person wants it. */
  kick(storeId?: StoreId): void;
  /** The service answers again: what waited out a failure is due at once, soonest ship-by first. */
  reconnected(storeId: StoreId): void;
  /** What a page of the order poll shows for one order; answers how many rows changed. */
  applySeenPackages(storeId: StoreId, channelOrderId: string, seen: readonly SeenDispatch[]): number;
  /** The channel cancelled the order: what has not left yet is parked at once. */
  orderCancelled(orderId: OrderId): void;
  /** A person sends a parked row again, or one that waits. False where it is in a state that forbids it. */
  resend(id: WriteBackId): boolean;
  status(): readonly PusherStatus[];
}

export function createWriteBackWorker(options: WriteBackWorkerOptions): WriteBackWorker {
  const { journal, clock, timers } = options;
  const policy: WriteBackPolicy = { ...defaultWriteBackPolicy, ...options.policy };
  const limits: WorkerLimits = { ...defaultWorkerLimits, ...options.limits };
  const ledger = createLedger({ journal, clock, policy, onChange: options.onChange });
  const pushers = new Map<StoreId, Pusher>();
  const onFault = options.onFault ?? throwOn;
  const mayTell = options.mayTell ?? ((row: WriteBack): SendVerdict => decideSend({ notice: row.notice, standing: journal.standings.load(row.orderId), releases: journal.standings.listReleases(row.orderId), flag: null, cancellationOwner: null, mayBeCounted: row.attempts > 1 }));
  let isRunning = false;

  const clockWatch = createClockWatch({ clock, timers, everyMs: limits.heartbeatMs, onSet: moveWithClock });

  function pusherOf(storeId: StoreId): Pusher {
    const known = pushers.get(storeId);
    if (known !== undefined) return known;
    const pusher = createPusher({
      storeId,
      journal,
      ledger,
      clock,
      timers,
      random: options.random,
      policy,
      limits,
      account: () => options.accounts().find((account) => account.storeId === storeId) ?? null,
      isOnline: () => options.isOnline(storeId),
      checkBeforeSend: options.checkBeforeSend,
      onOrderRead: options.onOrderRead,
      mayTell,
      onFault,
    });
    pushers.set(storeId, pusher);
    return pusher;
  }

  function each(storeId: StoreId | undefined, act: (pusher: Pusher) => void): void {
    if (!isRunning) return;
    if (storeId !== undefined) return act(pusherOf(storeId));
    for (const account of options.accounts()) pusherOf(account.storeId);
    for (const pusher of pushers.values()) act(pusher);
  }

  function moveWithClock(byMs: number): void {
    try {
      const planned = journal.writeBacks.listByState(null, ['due', 'accepted', 'uncertain'], everyRow);
      // What was planned since the clock was set stands in the new time already: never later than any plan of ours may be.
      const latestMs = clock.nowMs() + longestPlanMs(policy);
      ledger.apply(planned.map((row) => row.id), (row) => ({ kind: 'clock-set', byMs: Math.min(byMs, Math.max(0, latestMs - row.dueAtMs)), jumpMs: byMs }));
    } catch (error: unknown) {
      onFault(error, null);
    }
    // Some vendors refuse whoever signs with a wrong time, and call it a matter of the account.
    each(undefined, (pusher) => pusher.resume());
  }

  /** A clock that was set back while the station was off must not make a row wait for the old time to come round again. */
  function bringBackFarPlans(): void {
    const latestMs = clock.nowMs() + longestPlanMs(policy);
    const isAhead = (row: WriteBack): boolean => row.dueAtMs > latestMs || (row.acceptedAtMs !== null && row.acceptedAtMs > clock.nowMs());
    const planned = ledger.setAside(journal.writeBacks.listByState(null, ['due', 'accepted', 'uncertain'], everyRow));
    planned.forEach(ledger.note);
    const ahead = planned.filter(isAhead);
    if (ahead.length > 0) ledger.apply(ahead.map((row) => row.id), (row) => ({ kind: 'clock-set', byMs: Math.min(0, latestMs - row.dueAtMs) }));
  }

  /**
   * How long the station was off only the wall clock says, and it may have been set meanwhile. What is unknown is looked up no sooner than
   * if it had become unknown just now: two hasty looks before a late request arrives would count as "never arrived".
   */
  function holdBackLookUps(): void {
    const earliestMs = clock.nowMs() + policy.requestTimeoutMs + policy.visibilityLagMs;
    const hasty = journal.writeBacks.listByState(null, ['uncertain'], everyRow).filter((row) => row.dueAtMs < earliestMs);
    if (hasty.length > 0) ledger.apply(hasty.map((row) => row.id), (row) => ({ kind: 'clock-set', byMs: earliestMs - row.dueAtMs }));
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      holdBackLookUps();
      const inFlight = ledger.setAside(journal.writeBacks.listByState(null, ['sending'], everyRow));
      if (inFlight.length > 0) ledger.apply(inFlight.map((row) => row.id), () => ({ kind: 'found-after-crash' }));
      bringBackFarPlans();
      clockWatch.start();
      each(undefined, (pusher) => pusher.pump());
    },
    async stop() {
      isRunning = false;
      clockWatch.stop();
      await Promise.all([...pushers.values()].map((pusher) => pusher.stop()));
      pushers.clear();
    },
    written(row) {
      ledger.note(row);
      each(row.storeId, (pusher) => pusher.pump());
    },
    wake(storeId) {
      if (!isRunning) return;
      ledger.apply(ledger.held(storeId ?? null), () => ({ kind: 'brought-forward' }));
      each(storeId, (pusher) => pusher.pump());
    },
    kick: (storeId) => each(storeId, (pusher) => pusher.resume()),
    reconnected(storeId) {
      if (!isRunning) return;
      const waiting = journal.writeBacks.listByState(storeId, ['due'], everyRow);
      ledger.apply(waiting.map((row) => row.id), () => ({ kind: 'brought-forward' }));
      pusherOf(storeId).resume();
    },
    applySeenPackages: (storeId, channelOrderId, seen) => ledger.applySeen(orderIdOf(storeId, channelOrderId), seen, new Set()).length,
    orderCancelled(orderId) {
      const ids = journal.writeBacks.listByOrder(orderId).map((row) => row.id);
      if (ids.length > 0) ledger.apply(ids, () => ({ kind: 'order-cancelled' }));
    },
    resend(id) {
      const [row] = ledger.apply([id], () => ({ kind: 'resend-by-person' }));
      if (row === undefined) return false;
      each(row.storeId, (pusher) => pusher.pump());
      return true;
    },
    status: () => [...pushers.values()].map((pusher) => pusher.status()),
  };
}

function longestPlanMs(policy: WriteBackPolicy): number {
  const grace = policy.requestTimeoutMs + policy.visibilityLagMs;
  return Math.max(policy.backoffCapMs, grace, policy.absentSpacingMs, policy.holdRecheckMs, 2 * policy.unreadableWaitMs, ...policy.proofWaitsMs);
}

function throwOn(error: unknown): never {
  throw new Error('the write-back queue hit a fault that nobody listens to', { cause: error });
}
