// What the two SQLite files cost: import, lookup, durable dispatch against the disk's own fsync, and a start with a long log.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orderOf } from '../../src/main/application/apply-channel-order.ts';
import { createJournal } from '../../src/main/storage/journal.ts';
import { openCache, openJournal } from '../../src/main/storage/open.ts';
import { createOrderStore } from '../../src/main/storage/order-store.ts';
import { standingOf } from '../../src/shared/domain/gate/standing-of.ts';
import { quantityToPack, type CheckedOrder, type StoreId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, Parcel, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { projectRoot } from '../toolchain/places.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { quantile, type BenchRow } from './row.ts';
import { sampleOrders } from './sample-orders.ts';

const migrationsDirectory = join(projectRoot, 'src/main/storage/migrations');
const clock = { nowMs: () => Date.now() };
const benchId = 'bench-1' as BenchId;
const store = 'store' as StoreId;
/** As the station's own import does. */
const batchSize = 500;
const lookups = 4000;
/** A bench has a quiet moment at least this often. */
const parcelsBetweenQuiet = 20;

export async function benchStorage(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const sizes = size.quick ? [1000, 20_000] : [1000, 100_000, 1_000_000];
  return [...ordersAt(sizes), ...durableDispatch(size.quick ? 300 : 2000), ...syncProof(), ...longLog(size.quick ? 50 : 200, size.quick ? 3 : 7)];
}

function* checkedOrders(count: number): Generator<CheckedOrder> {
  for (const draft of sampleOrders(count, 7)) yield { order: orderOf(store, draft), checkedAtMs: Date.now(), checkedSource: 'bench' };
}

interface CacheFigures {
  readonly count: number;
  readonly ordersPerSecond: number;
  readonly lookupUs: readonly number[];
  readonly megabytes: number;
}

function ordersAt(sizes: readonly number[]): BenchRow[] {
  const figures = sizes.map(measureCache);
  const smallest = figures[0];
  const largest = figures.at(-1);
  if (smallest === undefined || largest === undefined) throw new Error('no size to measure');
  const name = (count: number): string => count.toLocaleString('en');
  const baseMedian = quantile(smallest.lookupUs, 0.5);
  return [
    { name: `import of ${name(largest.count)} orders`, unit: 'orders/s', median: largest.ordersPerSecond, gate: '>= 15,000', pass: largest.ordersPerSecond >= 15_000, note: `${batchSize} a transaction, ${largest.megabytes.toFixed(0)} MB; time of the store alone` },
    ...figures.map(({ count, lookupUs }): BenchRow => {
      const median = quantile(lookupUs, 0.5);
      const ratio = median / baseMedian;
      const isLargest = count === largest.count;
      return {
        name: `code on the paper to order, ${name(count)} orders`,
        unit: 'us',
        median,
        p99: quantile(lookupUs, 0.99),
        baseline: `of ${name(smallest.count)}`,
        ratio,
        ...(isLargest ? { gate: 'ratio <= 1.5', pass: ratio <= 1.5 } : {}),
      };
    }),
  ];
}

function measureCache(count: number): CacheFigures {
  const folder = benchFolder('cache');
  const file = openCache({ directory: folder, migrationsDirectory, clock });
  const orders = createOrderStore(file);
  const codes: string[] = [];
  const everyNth = Math.max(1, Math.floor(count / 500));
  let batch: CheckedOrder[] = [];
  let seen = 0;
  let savingMs = 0;
  const flush = (): void => {
    const startedMs = performance.now();
    orders.saveOrders(batch);
    savingMs += performance.now() - startedMs;
    batch = [];
  };
  for (const checked of checkedOrders(count)) {
    if (seen % everyNth === 0) codes.push(checked.order.channelOrderId);
    seen += 1;
    batch.push(checked);
    if (batch.length === batchSize) flush();
  }
  flush();
  file.checkpoint();
  const lookupUs = timeLookups(codes, (code) => {
    const [orderId] = orders.findByCode(code);
    if (orderId === undefined || orders.loadOrder(orderId) === null) throw new Error(`order ${code} is not found`);
  });
  const megabytes = statSync(file.path).size / 1e6;
  file.close();
  freeFolder(folder);
  return { count, ordersPerSecond: count / (savingMs / 1000), lookupUs, megabytes };
}

/** The first round warms what a bench has warm: the pages of the orders in hand. */
function timeLookups(codes: readonly string[], look: (code: string) => void): readonly number[] {
  for (const code of codes) look(code);
  const times: number[] = [];
  for (let n = 0; n < lookups; n += 1) {
    const code = codes[(n * 7919) % codes.length] ?? '';
    const startedMs = performance.now();
    look(code);
    times.push((performance.now() - startedMs) * 1000);
  }
  return times;
}

/** The commit in which a parcel is labelled and leaves, each followed by one bare fsync on the same disk. */
function durableDispatch(count: number): BenchRow[] {
  const folder = benchFolder('dispatch');
  const file = openJournal({ directory: folder, migrationsDirectory, clock });
  const journal = createJournal(file);
  const probe = openSync(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(4096, 7);
  const commitUs: number[] = [];
  const statementsUs: number[] = [];
  const fsyncUs: number[] = [];
  const warmUp = 100;
  let n = 0;
  for (const { order, ...checked } of checkedOrders((count + warmUp) * 2)) {
    if (n === count + warmUp) break;
    const lines = order.lines.filter((line) => quantityToPack(line) > 0);
    if (order.state !== 'open' || order.payment !== 'paid' || order.cancellation.kind !== 'none' || lines.length < order.lines.length) continue;
    n += 1;
    const parcel: Parcel = {
      id: `parcel-${n}` as ParcelId, orderId: order.id, storeId: order.storeId, channelOrderId: order.channelOrderId, benchId, packer: 'Alex', state: 'open', parcelIndex: 1, parcelCount: 1,
      lines: lines.map((line) => ({ lineId: line.lineId, sku: line.sku, title: line.title, barcodes: line.barcodes, expected: quantityToPack(line), packed: 0 })),
      label: null, openedAtMs: Date.now(), verifiedAtMs: null, dispatchedAtMs: null, stoppedAtMs: null, weight: null, box: null,
    };
    journal.transaction(() => {
      journal.standings.save(standingOf({ order, ...checked }, { findings: [], shipToHash: null }));
      journal.parcels.insert(parcel);
      for (const line of parcel.lines) journal.parcels.saveCount(parcel.id, line.lineId, line.expected);
      journal.parcels.saveState(parcel.id, 'verified', Date.now());
    });
    let committingMs = 0;
    const startedMs = performance.now();
    journal.transaction(() => {
      dispatch(journal, parcel, n);
      committingMs = performance.now();
    });
    const endedMs = performance.now();
    writeSync(probe, page);
    fsyncSync(probe);
    const syncedMs = performance.now();
    // As the station does whenever its bench is quiet.
    if (n % parcelsBetweenQuiet === 0) file.checkpoint();
    if (n <= warmUp) continue;
    statementsUs.push((committingMs - startedMs) * 1000);
    commitUs.push((endedMs - committingMs) * 1000);
    fsyncUs.push((syncedMs - endedMs) * 1000);
  }
  closeSync(probe);
  file.close();
  freeFolder(folder);
  const wholeUs = commitUs.map((us, index) => us + (statementsUs[index] ?? 0));
  const row = (name: string, samples: readonly number[]): BenchRow => ({ name, unit: 'us', median: quantile(samples, 0.5), p99: quantile(samples, 0.99), baseline: 'one fsync', ratio: quantile(samples, 0.5) / quantile(fsyncUs, 0.5) });
  const commit = row('durable dispatch: its commit', commitUs);
  return [
    { name: 'one fsync of one page, between the commits', unit: 'us', median: quantile(fsyncUs, 0.5), p99: quantile(fsyncUs, 0.99) },
    { ...commit, gate: 'p50 and p99 <= 1.5x fsync', pass: passes(commitUs, fsyncUs), note: `p99 ${(quantile(commitUs, 0.99) / quantile(fsyncUs, 0.99)).toFixed(2)}x; SSCC, label, dispatch, write-back and audit in one` },
    { ...row('durable dispatch: its statements', statementsUs), note: 'the rules of the schema included' },
    row('durable dispatch: whole', wholeUs),
  ];
}

function passes(samples: readonly number[], base: readonly number[]): boolean {
  return [0.5, 0.99].every((share) => quantile(samples, share) <= 1.5 * quantile(base, share));
}

function dispatch(journal: ReturnType<typeof createJournal>, parcel: Parcel, n: number): void {
  const nowMs = Date.now();
  const sscc = journal.ssccs.allocate({ companyPrefix: '9521234', extensionDigit: 0 }, benchId, parcel.id, nowMs);
  journal.parcels.saveLabel(parcel.id, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: nowMs, isVoid: false, shipToHash: null });
  journal.parcels.saveState(parcel.id, 'labelled', nowMs);
  journal.parcels.saveState(parcel.id, 'dispatched', nowMs);
  journal.ssccs.markShipped(sscc, nowMs);
  journal.writeBacks.insert({
    id: `write-back-${n}` as WriteBackId, storeId: parcel.storeId, orderId: parcel.orderId, parcelId: parcel.id,
    notice: { channelOrderId: parcel.channelOrderId, packageReference: '1', carrierCode: 'DHL', trackingNumber: sscc, shippedAtMs: nowMs, lines: parcel.lines.map((line) => ({ lineId: line.lineId, quantity: line.expected })) },
    state: 'due', attempts: 0, dueAtMs: nowMs, shipByMs: null, createdAtMs: nowMs, acceptedAtMs: null, confirmedAtMs: null, sendingSinceMs: null, proofReads: 0, parkReason: null, problemCode: null, lastAnswer: null, toldBy: null,
  });
  journal.audit.append({ atMs: nowMs, benchId, actor: parcel.packer, act: 'dispatched', subject: parcel.id, detail: JSON.stringify({ orderId: parcel.orderId, sscc }) });
}

const writer = fileURLToPath(new URL('./durable-writer.ts', import.meta.url));
const isThere = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).error === undefined;

