import { shippedUnits, shownPackagesOf, statusOf, unshippedUnits } from '../shop/order-life.ts';
import type { PracticeLine, PracticeOrder } from '../shop/world.ts';
import type { Answer } from '../channel.ts';

/** Source of the words: Orders API v0 and 2026-01-01 error list; "QuotaExceeded" and "Unauthorized" as seen in public issues. */
export const refuse = (status: number, code: string, message: string, details = ''): Answer => ({ status, body: { errors: [{ code, message, details }] } });
export const invalidInput = (message: string): Answer => refuse(400, 'InvalidInput', message);

export const DATA_SETS = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS'] as const;
export type DataSet = (typeof DATA_SETS)[number];

const MARKETPLACE_NAMES: Readonly<Record<string, string>> = {
  A1PA6795UKMFR9: 'Amazon.de',
  A1F83G8C2ARO7P: 'Amazon.co.uk',
  A13V1IB3VIYZZH: 'Amazon.fr',
  A1C3SOZRARQ6R3: 'Amazon.pl',
};

/**
 * Numbers that belong to nobody. The check digits of the VAT number are right, or every station would refuse it.
 * Amazon collects VAT on what it sends into the UK, and names the IOSS number on what a UK site sends into the EU.
 */
const PRACTICE_UK_VAT = 'GB999999973';
const PRACTICE_IOSS = 'IM0000000000';
const UK_MARKETPLACE = 'A1F83G8C2ARO7P';

const registrationsOf = (order: PracticeOrder): Record<string, unknown>[] =>
  order.buyer.countryCode === 'GB' && !order.lacksTaxNumber ? [{ entityType: 'MARKETPLACE', taxRegistrationType: 'VAT', taxRegistrationNumber: PRACTICE_UK_VAT }] : [];

const hasIoss = ({ marketplaceId, buyer, lacksTaxNumber }: PracticeOrder): boolean => marketplaceId === UK_MARKETPLACE && buyer.countryCode !== 'GB' && !lacksTaxNumber;

const iso = (ms: number): string => new Date(ms).toISOString();
const money = (minor: number, currency: string): { amount: string; currencyCode: string } => ({ amount: (minor / 100).toFixed(2), currencyCode: currency });
const when = (wanted: boolean, fields: () => Record<string, unknown>): Record<string, unknown> => (wanted ? fields() : {});

/** An order in the shape of definition `Order` (Orders API 2026-01-01), with the data sets that were asked for. */
export function answerOrder(order: PracticeOrder, wanted: ReadonlySet<DataSet>): Record<string, unknown> {
  const status = statusOf(order);
  // Amazon gives no address before payment is settled.
  const hasAddress = status !== 'PENDING' && status !== 'PENDING_AVAILABILITY';
  return {
    orderId: order.channelOrderId,
    createdTime: iso(order.placedAtMs),
    lastUpdatedTime: iso(order.updatedAtMs),
    programs: order.programs,
    salesChannel: { channelName: 'AMAZON', marketplaceId: order.marketplaceId, marketplaceName: MARKETPLACE_NAMES[order.marketplaceId] ?? 'Amazon' },
    ...when(wanted.has('BUYER'), () => ({ buyer: { buyerName: order.buyer.name, buyerEmail: `${order.channelOrderId}@practice.invalid` } })),
    ...when(wanted.has('RECIPIENT') && hasAddress, () => ({ recipient: { deliveryAddress: answerAddress(order) } })),
    ...when(wanted.has('PROCEEDS'), () => ({ proceeds: { grandTotal: money(grandTotalMinor(order), order.currency) } })),
    ...when(wanted.has('FULFILLMENT'), () => ({
      fulfillment: {
        fulfillmentStatus: status,
        fulfilledBy: 'MERCHANT',
        fulfillmentServiceLevel: order.serviceLevel,
        shipByWindow: { earliestDateTime: iso(order.placedAtMs), latestDateTime: iso(order.shipByMs) },
      },
    })),
    ...when(wanted.has('TAX') && registrationsOf(order).length > 0, () => ({ tax: { taxRegistrations: registrationsOf(order) } })),
    orderItems: order.lines.map((line) => answerLine(order, line, wanted)),
    ...when(wanted.has('PACKAGES'), () => ({ packages: answerPackages(order) })),
  };
}

function answerLine(order: PracticeOrder, line: PracticeLine, wanted: ReadonlySet<DataSet>): Record<string, unknown> {
  const shown = shownPackagesOf(order);
  const cancellation = {
    ...when(line.requestReason !== null, () => ({ cancellationRequest: { requester: 'BUYER', cancelReason: line.requestReason } })),
    ...when(line.execution !== null, () => ({ cancellationExecution: { cancelledBy: line.execution?.by, cancelReason: line.execution?.reason } })),
  };
  return {
    orderItemId: line.lineId,
    quantityOrdered: line.quantity,
    product: {
      asin: line.asin,
      title: line.title,
      sellerSku: line.sku,
      condition: { conditionType: 'NEW', conditionSubtype: 'NEW' },
      price: { unitPrice: money(line.priceMinor, order.currency) },
    },
    ...when(wanted.has('CANCELLATION') && Object.keys(cancellation).length > 0, () => ({ cancellation })),
    ...when(wanted.has('FULFILLMENT'), () => ({
      fulfillment: {
        quantityFulfilled: shippedUnits(line, shown),
        quantityUnfulfilled: unshippedUnits(order, line, shown),
        ...when(hasIoss(order), () => ({ shipping: { internationalShipping: { iossNumber: PRACTICE_IOSS } } })),
      },
    })),
    ...when(wanted.has('TAX') && hasIoss(order), () => ({ tax: { taxCalculationBreakdowns: [{ reportingScheme: 'IOSS' }], taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: 'Practice Market' }] } })),
  };
}

function answerAddress({ buyer }: PracticeOrder): Record<string, unknown> {
  return {
    name: buyer.name,
    companyName: buyer.company ?? '',
    addressLine1: buyer.lines[0] ?? '',
    addressLine2: buyer.lines[1] ?? '',
    addressLine3: buyer.lines[2] ?? '',
    city: buyer.city,
    districtOrCounty: buyer.district ?? '',
    stateOrRegion: buyer.region ?? '',
    municipality: '',
    postalCode: buyer.postcode,
    countryCode: buyer.countryCode,
    ...(buyer.phone === undefined ? {} : { phone: buyer.phone }),
    addressType: buyer.company === undefined ? 'RESIDENTIAL' : 'COMMERCIAL',
  };
}

function answerPackages(order: PracticeOrder): Record<string, unknown>[] {
  return shownPackagesOf(order).map((shown) => ({
    packageReferenceId: shown.reference,
    createdTime: iso(shown.acceptedAtMs),
    packageStatus: { status: 'SHIPPED' },
    carrier: shown.carrier,
    shipTime: iso(shown.shippedAtMs),
    ...(shown.shippingMethod === null ? {} : { shippingService: shown.shippingMethod }),
    trackingNumber: shown.trackingNumber,
    packageItems: shown.lines.map((packed) => ({ orderItemId: packed.lineId, quantity: packed.quantity })),
  }));
}

function grandTotalMinor(order: PracticeOrder): number {
  return order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
}
