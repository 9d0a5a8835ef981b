import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { unshippedUnits } from '../shop/order-life.ts';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';
import { shipmentStatusOf } from './answers.ts';
import { invalidField, missingBody } from './refusals.ts';

/** Carriers that this account "has": a fulfillment takes no others. */
export const CONNECTED_CARRIERS: readonly string[] = ['stamps_com', 'ups', 'fedex', 'dhl_express', 'dpd', 'royal_mail', 'dhl_paket'];

/** Source: "Create fulfillments", request fields. */
const item = z.object({
  shipment_id: z.string().regex(/^se(-[a-z0-9]+)+$/),
  tracking_number: z.string().min(1),
  carrier_code: z.string().min(1),
  ship_date: z.iso.datetime({ offset: true }).optional(),
  notify_customer: z.boolean().optional(),
  notify_order_source: z.boolean().optional(),
});
const request = z.object({ fulfillments: z.array(item).min(1) });

export interface CreateVerdict {
  readonly answer: Answer;
  /** The orders have been changed in memory; the answer leaves only after that is stored. */
  readonly acceptances: readonly Acceptance[];
}

/** Each item has a fate of its own, and the answer is 200 all the same. Changes the orders of those that were taken. */
export function createFulfillments(orders: readonly PracticeOrder[], body: unknown, nowMs: number): CreateVerdict {
  if (body === undefined) return { answer: missingBody(), acceptances: [] };
  const parsed = request.safeParse(body);
  if (!parsed.success) return { answer: invalidField(parsed.error.issues[0]?.path.join('.') ?? 'fulfillments', 'is missing or not valid'), acceptances: [] };
  const results = parsed.data.fulfillments.map((given) => {
    const order = orders.find((candidate) => candidate.channelOrderId === given.shipment_id);
    const fault = order === undefined ? 'Shipment not found.' : findFault(order, given.carrier_code);
    const acceptance = order === undefined || fault !== null ? null : accept(order, given, nowMs);
    return { shown: { shipment_id: given.shipment_id, shipment_number: `P-${given.shipment_id.slice(3)}`, error_message: fault }, acceptance };
  });
  const hasErrors = results.some(({ shown }) => shown.error_message !== null);
  return { answer: { status: 200, body: { has_errors: hasErrors, fulfillments: results.map(({ shown }) => shown) } }, acceptances: results.flatMap(({ acceptance }) => acceptance ?? []) };
}

function findFault(order: PracticeOrder, carrierCode: string): string | null {
  const status = shipmentStatusOf(order);
  if (status === 'cancelled') return 'Shipment has been cancelled.';
  if (status !== 'pending' && status !== 'label_purchased') return `Shipment is ${status}.`;
  // Also what was told a moment ago and does not show yet.
  if (order.lines.every((line) => unshippedUnits(order, line, order.packages) === 0)) return 'Shipment has already been fulfilled.';
  return CONNECTED_CARRIERS.includes(carrierCode) ? null : `Carrier '${carrierCode}' is not connected to this account.`;
}

function accept(order: PracticeOrder, given: z.output<typeof item>, nowMs: number): Acceptance {
  const reference = String(order.packages.length + 1);
  const acceptance = { channelOrderId: order.channelOrderId, packageReference: reference, trackingNumber: given.tracking_number, carrierCode: given.carrier_code, atMs: nowMs };
  // Taken and shown to nobody: the one kind of order that a station must find by looking.
  if (order.showing.never) return { ...acceptance, result: 'dropped' };
  order.packages.push({
    reference,
    carrier: given.carrier_code,
    shippingMethod: null,
    trackingNumber: given.tracking_number,
    shippedAtMs: given.ship_date === undefined ? nowMs : Date.parse(given.ship_date),
    lines: order.lines.map((line) => ({ lineId: line.lineId, quantity: unshippedUnits(order, line, order.packages) })).filter(({ quantity }) => quantity > 0),
    acceptedAtMs: nowMs,
    shownAtMs: null,
    readsSinceAccepted: 0,
    edits: 0,
  });
  order.updatedAtMs = nowMs;
  return { ...acceptance, result: 'stored' };
}
