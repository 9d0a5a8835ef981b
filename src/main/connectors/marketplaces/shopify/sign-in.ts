import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignInFlow } from '../../kit/marketplace-connector.ts';
import { isLoopback } from '../../kit/http-sender.ts';
import { buildTokenRequest, readToken } from './access.ts';
import { shopHost } from './settings.ts';

/**
 * Orders and products to read, fulfilment to write for what merchants ship themselves and for what a fulfilment service ships, stock. Source:
 * the scopes named in the descriptions of the calls that we use, 2026-10.
 */
export const SCOPES: readonly string[] = [
  'read_orders', 'read_products', 'read_merchant_managed_fulfillment_orders', 'write_merchant_managed_fulfillment_orders',
  'read_third_party_fulfillment_orders', 'read_inventory', 'write_inventory', 'read_locations',
];

/** The shop's own host, or the practice site where it stands in for it. Throws where a form holds neither. */
function originOf(settings: Readonly<Record<string, string>>): string {
  const practice = settings['endpoint'];
  if (practice !== undefined && URL.canParse(practice) && isLoopback(new URL(practice).hostname)) return new URL(practice).origin;
  return `https://${shopHost.parse(settings['shop'] ?? '')}`;
}

/**
 * Shopify signs the address that it sends a person back to: every parameter but `hmac`, sorted, with the app's secret, in hexadecimal.
 * The page shows the text plain, the vendor's own libraries sign it as it stands in an address; they differ only in signs such as "=", and
 * both need the secret. Sources: "Implement authorization code grant manually", and the libraries for Node and Ruby, read on 2026-11-21.
 */
function isSignedBack(parameters: URLSearchParams, secret: string): boolean {
  const given = Buffer.from(parameters.get('hmac') ?? '', 'utf8');
  const pairs = [...parameters.entries()].filter(([name]) => name !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = [pairs.map((pair) => pair.join('=')).join('&'), new URLSearchParams(pairs).toString()];
  return texts.some((text) => {
    const expected = Buffer.from(createHmac('sha256', secret).update(text, 'utf8').digest('hex'), 'utf8');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

export const shopifySignIn: SignInFlow = {
  authorizeUrl(settings, state, redirectUri) {
    const url = new URL('/admin/oauth/authorize', originOf(settings));
    url.search = new URLSearchParams({ client_id: settings['clientId'] ?? '', scope: SCOPES.join(','), redirect_uri: redirectUri, state }).toString();
    return url.href;
  },
  readCallback(address, state, settings) {
    if (!URL.canParse(address)) return null;
    const { searchParams } = new URL(address);
    const code = searchParams.get('code');
    if (!code || searchParams.get('state') !== state) return null;
    const shop = shopHost.safeParse(searchParams.get('shop') ?? '');
    const wanted = shopHost.safeParse(settings['shop'] ?? '');
    if (!shop.success || (wanted.success && wanted.data !== shop.data)) return null;
    const secret = settings['clientSecret'];
    if (secret !== undefined && secret !== '' && !isSignedBack(searchParams, secret)) return null;
    return { code, extra: { shop: shop.data } };
  },
  tokenOrigin: originOf,
  redeem: {
    name: 'accessToken',
    // A code is good once: whether a lost answer used it up is not known, and a person simply begins anew.
    effect: 'read',
    // `expiring`: an hour's token with a refresh token, as apps for several shops must have it.
    build: ({ code }, settings) => buildTokenRequest({ client_id: settings['clientId'] ?? '', client_secret: settings['clientSecret'] ?? '', code, expiring: '1' }),
    read(reply, { extra }) {
      const granted = readToken(reply);
      if (granted.kind !== 'done') return granted;
      const { accessToken, refreshToken, refreshLivesMs, livesMs } = granted.value;
      const shop: Record<string, string> = extra['shop'] === undefined ? {} : { shop: extra['shop'] };
      if (refreshToken !== null) return { kind: 'done', value: { fields: { ...shop, refreshToken }, endsInMs: refreshLivesMs } };
      return { kind: 'done', value: { fields: { ...shop, accessToken }, endsInMs: livesMs } };
    },
  },
};
