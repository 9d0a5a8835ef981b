import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Where a listing goes on. All of it is ours; the service knows only its own page number or cursor. */
const pageToken = z.object({
  /** Changes after this instant are asked for. */
  startMs: z.number().int(),
  page: z.number().int().nullable(),
  cursor: z.string().min(1).nullable(),
  /** Everything changed before is on these pages. */
  untilMs: z.number().int(),
  /** Orders of earlier pages that may come again, each as it stood then. */
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

/** Twelve characters stand for one order at one time. */
export const markOf = (orderId: string, updatedAt: string): string => createHash('sha256').update(`${orderId} ${updatedAt}`).digest('base64url').slice(0, 12);
