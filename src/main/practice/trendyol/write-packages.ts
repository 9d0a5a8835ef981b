import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { unshippedUnits } from '../shop/order-life.ts';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';
import { acceptedFor, OWN_VEHICLE, packagesOf, setPicking, statusWordOf, unitsIn } from './packages.ts';
import { PRACTICE_PROVIDERS } from './providers.ts';
import { badRequest, notInAState, numberCannotBeUpdated } from './replies.ts';

interface Written {
  readonly answer: Answer;
  readonly acceptance: Acceptance | null;
}

/** What a success holds is not documented: nothing. */
const DONE: Answer = { status: 200, body: null };
const refused = (answer: Answer): Written => ({ answer, acceptance: null });

const status = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('Picking'), lines: z.array(z.strictObject({ lineId: z.number().int().positive(), quantity: z.number().int().positive() })).min(1), params: z.strictObject({}) }),
  z.strictObject({ status: z.literal('Invoiced'), lines: z.array(z.strictObject({ lineId: z.number().int().positive(), quantity: z.number().int().positive() })).min(1), params: z.strictObject({ invoiceNumber: z.string().min(1).optional() }) }),
]);

export function writeStatus(order: PracticeOrder, packageId: string, body: unknown, nowMs: number): Written {
  const parsed = status.safeParse(body);
  if (!parsed.success) return refused(badRequest(`the body is not as documented: ${parsed.error.issues[0]?.path.join('.') ?? ''}`));
  const one = packagesOf(order).find((candidate) => candidate.id === packageId);
  if (one === undefined || !['Created', 'Picking', 'Invoiced'].includes(statusWordOf(order, one)) || acceptedFor(order, one).length > 0) return refused(notInAState());
  const expected = order.lines.map((line) => ({ lineId: Number(line.lineId), quantity: unitsIn(order, one, line.lineId) })).filter(({ quantity }) => quantity > 0);
  const isWhole = expected.length === parsed.data.lines.length && expected.every((line) => parsed.data.lines.some((given) => given.lineId === line.lineId && given.quantity === line.quantity));
  if (!isWhole) return refused(badRequest('lines and quantities are those of the package'));
  setPicking(order);
  order.updatedAtMs = nowMs;
  return { answer: DONE, acceptance: null };
}

const details = z.strictObject({ cargoSenderNumber: z.string().min(1), providerCode: z.string().min(1), returnTrackingNumber: z.string().min(1).optional() });

export function writeNumber(order: PracticeOrder, packageId: string, body: unknown, nowMs: number): Written {
  const parsed = details.safeParse(body);
  if (!parsed.success) return refused(badRequest(`the body is not as documented: ${parsed.error.issues[0]?.path.join('.') ?? ''}`));
  const one = packagesOf(order).find((candidate) => candidate.id === packageId);
  if (one === undefined || ['Cancelled', 'UnSupplied', 'Awaiting'].includes(statusWordOf(order, one))) return refused(notInAState());
  if (one.isScanned) return refused(numberCannotBeUpdated());
  if (!one.isPicking) return refused(badRequest('Package status should be Picking before using this service'));
  const { cargoSenderNumber: trackingNumber, providerCode } = parsed.data;
  if (!Object.hasOwn(PRACTICE_PROVIDERS, providerCode) || providerCode === OWN_VEHICLE) return refused(badRequest(`providerCode ${providerCode} is not known`));
  return accept(order, packageId, { carrier: providerCode, trackingNumber }, nowMs);
}

const delivery = z.strictObject({ isPhoneNumber: z.boolean(), trackingInfo: z.string().min(1), params: z.strictObject({}), boxQuantity: z.number().int().positive().optional(), deci: z.number().positive().optional() });

/** Goods in the seller's own vehicle. Source: "Shipping Alternative Delivery", read on 2026-11-21. */
export function writeLink(order: PracticeOrder, packageId: string, body: unknown, nowMs: number): Written {
  const parsed = delivery.safeParse(body);
  if (!parsed.success) return refused(badRequest(`the body is not as documented: ${parsed.error.issues[0]?.path.join('.') ?? ''}`));
  const { isPhoneNumber, trackingInfo } = parsed.data;
  if (isPhoneNumber === trackingInfo.startsWith('http')) return refused(badRequest('trackingInfo is a link, or a phone number where isPhoneNumber says so'));
  const one = packagesOf(order).find((candidate) => candidate.id === packageId);
  if (one === undefined || !['Created', 'Picking', 'Invoiced'].includes(statusWordOf(order, one)) || acceptedFor(order, one).length > 0) return refused(notInAState());
  return accept(order, packageId, { carrier: OWN_VEHICLE, trackingNumber: trackingInfo }, nowMs);
}

/** A number told again before the carrier's scan takes the place of the first. */
function accept(order: PracticeOrder, packageId: string, told: { readonly carrier: string; readonly trackingNumber: string }, nowMs: number): Written {
  const { carrier, trackingNumber } = told;
  const before = order.packages.find(({ reference }) => reference === packageId);
  const lines = order.lines.map((line) => ({ lineId: line.lineId, quantity: unshippedUnits(order, line, order.packages) })).filter(({ quantity }) => quantity > 0);
  if (before === undefined) order.packages.push({ reference: packageId, carrier, shippingMethod: null, trackingNumber, shippedAtMs: nowMs, lines, acceptedAtMs: nowMs, shownAtMs: null, readsSinceAccepted: 0, edits: 0 });
  else {
    Object.assign(before, { carrier, trackingNumber, edits: before.edits + 1 });
    order.updatedAtMs = nowMs;
  }
  return {
    answer: DONE,
    acceptance: { channelOrderId: order.channelOrderId, packageReference: packageId, trackingNumber, carrierCode: carrier, atMs: nowMs, result: order.showing.never ? 'dropped' : before === undefined ? 'stored' : 'edited' },
  };
}
