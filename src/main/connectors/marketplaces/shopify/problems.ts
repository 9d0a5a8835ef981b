import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';

/**
 * Codes of errors for a whole request. Null: the server itself broke, so nobody knows what it did. Source: "GraphQL Admin API, status
 * and error codes", read on 2026-11-21; MAX_COST_EXCEEDED and the codes of documents that do not fit as seen in public code.
 */
const ERROR_CODES: Readonly<Record<string, ProblemCode | null>> = {
  ACCESS_DENIED: 'auth',
  SHOP_INACTIVE: 'auth',
  UNAUTHORIZED: 'auth',
  INTERNAL_SERVER_ERROR: null,
  TIMEOUT: null,
  MAX_COST_EXCEEDED: 'bad-request-ours',
  undefinedField: 'bad-request-ours',
  undefinedType: 'bad-request-ours',
  selectionMismatch: 'bad-request-ours',
  argumentNotAccepted: 'bad-request-ours',
  argumentLiteralsIncompatible: 'bad-request-ours',
  missingRequiredArguments: 'bad-request-ours',
  variableMismatch: 'bad-request-ours',
  INVALID_VARIABLE: 'bad-request-ours',
  parseError: 'bad-request-ours',
};

/** Errors without a code are told by their words; one that nobody knows is unclear, as it may stand for anything. */
const ERROR_TEXTS: readonly { readonly pattern: RegExp; readonly code: ProblemCode }[] = [
  { pattern: /cursor/i, code: 'page-token-refused' },
  { pattern: /access denied|not approved to (?:access|use)|required access/i, code: 'auth' },
  { pattern: /^(?:Field|Variable|Argument|Type|InputObject) .*(?:doesn't exist|invalid value|is invalid|not defined)|^Parse error|^Variable \$?\w+ of type/i, code: 'bad-request-ours' },
];

export function codeOfError(code: string | null, message: string): ProblemCode | null {
  if (code !== null && Object.hasOwn(ERROR_CODES, code)) return ERROR_CODES[code] ?? null;
  return ERROR_TEXTS.find(({ pattern }) => pattern.test(message))?.code ?? null;
}

/**
 * Texts of `userErrors`, which carry no code for fulfilments. Shopify never says "already fulfilled": a fulfilment order that is shipped,
 * cancelled or replaced is "closed" alike, so what it means is read again. Sources: public code that classifies these answers and the
 * vendor's forum; the text about the client is from memory. None was seen live by us.
 */
const USER_ERROR_TEXTS: readonly { readonly pattern: RegExp; readonly code: ProblemCode }[] = [
  { pattern: /unfulfillable status\s*=\s*(?:on_hold|scheduled)/i, code: 'wrong-state' },
  { pattern: /unfulfillable status/i, code: 'already-shipped' },
  { pattern: /Invalid fulfillment order line item quantity/i, code: 'quantity-wrong' },
  { pattern: /does not have access to the fulfillment order/i, code: 'not-ours-to-tell' },
  { pattern: /fulfillment (?:order )?(?:line item )?(?:does not exist|not found|could not be found)|fulfillment does not exist/i, code: 'order-gone' },
  { pattern: /same (?:assigned )?location|same order/i, code: 'bad-request-ours' },
  { pattern: /cancell?ed fulfillment|fulfillment (?:is|was|has been) cancell?ed/i, code: 'correction-closed' },
  { pattern: /tracking (?:company|carrier)/i, code: 'bad-carrier' },
  { pattern: /tracking (?:number|url|info)/i, code: 'bad-number' },
];

interface UserError {
  readonly field?: readonly string[] | null | undefined;
  readonly message: string;
}

export function problemsOf(errors: readonly [UserError, ...UserError[]]): readonly [Problem, ...Problem[]] {
  const [first, ...rest] = errors.map(({ field, message }): Problem => ({
    code: USER_ERROR_TEXTS.find(({ pattern }) => pattern.test(message))?.code ?? 'unrecognised',
    message,
    ...(field === null || field === undefined || field.length === 0 ? {} : { field: field.join('.') }),
  }));
  return [first ?? { code: 'unrecognised', message: 'refused without a word' }, ...rest];
}
