import type { Clock } from '../application/ports/clock.ts';
import type { Journal } from '../application/ports/journal.ts';
import type { OrderStore } from '../application/ports/order-store.ts';
import type { CacheFile } from './cache-file.ts';
import type { JournalFile } from './journal-file.ts';
import { createJournal } from './journal.ts';
import { openCache, openJournal, type OpenJournalOptions } from './open.ts';
import { createOrderStore } from './order-store.ts';
import { createTurnMemory, stationTurn } from './write-turn.ts';

export interface OpenStorageOptions extends Omit<OpenJournalOptions, 'clock'> {
  /** Default: the wall clock. */
  readonly clock?: Pick<Clock, 'nowMs'>;
}

export interface Storage {
  readonly journal: Journal;
  readonly orders: OrderStore;
  readonly journalFile: JournalFile;
  readonly cacheFile: CacheFile;
  /** For `importTurn` in a worker that writes into cache.db too. */
  readonly turnMemory: SharedArrayBuffer;
  /** Takes both write-ahead logs in. When the bench is idle: up to a second after much work. */
  checkpoint(): void;
  close(): void;
}

/** The station's two files, opened in the order in which they are needed: first what scanning needs. */
export function openStorage(options: OpenStorageOptions): Storage {
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const journalFile = openJournal({ ...options, clock });
  try {
    const { directory, migrationsDirectory } = options;
    const cacheFile = openCache({ directory, migrationsDirectory, clock });
    const turnMemory = createTurnMemory();
    return {
      journal: createJournal(journalFile),
      orders: createOrderStore(cacheFile, stationTurn(turnMemory)),
      journalFile,
      cacheFile,
      turnMemory,
      checkpoint() {
        journalFile.checkpoint();
        cacheFile.checkpoint();
      },
      close() {
        cacheFile.close();
        journalFile.close();
      },
    };
  } catch (error: unknown) {
    journalFile.close();
    throw error;
  }
}
