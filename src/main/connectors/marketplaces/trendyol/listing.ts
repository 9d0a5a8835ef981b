import { z } from 'zod';
import type { ChannelOrder, OrderListing, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { PAGE_SIZE } from './build.ts';
import type { PageAsked, StreamAsked } from './build.ts';
import { channelOrderIdOf } from './ids.ts';
import { reasonOf } from './read.ts';
import type { ListedPage, StreamedPage } from './read.ts';
import { readChannelOrder } from './read-order.ts';
import type { ReadingRules } from './read-order.ts';
import { listedShape, packageShape } from './shapes.ts';

const DAY_MS = 86_400_000;
/** A request may span 14 days; one less leaves room for clocks. Source: "Get Shipment Packages". */
const WINDOW_MS = 13 * DAY_MS;
/** Older changes are asked for in vain: pages reach back one month, the stream three. A day less leaves room for clocks. */
const HISTORY_MS = { pages: 29 * DAY_MS, stream: 89 * DAY_MS };
/** Nobody promises that a change is listed at once. Ours. */
const LAG_MS = 120_000;

/**
 * Where a listing stands. Pages are counted from the front, and a package that changes while we turn them moves to the end: what comes behind it
 * would slip past us. So each page starts at the instant in which the one before ended, leaving out what was seen of it; pages are only turned where
 * more than a page of packages changed in one instant. The window of 10 000 packages is never reached that way. The stream needs none of it: its
 * cursor keeps the place, as long as start and end stay the same.
 */
const place = z.object({
  /** Everything until here is to be listed. Milliseconds, as are all times here. */
  untilMs: z.number().int().nonnegative(),
  fromMs: z.number().int().nonnegative(),
  page: z.number().int().nonnegative(),
  /** Packages of the instant `fromMs` that were on earlier pages. */
  seen: z.array(z.string()),
  /** Along the stream: where it goes on, and the end of what is asked for. */
  stream: z.object({ cursor: z.string().min(1), endMs: z.number().int().nonnegative() }).optional(),
});
type Place = z.output<typeof place>;

export interface ListingParts {
  readonly rules: ReadingRules;
  nowMs(): number;
  list(asked: PageAsked): Promise<Outcome<ListedPage>>;
  /** Null: this store is listed by pages. */
  readonly stream: ((asked: StreamAsked) => Promise<Outcome<StreamedPage>>) | null;
}

export async function listPage(listing: OrderListing, { rules, nowMs, list, stream }: ListingParts): Promise<Outcome<OrderPage>> {
  const at = placeOf(listing, nowMs(), stream === null ? HISTORY_MS.pages : HISTORY_MS.stream);
  if (at === null) return { kind: 'rejected', problems: [{ code: 'page-token-refused', message: 'the page token is none of this connector’s' }] };
  const endMs = at.stream?.endMs ?? Math.min(at.untilMs, at.fromMs + WINDOW_MS);
  const asked = { startMs: at.fromMs, endMs };
  const listed = stream === null ? await list({ ...asked, page: at.page }) : await stream({ ...asked, cursor: at.stream?.cursor ?? null });
  if (listed.kind !== 'done') return listed;
  const { records, serverMs } = listed.value;
  // A bench whose clock is fast must not count as complete what has not happened yet.
  const untilMs = serverMs === null ? at.untilMs : Math.min(at.untilMs, serverMs);
  const known = { ...at, untilMs };
  const next = 'nextCursor' in listed.value ? nextInStream(known, endMs, records, listed.value.nextCursor) : nextPlace(known, endMs, records, listed.value.totalPages);
  const fresh = records.filter((record) => !isRepeated(at, record));
  return { kind: 'done', value: { ...readRecords(fresh, rules), nextPageToken: next === null ? null : encode(next), completeUntilMs: Math.max(0, untilMs - LAG_MS) } };
}

function readRecords(records: readonly unknown[], rules: ReadingRules): Pick<OrderPage, 'orders' | 'unreadable'> {
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  const readable = records.map((record) => ({ record, parsed: packageShape.safeParse(record) }));
  const packages = readable.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  for (const { record, parsed } of readable) {
    if (parsed.success) orders.push(readChannelOrder(parsed.data, rules, packages.filter(({ orderNumber }) => orderNumber === parsed.data.orderNumber)));
    else unreadable.push({ channelOrderId: idOf(record), reason: reasonOf(parsed.error) });
  }
  return { orders, unreadable };
}

function placeOf(listing: OrderListing, nowMs: number, historyMs: number): Place | null {
  if (!('pageToken' in listing)) return { untilMs: nowMs, fromMs: Math.min(nowMs, Math.max(listing.updatedAfterMs, nowMs - historyMs)), page: 0, seen: [] };
  const parsed = place.safeParse(decode(listing.pageToken));
  return parsed.success ? parsed.data : null;
}

/** Null where the listing is done. */
function nextInStream({ stream: _, ...at }: Place, endMs: number, records: readonly unknown[], cursor: string | null): Place | null {
  if (cursor !== null) return { ...at, stream: { cursor, endMs } };
  return endMs >= at.untilMs ? null : { ...at, fromMs: endMs, seen: seenAt(endMs, records) };
}

/** Null where the listing is done. */
function nextPlace(at: Place, endMs: number, records: readonly unknown[], totalPages: number | null): Place | null {
  const isLastPage = records.length === 0 || (totalPages === null ? records.length < PAGE_SIZE : at.page + 1 >= totalPages);
  if (isLastPage) return endMs >= at.untilMs ? null : { ...at, fromMs: endMs, page: 0, seen: at.fromMs === endMs ? at.seen : seenAt(endMs, records) };
  const times = records.map((record) => listedOf(record)?.lastModifiedDate ?? null);
  const last = times.at(-1) ?? null;
  const isOrdered = times.every((time, index) => time !== null && time >= (index === 0 ? at.fromMs : (times[index - 1] ?? 0)));
  // All in one instant, or not in order: then only Trendyol's own pages make way.
  if (last === null || !isOrdered || last === at.fromMs) return { ...at, page: at.page + 1, seen: [...new Set([...at.seen, ...seenAt(at.fromMs, records)])] };
  return { ...at, fromMs: last, page: 0, seen: seenAt(last, records) };
}

const listedOf = (record: unknown): z.output<typeof listedShape> | null => {
  const parsed = listedShape.safeParse(record);
  return parsed.success ? parsed.data : null;
};

const seenAt = (ms: number, records: readonly unknown[]): string[] => records.flatMap((record) => {
  const listed = listedOf(record);
  return listed !== null && listed.lastModifiedDate === ms && listed.packageId !== null ? [listed.packageId] : [];
});

/** Was on a page before: the instant in which that page ended is asked for again. */
function isRepeated(at: Place, record: unknown): boolean {
  const listed = listedOf(record);
  return listed !== null && listed.lastModifiedDate === at.fromMs && listed.packageId !== null && at.seen.includes(listed.packageId);
}

function idOf(record: unknown): string | null {
  const listed = listedOf(record);
  return listed === null || listed.packageId === null || listed.orderNumber === null ? null : channelOrderIdOf({ orderNumber: listed.orderNumber, packageId: listed.packageId });
}

const encode = (at: Place): string => Buffer.from(JSON.stringify(at)).toString('base64url');

function decode(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
