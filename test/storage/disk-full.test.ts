import { execFileSync } from 'node:child_process';
import { rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageError } from '../../src/main/storage/errors.ts';
import { aFolder, aJournal, aScan } from './temp-storage.ts';

const diskBytes = 8 * 1024 * 1024;

/** Null where a small disk of our own can be mounted, else why not. */
function whyNoDisk(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root to mount a small disk';
  try {
    const place = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'pipe' });
    execFileSync('umount', [place]);
    rmSync(place, { recursive: true });
    return null;
  } catch (error: unknown) {
    return `cannot mount: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
}

const whyNot = whyNoDisk();

function aSmallDisk(): string {
  const place = aFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', place]);
  onTestFinished(() => void execFileSync('umount', ['-l', place]));
  return place;
}

describe.skipIf(whyNot !== null)(`on a full disk${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, () => {
  it('the reserve carries the work on, people are told, nothing acknowledged is lost, and space brings everything back', () => {
    const directory = aSmallDisk();
    const told: boolean[] = [];
    let freeAgain = 0;
    const { journal, file, clock } = aJournal({ directory, reserveBytes: 1024 * 1024, onDiskFull: (freed) => told.push(freed), onDiskFree: () => (freeAgain += 1) });
    const ballast = join(directory, 'ballast');
    writeFileSync(ballast, Buffer.alloc(3 * 1024 * 1024, 1));
    const stored: string[] = [];
    const store = (): void => {
      const id = `scan-${stored.length}`;
      journal.scans.store(aScan({ id, text: 'x'.repeat(2000) }));
      stored.push(id);
    };
    while (told.length === 0) store();
    expect(told).toEqual([true]);
    const withoutReserve = stored.length;
    const fillUp = (): void => {
      for (;;) store();
    };
    expect(fillUp).toThrow(StorageError);
    expect(fillUp).toThrow('The disk is full. Nothing of this step was stored');
    expect(stored.length).toBeGreaterThan(withoutReserve + 20);
    expect(told.slice(1).every((freed) => !freed)).toBe(true);
    expect(journal.scans.count()).toBe(stored.length);

    rmSync(ballast);
    clock.setWallClock(clock.nowMs() + 120_000);
    store();
    store();
    expect(freeAgain).toBe(1);
    expect(statSync(join(directory, 'journal.reserve')).size).toBe(1024 * 1024);
    file.close();
    const reopened = aJournal({ directory, reserveBytes: 1024 * 1024 });
    expect(reopened.journal.scans.listRecent(aScan().benchId, 1_000_000).map(({ id }) => id).reverse()).toEqual(stored);
    expect(reopened.file.db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('a transaction is all or nothing, and the second attempt begins from its beginning', () => {
    const directory = aSmallDisk();
    const { journal } = aJournal({ directory, reserveBytes: 1024 * 1024 });
    const { bavail, bsize } = statfsSync(directory);
    writeFileSync(join(directory, 'ballast'), Buffer.alloc(bavail * bsize - 64 * 1024, 1));
    let attempts = 0;
    journal.transaction(() => {
      attempts += 1;
      for (let n = 0; n < 100; n += 1) journal.scans.store(aScan({ id: `scan-${n}`, text: 'x'.repeat(2000) }));
    });
    expect(attempts).toBe(2);
    expect(journal.scans.count()).toBe(100);
  });
});
