import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { unshippedUnits } from '../shop/order-life.ts';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';
import { isCancelled, usernameOf } from './answers.ts';
import { duplicateLine, invalidDate, invalidInput, invalidLine, invalidNumber, invalidOrderId, tooManyNumbers, usePut } from './refusals.ts';

/** eBay names no figure for its maximum of numbers for one order; this is the practice site's own. */
const MOST_NUMBERS = 10;
/** A bench clock may go a little ahead of the marketplace's. Milliseconds. */
const CLOCK_ALLOWANCE_MS = 10 * 60_000;

/** Source: schemas ShippingFulfillmentDetails and LineItemReference (quantity 1 where nothing is said). */
const request = z.object({
  lineItems: z.array(z.object({ lineItemId: z.string().min(1), quantity: z.number().int().positive().default(1) })).optional(),
  shippedDate: z.string().optional(),
  shippingCarrierCode: z.string().optional(),
  trackingNumber: z.string().optional(),
});

export type FulfillmentVerdict =
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** The order has been changed in memory; the answer leaves only after it is stored. */
  | { readonly kind: 'accepted'; readonly acceptance: Acceptance; readonly fulfillmentId: string };

const refused = (answer: Answer): FulfillmentVerdict => ({ kind: 'refused', answer });

/** What eBay says to a fulfillment. Changes `order` if accepted. */
export function createFulfillment(orders: readonly PracticeOrder[], channelOrderId: string, body: unknown, nowMs: number): FulfillmentVerdict {
  const order = orders.find((candidate) => candidate.channelOrderId === channelOrderId);
  if (order === undefined) return refused(invalidOrderId(channelOrderId));
  const parsed = request.safeParse(body);
  if (!parsed.success) return refused(invalidInput());
  const { shippedDate, shippingCarrierCode = '', trackingNumber = '' } = parsed.data;
  // Mutually dependent, and letters and digits only: a hyphen or a blank is no tracking number here.
  if (!/^[A-Za-z0-9]+$/.test(trackingNumber) || shippingCarrierCode.trim() === '') return refused(invalidNumber(trackingNumber));
  const shippedAtMs = shippedDate === undefined ? nowMs : Date.parse(shippedDate);
  if (Number.isNaN(shippedAtMs) || shippedAtMs > nowMs + CLOCK_ALLOWANCE_MS) return refused(invalidDate());
  if (order.packages.some((known) => known.trackingNumber === trackingNumber)) return refused(usePut());
  // One number may stand for orders of one buyer, and for nobody else's.
  const strangers = orders.filter((other) => usernameOf(other) !== usernameOf(order));
  if (strangers.some((other) => other.packages.some((known) => known.trackingNumber === trackingNumber))) return refused(invalidNumber(trackingNumber));
  return judgeLines(order, parsed.data, { trackingNumber, shippingCarrierCode, shippedAtMs }, nowMs);
}

interface Told {
  readonly trackingNumber: string;
  readonly shippingCarrierCode: string;
  readonly shippedAtMs: number;
}

function judgeLines(order: PracticeOrder, given: z.output<typeof request>, told: Told, nowMs: number): FulfillmentVerdict {
  if (isCancelled(order)) return refused(invalidInput());
  const open = order.lines.filter((line) => unshippedUnits(order, line, order.packages) > 0);
  if (open.length === 0) return refused(order.packages.length > 0 ? usePut() : invalidInput());
  const named = given.lineItems ?? open.map((line) => ({ lineItemId: line.lineId, quantity: unshippedUnits(order, line, order.packages) }));
  if (named.length === 0) return refused(invalidInput());
  if (new Set(named.map(({ lineItemId }) => lineItemId)).size < named.length) return refused(duplicateLine());
  for (const { lineItemId, quantity } of named) {
    const line = order.lines.find((candidate) => candidate.lineId === lineItemId);
    if (line === undefined || line.quantityCancelled === line.quantity) return refused(invalidLine(lineItemId));
    if (quantity > unshippedUnits(order, line, order.packages)) return refused(invalidInput());
  }
  if (order.packages.length >= MOST_NUMBERS) return refused(tooManyNumbers());
  const { trackingNumber, shippingCarrierCode, shippedAtMs } = told;
  const acceptance = { channelOrderId: order.channelOrderId, packageReference: trackingNumber, trackingNumber, carrierCode: shippingCarrierCode, atMs: nowMs };
  // Taken and shown to nobody: the one kind of order that a station must find by looking.
  if (order.showing.never) return { kind: 'accepted', acceptance: { ...acceptance, result: 'dropped' }, fulfillmentId: trackingNumber };
  order.packages.push({
    reference: trackingNumber,
    carrier: shippingCarrierCode,
    shippingMethod: null,
    trackingNumber,
    shippedAtMs,
    lines: named.map(({ lineItemId, quantity }) => ({ lineId: lineItemId, quantity })),
    acceptedAtMs: nowMs,
    shownAtMs: null,
    readsSinceAccepted: 0,
    edits: 0,
  });
  order.updatedAtMs = nowMs;
  return { kind: 'accepted', acceptance: { ...acceptance, result: 'stored' }, fulfillmentId: trackingNumber };
}
