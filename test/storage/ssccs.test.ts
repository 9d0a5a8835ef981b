import fc from 'fast-check';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SsccRangeExhaustedError, type Journal } from '../../src/main/application/ports/journal.ts';
import { fastestParcelMs } from '../../src/main/storage/repositories/ssccs.ts';
import { parseSscc } from '../../src/shared/domain/gs1/sscc.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';
import { testStartMs } from '../support/builders.ts';
import { aFolder, aJournal, bench, openParcel, orderNumber, range } from './temp-storage.ts';

/** 12 digits leave 4 for the serial: 10,000 numbers in blocks of 100. */
const small = { companyPrefix: '952123400001', extensionDigit: 0 };

/** Opens the n-th parcel and spends a number for it. */
function spend(journal: Journal, n: number, from: typeof range = range, benchId: BenchId = bench, atMs = testStartMs): string {
  const { parcel, standing } = orderNumber(n);
  if (journal.parcels.load(parcel.id) === null) openParcel(journal, { ...parcel, benchId }, standing);
  return journal.transaction(() => journal.ssccs.allocate(from, benchId, parcel.id, atMs));
}

describe('spending a number', () => {
  it('gives valid numbers in order, and counts what is left', () => {
    const { journal } = aJournal();
    expect(journal.ssccs.remaining(range, bench)).toEqual({ inBlocks: 0, inRange: 1_000_000_000 });
    const [first, second] = [spend(journal, 1), spend(journal, 2)];
    expect([first, second]).toEqual(['095212340000000006', '095212340000000013']);
    expect(parseSscc(first ?? '')).toMatchObject({ ok: true });
    expect(journal.ssccs.remaining(range, bench)).toEqual({ inBlocks: 998, inRange: 999_999_000 });
  });

  it('a parcel that has a number keeps it', () => {
    const { journal } = aJournal();
    expect(spend(journal, 1)).toBe(spend(journal, 1));
    expect(journal.ssccs.remaining(range, bench).inBlocks).toBe(999);
  });

  it('happens only inside the transaction that labels the parcel', () => {
    const { journal } = aJournal();
    const { parcel, standing } = orderNumber(1);
    openParcel(journal, parcel, standing);
    expect(() => journal.ssccs.allocate(range, bench, parcel.id, 1)).toThrow('only in the transaction');
  });

  it('a number of a label that came to nothing is spent again only because it never left the transaction', () => {
    const { journal } = aJournal();
    const { parcel, standing } = orderNumber(1);
    openParcel(journal, parcel, standing);
    const seen: string[] = [];
    expect(() =>
      journal.transaction(() => {
        seen.push(journal.ssccs.allocate(range, bench, parcel.id, 1));
        throw new Error('label failed');
      }),
    ).toThrow('label failed');
    // The block was noted by the witness before the commit, so even it is not begun again.
    expect(spend(journal, 1)).not.toBe(seen[0]);
  });

  it('uses small blocks where the prefix leaves few numbers, and says when they are used up', () => {
    const { journal, sql } = aJournal();
    spend(journal, 1, small);
    expect(journal.ssccs.remaining(small, bench)).toEqual({ inBlocks: 99, inRange: 9_900 });
    sql('UPDATE sscc_range SET next_serial = 10000');
    sql("UPDATE sscc_block SET next_serial = last_serial");
    expect(spend(journal, 2, small)).toMatch(/^095212340000100995?/);
    expect(() => spend(journal, 3, small)).toThrow(SsccRangeExhaustedError);
    expect(journal.ssccs.remaining(small, bench)).toEqual({ inBlocks: 0, inRange: 0 });
  });

  it('skips a number that a prefix of another length spent before', () => {
    const { journal } = aJournal();
    // 9521234 + serial 000010000 and 95212340000 + serial 10000 write the same 17 digits.
    const shorter = { companyPrefix: '9521234', extensionDigit: 0 };
    const longer = { companyPrefix: '95212340000', extensionDigit: 0 };
    const first = spend(journal, 1, shorter);
    expect(spend(journal, 2, longer)).not.toBe(first);
  });

  it('the instant of shipping is kept once', () => {
    const { journal, file } = aJournal();
    const sscc = spend(journal, 1);
    const parsed = parseSscc(sscc);
    if (!parsed.ok) throw new Error('no SSCC');
    journal.ssccs.markShipped(parsed.sscc, 5);
    journal.ssccs.markShipped(parsed.sscc, 9);
    expect(file.db.prepare('SELECT shipped_at_ms FROM sscc').pluck().get()).toBe(5);
  });
});

