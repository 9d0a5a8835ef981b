import type { Database } from 'better-sqlite3';
import type { FileLock } from './lock.ts';
import type { Migrated } from './migrate.ts';

/** The open order cache. `createOrderStore` puts the order store over it. */
export interface CacheFile {
  readonly db: Database;
  readonly path: string;
  readonly migrated: Migrated;
  /** Takes the write-ahead log into the file and empties it: overwritten personal data is then in neither. */
  checkpoint(): { readonly isComplete: boolean };
  close(): void;
}

export interface CacheFileParts extends Pick<CacheFile, 'db' | 'path' | 'migrated'> {
  readonly lock: FileLock | null;
}

export function createCacheFile({ db, path, migrated, lock }: CacheFileParts): CacheFile {
  return {
    db,
    path,
    migrated,
    checkpoint() {
      const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
      return { isComplete: row?.busy === 0 };
    },
    close() {
      if (!db.open) return;
      db.close();
      lock?.release();
    },
  };
}
