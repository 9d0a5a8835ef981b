import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { WireReply } from '../../kit/wire.ts';
import { errorListShape } from './shapes.ts';

/** Stable codes of a refusal by Amazon; the words for people live with the languages, keyed by these. */
export type AmazonProblemCode =
  /** The order holds a shipped package already: read it back and compare, it may be ours. */
  | 'already-shipped'
  /** The order or a line is gone at Amazon, most often cancelled: read it, stop the parcel. */
  | 'order-cancelled-or-unknown-line'
  /** We sent something that Amazon's own document forbids: a bug of ours, repeating helps nothing. */
  | 'bad-request-ours'
  /** The tracking number does not look like one of that carrier. */
  | 'bad-number'
  | 'bad-carrier'
  /** The package was edited too often or in another version: no more edits, read it back. */
  | 'too-many-updates'
  /** Amazon ships and confirms orders of this program itself. */
  | 'ship-plus'
  /** Credentials or roles: a person must renew them. */
  | 'auth'
  /** The listing must start again from its first page. */
  | 'page-token-refused'
  /** A refusal we have never seen; Amazon's own words stand in the message. */
  | 'unrecognised';

/**
 * Amazon puts nearly every refusal under the code "InvalidInput" with status 400; only the text tells them apart. Texts are
 * those reported in public issues of Amazon's own model repository and in public code (see README), matched from the most
 * telling to the least. None was seen live by us.
 */
const REFUSAL_TEXTS: readonly { readonly pattern: RegExp; readonly code: AmazonProblemCode }[] = [
  { pattern: /PackageToUpdateNotFound|order already fulfilled/i, code: 'already-shipped' },
  { pattern: /InvalidPackageVersion|maximum number of allowed updates/i, code: 'too-many-updates' },
  { pattern: /NonexistentOrderItem/i, code: 'order-cancelled-or-unknown-line' },
  { pattern: /does not match the expected format for the carrier/i, code: 'bad-number' },
  { pattern: /Ship\s?(?:\+|Plus)|FBM_SHIP_PLUS/i, code: 'ship-plus' },
  { pattern: /PackageReferenceId|fields with invalid type/i, code: 'bad-request-ours' },
  { pattern: /OrderItemId \S+ is invalid/i, code: 'order-cancelled-or-unknown-line' },
  { pattern: /carrier(?:\s?(?:code|name))?\b.*\b(?:invalid|required|not (?:valid|supported|recogni[sz]ed))|invalid carrier/i, code: 'bad-carrier' },
];

/** The problems of a refused answer, in Amazon's words; `fallback` is the code of a text that is not in the table. */
export function readProblems(reply: WireReply, fallback: AmazonProblemCode): readonly [Problem, ...Problem[]] {
  const errors = readErrors(reply);
  const [first, ...rest] = errors.map((error): Problem => {
    const words = error.details ? `${error.message} ${error.details}` : error.message;
    return { code: REFUSAL_TEXTS.find(({ pattern }) => pattern.test(words))?.code ?? fallback, message: `${error.code}: ${words}` };
  });
  if (first === undefined) return [{ code: fallback, message: `Amazon answered ${reply.status} without saying why` }];
  return [first, ...rest];
}

function readErrors(reply: WireReply): readonly { code: string; message: string; details?: string | null | undefined }[] {
  const parsed = errorListShape.safeParse(parseJson(reply.bodyText));
  return parsed.success ? parsed.data.errors : [];
}

/** Undefined where the text is no JSON: half an answer and a proxy's error page are ordinary events, not bugs. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
