import { z } from 'zod';
import type { OrderListing } from '../../../application/ports/marketplace.ts';
import { parseJson } from './parse-json.ts';
import type { WireReply } from '../../kit/wire.ts';

/**
 * Searching runs behind writing by seconds (observed by others; no figure is published), so a listing vouches only for what was changed this
 * long before the answer. Milliseconds.
 */
export const SEARCH_LAG_MS = 2 * 60_000;

/**
 * Where a listing stands: after which order, how far it will be complete, and which orders of the last page have still to be read alone. One
 * request per page, so that a page of large orders can never cost more than the bucket holds.
 */
const bookmarkShape = z.object({
  after: z.string().nullable(),
  untilMs: z.number().nullable(),
  whole: z.array(z.string().regex(/^\d{1,20}$/)),
  done: z.boolean(),
});
export type Bookmark = z.output<typeof bookmarkShape>;

export const FIRST_PAGE: Bookmark = { after: null, untilMs: null, whole: [], done: false };

export const writeBookmark = (bookmark: Bookmark): string | null =>
  bookmark.done && bookmark.whole.length === 0 ? null : Buffer.from(JSON.stringify(bookmark)).toString('base64url');

/** Null where the text is none of ours. */
export function readBookmark(listing: OrderListing): Bookmark | null {
  if (!('pageToken' in listing)) return FIRST_PAGE;
  const parsed = bookmarkShape.safeParse(parseJson(Buffer.from(listing.pageToken, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/** Oldest change first: an order that changes while pages are read moves to the end and is told again, never skipped. */
export const searchOf = (updatedAfterMs: number): string => `updated_at:>='${new Date(updatedAfterMs).toISOString()}'`;

/** By Shopify's clock, never by the bench's: one that runs ahead would skip orders. Null where the answer names no time. */
export function completeUntil(reply: WireReply): number | null {
  const sentMs = Date.parse(reply.headers['date'] ?? '');
  return Number.isNaN(sentMs) ? null : sentMs - SEARCH_LAG_MS;
}
