import { describe, expect, it } from 'vitest';
import { tiktokSignIn } from '../../../src/main/connectors/marketplaces/tiktok/sign-in.ts';
import { readTokens } from '../../../src/main/connectors/marketplaces/tiktok/tokens.ts';
import { aReply, no, yes } from './fixtures.ts';

const NOW_MS = Date.parse('2026-11-21T09:00:00Z');
const WEEK = 604_800;
const ends = (seconds: number): number => NOW_MS / 1000 + seconds;
const granted = (fields: Record<string, unknown> = {}) => ({ access_token: 'ROW_a', access_token_expire_in: ends(WEEK), refresh_token: 'ROW_r2', refresh_token_expire_in: ends(31_536_000), open_id: 'x', ...fields });

describe('the tokens that TikTok grants', () => {
  it('end at the instants it names', () => {
    expect(readTokens(yes(granted()), NOW_MS)).toEqual({ kind: 'done', value: { accessToken: 'ROW_a', livesMs: WEEK * 1000, refreshToken: 'ROW_r2', refreshEndsAtMs: NOW_MS + 31_536_000_000 } });
  });

  it('a small number is a life in seconds, as the name of the field says', () => {
    expect(readTokens(yes(granted({ access_token_expire_in: WEEK, refresh_token_expire_in: undefined })), NOW_MS)).toMatchObject({ value: { livesMs: WEEK * 1000, refreshEndsAtMs: null } });
  });

  it.each([
    ['an ended refresh token', no(36_004_001, 'rt has expired'), 'rejected'],
    ['a refusal without a word', aReply(400, ''), 'rejected'],
    ['a server error', aReply(502, ''), 'unavailable'],
    ['a page of some network', aReply(200, '<html>'), 'unavailable'],
    ['success without a token', yes({}), 'unavailable'],
    ['haste', aReply(429, ''), 'rate-limited'],
  ])('%s is %s', (_what, reply, kind) => {
    expect(readTokens(reply, NOW_MS).kind).toBe(kind);
  });
});

describe('signing in on TikTok’s page', () => {
  const settings = { appKey: '6a6b7c', appSecret: 's3cret' };

  it('begins at TikTok and comes back with a code', () => {
    const url = new URL(tiktokSignIn.authorizeUrl(settings, 'st&te', 'https://back.example/'));
    expect([url.origin, url.pathname, Object.fromEntries(url.searchParams)]).toEqual(['https://auth.tiktok-shops.com', '/oauth/authorize', { app_key: '6a6b7c', state: 'st&te' }]);
    expect(tiktokSignIn.readCallback('https://back.example/?app_key=6a6b7c&code=ROW_c&locale=en&shop_region=DE&state=st%26te', 'st&te', settings)).toEqual({ code: 'ROW_c', extra: {} });
  });

  it.each([
    ['another state', 'https://back.example/?code=ROW_c&state=other'],
    ['no state', 'https://back.example/?code=ROW_c'],
    ['no code', 'https://back.example/?state=st'],
    ['no address', 'ROW_c'],
  ])('%s is not taken', (_what, address) => {
    expect(tiktokSignIn.readCallback(address, 'st', settings)).toBeNull();
  });

  it('changes the code for a refresh token, whose life counts from the date of the answer', () => {
    const wire = tiktokSignIn.redeem.build({ code: 'ROW_c', redirectUri: '', extra: {} }, settings);
    expect(wire).toMatchObject({ method: 'GET', path: '/api/v2/token/get', query: { app_key: '6a6b7c', app_secret: 's3cret', auth_code: 'ROW_c', grant_type: 'authorized_code' } });
    const input = { code: 'ROW_c', redirectUri: '', extra: {} };
    const reply = { ...yes(granted()), headers: { date: new Date(NOW_MS).toUTCString() } };
    expect(tiktokSignIn.redeem.read(reply, input)).toEqual({ kind: 'done', value: { fields: { refreshToken: 'ROW_r2' }, endsInMs: 31_536_000_000 } });
    expect(tiktokSignIn.redeem.read(yes(granted()), input)).toEqual({ kind: 'done', value: { fields: { refreshToken: 'ROW_r2' }, endsInMs: null } });
    expect(tiktokSignIn.redeem.read(no(36_004_004, 'auth code is invalid'), input)).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
  });

  it('sends the code to TikTok’s hosts only', () => {
    expect(tiktokSignIn.tokenOrigin({})).toBe('https://auth.tiktok-shops.com');
    expect(tiktokSignIn.tokenOrigin({ tokenEndpoint: 'https://evil.example' })).toBe('https://auth.tiktok-shops.com');
    expect(tiktokSignIn.tokenOrigin({ tokenEndpoint: 'http://127.0.0.1:4711' })).toBe('http://127.0.0.1:4711');
  });
});
