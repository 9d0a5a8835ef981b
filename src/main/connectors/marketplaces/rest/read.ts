import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import { startOf } from './build.ts';
import type { ListAsked } from './build.ts';
import type { RestDescription } from './description.ts';
import { readInstant } from './instants.ts';
import { parseJson, readAt, textAt } from './json-path.ts';
import { limitOf } from './limits.ts';
import { markOf, writePageToken } from './page-token.ts';
import type { PageToken } from './page-token.ts';
import { readRefusal } from './problems.ts';
import { readRestOrder } from './read-order.ts';

type Failure = Exclude<Outcome<never>, { kind: 'done' }>;
type Call = Parameters<typeof limitOf>[1];
type BarcodesFor = (sku: string) => readonly string[];

/** Without a time to wait in the answer: the time in which one call comes back. */
const readThrottle = (reply: WireReply, description: RestDescription, call: Call): Failure => ({ kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? Math.ceil(1000 / limitOf(description, call).ratePerSecond) });

function readRefusedRead(reply: WireReply, description: RestDescription, call: 'list-orders' | 'read-order'): Failure {
  const { status } = reply;
  if (status < 400) return { kind: 'unavailable', cause: `${description.name} answered ${status}` };
  const refusal = readRefusal(reply, description, status < 500 ? 'bad-request-ours' : null);
  if (refusal === null) return { kind: 'unavailable', cause: `${description.name} answered ${status}` };
  return refusal.kind === 'throttled' ? readThrottle(reply, description, call) : { kind: 'rejected', problems: refusal.problems };
}

/** The service's clock where it is behind ours: what it has not seen yet must be listed again. */
function answeredAt(reply: WireReply, nowMs: number): number {
  const told = Date.parse(reply.headers['date'] ?? '');
  return Number.isNaN(told) ? nowMs : Math.min(told, nowMs);
}

export function readList(reply: WireReply, asked: ListAsked, description: RestDescription, barcodesFor: BarcodesFor): Outcome<OrderPage> {
  const { list, name } = description;
  const isRefusedCursor = asked.token?.cursor != null && [400, 404, 410, 422].includes(reply.status);
  if (isRefusedCursor) return { kind: 'rejected', problems: [{ code: 'page-token-refused', message: `${name} answered ${reply.status} to the place where its own page ended` }] };
  if (reply.status !== 200) return readRefusedRead(reply, description, 'list-orders');
  const body = parseJson(reply.bodyText);
  const records: unknown = readAt(body, list.items);
  if (!Array.isArray(records)) return { kind: 'unavailable', cause: `the answer of ${name} has no list at "${list.items || '$'}"` };
  const untilMs = asked.token?.untilMs ?? answeredAt(reply, asked.nowMs) - list.lagSeconds * 1000;
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  const seen = new Set(asked.token?.seen);
  for (const record of records as readonly unknown[]) {
    if (seen.has(markOfRecord(record, description))) continue;
    const read = readRestOrder(record, description, barcodesFor);
    if (read.kind === 'read') orders.push(read.order);
    else unreadable.push({ channelOrderId: read.channelOrderId, reason: read.reason });
  }
  const next = nextPlace(body, records, { ...asked, untilMs }, description);
  if (next === 'same') return { kind: 'unavailable', cause: `${name} names the page it has just given as the next one` };
  return { kind: 'done', value: { orders, unreadable, nextPageToken: next === null ? null : writePageToken(next), completeUntilMs: untilMs } };
}

const markOfRecord = (record: unknown, { order }: RestDescription): string => markOf(textAt(record, order.id) ?? '', textAt(record, order.updatedAt) ?? '');

/** Times may be kept in whole seconds over there, and whether "after" means "from" is not known: one second is asked for again. Milliseconds. */
const OVERLAP_MS = 1000;

interface Asked extends ListAsked {
  readonly untilMs: number;
}

