import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createPracticeSite, type PracticeSite } from '../../../src/main/practice/practice-site.ts';
import { openStorage } from '../../../src/main/storage/open-storage.ts';
import type { WriteBack } from '../../../src/shared/domain/writeback/write-back.ts';
import { createSeededRandom } from '../../writeback/support/seeded-random.ts';
import { createFastClock } from './fast-clock.ts';
import { warmNode } from './warm-node.ts';
import { steps, toldFile, type ChildPlan, type FastTime, type Step, type Told } from './plan.ts';

export interface LaneResult {
  readonly kills: number;
  /** Deaths by own hand, by step. */
  readonly atStep: ReadonlyMap<Step, number>;
  readonly toldDispatched: number;
  /** The packer was told "dispatched", and the channel does not show the parcel's number exactly there. */
  readonly lost: readonly string[];
  /** Orders with more than one package at the channel, or more than one dispatched parcel in the journal. */
  readonly doubled: readonly string[];
  /** Whether the bench came back with the units that the packer had been told. */
  readonly resumed: Resumed;
  /** Orders told to the channel twice under the same key: harmless, but said. */
  readonly toldTwice: number;
  readonly rows: Readonly<Record<string, number>>;
}

const childFile = path.join(import.meta.dirname, 'station-child.ts');
const migrationsDirectory = path.resolve(import.meta.dirname, '../../../src/main/storage/migrations');
/** Fifty times as fast: the 90 s before a look-up are 1.8 s here, budgets and lags in proportion; and 0.6 s for an answer can be kept on a busy machine. */
const speed = 50;
/** Longest time that the queue may take to come to rest after the last kill. Milliseconds of the real clock. */
const drainTimeoutMs = 300_000;
/** A child that never reaches the step it should die at is killed after this; one that trusts its claims never reaches some. Milliseconds of the real clock. */
const patienceMs = { station: 20_000, control: 6_000 };

export interface LaneOptions {
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  /** The control: a station that takes whatever it had claimed for sent, and so never looks up. */
  readonly trustsClaims?: boolean;
}

/** One station and one marketplace of its own: killed `kills` times, then left in peace, then counted. */
export async function runLane(options: LaneOptions): Promise<LaneResult> {
  const { folder, kills, seed } = options;
  const random = createSeededRandom(seed);
  const time: FastTime = { startedAtMs: Date.now(), speed };
  const clock = createFastClock(time);
  const site = await createPracticeSite({ clock, timers: clock, seed, listLagMs: 0, firstWave: { count: kills * 12, mix: 'clean' } });
  const address = await site.start();
  const orders = site.orders().map((order) => order.channelOrderId);
  const base = { folder, address, time, trustsClaims: options.trustsClaims ?? false };
  const atStep = new Map<Step, number>();
  try {
    for (let kill = 0; kill < kills; kill++) {
      const begun = loadTold(folder).flatMap((line) => ('order' in line && line.order !== null ? [orders.indexOf(line.order)] : []));
      const next = orders.slice(Math.max(-1, ...begun) + 1);
      // Every second death is at a named step, each in turn; the others come out of the blue, some during the start itself.
      const step = kill % 2 === 0 ? (steps[(kill / 2) % steps.length] ?? null) : null;
      const dieAt = step === null ? null : { step, after: 1 + Math.floor(random() * 3) };
      const ownHand = await runToDeath({ ...base, dieAt, orders: next.slice(0, 200) }, step === null ? { duringStart: random() < 0.2, afterMs: random() * 500 } : { duringStart: false, afterMs: options.trustsClaims === true ? patienceMs.control : patienceMs.station });
      if (step !== null && ownHand) atStep.set(step, (atStep.get(step) ?? 0) + 1);
    }
    await runToEnd({ ...base, dieAt: null, orders: [] });
    return { kills, atStep, ...count(site, folder, orders) };
  } finally {
    await site.stop();
  }
}

function startChild(plan: ChildPlan) {
  const child = spawn(process.execPath, [childFile, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: warmNode,
  });
  return { child, ready: once(createInterface({ input: child.stdout }), 'line'), ended: once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]> };
}

/** True where the child died by its own hand. A child that ends in any other way than by a kill is a failure. */
async function runToDeath(plan: ChildPlan, mercy: { readonly duringStart: boolean; readonly afterMs: number }): Promise<boolean> {
  const { child, ready, ended } = startChild(plan);
  let killed = false;
  const later = (): NodeJS.Timeout => setTimeout(() => (killed = child.kill('SIGKILL')), mercy.afterMs);
  const timer = mercy.duringStart ? later() : await Promise.race([ready.then(later), ended.then(() => null)]);
  const [code, signal] = await ended;
  if (timer !== null) clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`the station ended by itself with code ${code}`);
  return !killed;
}

