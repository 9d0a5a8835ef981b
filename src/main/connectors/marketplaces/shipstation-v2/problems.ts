import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { WireReply } from '../../kit/wire.ts';
import { errorListShape } from './shapes.ts';
import type { ShipStationError } from './shapes.ts';

/** Source: V2 document, error_code. Codes about labels, batches and webhooks cannot come here. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  unauthorized: 'auth',
  forbidden: 'auth',
  invalid_billing_plan: 'auth',
  subscription_inactive: 'auth',
  trial_expired: 'auth',
  terms_not_accepted: 'auth',
  // "Your account email [has] to be verified" before fulfillments can be made.
  verification_failure: 'auth',
  carrier_conflict: 'bad-carrier',
  carrier_disconnected: 'bad-carrier',
  carrier_not_connected: 'bad-carrier',
  carrier_not_supported: 'bad-carrier',
  invalid_identifier: 'order-gone',
  identifier_conflict: 'already-shipped',
  // The shipment's store was cut off in ShipStation: a person connects it there.
  order_source_not_active: 'wrong-state',
  request_body_required: 'bad-request-ours',
  identifiers_must_match: 'bad-request-ours',
  invalid_object: 'bad-request-ours',
};

/** These say which field is wrong, not what of it. */
const ABOUT_A_FIELD = new Set(['field_conflict', 'field_value_required', 'invalid_field_value', 'invalid_string_length']);
const FIELDS: Readonly<Record<string, ProblemCode>> = { carrier_code: 'bad-carrier', tracking_number: 'bad-number', shipment_id: 'order-gone' };

/** A single fulfillment that failed has a text and no code. The texts are published nowhere: these words are our guess, the rest is `unrecognised`. */
const WORDS: readonly (readonly [RegExp, ProblemCode])[] = [
  [/\bcancell?ed\b/i, 'order-cancelled'],
  [/\balready\b.*\b(?:fulfilled|shipped)\b|\b(?:has|been) (?:fulfilled|shipped)\b/i, 'already-shipped'],
  [/\b(?:locked|being (?:edited|modified|processed)|in use)\b/i, 'locked'],
  [/\bshipment\b.*\b(?:not (?:be )?found|does ?n[o’']t exist)\b/i, 'order-gone'],
  [/\be-?mail\b.*\bverified\b|\bnot authori[sz]ed\b/i, 'auth'],
  [/\bon[ _]hold\b|\bawaiting[ _]payment\b/i, 'wrong-state'],
  [/\bcarrier/i, 'bad-carrier'],
  [/\btracking[ _]number\b/i, 'bad-number'],
];

export const codeOfWords = (words: string): ProblemCode => WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'unrecognised';

/** Throttled, whoever did it: ShipStation, a carrier or the order source. */
export const saysTooOften = (reply: WireReply): boolean => reply.status === 429 || readErrors(reply).some((error) => error.error_code === 'rate_limit_exceeded');

/** The problems of a refused answer, in ShipStation's words; `fallback` is the code of an error that is not in the tables. */
export function readProblems(reply: WireReply, fallback: ProblemCode): readonly [Problem, ...Problem[]] {
  const [first, ...rest] = readErrors(reply).map((error): Problem => ({ code: codeOf(error) ?? fallback, message: wordsOf(error), ...(error.field_name ? { field: error.field_name } : {}) }));
  return first === undefined ? [{ code: fallback, message: `ShipStation answered ${reply.status} without saying why` }] : [first, ...rest];
}

function codeOf({ error_code: code, field_name: field, message }: ShipStationError): ProblemCode | undefined {
  if (code == null) return undefined;
  if (ABOUT_A_FIELD.has(code)) return FIELDS[field?.split('.').at(-1) ?? ''] ?? 'bad-request-ours';
  // Shipped, cancelled or held: the words say which.
  if (code === 'invalid_status') {
    const said = codeOfWords(message ?? '');
    return said === 'unrecognised' ? 'wrong-state' : said;
  }
  return CODES[code];
}

function wordsOf({ error_source: source, error_code: code, message }: ShipStationError): string {
  const words = [code, message].map((part) => part?.trim()).filter(Boolean).join(': ') || 'no words';
  return source == null || /^ship(?:station|engine)$/i.test(source) ? words : `${words} (from the ${source.replace('_', ' ')})`;
}

function readErrors(reply: WireReply): readonly ShipStationError[] {
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
