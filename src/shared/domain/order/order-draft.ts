import type { Cancellation } from './cancellation.ts';
import type { Address, ChannelId, ChannelOrderState, Money, OrderLine } from './order.ts';
import type { SeenDispatch } from './seen-dispatch.ts';

/** A line names no store, so a reader gives it whole. */
export type OrderLineDraft = OrderLine;

/**
 * What a reader (a file importer, a connector) makes of one order. It becomes an `Order` once the store is known.
 * `updatedAtMs` is null where the source names no time of change; the moment of reading then stands in.
 */
export interface OrderDraft {
  readonly channel: ChannelId;
  readonly channelOrderId: string;
  readonly marketplaceId?: string;
  readonly state: ChannelOrderState;
  readonly payment: 'paid' | 'pending';
  readonly channelHold: string | null;
  readonly holdKind?: 'fraud' | 'other';
  readonly cancellation: Cancellation;
  readonly placedAtMs: number;
  readonly updatedAtMs: number | null;
  readonly shipByMs: number | null;
  readonly shippingService: string | null;
  readonly shipTo: Address;
  readonly value: Money | null;
  readonly lines: readonly OrderLineDraft[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly packages?: readonly SeenDispatch[];
}
