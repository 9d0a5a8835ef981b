import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { VerifyNotification } from '../../kit/marketplace-connector.ts';

/** Webhook types that this station knows. Sources: TikTok Shop webhooks (1) order status, (4) package update, (11) cancellation status, read on 2026-11-21. */
const TOPICS: Readonly<Record<number, string>> = { 1: 'order-status', 4: 'package-update', 11: 'cancellation-status' };

const orderId = z.string().min(1);
const notificationShape = z.object({
  type: z.number().int(),
  data: z.object({ order_id: orderId.nullish(), package_list: z.array(z.object({ order_id_list: z.array(orderId).nullish() })).nullish() }).nullish(),
});

/**
 * The header `Authorization` holds HMAC-SHA256, as hex, over the app key and the raw body under the app secret. Source: public clients, read on 2026-11-21;
 * TikTok's own page was not at hand. `secret` is both, with a colon between: `<app key>:<app secret>`; the body names no app.
 */
export const verifyTikTokNotification: VerifyNotification = ({ headers, body }, secret) => {
  const colon = secret.indexOf(':');
  if (colon < 1 || colon === secret.length - 1) return { kind: 'forged', why: 'the app key and secret are not known' };
  const signature = headers['authorization']?.trim().toLowerCase() ?? '';
  if (signature === '') return { kind: 'forged', why: 'it carries no signature' };
  const expected = createHmac('sha256', secret.slice(colon + 1)).update(secret.slice(0, colon) + body).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { kind: 'forged', why: 'the signature does not fit' };
  const parsed = notificationShape.safeParse(parseJson(body));
  if (!parsed.success) return { kind: 'genuine', topic: 'unreadable', orders: [] };
  const { type, data } = parsed.data;
  const named = [...(data?.order_id == null ? [] : [data.order_id]), ...(data?.package_list ?? []).flatMap((listed) => listed.order_id_list ?? [])];
  return { kind: 'genuine', topic: TOPICS[type] ?? `type-${type}`, orders: [...new Set(named)] };
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
