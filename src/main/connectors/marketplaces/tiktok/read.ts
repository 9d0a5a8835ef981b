import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import type { SearchInput } from './build.ts';
import { isFromTikToksWarehouse } from './holds.ts';
import { TIKTOK_PAUSE_MS } from './limits.ts';
import { completeUntilMs, isRepeated, nextPageToken } from './paging.ts';
import { isTimeCode, isTokenCode, meaningOf, NOT_IN_THIS_REGION, NOT_THIS_SELLERS } from './problems.ts';
import { readChannelOrder } from './read-order.ts';
import { cancellationListShape, envelopeShape, markedShape, orderListShape, orderShape, providerListShape, shopListShape } from './shapes.ts';
import type { TikTokCancellation, TikTokOrder } from './shapes.ts';

type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

interface Answer {
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
}

/** TikTok's answer, or null where it is none: half an answer, a proxy's error page. */
export function readAnswer(reply: WireReply): Answer | null {
  const envelope = envelopeShape.safeParse(parseJson(reply.bodyText));
  return envelope.success ? { code: envelope.data.code, message: envelope.data.message ?? '', data: envelope.data.data } : null;
}

/** A token that is not good any more comes with status 401 or 200 alike: the code decides. */
export function isTokenRefusal(reply: WireReply): boolean {
  const answer = readAnswer(reply);
  return answer !== null && isTokenCode(answer.code, answer.message);
}

export function isTimeRefusal(reply: WireReply): boolean {
  const answer = readAnswer(reply);
  return answer !== null && isTimeCode(answer.code, answer.message);
}

const problemOf = (code: ProblemCode, answer: Answer): Problem => ({ code, message: `${answer.code}: ${answer.message === '' ? 'TikTok gave no reason' : answer.message}` });

/**
 * Everything that is not success. `whenUnclear` is what a failure means whose effect nobody knows: nothing for a read, doubt for a write.
 * A code other than 0 is a refusal at any HTTP status; the status alone decides only where TikTok's own envelope is missing.
 */
function readFailure(reply: WireReply, whenUnclear: 'unavailable' | 'uncertain', isCorrection = false): Failure | null {
  const answer = readAnswer(reply);
  const unclear = (cause: string): Failure => ({ kind: whenUnclear, cause });
  if (reply.status === 429) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? TIKTOK_PAUSE_MS };
  if (reply.status >= 500 || reply.status === 408) return unclear(`TikTok answered ${reply.status}${answer === null ? '' : ` (${answer.code}: ${answer.message})`}`);
  if (answer === null) {
    if (reply.status >= 200 && reply.status < 300) return unclear('the answer is none of TikTok’s');
    const code: ProblemCode = reply.status === 401 || reply.status === 403 ? 'auth' : 'unrecognised';
    return { kind: 'rejected', problems: [{ code, message: `TikTok answered ${reply.status} without saying why` }] };
  }
  if (answer.code === 0) return reply.status >= 200 && reply.status < 300 ? null : unclear(`TikTok answered ${reply.status} with code 0`);
  const meaning = meaningOf(answer.code, answer.message, isCorrection);
  if (meaning.kind === 'haste') return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? TIKTOK_PAUSE_MS };
  if (meaning.kind === 'transient') return unclear(`TikTok answered ${answer.code}: ${answer.message}`);
  return { kind: 'rejected', problems: [problemOf(meaning.code, answer)] };
}

const unreadableAnswer = (what: string): Failure => ({ kind: 'unavailable', cause: `the answer is not ${what}` });

export function readSearchOrders(reply: WireReply, { at, updatedAfter }: SearchInput, barcodesFor: (sku: string) => readonly string[]): Outcome<OrderPage> {
  const failure = readFailure(reply, 'unavailable');
  if (failure !== null) return failure.kind === 'rejected' && at.theirs !== null ? tokenRefused(failure) : failure;
  const page = orderListShape.safeParse(readAnswer(reply)?.data);
  if (!page.success) return unreadableAnswer('a list of orders');
  const records = page.data.orders ?? [];
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  for (const record of records) {
    if (isRepeated(at, record)) continue;
    const read = readRecord(record);
    if (read.kind === 'unreadable') unreadable.push({ channelOrderId: read.channelOrderId, reason: read.reason });
    else if (!isFromTikToksWarehouse(read.order)) orders.push(readChannelOrder(read.order, barcodesFor));
  }
  return { kind: 'done', value: { orders, unreadable, nextPageToken: nextPageToken(at, records, page.data.next_page_token || null, updatedAfter), completeUntilMs: completeUntilMs(at) } };
}

