import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { boundAttributes } from '../../../../shared/domain/order/attributes.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import type { SeenDispatch } from '../../../../shared/domain/order/seen-dispatch.ts';
import { readPacific, readPacificDeadline } from './pacific-time.ts';
import type { ShipStationItem, ShipStationOrder, ToldParcel } from './shapes.ts';

export interface OrderReading {
  /** When the answer was given: what it says cannot be later. */
  readonly knownByMs: number;
  /** ISO 4217, as the store says; null: amounts stay without a currency and are not read. */
  readonly currency: string | null;
  readonly barcodesFor: (sku: string) => readonly string[];
  /** The order that this one was merged into: that one is shipped, with the goods of both. */
  readonly mergedInto: string | null;
  readonly told: readonly ToldParcel[];
}

const STATES: Readonly<Record<string, ChannelOrderState>> = { shipped: 'shipped', cancelled: 'cancelled' };

/** ShipStation's order in our words. Pure; the same answer always gives the same order. */
export function readChannelOrder(order: ShipStationOrder, reading: OrderReading): ChannelOrder {
  const { knownByMs, told } = reading;
  const updatedAtMs = readPacific(order.modifyDate, knownByMs);
  const state = STATES[order.orderStatus] ?? 'open';
  const packages = told.map((one) => readTold(one, Boolean(order.advancedOptions?.source?.trim())));
  const attributes = readAttributes(order, told);
  const storeId = order.advancedOptions?.storeId;
  const draft: OrderDraft = {
    channel: 'shipstation-v1',
    channelOrderId: order.orderId,
    ...(storeId ? { marketplaceId: storeId } : {}),
    state,
    payment: order.orderStatus === 'awaiting_payment' ? 'pending' : 'paid',
    channelHold: findHold(order, reading.mergedInto),
    // Who cancelled and why is not told, nor when: the last change stands in.
    cancellation: state === 'cancelled' ? { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: updatedAtMs ?? knownByMs } : notCancelled,
    placedAtMs: readPacific(order.orderDate, knownByMs) ?? updatedAtMs ?? knownByMs,
    updatedAtMs,
    shipByMs: order.shipByDate ? readPacificDeadline(order.shipByDate, knownByMs) : null,
    shippingService: order.requestedShippingService?.trim() || order.serviceCode?.trim() || null,
    shipTo: readAddress(order),
    value: readMoney(order.orderTotal ?? null, reading.currency),
    lines: order.items.filter((item) => item.adjustment !== true).map((item) => readLine(item, state, reading)),
    ...(attributes === undefined ? {} : { attributes }),
    ...(packages.length === 0 ? {} : { packages }),
  };
  return { draft, seenDispatches: packages };
}

/** Why a paid order must not be packed here all the same, or null. The first reason wins. */
export function findHold(order: ShipStationOrder, mergedInto: string | null): string | null {
  if (order.orderStatus === 'shipped' || order.orderStatus === 'cancelled') return null;
  if (mergedInto !== null) return `merged into order ${mergedInto}: that one is shipped in its place`;
  if (order.externallyFulfilled === true) return `externallyFulfilled: ${order.externallyFulfilledBy?.trim() || 'somebody else'} ships this order`;
  switch (order.orderStatus) {
    case 'awaiting_payment':
      return null;
    case 'awaiting_shipment':
      return order.shipTo == null || !order.shipTo.street1?.trim() ? 'no shipTo: ShipStation sent no delivery address for this order' : null;
    case 'on_hold':
      return order.holdUntilDate ? `on_hold until ${order.holdUntilDate.slice(0, 10)}` : 'on_hold in ShipStation';
    case 'pending_fulfillment':
      return 'pending_fulfillment: a fulfilment provider ships this order';
    case 'rejected_fulfillment':
      return 'rejected_fulfillment: the fulfilment provider sent it back; put it on awaiting shipment in ShipStation';
    default:
      return `${order.orderStatus}: a status of ShipStation that is not known here`;
  }
}

function readLine(item: ShipStationItem, state: ChannelOrderState, { barcodesFor }: OrderReading): OrderLineDraft {
  const sku = item.sku?.trim() || item.orderItemId;
  const name = item.name?.trim() || sku;
  const chosen = (item.options ?? []).map(({ value }) => value?.trim()).filter(Boolean).join(', ');
  const upc = item.upc?.replace(/[\s-]/g, '') ?? '';
  const weightGrams = readWeight(item.weight ?? null);
  return {
    lineId: item.orderItemId,
    sku,
    barcodes: [...new Set([...(upc === '' ? [] : [upc]), ...barcodesFor(sku)])],
    title: chosen === '' ? name : `${name} (${chosen})`,
    quantity: item.quantity,
    // Units that were taken out of an order are simply no longer in it.
    quantityCancelled: state === 'cancelled' ? item.quantity : 0,
    quantityShipped: state === 'shipped' ? item.quantity : 0,
    cancellation: notCancelled,
    ...(weightGrams === null ? {} : { weightGrams }),
  };
}

