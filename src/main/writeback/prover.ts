import type { StoreId } from '../../shared/domain/order/order.ts';
import { kindOfRejection } from '../../shared/domain/writeback/problems.ts';
import type { Failure } from '../../shared/domain/writeback/decide.ts';
import type { Outcome } from '../../shared/domain/writeback/outcome.ts';
import type { WriteBack, WriteBackId } from '../../shared/domain/writeback/write-back.ts';
import type { Clock, RandomSource } from '../application/ports/clock.ts';
import { callsInReserve } from '../application/calls-in-reserve.ts';
import type { ChannelOrder, MarketplaceAccount } from '../application/ports/marketplace.ts';
import type { Ledger } from './ledger.ts';
import type { WorkerLimits } from './limits.ts';

export interface ProverOptions {
  readonly storeId: StoreId;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly limits: WorkerLimits;
  /** What a read of an order said besides its packages: cancellations, for one. */
  readonly onOrderRead: ((storeId: StoreId, order: ChannelOrder) => void) | undefined;
  readonly onRefused: () => void;
  /** What an answer says of the service; `startedAtMs` on the monotonic clock. */
  readonly onAnswer: (outcome: Outcome<unknown>, startedAtMs: number) => void;
  readonly onFault: (error: unknown) => void;
}

/** Reads single orders back, within the budget. */
export interface Prover {
  /** Starts what may start now, no more than `room` allows; answers the milliseconds until it should be asked again (Infinity: nothing waits). */
  prove(account: MarketplaceAccount, room: number, run: (work: () => Promise<void>) => void): number;
  reading(): number;
}

type Row = WriteBack;

export function createProver(options: ProverOptions): Prover {
  const { storeId, ledger, clock, random, limits } = options;
  const underWay = new Set<string>();

  /** Null: it is taken in. An order that cannot be is that order's trouble and not its account's: looked at again, and then by a person. */
  function takeIn(order: ChannelOrder | null, asked: readonly Row[]): Failure | null {
    try {
      if (order !== null) options.onOrderRead?.(storeId, order);
      const [first] = asked;
      if (first !== undefined) ledger.applySeen(first.orderId, order?.seenDispatches ?? [], new Set(asked.map((row) => row.id)));
      return null;
    } catch (error: unknown) {
      options.onFault(error);
      return { kind: 'rejected', problems: [{ code: 'unreadable', message: error instanceof Error ? error.message : String(error) }] };
    }
  }

  async function readBack(account: MarketplaceAccount, channelOrderId: string, asked: readonly Row[]): Promise<void> {
    const startedAtMs = clock.monotonicMs();
    let outcome: Outcome<ChannelOrder | null>;
    try {
      outcome = await account.readOrder(channelOrderId);
    } catch (error: unknown) {
      options.onFault(error);
      outcome = { kind: 'unavailable', cause: error instanceof Error ? error.message : String(error) };
    }
    underWay.delete(channelOrderId);
    options.onAnswer(outcome, startedAtMs);
    const ids: readonly WriteBackId[] = asked.map((row) => row.id);
    if (outcome.kind === 'done') {
      const fault = takeIn(outcome.value, asked);
      if (fault === null) return;
      outcome = fault;
    }
    const failure = outcome;
    ledger.apply(ids, () => ({ kind: 'proof-failed', outcome: failure, random: random() }));
    if (failure.kind === 'rejected' && kindOfRejection(failure.problems) === 'auth') options.onRefused();
  }

  return {
    reading: () => underWay.size,
    prove(account, room, run) {
      const nowMs = clock.nowMs();
      const awaiting = ledger.awaiting(storeId);
      // Who asks what is left for reads says that there is something to read: lanes make room for it.
      const isDue = awaiting.some((row) => row.dueAtMs <= nowMs);
      const spare = isDue ? account.callsLeft('read-order') - callsInReserve(account, 'read-order', limits.reserveReads) : 0;
      const plan = planReads(awaiting, underWay, spare, nowMs, limits);
      for (const rows of plan.reads.slice(0, Math.max(0, room))) {
        const [first] = rows;
        if (first === undefined) continue;
        underWay.add(first.notice.channelOrderId);
        run(() => readBack(account, first.notice.channelOrderId, rows));
      }
      return plan.againInMs;
    },
  };
}

interface ReadPlan {
  /** Rows by order, the most pressing order first. */
  readonly reads: readonly (readonly Row[])[];
  readonly againInMs: number;
}

/**
 * Which orders to read back now. First what is unknown, then what is near its deadline. The crowd of accepted rows is
 * read one by one only where the budget carries all of it, or where no page has proven it in time; else pages do it,
 * 100 orders a call. `spare` is what the budget holds beyond its reserve.
 */
export function planReads(awaiting: readonly Row[], underWay: ReadonlySet<string>, spare: number, nowMs: number, limits: WorkerLimits): ReadPlan {
  const due = new Map<string, Row[]>();
  let nextMs = Infinity;
  for (const row of awaiting) {
    if (underWay.has(row.notice.channelOrderId)) continue;
    if (row.dueAtMs > nowMs) nextMs = Math.min(nextMs, row.dueAtMs - nowMs);
    else due.set(row.notice.channelOrderId, [...(due.get(row.notice.channelOrderId) ?? []), row]);
  }
  if (due.size === 0) return { reads: [], againInMs: nextMs };

  const byPress = [...due.values()].sort((a, b) => pressOf(a, nowMs, limits) - pressOf(b, nowMs, limits) || shipByOf(a) - shipByOf(b));
  const pressing = byPress.filter((rows) => pressOf(rows, nowMs, limits) < crowd);
  const chosen = byPress.length <= spare ? byPress : pressing.slice(0, Math.max(0, spare));
  // More budget comes with time. The crowd alone needs no such hurry: a page, its grace or the heartbeat brings it up again.
  const isPressingLeft = chosen.length < pressing.length;
  return { reads: chosen, againInMs: isPressingLeft ? Math.min(nextMs, limits.budgetRecheckMs) : nextMs };
}

const crowd = 3;

/** 0 unknown outcome, 1 near its deadline, 2 waited too long for a page, 3 the crowd. */
function pressOf(rows: readonly Row[], nowMs: number, limits: WorkerLimits): number {
  if (rows.some((row) => row.state === 'uncertain')) return 0;
  if (shipByOf(rows) - nowMs <= limits.nearDeadlineMs) return 1;
  return rows.some((row) => nowMs - row.dueAtMs >= limits.bulkGraceMs) ? 2 : crowd;
}

const shipByOf = (rows: readonly Row[]): number => Math.min(...rows.map((row) => row.shipByMs ?? Number.MAX_SAFE_INTEGER));
