import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { VerifyNotification } from '../../kit/marketplace-connector.ts';
import { parseJson } from './parse-json.ts';

const bodyShape = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  order_id: z.union([z.number(), z.string()]).nullish(),
  fulfillment_order: z.object({ order_id: z.union([z.number(), z.string()]).nullish() }).nullish(),
  /** orders/edited wraps what changed. */
  order_edit: z.object({ order_id: z.union([z.number(), z.string()]).nullish() }).nullish(),
});

/**
 * The raw body under the app's secret, in base 64. Nothing but the numbers of orders is taken from it. Most notices about fulfilment orders
 * name no order at all: then a listing has to find it. Source: "Verify webhook deliveries", read on 2026-11-21.
 */
export const verifyShopifyNotification: VerifyNotification = ({ headers, body }, secret) => {
  const given = headers['x-shopify-hmac-sha256'];
  if (given === undefined || given === '') return { kind: 'forged', why: 'the signature is missing' };
  if (secret === '') return { kind: 'forged', why: 'no secret to verify with' };
  const expected = createHmac('sha256', secret).update(body, 'utf8').digest();
  const received = Buffer.from(given, 'base64');
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) return { kind: 'forged', why: 'the signature does not fit the body' };
  const topic = headers['x-shopify-topic'] ?? '';
  return { kind: 'genuine', topic, orders: ordersOf(topic, body) };
};

function ordersOf(topic: string, body: string): readonly string[] {
  const parsed = bodyShape.safeParse(parseJson(body));
  if (!parsed.success) return [];
  const { id, order_id, fulfillment_order, order_edit } = parsed.data;
  const named = [topic.startsWith('orders/') && order_edit == null ? id : null, order_id, fulfillment_order?.order_id, order_edit?.order_id];
  // A number may come as a text with the vendor's prefix.
  return [...new Set(named.filter((one) => one !== null && one !== undefined).map((one) => String(one).replace(/^.*\//, '')).filter((one) => /^\d{1,20}$/.test(one)))];
}
