import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { WireReply } from '../../kit/wire.ts';
import { startTextOf } from './build.ts';
import type { OrderAsked, OrdersWindow } from './build.ts';
import { windowEndsInMs } from './limits.ts';
import { readPacific } from './pacific-time.ts';
import { markOf, writePageToken } from './page-token.ts';
import type { PageToken } from './page-token.ts';
import { parseJson, readProblems } from './problems.ts';
import { readChannelOrder } from './read-order.ts';
import type { OrderReading } from './read-order.ts';
import { carrierListShape, fulfillmentListShape, markedShape, orderListShape, orderShape, shipmentListShape } from './shapes.ts';
import type { ShipStationOrder, ToldParcel } from './shapes.ts';

type Failure = Exclude<Outcome<never>, { kind: 'done' }>;
export type ReadingOfStore = Pick<OrderReading, 'currency' | 'barcodesFor'>;

/** Nobody says how soon a change can be found; two minutes are listed again each time. Milliseconds. */
const LIST_LAG_MS = 2 * 60_000;
/** The clock that stamps orders need not be the one that dates answers. Milliseconds. */
const CLOCKS_APART_MS = 60_000;

/** An order as it stood in an answer, and until when what it says can have happened. */
export interface OrderFound {
  readonly order: ShipStationOrder;
  readonly knownByMs: number;
}

function readRefusedRead(reply: WireReply): Failure {
  const { status } = reply;
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: windowEndsInMs(reply) };
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status >= 400 && status < 500) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'unavailable', cause: `ShipStation answered ${status}` };
}

/** ShipStation's clock, to the second, where it tells the time. */
function instantOf(reply: WireReply, nowMs: number): number {
  const told = Date.parse(reply.headers['date'] ?? '');
  return Number.isNaN(told) ? nowMs : told;
}

export function readListOrders(reply: WireReply, window: OrdersWindow, store: ReadingOfStore): Outcome<OrderPage> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const list = orderListShape.safeParse(parseJson(reply.bodyText));
  if (!list.success) return { kind: 'unavailable', cause: 'the answer is not a list of orders' };
  const { orders: records, page, pages } = list.data;
  const { token } = window;
  const answeredAtMs = instantOf(reply, window.nowMs);
  const untilMs = token?.untilMs ?? answeredAtMs - LIST_LAG_MS;
  const seen = new Set(token?.seen);
  const fresh = records.filter((record) => !seen.has(markOfRecord(record)));
  return {
    kind: 'done',
    value: {
      ...readRecords(fresh, answeredAtMs + CLOCKS_APART_MS, store),
      nextPageToken: page < pages && records.length > 0 ? writePageToken(nextPlace(records, window, untilMs)) : null,
      completeUntilMs: untilMs,
    },
  };
}

/** The place after this page: by the time of its last order where that makes way, else ShipStation's next page. */
function nextPlace(records: readonly unknown[], { token, updatedAfterMs }: OrdersWindow, untilMs: number): PageToken {
  const start = token?.start ?? startTextOf(updatedAfterMs);
  const times = records.map((record) => bareTime(textOf(record, 'modifyDate')));
  const isSorted = times.every((time, index) => time !== '' && (times[index - 1] ?? '') <= time);
  // Of an hour that comes twice the first is meant: rather too much again than too little.
  const lastMs = isSorted ? readPacific(textOf(records.at(-1), 'modifyDate'), Number.NEGATIVE_INFINITY) : null;
  const next = lastMs === null ? start : startTextOf(lastMs);
  const makesWay = next > start;
  const known = makesWay ? records.filter((_record, index) => (times[index] ?? '') >= next) : records;
  const marks = known.map(markOfRecord);
  return makesWay ? { start: next, page: 1, untilMs, seen: marks } : { start, page: (token?.page ?? 1) + 1, untilMs, seen: [...(token?.seen ?? []), ...marks] };
}

/** "2026-11-21T01:00:00.1230000" as it is asked for, so that both can be compared as texts. */
const bareTime = (text: string): string => text.trim().replace('T', ' ').slice(0, 19);

const markOfRecord = (record: unknown): string => markOf(idOf(record) ?? '', textOf(record, 'modifyDate'));

function fieldOf(record: unknown, field: string): unknown {
  return typeof record === 'object' && record !== null && field in record ? (record as Record<string, unknown>)[field] : null;
}
function textOf(record: unknown, field: string): string {
  const value = fieldOf(record, field);
  return typeof value === 'string' ? value : '';
}
function idOf(record: unknown): string | null {
  const value = fieldOf(record, 'orderId');
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
}

function readRecords(records: readonly unknown[], knownByMs: number, store: ReadingOfStore): Pick<OrderPage, 'orders' | 'unreadable'> {
  const found: ShipStationOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  for (const record of records) {
    const read = readRecord(record);
    if (read.kind === 'read') found.push(read.order);
    else unreadable.push({ channelOrderId: idOf(record), reason: read.reason });
  }
  const orders = found.map((order): ChannelOrder => readChannelOrder(order, { ...store, knownByMs, told: [], mergedInto: whereMerged(order, found) }));
  return { orders, unreadable };
}

