import { z } from 'zod';

/**
 * What the practice marketplace remembers. It is the channel's truth: it outlives the station, so that after a crash
 * the marketplace still knows what it accepted. The schema reads the file back; an unreadable file is never replaced.
 */
const line = z.object({
  lineId: z.string(),
  sku: z.string(),
  asin: z.string(),
  gtin: z.string(),
  title: z.string(),
  quantity: z.number().int(),
  priceMinor: z.number().int(),
  quantityCancelled: z.number().int(),
  requestReason: z.string().nullable(),
  execution: z.object({ by: z.enum(['BUYER', 'MERCHANT', 'AMAZON']), reason: z.string() }).nullable(),
});

const acceptedPackage = z.object({
  reference: z.string(),
  carrier: z.string(),
  shippingMethod: z.string().nullable(),
  trackingNumber: z.string(),
  shippedAtMs: z.number(),
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number().int() })),
  /** The very units in it, at a vendor that sells single units with ids of their own. */
  units: z.array(z.string()).optional(),
  acceptedAtMs: z.number(),
  /** When it showed up in answers; null while the channel lags. */
  shownAtMs: z.number().nullable(),
  readsSinceAccepted: z.number().int(),
  edits: z.number().int(),
});

/** When an accepted package shows up: after a time, or earlier once the order was read that often; never = dropped. */
const showing = z.object({ afterMs: z.number(), orAfterReads: z.number().int().nullable(), never: z.boolean() });

const order = z.object({
  channelOrderId: z.string(),
  kind: z.string(),
  marketplaceId: z.string(),
  currency: z.string(),
  placedAtMs: z.number(),
  updatedAtMs: z.number(),
  shipByMs: z.number(),
  serviceLevel: z.string(),
  programs: z.array(z.string()),
  /** Overrides what the lines say; "live" orders have none. */
  fixedStatus: z.enum(['PENDING_AVAILABILITY', 'PENDING', 'UNFULFILLABLE']).nullable(),
  buyer: z.object({
    name: z.string(),
    company: z.string().optional(),
    lines: z.array(z.string()),
    district: z.string().optional(),
    city: z.string(),
    region: z.string().optional(),
    postcode: z.string(),
    countryCode: z.string(),
    phone: z.string().optional(),
  }),
  /** The marketplace should have given its tax number with this order and did not. */
  lacksTaxNumber: z.boolean().default(false),
  lines: z.array(line),
  packages: z.array(acceptedPackage),
  showing,
  /** Happens once the order was read on its own and this much time went by: between opening and labelling a parcel. */
  surprise: z.object({ what: z.enum(['cancel', 'request-cancel']), afterFirstReadMs: z.number() }).nullable(),
  firstReadAtMs: z.number().nullable(),
});

const acceptance = z.object({
  channelOrderId: z.string(),
  packageReference: z.string(),
  trackingNumber: z.string(),
  carrierCode: z.string(),
  atMs: z.number(),
  /** `stored`: a new package. `edited`: the same reference again. `dropped`: answered 204 and forgotten. */
  result: z.enum(['stored', 'edited', 'dropped']),
});

export const worldShape = z.object({
  version: z.literal(1),
  seed: z.number(),
  waves: z.number().int(),
  orders: z.array(order),
  /** Every confirmation that was answered with 204, in order: the evidence for "no duplicates". */
  acceptances: z.array(acceptance),
});

export type PracticeWorld = z.output<typeof worldShape>;
export type PracticeOrder = z.output<typeof order>;
export type PracticeLine = z.output<typeof line>;
export type AcceptedPackage = z.output<typeof acceptedPackage>;
export type Acceptance = z.output<typeof acceptance>;
export type Showing = z.output<typeof showing>;
export type FulfillmentStatus = 'PENDING_AVAILABILITY' | 'PENDING' | 'UNSHIPPED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'CANCELLED' | 'UNFULFILLABLE';
