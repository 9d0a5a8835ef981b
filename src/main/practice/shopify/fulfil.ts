import { z } from 'zod';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';
import { worksOf } from './works.ts';
import type { Elsewhere, Work } from './works.ts';

const trackingShape = z.object({ company: z.string().nullish(), number: z.string().nullish(), numbers: z.array(z.string()).nullish(), url: z.string().nullish() });
const createShape = z.object({
  lineItemsByFulfillmentOrder: z
    .array(z.object({ fulfillmentOrderId: z.string(), fulfillmentOrderLineItems: z.array(z.object({ id: z.string(), quantity: z.number().int() })).nullish() }))
    .min(1),
  trackingInfo: trackingShape.nullish(),
  notifyCustomer: z.boolean().nullish(),
});

export type Verdict =
  | { readonly kind: 'refused'; readonly field: readonly string[]; readonly message: string }
  | { readonly kind: 'accepted'; readonly order: PracticeOrder; readonly reference: string; readonly acceptance: Acceptance };

const tailOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const refused = (message: string): Verdict => ({ kind: 'refused', field: ['fulfillment'], message });

/** The order that this piece of work belongs to, also where the piece is closed by now. */
export const findWork = (orders: readonly PracticeOrder[], workId: string, elsewhere: Elsewhere): { readonly order: PracticeOrder; readonly work: Work } | null => {
  const id = tailOf(workId);
  for (const order of orders) {
    // An id of work begins with the number of its order: no need to lay open the work of all of them.
    if (!id.startsWith(`7${order.channelOrderId.slice(1)}`)) continue;
    const work = worksOf(order, elsewhere).find((candidate) => candidate.id === id);
    if (work !== undefined) return { order, work };
  }
  return null;
};

/** Refusals in the vendor's own words where they are known; those about places are this site's own. Changes the order where it accepts. */
export function createFulfillment(orders: readonly PracticeOrder[], input: unknown, elsewhere: Elsewhere, nowMs: number): Verdict {
  const parsed = createShape.safeParse(input);
  if (!parsed.success) return refused(`Invalid input: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  const { lineItemsByFulfillmentOrder: groups, trackingInfo } = parsed.data;
  const found = groups.map(({ fulfillmentOrderId }) => findWork(orders, fulfillmentOrderId, elsewhere));
  const [first] = found;
  if (first === undefined || first === null || found.includes(null)) return refused('Fulfillment order does not exist.');
  const { order } = first;
  const works = found.filter((one) => one !== null);
  if (works.some((one) => one.order !== order)) return refused('All fulfillment orders must belong to the same order.');
  if (works.some(({ work }) => work.requestStatus === 'ACCEPTED')) return refused('The api_client does not have access to the fulfillment order.');
  const closed = works.find(({ work }) => !work.actions.includes('CREATE_FULFILLMENT'));
  if (closed !== undefined) return refused(`Fulfillment order ${closed.work.id} has an unfulfillable status= ${closed.work.status.toLowerCase()}.`);
  if (new Set(works.map(({ work }) => work.locationId)).size > 1) return refused('All fulfillment orders must be assigned to the same location.');
  const lines: { lineId: string; quantity: number }[] = [];
  for (const [index, { work }] of works.entries()) {
    const wanted = groups[index]?.fulfillmentOrderLineItems ?? work.lines.map(({ id, remaining }) => ({ id, quantity: remaining }));
    for (const { id, quantity } of wanted) {
      const line = work.lines.find((candidate) => candidate.id === tailOf(id));
      if (line === undefined || quantity < 1 || quantity > line.remaining) return refused('Invalid fulfillment order line item quantity requested.');
      lines.push({ lineId: line.line.lineId, quantity });
    }
  }
  const carrier = trackingInfo?.company ?? '';
  const trackingNumber = trackingInfo?.number ?? trackingInfo?.numbers?.[0] ?? '';
  const reference = `4${order.channelOrderId.slice(1)}${order.packages.length + 1}`;
  order.packages.push({ reference, carrier, shippingMethod: trackingInfo?.url ?? null, trackingNumber, shippedAtMs: nowMs, lines, acceptedAtMs: nowMs, shownAtMs: null, readsSinceAccepted: 0, edits: 0 });
  order.updatedAtMs = nowMs;
  return { kind: 'accepted', order, reference, acceptance: { channelOrderId: order.channelOrderId, packageReference: reference, trackingNumber, carrierCode: carrier, atMs: nowMs, result: 'stored' } };
}

export function updateTracking(orders: readonly PracticeOrder[], fulfillmentId: unknown, input: unknown, nowMs: number): Verdict {
  const id = typeof fulfillmentId === 'string' ? tailOf(fulfillmentId) : '';
  const order = orders.find((candidate) => candidate.packages.some(({ reference }) => reference === id));
  const parcel = order?.packages.find(({ reference }) => reference === id);
  const tracking = trackingShape.safeParse(input);
  if (order === undefined || parcel === undefined) return { kind: 'refused', field: ['fulfillmentId'], message: 'Fulfillment does not exist.' };
  if (!tracking.success) return { kind: 'refused', field: ['trackingInfoInput'], message: 'Invalid input' };
  parcel.carrier = tracking.data.company ?? parcel.carrier;
  parcel.trackingNumber = tracking.data.number ?? tracking.data.numbers?.[0] ?? parcel.trackingNumber;
  parcel.shippingMethod = tracking.data.url ?? null;
  parcel.edits += 1;
  order.updatedAtMs = nowMs;
  return { kind: 'accepted', order, reference: id, acceptance: { channelOrderId: order.channelOrderId, packageReference: id, trackingNumber: parcel.trackingNumber, carrierCode: parcel.carrier, atMs: nowMs, result: 'edited' } };
}
