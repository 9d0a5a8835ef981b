import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Source: "Using eBay RESTful APIs" and "OAuth authorization code grant", read on 2026-11-21. */
export const EBAY_ENDPOINTS = { production: 'https://api.ebay.com', sandbox: 'https://api.sandbox.ebay.com' } as const;
export const EBAY_SIGN_IN_PAGES = { production: 'https://auth.ebay.com/oauth2/authorize', sandbox: 'https://auth.sandbox.ebay.com/oauth2/authorize' } as const;

const EBAY_HOSTS = new Set(Object.values(EBAY_ENDPOINTS).map((address) => new URL(address).host));

/** Credentials leave this machine for eBay's hosts only; the practice site on this machine is the one exception. */
const vendorAddress = z.url().refine((address) => {
  const url = new URL(address);
  return isLoopback(url.hostname) || (url.protocol === 'https:' && EBAY_HOSTS.has(url.host));
}, 'must be one of eBay’s own https addresses, or the practice site on this machine');

/** A form gives an empty text for what was not filled in. */
const emptyAsAbsent = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value);

export const ebaySettings = z
  .object({
    environment: z.enum(['production', 'sandbox']).default('production'),
    /** One of eBay's hosts, or the practice site; decides over `environment`. */
    endpoint: vendorAddress.optional(),
    clientId: z.string().trim().min(1),
    clientSecret: z.string().trim().min(1),
    /** Lives 18 months; access tokens of two hours are made from it. */
    refreshToken: z.string().trim().min(1),
    /** When the refresh token ends for good. eBay says so at the sign-in only. */
    refreshTokenEndsAt: z.preprocess(emptyAsAbsent, z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional()),
    /** eBay's name of the address that the sign-in comes back to. */
    ruName: z.preprocess(emptyAsAbsent, z.string().trim().optional()),
    /** The store's own words for carriers; they come before the built-in table. */
    carriers: z.record(z.string().min(1), z.object({ carrierCode: z.string().trim().min(1) })).default({}),
  })
  .transform(({ environment, endpoint, refreshTokenEndsAt, ...given }) => ({
    ...given,
    endpoint: endpoint ?? EBAY_ENDPOINTS[environment],
    refreshTokenEndsAtMs: refreshTokenEndsAt === undefined ? null : Date.parse(refreshTokenEndsAt),
  }));

export type EbaySettings = z.output<typeof ebaySettings>;
