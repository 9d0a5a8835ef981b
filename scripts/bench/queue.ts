// What the queue of owed messages costs on disk and in thought: durable throughput beside plain SQL, and the worker's CPU on a long history.
import { join } from 'node:path';
import { createJournal } from '../../src/main/storage/journal.ts';
import type { JournalFile } from '../../src/main/storage/journal-file.ts';
import { openJournal } from '../../src/main/storage/open.ts';
import type { Journal } from '../../src/main/application/ports/journal.ts';
import { createWriteBackWorker } from '../../src/main/writeback/worker.ts';
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aParcel, aWriteBack } from '../../test/power/parts.ts';
import { aStanding, testStartMs } from '../../test/support/builders.ts';
import { createManualClock } from '../../test/support/manual-clock.ts';
import { createFakeChannel } from '../../test/writeback/support/fake-channel.ts';
import { createSeededRandom } from '../../test/writeback/support/seeded-random.ts';
import { projectRoot } from '../toolchain/places.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { openLiteque, openPlainjob } from './queue-peers.ts';
import { quantile, type BenchRow } from './row.ts';

const migrationsDirectory = join(projectRoot, 'src/main/storage/migrations');
const benchId = 'bench-1' as BenchId;
const storeId = 'shop' as StoreId;
const DUE = 10_000;

interface Opened {
  readonly file: JournalFile;
  readonly journal: Journal;
  close(): void;
}

function openOwn(name: string): Opened {
  const directory = benchFolder(name);
  const file = openJournal({ directory, migrationsDirectory, clock: { nowMs: () => testStartMs }, reserveBytes: 0 });
  return {
    file,
    journal: createJournal(file),
    close() {
      file.close();
      freeFolder(directory);
    },
  };
}

/** A parcel that left, and the message that it owes: the message is given back, not yet written. */
function dispatchOne(journal: Journal, name: string): WriteBack {
  const orderId = `shop/${name}` as OrderId;
  const parcelId = `parcel-${name}` as ParcelId;
  journal.standings.save(aStanding({ orderId, channelOrderId: name }));
  journal.parcels.insert(aParcel({ id: parcelId, orderId, channelOrderId: name, benchId }));
  journal.parcels.saveCount(parcelId, 'line-1', 1);
  journal.parcels.saveState(parcelId, 'verified', testStartMs);
  const sscc = journal.ssccs.allocate({ companyPrefix: '9521234', extensionDigit: 0 }, benchId, parcelId, testStartMs);
  journal.parcels.saveLabel(parcelId, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: testStartMs, isVoid: false, shipToHash: null });
  journal.parcels.saveState(parcelId, 'labelled', testStartMs);
  journal.parcels.saveState(parcelId, 'dispatched', testStartMs);
  return aWriteBack({ id: `wb-${name}` as WriteBackId, orderId, parcelId, notice: { ...aWriteBack().notice, channelOrderId: name, trackingNumber: sscc } });
}

function dispatchMany(journal: Journal, count: number): readonly WriteBack[] {
  return journal.transaction(() => Array.from({ length: count }, (_none, index) => dispatchOne(journal, String(index))));
}

/**
 * Each message: written, claimed, answered; a commit each, in turns with a queue of plain SQL and with queues from npm, on the same disk and
 * all at synchronous=FULL.
 */
