import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { WireReply } from '../../kit/wire.ts';
import type { RestDescription } from './description.ts';
import { parseJson, textAt } from './json-path.ts';

export type Refusal = { readonly kind: 'throttled' } | { readonly kind: 'refused'; readonly problems: readonly [Problem, ...Problem[]] };

/** Longer words say nothing more. Characters. */
const LONGEST = 300;

/**
 * A refusal in our words: the description's rules first, those with a code before those with a text before those with a status alone, then the
 * meaning that a status has everywhere, then `fallback`. Null: nothing says what it means.
 */
export function readRefusal(reply: WireReply, { errors, name }: Pick<RestDescription, 'errors' | 'name'>, fallback: ProblemCode | null): Refusal | null {
  const body = parseJson(reply.bodyText);
  const code = errors.code === undefined ? undefined : textAt(body, errors.code);
  const message = errors.message === undefined ? undefined : textAt(body, errors.message);
  // Where no place for words is named, the whole answer is looked through.
  const words = (message ?? (errors.message === undefined ? reply.bodyText : '')).toLowerCase();
  const weight = (rule: RestDescription['errors']['rules'][number]): number => (rule.code === undefined ? 0 : 2) + (rule.text === undefined ? 0 : 1);
  const [met] = errors.rules
    .filter((rule) => (rule.status ?? reply.status) === reply.status && (rule.code === undefined || rule.code.toLowerCase() === code?.toLowerCase()) && (rule.text === undefined || words.includes(rule.text.toLowerCase())))
    .sort((a, b) => weight(b) - weight(a));
  const found = met?.problem ?? (reply.status === 429 ? 'throttled' : (everywhere[reply.status] ?? fallback));
  if (found === 'throttled') return { kind: 'throttled' };
  if (found === null) return null;
  const said = [code, message].filter((part) => part !== undefined).join(': ') || `${name} answered ${reply.status} without saying why`;
  return { kind: 'refused', problems: [{ code: found, message: said.slice(0, LONGEST) }] };
}

/** Source: RFC 9110, sections 15.5.2, 15.5.4, 15.5.14 and 15.5.16. */
const everywhere: Readonly<Record<number, ProblemCode>> = { 401: 'auth', 403: 'auth', 413: 'bad-request-ours', 415: 'bad-request-ours' };
