import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { WireReply } from '../../kit/wire.ts';
import { errorShape } from './shapes.ts';

/** What a status says by itself, whatever the words. Source: Trendyol's list of error codes, read on 2026-11-21. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'auth',
  // A missing User-Agent or storeFrontCode, or an address that this seller may not call.
  403: 'bad-settings',
  404: 'order-gone',
  409: 'locked',
  // The address is closed for good: the first version of the orders, since 2026-10-15.
  426: 'bad-settings',
};

/**
 * Trendyol gives no codes that mean one thing, so a 400 is known by its words. Both stand for "cancelled, or told, or gone already": which of
 * them it is, only the package shows. Sources: "Update Tracking Number" and "Update Shipping Code", read on 2026-11-21; never seen live by us.
 */
const TEXTS: readonly (readonly [words: string, code: ProblemCode])[] = [
  ['shipment tracking number cannot be updated', 'already-shipped'],
  ['shipment update edilebilir bir durumda degil', 'already-shipped'],
];

/** Turkish letters without their marks, in lower case: servers and proxies differ in how they write them. */
const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').replace(/[ıİ]/g, 'i').toLowerCase();

/** Longer pages are somebody else's. Characters. */
const WORDS_SHOWN = 300;

/** Trendyol's words, or what stands in their place. */
function wordsOf(reply: WireReply): string {
  const parsed = errorShape.safeParse(parseJson(reply.bodyText));
  if (!parsed.success) return reply.bodyText.trim().slice(0, WORDS_SHOWN);
  const { errors, message, error, exception } = parsed.data;
  const said = (errors ?? []).flatMap(({ key, message: each }) => [[key, each].filter((part) => part !== null).join(': ')]).filter((words) => words !== '');
  return (said.length > 0 ? said.join('; ') : (message ?? error ?? exception ?? '')).slice(0, WORDS_SHOWN);
}

/** A listing or an order that is not there is an empty answer; only a wrong address is 404. */
const codeOf = (status: number, effect: 'read' | 'write'): ProblemCode | undefined => (effect === 'read' && status === 404 ? 'bad-settings' : BY_STATUS[status]);

export function problemOf(reply: WireReply, effect: 'read' | 'write'): Problem {
  const words = wordsOf(reply);
  const message = words === '' ? `Trendyol answered ${reply.status} without saying why` : `${reply.status} ${words}`;
  return { code: codeOf(reply.status, effect) ?? TEXTS.find(([known]) => plain(words).includes(known))?.[1] ?? 'unrecognised', message };
}

/** Undefined where the text is no JSON: half an answer and an error page are ordinary events, not bugs. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
