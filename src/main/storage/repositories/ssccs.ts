import { SsccRangeExhaustedError, type SsccRange, type SsccRepository } from '../../application/ports/journal.ts';
import { buildSscc, ssccCapacity } from '../../../shared/domain/gs1/sscc.ts';
import type { Sscc } from '../../../shared/domain/gs1/sscc.ts';
import type { BenchId } from '../../../shared/domain/parcel/parcel.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { JournalFile } from '../journal-file.ts';
import { integer, text, type Row } from '../rows.ts';

/** About a long shift of one bench. */
const blockSize = 1000;
/** With a company prefix of 10 digits or more there are a million serials at most: smaller losses when a block is given up. */
const smallBlockSize = 100;
const smallCapacity = 1_000_000;

/**
 * No bench labels parcels faster than this for long. After a restore it bounds what may have been printed since the
 * backup was taken: one number per this many milliseconds and bench is given up. Not covered: several benches in one
 * journal, restored twice from the same copy within an hour, with the witness file lost both times. Milliseconds.
 */
export const fastestParcelMs = 2000;

export function createSsccRepository(file: JournalFile): SsccRepository {
  const { db, witness } = file;
  const ofParcel = db.prepare<[string], string>('SELECT sscc FROM sscc WHERE parcel_id = ?').pluck();
  const openBlock = db.prepare<[string, string, number], Row>(
    `SELECT id, next_serial, last_serial FROM sscc_block
     WHERE bench_id = ? AND company_prefix = ? AND extension_digit = ? AND state = 'open' ORDER BY first_serial LIMIT 1`,
  );
  const rangeNext = db.prepare<[string, number], number>('SELECT next_serial FROM sscc_range WHERE company_prefix = ? AND extension_digit = ?').pluck();
  const saveRange = db.prepare('INSERT INTO sscc_range (company_prefix, extension_digit, next_serial) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next_serial = excluded.next_serial');
  const insertBlock = db.prepare(
    `INSERT INTO sscc_block (company_prefix, extension_digit, bench_id, first_serial, last_serial, next_serial, state, leased_at_ms, closed_at_ms)
     VALUES (@companyPrefix, @extensionDigit, @benchId, @first, @last, @first, @state, @atMs, @closedAtMs)`,
  );
  const takeSerial = db.prepare(
    `UPDATE sscc_block SET next_serial = @serial + 1, state = CASE WHEN @serial >= last_serial THEN 'used-up' ELSE 'open' END,
       closed_at_ms = CASE WHEN @serial >= last_serial THEN @nowMs ELSE NULL END WHERE id = @blockId`,
  );
  const isSpent = db.prepare<[string], number>('SELECT 1 FROM sscc WHERE sscc = ?').pluck();
  const spend = db.prepare('INSERT INTO sscc (sscc, company_prefix, extension_digit, serial, block_id, bench_id, parcel_id, allocated_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const ship = db.prepare('UPDATE sscc SET shipped_at_ms = ? WHERE sscc = ? AND shipped_at_ms IS NULL');
  const inBlocks = db.prepare<[string, string, number], number>(
    `SELECT coalesce(sum(last_serial - next_serial + 1), 0) FROM sscc_block WHERE bench_id = ? AND company_prefix = ? AND extension_digit = ? AND state = 'open'`,
  ).pluck();
  const openOfBench = db.prepare<[string], Row>(`SELECT id, last_serial, next_serial FROM sscc_block WHERE bench_id = ? AND state = 'open'`);
  const giveUp = db.prepare(`UPDATE sscc_block SET state = 'abandoned', closed_at_ms = ? WHERE id = ?`);
  const ranges = db.prepare<[], Row>('SELECT company_prefix, extension_digit FROM sscc_range');
  const benchCount = db.prepare<[], number>('SELECT count(DISTINCT bench_id) FROM sscc_block').pluck();
  const loadFloor = db.prepare<[], { readonly blocks: number; readonly numbers: number }>(
    `SELECT json_extract(value, '$.blocks') AS blocks, json_extract(value, '$.numbers') AS numbers FROM setting WHERE name = 'storage.sscc-floor'`,
  );
  const saveFloor = db.prepare(`INSERT INTO setting (name, value) VALUES ('storage.sscc-floor', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
  // The ranges are cut once for all benches that are given up at the same instant.
  const skippedAt = db.prepare<[number], number>(`SELECT 1 FROM setting WHERE name = 'storage.sscc-floor' AND json_extract(value, '$.atMs') = ?`).pluck();
  // When this journal was copied, or, for a copy that does not say, the last thing it knows of.
  const copiedAtMs = db.prepare<[], number>(
    `SELECT coalesce((SELECT json_extract(value, '$.takenAtMs') FROM setting WHERE name = 'storage.backup'),
       max(coalesce((SELECT max(at_ms) FROM audit), 0), coalesce((SELECT max(leased_at_ms) FROM sscc_block), 0), coalesce((SELECT max(allocated_at_ms) FROM sscc), 0)))`,
  ).pluck();

  /** A range that this journal does not know may have been begun in a time that a restore forgot. */
  const floorOf = (companyPrefix: string): number => {
    const { blocks, numbers } = loadFloor.get() ?? { blocks: 0, numbers: 0 };
    return blocks * blockSizeOf(companyPrefix) + numbers;
  };

  /** The witness remembers leases that a restored or damaged journal forgot. */
  const nextOf = ({ companyPrefix, extensionDigit }: SsccRange): number =>
    Math.max(rangeNext.get(companyPrefix, extensionDigit) ?? floorOf(companyPrefix), witness.facts().nextSerials[keyOf(companyPrefix, extensionDigit)] ?? 0);

  /** Cuts serials off the range: to the witness first, so that it is never behind the journal. */
  function cutOff(range: SsccRange, benchId: BenchId, size: number, state: 'open' | 'abandoned', nowMs: InstantMs): number {
    const { companyPrefix, extensionDigit } = range;
    const first = nextOf(range);
    const last = Math.min(first + size, capacityOf(companyPrefix)) - 1;
    if (last < first) return 0;
    witness.save({ nextSerials: { ...witness.facts().nextSerials, [keyOf(companyPrefix, extensionDigit)]: last + 1 } });
    saveRange.run(companyPrefix, extensionDigit, last + 1);
    insertBlock.run({ companyPrefix, extensionDigit, benchId, first, last, state, atMs: nowMs, closedAtMs: state === 'open' ? null : nowMs });
    return last - first + 1;
  }

  function takeNext(range: SsccRange, benchId: BenchId, nowMs: InstantMs): { readonly blockId: number; readonly serial: number } {
    const { companyPrefix, extensionDigit } = range;
    const held = openBlock.get(benchId, companyPrefix, extensionDigit);
    if (held === undefined && cutOff(range, benchId, blockSizeOf(companyPrefix), 'open', nowMs) === 0) throw new SsccRangeExhaustedError(companyPrefix);
    const block = held ?? openBlock.get(benchId, companyPrefix, extensionDigit);
    if (block === undefined) throw new Error(`the block just leased to ${benchId} is gone`);
    const taken = { blockId: integer(block, 'id'), serial: integer(block, 'next_serial') };
    takeSerial.run({ ...taken, nowMs });
    return taken;
  }

  return {
    allocate(range, benchId, parcelId, nowMs) {
      if (!db.inTransaction) throw new Error('an SSCC is spent only in the transaction that labels its parcel');
      return file.write(() => {
        const kept = ofParcel.get(parcelId);
        if (kept !== undefined) return kept as Sscc;
        for (;;) {
          const { blockId, serial } = takeNext(range, benchId, nowMs);
          const sscc = buildSscc({ extensionDigit: range.extensionDigit, companyPrefix: range.companyPrefix, serial: BigInt(serial) });
          // A shorter or longer company prefix used before may have spent the same 18 digits.
          if (isSpent.get(sscc) !== undefined) continue;
          spend.run(sscc, range.companyPrefix, range.extensionDigit, serial, blockId, benchId, parcelId, nowMs);
          return sscc;
        }
      });
    },
    markShipped(sscc, atMs) {
      file.write(() => ship.run(atMs, sscc));
    },
    remaining(range, benchId) {
      return {
        inBlocks: inBlocks.get(benchId, range.companyPrefix, range.extensionDigit) ?? 0,
        inRange: Math.max(0, capacityOf(range.companyPrefix) - nextOf(range)),
      };
    },
    abandonBlocks(benchId, atMs) {
      return file.transaction(() => {
        const isFirstBench = skippedAt.get(atMs) === undefined;
        // Each bench may have printed at this pace since, the last of it from a block it had just begun.
        const benches = Math.max(1, benchCount.get() ?? 1);
        const printedSince = benches * Math.ceil(Math.max(0, atMs - (copiedAtMs.get() ?? atMs)) / fastestParcelMs);
        let numbers = 0;
        for (const block of openOfBench.all(benchId)) {
          giveUp.run(atMs, integer(block, 'id'));
          numbers += integer(block, 'last_serial') - integer(block, 'next_serial') + 1;
        }
        if (!isFirstBench) return numbers;
        for (const row of ranges.all()) {
          const range = { companyPrefix: text(row, 'company_prefix'), extensionDigit: integer(row, 'extension_digit') };
          numbers += cutOff(range, benchId, benches * blockSizeOf(range.companyPrefix) + printedSince, 'abandoned', atMs);
        }
        const floor = loadFloor.get() ?? { blocks: 0, numbers: 0 };
        saveFloor.run(JSON.stringify({ blocks: floor.blocks + benches, numbers: floor.numbers + printedSince, atMs }));
        return numbers;
      });
    },
  };
}

const keyOf = (companyPrefix: string, extensionDigit: number): string => `${companyPrefix}/${extensionDigit}`;
const capacityOf = (companyPrefix: string): number => Number(ssccCapacity(companyPrefix.length));
const blockSizeOf = (companyPrefix: string): number => (capacityOf(companyPrefix) <= smallCapacity ? smallBlockSize : blockSize);