/** That it syncs is not believed but counted: system calls per commit, and how much faster it is when fsync does nothing. */
function syncProof(): BenchRow[] {
  const rows: BenchRow[] = [];
  const commits = 500;
  const rate = (under: readonly string[]): number => {
    const folder = benchFolder('sync');
    const [command = process.execPath, ...rest] = [...under, process.execPath, writer, folder, 'commits', String(commits)];
    const found = Number(execFileSync(command, rest, { encoding: 'utf8' }));
    freeFolder(folder);
    return found;
  };
  if (isThere('strace', '-V')) {
    const folder = benchFolder('strace');
    const log = join(folder, 'trace');
    rate(['strace', '-f', '-qq', '-o', log, '-e', 'trace=fsync,fdatasync']);
    const perCommit = readFileSync(log, 'utf8').split('\n').filter((line) => /\b(fsync|fdatasync)\(/.test(line)).length / (commits + 200);
    freeFolder(folder);
    rows.push({ name: 'fsync calls per durable commit', unit: 'calls', median: perCommit, gate: '>= 1', pass: perCommit >= 1, note: 'counted by strace' });
  }
  const real = median([0, 1, 2].map(() => rate([])));
  if (!isThere('eatmydata', 'true')) return [...rows, { name: 'durable commits', unit: 'commits/s', median: real, note: 'eatmydata is not installed: no ratio against a disk that does not sync' }];
  const eaten = median([0, 1, 2].map(() => rate(['eatmydata'])));
  const ratio = eaten / real;
  return [...rows, { name: 'durable commits', unit: 'commits/s', median: real, baseline: 'slower than with fsync stubbed', ratio, gate: 'ratio >= 2', pass: ratio >= 2, note: 'eatmydata; near 1 would mean that nothing is synced' }];
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

function longLog(megabytes: number, runs: number): BenchRow[] {
  const opensMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const folder = benchFolder('log');
    spawnSync(process.execPath, [writer, folder, 'wal', String(megabytes)], { stdio: ['ignore', 'ignore', 'inherit'] });
    const startedMs = performance.now();
    const file = openJournal({ directory: folder, migrationsDirectory, clock, reserveBytes: 0 });
    createJournal(file).scans.count();
    opensMs.push(performance.now() - startedMs);
    file.close();
    freeFolder(folder);
  }
  const slowest = Math.max(...opensMs);
  return [{ name: `journal opens after kill -9 with a ${megabytes} MB log`, unit: 'ms', median: median(opensMs), p99: slowest, gate: 'every one <= 1,000', pass: slowest <= 1000, note: `lock, log recovery, quick_check, schema; ${runs} starts, slowest as p99` }];
}
