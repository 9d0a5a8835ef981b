import type { BlockStrength, ReleasableCode } from './block.ts';
import type { Cancellation } from '../order/cancellation.ts';
import type { ChannelOrderState, Money, OrderId, StoreId } from '../order/order.ts';
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
  /** `fraud`: the channel holds it because it doubts the buyer. */
  readonly holdKind: 'fraud' | 'other';
  readonly cancellation: Cancellation;
  readonly lines: readonly StandingLine[];
  readonly shipByMs: InstantMs | null;
  readonly updatedAtMs: InstantMs;
  readonly checkedAtMs: InstantMs;
  readonly checkedSource: string;
  /** What the station itself found wrong with the order by the store's rules, when it last looked. */
  readonly findings: readonly Finding[];
  /** SHA-256 of the canonical ship-to address, hexadecimal: tells that it changed, not what it is. Null: not known. */
  readonly shipToHash: string | null;
  /** What the order is worth, for reports and escalations. */
  readonly value: Money | null;
}

/**
 * One rule of the store that the order does not meet. Kept in the standing, so that the database refuses the same steps.
 * `isEnforced` is false while the rule runs in shadow.
 */
export interface Finding {
  readonly code: 'ADDRESS_INVALID' | 'TAX_ID_MISSING' | 'LABEL_EXISTS';
  readonly strength: Extract<BlockStrength, 'hard' | 'ask-lead'>;
  readonly isEnforced: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface StandingLine {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantityToPack: number;
  /** Units the channel counts as shipped. 0 in standings of an older version. */
  readonly quantityShipped: number;
  readonly cancellation: Cancellation;
}

/** A lead let this code of this order pass, at this standing; a newer change at the channel ends the release. */
export interface Release {
  readonly orderId: OrderId;
  readonly code: ReleasableCode;
  readonly releasedBy: string;
  readonly reason: string;
  readonly releasedAtMs: InstantMs;
  /** The standing's `updatedAtMs` that was released. */
  readonly forUpdatedAtMs: InstantMs;
}

/** Customer service (or a lead) says: the buyer wants to cancel. Counts like the channel's own request until it is lifted. */
export interface OrderFlag {
  readonly orderId: OrderId;
  readonly by: string;
  readonly reason: string;
  readonly atMs: InstantMs;
}