describe('after a loss', () => {
  it('a journal that forgot a lease asks the witness and goes on behind it', () => {
    const first = aJournal();
    spend(first.journal, 1);
    first.file.checkpoint();
    const forgetful = readFileSync(first.file.path);
    const printed = new Set([spend(first.journal, 1)]);
    first.sql('UPDATE sscc_block SET next_serial = last_serial + 1, state = \'used-up\', closed_at_ms = 1');
    for (let n = 2; n <= 4; n += 1) printed.add(spend(first.journal, n));
    first.file.close();
    writeFileSync(first.file.path, forgetful);
    const { journal, sql } = aJournal({ directory: first.directory });
    sql('UPDATE sscc_block SET next_serial = last_serial + 1, state = \'used-up\', closed_at_ms = 1');
    for (let n = 2; n <= 4; n += 1) {
      const sscc = spend(journal, n);
      expect(printed.has(sscc)).toBe(false);
      printed.add(sscc);
    }
  });

  it('abandoning gives up the rest of the block and what may have been printed since', () => {
    const { journal } = aJournal();
    spend(journal, 1);
    const hour = 3_600_000;
    expect(journal.ssccs.abandonBlocks(bench, testStartMs + hour)).toBe(999 + 1000 + hour / fastestParcelMs);
    expect(journal.ssccs.remaining(range, bench).inBlocks).toBe(0);
    expect(spend(journal, 2)).toBe('095212340000038009');
  });
});

type Step =
  | { readonly kind: 'pack'; readonly bench: number; readonly prefix: string; readonly parcels: number }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore'; readonly withWitness: boolean };

/** 10 digits: blocks of 100, so that a run crosses many. */
const prefixes = ['9521234000', '9521234001'];

const stepsOf = (benches: number, prefixCount: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('pack' as const), bench: fc.integer({ min: 1, max: benches }), prefix: fc.constantFrom(...prefixes.slice(0, prefixCount)), parcels: fc.integer({ min: 1, max: 120 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('backup' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), withWitness: fc.boolean() }) },
    ),
    { minLength: 3, maxLength: 12 },
  );

/** Packs, copies and restores as told, on a real file, and answers the first number that was printed twice. */
function firstDouble(steps: readonly Step[], benches: readonly BenchId[], restoreTakesMs: number): string | null {
  const printed = new Set<string>();
  const directory = aFolder();
  const copy = join(aFolder(), 'copy.db');
  let test = aJournal({ directory });
  let nowMs = testStartMs;
  let n = 0;
  let hasCopy = false;
  let double: string | null = null;
  const print = (benchId: BenchId, companyPrefix: string): void => {
    nowMs += fastestParcelMs;
    const sscc = spend(test.journal, (n += 1), { companyPrefix, extensionDigit: 0 }, benchId, nowMs);
    if (printed.has(sscc)) double ??= sscc;
    printed.add(sscc);
  };
  if (benches.length > 1) for (const benchId of benches) print(benchId, prefixes[0] ?? '');
  for (const step of steps) {
    if (step.kind === 'pack') {
      test.journal.transaction(() => {
        for (let count = 0; count < step.parcels; count += 1) print(benches[step.bench - 1] ?? bench, step.prefix);
      });
    } else if (step.kind === 'backup') {
      test.journal.settings.save('storage.backup', JSON.stringify({ takenAtMs: nowMs }));
      test.file.checkpoint();
      cpSync(test.file.path, copy);
      hasCopy = true;
    } else if (hasCopy) {
      nowMs += restoreTakesMs;
      test.file.close();
      for (const ending of ['', '-wal', '-shm']) rmSync(test.file.path + ending, { force: true });
      if (!step.withWitness) rmSync(join(directory, 'journal.witness'), { force: true });
      cpSync(copy, test.file.path);
      test = aJournal({ directory });
      for (const benchId of benches) test.journal.ssccs.abandonBlocks(benchId, nowMs);
    }
  }
  test.file.close();
  return double;
}

describe('over blocks, backups and restores no number is ever given twice (property)', () => {
  const runs = { numRuns: 15, seed: 20261121 };

  it('on one bench, also for a company prefix that the backup did not know', () => {
    fc.assert(fc.property(stepsOf(1, 2), (steps) => firstDouble(steps, [bench], 0) === null), runs);
  });

  it('on three benches in one journal, a restore taking an hour', () => {
    const benches = ['bench-1', 'bench-2', 'bench-3'] as BenchId[];
    fc.assert(fc.property(stepsOf(3, 1), (steps) => firstDouble(steps, benches, 3_600_000) === null), runs);
  });

  it('and a restore that gave nothing up would be caught by it', () => {
    const steps: Step[] = [{ kind: 'pack', bench: 1, prefix: '9521234000', parcels: 1 }, { kind: 'backup' }, { kind: 'pack', bench: 1, prefix: '9521234000', parcels: 1 }, { kind: 'restore', withWitness: false }, { kind: 'pack', bench: 1, prefix: '9521234000', parcels: 1 }];
    expect(firstDouble(steps, [], 0)).not.toBeNull();
    expect(firstDouble(steps, [bench], 0)).toBeNull();
  });
});
