import { z } from 'zod';

/**
 * What we read of Amazon's answers, and nothing more: an unknown field is no reason to lose an order. Every optional field
 * may also be null, because Amazon has been seen to send nulls where its document has none.
 * Source: Orders API 2026-01-01, definitions Order, OrderItem, OrderPackage; Orders API v0, ErrorList. Read on 2026-11-21.
 */
const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
const count = z.number().int().nonnegative();

export const errorListShape = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string(), details: text })),
});

const addressShape = z.object({
  name: text,
  companyName: text,
  addressLine1: text,
  addressLine2: text,
  addressLine3: text,
  city: text,
  districtOrCounty: text,
  stateOrRegion: text,
  municipality: text,
  postalCode: text,
  countryCode: text,
  phone: text,
});

/** Customs and tax come along where the account may see them. A surprise in there is no reason to lose an order. */
const extra = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);

const itemTax = z.object({
  taxCalculationBreakdowns: z.array(z.object({ reportingScheme: text })).nullish(),
  taxCollections: z.array(z.object({ model: text, responsibleParty: text })).nullish(),
});

const orderTax = z.object({
  taxRegistrations: z.array(z.object({ entityType: text, taxRegistrationType: text, taxRegistrationNumber: text })).nullish(),
  taxInvoicing: z.object({ invoiceStatus: text }).nullish(),
});

const itemShape = z.object({
  orderItemId: z.string().min(1),
  quantityOrdered: count,
  product: z.object({ asin: text, title: text, sellerSku: text }),
  cancellation: z
    .object({
      cancellationRequest: z.object({ requester: text, cancelReason: text }).nullish(),
      cancellationExecution: z.object({ cancelledBy: text, cancelReason: text }).nullish(),
    })
    .nullish(),
  fulfillment: z
    .object({
      quantityFulfilled: count.nullish(),
      quantityUnfulfilled: count.nullish(),
      shipping: extra(z.object({ internationalShipping: z.object({ iossNumber: text }).nullish() })),
    })
    .nullish(),
  tax: extra(itemTax),
});

const packageShape = z.object({
  packageReferenceId: z.string(),
  carrier: text,
  trackingNumber: text,
  packageStatus: z.object({ status: text }).nullish(),
  packageItems: extra(z.array(z.object({ orderItemId: z.string(), quantity: count }))),
});

export const orderShape = z.object({
  orderId: z.string().min(1),
  createdTime: instant,
  lastUpdatedTime: instant,
  programs: z.array(z.string()).nullish(),
  salesChannel: z.object({ marketplaceId: text }),
  recipient: z.object({ deliveryAddress: addressShape.nullish() }).nullish(),
  proceeds: z.object({ grandTotal: z.object({ amount: z.string(), currencyCode: z.string() }).nullish() }).nullish(),
  fulfillment: z.object({
    fulfillmentStatus: z.enum(['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE']),
    fulfilledBy: text,
    fulfillmentServiceLevel: text,
    shipByWindow: z.object({ latestDateTime: instant.nullish() }).nullish(),
  }),
  orderItems: z.array(itemShape).min(1),
  tax: extra(orderTax),
  packages: z.array(packageShape).nullish(),
});

export type AmazonOrder = z.output<typeof orderShape>;
export type AmazonItem = z.output<typeof itemShape>;

/** The listing's envelope; each order is judged on its own, so that one bad record does not lose the page. */
export const orderListShape = z.object({
  orders: z.array(z.unknown()),
  pagination: z.object({ nextToken: text }).nullish(),
  lastUpdatedBefore: instant.nullish(),
});

export const singleOrderShape = z.object({ order: z.unknown() });

/** Source: Listings Items API 2021-08-01, definitions ItemSearchResults, Item, FulfillmentAvailability. */
export const listingsShape = z.object({
  items: z.array(
    z.object({
      sku: z.string().min(1),
      productTypes: z.array(z.object({ marketplaceId: z.string(), productType: z.string().min(1) })).nullish(),
      fulfillmentAvailability: z.array(z.object({ fulfillmentChannelCode: z.string(), quantity: count.nullish() })).nullish(),
    }),
  ),
});

/** Source: Listings Items API 2021-08-01, definition ListingsItemSubmissionResponse. */
export const submissionShape = z.object({
  status: z.enum(['ACCEPTED', 'INVALID', 'VALID']),
  issues: z.array(z.object({ code: z.string(), message: z.string(), severity: z.string() })).nullish(),
});

export const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
/** The answer to a code: the refresh token is what is kept. */
export const signedInShape = z.object({ refresh_token: z.string().min(1) });
export const tokenErrorShape = z.object({ error: z.string(), error_description: text });