async function throughput(count: number): Promise<BenchRow[]> {
  const own = openOwn('queue');
  const plain = openOwn('plain-queue');
  const { db } = plain.file;
  db.exec('CREATE TABLE plain_queue (id TEXT PRIMARY KEY, body TEXT NOT NULL, state INTEGER NOT NULL, due_at_ms INTEGER NOT NULL) STRICT; CREATE INDEX plain_queue_due ON plain_queue (due_at_ms) WHERE state = 0;');
  const insert = db.prepare('INSERT INTO plain_queue VALUES (?, ?, 0, ?)');
  const claim = db.prepare('UPDATE plain_queue SET state = 1 WHERE id = (SELECT id FROM plain_queue WHERE state = 0 AND due_at_ms <= ? ORDER BY due_at_ms LIMIT 1) RETURNING id');
  const complete = db.prepare('UPDATE plain_queue SET state = 2 WHERE id = ?');
  const peers = [openPlainjob(), openLiteque()].map((peer) => ({ peer, ...turns(), failure: null as string | null }));
  const mine = turns();
  const bare = turns();
  for (const row of dispatchMany(own.journal, count)) {
    await mine.time(
      () => own.journal.writeBacks.insert(row),
      () => {
        const claimed = own.journal.writeBacks.claimDue(storeId, testStartMs + 1);
        if (claimed?.id !== row.id) throw new Error(`${row.id} was not claimed`);
        own.journal.writeBacks.save({ ...claimed, state: 'accepted', acceptedAtMs: testStartMs, sendingSinceMs: null });
      },
    );
    await bare.time(
      () => void insert.run(row.id, JSON.stringify(row.notice), testStartMs),
      () => {
        claim.get(testStartMs + 1);
        complete.run(row.id);
      },
    );
    for (const each of peers) {
      await each.time(() => each.peer.enqueue(row.id, row.notice), each.failure === null ? () => each.peer.finishNext() : null).catch((error: unknown) => (each.failure = error instanceof Error ? error.message : String(error)));
    }
  }
  const synchronous = [...[own, plain].map(({ file }) => Number(file.db.pragma('synchronous', { simple: true }))), ...peers.map(({ peer }) => peer.synchronous())];
  if (synchronous.some((level) => level < 2)) throw new Error(`not at synchronous=FULL: ${synchronous.join(', ')}`);
  own.close();
  plain.close();
  for (const { peer } of peers) peer.close();

  const ratio = quantile(mine.wholeUs, 0.5) / quantile(bare.wholeUs, 0.5);
  const rowOf = (name: string, us: readonly number[], note: string): BenchRow => ({ name, unit: 'us', median: quantile(us, 0.5), p99: quantile(us, 0.99), note: `${perSecond(us)} messages/s; ${note}` });
  return [
    { ...rowOf('message owed, claimed and answered at synchronous=FULL', mine.wholeUs, 'three commits each; every state kept, gate in the database'), baseline: 'of a queue in plain SQL', ratio, gate: 'ratio <= 3', pass: ratio <= 3 },
    rowOf('the same in plain SQL', bare.wholeUs, 'three commits, no history, no rules'),
    ...peers.map(({ peer, wholeUs, failure }): BenchRow => {
      const name = `peer ${peer.name}: the same, set to synchronous=FULL`;
      return failure === null ? rowOf(name, wholeUs, 'three commits; ships synchronous=NORMAL') : { name, unit: 'us', median: Number.NaN, note: `cannot claim on the SQLite driver of this project: "${failure}"` };
    }),
    rowOf('message owed, its first commit alone', mine.enqueueUs, 'a key that is never used twice, and the gate'),
    ...peers.map(({ peer, enqueueUs }) => rowOf(`peer ${peer.name}: enqueue alone`, enqueueUs, 'set to synchronous=FULL')),
  ];
}

interface Turns {
  readonly enqueueUs: number[];
  readonly wholeUs: number[];
  /** `finish` null: this one cannot. */
  time(enqueue: () => Promise<void> | void, finish: (() => Promise<void> | void) | null): Promise<void>;
}

function turns(): Turns {
  const enqueueUs: number[] = [];
  const wholeUs: number[] = [];
  return {
    enqueueUs,
    wholeUs,
    async time(enqueue, finish) {
      const startedMs = performance.now();
      const pending = enqueue();
      if (pending !== undefined) await pending;
      enqueueUs.push((performance.now() - startedMs) * 1000);
      if (finish === null) return;
      const finishing = finish();
      if (finishing !== undefined) await finishing;
      wholeUs.push((performance.now() - startedMs) * 1000);
    },
  };
}

const perSecond = (us: readonly number[]): string => (1e6 / quantile(us, 0.5)).toFixed(0);