/** The order among `others` that has taken this one in. ShipStation mostly hides an order that was merged away; where it does not, this tells. */
export function whereMerged(order: ShipStationOrder, others: readonly ShipStationOrder[]): string | null {
  const into = others.find((other) => other.orderId !== order.orderId && (other.advancedOptions?.mergedIds ?? []).includes(order.orderId));
  // Two orders that name each other: the one that was there first is shipped.
  const isMutual = into !== undefined && (order.advancedOptions?.mergedIds ?? []).includes(into.orderId);
  return into === undefined || (isMutual && Number(order.orderId) < Number(into.orderId)) ? null : into.orderId;
}

type ReadRecord = { readonly kind: 'read'; readonly order: ShipStationOrder } | { readonly kind: 'unreadable'; readonly reason: string };

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
function readRecord(record: unknown): ReadRecord {
  const parsed = orderShape.safeParse(record);
  if (parsed.success) return { kind: 'read', order: parsed.data };
  return { kind: 'unreadable', reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}

/** Null: ShipStation does not know the order, or has merged it into another one and hides it. */
export function readGetOrder(reply: WireReply, { nowMs }: OrderAsked): Outcome<OrderFound | null> {
  if (reply.status === 404) return { kind: 'done', value: null };
  if (reply.status !== 200) return readRefusedRead(reply);
  const body = parseJson(reply.bodyText);
  if (idOf(body) === null) return { kind: 'unavailable', cause: 'the answer is not an order' };
  const read = readRecord(body);
  return read.kind === 'read'
    ? { kind: 'done', value: { order: read.order, knownByMs: instantOf(reply, nowMs) + CLOCKS_APART_MS } }
    : { kind: 'rejected', problems: [{ code: 'unreadable', message: read.reason }] };
}

/** Told by a program or on ShipStation's pages. What was taken back is no longer told. */
export function readListFulfillments(reply: WireReply): Outcome<readonly ToldParcel[]> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const list = fulfillmentListShape.safeParse(parseJson(reply.bodyText));
  if (!list.success) return { kind: 'unavailable', cause: 'the answer is not a list of fulfillments' };
  const live = list.data.fulfillments.filter(({ voided }) => voided !== true);
  return { kind: 'done', value: live.flatMap((one) => toldParcel(one, one.fulfillmentId, null)) };
}

/** Sent with a label bought in ShipStation. */
export function readListShipments(reply: WireReply): Outcome<readonly ToldParcel[]> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const list = shipmentListShape.safeParse(parseJson(reply.bodyText));
  if (!list.success) return { kind: 'unavailable', cause: 'the answer is not a list of shipments' };
  const live = list.data.shipments.filter(({ voided, isReturnLabel }) => voided !== true && isReturnLabel !== true);
  return {
    kind: 'done',
    value: live.flatMap((one) => {
      const items = one.shipmentItems?.flatMap(({ orderItemId, quantity }) => (orderItemId == null ? [] : [{ lineId: orderItemId, quantity }]));
      return toldParcel(one, one.shipmentId, items === undefined || items.length === 0 ? null : items);
    }),
  };
}

interface ToldRecord {
  readonly trackingNumber?: string | null | undefined;
  readonly carrierCode?: string | null | undefined;
  readonly marketplaceNotified?: boolean | null | undefined;
  readonly notifyErrorMessage?: string | null | undefined;
}

/** One without a number proves nothing. */
function toldParcel(record: ToldRecord, reference: string, lines: ToldParcel['lines']): readonly ToldParcel[] {
  const trackingNumber = record.trackingNumber?.trim() ?? '';
  if (trackingNumber === '') return [];
  return [{ reference, trackingNumber, carrier: record.carrierCode?.trim() ?? '', lines, isChannelTold: record.marketplaceNotified ?? null, channelError: record.notifyErrorMessage?.trim() || null }];
}

/** 200 is "accepted": what ShipStation shows is read back, and what the sales channel shows is not seen here at all. */
export function readMarkAsShipped(reply: WireReply, notice: DispatchNotice): Outcome<void> {
  const { status } = reply;
  if (status >= 200 && status < 300) {
    const marked = markedShape.safeParse(parseJson(reply.bodyText));
    if (!marked.success) return { kind: 'uncertain', cause: 'ShipStation answered something else than the order that was marked' };
    return marked.data.orderId === notice.channelOrderId ? { kind: 'done', value: undefined } : { kind: 'uncertain', cause: `ShipStation marked order ${marked.data.orderId} in place of ${notice.channelOrderId}` };
  }
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: windowEndsInMs(reply) };
  if (status < 400 || status >= 500) return { kind: 'uncertain', cause: `ShipStation answered ${status}` };
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status === 404) return { kind: 'rejected', problems: readProblems(reply, 'order-gone') };
  if (status === 409) return { kind: 'rejected', problems: readProblems(reply, 'locked') };
  if (status === 413 || status === 415) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'rejected', problems: readProblems(reply, 'unrecognised') };
}

/** The codes of the carriers that are connected to the account. */
export function readListCarriers(reply: WireReply): Outcome<readonly string[]> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const list = carrierListShape.safeParse(parseJson(reply.bodyText));
  return list.success ? { kind: 'done', value: list.data.map(({ code }) => code) } : { kind: 'unavailable', cause: 'the answer is not a list of carriers' };
}
