import { z } from 'zod';
import { restDescription } from './description.ts';

/** What stands in a header cannot hold a line break or a character outside the plain ones. */
const credential = z.string().regex(/^[\x20-\x7e]+$/, 'holds a character that cannot be sent');

/** The description as it was pasted: text, or already read. */
const description = z.unknown().transform((given, context): unknown => {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given) as unknown;
  } catch (error: unknown) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: 'custom', message: `is not JSON: ${error.message}` });
    return z.NEVER;
  }
});

const carrierWord = z.object({ carrierCode: z.string().min(1), carrierName: z.string().min(1).exactOptional() });

export const restSettings = z
  .object({
    description: description.pipe(restDescription),
    /** For "basic". */
    username: credential.exactOptional(),
    /** The key, token or password. Never part of the description, which is shown and passed around. */
    secret: credential.exactOptional(),
    /** The store's own words for carriers; they come before those of the description. */
    carriers: z.record(z.string().min(1), carrierWord).default({}),
  })
  .superRefine(({ description: { auth }, username, secret }, context) => {
    if (auth.kind !== 'none' && secret === undefined) context.addIssue({ code: 'custom', path: ['secret'], message: 'is needed: the description names a way to sign in' });
    if (auth.kind === 'basic' && username === undefined) context.addIssue({ code: 'custom', path: ['username'], message: 'is needed to sign in with "basic"' });
  });

export type RestSettings = z.output<typeof restSettings>;
