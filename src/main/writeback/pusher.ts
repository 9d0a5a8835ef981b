import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import { holdWaitMs, isHeld, waitOf, type WriteBackEvent } from '../../shared/domain/writeback/decide.ts';
import type { SendVerdict } from '../../shared/domain/writeback/may-send.ts';
import type { Outcome } from '../../shared/domain/writeback/outcome.ts';
import type { WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import { kindOfRejection } from '../../shared/domain/writeback/problems.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import type { WriteBack, WriteBackId } from '../../shared/domain/writeback/write-back.ts';
import type { Clock, RandomSource, Timers } from '../application/ports/clock.ts';
import type { ChannelOrder, MarketplaceAccount } from '../application/ports/marketplace.ts';
import { createBreaker } from './breaker.ts';
import { everyRow, type Ledger, type WriteBackJournal } from './ledger.ts';
import type { WorkerLimits } from './limits.ts';
import { createProver } from './prover.ts';

export interface PusherOptions {
  readonly storeId: StoreId;
  readonly journal: WriteBackJournal;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly policy: WriteBackPolicy;
  readonly limits: WorkerLimits;
  readonly account: () => MarketplaceAccount | null;
  readonly isOnline: () => boolean;
  readonly checkBeforeSend: ((orderId: OrderId, storeId: StoreId) => Promise<unknown>) | undefined;
  readonly onOrderRead: ((storeId: StoreId, order: ChannelOrder) => void) | undefined;
  readonly mayTell: (row: WriteBack) => SendVerdict;
  readonly onFault: (error: unknown, storeId: StoreId | null) => void;
}

export type PusherPause = 'none' | 'offline' | 'no-account' | 'auth' | 'outage' | 'rate-limit' | 'fault';

export interface PusherStatus {
  readonly storeId: StoreId;
  readonly pause: PusherPause;
  readonly sending: number;
  readonly reading: number;
}

/** Sends what one account is owed. One account, one pusher: what stops this one stops no other. */
export interface Pusher {
  /** Looks for work now. */
  pump(): void;
  /** As `pump`, and forgets why it paused: a person changed something, or the service answers again. */
  resume(): void;
  /** Nothing new leaves; resolves when the answers to what left are stored. */
  stop(): Promise<void>;
  status(): PusherStatus;
}

export function createPusher(options: PusherOptions): Pusher {
  const { storeId, journal, ledger, clock, timers, limits, policy } = options;
  const sending = new Map<WriteBackId, { readonly orderId: OrderId; readonly done: Promise<void> }>();
  const reads = new Set<Promise<void>>();
  let cancelTimer: (() => void) | null = null;
  let isStopped = false;
  let isPumping = false;
  let mustPumpAgain = false;
  let isRefused = false;
  /** Both on the monotonic clock: setting the wall clock ends no pause. */
  let limitUntilMs = 0;
  let faultUntilMs = 0;
  /** Apart, because a service can be gone for the one and not for the other; while it is gone for both, one request at a time feels the way. */
  const messages = createBreaker(options);
  const reading = createBreaker(options);

  const prover = createProver({
    storeId,
    ledger,
    clock,
    random: options.random,
    limits,
    onOrderRead: options.onOrderRead,
    onRefused: () => {
      isRefused = true;
    },
    onAnswer: (outcome, startedAtMs) => {
      if (outcome.kind === 'done' || outcome.kind === 'rejected') reading.worked();
      else if (outcome.kind !== 'rate-limited') {
        reading.failed(startedAtMs);
        messages.doubt();
      }
    },
    onFault: (error) => options.onFault(error, storeId),
  });

  function pauseNow(): PusherPause {
    const atMs = clock.monotonicMs();
    if (options.account() === null) return 'no-account';
    if (!options.isOnline()) return 'offline';
    if (isRefused) return 'auth';
    if (faultUntilMs > atMs) return 'fault';
    if (messages.restMs() > 0) return 'outage';
    return limitUntilMs > atMs ? 'rate-limit' : 'none';
  }

  function pump(): void {
    if (isPumping) {
      mustPumpAgain = true;
      return;
    }
    isPumping = true;
    try {
      do {
        mustPumpAgain = false;
        cancelTimer?.();
        cancelTimer = null;
        if (isStopped) return;
        sleep(guarded(work));
      } while (mustPumpAgain);
    } finally {
      isPumping = false;
    }
  }

  function sleep(ms: number): void {
    cancelTimer = timers.after(Math.min(Math.max(0, ms), limits.heartbeatMs), pump);
  }

  /** A journal that cannot be read or written (disk full) is reported and tried again later; the rows stay as they are. */
  function guarded(work: () => number): number {
    try {
      return work();
    } catch (error: unknown) {
      faultUntilMs = clock.monotonicMs() + limits.restAfterFaultMs;
      options.onFault(error, storeId);
      return limits.restAfterFaultMs;
    }
  }

  function work(): number {
    if (faultUntilMs !== 0 && faultUntilMs <= clock.monotonicMs()) afterFault();
    const account = options.account();
    const pause = pauseNow();
    if (account === null || pause === 'offline' || pause === 'auth') return limits.heartbeatMs;
    const atMs = clock.monotonicMs();
    if (pause === 'fault') return faultUntilMs - atMs;
    const sendInMs = pause === 'outage' ? messages.restMs() : pause === 'rate-limit' ? limitUntilMs - atMs : sendDue(account);
    return Math.min(sendInMs, reading.restMs() > 0 ? reading.restMs() : prover.prove(account, roomForReads(), track));
  }

  const roomForMessages = (): number => (messages.isTrying() ? 1 - (reading.isTrying() ? prover.reading() : 0) : limits.maxInFlight) - sending.size;
  const roomForReads = (): number => (reading.isTrying() ? 1 - (messages.isTrying() ? sending.size : 0) : limits.maxReads) - prover.reading();

  /** Milliseconds until the next message may leave; Infinity where an answer or a new row will say so. */
  function sendDue(account: MarketplaceAccount): number {
    // Counted once: some accounts take from their budget only after this turn of the event loop.
    const allowed = Math.min(roomForMessages(), account.callsLeft('confirm-dispatch'));
    let isEmpty = false;
    for (let left = allowed; left > 0 && !isEmpty; left -= 1) {
      const row = journal.writeBacks.claimDue(storeId, clock.nowMs());
      if (row === null) isEmpty = true;
      else claim(account, row);
    }
    if (roomForMessages() <= 0) return Infinity;
    const nextMs = journal.writeBacks.nextDueAtMs(storeId);
    if (nextMs === null) return Infinity;
    // Empty although due: a row that is due in another state, or one held back just now. No busy loop over it.
    return Math.max(nextMs - clock.nowMs(), account.waitMs('confirm-dispatch'), isEmpty ? emptyWaitMs : 0);
  }

  function claim(account: MarketplaceAccount, row: WriteBack): void {
    ledger.note(row);
    const first = earlierUnsettled(row);
    if (first !== null) {
      const untilMs = Math.max(first.dueAtMs, clock.nowMs() + policy.requestTimeoutMs);
      ledger.apply([row.id], () => ({ kind: 'withheld', why: 'out-of-turn', untilMs }));
      return;
    }
    const done = send(account, row).finally(() => {
      sending.delete(row.id);
      pump();
    });
    sending.set(row.id, { orderId: row.orderId, done });
  }

  /**
   * The rows of one order leave one after the other, in the order in which the parcels were dispatched. One that waits for a lead holds up
   * none: the gate judges each parcel by its own lines, and a lead may take days.
   */
  function earlierUnsettled(row: WriteBack): WriteBack | null {
    const isUnsettled = (other: WriteBack): boolean => (other.state === 'due' && !isHeld(other)) || other.state === 'sending' || other.state === 'uncertain';
    const isEarlier = (other: WriteBack): boolean => other.createdAtMs < row.createdAtMs || (other.createdAtMs === row.createdAtMs && other.id < row.id);
    return journal.writeBacks.listByOrder(row.orderId).find((other) => isEarlier(other) && isUnsettled(other)) ?? null;
  }

  async function send(account: MarketplaceAccount, row: WriteBack): Promise<void> {
    try {
      if (options.checkBeforeSend !== undefined) await liveCheck(options.checkBeforeSend, row);
      // The check may have shown our own number there already, or somebody else's in its place.
      if (journal.writeBacks.load(row.id)?.state !== 'sending') return bringForwardSiblings(row);
      if (mustBeMended(account, row) || withhold(row)) return;
      const startedAtMs = clock.monotonicMs();
      ledger.hasLeft.add(row.id);
      const outcome = await confirmDispatch(account, row).finally(() => ledger.hasLeft.delete(row.id));
      ledger.apply([row.id], () => ({ kind: 'sent-outcome', outcome, random: options.random() }));
      takeNote(outcome, startedAtMs);
      bringForwardSiblings(row);
    } catch (error: unknown) {
      // The answer could not be stored. The row stays `sending` on disk, which is what a crash leaves behind.
      faultUntilMs = clock.monotonicMs() + limits.restAfterFaultMs;
      options.onFault(error, storeId);
    }
  }

  /** What the channel would refuse, or take and never show, does not leave: a person corrects it first. */
  function mustBeMended(account: MarketplaceAccount, row: WriteBack): boolean {
    const [first, ...rest] = account.findProblems(row.notice);
    if (first === undefined) return false;
    ledger.apply([row.id], () => ({ kind: 'needs-fix', problems: [first, ...rest] }));
    return true;
  }

  async function liveCheck(check: (orderId: OrderId, storeId: StoreId) => Promise<unknown>, row: WriteBack): Promise<void> {
    try {
      await check(row.orderId, row.storeId);
    } catch (error: unknown) {
      // What was last known decides then; the parcel has left already, and silence towards the buyer is no safer.
      options.onFault(error, storeId);
    }
  }

  /** The gate at the write. No `await` may stand between this and the request. */
  function withhold(row: WriteBack): boolean {
    if (isStopped) {
      ledger.apply([row.id], () => ({ kind: 'withheld', why: 'out-of-turn', untilMs: clock.nowMs() }));
      return true;
    }
    const verdict = options.mayTell(row);
    if (verdict.kind === 'go') return false;
    const nowMs = clock.nowMs();
    const event: WriteBackEvent = { kind: 'withheld', why: verdict.kind === 'held' ? 'cancel-requested' : 'order-cancelled', untilMs: nowMs + holdWaitMs(row, nowMs, policy) };
    const [after] = ledger.apply([row.id], () => event);
    const isNews = after !== undefined && after.lastAnswer !== row.lastAnswer;
    if (verdict.kind === 'cancelled' || isNews) {
      journal.standings.recordBlocked(row.orderId, row.storeId, row.notice.channelOrderId, row.parcelId, [verdict.block], nowMs);
    }
    return true;
  }

  async function confirmDispatch(account: MarketplaceAccount, row: WriteBack): Promise<Outcome<void>> {
    try {
      return await account.confirmDispatch(row.notice);
    } catch (error: unknown) {
      // A bug of the connector: whether the request left before it struck, nobody knows.
      options.onFault(error, storeId);
      return { kind: 'uncertain', cause: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What an answer says about the account rather than about the row. */
  function takeNote(outcome: Outcome<void>, startedAtMs: number): void {
    switch (outcome.kind) {
      case 'done':
        messages.worked();
        return;
      case 'rejected':
        messages.worked();
        if (kindOfRejection(outcome.problems) === 'auth') isRefused = true;
        return;
      case 'rate-limited':
        limitUntilMs = Math.max(limitUntilMs, clock.monotonicMs() + waitOf(outcome.retryAfterMs, policy));
        // After a long wait one message finds out for all whether it is over.
        if (waitOf(outcome.retryAfterMs, policy) > policy.backoffCapMs) messages.doubt();
        return;
      case 'unavailable':
      case 'uncertain':
        messages.failed(startedAtMs);
        reading.doubt();
        return;
      default:
        unreachable(outcome);
    }
  }

  function bringForwardSiblings(row: WriteBack): void {
    const later = journal.writeBacks.listByOrder(row.orderId).filter((other) => other.id !== row.id && other.state === 'due');
    if (later.length > 0) ledger.apply(later.map((other) => other.id), () => ({ kind: 'brought-forward' }));
  }

  /** Rows whose answer could not be stored are looked up, as after a crash. */
  function afterFault(): void {
    faultUntilMs = 0;
    const strays = journal.writeBacks.listByState(storeId, ['sending'], everyRow).filter((row) => !sending.has(row.id));
    if (strays.length > 0) ledger.apply(strays.map((row) => row.id), () => ({ kind: 'found-after-crash' }));
  }

  function track(readBack: () => Promise<void>): void {
    const done = readBack()
      .catch((error: unknown) => {
        faultUntilMs = clock.monotonicMs() + limits.restAfterFaultMs;
        options.onFault(error, storeId);
      })
      .finally(() => {
        reads.delete(done);
        pump();
      });
    reads.add(done);
  }

  return {
    pump,
    resume() {
      // Whether the account is let in again, one message finds out for all.
      if (isRefused) messages.doubt();
      isRefused = false;
      messages.cutShort();
      reading.cutShort();
      pump();
    },
    async stop() {
      isStopped = true;
      cancelTimer?.();
      cancelTimer = null;
      await Promise.all([...[...sending.values()].map(({ done }) => done), ...reads]);
    },
    status: () => ({ storeId, pause: pauseNow(), sending: sending.size, reading: prover.reading() }),
  };
}

const emptyWaitMs = 1_000;
