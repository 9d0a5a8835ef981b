import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { Cancellation, CancellationParty } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import type { SeenDispatch } from '../../../../shared/domain/writeback/write-back.ts';
import { channelOrderIdOf } from './ids.ts';
import { readOwnNumber } from './own-vehicle.ts';
import type { CargoAgreement, TrendyolSettings } from './settings.ts';
import type { TrendyolLine, TrendyolPackage } from './shapes.ts';
import { isLineClosed, stageOf, successorsOf, successorWords } from './statuses.ts';

export interface ReadingRules {
  readonly cargo: CargoAgreement;
  /** The store's own words: among them the links of parcels in its own vehicle. */
  readonly carriers: TrendyolSettings['carriers'];
  readonly barcodesFor: (sku: string) => readonly string[];
}

/** Trendyol's package in our words. Pure. `siblings`: all packages of its order, where they were read with it. */
export function readChannelOrder(found: TrendyolPackage, rules: ReadingRules, siblings: readonly TrendyolPackage[] = []): ChannelOrder {
  const state = readState(found, rules);
  const cancellation = readCancellation(found, state, siblings);
  const seenDispatches = readSeen(found, rules);
  const attributes = readAttributes(found);
  const draft: OrderDraft = {
    channel: 'trendyol',
    channelOrderId: channelOrderIdOf(found),
    state,
    payment: stageOf(found) === 'awaiting' ? 'pending' : 'paid',
    channelHold: readHold(found),
    cancellation,
    placedAtMs: found.orderDate ?? found.lastModifiedDate,
    updatedAtMs: found.lastModifiedDate,
    shipByMs: found.agreedDeliveryDate,
    shippingService: found.cargoProviderName ?? found.deliveryType,
    shipTo: readAddress(found),
    value: readMoney(found),
    lines: found.lines.map((line) => readLine(line, state, cancellation, found.lastModifiedDate, rules)),
    ...(attributes === undefined ? {} : { attributes }),
    ...(seenDispatches.length === 0 ? {} : { packages: seenDispatches }),
  };
  return { draft, seenDispatches };
}

/**
 * A package that Trendyol no longer shows, though the order goes on in another: closed, with the successor named. What was in it is not known any
 * more; the lines are those of the successor, all of them taken out, so that nothing can be packed by this one.
 */
export function readReplaced(packageId: string, successor: TrendyolPackage, siblings: readonly TrendyolPackage[], rules: ReadingRules): ChannelOrder {
  return readChannelOrder({ ...successor, packageId, status: 'Cancelled', cancelledBy: null, cancelReason: null, cargoSenderNumber: null, cargoTrackingNumber: null, cargoTrackingLink: null, origins: [] }, rules, siblings);
}

/** The number is told where the seller pays: nothing is left to pack, though the carrier has not scanned it yet. */
export const toldNumber = (found: TrendyolPackage, carriers: ReadingRules['carriers']): string | null =>
  ['prepared', 'gone'].includes(stageOf(found)) ? (found.cargoSenderNumber ?? readOwnNumber(found.cargoTrackingLink, carriers)) : null;

function readState(found: TrendyolPackage, { cargo, carriers }: ReadingRules): ChannelOrderState {
  const stage = stageOf(found);
  if (stage === 'gone') return 'shipped';
  if (stage === 'closed') return 'cancelled';
  if (found.lines.length > 0 && found.lines.every((line) => isLineClosed(line.orderLineItemStatusName))) return 'cancelled';
  return cargo === 'seller-pays' && toldNumber(found, carriers) !== null ? 'shipped' : 'open';
}

function readHold(found: TrendyolPackage): string | null {
  const stage = stageOf(found);
  if (stage === 'awaiting') return 'Awaiting: Trendyol has not confirmed the payment, and cancels what is shipped before that';
  if (stage === 'unknown') return `${found.status}: a status that this station does not know`;
  if ((stage === 'created' || stage === 'prepared') && found.shipmentAddress == null) return 'no recipient: Trendyol sent no delivery address for this package';
  return null;
}

function readCancellation(found: TrendyolPackage, state: ChannelOrderState, siblings: readonly TrendyolPackage[]): Cancellation {
  if (state !== 'cancelled') return notCancelled;
  const told = [found.cancelReason, successorWords(successorsOf(found.packageId, siblings))].filter((words) => words !== null);
  return { kind: 'cancelled', by: readParty(found), reason: [found.status, ...told].join('; '), seenAtMs: found.lastModifiedDate };
}

