import { z } from 'zod';
import { isLoopback } from '../../kit/http-sender.ts';

/** Where a number can be written, best first. Which of them a shop has is found out by asking it (`targets.ts`). */
export const WRITE_TARGETS = ['fulfillments', 'shipment-tracking', 'ast', 'order-note'] as const;
export type WriteTarget = (typeof WRITE_TARGETS)[number];

/**
 * Any host may be a shop, so only the scheme can be held to account: the keys travel in a header that anybody on the way could read.
 * Sign-in over plain http (OAuth 1.0a) is not built, on purpose.
 */
const shopAddress = z.string().refine((address) => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}, 'must be the shop’s own https address, without a user, a question mark or a hash');

/** `trackingLink`: the carrier's page, with %1$s in place of the number; for carriers that the shop's plug-in does not know. */
const carrierWord = z
  .object({ carrierCode: z.string().min(1), carrierName: z.string().min(1).exactOptional(), trackingLink: z.url({ protocol: /^https?$/ }).exactOptional() })
  .refine((word) => word.carrierCode !== 'other' || word.carrierName !== undefined, 'the code "other" needs a carrier name');

const statuses = z.array(z.string().regex(/^[a-z0-9_-]{1,40}$/, 'a status is a word in lower case, without "wc-"'));

export const wooSettings = z
  .object({
    /** The shop's address; it may end in a folder ("https://example.com/shop/"). */
    siteUrl: shopAddress,
    consumerKey: z.string().regex(/^[^:\s]+$/, 'must be a key without colon and blanks'),
    consumerSecret: z.string().min(1),
    /** `auto`: found out per shop. */
    target: z.enum(['auto', ...WRITE_TARGETS]).default('auto'),
    /** The parcel that carries the last units sets the order to "completed", which is WooCommerce's own word for shipped. */
    completeOrders: z.enum(['yes', 'no']).default('yes'),
    /** Statuses of plug-ins in which an order may be packed, beside "processing". */
    readyStatuses: statuses.default([]),
    /** Statuses of plug-ins by which buyers ask to cancel. WooCommerce itself has none. */
    cancelRequestStatuses: statuses.default(['cancel-request', 'cancel-requested', 'cancellation-request']),
    /** The store's own words for carriers; they come before the built-in table. */
    carriers: z.record(z.string().min(1), carrierWord).default({}),
  })
  .transform(({ siteUrl, ...given }) => {
    const url = new URL(siteUrl);
    return { ...given, origin: url.origin, basePath: url.pathname.replace(/\/wp-json\/?$/, '').replace(/\/+$/, '') };
  });

export type WooSettings = z.output<typeof wooSettings>;
