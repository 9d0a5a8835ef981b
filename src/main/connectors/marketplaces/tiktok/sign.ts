import { createHmac } from 'node:crypto';
import type { WireRequest } from '../../kit/wire.ts';

/** Never part of what is signed. Source: TikTok Shop, "Sign your API request", read on 2026-11-21. */
const UNSIGNED = new Set(['sign', 'access_token']);

/**
 * HMAC-SHA256 under the app secret, as hex, over: secret, path, each query parameter as name and value in the order of the names, body, secret.
 * Values as they are before percent-encoding.
 */
export function signRequest({ path, query, body }: Pick<WireRequest, 'path' | 'query' | 'body'>, appSecret: string): string {
  const parameters = Object.keys(query)
    .filter((name) => !UNSIGNED.has(name))
    .sort()
    .map((name) => `${name}${query[name] ?? ''}`)
    .join('');
  return createHmac('sha256', appSecret).update(`${appSecret}${path}${parameters}${body ?? ''}${appSecret}`).digest('hex');
}
