import type { OrderId, StoreId } from '../order/order.ts';
import type { ParcelId } from '../parcel/parcel.ts';
import type { Brand } from '../units/brand.ts';
import type { InstantMs } from '../units/instant.ts';

export type WriteBackId = Brand<'WriteBackId'>;

/**
 * What is owed to a channel: "this order left, with this number". One per parcel and order.
 *
 *   due -> sending -> accepted -> confirmed
 *            |  \-> uncertain -> (looked up) -> confirmed | due | parked
 *            \-> parked(reason)          superseded: a newer write-back of the same parcel took over
 *
 * A row that another system tells begins as accepted and is never sent.
 */
export type WriteBackState = 'due' | 'sending' | 'accepted' | 'uncertain' | 'confirmed' | 'parked' | 'superseded';

/** Why a message waits for a person. */
export const parkReasons = [
  /** Something in the message is wrong by what we know of the channel: it never left, and must be corrected first. */
  'needs-fix',
  /** The channel says the data or the account is wrong. */
  'rejected',
  /** The channel shows a different number for this parcel. */
  'shows-other-number',
  /** The channel accepted, and after the waiting time still shows nothing: often an unknown carrier. */
  'accepted-not-visible',
  /** Another system was to tell the channel, and the channel shows nothing of it. */
  'not-told-elsewhere',
  /** The order was cancelled at the channel before the message could go. */
  'order-cancelled',
  /** Tried for so long that a person must look. */
  'too-many-attempts',
  /** Stored data that no longer parses. */
  'unreadable',
] as const;
export type ParkReason = (typeof parkReasons)[number];

/** What the message says. Carrier and service are the channel's own words, mapped before the row was written. */
export interface DispatchNotice {
  readonly channelOrderId: string;
  readonly marketplaceId?: string;
  /** Natural key at the channel together with the order id: the parcel's index as text. */
  readonly packageReference: string;
  readonly carrierCode: string;
  /** Required by some channels when `carrierCode` is "Other". */
  readonly carrierName?: string;
  readonly shippingMethod?: string;
  readonly trackingNumber: string;
  readonly shippedAtMs: InstantMs;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  /** The number told before for this parcel, which this one takes the place of. */
  readonly replaces?: { readonly trackingNumber: string };
  /** For channels whose message carries the flag: does the channel write to the buyer? Absent: as the channel does by itself. */
  readonly notifyBuyer?: boolean;
}

export interface WriteBack {
  readonly id: WriteBackId;
  readonly storeId: StoreId;
  readonly orderId: OrderId;
  readonly parcelId: ParcelId;
  readonly notice: DispatchNotice;
  readonly state: WriteBackState;
  /** Requests that left and whose failure counts; a rate limit spends none. */
  readonly attempts: number;
  readonly dueAtMs: InstantMs;
  readonly shipByMs: InstantMs | null;
  readonly createdAtMs: InstantMs;
  readonly acceptedAtMs: InstantMs | null;
  readonly confirmedAtMs: InstantMs | null;
  readonly sendingSinceMs: InstantMs | null;
  /** How often the channel was read back for proof. */
  readonly proofReads: number;
  readonly parkReason: ParkReason | null;
  /** The first problem of the last refusal (`problemCodes`): all rows of one cause are corrected and sent again together. */
  readonly problemCode: string | null;
  /** The channel's last words, redacted: for the lead, verbatim. */
  readonly lastAnswer: string | null;
  /** The system that tells the channel in our place: then nothing is sent, only looked for. Null: this station tells. */
  readonly toldBy: string | null;
}

export type { SeenDispatch } from '../order/seen-dispatch.ts';
