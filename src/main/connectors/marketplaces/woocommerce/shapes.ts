import { z } from 'zod';

/**
 * What we read of WooCommerce's answers, and nothing more. Plug-ins add fields, change types and leave things out, so every field that is
 * not needed may be missing. Sources: REST API v3 documents (attribute tables of 2024-03-15), order fulfillments (developer.woocommerce.com),
 * Shipment Tracking (woocommerce.com), AST 3.x (its public code). Read on 2026-11-21.
 */
const text = z.string().nullish();
const id = z.number().int().positive();
const count = z.number().int().nonnegative();
/** "…_gmt" times carry no zone and are UTC all the same. */
const gmt = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+]00:00)?$/)
  .transform((iso) => Date.parse(`${iso.slice(0, 19)}Z`));
/** A plug-in writes what it likes into meta data. */
const meta = z.array(z.object({ key: z.string(), value: z.unknown() })).nullish().catch(null);

const address = z.object({
  first_name: text, last_name: text, company: text, address_1: text, address_2: text, city: text, state: text, postcode: text, country: text, phone: text,
});

const line = z.object({ id, name: text, quantity: count, sku: text, meta_data: meta });

export const orderShape = z.object({
  id,
  number: text,
  status: z.string().min(1),
  currency: text,
  total: text,
  date_created_gmt: gmt,
  date_modified_gmt: gmt.nullish(),
  date_paid_gmt: gmt.nullish().catch(null),
  billing: address.nullish().catch(null),
  shipping: address.nullish().catch(null),
  line_items: z.array(line).min(1),
  shipping_lines: z.array(z.object({ method_title: text })).nullish().catch(null),
  refunds: z.array(z.object({ id })).nullish().catch(null),
  meta_data: meta,
});

export type WooOrder = z.output<typeof orderShape>;
export type WooLine = z.output<typeof line>;

export const listShape = z.array(z.unknown());

/** The line of the order that a refund's line stands for is in its meta data. Quantities are negative. */
export const refundsShape = z.array(z.object({ line_items: z.array(z.object({ quantity: z.number().int(), meta_data: meta })).nullish() }));

export const fulfillmentsShape = z.array(z.object({ id, is_fulfilled: z.boolean().nullish(), status: text, date_deleted: text, meta_data: meta }));
export const fulfillmentItemsShape = z.array(z.object({ item_id: z.coerce.number().int().positive(), qty: count }));

export const trackingsShape = z.array(z.object({ tracking_id: z.string().min(1), tracking_provider: text, tracking_number: text }));
/** How both plug-ins keep their rows in the order's own meta data. */
export const trackingItemsShape = z.array(z.object({ tracking_id: text, tracking_provider: text, custom_tracking_provider: text, tracking_number: text }));

/** Our own entry in the order's meta data (`parcels.ts`). */
export const parcelsShape = z.array(
  z.object({ reference: z.string().min(1), number: z.string().min(1), carrier: z.string(), lines: z.array(z.object({ id: z.string(), quantity: count })) }),
);

export const notesShape = z.array(z.object({ note: z.string() }));
/** Region, provider, address of its page. */
export const providersShape = z.record(z.string(), z.record(z.string(), z.unknown()));
export const siteShape = z.object({ name: text });
export const createdShape = z.union([z.object({ id }), z.object({ tracking_id: z.union([z.string(), z.number()]) })]);

export const productsShape = z.array(z.object({ id, sku: text, type: text, parent_id: count.nullish(), stock_quantity: z.number().nullish(), manage_stock: z.union([z.boolean(), z.string()]).nullish() }));
export const batchShape = z.object({ update: z.array(z.object({ id: z.number().int(), error: z.object({ code: z.union([z.string(), z.number()]), message: z.string() }).nullish() })).nullish() });

/** Exceptions of PHP arrive with a number for a code, most often 0. */
export const errorShape = z.object({
  code: z.union([z.string(), z.number()]).transform(String),
  message: z.string(),
  data: z.object({ status: z.number().nullish(), params: z.record(z.string(), z.unknown()).nullish() }).nullish().catch(null),
});
