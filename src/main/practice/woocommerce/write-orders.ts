import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { statusOf, unshippedUnits } from '../shop/order-life.ts';
import type { AcceptedPackage, Acceptance, PracticeOrder } from '../shop/world.ts';
import { answerFulfillment, answerTracking, OWN_PARCELS, trackingId } from './answers.ts';
import { invalidParam, refuse } from './replies.ts';
import { addNote, setMeta, setStatus } from './shop-state.ts';

export interface Written {
  readonly answer: Answer;
  readonly acceptances: readonly Acceptance[];
}

const refused = (answer: Answer): Written => ({ answer, acceptances: [] });
const text = z.union([z.string(), z.number()]).transform(String);

function newPackage(fields: Pick<AcceptedPackage, 'reference' | 'carrier' | 'trackingNumber' | 'lines'> & Partial<AcceptedPackage>, nowMs: number): AcceptedPackage {
  return { shippingMethod: null, shippedAtMs: nowMs, acceptedAtMs: nowMs, shownAtMs: null, readsSinceAccepted: 0, edits: 0, ...fields };
}

/** Accepted, and then shown or (where the story says so) never seen again. Nothing is compared: a number given twice is there twice. */
function accept(order: PracticeOrder, one: AcceptedPackage, result: 'stored' | 'edited', nowMs: number): Acceptance {
  if (!order.showing.never) order.packages = [...order.packages.filter((other) => other.reference !== one.reference), one];
  order.updatedAtMs = nowMs;
  return { channelOrderId: order.channelOrderId, packageReference: one.reference, trackingNumber: one.trackingNumber, carrierCode: one.carrier, atMs: nowMs, result: order.showing.never ? 'dropped' : result };
}

const fulfillmentBody = z.object({ status: z.string().default('unfulfilled'), meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })) });
const items = z.array(z.object({ item_id: z.number().int().positive(), qty: z.number().positive() })).min(1);

/** Exceptions of the core feature carry PHP's number 0 for a code. `edited`: an update keeps nothing that is not named again. */
export function writeFulfillment(order: PracticeOrder, body: unknown, edited: AcceptedPackage | null, nowMs: number): Written {
  const parsed = fulfillmentBody.safeParse(body);
  if (!parsed.success) return refused(refuse(400, 'rest_missing_callback_param', 'Missing parameter(s): meta_data', { params: ['meta_data'] }));
  const { status, meta_data } = parsed.data;
  const valueOf = (key: string): unknown => meta_data.find((entry) => entry.key === key)?.value;
  if (!Array.isArray(valueOf('_items')) || (valueOf('_items') as unknown[]).length === 0) return refused(refuse(400, 0, 'The fulfillment should contain at least one item.'));
  const packed = items.safeParse(valueOf('_items'));
  if (!packed.success) return refused(refuse(400, 0, 'Invalid item.'));
  if (status !== 'fulfilled' && status !== 'unfulfilled') return refused(refuse(400, 0, 'Invalid fulfillment status.'));
  const number = text.catch('').parse(valueOf('_tracking_number') ?? '');
  const fields = {
    reference: edited?.reference ?? String(Number(order.channelOrderId) * 100 + order.packages.length + 1),
    carrier: text.catch('').parse(valueOf('_provider_name') ?? valueOf('_shipping_provider') ?? ''),
    trackingNumber: number,
    lines: packed.data.map((item) => ({ lineId: String(item.item_id), quantity: item.qty })),
    shippingMethod: JSON.stringify(meta_data),
  };
  const one = edited === null ? newPackage(fields, nowMs) : { ...edited, ...fields, edits: edited.edits + 1 };
  const acceptance = accept(order, one, edited === null ? 'stored' : 'edited', nowMs);
  return { answer: { status: edited === null ? 201 : 200, body: answerFulfillment(order, one) }, acceptances: [acceptance] };
}

const trackingBody = z.object({
  tracking_provider: z.string().optional(), custom_tracking_provider: z.string().optional(), custom_tracking_link: z.string().optional(), tracking_number: z.string().min(1),
  date_shipped: z.string().optional(), status_shipped: z.union([z.number(), z.string()]).optional(), replace_tracking: z.union([z.number(), z.string()]).optional(),
});

/** A row of a plug-in. AST wipes all rows when asked to replace, and completes the order when told that it is shipped. */
export function writeTracking(order: PracticeOrder, body: unknown, plugIn: 'shipment-tracking' | 'ast', nowMs: number): Written {
  const parsed = trackingBody.safeParse(body);
  if (!parsed.success) return refused(refuse(400, 'rest_missing_callback_param', 'Missing parameter(s): tracking_number', { params: ['tracking_number'] }));
  const row = parsed.data;
  if (row.date_shipped !== undefined && !/^\d{4}-\d\d-\d\d$/.test(row.date_shipped)) return refused(invalidParam('date_shipped', 'Invalid date.'));
  if (plugIn === 'ast' && Number(row.replace_tracking ?? 0) === 1) order.packages = [];
  const reference = createHash('md5').update(`${order.channelOrderId}-${row.tracking_number}-${order.packages.length}`).digest('hex');
  const shippedAtMs = row.date_shipped === undefined ? nowMs : Date.parse(row.date_shipped);
  const one = newPackage({ reference, carrier: row.custom_tracking_provider ?? row.tracking_provider ?? '', trackingNumber: row.tracking_number, lines: [], shippedAtMs }, nowMs);
  const acceptance = accept(order, one, 'stored', nowMs);
  if (plugIn === 'ast' && Number(row.status_shipped ?? 0) === 1) complete(order);
  return { answer: { status: 201, headers: { Location: `/wp-json/${plugIn === 'ast' ? 'wc-ast' : 'wc-shipment-tracking'}/v3/orders/${order.channelOrderId}/shipment-trackings/${reference}` }, body: answerTracking(one) }, acceptances: [acceptance] };
}

