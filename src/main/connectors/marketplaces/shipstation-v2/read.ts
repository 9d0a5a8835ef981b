import type { ChannelOrder, OrderPage } from '../../../application/ports/marketplace.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { WireReply } from '../../kit/wire.ts';
import { startOf } from './build.ts';
import type { ShipmentAsked, ShipmentsWindow } from './build.ts';
import { markOf, writePageToken } from './page-token.ts';
import type { PageToken } from './page-token.ts';
import { codeOfWords, parseJson, readProblems, saysTooOften } from './problems.ts';
import { readChannelOrder } from './read-order.ts';
import type { ShipmentReading } from './read-order.ts';
import { carrierListShape, createdShape, fulfillmentListShape, shipmentListShape, shipmentShape } from './shapes.ts';
import type { ShipStationShipment, ToldParcel } from './shapes.ts';

type Failure = Exclude<Outcome<never>, { kind: 'done' }>;
type BarcodesFor = ShipmentReading['barcodesFor'];

/** Nobody says how soon a change can be found; two minutes are listed again each time. Milliseconds. */
const LIST_LAG_MS = 2 * 60_000;
/** Where a refusal for haste names no time: the minute that the limit is counted in. Milliseconds. */
const WHOLE_MINUTE_MS = 60_000;

/** A shipment as it stood in an answer, and when that was given. */
export interface ShipmentFound {
  readonly shipment: ShipStationShipment;
  readonly answeredAtMs: number;
}

const readThrottle = (reply: WireReply): Failure => ({ kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? WHOLE_MINUTE_MS });

function readRefusedRead(reply: WireReply): Failure {
  const { status } = reply;
  if (saysTooOften(reply)) return readThrottle(reply);
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status >= 400 && status < 500) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'unavailable', cause: `ShipStation answered ${status}` };
}

function instantOf(reply: WireReply, nowMs: number): number {
  const told = Date.parse(reply.headers['date'] ?? '');
  return Number.isNaN(told) ? nowMs : told;
}

export function readListShipments(reply: WireReply, window: ShipmentsWindow, barcodesFor: BarcodesFor): Outcome<OrderPage> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const list = shipmentListShape.safeParse(parseJson(reply.bodyText));
  if (!list.success) return { kind: 'unavailable', cause: 'the answer is not a list of shipments' };
  const { shipments: records, page, pages } = list.data;
  const answeredAtMs = instantOf(reply, window.nowMs);
  const untilMs = window.token?.untilMs ?? answeredAtMs - LIST_LAG_MS;
  const seen = new Set(window.token?.seen);
  const orders: ChannelOrder[] = [];
  const unreadable: { channelOrderId: string | null; reason: string }[] = [];
  for (const record of records) {
    if (seen.has(markOfRecord(record))) continue;
    const read = readRecord(record);
    if (read.kind === 'read') orders.push(readChannelOrder(read.shipment, { answeredAtMs, barcodesFor, told: null }));
    else unreadable.push({ channelOrderId: textOf(record, 'shipment_id') || null, reason: read.reason });
  }
  const nextPageToken = page < pages && records.length > 0 ? writePageToken(nextPlace(records, window, untilMs)) : null;
  return { kind: 'done', value: { orders, unreadable, nextPageToken, completeUntilMs: untilMs } };
}

/** The place after this page: by the time of its last shipment where that makes way, else ShipStation's next page. */
function nextPlace(records: readonly unknown[], window: ShipmentsWindow, untilMs: number): PageToken {
  const startMs = startOf(window);
  const times = records.map((record) => Date.parse(textOf(record, 'modified_at')));
  const isSorted = times.every((time, index) => !Number.isNaN(time) && (times[index - 1] ?? time) <= time);
  // Whether the start itself is part of what is asked for is not said, and it may be kept finer than to the millisecond.
  const nextMs = isSorted ? (times.at(-1) ?? startMs) - 1 : startMs;
  const makesWay = nextMs > startMs;
  const marks = records.filter((_record, index) => !makesWay || (times[index] ?? 0) >= nextMs).map(markOfRecord);
  if (makesWay) return { startMs: nextMs, page: 1, untilMs, seen: marks };
  return { startMs, page: (window.token?.page ?? 1) + 1, untilMs, seen: [...(window.token?.seen ?? []), ...marks] };
}

const markOfRecord = (record: unknown): string => markOf(textOf(record, 'shipment_id'), textOf(record, 'modified_at'));

function textOf(record: unknown, field: string): string {
  const value: unknown = typeof record === 'object' && record !== null && field in record ? (record as Record<string, unknown>)[field] : null;
  return typeof value === 'string' ? value : '';
}

