import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NotificationVerdict, ReceivedNotification } from '../../kit/marketplace-connector.ts';
import { parseJson } from './problems.ts';

/**
 * A webhook of WooCommerce: `X-WC-Webhook-Signature` is the base64 of HMAC-SHA256 over the raw body, with the webhook's own secret. Source:
 * REST API v3, "Webhooks", read on 2026-11-21. The ping that a shop sends when a webhook is made carries no signature and is not believed.
 */
export function verifyNotification({ headers, body }: ReceivedNotification, secret: string): NotificationVerdict {
  if (secret === '') return { kind: 'forged', why: 'no secret is set for the webhook' };
  const given = headers['x-wc-webhook-signature'];
  if (given === undefined || given === '') return { kind: 'forged', why: 'it carries no signature' };
  const expected = createHmac('sha256', secret).update(body, 'utf8').digest();
  const offered = Buffer.from(given, 'base64');
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) return { kind: 'forged', why: 'the signature does not fit the body' };
  const topic = headers['x-wc-webhook-topic'] ?? '';
  return { kind: 'genuine', topic, orders: topic.startsWith('order.') ? orderIn(parseJson(body)) : [] };
}

function orderIn(body: unknown): readonly string[] {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : null;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? [String(id)] : [];
}
