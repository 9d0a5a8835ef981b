// Scan to verdict in the station process, alone and beside an import; and what an import of a whole catalogue takes.
import path from 'node:path';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { createBareScan, createFsyncProbe } from './bare-scan.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { benchStore, copyStation, filledStation, openFileStation, type FileStation } from './file-station.ts';
import { createPackingRun, scanKinds, type PackingTimes } from './packing-run.ts';
import { quantile, type BenchRow } from './row.ts';
import { writeOrderFile } from './write-order-file.ts';

interface Sizes {
  /** Orders on the station, smallest first. */
  readonly stations: readonly number[];
  /** Orders packed on each of them. */
  readonly packed: number;
  /** Orders packed before anything is timed. */
  readonly warmUp: number;
  readonly imported: number;
}

const full: Sizes = { stations: [1_000, 100_000, 1_000_000], packed: 700, warmUp: 40, imported: 1_000_000 };
const quick: Sizes = { stations: [1_000, 20_000], packed: 150, warmUp: 20, imported: 50_000 };

const p99GateMs = 2;
const growthGate = 1.5;
const bareGate = 3;
const besideImportGateMs = 20;
const importGatePerSecond = 15_000;
/** Beside an import: between two scans of a packer who is faster than any hand. Milliseconds. */
const pauseMs = 10;

export async function benchScan(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const sizes = size.quick ? quick : full;
  const imports = await importAlone(sizes);
  const scans = await scansAtSizes(sizes);
  return [...scans, ...imports];
}

interface Bench {
  readonly orders: number;
  readonly station: FileStation;
  readonly picked: readonly OrderDraft[];
}

/** All sizes, the bare statements and the bare fsync take turns order by order, so that whatever else the machine does hits all alike. */
async function scansAtSizes(sizes: Sizes): Promise<BenchRow[]> {
  const benches: Bench[] = [];
  for (const orders of sizes.stations) {
    const filled = await filledStation(orders);
    benches.push({ orders, station: await openFileStation(copyStation(filled, `scan-${orders}`)), picked: filled.picked });
  }
  const largest = benches.at(-1);
  if (largest === undefined) throw new Error('no size to measure');
  const bare = createBareScan(largest.station.folder);
  const probe = createFsyncProbe(largest.station.folder);
  const timed = await takeTurns(benches, sizes, () => {
    bare.scan();
    probe.sync();
  });
  bare.close();
  probe.close();
  const rows = [...rowsOf(benches, timed), ...againstBare(largest, timed, bare.times, probe.times)];
  rows.push(...(await besideImport(largest, sizes)));
  for (const { station } of benches) {
    await station.opened.close();
    freeFolder(station.folder);
  }
  return rows;
}

async function takeTurns(benches: readonly Bench[], { packed, warmUp }: Sizes, afterItemOfLargest: () => void): Promise<readonly PackingTimes[]> {
  const warm = benches.map(({ station }) => createPackingRun(station));
  for (let turn = 0; turn < warmUp; turn += 1) await packNext(benches, warm, turn);
  const runs = benches.map(({ station }, index) => createPackingRun(station, index === benches.length - 1 ? { afterItem: afterItemOfLargest } : {}));
  for (let turn = warmUp; turn < warmUp + packed; turn += 1) await packNext(benches, runs, turn);
  return runs.map((run) => run.times);
}

async function packNext(benches: readonly Bench[], runs: readonly ReturnType<typeof createPackingRun>[], turn: number): Promise<void> {
  for (const [index, { picked }] of benches.entries()) {
    const order = picked[turn];
    if (order === undefined) throw new Error(`the station holds fewer than ${turn + 1} orders to pack`);
    await runs[index]?.pack(order);
  }
}

function rowsOf(benches: readonly Bench[], timed: readonly PackingTimes[]): BenchRow[] {
  const medianOf = (index: number): number => quantile(timed[index]?.all ?? [], 0.5);
  return benches.flatMap(({ orders }, index): BenchRow[] => {
    const times = timed[index];
    if (times === undefined) return [];
    const isLargest = index === benches.length - 1;
    const p99 = quantile(times.all, 0.99);
    const all: BenchRow = {
      name: `scan to verdict, ${amount(orders)} orders`,
      unit: 'ms',
      median: medianOf(index),
      p99,
      note: `${times.all.length} scans of all kinds, two durable commits each`,
      ...(isLargest ? { gate: `p99 <= ${p99GateMs} ms`, pass: p99 <= p99GateMs } : {}),
    };
    if (!isLargest) return [all];
    const growth = medianOf(index) / medianOf(0);
    return [
      all,
      ...scanKinds.filter((kind) => times.byKind[kind].length > 0).map((kind): BenchRow => ({ name: `scan to verdict, ${amount(orders)} orders: ${kind}`, unit: 'ms', ...middle(times.byKind[kind]), note: `${times.byKind[kind].length} scans` })),
      { name: `scan to verdict: growth from ${amount(benches[0]?.orders ?? 0)} orders`, unit: 'ratio', median: growth, gate: `<= ${growthGate}`, pass: growth <= growthGate, note: 'medians, taken in turns in one run' },
      { name: 'picture of the bench after an item, built and serialised', unit: 'ms', ...middle(times.views), note: 'after the answer, not part of it' },
    ];
  });
}

