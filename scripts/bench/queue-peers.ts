// Queues on SQLite from npm, on the same disk and held to the same promise: both ship synchronous=NORMAL and are set to FULL here.
import path from 'node:path';
import Database from 'better-sqlite3';
import { buildDBClient, SqliteQueue } from 'liteque';
import { better, defineQueue } from 'plainjob';
import { benchFolder, freeFolder } from './bench-folder.ts';

export interface QueuePeer {
  readonly name: string;
  enqueue(key: string, body: unknown): Promise<void> | void;
  /** Takes the next job and marks it as done; throws where this peer cannot. */
  finishNext(): Promise<void> | void;
  /** 2 is FULL. */
  synchronous(): number;
  close(): void;
}

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

export function openPlainjob(): QueuePeer {
  const directory = benchFolder('plainjob');
  const db = new Database(path.join(directory, 'jobs.db'));
  const queue = defineQueue({ connection: better(db), logger: silent });
  db.pragma('synchronous = FULL');
  return {
    name: 'plainjob 0.0.14',
    enqueue: (key, body) => void queue.add('tell', { key, body }),
    finishNext() {
      const job = queue.getAndMarkJobAsProcessing('tell');
      if (job === undefined) throw new Error('plainjob has no job that waits');
      queue.markJobAsDone(job.id);
    },
    synchronous: () => Number(db.pragma('synchronous', { simple: true })),
    close() {
      queue.close();
      freeFolder(directory);
    },
  };
}

export function openLiteque(): QueuePeer {
  const directory = benchFolder('liteque');
  const db = buildDBClient(path.join(directory, 'jobs.db'), { runMigrations: true });
  const queue = new SqliteQueue<unknown>('tell', db, { defaultJobArgs: { numRetries: 3 }, keepFailedJobs: true });
  const connection = connectionOf(db);
  connection.pragma('synchronous = FULL');
  return {
    name: 'liteque 0.8.0',
    async enqueue(key, body) {
      if ((await queue.enqueue(body, { idempotencyKey: key })) === undefined) throw new Error('liteque took the job for one that it has');
    },
    async finishNext() {
      const job = await queue.attemptDequeue({ timeoutSecs: 30 });
      if (job === null) throw new Error('liteque has no job that waits');
      await queue.finalize(job.id, job.allocationId, 'completed');
    },
    synchronous: () => Number(connection.pragma('synchronous', { simple: true })),
    close() {
      connection.close();
      freeFolder(directory);
    },
  };
}

/** liteque hands out its query builder only; the connection beneath is a private field of that. */
function connectionOf(db: ReturnType<typeof buildDBClient>): Database.Database {
  const { session } = db as unknown as { readonly session?: { readonly client?: unknown } };
  const connection = session?.client;
  if (!(connection instanceof Database)) throw new Error('liteque keeps its connection elsewhere now');
  return connection;
}