export function deleteTracking(order: PracticeOrder, id: string, nowMs: number): Written {
  const gone = order.packages.find((one) => trackingId(one) === id);
  if (gone === undefined) return refused(refuse(404, 'woocommerce_rest_order_shipment_tracking_invalid_id', 'Invalid shipment tracking ID.'));
  order.packages = order.packages.filter((one) => one !== gone);
  order.updatedAtMs = nowMs;
  return refused({ status: 200, body: answerTracking(gone) });
}

const noteBody = z.object({ note: z.string().min(1), customer_note: z.boolean().default(false) });

export function writeNote(order: PracticeOrder, body: unknown, noteId: number): Written {
  const parsed = noteBody.safeParse(body);
  if (!parsed.success) return refused(refuse(400, 'rest_missing_callback_param', 'Missing parameter(s): note', { params: ['note'] }));
  addNote(order, parsed.data.note, parsed.data.customer_note);
  return refused({ status: 201, body: { id: noteId, author: 'Practice', note: parsed.data.note, customer_note: parsed.data.customer_note } });
}

const STATUSES = ['pending', 'processing', 'on-hold', 'completed', 'cancelled', 'refunded', 'failed', 'trash', 'cancel-request', 'pre-ordered'];
const orderBody = z.object({ status: z.string().optional(), meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).optional() });
const ownParcels = z.array(z.object({ reference: z.string(), number: z.string(), carrier: z.string(), lines: z.array(z.object({ id: z.string(), quantity: z.number() })) }));

/** Any status is taken in any state: an order that was cancelled is open again after this. `isPlace`: the shop has no other place for numbers. */
export function changeOrder(order: PracticeOrder, body: unknown, isPlace: boolean, nowMs: number, answer: () => Record<string, unknown>): Written {
  const parsed = orderBody.safeParse(body);
  if (!parsed.success) return refused(invalidParam('meta_data', 'meta_data is not of type array.'));
  const { status, meta_data = [] } = parsed.data;
  if (status !== undefined && !STATUSES.includes(status)) return refused(invalidParam('status', `status is not one of ${STATUSES.join(', ')}.`));
  const acceptances = meta_data.flatMap(({ key, value }) => {
    setMeta(order, key, value);
    return key === OWN_PARCELS && typeof value === 'string' ? noteParcels(order, value, isPlace, nowMs) : [];
  });
  if (status !== undefined) {
    if (statusOf(order) === 'CANCELLED') reopen(order);
    if (status === 'completed') complete(order);
    else setStatus(order, status);
  }
  order.updatedAtMs = nowMs;
  return { answer: { status: 200, body: answer() }, acceptances };
}

/** What the station notes: in a shop without plug-ins these are the packages; elsewhere they say what is in them. */
function noteParcels(order: PracticeOrder, value: string, isPlace: boolean, nowMs: number): readonly Acceptance[] {
  const noted = ownParcels.parse(JSON.parse(value));
  const fresh = noted.filter((entry) => !order.packages.some((one) => one.trackingNumber === entry.number));
  for (const entry of noted) {
    const one = order.packages.find((candidate) => candidate.trackingNumber === entry.number);
    if (one !== undefined) one.lines = entry.lines.map((line) => ({ lineId: line.id, quantity: line.quantity }));
  }
  if (!isPlace) return [];
  const acceptances = fresh.map((entry) =>
    accept(order, newPackage({ reference: entry.reference, carrier: entry.carrier, trackingNumber: entry.number, lines: entry.lines.map((line) => ({ lineId: line.id, quantity: line.quantity })) }, nowMs), 'stored', nowMs),
  );
  order.packages = order.packages.filter((one) => noted.some((entry) => entry.number === one.trackingNumber));
  return acceptances;
}

/** Whatever no package was said to hold went with the last one. */
function complete(order: PracticeOrder): void {
  setStatus(order, 'completed');
  const last = order.packages.at(-1);
  if (last === undefined || last.lines.length > 0) return;
  last.lines = order.lines.map((line) => ({ lineId: line.lineId, quantity: unshippedUnits(order, line, order.packages) })).filter((line) => line.quantity > 0);
}

function reopen(order: PracticeOrder): void {
  for (const line of order.lines) {
    line.quantityCancelled = 0;
    line.execution = null;
  }
}
