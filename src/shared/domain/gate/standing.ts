import type { Cancellation } from '../order/cancellation.ts';
import type { ChannelOrderState, OrderId, StoreId } from '../order/order.ts';
import type { InstantMs } from '../units/instant.ts';

/**
 * What the channel last said about an order that a bench has opened: just what can stop a parcel, and nothing personal.
 * It lives in the journal beside the parcel, so that database rules can refuse a step in the same transaction.
 */
export interface Standing {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly state: ChannelOrderState;
  readonly payment: 'paid' | 'pending';
  readonly channelHold: string | null;
  readonly cancellation: Cancellation;
  readonly lines: readonly StandingLine[];
  readonly shipByMs: InstantMs | null;
  readonly updatedAtMs: InstantMs;
  readonly checkedAtMs: InstantMs;
  readonly checkedSource: string;
}

export interface StandingLine {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantityToPack: number;
  readonly cancellation: Cancellation;
}

/** A lead let this code of this order pass, at this standing; a newer change at the channel ends the release. */
export interface Release {
  readonly orderId: OrderId;
  readonly code: 'CANCEL_REQUESTED' | 'STALE_DATA';
  readonly releasedBy: string;
  readonly reason: string;
  readonly releasedAtMs: InstantMs;
  /** The standing's `updatedAtMs` that was released. */
  readonly forUpdatedAtMs: InstantMs;
}
