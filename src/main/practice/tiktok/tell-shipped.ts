import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { rejectRequests } from '../shop/order-life.ts';
import type { Acceptance, AcceptedPackage, PracticeOrder, PracticeWorld } from '../shop/world.ts';
import { askedUnitsOf, isShippedByTikTok, tiktokStatusOf } from './answers.ts';
import { deliveryOptionOf, providersOf } from './providers.ts';
import type { ShippingProvider } from './providers.ts';
import { invalidParameters, refusal, success } from './replies.ts';
import { nextPackageId, packageIdOf, unitsOf, waitingPackageId } from './units.ts';
import type { PracticeUnit } from './units.ts';

/** Where the practice shop sells. US: telling "shipped" refuses the buyer's wish to cancel. SG: single units cannot be told, only packages. */
export type PracticeMarket = 'DE' | 'US' | 'SG';

/** Source: "Update Shipping Info": within 72 hours after shipping. Milliseconds. */
const CORRECTION_WINDOW_MS = 72 * 3_600_000;

const told = z.object({ tracking_number: z.string().min(1), shipping_provider_id: z.string().min(1) });
const markBody = told.extend({ order_line_item_ids: z.array(z.string()).min(1).optional() });
const shipBody = z.object({ handover_method: z.string().optional(), self_shipment: told });

export interface Verdict {
  readonly answer: Answer;
  /** Where it was accepted; the answer leaves only after the world is stored. */
  readonly acceptance: Acceptance | null;
  readonly mustSave: boolean;
}

const refuse = (answer: Answer): Verdict => ({ answer, acceptance: null, mustSave: false });
/** Texts as in the error tables of the three calls. */
const no = (code: number, message: string): Verdict => refuse(refusal(code, message));

export interface Telling {
  readonly world: PracticeWorld;
  readonly market: PracticeMarket;
  readonly nowMs: number;
}

/** "Mark Package As Shipped" (202309): single units of an order leave under a number. Changes `order` if accepted. */
export function markShipped(telling: Telling, order: PracticeOrder | undefined, body: unknown): Verdict {
  if (telling.market === 'SG') return no(21_008_106, 'This interface cannot be used in this region.');
  const asked = markBody.safeParse(body);
  if (!asked.success) return refuse(invalidParameters());
  if (order === undefined) return no(21_011_029, 'order does not belong to fulfill unit');
  const ids = asked.data.order_line_item_ids;
  const units = unitsOf(order);
  if (ids?.some((id) => !units.some((unit) => unit.id === id)) === true) return refuse(invalidParameters());
  const named = units.filter((unit) => (ids === undefined ? unit.state === 'open' : ids.includes(unit.id)));
  if (ids === undefined && order.packages.length > 0) return no(21_011_048, 'There are multiple packages that can be shipped, please specify the order line that needs to be shipped.');
  const verdict = tellUnits(telling, order, named, asked.data, named.length === units.length ? waitingPackageId(order) : nextPackageId(order));
  if (verdict.acceptance === null) return verdict;
  const warning = order.showing.never || /^\d{12}$/.test(asked.data.tracking_number) ? { warning: { message: 'match more than one provider' } } : {};
  return { ...verdict, answer: success({ order_id: order.channelOrderId, order_line_item_ids: named.map(({ id }) => id), package_id: verdict.acceptance.packageReference, ...warning }) };
}

/** "Ship Package" (202309), shipped by the seller: everything that still waits in the package TikTok made. */
export function shipPackage(telling: Telling, packageId: string, body: unknown): Verdict {
  const asked = shipBody.safeParse(body);
  if (!asked.success) return refuse(invalidParameters());
  const order = telling.world.orders.find((candidate) => waitingPackageId(candidate) === packageId);
  if (order === undefined) return no(21_011_028, 'The package does not belong to the current shop.');
  const open = unitsOf(order).filter(({ state }) => state === 'open');
  if (open.length === 0 && order.packages.length > 0) return no(11_006_021, 'Package has been shipped. Please not ship the package again.');
  const verdict = tellUnits(telling, order, open, asked.data.self_shipment, packageId);
  return verdict.acceptance === null ? verdict : { ...verdict, answer: success({}) };
}

