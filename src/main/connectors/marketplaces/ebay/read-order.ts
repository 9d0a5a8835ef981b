import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import { readAttributes } from './read-attributes.ts';
import { readCancellation } from './read-cancellation.ts';
import type { EbayFulfillment, EbayLine, EbayOrder } from './shapes.ts';

type BarcodesFor = (sku: string) => readonly string[];

const STATES: Readonly<Record<EbayOrder['orderFulfillmentStatus'], ChannelOrderState>> = { NOT_STARTED: 'open', IN_PROGRESS: 'partly-shipped', FULFILLED: 'shipped' };
/** PENDING, FAILED and words to come: no money yet. A refund comes after a payment. */
const PAID = new Set(['PAID', 'PARTIALLY_REFUNDED', 'FULLY_REFUNDED']);

/**
 * eBay's order in our words. Pure; the same answer always gives the same order. `fulfillments` is null where they were not asked for
 * (listings): then the order's own links still name the numbers, without carrier and content.
 */
export function readChannelOrder(order: EbayOrder, fulfillments: readonly EbayFulfillment[] | null, barcodesFor: BarcodesFor): ChannelOrder {
  const cancellation = readCancellation(order);
  const packages = fulfillments === null ? readLinks(order) : readFulfillments(fulfillments);
  const [instruction] = order.fulfillmentStartInstructions ?? [];
  const attributes = readAttributes(order);
  const marketplaceId = order.lineItems[0]?.purchaseMarketplaceId ?? order.lineItems[0]?.listingMarketplaceId;
  const draft: OrderDraft = {
    channel: 'ebay',
    channelOrderId: order.orderId,
    ...(marketplaceId ? { marketplaceId } : {}),
    state: cancellation.kind === 'cancelled' ? 'cancelled' : STATES[order.orderFulfillmentStatus],
    payment: PAID.has(order.orderPaymentStatus ?? '') ? 'paid' : 'pending',
    channelHold: readHold(order),
    cancellation,
    placedAtMs: order.creationDate,
    updatedAtMs: order.lastModifiedDate,
    shipByMs: readShipBy(order.lineItems),
    shippingService: instruction?.shippingStep?.shippingServiceCode?.trim() || null,
    shipTo: readAddress(order),
    value: readMoney(order.pricingSummary?.total ?? null),
    lines: order.lineItems.map((line) => readLine(line, cancellation, fulfillments, barcodesFor)),
    ...(attributes === undefined ? {} : { attributes }),
    ...(packages.length === 0 ? {} : { packages }),
  };
  return { draft, seenDispatches: packages };
}

function readLine(line: EbayLine, order: Cancellation, fulfillments: readonly EbayFulfillment[] | null, barcodesFor: BarcodesFor): OrderLineDraft {
  const sku = line.sku?.trim() || line.legacyItemId?.trim() || '';
  const variation = (line.variationAspects ?? []).map(({ value }) => value?.trim()).filter(Boolean).join(', ');
  const title = line.title?.trim() || sku;
  const quantityShipped = countShipped(line, fulfillments);
  const isCancelled = order.kind === 'cancelled';
  return {
    lineId: line.lineItemId,
    sku,
    barcodes: barcodesFor(sku),
    // All variations of a listing have one title; only the chosen values tell the packer which one.
    title: variation === '' ? title : `${title} (${variation})`,
    quantity: line.quantity,
    quantityCancelled: isCancelled ? line.quantity - quantityShipped : 0,
    quantityShipped,
    cancellation: isCancelled ? order : notCancelled,
  };
}

/** A listing says only that some units of a line have left; at least one has. The single read counts them. */
function countShipped(line: EbayLine, fulfillments: readonly EbayFulfillment[] | null): number {
  if (line.lineItemFulfillmentStatus === 'FULFILLED') return line.quantity;
  const told = (fulfillments ?? []).flatMap(({ lineItems }) => lineItems ?? []).filter(({ lineItemId }) => lineItemId === line.lineItemId);
  const units = told.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
  return Math.min(line.quantity, line.lineItemFulfillmentStatus === 'IN_PROGRESS' ? Math.max(1, units) : units);
}

/** The earliest day wins: one parcel holds all. */
function readShipBy(lines: readonly EbayLine[]): number | null {
  const days = lines.filter((line) => line.lineItemFulfillmentStatus !== 'FULFILLED').flatMap((line) => line.lineItemFulfillmentInstructions?.shipByDate ?? []);
  return days.length === 0 ? null : Math.min(...days);
}

