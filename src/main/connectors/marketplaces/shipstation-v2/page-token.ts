import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * ShipStation pages by number over shipments that keep changing: one that is changed meanwhile goes to the end, and all behind move up by one, one
 * of them over a page's edge. So the next page is asked for as the first page of what was modified since this one ended. ShipStation's own page
 * numbers are used only where that makes no way: more than a page of shipments modified in one instant.
 */
const pageToken = z.object({
  startMs: z.number().int(),
  page: z.number().int().positive(),
  /** Everything changed before is on these pages. */
  untilMs: z.number().int(),
  /** Shipments of earlier pages that may come again, each as it stood then. */
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

/** Eight characters stand for one shipment at one time. */
export const markOf = (shipmentId: string, modifiedAt: string): string => createHash('sha256').update(`${shipmentId} ${modifiedAt}`).digest('base64url').slice(0, 8);
