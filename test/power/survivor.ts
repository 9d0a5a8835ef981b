import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createJournal } from '../../src/main/storage/journal.ts';
import { openJournal } from '../../src/main/storage/open.ts';
import { warmNode } from './support/warm-node.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';

const migrationsDirectory = resolve(import.meta.dirname, '../../src/main/storage/migrations');

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

/** What a writer said was on disk. */
export interface Acknowledged {
  readonly scans: string[];
  /** Parcel and SSCC: the label is on a box in the hall. */
  readonly printed: [string, string][];
  readonly dispatched: [string, string][];
}

/** One line of a writer, and when it was said: nanoseconds of the machine's monotonic clock. */
export interface Said {
  readonly text: string;
  readonly atNs: bigint;
}

export const nothingSaid = (): Acknowledged => ({ scans: [], printed: [], dispatched: [] });

export interface WriterRun {
  readonly child: ChildProcess;
  /** Ends when the process is gone and all that it said was read. */
  readonly ended: Promise<{ readonly code: number | null; readonly lines: readonly string[]; readonly stamped: readonly Said[] }>;
}

export interface WriterOptions {
  readonly directory: string;
  readonly run: string;
  readonly mode?: 'full' | 'normal';
  readonly parcels?: number;
  /** Program and arguments to run Node under. */
  readonly under?: readonly string[];
  readonly said: Acknowledged;
  /** Called for each line; the place from which a test kills. */
  readonly onLine?: (line: string, child: ChildProcess) => void;
}

export function startWriter({ directory, run, mode = 'full', parcels = 0, under = [], said, onLine }: WriterOptions): WriterRun {
  const [command = process.execPath, ...rest] = [...under, process.execPath, writer, directory, run, mode, String(parcels)];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'], env: warmNode });
  const stamped: Said[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    const { text, atNs } = parseLine(line);
    stamped.push({ text, atNs });
    note(said, text);
    onLine?.(text, child);
  });
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(([[code]]) => ({ code: code as number | null, lines: stamped.map(({ text }) => text), stamped }));
  return { child, ended };
}

function parseLine(line: string): Said {
  const match = /^(.*) @(\d+)$/.exec(line);
  if (match === null) throw new Error(`a writer said "${line}", without an instant`);
  return { text: match[1] ?? '', atNs: BigInt(match[2] ?? '0') };
}

/** What was acknowledged by some of the lines. */
export function heard(lines: readonly Said[]): Acknowledged {
  const said = nothingSaid();
  for (const { text } of lines) note(said, text);
  return said;
}

function note(said: Acknowledged, line: string): void {
  const [kind, name = '', sscc = ''] = line.split(' ');
  if (kind === 'scan') said.scans.push(name);
  if (kind === 'printed') said.printed.push([name, sscc]);
  if (kind === 'dispatched') said.dispatched.push([name, sscc]);
}

export interface Inspection {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Things that must agree and do not: half a transaction, a broken chain, a journal behind its witness. */
  readonly torn: readonly string[];
}

/** Opens the journal as the next start of the station does, and compares it with everything that was ever said. */
export function inspect(directory: string, said: Acknowledged): Inspection {
  const file = openJournal({ directory, migrationsDirectory, clock: { nowMs: () => Date.now() }, reserveBytes: 0 });
  try {
    const journal = createJournal(file);
    const one = (sql: string): number => file.db.prepare<[], number>(sql).pluck().get() ?? 0;
    const lost = [
      ...said.scans.filter((name) => journal.scans.load(`scan-${name}`) === null).map((name) => `scan ${name}`),
      ...said.printed.filter(([name, sscc]) => journal.parcels.load(name as ParcelId)?.label?.sscc !== sscc).map(([name]) => `number of ${name}`),
      ...said.dispatched.filter(([name]) => journal.parcels.load(name as ParcelId)?.state !== 'dispatched').map(([name]) => `dispatch ${name}`),
      ...said.dispatched.filter(([name, sscc]) => journal.writeBacks.findByParcel(name as ParcelId)?.notice.trackingNumber !== sscc).map(([name]) => `write-back ${name}`),
    ];
    const doubled = [
      ...repeated(said.printed.map(([, sscc]) => sscc)).map((sscc) => `SSCC ${sscc} printed twice`),
      ...repeated(said.dispatched.map(([name]) => name)).map((name) => `${name} dispatched twice`),
      ...file.db.prepare<[], string>("SELECT 'order ' || order_id || ' dispatched twice' FROM parcel WHERE dispatched_at_ms IS NOT NULL GROUP BY order_id HAVING count(*) > 1").pluck().all(),
      ...file.db.prepare<[], string>("SELECT 'write-back of ' || order_id || ' owed twice' FROM write_back GROUP BY order_id, package_reference HAVING count(*) > 1").pluck().all(),
      ...file.db.prepare<[], string>("SELECT 'SSCC ' || sscc || ' on two parcels' FROM parcel WHERE sscc IS NOT NULL GROUP BY sscc HAVING count(*) > 1").pluck().all(),
    ];
    const torn = [
      ...(one('SELECT count(*) FROM parcel WHERE dispatched_at_ms IS NOT NULL') === one('SELECT count(*) FROM write_back') ? [] : ['dispatches and write-backs differ in number']),
      ...(one('SELECT count(*) FROM audit') === one('SELECT count(*) FROM write_back') ? [] : ['audit and write-backs differ in number']),
      ...(one('SELECT count(*) FROM parcel WHERE sscc IS NOT NULL') === one('SELECT count(*) FROM sscc') ? [] : ['a number was spent for no label']),
      ...(journal.audit.verify().ok ? [] : ['the audit chain is broken']),
      ...(file.loss === null ? [] : ['the journal is behind its witness']),
      ...(file.db.pragma('integrity_check', { simple: true }) === 'ok' ? [] : ['integrity_check']),
    ];
    return { lost, doubled, torn };
  } finally {
    file.close();
  }
}

function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

export const countOf = (said: Acknowledged): number => said.scans.length + said.printed.length + said.dispatched.length;

/** Zero events in n trials: with 95 % certainty the rate is below 3/n (rule of three). */
export const bound = (n: number): string => `95 % bound ${((3 / n) * 100).toPrecision(2)} %`;

/** A small generator with a seed, so that a failing schedule can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
