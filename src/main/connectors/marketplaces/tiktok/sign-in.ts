import type { SignInFlow } from '../../kit/marketplace-connector.ts';
import { buildGetToken } from './build.ts';
import { TIKTOK_TOKEN_ENDPOINT, tiktokSettings } from './settings.ts';
import { readTokens } from './tokens.ts';

/**
 * The seller agrees on TikTok's page and comes back with a code to the address that is set in the app's own settings at TikTok: no redirect address is
 * sent. Source: authorisation pages of TikTok Shop and public clients, read on 2026-11-21; never run by us. Apps for the US market are given
 * a link of their own in Partner Center.
 */
export const tiktokSignIn: SignInFlow = {
  authorizeUrl(settings, state) {
    const url = new URL('/oauth/authorize', TIKTOK_TOKEN_ENDPOINT);
    url.searchParams.set('app_key', settings['appKey'] ?? '');
    url.searchParams.set('state', state);
    return url.href;
  },
  readCallback(address, state) {
    if (!URL.canParse(address)) return null;
    const { searchParams } = new URL(address);
    const code = searchParams.get('code') ?? '';
    return code === '' || searchParams.get('state') !== state ? null : { code, extra: {} };
  },
  tokenOrigin(settings) {
    const given = tiktokSettings.shape.tokenEndpoint.safeParse(settings['tokenEndpoint']);
    return new URL(given.success ? given.data : TIKTOK_TOKEN_ENDPOINT).origin;
  },
  redeem: {
    name: 'getToken',
    // The code is good once: after a lost answer it may be spent.
    effect: 'write',
    build: ({ code }, settings) => buildGetToken({ appKey: settings['appKey'] ?? '', appSecret: settings['appSecret'] ?? '' }, code),
    read(reply) {
      // Instants of the answer are measured against its own date: the bench clock may be wrong at the very first contact.
      const answeredAtMs = Date.parse(reply.headers['date'] ?? '');
      const outcome = readTokens(reply, Number.isNaN(answeredAtMs) ? 0 : answeredAtMs);
      if (outcome.kind !== 'done') return outcome;
      const { refreshToken, refreshEndsAtMs } = outcome.value;
      return { kind: 'done', value: { fields: { refreshToken }, endsInMs: refreshEndsAtMs === null || Number.isNaN(answeredAtMs) ? null : refreshEndsAtMs - answeredAtMs } };
    },
  },
};