/** Why a paid order must not be packed here all the same, or null. The first reason wins. */
function readHold(order: EbayOrder): string | null {
  const types = (order.fulfillmentStartInstructions ?? []).map(({ fulfillmentInstructionsType }) => fulfillmentInstructionsType);
  const { program } = order;
  if (types.includes('FULFILLED_BY_EBAY') || program?.fulfillmentProgram?.fulfilledBy === 'EBAY') return 'FULFILLED_BY_EBAY: eBay or its partner ships this order';
  if (order.orderFulfillmentStatus === 'FULFILLED') return null;
  if (order.orderPaymentStatus === 'FULLY_REFUNDED') return 'FULLY_REFUNDED: the buyer has all the money back';
  if (types.includes('DIGITAL')) return 'DIGITAL: nothing to send';
  if (types.includes('PREPARE_FOR_PICKUP')) return 'PREPARE_FOR_PICKUP: the buyer collects it';
  // eBay sells or gives the label of these itself; the buyer and the protection of the seller hang on that number.
  if (program?.ebayShipping?.shippingLabelProvidedBy === 'EBAY') return 'ebayShipping: the label comes from eBay';
  if (program?.ebayVault?.fulfillmentType?.startsWith('VAULT_TO') === true) return `ebayVault ${program.ebayVault.fulfillmentType}: it leaves from eBay’s vault`;
  const isOpen = PAID.has(order.orderPaymentStatus ?? '') && readCancellation(order).kind !== 'cancelled';
  if (isOpen && shipToOf(order)?.contactAddress == null) return 'no shipTo: eBay sent no delivery address for this order';
  return null;
}

const shipToOf = (order: EbayOrder) => order.fulfillmentStartInstructions?.[0]?.shippingStep?.shipTo;

/** ISO 3166 keeps "ZZ" for "unknown". */
const UNKNOWN_ADDRESS: Address = { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' };

function readAddress(order: EbayOrder): Address {
  const shipTo = shipToOf(order);
  const given = shipTo?.contactAddress;
  if (given == null) return UNKNOWN_ADDRESS;
  const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  const city = filled(given.city) ?? '';
  const region = filled(given.stateOrProvince);
  const county = filled(given.county);
  const reference = filled(order.fulfillmentStartInstructions?.[0]?.shippingStep?.shipToReferenceId);
  const street = [
    // The international hub finds the order by it: "immediately above the street address". Source: ShippingStep, shipToReferenceId.
    reference === undefined ? undefined : `Reference #${reference}`,
    filled(given.addressLine1),
    filled(given.addressLine2),
    county === city || county === region ? undefined : county,
  ].filter((line) => line !== undefined);
  const company = filled(shipTo?.companyName);
  const phone = filled(shipTo?.primaryPhone?.phoneNumber);
  return {
    name: filled(shipTo?.fullName) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: street.length === 0 ? [''] : street,
    postcode: filled(given.postalCode) ?? '',
    city,
    ...(region === undefined ? {} : { region }),
    countryCode: filled(given.countryCode)?.toUpperCase() ?? 'ZZ',
    ...(phone === undefined ? {} : { phone }),
  };
}

/** Minor units by the digits alone, never by floating point. Null where the amount or the currency is not readable: it is extra. */
function readMoney(given: { readonly value: string; readonly currency: string } | null): Money | null {
  const parts = given === null ? null : /^(-?)(\d+)(?:\.(\d+))?$/.exec(given.value.trim());
  if (given === null || parts === null || !/^[A-Z]{3}$/.test(given.currency)) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: given.currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const fraction = parts[3] ?? '';
  if (fraction.slice(digits).replace(/0/g, '') !== '') return null;
  const minor = Number(`${parts[1] ?? ''}${parts[2] ?? ''}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency: given.currency } : null;
}

/** There is something to read in the order's fulfillments: its links say so, or its status where a link is missing. */
export const isTold = (order: EbayOrder): boolean => (order.fulfillmentHrefs ?? []).length > 0 || order.orderFulfillmentStatus !== 'NOT_STARTED';

/** eBay keeps no reference of ours: a fulfillment is named by its number. One without a number proves nothing. */
function readFulfillments(fulfillments: readonly EbayFulfillment[]): ChannelOrder['seenDispatches'] {
  return fulfillments.flatMap(({ fulfillmentId, shipmentTrackingNumber, shippingCarrierCode, lineItems }) => {
    const trackingNumber = shipmentTrackingNumber?.trim() ?? '';
    if (trackingNumber === '') return [];
    const lines = lineItems?.map(({ lineItemId, quantity }) => ({ lineId: lineItemId, quantity: quantity ?? 1 }));
    return [{ packageReference: fulfillmentId, carrier: shippingCarrierCode?.trim() ?? '', trackingNumber, ...(lines === undefined ? {} : { lines }) }];
  });
}

/** "The resulting fulfillment's ID is the tracking number"; without one it is "an arbitrary number such as 999". */
const NO_NUMBER = '999';

function readLinks(order: EbayOrder): ChannelOrder['seenDispatches'] {
  return (order.fulfillmentHrefs ?? []).flatMap((href) => {
    const named = /\/shipping_fulfillment\/([^/?#]+)/.exec(href)?.[1];
    const fulfillmentId = named === undefined ? '' : decodeLink(named);
    return fulfillmentId === '' || fulfillmentId === NO_NUMBER ? [] : [{ packageReference: fulfillmentId, carrier: '', trackingNumber: fulfillmentId }];
  });
}

function decodeLink(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error: unknown) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