/** Beside a page token of theirs a bad request means that the token is not good any more: from the first page then. */
function tokenRefused(failure: Extract<Failure, { kind: 'rejected' }>): Failure {
  const [first] = failure.problems;
  return first.code === 'bad-request-ours' || first.code === 'unrecognised' ? { kind: 'rejected', problems: [{ ...first, code: 'page-token-refused' }] } : failure;
}

/** Null where TikTok does not know the order, or knows it as another seller's. */
export function readGetOrder(reply: WireReply, channelOrderId: string): Outcome<TikTokOrder | null> {
  if (readAnswer(reply)?.code === NOT_THIS_SELLERS) return { kind: 'done', value: null };
  const failure = readFailure(reply, 'unavailable');
  if (failure !== null) return failure;
  const list = orderListShape.safeParse(readAnswer(reply)?.data ?? {});
  if (!list.success) return unreadableAnswer('a list of orders');
  const record = (list.data.orders ?? []).find((found) => idOf(found) === channelOrderId);
  if (record === undefined) return { kind: 'done', value: null };
  const read = readRecord(record);
  return read.kind === 'read' ? { kind: 'done', value: read.order } : { kind: 'rejected', problems: [{ code: 'unreadable', message: read.reason }] };
}

type ReadRecord = { readonly kind: 'read'; readonly order: TikTokOrder } | { readonly kind: 'unreadable'; readonly channelOrderId: string | null; readonly reason: string };

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
function readRecord(record: unknown): ReadRecord {
  const parsed = orderShape.safeParse(record);
  if (parsed.success) return { kind: 'read', order: parsed.data };
  return { kind: 'unreadable', channelOrderId: idOf(record), reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}

function idOf(record: unknown): string | null {
  return typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'string' ? record.id : null;
}

export function readSearchCancellations(reply: WireReply, channelOrderId: string): Outcome<readonly TikTokCancellation[]> {
  const failure = readFailure(reply, 'unavailable');
  if (failure !== null) return failure;
  const list = cancellationListShape.safeParse(readAnswer(reply)?.data ?? {});
  if (!list.success) return unreadableAnswer('a list of cancellations');
  return { kind: 'done', value: (list.data.cancellations ?? []).filter((found) => found.order_id === channelOrderId) };
}

export interface Provider {
  readonly id: string;
  readonly name: string;
}

export function readGetProviders(reply: WireReply): Outcome<readonly Provider[]> {
  const failure = readFailure(reply, 'unavailable');
  if (failure !== null) return failure;
  const list = providerListShape.safeParse(readAnswer(reply)?.data);
  return list.success ? { kind: 'done', value: list.data.shipping_providers ?? [] } : unreadableAnswer('a list of shipping providers');
}

export interface Shop {
  readonly name: string;
  readonly region: string;
  readonly cipher: string;
}

export function readGetShops(reply: WireReply): Outcome<readonly Shop[]> {
  const failure = readFailure(reply, 'unavailable');
  if (failure !== null) return failure;
  const list = shopListShape.safeParse(readAnswer(reply)?.data);
  if (!list.success) return unreadableAnswer('a list of shops');
  return { kind: 'done', value: (list.data.shops ?? []).map(({ name, code, region, cipher }) => ({ name: name ?? code ?? '', region: region ?? '', cipher })) };
}

/** `not-in-this-region`: nothing was written, and nothing ever will be in this way; the shop's packages are told one by one. */
export type Marked = 'told' | 'not-in-this-region';

/**
 * Code 0 is "accepted". In the US it may come with a warning (the number fits several providers, or none): that stays accepted, and is in the record
 * of the exchange. A success that does not look like one may still have been one.
 */
export function readMarkShipped(reply: WireReply): Outcome<Marked> {
  if (readAnswer(reply)?.code === NOT_IN_THIS_REGION) return { kind: 'done', value: 'not-in-this-region' };
  const failure = readFailure(reply, 'uncertain');
  if (failure !== null) return failure;
  return markedShape.safeParse(readAnswer(reply)?.data ?? {}).success ? { kind: 'done', value: 'told' } : { kind: 'uncertain', cause: 'the answer says success and shows no package' };
}

export const readShipPackage = (reply: WireReply): Outcome<void> => readFailure(reply, 'uncertain') ?? { kind: 'done', value: undefined };
export const readUpdatePackage = (reply: WireReply): Outcome<void> => readFailure(reply, 'uncertain', true) ?? { kind: 'done', value: undefined };

/** Undefined where the text is no JSON: half an answer and a proxy's error page are ordinary events, not bugs. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
