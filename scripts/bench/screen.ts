// What the packer sees: key to verdict in the real window, cold start, and the memory of each process.
import type { BenchView, PracticeOrderView } from '../../src/shared/contract/views.ts';
import { SCAN_MEASURE } from '../../src/renderer/src/app/scan-timing.ts';
import { encodeCommand } from '../../src/shared/domain/scan/commands.ts';
import { createPacker, type Packer } from '../../test/e2e/support/packer.ts';
import type { RunningProcess } from '../../test/e2e/support/processes.ts';
import { launchStation, type RunningStation } from '../../test/e2e/support/station.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { copyOrders, filledStation } from './file-station.ts';
import { familyOf, residentMb } from './memory.ts';
import { inRealWindow } from './real-window.ts';
import { quantile, type BenchRow } from './row.ts';

type Page = RunningStation['page'];

interface Sizes {
  readonly orders: number;
  readonly scans: number;
  readonly starts: number;
}

const full: Sizes = { orders: 1_000_000, scans: 200, starts: 3 };
const quick: Sizes = { orders: 20_000, scans: 60, starts: 1 };

const p95GateMs = 50;

export const benchScreen = (size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> => inRealWindow('key to verdict on the screen', (where) => measure(size.quick ? quick : full, where));

async function measure(sizes: Sizes, where: string): Promise<BenchRow[]> {
  const dataFolder = benchFolder('screen');
  copyOrders(await filledStation(sizes.orders), dataFolder);
  const coldMs: number[] = [];
  for (let start = 0; start < sizes.starts; start += 1) coldMs.push(await coldStart(dataFolder));
  const station = await launchStation({ dataFolder });
  await station.page.locator('[data-screen]').first().waitFor();
  await typeScans(station.page, sizes.scans);
  const shown = await verdictTimes(station.page);
  const memory = memoryRows(station, sizes.orders);
  await station.close();
  freeFolder(dataFolder);
  const p95 = quantile(shown, 0.95);
  return [
    {
      name: 'last key of a scan to the frame with its verdict',
      unit: 'ms',
      median: quantile(shown, 0.5),
      p99: quantile(shown, 0.99),
      gate: `p95 <= ${p95GateMs} ms`,
      pass: p95 <= p95GateMs,
      note: `p95 ${p95.toFixed(1)} ms; ${shown.length} scans typed, ${where}, ${sizes.orders.toLocaleString('en')} orders in the cache`,
    },
    { name: 'cold start: launch to the first verdict on the screen', unit: 'ms', median: quantile(coldMs, 0.5), note: `${coldMs.length} launches; the driver of the window attaches within it` },
    ...memory,
  ];
}

async function coldStart(dataFolder: string): Promise<number> {
  const startedMs = Date.now();
  const { page, close } = await launchStation({ dataFolder });
  // Keys that come before the page listens are nobody's.
  await page.locator('[data-screen]').first().waitFor();
  await typeScan(page, createPacker(page), 'UNKNOWN-1', 1);
  const shownAtMs = await page.evaluate((name) => performance.timeOrigin + Math.max(...performance.getEntriesByName(name).map((entry) => entry.startTime + entry.duration)), SCAN_MEASURE);
  await close();
  return shownAtMs - startedMs;
}

const verdictTimes = (page: Page): Promise<number[]> => page.evaluate((name) => performance.getEntriesByName(name).map((entry) => entry.duration), SCAN_MEASURE);

/** Types as a keyboard wedge does and waits until the page has measured the `count`-th verdict. */
async function typeScan(page: Page, packer: Packer, text: string, count: number): Promise<void> {
  await packer.scan(text);
  await page.waitForFunction(([name, least]) => performance.getEntriesByName(name).length >= least, [SCAN_MEASURE, count] as const, { timeout: 10_000 });
}

/** Packs whatever the practice market offers, refused orders too, until so many scans were typed. */
async function typeScans(page: Page, wanted: number): Promise<void> {
  const packer = createPacker(page);
  const touched = new Set<string>();
  let typed = 0;

  async function scan(text: string): Promise<BenchView> {
    await typeScan(page, packer, text, (typed += 1));
    const bench = await loadBench(page);
    if (bench.screen.kind === 'stopped') await typeScan(page, packer, encodeCommand('ok'), (typed += 1));
    return bench;
  }

  async function nextOrder(): Promise<PracticeOrderView> {
    const found = (await packer.practice()).orders.find((order) => !touched.has(order.channelOrderId));
    if (found !== undefined) {
      touched.add(found.channelOrderId);
      return found;
    }
    await page.evaluate(() => window.station!.addPracticeOrders({}));
    return nextOrder();
  }

  while (typed < wanted) {
    const order = await nextOrder();
    let bench = await scan(order.barcode.text);
    for (const unit of order.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.barcode.text))) {
      if (bench.screen.kind !== 'packing' || typed >= wanted) break;
      bench = await scan(unit);
    }
    if (bench.screen.kind === 'packing') await scan(encodeCommand('abort'));
    if (bench.screen.kind !== 'scan-label') continue;
    const { label } = await packer.practice();
    if (label !== null) await scan(label.barcode.text);
  }
}

const loadBench = (page: Page): Promise<BenchView> =>
  page.evaluate(async () => {
    const reply = await window.station!.loadBench({});
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value;
  });

function memoryRows({ app, stationProcessId }: RunningStation, orders: number): BenchRow[] {
  const stationId = stationProcessId();
  const family = familyOf(app.process().pid ?? 0);
  const rows = family.map((row) => ({ kind: kindOf(row, family[0]?.pid, stationId), rssMb: residentMb(row.pid) }));
  const kinds = [...new Set(rows.map((row) => row.kind))];
  return kinds.map((kind): BenchRow => {
    const same = rows.filter((row) => row.kind === kind);
    return { name: `memory (RSS) of the app: ${kind}`, unit: 'MB', median: Math.round(same.reduce((sum, row) => sum + row.rssMb, 0)), note: `${same.length > 1 ? `${same.length} processes together, ` : ''}after the scans, ${orders.toLocaleString('en')} orders in the cache; pages shared between processes are counted in each` };
  });
}

function kindOf({ pid, command }: RunningProcess, shell: number | undefined, stationId: number): string {
  if (pid === shell) return 'main';
  if (pid === stationId) return 'station';
  const type = /--type=(\S+)/.exec(command)?.[1];
  return type === undefined ? 'other' : type === 'gpu-process' ? 'gpu' : type;
}
