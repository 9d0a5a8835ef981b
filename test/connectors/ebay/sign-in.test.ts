import { describe, expect, it } from 'vitest';
import { redactRequest } from '../../../src/main/connectors/kit/redact.ts';
import { ebaySignIn } from '../../../src/main/connectors/marketplaces/ebay/sign-in.ts';
import { aReply } from './fixtures.ts';

const SETTINGS = { environment: 'production', clientId: 'c', clientSecret: 's', ruName: 'Our_Name-OurApp' };
const CODE = 'v^1.1#i^1#p^3#code';

// Source: "The authorization code grant flow" (addresses, parameters, answer), read on 2026-11-21; all values are invented.
describe('signing in at eBay', () => {
  it('opens eBay’s page with our RuName in place of an address, and asks for orders and shipping only', () => {
    const url = new URL(ebaySignIn.authorizeUrl(SETTINGS, 'state-1', 'http://127.0.0.1:1/back'));
    expect(url.origin + url.pathname).toBe('https://auth.ebay.com/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({ client_id: 'c', redirect_uri: 'Our_Name-OurApp', response_type: 'code', state: 'state-1', scope: 'https://api.ebay.com/oauth/api_scope/sell.fulfillment' });
    expect(new URL(ebaySignIn.authorizeUrl({ ...SETTINGS, environment: 'sandbox' }, 's', 'x')).host).toBe('auth.sandbox.ebay.com');
  });

  it.each([
    ['with a code', `https://us.example/ok?state=state-1&code=${encodeURIComponent(CODE)}&expires_in=299`, { code: CODE, extra: {} }],
    ['of another sign-in', `https://us.example/ok?state=state-2&code=x`, null],
    ['without a code', 'https://us.example/ok?state=state-1&error=access_denied', null],
    ['that is none', 'nonsense', null],
  ])('reads the address that a person comes back to: %s', (_what, address, read) => {
    expect(ebaySignIn.readCallback(address, 'state-1', SETTINGS)).toEqual(read);
  });

  it('changes the code for a refresh token, and knows when that ends by eBay’s clock', () => {
    const wire = ebaySignIn.redeem.build({ code: CODE, redirectUri: 'x', extra: {} }, SETTINGS);
    expect(ebaySignIn.tokenOrigin(SETTINGS) + wire.path).toBe('https://api.ebay.com/identity/v1/oauth2/token');
    expect(Object.fromEntries(new URLSearchParams(wire.body ?? ''))).toEqual({ grant_type: 'authorization_code', code: CODE, redirect_uri: 'Our_Name-OurApp' });
    const reply = aReply(200, { access_token: 'v^1.1#a', expires_in: 7200, refresh_token: 'v^1.1#r', refresh_token_expires_in: 47_304_000 }, { date: 'Sat, 21 Nov 2026 09:00:00 GMT' });
    expect(ebaySignIn.redeem.read(reply, { code: CODE, redirectUri: 'x', extra: {} })).toEqual({
      kind: 'done',
      value: { fields: { refreshToken: 'v^1.1#r', refreshTokenEndsAt: '2028-05-21T21:00:00.000Z' }, endsInMs: 47_304_000_000 },
    });
  });

  it.each([
    ['a code that was used before', aReply(400, { error: 'invalid_grant' }), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['no refresh token', aReply(200, { access_token: 'a' }), { kind: 'unavailable' }],
    ['a server error', aReply(500, null), { kind: 'unavailable' }],
  ])('says so where nothing came of it: %s', (_what, reply, outcome) => {
    expect(ebaySignIn.redeem.read(reply, { code: CODE, redirectUri: 'x', extra: {} })).toMatchObject(outcome);
  });

  it('leaves no code and no secret in what is stored of the exchange', () => {
    const stored = JSON.stringify(redactRequest(ebaySignIn.redeem.build({ code: CODE, redirectUri: 'x', extra: {} }, SETTINGS)));
    expect(stored).not.toContain('code%23');
    expect(decodeURIComponent(stored)).not.toContain(CODE);
    expect(stored).not.toContain('Yzpz');
  });
});
