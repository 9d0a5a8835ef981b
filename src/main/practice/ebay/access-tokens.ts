import type { Answer } from '../channel.ts';
import { invalidToken } from './refusals.ts';

/** What a store must send to be let in. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_EBAY_KEYS = { clientId: 'practice-ebay-client', clientSecret: 'practice-ebay-secret', refreshToken: 'v^1.1#practice#refresh' } as const;

/** Source: "Using a refresh token to update a User access token": 7200 seconds. Milliseconds. */
const TOKEN_LIVES_MS = 7_200_000;

export interface EbayTokenDesk {
  issue(form: URLSearchParams, authorization: string, nowMs: number): Answer;
  /** Null where the token is good, else the refusal. */
  check(authorization: string, nowMs: number): Answer | null;
  expireAll(): void;
}

/** Tokens are kept in memory only: after a restart every old one is refused, as after an expiry. */
export function createEbayTokenDesk(): EbayTokenDesk {
  const endsAtMs = new Map<string, number>();
  const basic = `Basic ${Buffer.from(`${PRACTICE_EBAY_KEYS.clientId}:${PRACTICE_EBAY_KEYS.clientSecret}`).toString('base64')}`;
  let issued = 0;
  return {
    issue(form, authorization, nowMs) {
      const refusal = (status: number, error: string, description: string): Answer => ({ status, body: { error, error_description: description } });
      if (authorization !== basic) return refusal(401, 'invalid_client', 'client authentication failed');
      if (form.get('grant_type') !== 'refresh_token') return refusal(400, 'unsupported_grant_type', 'grant type in request is not supported by the authorization server');
      if (form.get('refresh_token') !== PRACTICE_EBAY_KEYS.refreshToken) {
        return refusal(400, 'invalid_grant', 'the provided authorization refresh token is invalid or was issued to another client');
      }
      issued += 1;
      const token = `v^1.1#practice#access#${nowMs.toString(36)}-${issued}`;
      endsAtMs.set(token, nowMs + TOKEN_LIVES_MS);
      return { status: 200, body: { access_token: token, expires_in: TOKEN_LIVES_MS / 1000, token_type: 'User Access Token' } };
    },
    check(authorization, nowMs) {
      const ends = endsAtMs.get(authorization.replace(/^Bearer /, ''));
      return ends !== undefined && nowMs < ends ? null : invalidToken();
    },
    expireAll() {
      for (const token of endsAtMs.keys()) endsAtMs.set(token, 0);
    },
  };
}
