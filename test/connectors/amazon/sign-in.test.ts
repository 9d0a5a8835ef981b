import { describe, expect, it } from 'vitest';
import { redactRequest } from '../../../src/main/connectors/kit/redact.ts';
import { amazonSignIn } from '../../../src/main/connectors/marketplaces/amazon/sign-in.ts';
import { aReply } from './fixtures.ts';

const SETTINGS = { region: 'eu', marketplaceIds: 'A1PA6795UKMFR9, A1F83G8C2ARO7P', applicationId: 'amzn1.sp.solution.1', clientId: 'amzn1.application-oa2-client.1', clientSecret: 'top-secret' };
const BACK = 'https://station.example/back';
const CODE = 'ANexampleCode';

// Source: "Website Authorization Workflow" and "Authorization Errors" of Amazon's pages (addresses, parameters, answer), read on 2026-11-21; all values are invented.
describe('signing in at Amazon', () => {
  it('opens Seller Central’s page of consent with the application, not with its client id', () => {
    const url = new URL(amazonSignIn.authorizeUrl(SETTINGS, 'state-1', BACK));
    expect(url.origin + url.pathname).toBe('https://sellercentral-europe.amazon.com/apps/authorize/consent');
    expect(Object.fromEntries(url.searchParams)).toEqual({ application_id: 'amzn1.sp.solution.1', state: 'state-1', redirect_uri: BACK });
  });

  it('says of a draft that it is one, or Amazon refuses it (MD1000)', () => {
    expect(new URL(amazonSignIn.authorizeUrl({ ...SETTINGS, applicationStage: 'draft' }, 's', BACK)).searchParams.get('version')).toBe('beta');
    expect(new URL(amazonSignIn.authorizeUrl({ ...SETTINGS, applicationStage: 'published' }, 's', BACK)).searchParams.has('version')).toBe(false);
  });

  it.each([
    [{ marketplaceIds: 'A33AVAJ2PDY3EV' }, 'sellercentral.amazon.com.tr'],
    [{ marketplaceIds: 'A1C3SOZRARQ6R3,A1PA6795UKMFR9' }, 'sellercentral.amazon.pl'],
    [{ marketplaceIds: 'ATVPDKIKX0DER', region: 'na' }, 'sellercentral.amazon.com'],
    [{ marketplaceIds: 'A1VC38T7YXB528', region: 'fe' }, 'sellercentral.amazon.co.jp'],
    [{ marketplaceIds: 'NEWMARKET0001', region: 'fe' }, 'sellercentral.amazon.co.jp'],
    [{ marketplaceIds: '', region: 'na' }, 'sellercentral.amazon.com'],
    [{ marketplaceIds: '', region: '' }, 'sellercentral-europe.amazon.com'],
  ])('goes to the page of the marketplace, else of the region: %o', (settings, host) => {
    expect(new URL(amazonSignIn.authorizeUrl({ ...SETTINGS, ...settings }, 's', BACK)).host).toBe(host);
  });

  it.each([
    ['with a code and the seller', `${BACK}?state=state-1&selling_partner_id=A3EXAMPLE&spapi_oauth_code=${CODE}`, { code: CODE, extra: { sellerId: 'A3EXAMPLE' } }],
    ['with a code alone', `${BACK}?state=state-1&spapi_oauth_code=${CODE}`, { code: CODE, extra: {} }],
    ['of another sign-in', `${BACK}?state=state-2&spapi_oauth_code=${CODE}`, null],
    ['without a code', `${BACK}?state=state-1&error=access_denied`, null],
    ['that is none', 'nonsense', null],
  ])('reads the address that a person comes back to: %s', (_what, address, read) => {
    expect(amazonSignIn.readCallback(address, 'state-1', SETTINGS)).toEqual(read);
  });

  it('changes the code for a refresh token, and keeps whose it is', () => {
    const input = { code: CODE, redirectUri: BACK, extra: { sellerId: 'A3EXAMPLE' } };
    const wire = amazonSignIn.redeem.build(input, SETTINGS);
    expect(amazonSignIn.tokenOrigin(SETTINGS) + wire.path).toBe('https://api.amazon.com/auth/o2/token');
    expect(Object.fromEntries(new URLSearchParams(wire.body ?? ''))).toEqual({ grant_type: 'authorization_code', code: CODE, redirect_uri: BACK, client_id: SETTINGS.clientId, client_secret: SETTINGS.clientSecret });
    const reply = aReply(200, { access_token: 'Atza|a', token_type: 'bearer', expires_in: 3600, refresh_token: 'Atzr|r' });
    expect(amazonSignIn.redeem.read(reply, input)).toEqual({ kind: 'done', value: { fields: { refreshToken: 'Atzr|r', sellerId: 'A3EXAMPLE' }, endsInMs: null } });
  });

  it.each([
    ['a code that was used before', aReply(400, { error: 'invalid_grant', error_description: 'used' }), { kind: 'rejected', problems: [{ code: 'auth', message: 'Login with Amazon: invalid_grant: used' }] }],
    ['no refresh token', aReply(200, { access_token: 'a' }), { kind: 'unavailable' }],
    ['a page of a hotel', aReply(200, '<html>'), { kind: 'unavailable' }],
    ['a server error', aReply(500, null), { kind: 'unavailable' }],
  ])('says so where nothing came of it: %s', (_what, reply, outcome) => {
    expect(amazonSignIn.redeem.read(reply, { code: CODE, redirectUri: BACK, extra: {} })).toMatchObject(outcome);
  });

  it('leaves no code and no secret in what is stored of the exchange', () => {
    const stored = JSON.stringify(redactRequest(amazonSignIn.redeem.build({ code: CODE, redirectUri: BACK, extra: {} }, SETTINGS)));
    expect(stored).not.toContain(CODE);
    expect(stored).not.toContain('top-secret');
  });
});
