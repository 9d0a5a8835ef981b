import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { WireReply } from '../../kit/wire.ts';
import { errorListShape } from './shapes.ts';
import type { EbayError } from './shapes.ts';

/**
 * eBay numbers its errors; the words are for people. Source: "x-response-codes" of Sell Fulfillment API 1.20.7; the codes of signing in as seen in public
 * issues (davidtsadler/ebay-sdk-examples 42); 21916964 is the Trading API's word for a number of another buyer's order. None was seen live by us.
 */
const CODES: Readonly<Record<number, ProblemCode>> = {
  1001: 'auth',
  1002: 'auth',
  1003: 'auth',
  1004: 'auth',
  1100: 'auth',
  32100: 'order-gone',
  32200: 'order-gone',
  32210: 'bad-request-ours',
  32300: 'bad-number',
  32400: 'auth',
  32500: 'bad-request-ours',
  32600: 'bad-request-ours',
  34100: 'too-many-numbers',
  34500: 'already-shipped',
  21916964: 'number-reused',
};

/** "Invalid shipment tracking number or carrier" stands for three faults; parameters and words may say which. */
const NUMBER_OR_CARRIER = 32300;
const REUSED = /\b(?:already (?:been )?used|another (?:buyer|seller|order)|different (?:buyer|seller|order)|duplicate tracking)\b/i;

/** The server failed, or was asked too often: no judgement of what we sent, whatever status it came with. */
const FAILED = 30500;
const TOO_OFTEN = 2001;

export const saysTooOften = (reply: WireReply): boolean => reply.status === 429 || readErrors(reply).some((error) => error.errorId === TOO_OFTEN);
export const saysFailed = (reply: WireReply): boolean => reply.status >= 500 || readErrors(reply).some((error) => error.errorId === FAILED);
export const namesError = (reply: WireReply, errorId: number): boolean => readErrors(reply).some((error) => error.errorId === errorId);

/** The problems of a refused answer, in eBay's words; `fallback` is the code of an error that is not in the table. */
export function readProblems(reply: WireReply, fallback: ProblemCode): readonly [Problem, ...Problem[]] {
  const [first, ...rest] = readErrors(reply).map((error): Problem => {
    const field = error.parameters?.[0]?.name;
    return { code: codeOf(error) ?? fallback, message: wordsOf(error), ...(field ? { field } : {}) };
  });
  if (first === undefined) return [{ code: fallback, message: `eBay answered ${reply.status} without saying why` }];
  return [first, ...rest];
}

function codeOf(error: EbayError): ProblemCode | undefined {
  if (error.errorId !== NUMBER_OR_CARRIER) return CODES[error.errorId];
  if (REUSED.test(wordsOf(error))) return 'number-reused';
  return error.parameters?.some(({ name }) => /carrier/i.test(name ?? '')) === true ? 'bad-carrier' : 'bad-number';
}

function wordsOf({ errorId, message, longMessage }: EbayError): string {
  const words = longMessage?.trim() || message?.trim() || 'no words';
  return `${errorId}: ${words}`;
}

function readErrors(reply: WireReply): readonly EbayError[] {
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