/** Null: this was the last page. */
function nextPlace(body: unknown, records: readonly unknown[], asked: Asked, description: RestDescription): PageToken | null | 'same' {
  const { list, order, times } = description;
  const { paging } = list;
  const startMs = startOf(asked);
  const { untilMs } = asked;
  const marks = records.map((record) => markOfRecord(record, description));
  const before = asked.token?.seen ?? [];
  if (paging.kind === 'none') return null;
  if (paging.kind === 'cursor') {
    const cursor = textAt(body, paging.next) ?? null;
    if (cursor === null) return null;
    return cursor === asked.token?.cursor ? 'same' : { startMs, page: null, cursor, untilMs, seen: [...before, ...marks] };
  }
  if (records.length < paging.size) return null;
  const next: PageToken = { startMs, page: (asked.token?.page ?? paging.first) + 1, cursor: null, untilMs, seen: [...before, ...marks] };
  if (list.sortedBy !== 'updated') return next;
  // Pages by number over orders that change lose one over the edge of a page each time; by time they do not.
  const instants = records.map((record) => readInstant(textAt(record, order.updatedAt) ?? '', times) ?? Number.NaN);
  const nextMs = (instants.at(-1) ?? Number.NaN) - OVERLAP_MS;
  const isSorted = instants.every((instant, index) => !Number.isNaN(instant) && (instants[index - 1] ?? instant) <= instant);
  if (!isSorted || !(nextMs > startMs)) return next;
  const again = marks.filter((_mark, index) => (instants[index] ?? 0) >= nextMs);
  // A whole page within the second: going on by time would give the same page for ever.
  return again.length === marks.length ? next : { startMs: nextMs, page: paging.first, cursor: null, untilMs, seen: again };
}

export function readOne(reply: WireReply, orderId: string, description: RestDescription, barcodesFor: BarcodesFor): Outcome<ChannelOrder | null> {
  const { read, name, order } = description;
  if (read.unknown.includes(reply.status)) return { kind: 'done', value: null };
  if (reply.status !== 200) return readRefusedRead(reply, description, 'read-order');
  const record = readAt(parseJson(reply.bodyText), read.order);
  if (typeof record !== 'object' || record === null) return { kind: 'unavailable', cause: `the answer of ${name} is not an order` };
  if (textAt(record, order.id) === undefined) return { kind: 'unavailable', cause: `the answer of ${name} names no order at "${order.id}"` };
  const found = readRestOrder(record, description, barcodesFor);
  if (found.kind === 'unreadable') return { kind: 'rejected', problems: [{ code: 'unreadable', message: found.reason }] };
  // An answer about another order is no answer: packing by it would be worse than not packing.
  return found.order.draft.channelOrderId === orderId ? { kind: 'done', value: found.order } : { kind: 'unavailable', cause: `${name} answered with another order than was asked for` };
}

/**
 * Accepted is a status of `success` and, where the service answers in JSON, a body that is JSON or none: the sign-in page of a hotel network has
 * status 200 too. Everything that says neither yes nor no is `uncertain`, and a server error always is.
 */
export function readDispatch(reply: WireReply, description: RestDescription): Outcome<void> {
  const { dispatch, name } = description;
  const { status } = reply;
  const isSuccess = dispatch.success.includes(status);
  const body = reply.bodyText.trim() === '' ? null : parseJson(reply.bodyText);
  if (isSuccess && dispatch.answersJson && body === undefined) return { kind: 'uncertain', cause: `${name} answered ${status} with something that is no JSON` };
  const isRefusedInside = isSuccess && dispatch.refusedIf !== undefined && isSaid(readAt(body, dispatch.refusedIf));
  if (isSuccess && !isRefusedInside) return { kind: 'done', value: undefined };
  const isClear = isRefusedInside || (status >= 400 && status < 500);
  const refusal = readRefusal(reply, description, status === 404 ? 'order-gone' : isClear ? 'unrecognised' : null);
  if (refusal === null) return { kind: 'uncertain', cause: `${name} answered ${status}` };
  return refusal.kind === 'throttled' ? readThrottle(reply, description, 'confirm-dispatch') : { kind: 'rejected', problems: refusal.problems };
}

/** An empty list of errors, "", no and nothing say nothing. */
function isSaid(found: unknown): boolean {
  if (found === undefined || found === null || found === false || found === '' || found === 0) return false;
  return !(Array.isArray(found) && found.length === 0);
}
