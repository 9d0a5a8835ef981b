import type { ChannelOrder, OrderListing, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { AccessToken } from '../../kit/access-tokens.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import { AMAZON_LIMITS } from './limits.ts';
import { parseJson, readProblems } from './problems.ts';
import { readChannelOrder } from './read-order.ts';
import { orderListShape, orderShape, singleOrderShape, tokenErrorShape, tokenShape } from './shapes.ts';

type BarcodesFor = (sku: string) => readonly string[];
type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

/** Amazon promises no Retry-After; without one, the time in which one call refills. */
export function readThrottle(reply: WireReply, operation: keyof typeof AMAZON_LIMITS): Failure {
  return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? Math.ceil(1000 / AMAZON_LIMITS[operation].ratePerSecond) };
}

export function readRefusedRead(reply: WireReply, operation: Exclude<keyof typeof AMAZON_LIMITS, 'confirm-dispatch'>): Failure {
  if (reply.status === 429) return readThrottle(reply, operation);
  if (reply.status === 401 || reply.status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (reply.status >= 400 && reply.status < 500) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'unavailable', cause: `Amazon answered ${reply.status}` };
}

export function readSearchOrders(reply: WireReply, listing: OrderListing, barcodesFor: BarcodesFor): Outcome<OrderPage> {
  if (reply.status === 400 && 'pageToken' in listing) return { kind: 'rejected', problems: readProblems(reply, 'page-token-refused') };
  if (reply.status !== 200) return readRefusedRead(reply, 'list-orders');
  const page = orderListShape.safeParse(parseJson(reply.bodyText));
  if (!page.success) return { kind: 'unavailable', cause: 'the answer is not a list of orders' };
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  for (const record of page.data.orders) {
    const order = readRecord(record, barcodesFor);
    if (order.kind === 'read') orders.push(order.order);
    else unreadable.push({ channelOrderId: order.channelOrderId, reason: order.reason });
  }
  return {
    kind: 'done',
    value: { orders, unreadable, nextPageToken: page.data.pagination?.nextToken || null, completeUntilMs: page.data.lastUpdatedBefore ?? null },
  };
}

export function readGetOrder(reply: WireReply, barcodesFor: BarcodesFor): Outcome<ChannelOrder | null> {
  if (reply.status === 404) return { kind: 'done', value: null };
  if (reply.status !== 200) return readRefusedRead(reply, 'read-order');
  const answer = singleOrderShape.safeParse(parseJson(reply.bodyText));
  if (!answer.success) return { kind: 'unavailable', cause: 'the answer is not an order' };
  const order = readRecord(answer.data.order, barcodesFor);
  if (order.kind === 'read') return { kind: 'done', value: order.order };
  return { kind: 'rejected', problems: [{ code: 'unreadable', message: order.reason }] };
}

type ReadRecord =
  | { readonly kind: 'read'; readonly order: ChannelOrder }
  | { readonly kind: 'unreadable'; readonly channelOrderId: string | null; readonly reason: string };

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
function readRecord(record: unknown, barcodesFor: BarcodesFor): ReadRecord {
  const parsed = orderShape.safeParse(record);
  if (parsed.success) return { kind: 'read', order: readChannelOrder(parsed.data, barcodesFor) };
  const named = typeof record === 'object' && record !== null && 'orderId' in record ? record.orderId : null;
  const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return { kind: 'unreadable', channelOrderId: typeof named === 'string' ? named : null, reason };
}

/**
 * 204 is "accepted": Amazon also gives it for a package that it then drops, so only reading the order back proves anything.
 * 5xx is "uncertain": the shipment may have been stored before the server failed. So is any other success: the document knows none,
 * and the sign-in page of a hotel network has status 200.
 */
export function readConfirmShipment(reply: WireReply): Outcome<void> {
  const { status } = reply;
  if (status === 204) return { kind: 'done', value: undefined };
  if (status === 429) return readThrottle(reply, 'confirm-dispatch');
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status === 404) return { kind: 'rejected', problems: readProblems(reply, 'order-cancelled-or-unknown-line') };
  if (status === 413 || status === 415) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  if (status >= 400 && status < 500) return { kind: 'rejected', problems: readProblems(reply, 'unrecognised') };
  return { kind: 'uncertain', cause: `Amazon answered ${status}` };
}

/** A refused refresh token is a matter for a person; everything else about tokens leaves nothing in doubt. */
export function readToken(reply: WireReply): Outcome<AccessToken> {
  if (reply.status === 200) {
    const token = tokenShape.safeParse(parseJson(reply.bodyText));
    if (!token.success) return { kind: 'unavailable', cause: 'the token service answered without a token' };
    return { kind: 'done', value: { text: token.data.access_token, livesMs: token.data.expires_in * 1000 } };
  }
  return readRefusedToken(reply);
}

export function readRefusedToken(reply: WireReply): Failure {
  const body = parseJson(reply.bodyText);
  if (reply.status === 429) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? TOKEN_PAUSE_MS };
  if (reply.status >= 400 && reply.status < 500) {
    const refusal = tokenErrorShape.safeParse(body);
    const words = refusal.success ? [refusal.data.error, refusal.data.error_description].filter(Boolean).join(': ') : `status ${reply.status}`;
    return { kind: 'rejected', problems: [{ code: 'auth', message: `Login with Amazon: ${words}` }] };
  }
  return { kind: 'unavailable', cause: `the token service answered ${reply.status}` };
}

/** No figure is published for the token service; a minute is far below any sensible limit. Milliseconds. */
const TOKEN_PAUSE_MS = 60_000;
