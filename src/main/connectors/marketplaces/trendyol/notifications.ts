import { createHash, timingSafeEqual } from 'node:crypto';
import type { VerifyNotification } from '../../kit/marketplace-connector.ts';
import { channelOrderIdOf } from './ids.ts';
import { parseJson } from './problems.ts';
import { packageShape } from './shapes.ts';

/**
 * Trendyol signs nothing: it sends back what was entered when the webhook was made, either a value for the header `x-api-key` or a user and a
 * password. `secret` is that value, or `<user>:<password>`. So the body proves nothing by itself, and only the ids in it are used. Source:
 * "Webhook Model", read on 2026-11-21.
 */
export const verifyTrendyolNotification: VerifyNotification = ({ headers, body }, secret) => {
  if (secret === '') return { kind: 'forged', why: 'no secret is set for the webhook' };
  const key = headers['x-api-key'];
  const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (key === undefined && basic === undefined) return { kind: 'forged', why: 'it carries no key' };
  const isKey = key !== undefined && isSame(key, secret);
  // Without a colon the secret is a key, and never half a sign-in.
  const isSignIn = basic !== undefined && secret.includes(':') && isSame(Buffer.from(basic, 'base64').toString('utf8'), secret);
  if (!isKey && !isSignIn) return { kind: 'forged', why: 'the key does not fit' };
  const parsed = packageShape.safeParse(parseJson(body));
  return parsed.success ? { kind: 'genuine', topic: parsed.data.status, orders: [channelOrderIdOf(parsed.data)] } : { kind: 'genuine', topic: 'unreadable', orders: [] };
};

/** Digests have one length, so that neither the length nor the first wrong letter shows in the time this takes. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(secret));
}
