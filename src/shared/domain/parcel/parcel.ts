import type { OrderId, StoreId } from '../order/order.ts';
import type { Sscc } from '../gs1/sscc.ts';
import type { Brand } from '../units/brand.ts';
import type { InstantMs } from '../units/instant.ts';

export type ParcelId = Brand<'ParcelId'>;
export type BenchId = Brand<'BenchId'>;

/**
 * One order's part of one physical box on this station. Nearly always that is the whole box; in a combined one the parcels of several
 * orders share the number and take every step after the last item together.
 *
 *   open -> verified -> labelled -> dispatched -> posted -> confirmed
 *     \________\___________\___________\_________\_________\-> stopped (by the gate, or reopened; never once it is loaded)
 *
 * `posted`: the channel accepted our message. `confirmed`: the channel itself shows the tracking number.
 */
export type ParcelState = 'open' | 'verified' | 'labelled' | 'dispatched' | 'posted' | 'confirmed' | 'stopped';

/** How the tracking number of a parcel comes about. `sscc` needs no carrier and no network. */
export type TrackingMode = 'sscc' | 'range' | 'api';

export interface ParcelLine {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly barcodes: readonly string[];
  /** Units that belong into this box. */
  readonly expected: number;
  /** Units scanned into it so far. */
  readonly packed: number;
}

export interface Parcel {
  readonly id: ParcelId;
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly benchId: BenchId;
  readonly packer: string;
  readonly state: ParcelState;
  /** 1-based, of the parcels of the order; also the channel's package reference. */
  readonly parcelIndex: number;
  readonly parcelCount: number;
  readonly lines: readonly ParcelLine[];
  readonly label: ParcelLabel | null;
  readonly openedAtMs: InstantMs;
  readonly verifiedAtMs: InstantMs | null;
  readonly dispatchedAtMs: InstantMs | null;
  readonly stoppedAtMs: InstantMs | null;
  /** Gross weight read off the bench's scale, with the instant; null where it was not weighed. */
  readonly weight: { readonly grams: number; readonly atMs: InstantMs } | null;
  /** The physical box that it shares with other orders: the id of the parcel that was there first, and since when. Null: a box of its own. */
  readonly box: ParcelBox | null;
}

export interface ParcelBox {
  readonly id: ParcelId;
  readonly atMs: InstantMs;
}

export interface ParcelLabel {
  readonly sscc: Sscc;
  readonly trackingMode: TrackingMode;
  /** In mode `sscc` the SSCC itself. */
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly carrierService: string;
  readonly labelledAtMs: InstantMs;
  /** True once the label must not travel: the parcel was stopped after it was printed. */
  readonly isVoid: boolean;
  /** The standing's `shipToHash` the label was drawn for; null on labels of an older version. */
  readonly shipToHash: string | null;
}

export const unitsExpected = (parcel: Pick<Parcel, 'lines'>): number => parcel.lines.reduce((sum, line) => sum + line.expected, 0);
export const unitsPacked = (parcel: Pick<Parcel, 'lines'>): number => parcel.lines.reduce((sum, line) => sum + line.packed, 0);
/** All of it is in the box and nothing else: only then may it be closed. */
export const isComplete = (parcel: Pick<Parcel, 'lines'>): boolean => parcel.lines.every((line) => line.packed === line.expected);
