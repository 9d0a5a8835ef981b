import type { Brand } from '../units/brand.ts';
import type { InstantMs } from '../units/instant.ts';
import type { Cancellation } from './cancellation.ts';
import type { SeenDispatch } from './seen-dispatch.ts';

/** One seller account at one channel, for example "our Amazon Germany account". */
export type StoreId = Brand<'StoreId'>;
/** `<store id>/<channel order id>`: the same order read twice, from any source, has the same id. */
export type OrderId = Brand<'OrderId'>;

/** Where orders come from. `packgate` is the documented file format of our own, `rest` any web service described by data. */
export const channelIds = ['amazon', 'ebay', 'shopify', 'woocommerce', 'tiktok', 'trendyol', 'shipstation-v1', 'shipstation-v2', 'rest', 'packgate'] as const;
export type ChannelId = (typeof channelIds)[number];

/** What the channel says of the whole order. `shipped` means shipped according to the channel, not according to us. */
export type ChannelOrderState = 'open' | 'partly-shipped' | 'shipped' | 'cancelled' | 'unfulfillable';

export interface Address {
  readonly name: string;
  readonly company?: string;
  /** Street lines in the order in which they are printed; one to four. */
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly city: string;
  readonly region?: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly countryCode: string;
  readonly phone?: string;
}

export interface OrderLine {
  /** The channel's own id of the line, kept as text: the write-back names it. */
  readonly lineId: string;
  readonly sku: string;
  /** Every code that may be printed on the goods: GTINs of any length, ASINs, own codes. As text, unpadded. */
  readonly barcodes: readonly string[];
  readonly title: string;
  /** Units ordered. */
  readonly quantity: number;
  /** Units the channel has taken out of the order (executed cancellation). */
  readonly quantityCancelled: number;
  /** Units the channel already holds as shipped. */
  readonly quantityShipped: number;
  readonly cancellation: Cancellation;
  /** One unit's weight in grams, where the source names it. */
  readonly weightGrams?: number;
}

export interface Money {
  /** In the smallest unit of the currency (cents, pence). */
  readonly minor: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** One order as the channel last told it to us. */
export interface Order {
  readonly id: OrderId;
  readonly storeId: StoreId;
  readonly channel: ChannelId;
  readonly channelOrderId: string;
  /** The site of the channel the order belongs to, for example Amazon's marketplace id; the write-back needs it. */
  readonly marketplaceId?: string;
  readonly state: ChannelOrderState;
  readonly payment: 'paid' | 'pending';
  /** The channel's own words for why it holds the order (fraud check, address check), or null. */
  readonly channelHold: string | null;
  /** Why it is held, where the channel tells kinds apart. Absent: `other`. */
  readonly holdKind?: 'fraud' | 'other';
  readonly cancellation: Cancellation;
  readonly placedAtMs: InstantMs;
  /** The channel's own time of its last change; an answer older than what is stored changes nothing. */
  readonly updatedAtMs: InstantMs;
  /** Latest instant at which the channel counts the order as shipped in time, or null where it names none. */
  readonly shipByMs: InstantMs | null;
  readonly shippingService: string | null;
  readonly shipTo: Address;
  readonly value: Money | null;
  readonly lines: readonly OrderLine[];
  /**
   * Fields of the source that have no place above, by their path or column name ("orderItems[0].iossNumber", "VAT number"):
   * a store maps some of them to tax numbers and documents. Bounded by the reader; never a whole payload.
   */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Packages that the channel itself shows, ours among them. Absent: it shows none, or its source cannot. */
  readonly packages?: readonly SeenDispatch[];
}

/** An order together with how fresh our knowledge of it is. */
export interface CheckedOrder {
  readonly order: Order;
  /** When the channel (or the file) said so. */
  readonly checkedAtMs: InstantMs;
  /** Who said so, as a person reads it: "Amazon", "file unshipped-orders.txt". */
  readonly checkedSource: string;
}

export const orderIdOf = (storeId: StoreId, channelOrderId: string): OrderId => `${storeId}/${channelOrderId}` as OrderId;

/** Units of this line that belong into a box today. */
export function quantityToPack(line: OrderLine): number {
  return Math.max(0, line.quantity - line.quantityCancelled - line.quantityShipped);
}
