import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Source: "Order Integration API Endpoints", read on 2026-11-21. The second is Trendyol's place for trying. */
export const TRENDYOL_ENDPOINT = 'https://apigw.trendyol.com';
const TRENDYOL_HOSTS = new Set([TRENDYOL_ENDPOINT, 'https://stageapigw.trendyol.com'].map((address) => new URL(address).host));

/** Credentials leave this machine for Trendyol's hosts only; the practice site on this machine is the one exception. */
const vendorAddress = z.string().refine((address) => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return isLoopback(url.hostname) || (url.protocol === 'https:' && TRENDYOL_HOSTS.has(url.host));
}, 'must be one of Trendyol’s own https addresses, or the practice site on this machine');

/** Who has the agreement with the carrier. It decides whose number travels, and so whether there is anything to tell at all. */
export const CARGO_AGREEMENTS = ['seller-pays', 'trendyol-pays'] as const;
export type CargoAgreement = (typeof CARGO_AGREEMENTS)[number];

/**
 * Where packages are listed. `pages`: the second version of "Get Shipment Packages". `pages-v1`: its first version, announced to be closed on
 * 2026-10-15, for stores that Trendyol lets stay there. `stream`: with a cursor, which Trendyol recommends for looking again and again.
 */
const LISTINGS = ['pages', 'pages-v1', 'stream'] as const;

export const trendyolSettings = z.object({
  endpoint: vendorAddress.default(TRENDYOL_ENDPOINT),
  sellerId: z.string().trim().regex(/^\d+$/, 'must be the seller id, digits only'),
  apiKey: z.string().trim().regex(/^[^:\s]+$/, 'must be a key without colon and blanks'),
  apiSecret: z.string().min(1),
  /** The front of an international store, for example "DE"; a Turkish store has none. An empty field of a form is a field not filled in. */
  storeFrontCode: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{0,10}$/, 'must be the code of a store front, letters and digits only')
    .transform((code) => (code === '' ? undefined : code.toUpperCase()))
    .optional(),
  cargo: z.enum(CARGO_AGREEMENTS),
  listing: z.enum(LISTINGS).default('pages'),
  /** The store's own words for carriers, as Trendyol's provider codes; they come before the built-in table. `trackingUrl`: see own-vehicle.ts. */
  carriers: z.record(z.string().min(1), z.object({ carrierCode: z.string().trim().min(1), trackingUrl: z.string().optional() })).default({}),
});

export type TrendyolSettings = z.output<typeof trendyolSettings>;
