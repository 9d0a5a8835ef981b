// Start to ready-to-scan of the station process, after a clean stop and after kill -9 with a long write-ahead log; and its memory.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { copyDurably, freeFolder } from './bench-folder.ts';
import { buildIfOlder, builtStation } from './built-app.ts';
import { copyStation, filledStation, openFileStation } from './file-station.ts';
import { forkStation, type ForkedStation } from './forked-station.ts';
import { residentMb } from './memory.ts';
import { projectRoot } from '../toolchain/places.ts';
import { quantile, type BenchRow } from './row.ts';

interface Sizes {
  readonly orders: number;
  readonly runs: number;
  readonly walMb: number;
  readonly scans: number;
}

const full: Sizes = { orders: 1_000_000, runs: 7, walMb: 200, scans: 1000 };
const quick: Sizes = { orders: 20_000, runs: 3, walMb: 50, scans: 1000 };

const gateMs = 1000;
/** Each leaves 20 kB and more in the log. */
const mostScans = 40_000;
const journalFiles = ['journal.db', 'journal.db-wal', 'journal.witness'] as const;

export async function benchStartup(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const sizes = size.quick ? quick : full;
  const failure = await buildIfOlder();
  const stationFile = failure === null ? builtStation : path.join(projectRoot, 'src/main/station.ts');
  const which = failure === null ? 'built' : `from source, because ${failure}`;
  const filled = await filledStation(sizes.orders);
  const folder = copyStation(filled, 'startup');
  // Its settings name folders: they must be its own.
  await (await openFileStation(folder)).opened.close();
  const clean = await startsAfterCleanStop(stationFile, folder, filled.picked, sizes);
  const memory = await memoryAfterScans(stationFile, folder, filled.picked, sizes, which);
  const killed = await startsAfterKill(stationFile, folder, filled.picked, sizes);
  freeFolder(folder);
  const where = `${which}, ${sizes.orders.toLocaleString('en')} orders`;
  return [
    ...startRows('after a clean stop', clean, where),
    ...startRows(`after kill -9 with a ${killed.walMb.toFixed(0)} MB write-ahead log`, killed.starts, where),
    ...memory,
  ];
}

interface Start {
  readonly readyMs: number;
  /** From the fork to the verdict of the first scan. */
  readonly verdictMs: number;
}

async function start(stationFile: string, folder: string, code: string): Promise<{ readonly station: ForkedStation; readonly figures: Start }> {
  const startedMs = performance.now();
  const station = await forkStation(stationFile, folder);
  await station.scan(code);
  return { station, figures: { readyMs: station.readyMs, verdictMs: performance.now() - startedMs } };
}

async function startsAfterCleanStop(stationFile: string, folder: string, picked: readonly OrderDraft[], { runs }: Sizes): Promise<readonly Start[]> {
  const starts: Start[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { station, figures } = await start(stationFile, folder, firstCode(picked));
    starts.push(figures);
    await station.stop();
  }
  return starts;
}

/** Any code will do: opened once, the order is "already open" from then on, and the answer takes the same way. */
function firstCode(picked: readonly OrderDraft[]): string {
  const order = picked.find((candidate) => candidate.cancellation.kind === 'none' && candidate.payment === 'paid');
  if (order === undefined) throw new Error('no order that may be packed');
  return order.channelOrderId;
}

async function memoryAfterScans(stationFile: string, folder: string, picked: readonly OrderDraft[], { orders, scans }: Sizes, which: string): Promise<BenchRow[]> {
  const { station } = await start(stationFile, folder, firstCode(picked));
  for (let index = 0; index < scans; index += 1) await station.scan(codeOf(picked, index));
  const rssMb = residentMb(station.pid);
  await station.stop();
  return [{ name: `memory (RSS) of the station process, ${orders.toLocaleString('en')} orders`, unit: 'MB', median: Math.round(rssMb), note: `after ${scans} scans, ${which}; the order cache may take 64 MB of it` }];
}

/** Other orders' numbers, products, one that nobody knows: each is stored, judged and answered. */
function codeOf(picked: readonly OrderDraft[], index: number): string {
  const order = picked[index % picked.length];
  if (order === undefined) throw new Error('no orders');
  return index % 3 === 0 ? order.channelOrderId : index % 3 === 1 ? (order.lines[0]?.barcodes[1] ?? 'none') : `UNKNOWN-${index}`;
}

/** One kill, many starts: each begins with the same three files that the kill left. */
async function startsAfterKill(stationFile: string, folder: string, picked: readonly OrderDraft[], sizes: Sizes): Promise<{ readonly starts: readonly Start[]; readonly walMb: number }> {
  const walMb = await killWithLongLog(stationFile, folder, picked, sizes.walMb);
  const kept = path.join(folder, 'after-kill');
  fs.mkdirSync(kept);
  for (const name of journalFiles) fs.copyFileSync(path.join(folder, name), path.join(kept, name));
  const starts: Start[] = [];
  for (let run = 0; run < sizes.runs; run += 1) {
    for (const name of journalFiles) copyDurably(path.join(kept, name), path.join(folder, name));
    fs.rmSync(path.join(folder, 'journal.db-shm'), { force: true });
    const { station, figures } = await start(stationFile, folder, firstCode(picked));
    starts.push(figures);
    await station.stop();
  }
  return { starts, walMb };
}

/**
 * A long log is not the normal case: it needs a reader that never lets go. With one, the station scans until the log is long
 * enough; then both are killed, because a reader that closed in peace would empty the log on its way out.
 */
async function killWithLongLog(stationFile: string, folder: string, picked: readonly OrderDraft[], walMb: number): Promise<number> {
  const wal = path.join(folder, 'journal.db-wal');
  const { station } = await start(stationFile, folder, firstCode(picked));
  const reader = fork(path.join(import.meta.dirname, 'long-reader.ts'), [path.join(folder, 'journal.db')], { execPath: process.execPath });
  const readerEnded = new Promise((resolve) => reader.once('close', resolve));
  await new Promise((resolve) => reader.once('message', resolve));
  for (let index = 0; fs.statSync(wal).size < walMb * 1e6; index += 1) {
    if (index === mostScans) throw new Error(`the write-ahead log stays at ${fs.statSync(wal).size} bytes: the reader does not hold it`);
    await station.scan(codeOf(picked, index));
  }
  await station.kill();
  reader.kill('SIGKILL');
  await readerEnded;
  return fs.statSync(wal).size / 1e6;
}

function startRows(when: string, starts: readonly Start[], where: string): BenchRow[] {
  const verdicts = starts.map((each) => each.verdictMs);
  const worst = Math.max(...verdicts);
  return [
    { name: `start to ready, ${when}`, unit: 'ms', median: quantile(starts.map((each) => each.readyMs), 0.5), note: `${starts.length} starts of the station process, ${where}` },
    { name: `start to the first verdict, ${when}`, unit: 'ms', median: quantile(verdicts, 0.5), p99: worst, gate: `all <= ${gateMs} ms`, pass: worst <= gateMs, note: 'p99 column: the slowest' },
  ];
}
