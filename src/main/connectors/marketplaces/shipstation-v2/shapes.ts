import { z } from 'zod';

/**
 * What we read of ShipStation's answers, and nothing more. Source: V2 document, schemas partial_shipment, shipment_item, package, error; "List
 * fulfillments" and "Create fulfillments" of the vendor's pages, which are younger than the document. Read on 2026-11-21. Its "x-nullable" fields,
 * and to be safe all others that an order can do without, may be null.
 */
const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
/** A surprise in what is only good to know is no reason to lose an order. */
const extra = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);
const money = z.object({ currency: z.string(), amount: z.number() });

const addressShape = z.object({
  name: text,
  phone: text,
  company_name: text,
  address_line1: text,
  address_line2: text,
  address_line3: text,
  city_locality: text,
  state_province: text,
  postal_code: text,
  country_code: text,
});

const itemShape = z.object({
  item_id: text,
  sales_order_id: text,
  sales_order_item_id: text,
  external_order_id: text,
  external_order_item_id: text,
  name: text,
  sku: text,
  upc: extra(z.string()),
  asin: extra(z.string()),
  quantity: z.number().int().nonnegative(),
  options: extra(z.array(z.object({ name: text, value: text }))),
  weight: extra(z.object({ value: z.number(), unit: z.string() })),
});

const packageShape = z.object({
  shipment_package_id: text,
  tracking_number: text,
  products: extra(z.array(z.object({ harmonized_tariff_code: text, country_of_origin: text }))),
});

export const shipmentShape = z.object({
  shipment_id: z.string().min(1),
  shipment_number: text,
  external_shipment_id: text,
  external_order_id: text,
  store_id: text,
  created_at: instant,
  modified_at: instant,
  shipment_status: z.string().min(1),
  hold_until_date: extra(instant),
  ship_by_date: extra(instant),
  requested_shipment_service: text,
  service_code: text,
  is_return: z.boolean().nullish(),
  ship_to: addressShape.nullish(),
  items: z.array(itemShape).nullish(),
  amount_paid: extra(money),
  order_source_code: extra(z.string()),
  tax_identifiers: extra(z.array(z.object({ taxable_entity_type: z.string(), identifier_type: z.string(), issuing_authority: text, value: z.string() }))),
  customs: extra(z.object({ contents: text, non_delivery: text, terms_of_trade_code: text, declaration: text })),
  advanced_options: extra(
    z.object({ custom_field1: text, custom_field2: text, custom_field3: text, delivered_duty_paid: extra(z.boolean()), windsor_framework_details: extra(z.object({ movement_indicator: text, not_at_risk: extra(z.boolean()) })) }),
  ),
  packages: extra(z.array(packageShape)),
});
export type ShipStationShipment = z.output<typeof shipmentShape>;
export type ShipStationItem = NonNullable<ShipStationShipment['items']>[number];

/** The listing's envelope; each shipment is judged on its own, so that one bad record does not lose the page. */
export const shipmentListShape = z.object({ shipments: z.array(z.unknown()), total: z.number().int().nonnegative(), page: z.number().int(), pages: z.number().int().nonnegative() });

export const fulfillmentListShape = z.object({
  fulfillments: z.array(
    z.object({
      fulfillment_id: z.string().min(1),
      shipment_id: z.string(),
      tracking_number: text,
      fulfillment_carrier_friendly_name: text,
      voided: z.boolean().nullish(),
      order_source_notified: z.boolean().nullish(),
      notification_error_message: text,
    }),
  ),
});

/** What ShipStation shows as sent. */
export interface ToldParcel {
  readonly reference: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  /** What ShipStation says of telling the order source; null: it says nothing. */
  readonly isSourceTold: boolean | null;
  readonly sourceError: string | null;
}

/** Fulfillments made: 200 also where some or all of them failed. */
export const createdShape = z.object({ has_errors: z.boolean(), fulfillments: z.array(z.object({ shipment_id: text, shipment_number: text, error_message: text })) });

export const carrierListShape = z.object({ carriers: z.array(z.object({ carrier_code: z.string() })) });

export const errorListShape = z.object({
  errors: z.array(z.object({ error_source: text, error_type: text, error_code: text, message: text, field_name: text })),
});
export type ShipStationError = z.output<typeof errorListShape>['errors'][number];

/** Source: "Webhook Payload Schemas", read on 2026-11-21. */
export const notificationShape = z.object({ resource_url: z.string().max(2_000).nullish(), resource_type: z.string().min(1).max(100) });
/** One key of the vendor's JWKS, as it stands there. */
export const keyShape = z.object({ kty: z.literal('RSA'), kid: z.string().min(1), n: z.string().min(1), e: z.string().min(1) });
export const keySetShape = z.object({ keys: z.array(z.unknown()) });
