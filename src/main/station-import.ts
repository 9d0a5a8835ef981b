// The import thread: reads an order file and writes it into the order cache over a connection of its own.
import fs from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckedOrder, StoreId } from '../shared/domain/order/order.ts';
import { orderOf } from './application/apply-channel-order.ts';
import type { ImportProblem } from './application/ports/order-importer.ts';
import type { ImportJob, ImportMessage } from './composition/import-worker.ts';
import { readOrderFile } from './imports/order-file.ts';
import { openCache } from './storage/open.ts';
import { createOrderStore } from './storage/order-store.ts';
import { importTurn } from './storage/write-turn.ts';

/** Orders per transaction: large enough for speed, small enough that the station's own writes wait only a few milliseconds. */
const batchSize = 500;
/** Problems that are shown; all are counted. */
const problemsShown = 200;
const notesShown = 20;

const job = workerData as ImportJob;
const port = parentPort;
if (port === null) throw new Error('the import thread is started by the station');
const post = (message: ImportMessage): void => port.postMessage(message);

const cache = openCache({ directory: job.dataFolder, migrationsDirectory: job.migrationsFolder, clock: { nowMs: () => job.nowMs }, isSecondConnection: true });
const store = createOrderStore(cache, importTurn(job.turnMemory));
const fileName = path.basename(job.filePath);
/**
 * A file says what was true when it was written, not when it is read: an old export must not look freshly checked, and
 * reading it twice must give the same. A clock that was wrong when it was saved cannot make it newer than now.
 */
const writtenAtMs = Math.min(fs.statSync(job.filePath).mtimeMs, job.nowMs);
/** eBay and WooCommerce write times without an offset: those of the seller's own place. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const problems: ImportProblem[] = [];
const notes: string[] = [];
let format: string | null = null;
let encoding: string | null = null;
let orders = 0;
let problemsTotal = 0;
let batch: CheckedOrder[] = [];
const saved = { inserted: 0, updated: 0, unchanged: 0 };

function flush(): void {
  if (batch.length === 0) return;
  const result = store.saveOrders(batch);
  saved.inserted += result.inserted;
  saved.updated += result.updated;
  saved.unchanged += result.unchanged + result.stale;
  batch = [];
  post({ kind: 'progress', orders, problems: problemsTotal });
}

function note(problem: ImportProblem): void {
  problemsTotal += 1;
  if (problems.length < problemsShown) problems.push(problem);
}

try {
  for await (const event of readOrderFile(() => fs.createReadStream(job.filePath, { highWaterMark: 1 << 20 }), { fileName, nowMs: Math.floor(writtenAtMs), timeZone })) {
    switch (event.kind) {
      case 'detected':
        ({ format, encoding } = event);
        break;
      case 'order':
        orders += 1;
        batch.push({ order: orderOf(job.storeId as StoreId, event.draft), checkedAtMs: Math.floor(writtenAtMs), checkedSource: fileName });
        if (batch.length === batchSize) flush();
        break;
      case 'problem':
        note({ line: event.line, column: event.column, value: event.value, reason: event.orderId === null ? event.reason : `${event.reason} (order ${event.orderId})` });
        break;
      case 'refused':
        note({ line: event.line ?? 0, column: null, value: null, reason: event.reason });
        break;
      case 'note':
        if (notes.length < notesShown) notes.push(event.line === null ? event.text : `line ${event.line}: ${event.text}`);
        break;
      case 'end':
        break;
    }
  }
  flush();
} finally {
  cache.close();
}
post({ kind: 'done', summary: { format, encoding, orders, ...saved, problems, problemsTotal, notes } });
