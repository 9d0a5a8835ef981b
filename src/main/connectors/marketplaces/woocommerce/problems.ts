import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { WireReply } from '../../kit/wire.ts';
import { errorShape } from './shapes.ts';

/** A refusal in WordPress's own words; null where somebody else answered: a firewall, a proxy, a page of the host. */
export interface WordPressError {
  readonly code: string;
  readonly message: string;
  readonly params: readonly string[];
}

export function readError(reply: WireReply): WordPressError | null {
  const parsed = errorShape.safeParse(parseJson(reply.bodyText));
  return parsed.success ? { code: parsed.data.code, message: parsed.data.message, params: Object.keys(parsed.data.data?.params ?? {}) } : null;
}

/** Codes are WooCommerce's and its plug-ins'; texts only where WooCommerce sends PHP's number in place of a code. */
const CODES: readonly (readonly [pattern: RegExp, code: ProblemCode])[] = [
  [/^woocommerce_rest_(?:cannot_(?:view|create|edit|delete|batch)|authentication_error)$|^rest_(?:forbidden|not_logged_in|cannot_\w+)$|^invalid_username$|^incorrect_password$/, 'auth'],
  [/^rest_no_route$/, 'no-target'],
  [/^woocommerce_rest_(?:shop_)?order_invalid_id$/, 'order-gone'],
  [/^woocommerce_rest_shop_order_shipment_tracking_exists$/, 'already-shipped'],
];
const TEXTS: readonly (readonly [pattern: RegExp, code: ProblemCode])[] = [
  [/should contain at least one item|^Invalid item\b|items should be an array/i, 'quantity-wrong'],
  [/^Invalid fulfillment status/i, 'bad-request-ours'],
  [/fulfillment is locked|cannot (?:be )?(?:edit|update)\w* (?:a )?locked/i, 'correction-closed'],
];
const PARAMS: readonly (readonly [param: string, code: ProblemCode])[] = [
  ['tracking_number', 'bad-number'],
  ['tracking_provider', 'bad-carrier'],
  ['custom_tracking_provider', 'bad-carrier'],
  ['custom_tracking_link', 'bad-carrier'],
];

export function problemOf({ code, message, params }: WordPressError): Problem {
  const words = `${code}: ${message}`;
  const byCode = CODES.find(([pattern]) => pattern.test(code))?.[1];
  if (byCode !== undefined) return { code: byCode, message: words };
  if (code === 'rest_invalid_param' || code === 'rest_missing_callback_param') {
    const [param, ofParam] = PARAMS.find(([name]) => params.includes(name) || message.includes(name)) ?? [params[0], 'bad-request-ours' as const];
    return { code: ofParam, message: words, ...(param === undefined ? {} : { field: param }) };
  }
  return { code: TEXTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'unrecognised', message: words };
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
