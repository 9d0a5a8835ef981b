import type { Answer } from '../channel.ts';

/** What a shop's app must send to be let in. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_CLIENT = { clientId: 'practice-client', clientSecret: 'shpss_practice_secret' } as const;
export const PRACTICE_ACCESS_TOKEN = 'shpat_practice_endless';
export const PRACTICE_CODE = 'practice-code';

/** Source: "Using the client credentials grant", "About offline access tokens", read on 2026-11-21. Seconds. */
const CLIENT_TOKEN_LIVES_S = 86_399;
const OFFLINE_TOKEN_LIVES_S = 3_600;
const REFRESH_TOKEN_LIVES_S = 90 * 86_400;

export interface AccessDesk {
  issue(form: URLSearchParams, nowMs: number): Answer;
  /** Null where the token is good, else the refusal. */
  check(token: string | undefined, nowMs: number): Answer | null;
  expireAll(): void;
}

export const refusedToken = (): Answer => ({ status: 401, body: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' } });

export function createAccessDesk(): AccessDesk {
  const endsAtMs = new Map<string, number>();
  let refreshToken = 'shprt_practice_1';
  let issued = 0;
  const refusal = (error: string, description: string): Answer => ({ status: 400, body: { error, error_description: description } });

  function mint(nowMs: number, seconds: number): string {
    issued += 1;
    const token = `shpat_practice_${nowMs.toString(36)}_${issued}`;
    endsAtMs.set(token, nowMs + seconds * 1000);
    return token;
  }
  function offline(nowMs: number): Answer {
    refreshToken = `shprt_practice_${issued + 2}`;
    return { status: 200, body: { access_token: mint(nowMs, OFFLINE_TOKEN_LIVES_S), scope: 'read_orders', expires_in: OFFLINE_TOKEN_LIVES_S, refresh_token: refreshToken, refresh_token_expires_in: REFRESH_TOKEN_LIVES_S } };
  }

  return {
    issue(form, nowMs) {
      if (form.get('client_id') !== PRACTICE_CLIENT.clientId || form.get('client_secret') !== PRACTICE_CLIENT.clientSecret) return refusal('invalid_client', 'Client authentication failed');
      if (form.has('code')) return form.get('code') === PRACTICE_CODE ? offline(nowMs) : refusal('invalid_request', 'The authorization code was not found or was already used');
      switch (form.get('grant_type')) {
        case 'client_credentials':
          return { status: 200, body: { access_token: mint(nowMs, CLIENT_TOKEN_LIVES_S), scope: 'read_orders', expires_in: CLIENT_TOKEN_LIVES_S } };
        case 'refresh_token':
          return form.get('refresh_token') === refreshToken ? offline(nowMs) : refusal('invalid_grant', 'This request requires an active refresh_token');
        default:
          return refusal('unsupported_grant_type', 'The authorization grant type is not supported');
      }
    },
    check(token, nowMs) {
      if (token === PRACTICE_ACCESS_TOKEN) return null;
      const ends = token === undefined ? undefined : endsAtMs.get(token);
      return ends !== undefined && nowMs < ends ? null : refusedToken();
    },
    expireAll() {
      for (const token of endsAtMs.keys()) endsAtMs.set(token, 0);
    },
  };
}
