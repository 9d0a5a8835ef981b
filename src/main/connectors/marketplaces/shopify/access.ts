import { z } from 'zod';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import { readRetryAfterMs } from '../../kit/retry-after.ts';
import type { Operation, WireReply, WireRequest } from '../../kit/wire.ts';
import { parseJson } from './parse-json.ts';
import { tokenErrorShape, tokenShape } from './shapes.ts';
import type { ShopifySettings } from './settings.ts';

export interface Grant {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null: the app and the shop belong to one organisation, and the client's own secret is enough. */
  readonly refreshToken: string | null;
}

export interface GrantedToken {
  readonly accessToken: string;
  /** Null: the token never ends. */
  readonly livesMs: number | null;
  /** A refresh token is good once; the answer brings the next one. */
  readonly refreshToken: string | null;
  readonly refreshLivesMs: number | null;
}

const TOKEN_PATH = '/admin/oauth/access_token';
/** No figure is published for the token service; a minute is far below any sensible limit. Milliseconds. */
const TOKEN_PAUSE_MS = 60_000;

export function buildTokenRequest(form: Readonly<Record<string, string>>): WireRequest {
  return {
    operation: 'accessToken',
    method: 'POST',
    path: TOKEN_PATH,
    query: {},
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}

/**
 * A day for an app of one's own organisation, an hour with a refresh token of 90 days for all others. Sources: "Using the client credentials
 * grant", "About offline access tokens", read on 2026-11-21.
 */
export const fetchToken: Operation<Grant, GrantedToken, ShopifySettings> = {
  name: 'accessToken',
  effect: 'read',
  build: ({ clientId, clientSecret, refreshToken }) =>
    buildTokenRequest({ client_id: clientId, client_secret: clientSecret, ...(refreshToken === null ? { grant_type: 'client_credentials' } : { grant_type: 'refresh_token', refresh_token: refreshToken }) }),
  read: readToken,
};

export function readToken(reply: WireReply): Outcome<GrantedToken> {
  const body = parseJson(reply.bodyText);
  if (reply.status === 200) {
    const token = tokenShape.safeParse(body);
    if (!token.success) return { kind: 'unavailable', cause: 'the token service answered without a token' };
    const { access_token: accessToken, expires_in: seconds, refresh_token: refreshToken, refresh_token_expires_in: refreshSeconds } = token.data;
    return { kind: 'done', value: { accessToken, livesMs: inMs(seconds), refreshToken: refreshToken || null, refreshLivesMs: inMs(refreshSeconds) } };
  }
  if (reply.status === 429) return { kind: 'rate-limited', retryAfterMs: readRetryAfterMs(reply) ?? TOKEN_PAUSE_MS };
  if (reply.status >= 400 && reply.status < 500) return { kind: 'rejected', problems: [{ code: 'auth', message: `Shopify’s sign-in: ${wordsOf(reply, body)}` }] };
  return { kind: 'unavailable', cause: `the token service answered ${reply.status}` };
}

const inMs = (seconds: number | null | undefined): number | null => (seconds === null || seconds === undefined ? null : seconds * 1000);

const errorsShape = z.object({ errors: z.string() });

/** Refusals also come as a page for a browser, whose title says which: "Oauth error invalid_request: …". */
function wordsOf(reply: WireReply, body: unknown): string {
  const named = tokenErrorShape.safeParse(body);
  if (named.success) return [named.data.error, named.data.error_description].filter(Boolean).join(': ');
  const plain = errorsShape.safeParse(body);
  return plain.success ? plain.data.errors : (/Oauth error [a-z_]+/i.exec(reply.bodyText)?.[0] ?? `status ${reply.status}`);
}
