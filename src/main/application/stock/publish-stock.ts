import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { Problem } from '../../../shared/domain/writeback/outcome.ts';
import type { StockLevelRow } from '../../../shared/domain/stock/stock-level.ts';
import { slowerMs } from '../../../shared/domain/stock/pace.ts';
import { minutes, seconds } from '../../../shared/domain/units/instant.ts';
import type { StockState } from '../../../shared/contract/stock-views.ts';
import type { StoreSettings } from '../../../shared/contract/settings.ts';
import type { Timers } from '../ports/clock.ts';
import type { MarketplaceAccount, StockDesk } from '../ports/marketplace.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { countPending } from './count-pending.ts';
import { judgeLevel, workOutLevels } from './work-out-levels.ts';

/** How often it is looked whether a store's interval is over; the sums of a turn are worked out no more often than this. */
const lookEveryMs = seconds(5);
/** A turn that ended for want of calls goes on with the next one, but no sooner than this. Milliseconds. */
const soonestMs = 250;
/** Orders of a store read longer ago than this may lack a sale: its stock waits for them. */
const ordersKnownMs = minutes(10);

export interface StockStatus {
  readonly state: StockState;
  /** Null: as often as it is set. */
  readonly slowedToMs: number | null;
  readonly problem: Problem | null;
}

export interface StockPublisher {
  start(): void;
  /** What is under way is not waited for: a level that the channel took unheard is told again. */
  stop(): void;
  /** Counts or settings are new: at the next look, and not at the end of the interval. */
  kick(): void;
  statusOf(storeId: StoreId): StockStatus;
  /** One store after the other, those whose interval is over. */
  look(): Promise<void>;
}

export interface StockPublisherParts {
  readonly context: StationContext;
  /** Sharing their budgets among the lanes: stock is the last of them. */
  readonly accounts: () => readonly MarketplaceAccount[];
  readonly isOnline: (storeId: StoreId) => boolean;
  readonly isPeak: () => boolean;
  readonly timers: Timers;
  readonly onChange: () => void;
  readonly onFault: (error: unknown, storeId: StoreId | null) => void;
}

/** What became of one store's turn. */
interface StoreTurn {
  state: StockState;
  slowedToMs: number | null;
  problem: Problem | null;
  /** Monotonic. */
  nextMs: number;
  /** Monotonic: when its levels were worked out. */
  workedOutMs: number;
}

