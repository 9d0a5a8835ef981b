import type { ChannelOrder } from '../../../application/ports/marketplace.ts';
import { notCancelled } from '../../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../../shared/domain/order/order-draft.ts';
import type { Address, ChannelOrderState, Money } from '../../../../shared/domain/order/order.ts';
import type { SeenDispatch } from '../../../../shared/domain/order/seen-dispatch.ts';
import { readAttributes } from './read-attributes.ts';
import type { ShipStationItem, ShipStationShipment, ToldParcel } from './shapes.ts';

export interface ShipmentReading {
  /** When the answer was given. */
  readonly answeredAtMs: number;
  readonly barcodesFor: (sku: string) => readonly string[];
  /** Fulfillments of the shipment. Null: not asked for, as in listings. */
  readonly told: readonly ToldParcel[] | null;
}

/** ShipStation's shipment as an order in our words: a sales order that was split is several of them. Pure. */
export function readChannelOrder(shipment: ShipStationShipment, reading: ShipmentReading): ChannelOrder {
  const told = reading.told ?? [];
  const packages = readPackages(shipment, told);
  const state = stateOf(shipment, told);
  const attributes = readAttributes(shipment, told);
  const draft: OrderDraft = {
    channel: 'shipstation-v2',
    channelOrderId: shipment.shipment_id,
    ...(shipment.store_id ? { marketplaceId: shipment.store_id } : {}),
    state,
    payment: shipment.shipment_status === 'awaiting_payment' ? 'pending' : 'paid',
    channelHold: state === 'open' ? findHold(shipment, reading.answeredAtMs) : null,
    // Who cancelled and why is not told, nor when: the last change stands in.
    cancellation: state === 'cancelled' ? { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: shipment.modified_at } : notCancelled,
    placedAtMs: shipment.created_at,
    updatedAtMs: shipment.modified_at,
    shipByMs: shipment.ship_by_date ?? null,
    shippingService: shipment.requested_shipment_service?.trim() || shipment.service_code?.trim() || null,
    shipTo: readAddress(shipment),
    value: readMoney(shipment.amount_paid ?? null),
    lines: (shipment.items ?? []).map((item, index) => readLine(item, index, state, reading.barcodesFor)),
    ...(attributes === undefined ? {} : { attributes }),
    ...(packages.length === 0 ? {} : { packages }),
  };
  return { draft, seenDispatches: packages };
}

/** A fulfillment counts as sent whatever the status says: nothing documents that the status follows it. */
function stateOf({ shipment_status: status }: ShipStationShipment, told: readonly ToldParcel[]): ChannelOrderState {
  if (status === 'cancelled') return 'cancelled';
  return isSent(status) || told.length > 0 ? 'shipped' : 'open';
}

/** The document has `label_purchased` alone; the vendor's pages speak of shipments that "have shipped". */
export const isSent = (status: string): boolean => status === 'label_purchased' || status === 'shipped';

/** Why an open shipment must not be packed here, or null. The first reason wins. */
export function findHold(shipment: ShipStationShipment, answeredAtMs: number): string | null {
  if (shipment.is_return === true) return 'is_return: this shipment comes back, it does not leave';
  const until = shipment.hold_until_date ?? null;
  switch (shipment.shipment_status) {
    case 'awaiting_payment':
      return null;
    case 'on_hold':
      return until === null ? 'on_hold in ShipStation' : `on_hold until ${new Date(until).toISOString().slice(0, 10)}`;
    case 'processing':
      return 'processing: ShipStation is making a label for it';
    case 'pending':
      if (until !== null && until > answeredAtMs) return `on_hold until ${new Date(until).toISOString().slice(0, 10)}`;
      return shipment.ship_to?.address_line1?.trim() ? null : 'no ship_to: ShipStation sent no delivery address for this shipment';
    default:
      return `${shipment.shipment_status}: a status of ShipStation that is not known here`;
  }
}

