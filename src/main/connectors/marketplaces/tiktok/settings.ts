import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Source: every API page names the first; the token host as used by public clients, read on 2026-11-21. */
export const TIKTOK_ENDPOINT = 'https://open-api.tiktokglobalshop.com';
export const TIKTOK_TOKEN_ENDPOINT = 'https://auth.tiktok-shops.com';

const TIKTOK_HOSTS = new Set([TIKTOK_ENDPOINT, TIKTOK_TOKEN_ENDPOINT].map((address) => new URL(address).host));

/** Credentials leave this machine for TikTok's hosts only; the practice site on this machine is the one exception. */
const vendorAddress = z.string().refine((address) => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return isLoopback(url.hostname) || (url.protocol === 'https:' && TIKTOK_HOSTS.has(url.host));
}, 'must be one of TikTok Shop’s own https addresses, or the practice site on this machine');

/** An empty field of a form is a field not filled in. */
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

export const tiktokSettings = z.object({
  endpoint: vendorAddress.default(TIKTOK_ENDPOINT),
  tokenEndpoint: vendorAddress.default(TIKTOK_TOKEN_ENDPOINT),
  appKey: z.string().trim().min(1),
  appSecret: z.string().min(1),
  refreshToken: z.string().min(1),
  /** When the refresh token ends, as its last renewal said. Milliseconds since 1970; kept by the connector itself. */
  refreshTokenEndsAtMs: z.coerce.number().int().positive().optional(),
  /** Which shop of the sign-in. Without it the connector asks, and takes the shop if there is only one. */
  shopCipher: optionalText,
  /** The store's own words for carriers, as TikTok's provider names; they come before the built-in table. */
  carriers: z.record(z.string().min(1), z.object({ carrierCode: z.string().trim().min(1) })).default({}),
});

export type TikTokSettings = z.output<typeof tiktokSettings>;
