// All channels drained by one station at their documented rates, one account of them dead; beside peers that keep no budget. Simulated time.
import { createServerBucket, type Budget } from '../../src/main/practice/channel.ts';
import { practiceChannels } from '../../src/main/practice/channels.ts';
import { createPracticeSite } from '../../src/main/practice/practice-site.ts';
import { defaultWorkerLimits } from '../../src/main/writeback/limits.ts';
import { createWriteBackWorker } from '../../src/main/writeback/worker.ts';
import type { Timers } from '../../src/main/application/ports/clock.ts';
import type { BudgetedCall, MarketplaceAccount } from '../../src/main/application/ports/marketplace.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import { fullJitterMs } from '../../src/shared/domain/writeback/backoff.ts';
import { defaultWriteBackPolicy } from '../../src/shared/domain/writeback/policy.ts';
import { hours, minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { listEverything, openAccount } from '../../test/power/support/chaos-shops.ts';
import { createFastClock } from '../../test/power/support/fast-clock.ts';
import { createManualClock, type ManualClock } from '../../test/support/manual-clock.ts';
import { manyRows } from '../../test/writeback/support/a-queue.ts';
import { morningMs } from '../../test/writeback/support/a-write-back.ts';
import { createFakeChannel, type FakeChannel } from '../../test/writeback/support/fake-channel.ts';
import { createJournalFile, openMemoryJournal } from '../../test/writeback/support/memory-journal.ts';
import { createSeededRandom } from '../../test/writeback/support/seeded-random.ts';
import { quantile, type BenchRow } from './row.ts';

const ROWS = 240;
const SEEDS = [1, 2, 3];
/** One way, drawn evenly. Milliseconds. */
const TRAVEL_MS = { least: 37.5, most: 112.5 };
const MEAN_ROUND_TRIP_MS = TRAVEL_MS.least + TRAVEL_MS.most;
const EFFICIENCY_GATE = 0.95;
const REFUSED_GATE = 0.01;
const LONGEST_MS = hours(12);
/** Messages told to a practice shop that counts points, to learn what one takes. */
const TOLD_FIRST = 20;

interface Account {
  readonly id: string;
  readonly write: Budget;
  readonly read: Budget;
}

/** Rates as each connector has them documented, in calls: where a vendor counts points, a message takes what it took in truth at the practice shop. */
async function openAccounts(): Promise<readonly Account[]> {
  const made: Account[] = [];
  for (const channel of practiceChannels) {
    const clock = createFastClock({ startedAtMs: Date.now(), speed: 20 });
    const site = await createPracticeSite({ clock, timers: clock, seed: 5, channel, firstWave: { count: TOLD_FIRST, mix: 'clean' } });
    try {
      const account = openAccount({ storeId: channel.id, channel: channel.id, settings: (await site.start()).settings }, clock);
      if (account.budgets().some(({ costs }) => (costs['confirm-dispatch'] ?? 1) !== 1)) await tellSome(account, clock);
      const budgetOf = (call: BudgetedCall): Budget => {
        const budget = account.budgets().find(({ calls }) => calls.includes(call));
        if (budget === undefined) throw new Error(`${channel.id} has no budget for ${call}`);
        const cost = budget.spent?.[call] ?? budget.costs[call] ?? 1;
        return { ratePerSecond: budget.ratePerSecond / cost, burst: Math.floor(budget.burst / cost) };
      };
      made.push({ id: channel.id, write: budgetOf('confirm-dispatch'), read: budgetOf('read-order') });
    } finally {
      await site.stop();
    }
  }
  return made;
}

async function tellSome(account: MarketplaceAccount, clock: Timers): Promise<void> {
  const word = account.carrierFor('DHL');
  if (word === null) throw new Error(`${account.channel} has no word for DHL`);
  for (const [index, { draft }] of (await listEverything(account, clock)).entries()) {
    const lines = draft.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
    const notice = { channelOrderId: draft.channelOrderId, packageReference: '1', ...word, trackingNumber: `0034043400000000${1000 + index}`, shippedAtMs: Date.now(), lines };
    for (;;) {
      const outcome = await account.confirmDispatch(notice);
      if (outcome.kind === 'done') break;
      if (outcome.kind !== 'rate-limited') throw new Error(`${account.channel}: ${JSON.stringify(outcome)}`);
      await new Promise<void>((resolve) => void clock.after(outcome.retryAfterMs, resolve));
    }
    // A message and the look at it afterwards.
    await account.readOrder(draft.channelOrderId);
  }
}

interface Drained {
  readonly tookMs: number;
  readonly calls: number;
  readonly refused: number;
}

/** What budget and line forbid to undercut: a full bucket, then the rate and one round trip; or so many at once on the line. */
function leastMs({ ratePerSecond, burst }: Budget): number {
  return Math.max((Math.max(0, ROWS - burst) / ratePerSecond) * 1000 + MEAN_ROUND_TRIP_MS, (ROWS * MEAN_ROUND_TRIP_MS) / defaultWorkerLimits.maxInFlight);
}

const travelWith = (random: () => number) => (): number => TRAVEL_MS.least + random() * (TRAVEL_MS.most - TRAVEL_MS.least);

/** One worker, one queue, every channel at its own rate, and one more account that nobody can reach. */
async function drainAll(accounts: readonly Account[], seed: number): Promise<ReadonlyMap<string, Drained>> {
  const random = createSeededRandom(seed);
  const clock = createManualClock(morningMs);
  const channels = new Map<StoreId, FakeChannel>();
  const file = createJournalFile([...accounts.map(({ id }) => id), 'dead'].flatMap((id) => manyRows(ROWS, (index) => ({ storeId: id as StoreId, shipByMs: morningMs + hours(24) + minutes(index) }), id)));
  const opened: MarketplaceAccount[] = [];
  for (const { id, write, read } of [...accounts, { id: 'dead', write: { ratePerSecond: 2, burst: 10 }, read: { ratePerSecond: 1, burst: 10 } }]) {
    const channel = createFakeChannel({ clock, travelMs: travelWith(random), rates: { 'confirm-dispatch': write, 'read-order': read, 'list-orders': read }, ...(id === 'dead' ? { fate: () => ({ kind: 'unavailable' as const }) } : {}) });
    channels.set(id as StoreId, channel);
    opened.push(channel.account(id as StoreId));
  }
  const lastMs = new Map<StoreId, number>();
  const accepted = new Map<StoreId, number>();
  const worker = createWriteBackWorker({
    journal: openMemoryJournal(file),
    accounts: () => opened,
    clock,
    timers: clock,
    random,
    isOnline: () => true,
    onChange: (row) => {
      if (row.state !== 'accepted') return;
      lastMs.set(row.storeId, clock.monotonicMs());
      accepted.set(row.storeId, (accepted.get(row.storeId) ?? 0) + 1);
    },
  });
  worker.start();
  const isDrained = (): boolean => accounts.every(({ id }) => accepted.get(id as StoreId) === ROWS);
  while (!isDrained() && clock.monotonicMs() < LONGEST_MS) await clock.advance(seconds(10));
  if (!isDrained()) throw new Error(`not drained: ${JSON.stringify([...accepted])}`);
  void worker.stop();
  return new Map(accounts.map(({ id }): [string, Drained] => {
    const channel = channels.get(id as StoreId);
    return [id, { tookMs: lastMs.get(id as StoreId) ?? Number.NaN, calls: channel?.sent.length ?? 0, refused: channel?.throttled() ?? 0 }];
  }));
}

type Peer = (send: () => Promise<boolean>, clock: ManualClock, random: () => number) => Promise<void>;

const again = async (send: () => Promise<boolean>, clock: ManualClock, random: () => number): Promise<void> => {
  for (let attempt = 1; !(await send()); attempt++) await clock.sleep(fullJitterMs(attempt, random(), defaultWriteBackPolicy));
};
const allAtOnce: Peer = async (send, clock, random) => void (await Promise.all(Array.from({ length: ROWS }, () => again(send, clock, random))));
const oneByOne: Peer = async (send, clock, random) => {
  for (let sent = 0; sent < ROWS; sent++) await again(send, clock, random);
};

/** A sender without a budget of its own, at one account: it tries, and where it is refused it tries again after a full jitter. */
async function drainPeer(peer: Peer, budget: Budget, seed: number): Promise<Drained> {
  const random = createSeededRandom(seed);
  const clock = createManualClock(morningMs);
  const travelMs = travelWith(random);
  const take = createServerBucket(budget, clock.monotonicMs);
  let calls = 0;
  let refused = 0;
  const send = async (): Promise<boolean> => {
    calls += 1;
    await clock.sleep(travelMs());
    const isTaken = take();
    if (!isTaken) refused += 1;
    await clock.sleep(travelMs());
    return isTaken;
  };
  let endedAtMs: number | null = null;
  void peer(send, clock, random).then(() => (endedAtMs = clock.monotonicMs()));
  while (endedAtMs === null && clock.monotonicMs() < LONGEST_MS) await clock.advance(seconds(10));
  return { tookMs: endedAtMs ?? Number.POSITIVE_INFINITY, calls, refused };
}

export async function benchDrainMixed(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const seeds = size.quick ? SEEDS.slice(0, 1) : SEEDS;
  const accounts = await openAccounts();
  const made: ReadonlyMap<string, Drained>[] = [];
  for (const seed of seeds) made.push(await drainAll(accounts, seed));
  const rows: BenchRow[] = accounts.map(({ id, write }) => {
    const ratios = made.map((run) => leastMs(write) / (run.get(id)?.tookMs ?? Number.NaN));
    const worst = Math.min(...ratios);
    return { name: `drain of ${id} among all channels, one account dead, T_min/T_actual`, unit: 'ratio', median: quantile(ratios, 0.5), gate: `>= ${EFFICIENCY_GATE}`, pass: worst >= EFFICIENCY_GATE, note: `${ROWS} messages at ${write.ratePerSecond.toFixed(3)}/s, burst ${write.burst}: T_min ${(leastMs(write) / 1000).toFixed(1)} s; worst of ${seeds.length} seeds ${worst.toFixed(4)}` };
  });
  const shares = made.map((run) => sum(run, ({ refused }) => refused) / sum(run, ({ calls }) => calls));
  rows.push({ name: 'drain of all channels: share of calls refused with 429', unit: 'share', median: quantile(shares, 0.5), gate: `< ${REFUSED_GATE}`, pass: shares.every((share) => share < REFUSED_GATE), note: 'counted by the channels' });
  const amazon = accounts.find(({ id }) => id === 'amazon');
  if (amazon === undefined) throw new Error('no amazon among the connectors');
  for (const [name, peer] of [['retry with full jitter, all at once', allAtOnce], ['retry with full jitter, one by one', oneByOne]] as const) {
    const runs: Drained[] = [];
    for (const seed of seeds) runs.push(await drainPeer(peer, amazon.write, seed));
    const bound = leastMs(amazon.write);
    rows.push({ name: `peer at amazon's rate: ${name}, T_min/T_actual`, unit: 'ratio', median: quantile(runs.map(({ tookMs }) => bound / tookMs), 0.5), note: `${(100 * quantile(runs.map(({ refused, calls }) => refused / calls), 0.5)).toFixed(1)} % of its calls refused` });
  }
  return rows;
}

const sum = (run: ReadonlyMap<string, Drained>, of: (drained: Drained) => number): number => [...run.values()].reduce((total, drained) => total + of(drained), 0);