function againstBare(largest: Bench, timed: readonly PackingTimes[], bare: readonly number[], fsyncs: readonly number[]): BenchRow[] {
  const items = timed.at(-1)?.byKind.item ?? [];
  const ratio = quantile(items, 0.5) / quantile(bare, 0.5);
  return [
    {
      name: `item scan, ${amount(largest.orders)} orders`,
      unit: 'ms',
      ...middle(items),
      baseline: 'its bare statements',
      ratio,
      gate: `<= ${bareGate}x`,
      pass: ratio <= bareGate,
      note: `bare: p50 ${quantile(bare, 0.5).toFixed(3)} ms, p99 ${quantile(bare, 0.99).toFixed(3)} ms (scripts/bench/bare-scan.ts)`,
    },
    { name: 'one fsync of the same disk, in between', unit: 'ms', ...middle(fsyncs), note: '4 KiB appended; a scan waits for two' },
  ];
}

/** A second file of other orders comes in while the largest station packs on. */
async function besideImport({ orders, station, picked }: Bench, sizes: Sizes): Promise<BenchRow[]> {
  const folder = benchFolder('import-beside');
  const filePath = path.join(folder, 'orders.csv');
  writeOrderFile(filePath, sizes.imported, 2);
  let isRunning = true;
  const startedMs = performance.now();
  const importing = importFile(station, filePath).finally(() => {
    isRunning = false;
  });
  const run = createPackingRun(station, { pauseMs });
  for (let turn = sizes.warmUp + sizes.packed; isRunning && turn < picked.length; turn += 1) {
    const order = picked[turn];
    if (order !== undefined) await run.pack(order);
  }
  const endedEarly = isRunning;
  await importing;
  const seconds = (performance.now() - startedMs) / 1000;
  freeFolder(folder);
  const p99 = quantile(run.times.all, 0.99);
  const note = `${run.times.all.length} scans while ${amount(sizes.imported)} orders joined ${amount(orders)}${endedEarly ? '; the orders to pack ran out before the import did' : ''}; slowest ${Math.max(...run.times.all).toFixed(1)} ms`;
  return [
    { name: `scan to verdict beside an import of ${amount(sizes.imported)} orders`, unit: 'ms', median: quantile(run.times.all, 0.5), p99, gate: `p99 <= ${besideImportGateMs} ms`, pass: p99 <= besideImportGateMs, note },
    { name: 'import beside the scans, end to end', unit: 'orders/s', median: Math.round(sizes.imported / seconds) },
  ];
}

/** File to order cache, with nothing beside it: parsing, both threads, every index, every commit durable. */
async function importAlone({ imported }: Sizes): Promise<BenchRow[]> {
  const folder = benchFolder('import-alone');
  const filePath = path.join(folder, 'orders.csv');
  const bytes = writeOrderFile(filePath, imported, 1);
  const station = await openFileStation(path.join(folder, 'station'));
  const startedMs = performance.now();
  await importFile(station, filePath);
  const rate = imported / ((performance.now() - startedMs) / 1000);
  const stored = station.opened.station.context.orders.countOrders();
  if (stored !== imported) throw new Error(`${stored} of ${imported} orders are stored`);
  await station.opened.close();
  freeFolder(folder);
  return [
    {
      name: `import of ${amount(imported)} orders, file to order cache`,
      unit: 'orders/s',
      median: Math.round(rate),
      gate: `>= ${importGatePerSecond.toLocaleString('en')}`,
      pass: rate >= importGatePerSecond,
      note: `${(bytes / 1e6).toFixed(0)} MB of Packgate CSV, nothing beside it`,
    },
  ];
}

async function importFile(station: FileStation, filePath: string): Promise<void> {
  const result = await station.opened.station.handlers.importOrders({ storeId: benchStore, filePath });
  if (!('orders' in result)) throw new Error(result.message);
  if (result.problemsTotal > 0) throw new Error(`the sample file has ${result.problemsTotal} problems, the first: ${result.problems[0]?.reason}`);
}

const middle = (samples: readonly number[]): { readonly median: number; readonly p99: number } => ({ median: quantile(samples, 0.5), p99: quantile(samples, 0.99) });

function amount(orders: number): string {
  return orders.toLocaleString('en');
}
