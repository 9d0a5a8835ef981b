import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { days, minutes } from '../../../src/shared/domain/units/instant.ts';
import { createSeededRandom } from '../../writeback/support/seeded-random.ts';
import { judge, readOwed, type Verdict } from './chaos-count.ts';
import { startWeather } from './chaos-faults.ts';
import { boxedFile, type ChaosChildPlan, type ClockPlan } from './chaos-plan.ts';
import { openShops } from './chaos-shops.ts';
import { createFastClock } from './fast-clock.ts';
import type { FastTime } from './plan.ts';
import { warmNode } from './warm-node.ts';

export interface ChaosOptions {
  /** Empty, and its own. */
  readonly folder: string;
  /** Messages owed to all channels together. */
  readonly rows: number;
  readonly seed: number;
  /** How long the weather lasts. Seconds of the real clock. */
  readonly seconds: number;
  readonly speed?: number;
  readonly isNaive?: boolean;
  /** Longest time that the queue may take to come to rest once the sky is clear. Seconds of the real clock. */
  readonly restSeconds?: number;
}

export interface ChaosResult extends Verdict {
  readonly shops: number;
  readonly kills: number;
  readonly clockJumps: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly restedAfterSeconds: number;
}

const childFile = path.join(import.meta.dirname, 'chaos-child.ts');
/** Thirty times as fast: the 30 s of a time-out are a second here, which a busy machine keeps; budgets and lags in proportion. */
const usualSpeed = 30;
/** Real milliseconds that a station lives once it is up. */
const life = { leastMs: 1_000, mostMs: 3_500 };
/** The last dispatch leaves when this share of the bad weather is over. */
const dispatchedBy = 0.6;

/** The same draws for the same seed: which faults, when, where, which kills and clock jumps. How far the station gets between them is the machine's. */
export async function runChaosDrain(options: ChaosOptions): Promise<ChaosResult> {
  const { folder, seed } = options;
  const random = createSeededRandom(seed);
  const time: FastTime = { startedAtMs: Date.now(), speed: options.speed ?? usualSpeed };
  const clock = createFastClock(time);
  const shops = await openShops(clock, options.rows, seed, random);
  const orders = shuffled(shops.flatMap(({ boxed }) => boxed), random);
  fs.writeFileSync(path.join(folder, boxedFile), JSON.stringify(orders));
  const base = { folder, time, shops: shops.map(({ plan }) => plan), isNaive: options.isNaive ?? false };
  const weather = startWeather(shops, clock, createSeededRandom(seed + 1));
  const untilMs = performance.now() + options.seconds * 1_000;
  let kills = 0;
  let clockJumps = 0;
  try {
    while (performance.now() < untilMs) {
      const plan = { ...base, clock: drawClock(random), dispatchEveryMs: Math.max(1, (options.seconds * 1_000 * dispatchedBy) / orders.length) };
      clockJumps += plan.clock.jumps.length;
      await liveAndDie(plan, random() < 0.15 ? { duringStart: true, afterMs: 100 + random() * 600 } : { duringStart: false, afterMs: life.leastMs + random() * (life.mostMs - life.leastMs) });
      kills += 1;
    }
    await weather.stop();
    const clearAtMs = performance.now();
    await comeToRest({ ...base, clock: { offsetMs: 0, jumps: [] }, dispatchEveryMs: 0 }, options.restSeconds ?? 120);
    const restedAfterSeconds = (performance.now() - clearAtMs) / 1_000;
    return { ...judge(folder, shops, weather.cancelled), shops: shops.length, kills, clockJumps, faults: weather.counts, restedAfterSeconds };
  } finally {
    await weather.stop();
    await Promise.all(shops.map(({ site }) => site.stop()));
  }
}

/** Every second station rises with a wrong clock, and every second one has it set while it runs. */
function drawClock(random: () => number): ClockPlan {
  const offsets = [0, minutes(90), -minutes(90), minutes(7), -minutes(7), days(3), -days(1)];
  const draw = (): number => (random() < 0.5 ? 0 : (offsets[Math.floor(random() * offsets.length)] ?? 0));
  const jump = { afterMs: minutes(random() * 2), toOffsetMs: draw() };
  return { offsetMs: draw(), jumps: random() < 0.5 ? [jump] : [] };
}

function startChild(plan: ChaosChildPlan) {
  const child = spawn(process.execPath, [childFile, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: warmNode,
  });
  return { child, ready: once(createInterface({ input: child.stdout }), 'line'), ended: once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]> };
}

async function liveAndDie(plan: ChaosChildPlan, death: { readonly duringStart: boolean; readonly afterMs: number }): Promise<void> {
  const { child, ready, ended } = startChild(plan);
  const later = (): NodeJS.Timeout => setTimeout(() => child.kill('SIGKILL'), death.afterMs);
  const timer = death.duringStart ? later() : await Promise.race([ready.then(later), ended.then(() => null)]);
  const [code, signal] = await ended;
  if (timer !== null) clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`the station ended by itself with code ${code}`);
}

async function comeToRest(plan: ChaosChildPlan, restSeconds: number): Promise<void> {
  const { child, ended } = startChild(plan);
  const timer = setTimeout(() => child.kill('SIGKILL'), restSeconds * 1_000);
  const [code] = await ended;
  clearTimeout(timer);
  // Killed: what has not come to rest is counted as lost, by name.
  if (code !== 0 && code !== null) throw new Error(`the station ended by itself with code ${code} after ${readOwed(plan.folder).length} dispatches`);
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  return list.map((value) => ({ value, mark: random() })).sort((a, b) => a.mark - b.mark).map(({ value }) => value);
}

export function describeChaos(result: ChaosResult): string {
  return `chaos drain: ${result.owed} owed, ${result.confirmed} confirmed, ${result.parked} parked, ${result.lost.length} lost, ${result.duplicate.length} duplicate`;
}

export function detailChaos(result: ChaosResult): string {
  const faults = [...result.faults].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  return [
    `  ${result.shops} accounts, ${result.kills} kills, ${result.clockJumps} clock jumps, at rest ${result.restedAfterSeconds.toFixed(1)} s after the last fault; told twice without effect: ${result.toldTwice}`,
    `  sown: ${faults.join(', ')}`,
    `  parked: ${Object.entries(result.parkedBy).map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none'}`,
    ...[...result.lost, ...result.duplicate].slice(0, 40).map((each) => `  ! ${each}`),
  ].join('\n');
}
