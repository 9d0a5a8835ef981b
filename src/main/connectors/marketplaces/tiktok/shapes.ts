import { z } from 'zod';

/**
 * What we read of TikTok's answers, and nothing more: an unknown field is no reason to lose an order. Every optional field may also be null.
 * Sources: Order API 202309 (search) and 202507 (detail), Return & Refund API 202309, Logistics API 202309, Fulfillment API 202309, Authorization
 * API 202309; field tables as read on 2026-11-21.
 */
const text = z.string().nullish();
/** Unix seconds on the wire, milliseconds here; 0 stands for "never". */
const instant = z.number().int().nonnegative().transform((seconds) => seconds * 1000);
const maybeInstant = z
  .number()
  .nullish()
  .transform((seconds) => (seconds == null || seconds <= 0 ? null : seconds * 1000));

/** Ids are digits as text, and become parts of our line ids: nothing that separates there may stand in them. */
const id = z.string().regex(/^\w+$/);

/** Around every answer, whatever the HTTP status says. */
export const envelopeShape = z.object({ code: z.number().int(), message: text, data: z.unknown().optional() });

const addressShape = z.object({
  name: text,
  first_name: text,
  last_name: text,
  phone_number: text,
  full_address: text,
  address_detail: text,
  address_line1: text,
  address_line2: text,
  address_line3: text,
  address_line4: text,
  district_info: z.array(z.object({ address_level: text, address_level_name: text, address_name: text })).nullish(),
  postal_code: text,
  post_town: text,
  region_code: text,
});

/** A surprise in what only comes along is no reason to lose an order. */
const extra = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);

const unitShape = z.object({
  id,
  sku_id: z.string().min(1),
  seller_sku: text,
  product_name: text,
  sku_name: text,
  display_status: text,
  package_status: text,
  package_id: text,
  tracking_number: text,
  shipping_provider_name: text,
  cancel_user: text,
  cancel_reason: text,
  item_tax: extra(z.array(z.object({ tax_type: text }))),
});

export const orderShape = z.object({
  id,
  status: z.enum(['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED', 'CANCELLED']),
  create_time: instant,
  update_time: instant,
  cancel_time: maybeInstant,
  request_cancel_time: maybeInstant,
  is_buyer_request_cancel: z.boolean().nullish(),
  cancellation_initiator: text,
  cancel_reason: text,
  rts_sla_time: maybeInstant,
  shipping_due_time: maybeInstant,
  shipping_type: text,
  fulfillment_type: text,
  order_type: text,
  delivery_type: text,
  delivery_option_id: text,
  delivery_option_name: text,
  split_or_combine_tag: text,
  need_upload_invoice: text,
  is_cod: z.boolean().nullish(),
  cpf: text,
  payment: extra(z.object({ currency: text, total_amount: text })),
  recipient_address: extra(addressShape),
  line_items: z.array(unitShape).min(1),
});

export type TikTokOrder = z.output<typeof orderShape>;
export type TikTokUnit = z.output<typeof unitShape>;
export type TikTokAddress = z.output<typeof addressShape>;

/** The envelope of a listing; each order is judged on its own, so that one bad record does not lose the page. */
export const orderListShape = z.object({ orders: z.array(z.unknown()).nullish(), next_page_token: text });
/** What paging needs of a record, even where the rest of it cannot be read. */
export const listedShape = z.object({ id: z.string(), update_time: z.number().int() });

export const cancellationShape = z.object({
  order_id: z.string(),
  cancel_type: text,
  cancel_status: text,
  role: text,
  cancel_reason_text: text,
  create_time: maybeInstant,
  cancel_line_items: z.array(z.object({ order_line_item_id: text })).nullish(),
});
export const cancellationListShape = z.object({ cancellations: z.array(cancellationShape).nullish() });
export type TikTokCancellation = z.output<typeof cancellationShape>;

export const providerListShape = z.object({ shipping_providers: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })).nullish() });

export const markedShape = z.object({ package_id: text, warning: extra(z.object({ message: text })) });

export const shopListShape = z.object({ shops: z.array(z.object({ name: text, region: text, code: text, cipher: z.string().min(1) })).nullish() });

export const tokenShape = z.object({
  access_token: z.string().min(1),
  /** The instant at which it ends, in Unix seconds, in spite of its name (as recorded in public, 2026-06). */
  access_token_expire_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expire_in: z.number().positive().nullish(),
});
