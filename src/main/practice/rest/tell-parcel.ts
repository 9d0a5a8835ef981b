import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { statusOf, unshippedUnits } from '../shop/order-life.ts';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';
import { refuse } from './refusals.ts';

const CARRIERS: readonly string[] = ['dhl', 'dpd', 'ups', 'gls', 'other'];

const request = z.strictObject({
  tracking_number: z.string().min(1),
  carrier: z.string().min(1),
  shipped_at: z.iso.datetime({ offset: true }),
  inform_buyer: z.boolean().optional(),
  items: z.array(z.strictObject({ id: z.string(), quantity: z.number().int().positive() })).min(1),
});

export type Verdict = { readonly kind: 'refused'; readonly answer: Answer } | { readonly kind: 'accepted'; readonly acceptance: Acceptance };

const refused = (status: number, code: string, message: string): Verdict => ({ kind: 'refused', answer: refuse(status, code, message) });

/** The parcel under this reference, new or in place of the one that bore it. Changes `order` if accepted. */
export function tellParcel(order: PracticeOrder, reference: string, body: unknown, nowMs: number): Verdict {
  const parsed = request.safeParse(body);
  if (!parsed.success) return refused(400, 'bad_request', parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  const parcel = parsed.data;
  const status = statusOf(order);
  if (status === 'CANCELLED') return refused(409, 'order_cancelled', 'This order was cancelled.');
  if (order.programs.includes('FBM_SHIP_PLUS')) return refused(409, 'label_is_ours', 'We tell this order ourselves.');
  if (order.fixedStatus !== null) return refused(409, 'not_ready', `This order is ${status.toLowerCase()}.`);
  if (!CARRIERS.includes(parcel.carrier)) return refused(422, 'unknown_carrier', `We do not know the carrier "${parcel.carrier}".`);
  if (!/^[A-Za-z0-9 -]{6,40}$/.test(parcel.tracking_number)) return refused(422, 'bad_number', 'A tracking number has 6 to 40 letters and digits.');
  const replaced = order.packages.find((accepted) => accepted.reference === reference);
  const others = order.packages.filter((accepted) => accepted !== replaced);
  if (replaced === undefined && order.lines.every((line) => unshippedUnits(order, line, others) <= 0)) return refused(409, 'already_shipped', 'Everything of this order has been shipped.');
  for (const item of parcel.items) {
    const line = order.lines.find((candidate) => candidate.lineId === item.id);
    if (line === undefined || item.quantity > unshippedUnits(order, line, others)) return refused(422, 'bad_quantity', `There are not ${item.quantity} of ${item.id} left to ship.`);
  }
  const acceptance = { channelOrderId: order.channelOrderId, packageReference: reference, trackingNumber: parcel.tracking_number, carrierCode: parcel.carrier, atMs: nowMs };
  // Taken and shown to nobody: the one kind of order that a station must find by looking.
  if (order.showing.never) return { kind: 'accepted', acceptance: { ...acceptance, result: 'dropped' } };
  order.packages = [
    ...others,
    {
      reference,
      carrier: parcel.carrier,
      shippingMethod: null,
      trackingNumber: parcel.tracking_number,
      shippedAtMs: Date.parse(parcel.shipped_at),
      lines: parcel.items.map(({ id, quantity }) => ({ lineId: id, quantity })),
      acceptedAtMs: replaced?.acceptedAtMs ?? nowMs,
      shownAtMs: replaced?.shownAtMs ?? null,
      readsSinceAccepted: replaced?.readsSinceAccepted ?? 0,
      edits: replaced === undefined ? 0 : replaced.edits + 1,
    },
  ];
  order.updatedAtMs = nowMs;
  return { kind: 'accepted', acceptance: { ...acceptance, result: replaced === undefined ? 'stored' : 'edited' } };
}