function readLine(item: ShipStationItem, index: number, state: ChannelOrderState, barcodesFor: ShipmentReading['barcodesFor']): OrderLineDraft {
  const filled = (...texts: readonly (string | null | undefined)[]): string | undefined => texts.map((one) => one?.trim()).find(Boolean);
  const lineId = filled(item.item_id, item.sales_order_item_id, item.external_order_item_id) ?? `line ${index + 1}`;
  const sku = filled(item.sku) ?? lineId;
  const name = filled(item.name) ?? sku;
  const chosen = (item.options ?? []).map(({ value }) => value?.trim()).filter(Boolean).join(', ');
  const codes = [item.upc?.replace(/[\s-]/g, '') ?? '', item.asin?.trim() ?? '', ...barcodesFor(sku)].filter((code) => code !== '');
  const weightGrams = readWeight(item.weight ?? null);
  return {
    lineId,
    sku,
    barcodes: [...new Set(codes)],
    title: chosen === '' ? name : `${name} (${chosen})`,
    quantity: item.quantity,
    // Units that were taken out of a shipment are simply no longer in it.
    quantityCancelled: state === 'cancelled' ? item.quantity : 0,
    quantityShipped: state === 'shipped' ? item.quantity : 0,
    cancellation: notCancelled,
    ...(weightGrams === null ? {} : { weightGrams }),
  };
}

const GRAMS: Readonly<Record<string, number>> = { gram: 1, kilogram: 1000, ounce: 28.349523125, pound: 453.59237 };

function readWeight(weight: { readonly value: number; readonly unit: string } | null): number | null {
  const grams = weight === null ? 0 : Math.round(weight.value * (GRAMS[weight.unit] ?? 0));
  return grams > 0 ? grams : null;
}

/** ISO 3166 keeps "ZZ" for "unknown". */
const UNKNOWN_ADDRESS: Address = { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' };

function readAddress({ ship_to: shipTo }: ShipStationShipment): Address {
  if (shipTo == null) return UNKNOWN_ADDRESS;
  const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
  const street = [shipTo.address_line1, shipTo.address_line2, shipTo.address_line3].map(filled).filter((line) => line !== undefined);
  const company = filled(shipTo.company_name);
  const region = filled(shipTo.state_province);
  const phone = filled(shipTo.phone);
  return {
    name: filled(shipTo.name) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: street.length === 0 ? [''] : street,
    postcode: filled(shipTo.postal_code) ?? '',
    city: filled(shipTo.city_locality) ?? '',
    ...(region === undefined ? {} : { region }),
    countryCode: filled(shipTo.country_code)?.toUpperCase() ?? 'ZZ',
    ...(phone === undefined ? {} : { phone }),
  };
}

/** A JSON number has no fixed digits; the nearest smallest unit is meant. Currencies come in small letters too. */
function readMoney(given: { readonly amount: number; readonly currency: string } | null): Money | null {
  const currency = given?.currency.trim().toUpperCase() ?? '';
  if (given === null || !/^[A-Z]{3}$/.test(currency)) return null;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const minor = Math.round(given.amount * 10 ** digits);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : null;
}

/** `hasSource`: the order came from a marketplace. One without has nobody behind it who could wait for a number. */
function readFulfillment({ reference, carrier, trackingNumber, isSourceTold, sourceError }: ToldParcel, hasSource: boolean): SeenDispatch {
  const seen: SeenDispatch = { packageReference: reference, carrier, trackingNumber };
  if (isSourceTold === true) return seen;
  if (sourceError !== null) return { ...seen, passingOn: { state: 'failed', words: sourceError } };
  return isSourceTold === false && hasSource ? { ...seen, passingOn: { state: 'pending' } } : seen;
}

/** Fulfillments first; a label bought in ShipStation leaves its number on the package alone. */
function readPackages({ packages, order_source_code: source }: ShipStationShipment, told: readonly ToldParcel[]): ChannelOrder['seenDispatches'] {
  if (told.length > 0) return told.map((one) => readFulfillment(one, Boolean(source?.trim())));
  return (packages ?? []).flatMap((one) => {
    const trackingNumber = one.tracking_number?.trim() ?? '';
    return trackingNumber === '' ? [] : [{ packageReference: one.shipment_package_id ?? trackingNumber, carrier: '', trackingNumber }];
  });
}