/** Confirmed messages of the past, written at once; all of one parcel, which plays no part any more. */
function addHistory({ file, journal }: Opened, count: number): void {
  const { db } = file;
  const like = journal.transaction(() => dispatchOne(journal, 'old'));
  journal.writeBacks.insert(like);
  journal.writeBacks.save({ ...like, state: 'confirmed', confirmedAtMs: testStartMs });
  const triggers = db.prepare<[], { readonly name: string; readonly sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('write_back', 'write_back_attempt')").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  const columns = db.prepare<[], { readonly name: string }>("SELECT name FROM pragma_table_info('write_back')").all().map(({ name }) => name);
  const given: Readonly<Record<string, string>> = { id: "'old-' || n", package_reference: "'old-' || n", state: "'confirmed'", confirmed_at_ms: 'n', accepted_at_ms: 'n', created_at_ms: 'n', due_at_ms: 'n' };
  db.exec(`INSERT INTO write_back (${columns.join(', ')}) WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count}) SELECT ${columns.map((name) => given[name] ?? `w.${name}`).join(', ')} FROM numbers, write_back AS w WHERE w.id = '${like.id}'`);
  for (const { sql } of triggers) db.exec(sql);
  db.exec('ANALYZE');
}

interface Thought {
  readonly cpuUsPerMessage: number;
  readonly lookUs: readonly number[];
  readonly countUs: readonly number[];
}

/** The worker drains for a while in simulated time, over the real journal; its own CPU time is taken, the disk's waiting is not. */
async function think(history: number, messages: number): Promise<Thought> {
  const own = openOwn('history');
  const rows = dispatchMany(own.journal, DUE);
  own.journal.transaction(() => rows.forEach((row) => own.journal.writeBacks.insert(row)));
  if (history > 0) addHistory(own, history);
  own.file.checkpoint();
  const clock = createManualClock(testStartMs + minutes(1));
  const channel = createFakeChannel({ clock, rates: { 'confirm-dispatch': { ratePerSecond: 50, burst: 50 }, 'read-order': { ratePerSecond: 1, burst: 1 }, 'list-orders': { ratePerSecond: 1, burst: 1 } } });
  const account = channel.account(storeId);
  let accepted = 0;
  const worker = createWriteBackWorker({
    journal: own.journal,
    accounts: () => [account],
    clock,
    timers: clock,
    random: createSeededRandom(7),
    isOnline: () => true,
    onChange: (row) => {
      if (row.state === 'accepted') accepted += 1;
    },
  });
  const before = process.cpuUsage();
  worker.start();
  while (accepted < messages) await clock.advance(seconds(1));
  const used = process.cpuUsage(before);
  const stopping = worker.stop();
  await clock.advance(seconds(60));
  await stopping;
  const time = (work: () => void): readonly number[] => Array.from({ length: 50 }, () => {
    const startedMs = performance.now();
    work();
    return (performance.now() - startedMs) * 1000;
  });
  const thought: Thought = {
    cpuUsPerMessage: (used.user + used.system) / accepted,
    lookUs: time(() => own.journal.writeBacks.nextDueAtMs(storeId)),
    countUs: time(() => own.journal.writeBacks.countByState()),
  };
  own.close();
  return thought;
}

/** The lanes count the queue this often. Milliseconds. */
const COUNT_EVERY_MS = 5_000;

async function scheduler(history: number, messages: number): Promise<BenchRow[]> {
  const short = await think(0, messages);
  const long = await think(history, messages);
  const ratio = long.cpuUsPerMessage / short.cpuUsPerMessage;
  const countMs = quantile(long.countUs, 0.5) / 1000;
  const named = `${history.toLocaleString('en')} rows of history, ${DUE.toLocaleString('en')} due`;
  return [
    { name: `worker's CPU for one message, ${named}`, unit: 'us', median: long.cpuUsPerMessage, baseline: 'of no history', ratio, gate: 'ratio <= 1.5', pass: ratio <= 1.5, note: `${messages} messages; claim, send, answer, four commits, this bench's own channel included` },
    { name: `next due, ${named}`, unit: 'us', median: quantile(long.lookUs, 0.5), p99: quantile(long.lookUs, 0.99), baseline: 'of no history', ratio: quantile(long.lookUs, 0.5) / quantile(short.lookUs, 0.5) },
    { name: `length of the queue for the lanes, ${named}`, unit: 'ms', median: countMs, p99: quantile(long.countUs, 0.99) / 1000, gate: '<= 1 % of a core', pass: countMs / COUNT_EVERY_MS <= 0.01, note: `asked every ${COUNT_EVERY_MS / 1000} s` },
  ];
}

export async function benchQueue(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  return [...(await throughput(size.quick ? 300 : 2000)), ...(await scheduler(size.quick ? 100_000 : 1_000_000, size.quick ? 300 : 1000))];
}
