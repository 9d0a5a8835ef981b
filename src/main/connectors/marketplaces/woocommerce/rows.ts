import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { SeenDispatch } from '../../../../shared/domain/writeback/write-back.ts';
import { parseJson } from './problems.ts';
import { fulfillmentItemsShape, parcelsShape, trackingItemsShape } from './shapes.ts';
import type { fulfillmentsShape, trackingsShape, WooOrder } from './shapes.ts';
import type { z } from 'zod';

export interface RowLine {
  readonly lineId: string;
  readonly quantity: number;
}

/** One package as the shop shows it, whichever of the four places it stands in. */
export interface Row {
  /** The shop's id of the row; what is ended or changed by it. */
  readonly id: string;
  readonly number: string;
  readonly carrier: string;
  /** Our own reference, where we left one. */
  readonly reference: string | null;
  /** What is in it; null where nobody says. */
  readonly lines: readonly RowLine[] | null;
}

/** Entry of ours in the order's meta data: what we told, in places that have no room for lines or references. A text of JSON. */
export const PARCELS_KEY = '_packgate_parcels';
/** Meta datum of a fulfillment: our reference of the parcel. */
export const PARCEL_KEY = '_packgate_parcel';
/** Where Shipment Tracking and AST both keep their rows. Seen in public code that reads it through this API. */
const TRACKING_ITEMS_KEY = '_wc_shipment_tracking_items';
const FULFILLMENT_STATUS_KEY = '_fulfillment_status';

type Meta = WooOrder['meta_data'];
const metaOf = (meta: Meta, key: string): unknown => meta?.find((entry) => entry.key === key)?.value;
const wordOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');

/** What the core feature itself says of the order; null where it says nothing. */
export const fulfillmentStatusOf = (order: WooOrder): string | null => wordOf(metaOf(order.meta_data, FULFILLMENT_STATUS_KEY)) || null;

/** The packages that we noted in the order ourselves. */
export function readOwnParcels(order: WooOrder): readonly Row[] {
  const noted = metaOf(order.meta_data, PARCELS_KEY);
  const parsed = parcelsShape.safeParse(typeof noted === 'string' ? parseJson(noted) : noted);
  if (!parsed.success) return [];
  return parsed.data.map(({ reference, number, carrier, lines }) => ({ id: reference, number, carrier, reference, lines: lines.map((line) => ({ lineId: line.id, quantity: line.quantity })) }));
}

export const writeOwnParcels = (rows: readonly Row[]): string =>
  JSON.stringify(rows.map(({ reference, number, carrier, lines }) => ({ reference, number, carrier, lines: (lines ?? []).map(({ lineId, quantity }) => ({ id: lineId, quantity })) })));

/** Drafts and deleted fulfillments are no packages; one without a number is, but proves nothing. */
export function readFulfillments(shown: z.output<typeof fulfillmentsShape>): readonly Row[] {
  return shown
    .filter((fulfillment) => fulfillment.is_fulfilled === true && !fulfillment.date_deleted)
    .map((fulfillment) => {
      const items = fulfillmentItemsShape.safeParse(metaOf(fulfillment.meta_data, '_items'));
      return {
        id: String(fulfillment.id),
        number: wordOf(metaOf(fulfillment.meta_data, '_tracking_number')),
        carrier: wordOf(metaOf(fulfillment.meta_data, '_provider_name')) || wordOf(metaOf(fulfillment.meta_data, '_shipping_provider')) || wordOf(metaOf(fulfillment.meta_data, '_shipment_provider')),
        reference: wordOf(metaOf(fulfillment.meta_data, PARCEL_KEY)) || null,
        lines: items.success ? items.data.map((item) => ({ lineId: String(item.item_id), quantity: item.qty })) : null,
      };
    });
}

/** Rows of a plug-in know neither lines nor references: our own note of the same number does. */
export function readTrackings(shown: z.output<typeof trackingsShape>, order: WooOrder): readonly Row[] {
  const own = readOwnParcels(order);
  return shown.map(({ tracking_id, tracking_provider, tracking_number }) => {
    const number = wordOf(tracking_number);
    const noted = own.find((row) => isSameNumber(row.number, number));
    return { id: tracking_id, number, carrier: wordOf(tracking_provider), reference: noted?.reference ?? null, lines: noted?.lines ?? null };
  });
}

/** The rows of a plug-in as the order itself carries them; null where it carries none. */
export function readTrackingItems(order: WooOrder): readonly Row[] | null {
  const items = trackingItemsShape.safeParse(metaOf(order.meta_data, TRACKING_ITEMS_KEY));
  if (!items.success) return null;
  return readTrackings(
    items.data.map((item, index) => ({ tracking_id: item.tracking_id || `row-${index + 1}`, tracking_provider: item.custom_tracking_provider || item.tracking_provider, tracking_number: item.tracking_number })),
    order,
  );
}

/** A foreign row is known by the shop's own id, which can never be taken for a parcel of ours. */
export const seenOf = (rows: readonly Row[]): readonly SeenDispatch[] =>
  rows
    .filter((row) => row.number !== '')
    .map((row) => ({ packageReference: row.reference ?? `shop:${row.id}`, carrier: row.carrier, trackingNumber: row.number, ...(row.lines === null ? {} : { lines: row.lines }) }));

export const unitsIn = (rows: readonly Row[], lineId: string): number =>
  rows.flatMap((row) => row.lines ?? []).reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
