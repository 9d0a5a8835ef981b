import type { Cancellation } from './cancellation.ts';
import type { Address, ChannelId, ChannelOrderState, Money } from './order.ts';

/** One line as a file or a channel gave it, before it has a store. */
export interface OrderLineDraft {
  readonly lineId: string;
  readonly sku: string;
  readonly barcodes: readonly string[];
  readonly title: string;
  readonly quantity: number;
  readonly quantityCancelled: number;
  readonly quantityShipped: number;
  readonly cancellation: Cancellation;
}

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
  readonly cancellation: Cancellation;
  readonly placedAtMs: number;
  readonly updatedAtMs: number | null;
  readonly shipByMs: number | null;
  readonly shippingService: string | null;
  readonly shipTo: Address;
  readonly value: Money | null;
  readonly lines: readonly OrderLineDraft[];
}
