// Formula: REST API v3, "Webhooks": base64 of HMAC-SHA256 over the raw body with the webhook's secret; header names from the same place.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { wooConnector } from '../../../src/main/connectors/marketplaces/woocommerce/connector.ts';
import type { ReceivedNotification } from '../../../src/main/connectors/kit/marketplace-connector.ts';

const SECRET = 'a webhook’s own secret';
const BODY = '{"id":727,"status":"cancelled","billing":{"first_name":"Żaneta"}}';
const sign = (body: string, secret = SECRET): string => createHmac('sha256', secret).update(body).digest('base64');

function verify(change: Partial<ReceivedNotification> = {}, secret = SECRET) {
  const received = { url: 'https://hub.example/woo', body: BODY, headers: { 'x-wc-webhook-signature': sign(BODY), 'x-wc-webhook-topic': 'order.updated', 'x-wc-webhook-resource': 'order' }, ...change };
  if (wooConnector.verifyNotification === null) throw new Error('WooCommerce signs its webhooks');
  return wooConnector.verifyNotification(received, secret);
}

describe('a webhook of WooCommerce', () => {
  it('is believed with the right signature, and names the order to be read', () => {
    expect(verify()).toEqual({ kind: 'genuine', topic: 'order.updated', orders: ['727'] });
  });

  it('has the signature that another program computed for the same words', () => {
    // printf '{"id":1}' | openssl dgst -sha256 -hmac key -binary | base64
    expect(sign('{"id":1}', 'key')).toBe('yVxqfCx8dh6YTGjPZLS8qT8HJCkAqv27Mo07t1qw3LA=');
  });

  it.each([
    ['another body', { body: BODY.replace('727', '728') }],
    ['a body written anew with other blanks', { body: JSON.stringify(JSON.parse(BODY), null, 1) }],
    ['another secret', { headers: { 'x-wc-webhook-signature': sign(BODY, 'guess'), 'x-wc-webhook-topic': 'order.updated' } }],
    ['half a signature', { headers: { 'x-wc-webhook-signature': sign(BODY).slice(0, 20), 'x-wc-webhook-topic': 'order.updated' } }],
    ['no signature, as in the ping that a shop sends first', { body: 'webhook_id=5', headers: {} }],
  ])('is forged: %s', (_what, change) => {
    expect(verify(change).kind).toBe('forged');
  });

  it('is never believed while no secret is set', () => {
    expect(verify({ headers: { 'x-wc-webhook-signature': sign(BODY, '') } }, '').kind).toBe('forged');
  });

  it('about something else names no order', () => {
    const body = '{"id":9}';
    expect(verify({ body, headers: { 'x-wc-webhook-signature': sign(body), 'x-wc-webhook-topic': 'product.updated' } })).toEqual({ kind: 'genuine', topic: 'product.updated', orders: [] });
    const odd = '[727]';
    expect(verify({ body: odd, headers: { 'x-wc-webhook-signature': sign(odd), 'x-wc-webhook-topic': 'order.updated' } })).toMatchObject({ kind: 'genuine', orders: [] });
  });
});
