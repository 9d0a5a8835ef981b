import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * eBay pages by offset over orders that keep changing: an order that is changed while we page moves to another place, and all between
 * move by one. So each page begins some orders before the end of the last one. Two of the same are told apart by order and time of change,
 * and a page on which none of those is found again as it stood shows that more moved than we stepped back: then the listing begins anew.
 */
const pageToken = z.object({
  /** Start of the window, as it was asked for on the first page. */
  fromMs: z.number().int(),
  /** Everything changed before is on these pages. */
  untilMs: z.number().int(),
  offset: z.number().int().nonnegative(),
  /** The last page's orders, each as it stood then. */
  seen: z.array(z.string()),
});

export type PageToken = z.output<typeof pageToken>;

export const writePageToken = (token: PageToken): string => Buffer.from(JSON.stringify(token)).toString('base64url');

/** Null where it is none of ours. */
export function readPageToken(text: string): PageToken | null {
  try {
    const parsed = pageToken.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Eight characters stand for one order at one time: a page of 200 stays a token of 2 kB. */
export const markOf = (orderId: string, lastModifiedDate: string): string => createHash('sha256').update(`${orderId} ${lastModifiedDate}`).digest('base64url').slice(0, 8);
