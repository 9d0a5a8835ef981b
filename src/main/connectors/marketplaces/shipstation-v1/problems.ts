import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { WireReply } from '../../kit/wire.ts';
import { refusalShape } from './shapes.ts';

/** Fields as the framework names them in ModelState ("apiOrder.carrierCode"), the last part in lower case. */
const BY_FIELD: Readonly<Record<string, ProblemCode>> = {
  carriercode: 'bad-carrier',
  trackingnumber: 'bad-number',
  orderid: 'bad-request-ours',
  shipdate: 'bad-request-ours',
  notifycustomer: 'bad-request-ours',
  notifysaleschannel: 'bad-request-ours',
};

/** ShipStation publishes no codes and no texts of errors: these words are our guess, and what they do not meet stays `unrecognised`. */
const BY_WORDS: readonly (readonly [RegExp, ProblemCode])[] = [
  [/\bcancell?ed\b/i, 'order-cancelled'],
  [/\balready (?:been )?(?:marked|shipped|fulfilled)\b|\bhas (?:already )?shipped\b/i, 'already-shipped'],
  [/\b(?:locked|being (?:edited|modified|processed)|in use)\b/i, 'locked'],
  [/\bon[ _]hold\b|\bawaiting[ _]payment\b|\bpending[ _]fulfillment\b/i, 'wrong-state'],
  [/\border\b.*\b(?:not (?:be )?found|does ?n[o’']t exist)\b/i, 'order-gone'],
  [/\bcarrier/i, 'bad-carrier'],
  [/\btracking ?number\b/i, 'bad-number'],
];

/** The problems of a refused answer, in ShipStation's words; `fallback` is the code of what is not in the tables. */
export function readProblems(reply: WireReply, fallback: ProblemCode): readonly [Problem, ...Problem[]] {
  const parsed = refusalShape.safeParse(parseJson(reply.bodyText));
  const { Message, message, ExceptionMessage, ModelState } = parsed.success ? parsed.data : {};
  const [first, ...rest] = Object.entries(ModelState ?? {}).map(([path, texts]): Problem => {
    const field = path.split('.').at(-1) ?? path;
    const words = texts.join(' ').trim() || 'no words';
    return { code: BY_FIELD[field.toLowerCase()] ?? codeOf(words) ?? fallback, field, message: words };
  });
  if (first !== undefined) return [first, ...rest];
  // Some refusals are a bare text in quotes, or plain.
  const plain = reply.bodyText.trim();
  const words = ExceptionMessage?.trim() || Message?.trim() || message?.trim() || (/^[{[<]/.test(plain) ? '' : plain.replace(/^"|"$/g, '').slice(0, 300));
  if (words === '') return [{ code: fallback, message: `ShipStation answered ${reply.status} without saying why` }];
  return [{ code: codeOf(words) ?? fallback, message: words }];
}

const codeOf = (words: string): ProblemCode | undefined => BY_WORDS.find(([pattern]) => pattern.test(words))?.[1];

/** Undefined where the text is no JSON: half an answer and a proxy's error page are ordinary events, not bugs. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
