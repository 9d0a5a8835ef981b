// npm run bench [-- --quick] [-- --only NAME]: every figure the project claims, measured here and now.
// Medians and ratios against a named baseline of the same run; a table for people, JSON for machines.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchRow } from './bench/row.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, out: { type: 'string', default: 'bench-output' } } });

interface BenchSize {
  /** Smaller counts for a machine that has little time; the rows say which they used. */
  readonly quick: boolean;
}

type Bench = (size: BenchSize) => Promise<BenchRow[]>;

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  labels: async () => (await import('./bench/labels.ts')).benchLabels,
  scan: async () => (await import('./bench/scan.ts')).benchScan,
  storage: async () => (await import('./bench/storage.ts')).benchStorage,
  imports: async () => (await import('./bench/imports.ts')).benchImportParsing,
  drain: async () => (await import('./bench/drain.ts')).benchDrain,
  startup: async () => (await import('./bench/startup.ts')).benchStartup,
  screen: async () => (await import('./bench/screen.ts')).benchScreen,
};

const wanted = values.only === undefined ? Object.keys(benches) : values.only.split(',');
const results: { bench: string; rows: BenchRow[] }[] = [];
console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(2)}${values.quick ? ', quick sizes' : ''}`);
for (const name of wanted) {
  const load = benches[name];
  if (load === undefined) throw new Error(`no bench "${name}": ${Object.keys(benches).join(', ')}`);
  const rows = await (await load())({ quick: values.quick });
  results.push({ bench: name, rows });
  printTable(name, rows);
}

fs.mkdirSync(values.out, { recursive: true });
const file = path.join(values.out, 'figures.json');
fs.writeFileSync(file, JSON.stringify({ measuredAt: new Date().toISOString(), node: process.version, cpus: os.cpus().length, quick: values.quick, results }, null, 2));
const missed = results.flatMap(({ rows }) => rows).filter((row) => row.pass === false);
console.log(`\nwritten to ${file}`);
console.log(missed.length === 0 ? 'every gate passed' : `gates missed: ${missed.map((row) => row.name).join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

function printTable(name: string, rows: readonly BenchRow[]): void {
  console.log(`\n${name}`);
  const cells = rows.map((row) => [row.name, number(row.median), row.p99 === undefined ? '' : number(row.p99), row.unit, row.ratio === undefined ? '' : `${number(row.ratio)}x ${row.baseline ?? ''}`, row.gate ?? '', row.pass === undefined ? '' : row.pass ? 'ok' : 'MISSED', row.note ?? '']);
  const table = [['figure', 'median', 'p99', 'unit', 'against', 'gate', '', ''], ...cells];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table) console.log(`  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}`);
}

function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
