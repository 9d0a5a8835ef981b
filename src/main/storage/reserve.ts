import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSystemError } from './errors.ts';

/** A dispatch dirties some twenty pages of 4 KiB in the log: enough for hundreds of parcels even if no checkpoint helps. Bytes. */
export const defaultReserveBytes = 32 * 1024 * 1024;
const chunkBytes = 1024 * 1024;

export interface Reserve {
  /** Gives the space back to the disk. False where there was nothing left to give. */
  free(): boolean;
  /** Takes the space again once there is twice as much. True when the reserve is whole. */
  restore(): boolean;
}

/**
 * A file that holds space for the work in hand: when the disk is full it is deleted, the commit is tried once more and
 * people are told, instead of a parcel stopping half-way. Random bytes, because a compressing disk would keep zeros for nothing.
 */
export function createReserve(path: string, bytes: number): Reserve {
  const isWhole = (): boolean => existsSync(path) && statSync(path).size === bytes;

  function fill(): void {
    const file = openSync(path, 'w');
    try {
      const noise = randomBytes(Math.min(chunkBytes, bytes));
      for (let written = 0; written < bytes; ) written += writeSync(file, noise, 0, Math.min(noise.length, bytes - written));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  return {
    free() {
      const had = existsSync(path) && statSync(path).size > 0;
      rmSync(path, { force: true });
      return had;
    },
    restore() {
      if (bytes === 0) return false;
      try {
        if (isWhole()) return true;
        const { bavail, bsize } = statfsSync(dirname(path));
        if (bavail * bsize < 2 * bytes) return false;
        fill();
        return true;
      } catch (error: unknown) {
        // Called after commits that succeeded: whatever the disk says here, they stand. It is tried again later.
        if (!isSystemError(error)) throw error;
        rmSync(path, { force: true });
        return false;
      }
    },
  };
}
