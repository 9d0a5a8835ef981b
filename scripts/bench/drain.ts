import { createWriteBackWorker } from '../../src/main/writeback/worker.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { WriteBack } from '../../src/shared/domain/writeback/write-back.ts';
import { createManualClock } from '../../test/support/manual-clock.ts';
import { manyRows } from '../../test/writeback/support/a-queue.ts';
import { morningMs } from '../../test/writeback/support/a-write-back.ts';
import { amazonRates, createFakeChannel, type Fate } from '../../test/writeback/support/fake-channel.ts';
import { createJournalFile, openMemoryJournal } from '../../test/writeback/support/memory-journal.ts';
import { createSeededRandom } from '../../test/writeback/support/seeded-random.ts';
import { quantile, type BenchRow } from './row.ts';

const ROWS = 600;
const SEEDS = [1, 2, 3, 4, 5];
/** One way, drawn evenly: a round trip of 75 to 225 ms, as in the project's own drain measurement over real sockets. */
const TRAVEL_MS = { least: 37.5, most: 112.5 };
const MEAN_ROUND_TRIP_MS = TRAVEL_MS.least + TRAVEL_MS.most;
const EFFICIENCY_GATE = 0.95;
const REFUSED_GATE = 0.01;
/** Amazon's list budget refills a call about every three minutes; a page shows 100 orders. */
const LISTING_EVERY_MS = minutes(3);

const living = 'store-alive' as StoreId;
const dead = 'store-dead' as StoreId;

interface DrainRun {
  readonly efficiency: number;
  readonly refusedShare: number;
  readonly ageP99Ms: number;
  readonly allConfirmedMs: number;
  readonly single: number;
}

/** Seconds by which the budget alone forbids anybody to be done: a full bucket at the start, then the rate, then one round trip. */
function leastMs(rows: number): number {
  const { ratePerSecond, burst } = amazonRates['confirm-dispatch'];
  return Math.max(0, (rows - burst) / ratePerSecond) * 1000 + MEAN_ROUND_TRIP_MS;
}

/**
 * The real worker over a journal in memory, against a channel that counts calls on its own (the practice site's bucket),
 * in simulated time. `neighbour`: a second account of the same station that never works.
 */
async function drain(seed: number, neighbour: Fate | null): Promise<DrainRun> {
  const random = createSeededRandom(seed);
  const clock = createManualClock(morningMs);
  const travelMs = (): number => TRAVEL_MS.least + random() * (TRAVEL_MS.most - TRAVEL_MS.least);
  const own = manyRows(ROWS, (index) => ({ storeId: living, shipByMs: morningMs + minutes(60 * 24 + index) }), 'own');
  const others = neighbour === null ? [] : manyRows(ROWS, () => ({ storeId: dead }), 'dead');
  const file = createJournalFile([...own, ...others]);
  const channel = createFakeChannel({
    clock,
    travelMs,
    fate: (notice) => (neighbour !== null && notice.channelOrderId.startsWith('dead') ? neighbour : { kind: 'done' }),
  });
  const accounts = [channel.account(dead), channel.account(living)];
  const acceptedAtMs: number[] = [];
  let lastConfirmedMs = 0;
  const worker = createWriteBackWorker({
    journal: openMemoryJournal(file),
    accounts: () => accounts,
    clock,
    timers: clock,
    random,
    isOnline: () => true,
    onChange: (row) => {
      if (row.storeId !== living) return;
      if (row.state === 'accepted') acceptedAtMs.push(clock.monotonicMs());
      if (row.state === 'confirmed') lastConfirmedMs = clock.monotonicMs();
    },
  });

  const showPages = (): void => {
    for (const row of file.rows.values()) {
      if (row.state === 'accepted') worker.applySeenPackages(row.storeId, row.notice.channelOrderId, channel.shownOf(row.notice.channelOrderId));
    }
    clock.after(LISTING_EVERY_MS, showPages);
  };
  clock.after(LISTING_EVERY_MS, showPages);

  worker.start();
  const rowsOf = (): readonly WriteBack[] => own.map((row) => file.rows.get(row.id) ?? row);
  while (rowsOf().some((row) => row.state !== 'confirmed') && clock.monotonicMs() < minutes(120)) await clock.advance(seconds(5));
  const left = rowsOf().filter((row) => row.state !== 'confirmed').length;
  if (left > 0) throw new Error(`${left} of ${ROWS} were not confirmed within two hours`);
  const taken = channel.taken.filter((each) => each.channelOrderId.startsWith('own')).length;
  if (taken !== ROWS) throw new Error(`the channel took in ${taken} messages for ${ROWS} parcels`);
  return {
    efficiency: leastMs(ROWS) / Math.max(...acceptedAtMs),
    refusedShare: channel.throttled() / channel.sent.length,
    ageP99Ms: quantile(acceptedAtMs, 0.99),
    allConfirmedMs: lastConfirmedMs,
    single: channel.reads.length,
  };
}

/** Drain of a bench's day after an outage, at Amazon's limits, in simulated time: no waiting, and no luck (seeds are named). */
export async function benchDrain(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const seeds = size.quick ? SEEDS.slice(0, 1) : SEEDS;
  const alone = await runs(null, seeds);
  const rows: BenchRow[] = [
    efficiencyRow(`drain of ${ROWS} confirmations, T_min/T_actual`, alone),
    {
      name: 'drain: share of calls refused with 429',
      unit: 'share',
      median: quantile(alone.map((run) => run.refusedShare), 0.5),
      p99: Math.max(...alone.map((run) => run.refusedShare)),
      gate: `< ${REFUSED_GATE}`,
      pass: alone.every((run) => run.refusedShare < REFUSED_GATE),
      note: 'counted by the channel, not by us; p99 column: worst seed',
    },
    { name: 'drain: age of a write-back when accepted', unit: 's', median: quantile(alone.map((run) => run.ageP99Ms), 0.5) / 1000, note: '99th percentile within a run, median of the seeds' },
    {
      name: 'drain: all confirmed by reading back',
      unit: 's',
      median: quantile(alone.map((run) => run.allConfirmedMs), 0.5) / 1000,
      note: `a listing every ${LISTING_EVERY_MS / 60_000} min proves pages; ${quantile(alone.map((run) => run.single), 0.5)} single reads`,
    },
  ];
  const troubles: readonly { readonly named: string; readonly fate: Fate }[] = [
    { named: 'refused (401)', fate: { kind: 'refused', code: 'auth' } },
    { named: 'without an answer', fate: { kind: 'lost-before' } },
    { named: 'unreachable', fate: { kind: 'unavailable' } },
  ];
  for (const { named, fate } of troubles) rows.push(efficiencyRow(`drain beside a second account that is ${named}, T_min/T_actual`, await runs(fate, seeds)));
  return rows;
}

const runs = async (neighbour: Fate | null, seeds: readonly number[]): Promise<readonly DrainRun[]> => {
  const made: DrainRun[] = [];
  for (const seed of seeds) made.push(await drain(seed, neighbour));
  return made;
};

function efficiencyRow(name: string, made: readonly DrainRun[]): BenchRow {
  const worst = Math.min(...made.map((run) => run.efficiency));
  return {
    name,
    unit: 'ratio',
    median: quantile(made.map((run) => run.efficiency), 0.5),
    gate: `>= ${EFFICIENCY_GATE}`,
    pass: worst >= EFFICIENCY_GATE,
    note: `worst of ${made.length} seeds ${worst.toFixed(4)}; T_min = (N - burst)/rate + round trip = ${(leastMs(ROWS) / 1000).toFixed(1)} s`,
  };
}
