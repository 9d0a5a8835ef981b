import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyShopifyNotification } from '../../../src/main/connectors/marketplaces/shopify/notifications.ts';
import type { ReceivedNotification } from '../../../src/main/connectors/kit/marketplace-connector.ts';

const SECRET = 'hush';
// Formula: base 64 of HMAC-SHA256 over the raw body, under the app's secret. Source: "Verify webhook deliveries", read on 2026-11-21.
const sign = (body: string, secret = SECRET): string => createHmac('sha256', secret).update(body, 'utf8').digest('base64');
const received = (topic: string, body: string, signature = sign(body)): ReceivedNotification => ({ headers: { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature, 'x-shopify-webhook-id': 'w-1' }, body, url: '/hooks' });

describe('what Shopify sends by itself', () => {
  it.each([
    ['orders/cancelled', '{"id":5000000000001,"name":"#1001"}', ['5000000000001']],
    ['orders/updated', '{"id":5000000000001,"customer":{"id":7}}', ['5000000000001']],
    ['orders/edited', '{"order_edit":{"id":9,"order_id":5000000000001}}', ['5000000000001']],
    ['fulfillments/update', '{"id":41,"order_id":5000000000001}', ['5000000000001']],
    ['fulfillment_orders/moved', '{"fulfillment_order":{"id":"gid://shopify/FulfillmentOrder/71","order_id":"gid://shopify/Order/5000000000001"}}', ['5000000000001']],
    // Most of these name no order.
    ['fulfillment_orders/placed_on_hold', '{"fulfillment_order":{"id":"gid://shopify/FulfillmentOrder/71","status":"on_hold"}}', []],
    ['app/uninstalled', '{"id":1,"name":"Shop"}', []],
    ['orders/updated', 'not json', []],
    ['orders/updated', '{"id":"../../x"}', []],
  ])('%s %s is genuine, and says which order to read', (topic, body, orders) => {
    expect(verifyShopifyNotification(received(topic, body), SECRET)).toEqual({ kind: 'genuine', topic, orders });
  });

  it('is judged by the raw text: the same meaning in other words does not pass', () => {
    const signature = sign('{"id":1,"title":"Ä"}');
    expect(verifyShopifyNotification(received('orders/updated', '{"id":1,"title":"Ä"}', signature), SECRET).kind).toBe('genuine');
    expect(verifyShopifyNotification(received('orders/updated', '{"id":1,"title":"\\u00c4"}', signature), SECRET).kind).toBe('forged');
    expect(verifyShopifyNotification(received('orders/updated', '{"id":1,"title":"Ä"}\n', signature), SECRET).kind).toBe('forged');
    expect(verifyShopifyNotification(received('orders/updated', '{"id":1}\n'), SECRET).kind).toBe('genuine');
  });

  it.each([
    ['another secret', sign('{}', 'other')],
    ['no signature', ''],
    ['a signature of other length', 'AAAA'],
    ['no base 64', '%%%'],
    ['hexadecimal', createHmac('sha256', SECRET).update('{}').digest('hex')],
  ])('is forged with %s', (_what, signature) => {
    expect(verifyShopifyNotification(received('orders/updated', '{}', signature), SECRET).kind).toBe('forged');
  });

  it('is never believed without a secret', () => {
    expect(verifyShopifyNotification(received('orders/updated', '{}', sign('{}', '')), '').kind).toBe('forged');
  });
});