export function createStockPublisher(parts: StockPublisherParts): StockPublisher {
  const { context, timers } = parts;
  const { journal, clock } = context;
  const turns = new Map<StoreId, StoreTurn>();
  let isRunning = false;
  let cancel: (() => void) | null = null;
  let looking: Promise<void> | null = null;

  /** A turn of the event loop, in which scans are answered. */
  const pause = (): Promise<boolean> => new Promise((resolve) => void timers.after(0, () => resolve(isRunning)));

  function turnOf(storeId: StoreId): StoreTurn {
    const known = turns.get(storeId);
    if (known !== undefined) return known;
    const turn: StoreTurn = { state: 'publishing', slowedToMs: null, problem: null, nextMs: Number.NEGATIVE_INFINITY, workedOutMs: Number.NEGATIVE_INFINITY };
    turns.set(storeId, turn);
    return turn;
  }

  /** Why nothing can be told to this store now; null where it can. */
  function waitsFor({ storeId }: MarketplaceAccount): StockState | null {
    if (!parts.isOnline(storeId)) return 'offline';
    const listedUntilMs = journal.channels.loadCompleteUntil(storeId);
    return listedUntilMs === null || clock.nowMs() - listedUntilMs > ordersKnownMs ? 'orders-first' : null;
  }

  const isWanted = ({ storeId, stock }: MarketplaceAccount): boolean => stock !== null && storeOf(context, storeId)?.stock !== undefined;

  async function lookAll(): Promise<void> {
    const accounts = parts.accounts();
    for (const storeId of turns.keys()) if (!accounts.some((account) => account.storeId === storeId && isWanted(account))) turns.delete(storeId);
    if (journal.stock.countSkus() === 0) return;
    let pending: ReadonlyMap<string, number> | null = null;
    for (const account of accounts) {
      const { storeId } = account;
      const settings = storeOf(context, storeId)?.stock;
      const turn = turnOf(storeId);
      if (account.stock === null || settings === undefined || clock.monotonicMs() < turn.nextMs) continue;
      const wait = waitsFor(account);
      if (wait !== null) {
        turn.state = wait;
        continue;
      }
      try {
        if (clock.monotonicMs() - turn.workedOutMs >= lookEveryMs) {
          turn.workedOutMs = clock.monotonicMs();
          pending ??= await countPending(context, pause);
          if (pending === null || !(await workOutLevels(context, storeId, settings.buffer, pending, pause))) return;
        }
        await take(account, account.stock, settings, turn);
      } catch (error: unknown) {
        turn.nextMs = clock.monotonicMs() + seconds(settings.intervalSeconds);
        parts.onFault(error, storeId);
      }
      if (!isRunning) return;
      parts.onChange();
    }
  }

  /** One turn of a store: what is due is told, and with a call to spare some of the rest is read back. */
  async function take(account: MarketplaceAccount, desk: StockDesk, { intervalSeconds }: NonNullable<StoreSettings['stock']>, turn: StoreTurn): Promise<void> {
    const everyMs = seconds(intervalSeconds);
    turn.nextMs = clock.monotonicMs() + everyMs;
    turn.state = turn.slowedToMs === null ? 'publishing' : 'slowed';
    const isAllTold = await publishDue(account, desk, everyMs, turn);
    if (isAllTold && account.callsLeft('publish-stock') >= 1) await readSome(account, desk, everyMs, turn);
  }

  /** False: this turn is over. */
  async function publishDue(account: MarketplaceAccount, desk: StockDesk, everyMs: number, turn: StoreTurn): Promise<boolean> {
    const { storeId } = account;
    const tried = new Set<string>();
    for (;;) {
      // One more than was tried, so that what stays due does not hide what comes behind it.
      const due = journal.stock.listDue(storeId, desk.mostPerCall + tried.size).filter(({ sku }) => !tried.has(sku)).slice(0, desk.mostPerCall);
      if (due.length === 0) return true;
      if (account.callsLeft('publish-stock') < 1) {
        turn.state = parts.isPeak() ? 'tracking-first' : 'no-calls';
        // Its turn comes back with the first call to spare; nobody knows when a peak ends.
        const waitMs = turn.state === 'no-calls' ? Math.max(soonestMs, account.waitMs('publish-stock')) : lookEveryMs;
        turn.nextMs = Math.min(turn.nextMs, clock.monotonicMs() + Math.min(lookEveryMs, waitMs));
        return false;
      }
      for (const { sku } of due) tried.add(sku);
      const outcome = await desk.publish(due.map(({ sku, wanted }) => ({ sku, available: wanted })));
      if (!isRunning) return false;
      if (outcome.kind === 'done') keepPublished(storeId, due, outcome.value.refused);
      if (!wentWell(outcome, everyMs, turn)) return false;
      if (!(await pause())) return false;
    }
  }

  async function readSome({ storeId }: MarketplaceAccount, desk: StockDesk, everyMs: number, turn: StoreTurn): Promise<void> {
    const rows = journal.stock.listToRead(storeId, desk.mostPerCall);
    if (rows.length === 0) {
      // Nothing to tell and nothing to read: no call is left that could be too many.
      turn.slowedToMs = null;
      turn.state = 'publishing';
      return;
    }
    const askedAtMs = clock.nowMs();
    const outcome = await desk.read(rows.map(({ sku }) => sku));
    if (!isRunning) return;
    if (outcome.kind === 'done') {
      const shown = new Map(outcome.value.map(({ sku, available }) => [sku, available]));
      const listedUntilMs = journal.channels.loadCompleteUntil(storeId);
      journal.stock.saveLevels(storeId, rows.map((row) => judgeLevel({ ...row, shown: { units: shown.get(row.sku) ?? null, atMs: askedAtMs } }, listedUntilMs, clock.nowMs())), clock.nowMs());
    }
    wentWell(outcome, everyMs, turn);
  }

  function keepPublished(storeId: StoreId, told: readonly StockLevelRow[], refused: readonly Problem[]): void {
    const nowMs = clock.nowMs();
    const why = new Map(refused.map((problem) => [problem.field ?? '', problem]));
    const listedUntilMs = journal.channels.loadCompleteUntil(storeId);
    const levels = told.map((level) => {
      const problem = why.get(level.sku);
      const next = problem === undefined ? { published: { units: level.wanted, atMs: nowMs }, refused: null } : { refused: { units: level.wanted, code: problem.code, message: problem.message, atMs: nowMs } };
      return judgeLevel({ ...level, ...next }, listedUntilMs, nowMs);
    });
    journal.stock.saveLevels(storeId, levels, nowMs);
  }

  /** Levels are absolute, so what may have happened is simply told again. A refusal for haste is the only thing that changes the pace. */
  function wentWell(outcome: Awaited<ReturnType<StockDesk['publish'] | StockDesk['read']>>, everyMs: number, turn: StoreTurn): boolean {
    turn.problem = outcome.kind === 'rejected' ? outcome.problems[0] : null;
    switch (outcome.kind) {
      case 'done':
        turn.slowedToMs = null;
        turn.state = 'publishing';
        return true;
      case 'rate-limited':
        turn.slowedToMs = slowerMs(turn.slowedToMs ?? everyMs);
        turn.state = 'slowed';
        turn.nextMs = clock.monotonicMs() + Math.max(turn.slowedToMs, outcome.retryAfterMs);
        return false;
      case 'rejected':
        turn.state = 'refused';
        return false;
      case 'unavailable':
      case 'uncertain':
        turn.state = 'offline';
        return false;
    }
  }

  function look(): Promise<void> {
    looking ??= lookAll()
      .catch((error: unknown) => parts.onFault(error, null))
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function schedule(): void {
    const firstMs = Math.min(...[...turns.values()].filter(({ state }) => state === 'no-calls').map(({ nextMs }) => nextMs));
    cancel = timers.after(Math.min(lookEveryMs, Math.max(soonestMs, firstMs - clock.monotonicMs())), () => {
      void look().finally(() => isRunning && schedule());
    });
  }

  function stateOf(storeId: StoreId): StockState {
    const store = storeOf(context, storeId);
    const account = context.account(storeId);
    if (account === null) return 'not-connected';
    if (account.stock === null) return 'no-desk';
    if (store?.stock === undefined) return 'off';
    if (journal.stock.countSkus() === 0) return 'no-counts';
    return turnOf(storeId).state;
  }

  return {
    start() {
      isRunning = true;
      schedule();
    },
    stop() {
      isRunning = false;
      cancel?.();
    },
    kick() {
      for (const turn of turns.values()) {
        turn.workedOutMs = Number.NEGATIVE_INFINITY;
        if (turn.slowedToMs === null) turn.nextMs = Number.NEGATIVE_INFINITY;
      }
    },
    statusOf(storeId) {
      const state = stateOf(storeId);
      const turn = turns.get(storeId);
      // A store that is told no stock at all is not slowed either.
      return { state, slowedToMs: turn?.state === state ? turn.slowedToMs : null, problem: turn?.problem ?? null };
    },
    look,
  };
}