async function runToEnd(plan: ChildPlan): Promise<void> {
  const { child, ended } = startChild(plan);
  const timer = setTimeout(() => child.kill('SIGKILL'), drainTimeoutMs);
  const [code] = await ended;
  clearTimeout(timer);
  if (code !== 0) throw new Error(`the queue did not come to rest within ${drainTimeoutMs} ms; still under way: ${JSON.stringify(unrested(plan.folder))}`);
}

/** What still waits, for the message of a run that never ends. */
function unrested(folder: string): readonly WriteBack[] {
  const storage = openStorage({ directory: folder, migrationsDirectory, reserveBytes: 0 });
  try {
    return storage.journal.writeBacks.listByState(null, ['due', 'sending', 'accepted', 'uncertain'], 5);
  } finally {
    storage.close();
  }
}

function loadTold(folder: string): readonly Told[] {
  const file = path.join(folder, toldFile);
  if (!fs.existsSync(file)) return [];
  // The last line may be cut: it was being written when the power went, so nobody was told.
  return fs.readFileSync(file, 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as Told);
}

function count(site: PracticeSite, folder: string, orders: readonly string[]): Omit<LaneResult, 'kills' | 'atStep'> {
  const lines = loadTold(folder);
  const dispatched = lines.flatMap((line) => (line.kind === 'dispatched' ? [line] : []));
  const storage = openStorage({ directory: folder, migrationsDirectory, reserveBytes: 0 });
  try {
    const { parcels, writeBacks, audit } = storage.journal;
    if (!audit.verify().ok) throw new Error('the audit log is broken');
    const left = parcels.listByState(['dispatched', 'posted', 'confirmed'], 1_000_000);
    const leftOrders = left.map((parcel) => parcel.channelOrderId);
    const isShownOnce = (order: string, trackingNumber: string): boolean => site.shownPackages(order).filter((seen) => seen.trackingNumber === trackingNumber).length === 1;
    const stored = new Map<string, number>();
    for (const acceptance of site.acceptances()) if (acceptance.result === 'stored') stored.set(acceptance.channelOrderId, (stored.get(acceptance.channelOrderId) ?? 0) + 1);
    return {
      toldDispatched: dispatched.length,
      lost: [
        ...dispatched.filter((line) => !isShownOnce(line.order, line.trackingNumber)).map((line) => `told: ${line.order}`),
        ...left.filter((parcel) => parcel.state !== 'confirmed' || !isShownOnce(parcel.channelOrderId, parcel.label?.trackingNumber ?? '')).map((parcel) => `in the journal: ${parcel.channelOrderId}`),
      ],
      doubled: [
        ...orders.filter((order) => site.shownPackages(order).length > 1 || (stored.get(order) ?? 0) > 1),
        ...leftOrders.filter((order, index) => leftOrders.indexOf(order) < index),
      ],
      resumed: compareResumed(lines, new Set(leftOrders)),
      toldTwice: site.acceptances().filter((acceptance) => acceptance.result === 'edited').length,
      rows: writeBacks.countByState(),
    };
  } finally {
    storage.close();
  }
}

interface Resumed {
  /** Restarts in the middle of a parcel: the ones at which a count could have been lost. */
  readonly compared: number;
  readonly wrong: readonly string[];
}

/** What each restarted station showed against what the packer had last been told. One scan may be counted that nobody was told of yet. */
function compareResumed(lines: readonly Told[], left: ReadonlySet<string>): Resumed {
  const wrong: string[] = [];
  let compared = 0;
  let last = null as { readonly order: string; readonly packed: number } | null;
  for (const line of lines) {
    if (line.kind === 'counted') last = { order: line.order, packed: line.packed };
    else if (line.kind === 'dispatched') last = null;
    else if (line.kind === 'risen') {
      if (last !== null) compared += 1;
      const gained = line.packed - (last?.packed ?? 0);
      const isSame = (last === null || line.order === last.order) && gained >= 0 && gained <= 1;
      const leftUntold = last !== null && line.order !== last.order && left.has(last.order);
      if (!isSame && !leftUntold) wrong.push(`told ${JSON.stringify(last)}, shown ${JSON.stringify(line)}`);
      last = line.order === null ? null : { order: line.order, packed: line.packed };
    }
  }
  return { compared, wrong };
}
