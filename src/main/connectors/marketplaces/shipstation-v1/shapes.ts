import { z } from 'zod';

/**
 * What we read of ShipStation's answers, and nothing more. Times stay texts here: they need the time of the answer to be read
 * (`pacific-time.ts`). Source: the V1 document (Order, Item, AdvancedOptions) for orders; its List Fulfillments and List Shipments have no schema,
 * their fields are those of "List Fulfillments" of the vendor's pages and of recorded answers in public code. Read on 2026-11-21.
 */
const text = z.string().nullish();
/** Ids come as numbers, and in one place of the document as texts. */
const id = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
/** A surprise in what is only good to know is no reason to lose an order. */
const extra = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);

const addressShape = z.object({
  name: text,
  company: text,
  street1: text,
  street2: text,
  street3: text,
  city: text,
  state: text,
  postalCode: text,
  country: text,
  phone: text,
  addressVerified: extra(z.string()),
});

const itemShape = z.object({
  orderItemId: id,
  lineItemKey: text,
  sku: text,
  name: text,
  quantity: z.number().int().nonnegative(),
  /** A discount or a fee: nothing to pack. */
  adjustment: z.boolean().nullish(),
  upc: text,
  options: extra(z.array(z.object({ name: text, value: text }))),
  weight: extra(z.object({ value: z.number(), units: z.string() })),
});

const advancedShape = z.object({
  storeId: extra(id),
  mergedOrSplit: extra(z.boolean()),
  mergedIds: extra(z.array(id)),
  parentId: extra(id),
  source: extra(z.string()),
  customField1: extra(z.string()),
  customField2: extra(z.string()),
  customField3: extra(z.string()),
});

const customsItemShape = z.object({ harmonizedTariffCode: extra(z.union([z.string(), z.number()])), countryOfOrigin: extra(z.string()) });

export const orderShape = z.object({
  orderId: id,
  orderNumber: text,
  orderKey: text,
  orderDate: z.string(),
  modifyDate: z.string(),
  shipByDate: text,
  orderStatus: z.string().min(1),
  holdUntilDate: text,
  shipTo: addressShape.nullish(),
  items: z.array(itemShape),
  orderTotal: extra(z.number()),
  requestedShippingService: text,
  serviceCode: text,
  internationalOptions: extra(z.object({ contents: text, nonDelivery: text, customsItems: extra(z.array(customsItemShape)) })),
  advancedOptions: advancedShape.nullish(),
  externallyFulfilled: z.boolean().nullish(),
  externallyFulfilledBy: text,
});
export type ShipStationOrder = z.output<typeof orderShape>;
export type ShipStationItem = ShipStationOrder['items'][number];

/** The listing's envelope; each order is judged on its own, so that one bad record does not lose the page. */
export const orderListShape = z.object({ orders: z.array(z.unknown()), total: z.number().int().nonnegative(), page: z.number().int(), pages: z.number().int().nonnegative() });

export const fulfillmentListShape = z.object({
  fulfillments: z.array(
    z.object({
      fulfillmentId: id,
      trackingNumber: text,
      carrierCode: text,
      voided: z.boolean().nullish(),
      marketplaceNotified: z.boolean().nullish(),
      notifyErrorMessage: text,
    }),
  ),
});

export const shipmentListShape = z.object({
  shipments: z.array(
    z.object({
      shipmentId: id,
      trackingNumber: text,
      carrierCode: text,
      voided: z.boolean().nullish(),
      isReturnLabel: z.boolean().nullish(),
      marketplaceNotified: z.boolean().nullish(),
      notifyErrorMessage: text,
      shipmentItems: extra(z.array(z.object({ orderItemId: id.nullish(), quantity: z.number().int().nonnegative() }))),
    }),
  ),
});

/** What ShipStation shows as sent: told by a program or a person (fulfillment), or by a label of its own (shipment). */
export interface ToldParcel {
  readonly reference: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] | null;
  /** What ShipStation says of telling the sales channel; null: it says nothing. */
  readonly isChannelTold: boolean | null;
  readonly channelError: string | null;
}

export const markedShape = z.object({ orderId: id });
export const carrierListShape = z.array(z.object({ code: z.string(), name: text }));

/** Errors of the service's framework. Source: recorded answers in public code, read on 2026-11-21; the document has none. */
export const refusalShape = z.object({ Message: text, message: text, ExceptionMessage: text, ModelState: extra(z.record(z.string(), z.array(z.string()))) });

/** Source: "Webhook Model", read on 2026-11-21. */
export const notificationShape = z.object({ resource_url: z.string().min(1).max(2_000), resource_type: z.string().min(1).max(100) });
