import { z } from 'zod';
import { invalidInput } from './answers.ts';
import type { Answer } from '../channel.ts';
import { unshippedUnits } from '../shop/order-life.ts';
import type { Acceptance, PracticeOrder } from '../shop/world.ts';

/** Carriers this marketplace knows; another word is answered with 204 and dropped, as reported in public issue 5232. */
const KNOWN_CARRIERS = new Set([
  'Amazon Shipping', 'Chronopost', 'DHL', 'DHL Global Mail', 'DPD', 'Deutsche Post', 'FedEx', 'GLS', 'Hermes Logistik Gruppe', 'La Poste',
  'Other', 'Parcelforce', 'Poste Italiane', 'Royal Mail', 'SDA', 'TNT', 'UPS', 'USPS', 'Yodel',
]);
/** Amazon names no figure for its "maximum number of allowed updates"; this is the practice site's own. */
const MAX_EDITS = 10;

const packageDetail = z.object({
  packageReferenceId: z.unknown(),
  carrierCode: z.string().min(1),
  carrierName: z.string().optional(),
  shippingMethod: z.string().optional(),
  trackingNumber: z.string().min(1),
  shipDate: z.iso.datetime({ offset: true }),
  orderItems: z.array(z.object({ orderItemId: z.string(), quantity: z.number().int().positive() })).min(1),
});
const request = z.object({ marketplaceId: z.string(), packageDetail });

export type ConfirmVerdict =
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** The order has been changed in memory; the answer leaves only after it is stored. */
  | { readonly kind: 'accepted'; readonly acceptance: Acceptance };

const refused = (answer: Answer): ConfirmVerdict => ({ kind: 'refused', answer });

/** What Amazon says to a confirmation, in the order in which its checks have been seen to answer. Changes `order` if accepted. */
export function confirmShipment(order: PracticeOrder | undefined, channelOrderId: string, body: unknown, nowMs: number): ConfirmVerdict {
  const reference = findReference(body);
  if (typeof reference === 'number') return refused(invalidInput('The input you have submitted is not valid. Please check the fields with invalid type [packageDetail.packageReferenceId].'));
  if (typeof reference === 'string' && !/^[1-9]\d*$/.test(reference)) return refused(invalidInput('PackageReferenceId: is invalid, must be a positive numeric value.'));
  const parsed = request.safeParse(body);
  if (!parsed.success || typeof reference !== 'string') {
    const fields = parsed.success ? 'packageDetail.packageReferenceId' : parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    return refused(invalidInput(`The input you have submitted is not valid. Please check the fields with invalid type [${fields}].`));
  }
  const detail = parsed.data.packageDetail;
  if (detail.carrierCode === 'Other' && !detail.carrierName?.trim()) return refused(invalidInput('The carrier name is required when carrierCode is Other.'));
  if (order === undefined || isAllCancelled(order)) return refused(nonexistent(channelOrderId));
  if (parsed.data.marketplaceId !== order.marketplaceId) return refused(invalidInput(`MarketplaceId ${parsed.data.marketplaceId} is invalid for this order.`));
  if (order.programs.includes('FBM_SHIP_PLUS')) return refused(invalidInput('Shipment confirmation is not allowed for Ship+ orders.'));
  if (order.fixedStatus !== null) return refused(invalidInput('The order is not in a state in which its shipment can be confirmed.'));
  return judgePackage(order, detail, reference, nowMs);
}

function judgePackage(order: PracticeOrder, detail: z.output<typeof packageDetail>, reference: string, nowMs: number): ConfirmVerdict {
  for (const item of detail.orderItems) {
    const line = order.lines.find((candidate) => candidate.lineId === item.orderItemId);
    if (line === undefined) return refused(invalidInput(`OrderItemId ${item.orderItemId} is invalid, please obtain the value through the getOrderItems API or Manage Orders page`));
    if (line.quantityCancelled === line.quantity) return refused(nonexistent(order.channelOrderId));
  }
  const edited = order.packages.find((accepted) => accepted.reference === reference);
  const others = order.packages.filter((accepted) => accepted !== edited);
  if (edited !== undefined && edited.edits >= MAX_EDITS) return refused(invalidInput(`Package ${reference} has reached the maximum number of allowed updates.`));
  if (edited === undefined && order.lines.every((line) => unshippedUnits(order, line, others) <= 0)) return refused(alreadyShipped(order.channelOrderId));
  for (const line of order.lines) {
    const wanted = detail.orderItems.reduce((sum, item) => (item.orderItemId === line.lineId ? sum + item.quantity : sum), 0);
    if (wanted > unshippedUnits(order, line, others)) return refused(invalidInput(`Quantity ${wanted} of OrderItemId ${line.lineId} is more than what is left to ship.`));
  }
  if (detail.carrierCode === 'Royal Mail' && !/^(?:[A-Z]{2}\d{9}GB|\d{16})$/.test(detail.trackingNumber)) {
    return refused(invalidInput(`The tracking ID [${detail.trackingNumber}] for [Royal Mail] does not match the expected format for the carrier. Please verify the tracking ID.`));
  }
  const isKnown = KNOWN_CARRIERS.has(detail.carrierCode) && !order.showing.never;
  const acceptance = { channelOrderId: order.channelOrderId, packageReference: reference, trackingNumber: detail.trackingNumber, carrierCode: detail.carrierCode, atMs: nowMs };
  if (!isKnown) return { kind: 'accepted', acceptance: { ...acceptance, result: 'dropped' } };
  order.packages = [
    ...others,
    {
      reference,
      carrier: detail.carrierCode === 'Other' ? (detail.carrierName ?? 'Other') : detail.carrierCode,
      shippingMethod: detail.shippingMethod ?? null,
      trackingNumber: detail.trackingNumber,
      shippedAtMs: Date.parse(detail.shipDate),
      lines: detail.orderItems.map((item) => ({ lineId: item.orderItemId, quantity: item.quantity })),
      acceptedAtMs: edited?.acceptedAtMs ?? nowMs,
      shownAtMs: edited?.shownAtMs ?? null,
      readsSinceAccepted: edited?.readsSinceAccepted ?? 0,
      edits: edited === undefined ? 0 : edited.edits + 1,
    },
  ];
  order.updatedAtMs = nowMs;
  return { kind: 'accepted', acceptance: { ...acceptance, result: edited === undefined ? 'stored' : 'edited' } };
}

function findReference(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('packageDetail' in body)) return undefined;
  const detail = body.packageDetail;
  return typeof detail === 'object' && detail !== null && 'packageReferenceId' in detail ? detail.packageReferenceId : undefined;
}

const isAllCancelled = (order: PracticeOrder): boolean => order.lines.every((line) => line.quantityCancelled === line.quantity);

/** Text as reported in public code that classifies Amazon's answers. */
const nonexistent = (channelOrderId: string): Answer =>
  invalidInput(`Failed to create package. ErrorCode: NonexistentOrderItem Description: Failed to find order item list by order ID: ${channelOrderId}`);

/** Text as reported in public issue 5037 of Amazon's model repository. */
const alreadyShipped = (channelOrderId: string): Answer =>
  invalidInput(
    'Failed to create package due to not finding a matching package or order already fulfilled. ErrorMessage(errorCode=GeneralError, ' +
      `errorDescription=Unable to find package to update for order (${channelOrderId}), errorMetric=PackageToUpdateNotFound, packageIndex=null)`,
  );
