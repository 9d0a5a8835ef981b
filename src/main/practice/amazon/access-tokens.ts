import type { Answer } from '../channel.ts';
import { refuse } from './answers.ts';

/** What a store must send to be let in. Plainly not real: nothing of it works anywhere else. */
export const PRACTICE_CREDENTIALS = { clientId: 'practice-client', clientSecret: 'practice-secret', refreshToken: 'practice-refresh-token' } as const;

/** Source: "Connect to the SP-API", step 1: an access token expires one hour after it is issued. Milliseconds. */
const TOKEN_LIVES_MS = 3_600_000;

export interface TokenDesk {
  issue(form: URLSearchParams, nowMs: number): Answer;
  /** Null where the token is good, else the refusal. */
  check(token: string | undefined, nowMs: number): Answer | null;
  expireAll(): void;
}

/** Tokens are kept in memory only: after a restart every old one is refused, as after an expiry. */
export function createTokenDesk(): TokenDesk {
  const endsAtMs = new Map<string, number>();
  let issued = 0;
  return {
    issue(form, nowMs) {
      const refusal = (status: number, error: string, description: string): Answer => ({ status, body: { error, error_description: description } });
      if (form.get('grant_type') !== 'refresh_token') return refusal(400, 'unsupported_grant_type', 'The authorization grant type is not supported');
      const isKnown = form.get('client_id') === PRACTICE_CREDENTIALS.clientId && form.get('client_secret') === PRACTICE_CREDENTIALS.clientSecret;
      if (!isKnown) return refusal(401, 'invalid_client', 'Client authentication failed');
      if (form.get('refresh_token') !== PRACTICE_CREDENTIALS.refreshToken) return refusal(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token');
      issued += 1;
      const token = `Atza|practice-${nowMs.toString(36)}-${issued}`;
      endsAtMs.set(token, nowMs + TOKEN_LIVES_MS);
      return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_LIVES_MS / 1000, refresh_token: PRACTICE_CREDENTIALS.refreshToken } };
    },
    check(token, nowMs) {
      const denied = (details: string): Answer => refuse(403, 'Unauthorized', 'Access to requested resource is denied.', details);
      if (token === undefined) return denied('');
      const ends = endsAtMs.get(token);
      if (ends === undefined) return denied('The access token you provided is revoked, malformed or invalid.');
      return nowMs < ends ? null : denied('The access token you provided has expired.');
    },
    expireAll() {
      for (const token of endsAtMs.keys()) endsAtMs.set(token, 0);
    },
  };
}