/** The words of `cancelledBy` are not documented. */
function readParty({ status, cancelledBy }: TrendyolPackage): CancellationParty {
  const word = cancelledBy?.toLowerCase() ?? '';
  if (/customer|buyer|musteri|müşteri/.test(word)) return 'buyer';
  if (/seller|supplier|satici|satıcı/.test(word) || status.toLowerCase() === 'unsupplied') return 'seller';
  return /trendyol|system/.test(word) ? 'channel' : 'unknown';
}

function readLine(line: TrendyolLine, state: ChannelOrderState, ofPackage: Cancellation, seenAtMs: number, { barcodesFor }: ReadingRules): OrderLineDraft {
  const isClosed = state === 'cancelled' || (state === 'open' && isLineClosed(line.orderLineItemStatusName));
  const sku = line.merchantSku ?? line.stockCode ?? line.barcode ?? '';
  const cancelled = isClosed ? line.quantity : 0;
  return {
    lineId: line.lineId,
    sku,
    barcodes: [...new Set([...(line.barcode === null ? [] : [line.barcode]), ...barcodesFor(sku)])],
    title: line.productName ?? sku,
    quantity: line.quantity,
    quantityCancelled: cancelled,
    quantityShipped: state === 'shipped' ? line.quantity : 0,
    cancellation: !isClosed ? notCancelled : ofPackage.kind === 'cancelled' ? ofPackage : { kind: 'cancelled', by: 'unknown', reason: line.orderLineItemStatusName, seenAtMs },
  };
}

/** Where Trendyol pays, its own number shows from the beginning and says nothing: only a parcel that left proves it. */
function readSeen(found: TrendyolPackage, { cargo, carriers }: ReadingRules): readonly SeenDispatch[] {
  const trackingNumber = cargo === 'seller-pays' ? toldNumber(found, carriers) : stageOf(found) === 'gone' ? found.cargoTrackingNumber : null;
  if (trackingNumber === null) return [];
  return [{ packageReference: found.packageId, carrier: found.cargoProviderName ?? '', trackingNumber, lines: found.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) }];
}

/**
 * `orderNumber` is what papers carry, and what a scan finds the order by. A buyer's own tax and identity numbers are not taken: nobody packs by
 * them.
 */
function readAttributes(found: TrendyolPackage): Readonly<Record<string, string>> | undefined {
  const entries: readonly (readonly [path: string, value: string | null])[] = [
    ['orderNumber', found.orderNumber],
    ['shipmentPackageId', found.packageId],
    ['cargoTrackingNumber', found.cargoTrackingNumber],
    ['originPackageIds', found.origins.join(', ')],
    ['etgbNo', found.etgbNo],
    ['micro', found.micro === true ? 'true' : null],
    ['commercial', found.commercial === true ? 'true' : null],
  ];
  return boundAttributes(entries.flatMap(([path, value]) => (value === null ? [] : [[path, value] as const])));
}

/** ISO 3166 keeps "ZZ" for "unknown". */
const UNKNOWN_COUNTRY = 'ZZ';

function readAddress({ shipmentAddress: given }: TrendyolPackage): Address {
  if (given == null) return { name: '', lines: [''], postcode: '', city: '', countryCode: UNKNOWN_COUNTRY };
  const street = [given.address1, given.address2].filter((line) => line !== null);
  // Turkish addresses name a quarter and a district of the city; carriers sort by the district.
  const area = [given.neighborhood, given.district].filter((part) => part !== null && part !== given.city).join(' / ');
  const lines = [...(street.length > 0 ? street : given.fullAddress === null ? [] : [given.fullAddress]), ...(area === '' ? [] : [area])].slice(0, 4);
  return {
    name: given.fullName ?? [given.firstName, given.lastName].filter((part) => part !== null).join(' '),
    ...(given.company === null ? {} : { company: given.company }),
    lines: lines.length === 0 ? [''] : lines,
    postcode: given.postalCode ?? '',
    city: given.city ?? '',
    ...(given.stateName === null ? {} : { region: given.stateName }),
    countryCode: given.countryCode?.toUpperCase() ?? UNKNOWN_COUNTRY,
    ...(given.phone === null ? {} : { phone: given.phone }),
  };
}

/** Prices are JSON numbers with at most two decimals; rounding takes away only what binary fractions added. */
function readMoney(found: TrendyolPackage): Money | null {
  const amount = found.packageTotalPrice ?? found.totalPrice ?? null;
  const currency = found.currencyCode ?? found.lines.find((line) => line.currencyCode !== null)?.currencyCode ?? null;
  if (amount === null || currency === null || !/^[A-Z]{3}$/.test(currency)) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const minor = Math.round(amount * 10 ** digits);
  return Number.isSafeInteger(minor) ? { minor, currency } : null;
}
