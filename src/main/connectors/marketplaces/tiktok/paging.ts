import { z } from 'zod';
import type { OrderListing } from '../../../application/ports/marketplace.ts';
import { listedShape } from './shapes.ts';

/**
 * Where a listing stands. TikTok's page tokens are opaque; if they count places, an order that changes while we turn pages moves to the end and
 * another slips past us. So each page starts at the second in which the one before ended, leaving out what was seen of it. TikTok's own token is
 * used only where that makes no way: more than a page of orders in one second, or answers that are not in order.
 */
const cursor = z.object({
  /** `changed`: what changed since. `asked`: older orders with an open wish to cancel, whether or not that counts as a change. */
  phase: z.enum(['changed', 'asked']),
  /** Unix seconds, as are all times here. */
  startedAt: z.number().int().nonnegative(),
  from: z.number().int().nonnegative(),
  /** Orders of the second `from` that were on earlier pages. */
  seen: z.array(z.string()),
  theirs: z.string().nullable(),
});
export type Cursor = z.output<typeof cursor>;

/** Most orders a page may hold. Source: "Get Order List", page_size. */
export const PAGE_SIZE = 100;

/**
 * How far behind the clock a listing counts as complete. A bench clock may run 30 s ahead of TikTok's (further, and every request is refused), and
 * nobody promises that a change is listed at once. Seconds.
 */
const LAG = 120;

export const completeUntilMs = ({ startedAt }: Cursor): number => Math.max(0, startedAt - LAG) * 1000;

export const updatedAfterOf = (listing: OrderListing): number => Math.max(0, Math.floor(listing.updatedAfterMs / 1000));

/** The place that a listing goes on from; null where its token is none of ours. */
export function cursorOf(listing: OrderListing, nowMs: number): Cursor | null {
  if (!('pageToken' in listing)) return { phase: 'changed', startedAt: Math.floor(nowMs / 1000), from: updatedAfterOf(listing), seen: [], theirs: null };
  const parsed = cursor.safeParse(decode(listing.pageToken));
  return parsed.success ? parsed.data : null;
}

/** The token of the page after this one, or null where the listing is done. `records` are the orders as TikTok sent them. */
export function nextPageToken(at: Cursor, records: readonly unknown[], theirs: string | null, updatedAfter: number): string | null {
  if (theirs === null) return at.phase === 'changed' && updatedAfter > 0 ? encode({ ...at, phase: 'asked', from: 0, seen: [], theirs: null }) : null;
  const listed = records.map((record) => listedShape.safeParse(record));
  const times = listed.map((record) => (record.success ? record.data.update_time : null));
  const last = times.at(-1) ?? null;
  const isOrdered = times.every((time, index) => time !== null && time >= (index === 0 ? at.from : (times[index - 1] ?? 0)));
  if (last === null || !isOrdered || last === at.from) {
    const seen = [...at.seen, ...listed.flatMap((record) => (record.success && record.data.update_time === at.from ? [record.data.id] : []))];
    return encode({ ...at, seen: [...new Set(seen)], theirs });
  }
  const seen = listed.flatMap((record) => (record.success && record.data.update_time === last ? [record.data.id] : []));
  return encode({ ...at, from: last, seen, theirs: null });
}

/** Was on a page before: the second in which that page ended is asked for again. */
export function isRepeated(at: Cursor, record: unknown): boolean {
  const listed = listedShape.safeParse(record);
  return listed.success && listed.data.update_time === at.from && at.seen.includes(listed.data.id);
}

const encode = (at: Cursor): string => Buffer.from(JSON.stringify(at)).toString('base64url');

function decode(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
