import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Hosts per region; Turkey, the UK and the Gulf belong to "eu". Source: SP-API endpoints page, read on 2026-11-21. */
export const AMAZON_ENDPOINTS = {
  na: 'https://sellingpartnerapi-na.amazon.com',
  eu: 'https://sellingpartnerapi-eu.amazon.com',
  fe: 'https://sellingpartnerapi-fe.amazon.com',
} as const;
export const AMAZON_TOKEN_URL = 'https://api.amazon.com/auth/o2/token';

const AMAZON_HOSTS = new Set([...Object.values(AMAZON_ENDPOINTS), AMAZON_TOKEN_URL].map((address) => new URL(address).host));

/** Credentials leave this machine for Amazon's hosts only; the practice site on this machine is the one exception. */
const vendorAddress = z.url().refine((address) => {
  // That it is no address was said already.
  if (!URL.canParse(address)) return true;
  const url = new URL(address);
  return isLoopback(url.hostname) || (url.protocol === 'https:' && AMAZON_HOSTS.has(url.host));
}, 'must be one of Amazon’s own https addresses, or the practice site on this machine');

const carrierWord = z
  .object({ carrierCode: z.string().min(1), carrierName: z.string().min(1).exactOptional() })
  .refine((word) => word.carrierCode !== 'Other' || word.carrierName !== undefined, 'the code "Other" needs a carrier name');

export const amazonSettings = z
  .object({
    /** Decides the host; not needed where `endpoint` is given. */
    region: z.enum(['na', 'eu', 'fe']).exactOptional(),
    /** One of Amazon's hosts, or the practice site. */
    endpoint: vendorAddress.exactOptional(),
    tokenUrl: vendorAddress.exactOptional(),
    /** Marketplaces whose orders are listed, 1 to 50. */
    marketplaceIds: z.array(z.string().regex(/^[A-Z0-9]{10,16}$/)).min(1).max(50),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    refreshToken: z.string().min(1),
    /** The merchant token; without it no stock is published. */
    sellerId: z.string().regex(/^[A-Z0-9]{6,20}$/).exactOptional(),
    /** The store's own words for carriers; they come before the built-in table. */
    carriers: z.record(z.string().min(1), carrierWord).default({}),
  })
  .transform(({ region, ...given }, context) => {
    const endpoint = given.endpoint ?? (region === undefined ? undefined : AMAZON_ENDPOINTS[region]);
    if (endpoint === undefined) {
      context.addIssue({ code: 'custom', path: ['region'], message: 'a region (na, eu, fe) or an endpoint is needed' });
      return z.NEVER;
    }
    return { ...given, endpoint, tokenUrl: given.tokenUrl ?? AMAZON_TOKEN_URL };
  });

export type AmazonSettings = z.output<typeof amazonSettings>;
