import { firstSettings } from '../../../src/main/composition/first-settings.ts';
import type { Timers } from '../../../src/main/application/ports/clock.ts';
import type { OrderStore } from '../../../src/main/application/ports/order-store.ts';
import type { Journal } from '../../../src/main/application/ports/journal.ts';
import { practiceChannels } from '../../../src/main/practice/channels.ts';
import { createPracticeSite, type PracticeSite } from '../../../src/main/practice/practice-site.ts';
import { openStorage } from '../../../src/main/storage/open-storage.ts';
import { heldForLead } from '../../../src/shared/domain/writeback/decide.ts';
import type { ProblemCode } from '../../../src/shared/domain/writeback/problems.ts';
import { isSameNumber } from '../../../src/shared/domain/writeback/proof.ts';
import type { WriteBack } from '../../../src/shared/domain/writeback/write-back.ts';
import { days, minutes } from '../../../src/shared/domain/units/instant.ts';
import { createSeededRandom } from '../../writeback/support/seeded-random.ts';
import { quantile } from '../../../scripts/bench/row.ts';
import { createBareStation, migrationsDirectory } from './bare-station.ts';
import type { ShopPlan } from './chaos-plan.ts';
import { createFastClock } from './fast-clock.ts';
import { createPacker } from './packer.ts';
import { accountsOfShops, shortWaits, storeOfShop } from './shop-accounts.ts';

export interface RehearsalOptions {
  /** Empty, and its own. */
  readonly folder: string;
  /** Instants of the day's orders, counted from its first; only their distances matter. Milliseconds. */
  readonly day: readonly number[];
  readonly times: number;
  readonly seed: number;
  readonly speed: number;
  /** Longest time that the queue may take to come to rest after the last order. Seconds of the real clock. */
  readonly restSeconds: number;
}

export interface Lag {
  readonly storeId: string;
  readonly ms: number;
}

export interface Rehearsal {
  readonly orders: number;
  readonly dayMs: number;
  readonly shops: number;
  readonly dispatched: number;
  /** At the channel to on the bench; label scanned to taken by the channel; label scanned to shown by the channel. Milliseconds of the station's clock. */
  readonly importLags: readonly Lag[];
  readonly postLags: readonly Lag[];
  readonly proofLags: readonly Lag[];
  /** What a packer was stopped by, by the code of its block. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Messages that wait for a person, by reason and by the channel's problem. */
  readonly parked: ReadonlyMap<string, number>;
  /** Taken back before they left the house: the buyer cancelled after the label was scanned. */
  readonly recalled: number;
  readonly calls: number;
  readonly throttled: number;
  /** Numbers that a channel shows more than once. */
  readonly doubled: readonly string[];
  /** Orders that never came to the bench, dispatches that are neither shown nor parked for a person. */
  readonly lost: readonly string[];
}

interface Shop {
  readonly plan: ShopPlan;
  readonly site: PracticeSite;
}

/** Five orders for one come within so long of it, as on the day that a newsletter goes out. */
const spreadMs = minutes(5);

/** An even day, for those who have no file: `count` orders over `lengthMs`, at random. */
export function evenDay(count: number, lengthMs: number, seed: number): readonly number[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => random() * lengthMs);
}

/** Of instants in any order, those of the 24 hours that hold the most. */
export function fullestDay(instants: readonly number[]): readonly number[] {
  const sorted = [...instants].sort((a, b) => a - b);
  let best: readonly number[] = [];
  let end = 0;
  for (const [start, firstMs] of sorted.entries()) {
    while (end < sorted.length && (sorted[end] ?? 0) < firstMs + days(1)) end += 1;
    if (end - start > best.length) best = sorted.slice(start, end);
  }
  return best;
}

