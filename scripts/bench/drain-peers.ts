// One account drained on the wall clock, ten times as fast as Amazon's budget refills: the station's worker beside bottleneck and beside retries
// without any limiter, all at once, each at a server bucket of its own that counts exactly.
import Bottleneck from 'bottleneck';
import { createServerBucket } from '../../src/main/practice/channel.ts';
import { createWriteBackWorker } from '../../src/main/writeback/worker.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import { fullJitterMs } from '../../src/shared/domain/writeback/backoff.ts';
import { defaultWriteBackPolicy } from '../../src/shared/domain/writeback/policy.ts';
import { createFastClock } from '../../test/power/support/fast-clock.ts';
import { manyRows } from '../../test/writeback/support/a-queue.ts';
import { amazonRates, createFakeChannel } from '../../test/writeback/support/fake-channel.ts';
import { createJournalFile, openMemoryJournal } from '../../test/writeback/support/memory-journal.ts';
import { createSeededRandom } from '../../test/writeback/support/seeded-random.ts';
import type { BenchRow } from './row.ts';

/** Amazon's 2 calls a second are 20 here, and its burst of 10 stays: as in the project's own measurement over sockets. */
const SPEED = 10;
const RATE = { ratePerSecond: amazonRates['confirm-dispatch'].ratePerSecond * SPEED, burst: amazonRates['confirm-dispatch'].burst };
/** One way, drawn evenly. Real milliseconds. */
const TRAVEL_MS = { least: 37.5, most: 112.5 };
const EFFICIENCY_GATE = 0.95;
const REFUSED_GATE = 0.01;

interface Drained {
  readonly tookMs: number;
  readonly calls: number;
  readonly refused: number;
}

const travelWith = (random: () => number) => (): number => TRAVEL_MS.least + random() * (TRAVEL_MS.most - TRAVEL_MS.least);
const rest = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

async function drainOwn(rows: number): Promise<Drained> {
  const random = createSeededRandom(1);
  const startedAtMs = Date.now();
  const clock = createFastClock({ startedAtMs, speed: SPEED });
  const travelMs = travelWith(random);
  const channel = createFakeChannel({ clock: { ...clock, sleep: (ms) => new Promise((resolve) => void clock.after(ms, resolve)) }, travelMs: () => travelMs() * SPEED });
  const account = channel.account('shop' as StoreId);
  let accepted = 0;
  const { promise: allAccepted, resolve } = Promise.withResolvers<void>();
  const worker = createWriteBackWorker({
    journal: openMemoryJournal(createJournalFile(manyRows(rows, () => ({ storeId: 'shop' as StoreId, dueAtMs: startedAtMs, createdAtMs: startedAtMs }), 'own'))),
    accounts: () => [account],
    clock,
    timers: clock,
    random,
    isOnline: () => true,
    onChange: (row) => {
      if (row.state === 'accepted' && (accepted += 1) === rows) resolve();
    },
  });
  const beganMs = performance.now();
  worker.start();
  await allAccepted;
  const tookMs = performance.now() - beganMs;
  await worker.stop();
  if (channel.taken.length !== rows) throw new Error(`the channel took in ${channel.taken.length} messages for ${rows} parcels`);
  return { tookMs, calls: channel.sent.length, refused: channel.throttled() };
}

type Send = () => Promise<boolean>;

async function drainPeer(rows: number, sendAll: (send: Send, random: () => number) => Promise<void>): Promise<Drained> {
  const random = createSeededRandom(1);
  const travelMs = travelWith(random);
  const take = createServerBucket(RATE, () => performance.now());
  let calls = 0;
  let refused = 0;
  let taken = 0;
  const beganMs = performance.now();
  await sendAll(async () => {
    calls += 1;
    await rest(travelMs());
    const isTaken = take();
    if (isTaken) taken += 1;
    else refused += 1;
    await rest(travelMs());
    return isTaken;
  }, random);
  if (taken !== rows) throw new Error(`the server took in ${taken} messages for ${rows} parcels`);
  return { tookMs: performance.now() - beganMs, calls, refused };
}

const waitMs = (attempt: number, random: () => number): number => fullJitterMs(attempt, random(), defaultWriteBackPolicy) / SPEED;

/** bottleneck's own way to try again: what its "failed" listener returns is the pause before the next try. */
const limitedBy = (rows: number, options: Bottleneck.ConstructorOptions) => async (send: Send, random: () => number): Promise<void> => {
  const limiter = new Bottleneck(options);
  limiter.on('failed', (_error: unknown, { retryCount }) => waitMs(retryCount + 1, random));
  await Promise.all(Array.from({ length: rows }, () => limiter.schedule(async () => {
    if (!(await send())) throw new Error('429');
  })));
  await limiter.disconnect();
};

const unlimited = (rows: number) => async (send: Send, random: () => number): Promise<void> => {
  await Promise.all(Array.from({ length: rows }, async () => {
    for (let attempt = 1; !(await send()); attempt++) await rest(waitMs(attempt, random));
  }));
};

export async function benchDrainPeers({ quick }: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const rows = quick ? 60 : 300;
  /** A reservoir grows four times a second: bottleneck's finest step. */
  const reservoir = { reservoir: RATE.burst, reservoirIncreaseAmount: RATE.ratePerSecond / 4, reservoirIncreaseInterval: 250, reservoirIncreaseMaximum: RATE.burst };
  const [own, stepped, spaced, jittered] = await Promise.all([
    drainOwn(rows),
    drainPeer(rows, limitedBy(rows, reservoir)),
    drainPeer(rows, limitedBy(rows, { minTime: 1000 / RATE.ratePerSecond })),
    drainPeer(rows, unlimited(rows)),
  ]);
  const leastMs = ((rows - RATE.burst) / RATE.ratePerSecond) * 1000 + TRAVEL_MS.least + TRAVEL_MS.most;
  const rowOf = (name: string, { tookMs, calls, refused }: Drained): BenchRow => ({
    name: `${name}, T_min/T_actual`, unit: 'ratio', median: leastMs / tookMs, note: `${rows} messages in ${(tookMs / 1000).toFixed(2)} s, T_min ${(leastMs / 1000).toFixed(2)} s; ${((100 * refused) / calls).toFixed(1)} % of ${calls} calls refused`,
  });
  return [
    { ...rowOf('drain on the wall clock at 20 calls/s, burst 10', own), gate: `>= ${EFFICIENCY_GATE}, refused < ${100 * REFUSED_GATE} %`, pass: leastMs / own.tookMs >= EFFICIENCY_GATE && own.refused / own.calls < REFUSED_GATE },
    rowOf('peer bottleneck 2.19.5, reservoir of the burst', stepped),
    rowOf('peer bottleneck 2.19.5, minTime of the rate', spaced),
    rowOf('peer without a limiter, retry with full jitter', jittered),
  ];
}
