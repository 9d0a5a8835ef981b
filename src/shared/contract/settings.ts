import { z } from 'zod';

const address = z.object({
  name: z.string().min(1).max(70),
  company: z.string().max(70).optional(),
  lines: z.array(z.string().min(1).max(70)).min(1).max(4),
  postcode: z.string().max(20),
  city: z.string().min(1).max(50),
  region: z.string().max(50).optional(),
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().max(30).optional(),
});

/** How old the last cancel check may be before the gate speaks up, and what it then says. Minutes. */
export const freshnessPolicy = z.object({
  /** Up to this age: go, nothing said. */
  freshMinutes: z.number().int().min(1).max(1440),
  /** Up to this age: go, with the age on the screen. Beyond: as `whenStale` says. */
  limitMinutes: z.number().int().min(1).max(10_080),
  whenStale: z.enum(['hard', 'lead', 'allow']),
});

const connection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('practice') }),
  z.object({ kind: z.literal('file') }),
  z.object({
    kind: z.literal('amazon'),
    endpoint: z.url(),
    tokenUrl: z.url(),
    marketplaceIds: z.array(z.string().min(1)).min(1),
    clientId: z.string().min(1),
  }),
]);

export const storeSettings = z.object({
  storeId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(60),
  channel: z.enum(['amazon', 'shopify', 'woocommerce', 'ebay', 'packgate']),
  connection,
  policy: freshnessPolicy,
  /** Our own word for the carrier; each channel maps it to its own. */
  carrier: z.string().min(1).max(40),
  carrierService: z.string().min(1).max(60),
  /** First rule whose text occurs in the order's shipping service wins; none: the carrier above. */
  carrierRules: z.array(z.object({ whenServiceContains: z.string().min(1).max(60), carrier: z.string().min(1).max(40), carrierService: z.string().min(1).max(60) })).max(50),
});
export type StoreSettings = z.output<typeof storeSettings>;

export const stationSettings = z.object({
  benchName: z.string().min(1).max(30),
  packer: z.string().max(40),
  language: z.enum(['en', 'de']),
  theme: z.enum(['light', 'dark']),
  soundVolume: z.number().min(0).max(1),
  /** GS1 company prefix, 4 to 12 digits, and the extension digit before it. Null until set. */
  companyPrefix: z.string().regex(/^\d{4,12}$/).nullable(),
  extensionDigit: z.number().int().min(0).max(9),
  shipFrom: address.nullable(),
  printer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('file'), folder: z.string().min(1) }),
    z.object({ kind: z.literal('cups'), queue: z.string().regex(/^[A-Za-z0-9_.-]{1,127}$/) }),
  ]),
  labelMedia: z.enum(['4x6in', 'A6']),
  labelDpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
  scanner: z.object({
    suffix: z.enum(['enter', 'tab']),
    layout: z.enum(['us-physical', 'as-typed']),
    prefix: z.string().max(10),
  }),
  stores: z.array(storeSettings).max(20),
});
export type StationSettings = z.output<typeof stationSettings>;