type ReadRecord = { readonly kind: 'read'; readonly shipment: ShipStationShipment } | { readonly kind: 'unreadable'; readonly reason: string };

/** The reason names fields and types only: it is shown and logged, so it must not carry what stood in them. */
function readRecord(record: unknown): ReadRecord {
  const parsed = shipmentShape.safeParse(record);
  if (parsed.success) return { kind: 'read', shipment: parsed.data };
  return { kind: 'unreadable', reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}

/** Null: ShipStation does not know the shipment. One that was merged into another is deleted. */
export function readGetShipment(reply: WireReply, { nowMs }: ShipmentAsked): Outcome<ShipmentFound | null> {
  if (reply.status === 404) return { kind: 'done', value: null };
  if (reply.status !== 200) return readRefusedRead(reply);
  const body = parseJson(reply.bodyText);
  if (textOf(body, 'shipment_id') === '') return { kind: 'unavailable', cause: 'the answer is not a shipment' };
  const read = readRecord(body);
  return read.kind === 'read' ? { kind: 'done', value: { shipment: read.shipment, answeredAtMs: instantOf(reply, nowMs) } } : { kind: 'rejected', problems: [{ code: 'unreadable', message: read.reason }] };
}

/** What was taken back is no longer told; one without a number proves nothing; one of another shipment is no answer to what was asked. */
export function readListFulfillments(reply: WireReply, shipmentId: string): Outcome<readonly ToldParcel[]> {
  if (reply.status !== 200) return readRefusedRead(reply);
  const list = fulfillmentListShape.safeParse(parseJson(reply.bodyText));
  if (!list.success) return { kind: 'unavailable', cause: 'the answer is not a list of fulfillments' };
  const live = list.data.fulfillments.filter((one) => one.voided !== true && one.shipment_id === shipmentId);
  return {
    kind: 'done',
    value: live.flatMap((one): readonly ToldParcel[] => {
      const trackingNumber = one.tracking_number?.trim() ?? '';
      if (trackingNumber === '') return [];
      const carrier = one.fulfillment_carrier_friendly_name?.trim() ?? '';
      return [{ reference: one.fulfillment_id, trackingNumber, carrier, isSourceTold: one.order_source_notified ?? null, sourceError: one.notification_error_message?.trim() || null }];
    }),
  };
}

/**
 * 200 says that ShipStation looked at it, `error_message` whether our one fulfillment was made. Where both disagree, or ours is missing, nobody
 * knows: that is looked up.
 */
export function readCreateFulfillment(reply: WireReply, notice: DispatchNotice): Outcome<void> {
  const { status } = reply;
  if (status >= 200 && status < 300) return readCreated(reply, notice);
  if (saysTooOften(reply)) return readThrottle(reply);
  if (status < 400 || status >= 500) return { kind: 'uncertain', cause: `ShipStation answered ${status}` };
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status === 404) return { kind: 'rejected', problems: readProblems(reply, 'order-gone') };
  if (status === 409) return { kind: 'rejected', problems: readProblems(reply, 'locked') };
  if (status === 413 || status === 415) return { kind: 'rejected', problems: readProblems(reply, 'bad-request-ours') };
  return { kind: 'rejected', problems: readProblems(reply, 'unrecognised') };
}

function readCreated(reply: WireReply, notice: DispatchNotice): Outcome<void> {
  const created = createdShape.safeParse(parseJson(reply.bodyText));
  if (!created.success) return { kind: 'uncertain', cause: 'ShipStation answered something else than the fulfillments that were made' };
  const { has_errors: hasErrors, fulfillments } = created.data;
  const ours = fulfillments.find((one) => one.shipment_id === notice.channelOrderId);
  const words = ours?.error_message?.trim() ?? '';
  if (words !== '') return { kind: 'rejected', problems: [{ code: codeOfWords(words), message: words }] };
  if (ours === undefined || hasErrors) return { kind: 'uncertain', cause: ours === undefined ? 'ShipStation’s answer does not name our shipment' : 'ShipStation says that there were errors, and names none' };
  return { kind: 'done', value: undefined };
}

/** The codes of the carriers that are connected to the account. 207: some of them could not be asked. */
export function readListCarriers(reply: WireReply): Outcome<readonly string[]> {
  if (reply.status !== 200 && reply.status !== 207) return readRefusedRead(reply);
  const list = carrierListShape.safeParse(parseJson(reply.bodyText));
  return list.success ? { kind: 'done', value: list.data.carriers.map((carrier) => carrier.carrier_code) } : { kind: 'unavailable', cause: 'the answer is not a list of carriers' };
}
