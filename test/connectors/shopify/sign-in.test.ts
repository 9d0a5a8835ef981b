import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shopifySignIn } from '../../../src/main/connectors/marketplaces/shopify/sign-in.ts';
import { readToken } from '../../../src/main/connectors/marketplaces/shopify/access.ts';
import { aReply } from './fixtures.ts';

const SETTINGS = { shop: 'some-shop', clientId: 'c', clientSecret: 'hush' };
const back = (parameters: Readonly<Record<string, string>>): string => `http://127.0.0.1:5173/back?${new URLSearchParams(parameters).toString()}`;

// Formula: hexadecimal HMAC-SHA256 over the other parameters, sorted. Source: "Implement authorization code grant manually", read on 2026-11-21.
function signed(parameters: Readonly<Record<string, string>>, secret = 'hush'): Readonly<Record<string, string>> {
  const text = Object.entries(parameters).map((pair) => pair.join('=')).sort().join('&');
  return { ...parameters, hmac: createHmac('sha256', secret).update(text).digest('hex') };
}
const GOOD = { code: '0907a61c0c8d55e99db179b68161bc00', shop: 'some-shop.myshopify.com', state: 's-1', timestamp: '1337178173', host: 'YWRtaW4=' };

describe('signing in at a Shopify shop', () => {
  it('opens the shop’s own page, asks for what is needed and for nothing of customers', () => {
    const url = new URL(shopifySignIn.authorizeUrl(SETTINGS, 's-1', 'http://127.0.0.1:5173/back'));
    expect(url.origin + url.pathname).toBe('https://some-shop.myshopify.com/admin/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ client_id: 'c', state: 's-1', redirect_uri: 'http://127.0.0.1:5173/back' });
    expect(url.searchParams.get('scope')).toContain('write_merchant_managed_fulfillment_orders');
    expect(url.searchParams.get('scope')).not.toContain('customers');
    expect(url.href).not.toContain('hush');
  });

  it('takes the code from an address that Shopify signed', () => {
    expect(shopifySignIn.readCallback(back(signed(GOOD)), 's-1', SETTINGS)).toEqual({ code: GOOD.code, extra: { shop: 'some-shop.myshopify.com' } });
  });

  it('takes it also where signs of an address were signed as they stand there', () => {
    const parameters = { code: 'k', host: 'YWRtaW4=', shop: 'some-shop.myshopify.com', state: 's-1' };
    const hmac = createHmac('sha256', 'hush').update('code=k&host=YWRtaW4%3D&shop=some-shop.myshopify.com&state=s-1').digest('hex');
    expect(shopifySignIn.readCallback(back({ ...parameters, hmac }), 's-1', SETTINGS)?.code).toBe('k');
  });

  it.each([
    ['no signature', back(GOOD)],
    ['another state', back(signed({ ...GOOD, state: 's-2' }))],
    ['another shop', back(signed({ ...GOOD, shop: 'other-shop.myshopify.com' }))],
    ['a shop that is none', back(signed({ ...GOOD, shop: 'evil.example' }))],
    ['a signature under another secret', back(signed(GOOD, 'other'))],
    ['a code put in later', back({ ...signed(GOOD), code: 'x' })],
    ['no code', back({ state: 's-1', error: 'access_denied' })],
    ['no address', 'hello'],
  ])('takes none from %s', (_what, address) => {
    expect(shopifySignIn.readCallback(address, 's-1', SETTINGS)).toBeNull();
  });

  it('changes the code for a refresh token, which is what is kept', () => {
    const input = { code: 'k', redirectUri: 'http://127.0.0.1:5173/back', extra: { shop: 'some-shop.myshopify.com' } };
    const wire = shopifySignIn.redeem.build(input, SETTINGS);
    expect([shopifySignIn.tokenOrigin(SETTINGS), wire.path]).toEqual(['https://some-shop.myshopify.com', '/admin/oauth/access_token']);
    expect(Object.fromEntries(new URLSearchParams(wire.body ?? ''))).toEqual({ client_id: 'c', client_secret: 'hush', code: 'k', expiring: '1' });
    const answer = { access_token: 'shpat_1', expires_in: 3600, refresh_token: 'shprt_1', refresh_token_expires_in: 7_776_000 };
    expect(shopifySignIn.redeem.read(aReply(200, answer), input)).toEqual({ kind: 'done', value: { fields: { shop: 'some-shop.myshopify.com', refreshToken: 'shprt_1' }, endsInMs: 7_776_000_000 } });
    expect(shopifySignIn.redeem.read(aReply(200, { access_token: 'shpat_1' }), input)).toEqual({ kind: 'done', value: { fields: { shop: 'some-shop.myshopify.com', accessToken: 'shpat_1' }, endsInMs: null } });
  });

  it.each([
    ['a code used before', aReply(400, { error: 'invalid_request', error_description: 'used' }), { kind: 'rejected', problems: [{ code: 'auth', message: 'Shopify’s sign-in: invalid_request: used' }] }],
    ['a page for a browser', aReply(400, '<title>Oauth error application_cannot_be_found</title>'), { kind: 'rejected', problems: [{ code: 'auth', message: 'Shopify’s sign-in: Oauth error application_cannot_be_found' }] }],
    ['a shop of another organisation', aReply(400, { error: 'shop_not_permitted' }), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too many requests', aReply(429, null), { kind: 'rate-limited', retryAfterMs: 60_000 }],
    ['a server error', aReply(503, null), { kind: 'unavailable' }],
    ['200 without a token', aReply(200, {}), { kind: 'unavailable' }],
  ])('%s', (_what, reply, outcome) => {
    expect(readToken(reply)).toMatchObject(outcome);
  });
});
