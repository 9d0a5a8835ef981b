// npm run bench [-- --quick] [-- --only NAME] [-- --page]: every figure the project claims, measured here and now.
// Medians and ratios against a named baseline of the same run; a table for people, JSON for machines. `--page` writes docs/figures.md.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildFiguresPage, figureText, type MachineFacts, type MeasuredFigures } from './bench/figures-page.ts';
import type { BenchRow } from './bench/row.ts';
import { projectRoot } from './toolchain/places.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, page: { type: 'boolean', default: false }, out: { type: 'string', default: 'bench-output' } },
});
if (values.page && values.only !== undefined) throw new Error('the page shows one run of all benches: leave --only out');

interface BenchSize {
  /** Smaller counts for a machine that has little time; the rows say which they used. */
  readonly quick: boolean;
}

type Bench = (size: BenchSize) => Promise<BenchRow[]>;

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  // First: it looks at how much this process grows, and a process that has grown before has room to hide in.
  imports: async () => (await import('./bench/imports.ts')).benchImportParsing,
  labels: async () => (await import('./bench/labels.ts')).benchLabels,
  scan: async () => (await import('./bench/scan.ts')).benchScan,
  storage: async () => (await import('./bench/storage.ts')).benchStorage,
  gate: async () => (await import('./bench/gate.ts')).benchGate,
  search: async () => (await import('./bench/search.ts')).benchSearch,
  board: async () => (await import('./bench/board.ts')).benchBoard,
  drain: async () => (await import('./bench/drain.ts')).benchDrain,
  channels: async () => (await import('./bench/drain-mixed.ts')).benchDrainMixed,
  peers: async () => (await import('./bench/drain-peers.ts')).benchDrainPeers,
  queue: async () => (await import('./bench/queue.ts')).benchQueue,
  stock: async () => (await import('./bench/stock.ts')).benchStock,
  reconnect: async () => (await import('./bench/reconnect.ts')).benchReconnect,
  startup: async () => (await import('./bench/startup.ts')).benchStartup,
  screen: async () => (await import('./bench/screen.ts')).benchScreen,
};

const wanted = values.only === undefined ? Object.keys(benches) : values.only.split(',');
const results: { bench: string; rows: BenchRow[] }[] = [];
const machine = machineFacts();
console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.toFixed(2)}${values.quick ? ', quick sizes' : ''}`);
for (const name of wanted) {
  const load = benches[name];
  if (load === undefined) throw new Error(`no bench "${name}": ${Object.keys(benches).join(', ')}`);
  const rows = await rowsOf(name, load);
  results.push({ bench: name, rows });
  printTable(name, rows);
}

const figures: MeasuredFigures = { measuredAt: new Date().toISOString(), machine, quick: values.quick, results };
fs.mkdirSync(values.out, { recursive: true });
const file = path.join(values.out, 'figures.json');
fs.writeFileSync(file, JSON.stringify(figures, null, 2));
const page = path.join(projectRoot, 'docs/figures.md');
if (values.page) fs.writeFileSync(page, buildFiguresPage(figures));
const missed = results.flatMap(({ rows }) => rows).filter((row) => row.pass === false);
console.log(`\nwritten to ${file}${values.page ? ` and ${page}` : ''}`);
console.log(missed.length === 0 ? 'every gate passed' : `gates missed: ${missed.map((row) => row.name).join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** One bench that breaks is a failed gate with a name; the others are still measured. */
async function rowsOf(name: string, load: () => Promise<Bench>): Promise<BenchRow[]> {
  try {
    return await (await load())({ quick: values.quick });
  } catch (error: unknown) {
    console.error(error);
    return [{ name: `${name}: the bench failed`, unit: '', median: Number.NaN, gate: 'runs to its end', pass: false, note: String(error).split('\n')[0] ?? '' }];
  }
}

function printTable(name: string, rows: readonly BenchRow[]): void {
  console.log(`\n${name}`);
  const cells = rows.map((row) => [row.name, figureText(row.median), row.p99 === undefined ? '' : figureText(row.p99), row.unit, row.ratio === undefined ? '' : `${figureText(row.ratio)}x ${row.baseline ?? ''}`, row.gate ?? '', row.pass === undefined ? '' : row.pass ? 'ok' : 'MISSED', row.note ?? '']);
  const table = [['figure', 'median', 'p99', 'unit', 'against', 'gate', '', ''], ...cells];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table) console.log(`  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}`);
}

function machineFacts(): MachineFacts {
  const git = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: projectRoot, encoding: 'utf8' });
  return {
    processor: os.cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    load: os.loadavg()[0] ?? 0,
    commit: git.status === 0 ? git.stdout.trim() : null,
  };
}
