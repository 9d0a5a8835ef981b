import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { mainFolder } from './main-folder.ts';
import type { ImportSummary, OrderImporter } from '../application/ports/order-importer.ts';

export interface ImportJob {
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly storeId: string;
  readonly filePath: string;
  readonly nowMs: number;
  /** Lets the station write ahead of the import. */
  readonly turnMemory: SharedArrayBuffer;
}

export type ImportMessage =
  | { readonly kind: 'progress'; readonly orders: number; readonly problems: number }
  | { readonly kind: 'done'; readonly summary: ImportSummary };

/** Un-built (.ts) as well as bundled (.js). */
const workerFile = path.join(mainFolder, `station-import${path.extname(import.meta.filename)}`);

/** Each import has a thread of its own: parsing and writing a million orders must not delay one scan. One file at a time. */
export function startImportWorker(place: Pick<ImportJob, 'dataFolder' | 'migrationsFolder' | 'turnMemory'>): OrderImporter {
  let running: Promise<unknown> = Promise.resolve();
  const workers = new Set<Worker>();

  function run(job: Parameters<OrderImporter['importFile']>[0]): Promise<ImportSummary> {
    return new Promise((resolve, reject) => {
      const workerData: ImportJob = { ...place, storeId: job.storeId, filePath: job.filePath, nowMs: job.nowMs };
      const worker = new Worker(workerFile, { workerData });
      workers.add(worker);
      worker.on('message', (message: ImportMessage) => {
        if (message.kind === 'progress') job.onProgress(message);
        else resolve(message.summary);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => {
        workers.delete(worker);
        reject(new Error(`the import ended before it was done (exit ${code})`));
      });
    });
  }

  return {
    importFile(job) {
      const next = running.then(() => run(job));
      running = next.catch(() => undefined);
      return next;
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}
