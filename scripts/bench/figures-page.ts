import type { BenchRow } from './row.ts';

export interface MeasuredFigures {
  readonly measuredAt: string;
  readonly machine: MachineFacts;
  readonly quick: boolean;
  readonly results: readonly { readonly bench: string; readonly rows: readonly BenchRow[] }[];
}

export interface MachineFacts {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Processes that wanted to run in the minute before the first bench. */
  readonly load: number;
  /** Of the source that was measured, or null outside a checkout. */
  readonly commit: string | null;
}

const titles: Readonly<Record<string, string>> = {
  labels: 'Labels',
  scan: 'Scan to verdict, and import',
  storage: 'Durable commits',
  imports: 'Reading order files',
  gate: 'The gate',
  search: 'Search',
  board: 'The board',
  drain: 'Draining the queue of confirmations',
  channels: 'Draining every channel at once',
  peers: 'Draining beside other limiters, on the wall clock',
  queue: 'The queue on disk',
  stock: 'Stock',
  reconnect: 'Reconnect',
  startup: 'Start and memory of the station process',
  screen: 'The screen',
};

/** The page of the documentation, whole, from one run. Written by a program so that no figure on it can be wishful. */
export function buildFiguresPage({ measuredAt, machine, quick, results }: MeasuredFigures): string {
  const missed = results.flatMap(({ rows }) => rows).filter((row) => row.pass === false);
  const gates = results.flatMap(({ rows }) => rows).filter((row) => row.pass !== undefined).length;
  return [
    '# Figures',
    '',
    'Written by `npm run bench -- --page`; do not edit. Get them for your machine with `npm run bench` (`-- --quick` for small sizes, `-- --only scan,screen` for some).',
    '',
    `Measured ${measuredAt.slice(0, 10)} on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}${machine.commit === null ? '' : `, source ${machine.commit}`}; load ${machine.load.toFixed(1)} before the start${quick ? '; **quick sizes**' : ''}.`,
    'Every ratio compares with a baseline measured in the same run, in turns where the row says so. A gate is what the project promises; a miss is printed as one.',
    '',
    missed.length === 0 ? `All ${gates} gates passed.` : `**${missed.length} of ${gates} gates missed:** ${missed.map((row) => row.name).join('; ')}.`,
    ...results.flatMap(({ bench, rows }) => ['', `## ${titles[bench] ?? bench}`, '', ...tableOf(rows)]),
    '',
  ].join('\n');
}

function tableOf(rows: readonly BenchRow[]): readonly string[] {
  return [
    '| figure | median | p99 | unit | gate | | note |',
    '| --- | ---: | ---: | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${[row.name, figureText(row.median), row.p99 === undefined ? '' : figureText(row.p99), row.unit, row.gate ?? '', row.pass === undefined ? '' : row.pass ? 'ok' : '**missed**', noteOf(row)].map(cell).join(' | ')} |`),
  ];
}

function noteOf({ ratio, baseline, note }: BenchRow): string {
  const against = ratio === undefined ? [] : [`${figureText(ratio)} x ${baseline ?? 'the baseline'}`];
  return [...against, ...(note === undefined ? [] : [note])].join('; ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Three significant digits: more would be the machine's mood. */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