const GRAMS: Readonly<Record<string, number>> = { grams: 1, ounces: 28.349523125, pounds: 453.59237 };

/** Zero is what ShipStation writes where nobody weighed. */
function readWeight(weight: { readonly value: number; readonly units: string } | null): number | null {
  const factor = weight === null ? undefined : GRAMS[weight.units.toLowerCase()];
  const grams = weight === null || factor === undefined ? 0 : Math.round(weight.value * factor);
  return grams > 0 ? grams : null;
}

/** ISO 3166 keeps "ZZ" for "unknown". */
const UNKNOWN_ADDRESS: Address = { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' };

function readAddress({ shipTo }: ShipStationOrder): Address {
  if (shipTo == null) return UNKNOWN_ADDRESS;
  const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  const street = [shipTo.street1, shipTo.street2, shipTo.street3].map(filled).filter((line) => line !== undefined);
  const company = filled(shipTo.company);
  const region = filled(shipTo.state);
  const phone = filled(shipTo.phone);
  return {
    name: filled(shipTo.name) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: street.length === 0 ? [''] : street,
    postcode: filled(shipTo.postalCode) ?? '',
    city: filled(shipTo.city) ?? '',
    ...(region === undefined ? {} : { region }),
    countryCode: filled(shipTo.country)?.toUpperCase() ?? 'ZZ',
    ...(phone === undefined ? {} : { phone }),
  };
}

/** A JSON number has no fixed digits; the nearest smallest unit is meant. Null where the store names no currency. */
function readMoney(amount: number | null, currency: string | null): Money | null {
  if (amount === null || currency === null) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const minor = Math.round(amount * 10 ** digits);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : null;
}

/** `hasChannel`: the order came from a marketplace. One that was typed in by hand has nobody behind it who could wait for a number. */
function readTold({ reference, carrier, trackingNumber, lines, isChannelTold, channelError }: ToldParcel, hasChannel: boolean): SeenDispatch {
  const seen: SeenDispatch = { packageReference: reference, carrier, trackingNumber, ...(lines === null ? {} : { lines }) };
  if (isChannelTold === true) return seen;
  if (channelError !== null) return { ...seen, passingOn: { state: 'failed', words: channelError } };
  return isChannelTold === false && hasChannel ? { ...seen, passingOn: { state: 'pending' } } : seen;
}

/** Fields for customs, programs and people's own notes, by their path on the wire; a store maps some of them to tax numbers. */
function readAttributes(order: ShipStationOrder, told: readonly ToldParcel[]): Readonly<Record<string, string>> | undefined {
  const { advancedOptions: advanced, internationalOptions: customs } = order;
  const items = customs?.customsItems ?? [];
  return boundAttributes([
    ...named('orderNumber', [order.orderNumber]),
    ...named('orderKey', [order.orderKey]),
    ...named('advancedOptions.source', [advanced?.source]),
    ...named('advancedOptions.customField1', [advanced?.customField1]),
    ...named('advancedOptions.customField2', [advanced?.customField2]),
    ...named('advancedOptions.customField3', [advanced?.customField3]),
    ...named('advancedOptions.mergedIds', advanced?.mergedIds ?? []),
    ...named('advancedOptions.parentId', [advanced?.parentId]),
    ...named('internationalOptions.contents', [customs?.contents]),
    ...named('internationalOptions.nonDelivery', [customs?.nonDelivery]),
    ...named('internationalOptions.customsItems[].harmonizedTariffCode', items.map(({ harmonizedTariffCode }) => harmonizedTariffCode?.toString())),
    ...named('internationalOptions.customsItems[].countryOfOrigin', items.map(({ countryOfOrigin }) => countryOfOrigin)),
    ...named('shipTo.addressVerified', [order.shipTo?.addressVerified]),
    // ShipStation tells the sales channel later, by itself: all that it lets one see of that.
    ...named('marketplaceNotified', told.map(({ isChannelTold }) => (isChannelTold === null ? null : String(isChannelTold)))),
    ...named('notifyErrorMessage', told.map(({ channelError }) => channelError)),
  ]);
}

function named(path: string, values: readonly (string | null | undefined)[]): readonly (readonly [string, string])[] {
  const different = [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
  return different.length === 0 ? [] : [[path, different.join(', ')]];
}
