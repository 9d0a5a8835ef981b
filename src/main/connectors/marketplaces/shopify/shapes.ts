import { z } from 'zod';

/**
 * What we read of Shopify's answers, and nothing more. Words of its enumerations are read as text: a new one is no reason to lose an order.
 * Source: introspection of the Admin API 2026-10, read on 2026-11-21.
 */
const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
const count = z.number().int().nonnegative();
const gid = z.string().min(1);
const more = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** A surprise in what is extra is no reason to lose an order. */
const extra = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);

const lineShape = z.object({
  id: gid,
  sku: text,
  title: z.string(),
  variantTitle: text,
  quantity: count,
  currentQuantity: count,
  unfulfilledQuantity: count,
  nonFulfillableQuantity: count,
  requiresShipping: z.boolean(),
  variant: z.object({ barcode: text }).nullish(),
});

const workShape = z.object({
  id: gid,
  status: z.string(),
  requestStatus: z.string(),
  fulfillAt: instant.nullish(),
  fulfillBy: instant.nullish(),
  assignedLocation: z.object({ location: z.object({ id: gid }).nullish() }),
  fulfillmentHolds: z.array(z.object({ reason: z.string(), displayReason: text })),
  internationalDuties: extra(z.object({ incoterm: text })),
  lineItems: z.object({ nodes: z.array(z.object({ remainingQuantity: count, lineItem: z.object({ id: gid }) })), pageInfo: more }).nullish(),
});

const parcelFields = {
  id: gid,
  status: z.string(),
  trackingInfo: z.array(z.object({ company: text, number: text })),
};

const parcelShape = z.object({
  ...parcelFields,
  fulfillmentLineItems: z.object({ nodes: z.array(z.object({ quantity: z.number().int().nullish(), lineItem: z.object({ id: gid }) })), pageInfo: more }).nullish(),
});

export const orderShape = z.object({
  id: gid,
  name: z.string(),
  createdAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullish(),
  cancelReason: text,
  cancellation: extra(z.object({ staffNote: text })),
  displayFinancialStatus: text,
  displayFulfillmentStatus: z.string(),
  requiresShipping: z.boolean(),
  poNumber: text,
  paymentGatewayNames: z.array(z.string()).nullish().catch(null),
  currentTotalPriceSet: extra(z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) })),
  customAttributes: extra(z.array(z.object({ key: z.string(), personalValue: text }))),
  localizedFields: extra(z.object({ nodes: z.array(z.object({ key: z.string(), personalValue: text })) })),
  shippingAddress: z
    .object({ name: text, companyName: text, address1: text, address2: text, city: text, province: text, zip: text, countryCodeV2: text, phone: text })
    .nullish(),
  shippingLine: extra(z.object({ title: text, code: text })),
  lineItems: z.object({ nodes: z.array(lineShape), pageInfo: more }),
  fulfillmentOrders: z.object({ nodes: z.array(workShape), pageInfo: more }),
  fulfillments: z.array(parcelShape),
  fulfillmentsCount: z.object({ count }).nullish(),
});

export type ShopifyOrder = z.output<typeof orderShape>;
export type ShopifyLine = z.output<typeof lineShape>;
export type ShopifyWork = z.output<typeof workShape>;
export type ShopifyParcel = z.output<typeof parcelShape>;

/** Each order is judged on its own, so that one bad record does not lose the page. */
export const orderListShape = z.object({ orders: z.object({ nodes: z.array(z.unknown()), pageInfo: more }) });
export const singleOrderShape = z.object({ order: z.unknown() });

export const restShape = z.object({
  order: z
    .object({
      lineItems: z.object({ nodes: z.array(lineShape), pageInfo: more }).nullish(),
      fulfillmentOrders: z.object({ nodes: z.array(workShape) }).nullish(),
      fulfillments: z.array(parcelShape).nullish(),
    })
    .nullable(),
});

const workLines = z.object({ nodes: z.array(z.object({ id: gid, remainingQuantity: count, lineItem: z.object({ id: gid }) })), pageInfo: more });
const fulfillableShape = z.object({
  id: gid,
  status: z.string(),
  requestStatus: z.string(),
  supportedActions: z.array(z.object({ action: z.string() })),
  assignedLocation: z.object({ location: z.object({ id: gid }).nullish() }),
  lineItems: workLines,
});
const fulfillablePage = z.object({ nodes: z.array(fulfillableShape), pageInfo: more });

export const fulfillableOrderShape = z.object({
  order: z
    .object({
      cancelledAt: instant.nullish(),
      cancelReason: text,
      fulfillments: z.array(z.object(parcelFields)),
      fulfillmentsCount: z.object({ count }).nullish(),
      fulfillmentOrders: fulfillablePage,
    })
    .nullable(),
});
export const moreFulfillableShape = z.object({ order: z.object({ fulfillmentOrders: fulfillablePage }).nullable() });
export const workLinesShape = z.object({ fulfillmentOrder: z.object({ lineItems: workLines }).nullable() });
export const fulfillmentLinesShape = z.object({
  fulfillment: z.object({ fulfillmentLineItems: z.object({ nodes: z.array(z.object({ quantity: z.number().int().nullish(), lineItem: z.object({ id: gid }) })), pageInfo: more }) }).nullable(),
});

export type FulfillableOrder = NonNullable<z.output<typeof fulfillableOrderShape>['order']>;
export type Fulfillable = z.output<typeof fulfillableShape>;

const userErrors = z.array(z.object({ field: z.array(z.string()).nullish(), message: z.string() }));
const told = z.object({ fulfillment: z.object({ id: gid }).nullish(), userErrors });
export const createdShape = z.object({ fulfillmentCreate: told.nullable() }).transform(({ fulfillmentCreate }) => fulfillmentCreate);
export const updatedShape = z.object({ fulfillmentTrackingInfoUpdate: told.nullable() }).transform(({ fulfillmentTrackingInfoUpdate }) => fulfillmentTrackingInfoUpdate);

export const connectionShape = z.object({
  shop: z.object({ name: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

export const itemsShape = z.object({
  inventoryItems: z.object({
    nodes: z.array(
      z.object({
        id: gid,
        sku: text,
        tracked: z.boolean(),
        duplicateSkuCount: count,
        inventoryLevel: z.object({ quantities: z.array(z.object({ name: z.string(), quantity: z.number().int() })) }).nullish(),
      }),
    ),
    pageInfo: more,
  }),
});
export const stockSetShape = z.object({ inventorySetQuantities: z.object({ userErrors: z.array(z.object({ code: text, field: z.array(z.string()).nullish(), message: z.string() })) }).nullable() });

export const tokenShape = z.object({ access_token: z.string().min(1), scope: text, expires_in: z.number().positive().nullish(), refresh_token: text, refresh_token_expires_in: z.number().positive().nullish() });
export const tokenErrorShape = z.object({ error: z.string(), error_description: text });

/** "gid://shopify/Order/123" and "123" are the same: people and our own records know the number. */
export const tailOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
export const gidOf = (type: 'Order' | 'LineItem' | 'Fulfillment' | 'Location', id: string): string => `gid://shopify/${type}/${id}`;
export const isId = (text: string): boolean => /^\d{1,20}$/.test(text);
