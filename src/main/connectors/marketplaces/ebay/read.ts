import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { AccessToken } from '../../kit/access-tokens.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import { startOf } from './build.ts';
import type { OrdersWindow } from './build.ts';
import { EBAY_DAY } from './limits.ts';
import { markOf, writePageToken } from './page-token.ts';
import { namesError, parseJson, readProblems, saysFailed, saysTooOften } from './problems.ts';
import { readChannelOrder } from './read-order.ts';
import { fulfillmentListShape, orderListShape, orderShape, tokenErrorShape, tokenShape } from './shapes.ts';
import type { EbayFulfillment, EbayOrder } from './shapes.ts';

type BarcodesFor = (sku: string) => readonly string[];
type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

/** A page begins so many orders before the end of the last one: fewer may change place between two pages without a loss. */
const OVERLAP = 10;
/** Nobody says how soon a change can be found; two minutes are listed again each time. Milliseconds. */
const LIST_LAG_MS = 2 * 60_000;
/** No figure is published for the token service; a minute is far below any sensible limit. Milliseconds. */
const TOKEN_PAUSE_MS = 60_000;
const INVALID_ORDER_ID = 32100;

/** eBay promises no Retry-After; without one, the time in which one call of the day refills. */
const readThrottle = (reply: WireReply): Failure => ({ kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? Math.ceil(1000 / EBAY_DAY.ratePerSecond) });

function readRefusedRead(reply: WireReply): Failure {
  if (saysTooOften(reply)) return readThrottle(reply);
  if (saysFailed(reply)) return { kind: 'unavailable', cause: `eBay answered ${reply.status}` };
  if (reply.status === 401 || reply.status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (reply.status >= 400) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'unavailable', cause: `eBay answered ${reply.status}` };
}

export function readGetOrders(reply: WireReply, window: OrdersWindow, barcodesFor: BarcodesFor): Outcome<OrderPage> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const page = orderListShape.safeParse(parseJson(reply.bodyText));
  if (!page.success) return { kind: 'unavailable', cause: 'the answer is not a list of orders' };
  const records = page.data.orders ?? [];
  const { token } = window;
  const marks = records.map(markOfRecord);
  const seen = new Set(token?.seen);
  if (seen.size > OVERLAP && !marks.some((mark) => seen.has(mark))) {
    return { kind: 'rejected', problems: [{ code: 'page-token-refused', message: `${OVERLAP} orders or more moved between two pages: the listing begins anew` }] };
  }
  const offset = token?.offset ?? 0;
  const hasMore = records.length > 0 && (Boolean(page.data.next) || offset + records.length < page.data.total);
  const untilMs = token?.untilMs ?? instantOf(reply, window.nowMs) - LIST_LAG_MS;
  return {
    kind: 'done',
    value: {
      ...readRecords(records.filter((_record, index) => !seen.has(marks[index] ?? '')), barcodesFor),
      nextPageToken: hasMore
        ? writePageToken({ fromMs: startOf(window), untilMs, offset: offset + records.length - (records.length > OVERLAP ? OVERLAP : 0), seen: marks })
        : null,
      completeUntilMs: untilMs,
    },
  };
}

function readRecords(records: readonly unknown[], barcodesFor: BarcodesFor): Pick<OrderPage, 'orders' | 'unreadable'> {
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  for (const record of records) {
    const order = readRecord(record);
    if (order.kind === 'read') orders.push(readChannelOrder(order.order, null, barcodesFor));
    else unreadable.push({ channelOrderId: textOf(record, 'orderId') || null, reason: order.reason });
  }
  return { orders, unreadable };
}

/** eBay's own clock where it names one: the window is eBay's, and a bench clock may be wrong. */
function instantOf(reply: WireReply, nowMs: number): number {
  const told = Date.parse(reply.headers['date'] ?? '');
  return Number.isNaN(told) ? nowMs : told;
}

const markOfRecord = (record: unknown): string => markOf(textOf(record, 'orderId'), textOf(record, 'lastModifiedDate'));

function textOf(record: unknown, field: 'orderId' | 'lastModifiedDate'): string {
  const value: unknown = typeof record === 'object' && record !== null && field in record ? (record as Record<string, unknown>)[field] : null;
  return typeof value === 'string' ? value : '';
}

export function readGetOrder(reply: WireReply): Outcome<EbayOrder | null> {
  // The document has both answers for an id that is not there.
  if (reply.status === 404 || (reply.status === 400 && namesError(reply, INVALID_ORDER_ID))) return { kind: 'done', value: null };
  if (reply.status !== 200) return readRefusedRead(reply);
  const body = parseJson(reply.bodyText);
  if (textOf(body, 'orderId') === '') return { kind: 'unavailable', cause: 'the answer is not an order' };
  const order = readRecord(body);
  return order.kind === 'read' ? { kind: 'done', value: order.order } : { kind: 'rejected', problems: [{ code: 'unreadable', message: order.reason }] };
}

export function readGetFulfillments(reply: WireReply): Outcome<readonly EbayFulfillment[]> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const answer = fulfillmentListShape.safeParse(parseJson(reply.bodyText));
  return answer.success ? { kind: 'done', value: answer.data.fulfillments ?? [] } : { kind: 'unavailable', cause: 'the answer is not a list of fulfillments' };
}

type ReadRecord = { readonly kind: 'read'; readonly order: EbayOrder } | { readonly kind: 'unreadable'; readonly reason: string };

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
function readRecord(record: unknown): ReadRecord {
  const parsed = orderShape.safeParse(record);
  if (parsed.success) return { kind: 'read', order: parsed.data };
  return { kind: 'unreadable', reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}

/**
 * 201 is "accepted": what eBay shows is read back. 5xx, and its own "system error", leave it open whether anything was stored. So does any
 * other success: the document knows none, and the sign-in page of a hotel network has status 200.
 */
export function readCreateFulfillment(reply: WireReply): Outcome<void> {
  const { status } = reply;
  if (status === 201) return { kind: 'done', value: undefined };
  if (saysTooOften(reply)) return readThrottle(reply);
  if (saysFailed(reply) || status < 400) return { kind: 'uncertain', cause: `eBay answered ${status}` };
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status === 404) return { kind: 'rejected', problems: readProblems(reply, 'order-gone') };
  if (status === 409) return { kind: 'rejected', problems: readProblems(reply, 'locked') };
  if (status === 413 || status === 415) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'rejected', problems: readProblems(reply, 'unrecognised') };
}

/** A refused refresh token is a matter for a person; everything else about tokens leaves nothing in doubt. */
export function readToken(reply: WireReply): Outcome<AccessToken> {
  if (reply.status !== 200) return readRefusedToken(reply);
  const token = tokenShape.safeParse(parseJson(reply.bodyText));
  if (!token.success) return { kind: 'unavailable', cause: 'the token service answered without a token' };
  return { kind: 'done', value: { text: token.data.access_token, livesMs: token.data.expires_in * 1000 } };
}

export function readRefusedToken(reply: WireReply): Failure {
  if (reply.status === 429) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? TOKEN_PAUSE_MS };
  if (reply.status < 400 || reply.status >= 500) return { kind: 'unavailable', cause: `the token service answered ${reply.status}` };
  const refusal = tokenErrorShape.safeParse(parseJson(reply.bodyText));
  const words = refusal.success ? [refusal.data.error, refusal.data.error_description].filter(Boolean).join(': ') : `status ${reply.status}`;
  return { kind: 'rejected', problems: [{ code: 'auth', message: `eBay’s sign-in: ${words}` }] };
}
