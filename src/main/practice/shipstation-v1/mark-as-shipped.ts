import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { unshippedUnits } from '../shop/order-life.ts';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';
import { orderStatusOf } from './answers.ts';
import { badRequest, refusedOrder, unknownOrder } from './refusals.ts';

/** Codes that this account "has", beside the `other` for carriers without one. */
export const CONNECTED_CARRIERS: readonly string[] = ['stamps_com', 'usps', 'ups', 'fedex', 'dhl_express', 'dpd', 'royal_mail'];

/** Source: V1 document, markasshipped. */
const request = z.object({
  orderId: z.number().int(),
  carrierCode: z.string().min(1),
  shipDate: z.string().regex(/^\d{4}-\d\d-\d\d$/).optional(),
  trackingNumber: z.string().optional(),
  notifyCustomer: z.boolean().default(false),
  notifySalesChannel: z.boolean().default(false),
});

export type MarkVerdict =
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** The order has been changed in memory; the answer leaves only after it is stored. */
  | { readonly kind: 'accepted'; readonly acceptance: Acceptance };

const refused = (answer: Answer): MarkVerdict => ({ kind: 'refused', answer });

/** What ShipStation says to "this whole order left". Changes the order if accepted. */
export function markAsShipped(orders: readonly PracticeOrder[], body: unknown, nowMs: number): MarkVerdict {
  const parsed = request.safeParse(body);
  if (!parsed.success) return refused(badRequest(String(parsed.error.issues[0]?.path[0] ?? ''), 'The field is required.'));
  const { orderId, carrierCode, trackingNumber = '' } = parsed.data;
  const order = orders.find((candidate) => candidate.channelOrderId === String(orderId));
  if (order === undefined) return refused(unknownOrder());
  if (!CONNECTED_CARRIERS.includes(carrierCode) && carrierCode !== 'other') return refused(badRequest('carrierCode', `'${carrierCode}' is not a carrier of this account.`));
  const status = orderStatusOf(order);
  // Cancelled and shipped orders are locked.
  if (status === 'cancelled') return refused(refusedOrder('Order is cancelled and cannot be marked as shipped.'));
  if (status !== 'shipped' && status !== 'awaiting_shipment') return refused(refusedOrder(`Order is ${status} and cannot be marked as shipped.`));
  // Also what was marked a moment ago and does not show yet.
  if (isWhole(order)) return refused(refusedOrder('Order has already been marked as shipped.'));
  const reference = String(order.packages.length + 1);
  const acceptance = { channelOrderId: order.channelOrderId, packageReference: reference, trackingNumber, carrierCode, atMs: nowMs };
  // Taken and shown to nobody: the one kind of order that a station must find by looking.
  if (order.showing.never) return { kind: 'accepted', acceptance: { ...acceptance, result: 'dropped' } };
  order.packages.push({
    reference,
    carrier: carrierCode,
    shippingMethod: null,
    trackingNumber,
    shippedAtMs: nowMs,
    lines: order.lines.map((line) => ({ lineId: line.lineId, quantity: unshippedUnits(order, line, order.packages) })).filter(({ quantity }) => quantity > 0),
    acceptedAtMs: nowMs,
    shownAtMs: null,
    readsSinceAccepted: 0,
    edits: 0,
  });
  order.updatedAtMs = nowMs;
  return { kind: 'accepted', acceptance: { ...acceptance, result: 'stored' } };
}

/** Nothing is left to send once every accepted package counts, shown or not. */
const isWhole = (order: PracticeOrder): boolean => order.lines.every((line) => unshippedUnits(order, line, order.packages) === 0);
