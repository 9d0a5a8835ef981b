// npm run verify:audit -- --data FOLDER: reads the audit log of a station, also while it runs, and says whether it is whole.
// Shares no code with the station that wrote it: whoever does not trust the station can read this one file.
// Exit code 0: whole. 1: broken. 2: could not be read.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';

interface AuditRow {
  readonly sequence: number;
  readonly at_ms: number;
  readonly bench_id: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: string;
  readonly previous_hash: string;
  readonly hash: string;
}

type Finding = { readonly rows: number; readonly head: string; readonly sinceMs: number | null; readonly untilMs: number | null } | { readonly brokenAt: number; readonly why: string };

/** Each hash covers the one before it and all of the row: SHA-256 over a JSON list. Before the first row stands this. */
const noHash = '0'.repeat(64);
const hashOf = (previous: string, row: AuditRow): string => createHash('sha256').update(JSON.stringify([previous, row.at_ms, row.bench_id, row.actor, row.act, row.subject, row.detail])).digest('hex');

/** What the station last noted beside the journal. Read first: it only grows, so an older note is never ahead of what is read later. */
function readWitness(folder: string): { readonly sequence: number; readonly hash: string } {
  const file = path.join(folder, 'journal.witness');
  const noted = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly auditSequence?: number; readonly auditHash?: string }) : {};
  return { sequence: noted.auditSequence ?? 0, hash: noted.auditHash ?? '' };
}

function verify(folder: string): Finding {
  const witness = readWitness(folder);
  const db = new Database(path.join(folder, 'journal.db'), { readonly: true, fileMustExist: true });
  try {
    // One transaction: the station may write on meanwhile, and this reads one state of it.
    return db.transaction(() => checkChain(db, witness))();
  } finally {
    db.close();
  }
}

function checkChain(db: Database.Database, witness: { readonly sequence: number; readonly hash: string }): Finding {
  let head = noHash;
  let rows = 0;
  let sinceMs: number | null = null;
  let untilMs: number | null = null;
  for (const row of db.prepare<[], AuditRow>('SELECT sequence, at_ms, bench_id, actor, act, subject, detail, previous_hash, hash FROM audit ORDER BY sequence').iterate()) {
    if (row.sequence !== rows + 1) return { brokenAt: rows + 1, why: `this row is missing: the next one has number ${row.sequence}` };
    if (row.previous_hash !== head) return { brokenAt: row.sequence, why: 'it does not follow the row before it' };
    if (row.hash !== hashOf(head, row)) return { brokenAt: row.sequence, why: 'its content is not what was written' };
    if (row.sequence === witness.sequence && row.hash !== witness.hash) return { brokenAt: row.sequence, why: 'the log up to here was written anew: the witness file knows another' };
    head = row.hash;
    rows = row.sequence;
    sinceMs ??= row.at_ms;
    untilMs = row.at_ms;
  }
  const given = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").pluck().get() ?? 0;
  const known = Math.max(given, witness.sequence);
  if (known > rows) return { brokenAt: rows + 1, why: `the end was cut off: ${known} rows were written` };
  return { rows, head, sinceMs, untilMs };
}

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) {
  console.error('Say where the station keeps its data: npm run verify:audit -- --data FOLDER (the folder with journal.db in it)');
  process.exit(2);
}
try {
  const found = verify(values.data);
  if ('brokenAt' in found) {
    console.error(`audit log BROKEN at row ${found.brokenAt}: ${found.why}`);
    process.exitCode = 1;
  } else {
    const from = found.sinceMs === null ? '' : `, ${new Date(found.sinceMs).toISOString()} to ${new Date(found.untilMs ?? found.sinceMs).toISOString()}`;
    console.log(`audit log whole: ${found.rows} rows${from}\nhead ${found.head}`);
  }
} catch (error: unknown) {
  console.error(`the audit log in ${values.data} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
