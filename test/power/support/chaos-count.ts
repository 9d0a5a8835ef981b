import fs from 'node:fs';
import path from 'node:path';
import type { PracticeSite } from '../../../src/main/practice/practice-site.ts';
import { openStorage } from '../../../src/main/storage/open-storage.ts';
import { isSameNumber } from '../../../src/shared/domain/writeback/proof.ts';
import type { ParkReason, WriteBack, WriteBackId } from '../../../src/shared/domain/writeback/write-back.ts';
import { migrationsDirectory } from './bare-station.ts';
import { owedFile, type Owed } from './chaos-plan.ts';
import type { Shop } from './chaos-shops.ts';

export interface Verdict {
  readonly owed: number;
  readonly confirmed: number;
  readonly parked: number;
  /** Told to the packer, and neither shown by its channel nor waiting for a person with a reason that the channel's own memory bears out. */
  readonly lost: readonly string[];
  /** Shown, or taken in, more than once at its channel; or under a number that nobody printed. */
  readonly duplicate: readonly string[];
  readonly parkedBy: Readonly<Partial<Record<ParkReason, number>>>;
  /** Taken in again under the same key, or told again and forgotten again: harmless, but said. */
  readonly toldTwice: number;
}

/** What one channel holds of one parcel, by its own memory. */
interface Truth {
  readonly shown: number;
  readonly taken: number;
  readonly forgotten: number;
  readonly isCancelled: boolean;
  readonly strangers: readonly string[];
}

/** Compares the journal, and what the packer was told, with what each channel did. */
export function judge(folder: string, shops: readonly Shop[], cancelled: ReadonlySet<string>): Verdict {
  const told = readOwed(folder);
  const storage = openStorage({ directory: folder, migrationsDirectory, reserveBytes: 0 });
  try {
    const { writeBacks } = storage.journal;
    const rows = writeBacks.listByState(null, ['due', 'sending', 'accepted', 'uncertain', 'confirmed', 'parked', 'superseded'], 1_000_000);
    const known = new Set<string>(rows.map(({ id }) => id));
    const numbers = new Set(rows.map(({ notice }) => notice.trackingNumber));
    const truths = new Map(rows.map((row) => [row.id, truthOf(row, siteOf(shops, row), cancelled, numbers)]));
    const lost = [
      ...told.filter(({ writeBackId }) => !known.has(writeBackId)).map((each) => `${each.storeId}/${each.channelOrderId}: told to the packer, not in the journal`),
      ...rows.flatMap((row) => lostWhy(row, truths)),
    ];
    const parked = rows.filter(({ state }) => state === 'parked');
    return {
      owed: rows.length,
      confirmed: rows.filter(({ state }) => state === 'confirmed').length,
      parked: parked.length,
      lost,
      duplicate: rows.flatMap((row) => doubledHow(row, truths)),
      parkedBy: tally(parked),
      toldTwice: shops.flatMap(({ site }) => site.acceptances()).filter(({ result }) => result === 'edited').length + [...truths.values()].filter(({ forgotten }) => forgotten > 1).length,
    };
  } finally {
    storage.close();
  }
}

export function readOwed(folder: string): readonly Owed[] {
  const file = path.join(folder, owedFile);
  if (!fs.existsSync(file)) return [];
  // The last line may be cut: it was being written when the power went, so nobody was told.
  return fs.readFileSync(file, 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as Owed);
}

function siteOf(shops: readonly Shop[], row: WriteBack): PracticeSite {
  const shop = shops.find(({ plan }) => plan.storeId === row.storeId);
  if (shop === undefined) throw new Error(`no shop ${row.storeId}`);
  return shop.site;
}

function truthOf({ orderId, notice }: WriteBack, site: PracticeSite, cancelled: ReadonlySet<string>, numbers: ReadonlySet<string>): Truth {
  const shown = site.shownPackages(notice.channelOrderId);
  const heard = site.acceptances().filter((each) => each.channelOrderId === notice.channelOrderId && isSameNumber(each.trackingNumber, notice.trackingNumber));
  return {
    shown: shown.filter((each) => isSameNumber(each.trackingNumber, notice.trackingNumber)).length,
    taken: heard.filter(({ result }) => result === 'stored').length,
    forgotten: heard.filter(({ result }) => result === 'dropped').length,
    isCancelled: cancelled.has(orderId),
    strangers: shown.filter((each) => ![...numbers].some((number) => isSameNumber(number, each.trackingNumber))).map((each) => each.trackingNumber),
  };
}

type Truths = ReadonlyMap<WriteBackId, Truth>;

function truthFor(row: WriteBack, truths: Truths): Truth {
  const truth = truths.get(row.id);
  if (truth === undefined) throw new Error(`nothing was looked up for ${row.id}`);
  return truth;
}

function lostWhy(row: WriteBack, truths: Truths): readonly string[] {
  const truth = truthFor(row, truths);
  const say = (why: string): readonly string[] => [`${row.orderId} parcel ${row.notice.packageReference} (${row.state}${row.parkReason === null ? '' : `, ${row.parkReason}: ${row.lastAnswer ?? ''}`}): ${why}; ${JSON.stringify(truth)}`];
  switch (row.state) {
    case 'confirmed':
      return truth.shown > 0 ? [] : say('the channel does not show it');
    case 'parked':
      return isTrueReason(row, truth) ? [] : say('the reason is not true');
    case 'due':
    case 'sending':
    case 'accepted':
    case 'uncertain':
    case 'superseded':
      return say('did not come to rest');
  }
}

function isTrueReason({ parkReason, problemCode }: WriteBack, truth: Truth): boolean {
  if (truth.shown > 0) return false;
  switch (parkReason) {
    case 'order-cancelled':
      return truth.isCancelled;
    // It was taken in, and is either forgotten or shown to nobody.
    case 'accepted-not-visible':
      return truth.taken + truth.forgotten > 0;
    // The channel took our number in, shows it to nobody, and refuses to hear it again. Or it refused the cancelled order by another name.
    case 'rejected':
      return problemCode !== null && (truth.taken + truth.forgotten > 0 || truth.isCancelled);
    case 'shows-other-number':
      return truth.strangers.length > 0;
    case 'needs-fix':
    case 'not-told-elsewhere':
    case 'too-many-attempts':
    case 'unreadable':
    case null:
      return false;
  }
}

function doubledHow(row: WriteBack, truths: Truths): readonly string[] {
  const { shown, taken, strangers } = truthFor(row, truths);
  return shown > 1 || taken > 1 || strangers.length > 0 ? [`${row.orderId} parcel ${row.notice.packageReference}: shown ${shown}, taken in ${taken}, numbers of nobody ${strangers.join(', ')}`] : [];
}

function tally(parked: readonly WriteBack[]): Verdict['parkedBy'] {
  const counts: Partial<Record<ParkReason, number>> = {};
  for (const { parkReason } of parked) if (parkReason !== null) counts[parkReason] = (counts[parkReason] ?? 0) + 1;
  return counts;
}