/** A day of orders, `times` over, through a whole station with every practice shop; nobody rests and nothing is broken on purpose. */
export async function rehearse({ folder, day, times, seed, speed, restSeconds }: RehearsalOptions): Promise<Rehearsal> {
  const random = createSeededRandom(seed);
  const clock = createFastClock({ startedAtMs: Date.now(), speed });
  const firstMs = day.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const arrivals = day.flatMap((atMs) => Array.from({ length: times }, () => atMs - firstMs + random() * spreadMs)).sort((a, b) => a - b);
  const shops = await Promise.all(practiceChannels.map(async (channel, index): Promise<Shop> => {
    const site = await createPracticeSite({ clock, timers: clock, seed: seed * 100 + index, channel, firstWave: { count: 0, mix: 'everything' } });
    const { settings } = await site.start();
    return { plan: { storeId: channel.id, channel: channel.id, settings }, site };
  }));
  const storage = openStorage({ directory: folder, migrationsDirectory, clock, reserveBytes: 0 });
  const lags = followImports(storage.orders, clock.monotonicMs);
  const station = createBareStation({
    journal: storage.journal,
    orders: lags.orders,
    clock,
    accounts: accountsOfShops(shops.map(({ plan }) => plan), clock, storage.journal),
    firstSettings: { ...firstSettings(folder), stores: shops.map(({ plan }) => storeOfShop(plan)) },
    writeBackPolicy: shortWaits,
  });
  const refusals = new Map<string, number>();
  const dispatched = new Set<string>();
  const packer = createPacker({
    station,
    clock,
    nextOrder: lags.next,
    onVerdict: ({ outcome, block, detail }) => {
      if (outcome === 'dispatched') dispatched.add(String(detail['order']));
      else if (block !== null) refusals.set(block.code, (refusals.get(block.code) ?? 0) + 1);
    },
  });
  station.start();
  try {
    let due = 0;
    const startedMs = clock.monotonicMs();
    while (due < arrivals.length) {
      for (; due < arrivals.length && (arrivals[due] ?? 0) <= clock.monotonicMs() - startedMs; due++) {
        const shop = shops[due % shops.length];
        if (shop === undefined) throw new Error('no shop');
        const atMs = clock.monotonicMs();
        for (const { channelOrderId } of await shop.site.addOrders(1, 'everything', Math.floor(due / shops.length))) lags.placed(`${shop.plan.storeId}/${channelOrderId}`, atMs);
      }
      await packOrWait(packer.act, clock);
    }
    const untilMs = performance.now() + restSeconds * 1_000;
    const isAtRest = (): boolean => lags.missing().length === 0 && lags.waiting() === 0 && packer.screen().kind === 'ready' && !hasUnsettled(storage.journal);
    while (!isAtRest() && performance.now() < untilMs) await packOrWait(packer.act, clock);
    await station.stop();
    const told = countMessages(storage.journal, shops, dispatched);
    return {
      orders: arrivals.length,
      dayMs: arrivals.at(-1) ?? 0,
      shops: shops.length,
      refusals,
      importLags: lags.lags(),
      ...told,
      ...countCalls(shops),
      lost: [...lags.missing().map((orderId) => `${orderId}: never came to the bench`), ...told.lost],
    };
  } finally {
    await station.stop();
    await Promise.all(shops.map(({ site }) => site.stop()));
    storage.close();
  }
}

/** Until a packer without orders looks again. Milliseconds of the station's clock. */
const lookAgainMs = 300;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function packOrWait(act: () => Promise<boolean>, clock: Timers): Promise<void> {
  if (await act()) await turn();
  else await new Promise<void>((resolve) => void clock.after(lookAgainMs, resolve));
}

/** Notes when each order that was placed is first saved, and hands the order numbers to the packer as they come. */
function followImports(orders: OrderStore, monotonicMs: () => number) {
  const placedAtMs = new Map<string, number>();
  const savedAtMs = new Map<string, number>();
  const paper: string[] = [];
  return {
    orders: {
      ...orders,
      saveOrders(batch) {
        const saved = orders.saveOrders(batch);
        for (const { order } of batch) {
          if (savedAtMs.has(order.id)) continue;
          savedAtMs.set(order.id, monotonicMs());
          paper.push(order.channelOrderId);
        }
        return saved;
      },
    } satisfies OrderStore,
    placed: (orderId: string, atMs: number): void => void placedAtMs.set(orderId, atMs),
    next: (): string | null => paper.shift() ?? null,
    waiting: (): number => paper.length,
    missing: (): readonly string[] => [...placedAtMs.keys()].filter((orderId) => !savedAtMs.has(orderId)),
    lags: (): readonly Lag[] => [...placedAtMs].flatMap(([orderId, atMs]) => {
      const saved = savedAtMs.get(orderId);
      return saved === undefined ? [] : [{ storeId: orderId.slice(0, orderId.indexOf('/')), ms: Math.max(0, saved - atMs) }];
    }),
  };
}

/** The buyer asked to cancel after the box had left the bench: the message waits until a lead decides, and nobody does here. */
const waitsForLead = ({ state, lastAnswer, problemCode }: WriteBack): boolean => state === 'due' && (lastAnswer === heldForLead || problemCode === cancelRequested);
const cancelRequested: ProblemCode = 'cancel-requested';

