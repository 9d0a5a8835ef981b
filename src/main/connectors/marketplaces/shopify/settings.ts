import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** A quarter's version; each is served for a year. Source: introspection of 2026-10, "API versioning", read on 2026-11-21. */
export const SHOPIFY_API_VERSION = '2026-10';

/** "my-shop", "my-shop.myshopify.com" or its address in a browser; credentials go to nothing else than that host. */
export const shopHost = z
  .string()
  .transform((text) => text.trim().toLowerCase().replace(/^https:\/\//, '').replace(/\/.*$/, ''))
  .transform((text) => (text.includes('.') ? text : `${text}.myshopify.com`))
  .refine((host) => /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(host), 'must be the shop’s own name at Shopify, such as my-shop.myshopify.com');

/** For the practice site on this machine, and nothing else. */
const practiceAddress = z.string().refine((address) => URL.canParse(address) && isLoopback(new URL(address).hostname), 'only the practice site on this machine may stand in for Shopify');

/** An address of the carrier's own page, with the place where the number goes. */
const trackingUrl = z
  .string()
  .refine((text) => text.includes('{number}'), 'needs {number} where the tracking number goes')
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'must be an https address');

/** "Other" with a name is how some channels want a carrier; here the name itself is the word. */
const carrierWord = z
  .object({ carrierCode: z.string().trim().min(1).max(255), carrierName: z.string().trim().min(1).max(255).exactOptional(), trackingUrl: trackingUrl.exactOptional() })
  .transform(({ carrierName, ...word }) => (carrierName !== undefined && word.carrierCode.toLowerCase() === 'other' ? { ...word, carrierCode: carrierName } : word));

/** "12345" or "gid://shopify/Location/12345". */
const locationId = z
  .string()
  .trim()
  .regex(/^(?:gid:\/\/shopify\/Location\/)?\d{1,20}$/, 'must be the number of a location')
  .transform((text) => text.replace(/^.*\//, ''));

/** A form sends an empty field as an empty text. */
const filled = <Shape extends z.ZodType>(shape: Shape) => z.preprocess((given) => (given === '' ? undefined : given), shape.optional());

export const shopifySettings = z
  .object({
    shop: filled(shopHost),
    endpoint: practiceAddress.exactOptional(),
    /** A token that never ends, of an app made in the shop itself. */
    accessToken: filled(z.string().min(1)),
    /** An app of the Dev Dashboard: alone for shops of the same organisation, with a refresh token for others. */
    clientId: filled(z.string().min(1)),
    clientSecret: filled(z.string().min(1)),
    refreshToken: filled(z.string().min(1)),
    /** Where our goods lie: needed for stock, and to see which orders are for another place. */
    locationId: filled(locationId),
    /** Orders that are not paid yet (invoice, net terms) are packed all the same. */
    unpaidOrders: filled(z.enum(['wait', 'ship'])),
    /** The store's own words for carriers; they come before the built-in table. */
    carriers: z.record(z.string().min(1), carrierWord).default({}),
  })
  .transform(({ shop, endpoint, accessToken, clientId, clientSecret, refreshToken, ...given }, context) => {
    const address = endpoint === undefined ? (shop === undefined ? undefined : `https://${shop}`) : new URL(endpoint).origin;
    const client = clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
    const access = accessOf(client, accessToken, refreshToken);
    if (address === undefined) context.addIssue({ code: 'custom', path: ['shop'], message: 'the name of the shop is needed' });
    if (access === null) context.addIssue({ code: 'custom', path: ['accessToken'], message: 'an access token, or a client id and its secret, is needed' });
    if (address === undefined || access === null) return z.NEVER;
    return { address, access, locationId: given.locationId ?? null, unpaidOrders: given.unpaidOrders ?? ('wait' as const), carriers: given.carriers };
  });

type Access =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string | null };

/** What a person signed in for comes first: a token typed in earlier may be of an app that is gone. */
function accessOf(client: { clientId: string; clientSecret: string } | undefined, accessToken: string | undefined, refreshToken: string | undefined): Access | null {
  if (client !== undefined && refreshToken !== undefined) return { kind: 'client', ...client, refreshToken };
  if (accessToken !== undefined) return { kind: 'token', accessToken };
  return client === undefined ? null : { kind: 'client', ...client, refreshToken: null };
}

export type ShopifySettings = z.output<typeof shopifySettings>;
export type CarrierWord = z.output<typeof carrierWord>;
