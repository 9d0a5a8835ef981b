import { z } from 'zod';

/**
 * What we read of eBay's answers, and nothing more: an unknown field is no reason to lose an order, and every optional field may be
 * null. Words that eBay may add to (states, programs) are texts here and are judged where they are read.
 * Source: Sell Fulfillment API 1.20.7, schemas Order, LineItem, CancelStatus, ShippingFulfillment, Error. Read on 2026-11-21.
 */
const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
/** A surprise in what is only good to know is no reason to lose an order. */
const extra = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);

export const errorListShape = z.object({
  errors: z.array(
    z.object({
      errorId: z.number(),
      domain: text,
      category: text,
      message: text,
      longMessage: text,
      parameters: extra(z.array(z.object({ name: text, value: text }))),
    }),
  ),
});
export type EbayError = z.output<typeof errorListShape>['errors'][number];

const addressShape = z.object({ addressLine1: text, addressLine2: text, city: text, county: text, stateOrProvince: text, postalCode: text, countryCode: text });

const startInstruction = z.object({
  fulfillmentInstructionsType: text,
  ebaySupportedFulfillment: z.boolean().nullish(),
  finalDestinationAddress: extra(z.object({ countryCode: text })),
  shippingStep: z
    .object({
      shippingServiceCode: text,
      shipToReferenceId: text,
      shipTo: z.object({ fullName: text, companyName: text, contactAddress: addressShape.nullish(), primaryPhone: extra(z.object({ phoneNumber: text })) }).nullish(),
    })
    .nullish(),
});

const lineShape = z.object({
  lineItemId: z.string().min(1),
  legacyItemId: text,
  sku: text,
  title: text,
  quantity: z.number().int().nonnegative(),
  variationAspects: extra(z.array(z.object({ name: text, value: text }))),
  lineItemFulfillmentStatus: text,
  lineItemFulfillmentInstructions: extra(z.object({ shipByDate: instant.nullish() })),
  listingMarketplaceId: text,
  purchaseMarketplaceId: text,
  ebayCollectAndRemitTaxes: extra(z.array(z.object({ taxType: text, ebayReference: z.object({ name: text, value: text }).nullish() }))),
});

const cancelRequestShape = z.object({
  cancelInitiator: text,
  cancelReason: text,
  cancelRequestedDate: extra(instant),
  cancelCompletedDate: extra(instant),
  cancelRequestState: text,
});

const programShape = z.object({
  authenticityVerification: z.object({ status: text }).nullish(),
  ebayShipping: z.object({ shippingLabelProvidedBy: text }).nullish(),
  ebayVault: z.object({ fulfillmentType: text }).nullish(),
  ebayInternationalShipping: z.object({ returnsManagedBy: text }).nullish(),
  fulfillmentProgram: z.object({ fulfilledBy: text }).nullish(),
});

export const orderShape = z.object({
  orderId: z.string().min(1),
  creationDate: instant,
  lastModifiedDate: instant,
  orderFulfillmentStatus: z.enum(['NOT_STARTED', 'IN_PROGRESS', 'FULFILLED']),
  orderPaymentStatus: text,
  salesRecordReference: text,
  buyer: extra(z.object({ username: text, taxIdentifier: extra(z.object({ taxpayerId: text, taxIdentifierType: text })) })),
  cancelStatus: z.object({ cancelState: text, cancelledDate: extra(instant), cancelRequests: z.array(cancelRequestShape).nullish() }).nullish(),
  pricingSummary: extra(z.object({ total: z.object({ value: z.string(), currency: z.string() }).nullish() })),
  fulfillmentStartInstructions: z.array(startInstruction).nullish(),
  fulfillmentHrefs: extra(z.array(z.string())),
  program: extra(programShape),
  lineItems: z.array(lineShape).min(1),
});
export type EbayOrder = z.output<typeof orderShape>;
export type EbayLine = EbayOrder['lineItems'][number];

/** The listing's envelope; each order is judged on its own, so that one bad record does not lose the page. */
export const orderListShape = z.object({ orders: z.array(z.unknown()).nullish(), total: z.number().int().nonnegative(), next: text });

export const fulfillmentListShape = z.object({
  fulfillments: z
    .array(
      z.object({
        fulfillmentId: z.string().min(1),
        shipmentTrackingNumber: text,
        shippingCarrierCode: text,
        lineItems: extra(z.array(z.object({ lineItemId: z.string(), quantity: z.number().int().positive().nullish() }))),
      }),
    )
    .nullish(),
});
export type EbayFulfillment = NonNullable<z.output<typeof fulfillmentListShape>['fulfillments']>[number];

export const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
export const signedInShape = z.object({ refresh_token: z.string().min(1), refresh_token_expires_in: z.number().positive().nullish() });
export const tokenErrorShape = z.object({ error: z.string(), error_description: text });

/** Source: the samples of ORDER_CONFIRMATION that developers published; eBay's AsyncAPI page names the envelope. Read on 2026-11-21. */
export const notificationShape = z.object({
  metadata: z.object({ topic: z.string() }),
  notification: z.object({ data: extra(z.object({ order: extra(z.object({ orderId: z.string().min(1) })), orderId: extra(z.string().min(1)) })) }).nullish(),
});
/** The decoded X-EBAY-SIGNATURE header. */
export const signatureShape = z.object({ alg: text, kid: z.string().min(1), signature: z.string().min(1), digest: text });
/** What getPublicKey answers, with the id it was asked for added by whoever stores it. */
export const publicKeyShape = z.object({ key: z.string().min(1), kid: z.string().min(1).nullish() });