const hasUnsettled = ({ writeBacks }: Journal): boolean => writeBacks.listByState(null, ['due', 'sending', 'accepted', 'uncertain'], 1_000_000).some((row) => !waitsForLead(row));

type Told = Pick<Rehearsal, 'dispatched' | 'postLags' | 'proofLags' | 'parked' | 'recalled' | 'doubled' | 'lost'>;

/** What each channel shows decides; the journal only says what was owed. */
function countMessages({ writeBacks }: Journal, shops: readonly Shop[], dispatched: ReadonlySet<string>): Told {
  const rows = writeBacks.listByState(null, ['due', 'sending', 'accepted', 'uncertain', 'confirmed', 'parked', 'superseded'], 1_000_000);
  const owed = new Set(rows.map(({ notice }) => notice.channelOrderId));
  const parked = new Map<string, number>();
  const doubled: string[] = [];
  let recalled = 0;
  const lost = [...dispatched].filter((order) => !owed.has(order)).map((order) => `${order}: dispatched, and nothing is owed for it`);
  for (const row of rows) {
    const { orderId, storeId, state, parkReason, problemCode, notice } = row;
    const shown = shops.find(({ plan }) => plan.storeId === storeId)?.site.shownPackages(notice.channelOrderId) ?? [];
    const times = shown.filter(({ trackingNumber }) => isSameNumber(trackingNumber, notice.trackingNumber)).length;
    if (times > 1) doubled.push(`${orderId}: shown ${times} times`);
    if (state === 'parked') {
      const why = problemCode === null ? `${parkReason}` : `${parkReason} (${problemCode})`;
      parked.set(why, (parked.get(why) ?? 0) + 1);
    } else if (state === 'superseded') recalled += 1;
    else if (waitsForLead(row)) parked.set('waits for a lead, cancel requested', (parked.get('waits for a lead, cancel requested') ?? 0) + 1);
    else if (state !== 'confirmed') lost.push(`${orderId}: its message is ${state}${row.lastAnswer === null ? '' : ` (${row.lastAnswer})`}`);
    else if (times === 0) lost.push(`${orderId}: confirmed, and the channel does not show it`);
  }
  const lagsOf = (endOf: (row: WriteBack) => number | null): readonly Lag[] => rows.flatMap((row) => {
    const endMs = endOf(row);
    return endMs === null ? [] : [{ storeId: row.storeId, ms: endMs - row.createdAtMs }];
  });
  return { dispatched: dispatched.size, postLags: lagsOf((row) => row.acceptedAtMs), proofLags: lagsOf((row) => row.confirmedAtMs), parked, recalled, doubled, lost };
}

function countCalls(shops: readonly Shop[]): Pick<Rehearsal, 'calls' | 'throttled'> {
  const requests = shops.flatMap(({ site }) => site.requests());
  return { calls: requests.length, throttled: requests.filter(({ status }) => status === 429).length };
}

export function describeRehearsal(run: Rehearsal): string {
  const lag = (name: string, lags: readonly Lag[], from: string): string => {
    const stores = [...new Set(lags.map(({ storeId }) => storeId))].map((storeId) => ({ storeId, ms: p(0.95, lags.filter((each) => each.storeId === storeId)) }));
    const [slowest] = stores.sort((one, other) => other.ms - one.ms);
    return `  ${name.padEnd(10)} ${slowest === undefined ? 'none' : `p50 ${inSeconds(p(0.5, lags))}, p95 ${inSeconds(p(0.95, lags))}, slowest ${slowest.storeId} p95 ${inSeconds(slowest.ms)}`}   (${from})`;
  };
  const named = (counts: ReadonlyMap<string, number>): string => [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
  return [
    `rehearsal: ${run.orders} orders in ${(run.dayMs / 3_600_000).toFixed(1)} h at ${run.shops} channels, ${run.importLags.length} imported, ${run.dispatched} dispatched, ${run.lost.length} lost, ${run.doubled.length} doubled`,
    lag('import lag', run.importLags, 'at the channel until on the bench'),
    lag('post lag', run.postLags, 'label scanned until the channel took the number'),
    lag('proof lag', run.proofLags, 'label scanned until the channel showed it'),
    `  stopped    ${named(run.refusals)}`,
    `  parked     ${named(run.parked)}; taken back in the house ${run.recalled}`,
    `  calls      ${run.calls}, of which refused with 429: ${run.throttled}`,
    ...[...run.lost, ...run.doubled].slice(0, 40).map((each) => `  ! ${each}`),
  ].join('\n');
}

const p = (share: number, lags: readonly Lag[]): number => quantile(lags.map(({ ms }) => ms), share);
const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