/** "Update Package Shipping Info" (202309): once, and not for long. */
export function updatePackage(telling: Telling, packageId: string, body: unknown): Verdict {
  const asked = told.safeParse(body);
  if (!asked.success) return refuse(invalidParameters());
  const order = telling.world.orders.find((candidate) => candidate.packages.some((accepted) => packageIdOf(candidate, accepted) === packageId));
  const accepted = order?.packages.find((candidate) => packageIdOf(order, candidate) === packageId);
  if (order === undefined || accepted === undefined) return no(21_011_028, 'The package does not belong to the current shop.');
  if (tiktokStatusOf(order) === 'CANCELLED') return no(21_011_042, 'Cannot complete the operation when order is cancelled.');
  if (telling.nowMs > accepted.acceptedAtMs + CORRECTION_WINDOW_MS) return no(21_011_050, 'The tracking number can only be updated within a certain number of hours.');
  if (accepted.edits > 0) return no(21_011_051, 'The tracking number can only be updated once.');
  const judged = judgeNumber(telling, order, asked.data, accepted);
  if ('answer' in judged) return judged;
  Object.assign(accepted, { trackingNumber: asked.data.tracking_number, carrier: judged.name, edits: accepted.edits + 1 });
  order.updatedAtMs = telling.nowMs;
  const acceptance: Acceptance = { channelOrderId: order.channelOrderId, packageReference: packageId, trackingNumber: accepted.trackingNumber, carrierCode: judged.name, atMs: telling.nowMs, result: 'edited' };
  return { answer: success({}), acceptance, mustSave: true };
}

function tellUnits(telling: Telling, order: PracticeOrder, named: readonly PracticeUnit[], asked: z.output<typeof told>, packageId: string): Verdict {
  const status = tiktokStatusOf(order);
  if (status === 'CANCELLED') return no(21_011_041, 'Cannot complete the operation when order is cancelled.');
  if (status === 'UNPAID' || status === 'ON_HOLD') return no(21_042_057, "These orders are not in the Awaiting shipment status. Couldn't create labels for them.");
  if (isShippedByTikTok(order)) return no(21_008_025, 'Seller cannot operate orders which are fulfilled by platform');
  if (named.some(({ state }) => state === 'cancelled')) return no(21_011_042, 'Cannot complete the operation when order is cancelled.');
  if (named.length === 0 || named.some(({ state }) => state !== 'open')) return no(21_011_020, 'These orders are already shipped.');
  const isAsked = askedUnitsOf(order).some((unit) => named.some(({ id }) => id === unit.id));
  if (isAsked && telling.market !== 'US') return no(21_011_007, 'Package item has after-sale request, please process the after-sale request first.');
  const judged = judgeNumber(telling, order, asked, null);
  if ('answer' in judged) return judged;
  if (isAsked) rejectRequests(order, telling.nowMs);
  const acceptance = { channelOrderId: order.channelOrderId, packageReference: packageId, trackingNumber: asked.tracking_number, carrierCode: judged.name, atMs: telling.nowMs };
  if (order.showing.never) return { answer: success({}), acceptance: { ...acceptance, result: 'dropped' }, mustSave: true };
  order.packages = [...order.packages, packageOf(named, judged, asked.tracking_number, packageId, telling.nowMs)];
  order.updatedAtMs = telling.nowMs;
  return { answer: success({}), acceptance: { ...acceptance, result: 'stored' }, mustSave: true };
}

function packageOf(named: readonly PracticeUnit[], provider: ShippingProvider, trackingNumber: string, reference: string, nowMs: number): AcceptedPackage {
  const counts = new Map<string, number>();
  for (const { line } of named) counts.set(line.lineId, (counts.get(line.lineId) ?? 0) + 1);
  return {
    reference,
    carrier: provider.name,
    shippingMethod: null,
    trackingNumber,
    shippedAtMs: nowMs,
    lines: [...counts].map(([lineId, quantity]) => ({ lineId, quantity })),
    units: named.map(({ id }) => id),
    acceptedAtMs: nowMs,
    shownAtMs: null,
    readsSinceAccepted: 0,
    edits: 0,
  };
}

/** The provider, or why the number cannot stand. `own` is the package whose number is being corrected. */
function judgeNumber({ world }: Telling, order: PracticeOrder, asked: z.output<typeof told>, own: AcceptedPackage | null): ShippingProvider | Verdict {
  const { tracking_number: number } = asked;
  if (!/^[A-Za-z0-9]+$/.test(number)) return no(21_004_012, 'Tracking number has special characters, verify failed.');
  const provider = providersOf(deliveryOptionOf(order).id)?.find(({ id }) => id === asked.shipping_provider_id);
  if (provider === undefined) return no(21_011_022, 'Invalid tracking number or provider ID. Please double check and try again.');
  if (number.length < 8) return no(11_028_006, 'This tracking number cannot be matched to any carrier, please check the tracking number and upload again.');
  if (provider.name === 'Royal Mail' && !/^(?:[A-Z]{2}\d{9}GB|\d{16})$/.test(number)) return no(21_004_015, 'Tracking number mismatch provider.');
  const others = world.orders.flatMap((candidate) => candidate.packages.filter((accepted) => accepted !== own && accepted.trackingNumber === number).map(() => candidate));
  if (others.includes(order)) return no(21_011_025, 'Duplicate tracking number.');
  if (others.length > 0) return no(21_034_012, 'tracking no has been used');
  return provider;
}
