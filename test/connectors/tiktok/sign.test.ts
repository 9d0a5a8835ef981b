import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signRequest } from '../../../src/main/connectors/marketplaces/tiktok/sign.ts';

const hmac = (text: string): string => createHmac('sha256', 's3cret').update(text).digest('hex');

describe('a request is signed as TikTok’s recipe says', () => {
  it('over path, parameters by name, and body, between two secrets', () => {
    const wire = { path: '/order/202309/orders/search', query: { timestamp: '1795249800', page_size: '100', app_key: '12abc', shop_cipher: 'ROW_x==' }, body: '{"update_time_ge":1}' };
    expect(signRequest(wire, 's3cret')).toBe(hmac('s3cret/order/202309/orders/searchapp_key12abcpage_size100shop_cipherROW_x==timestamp1795249800{"update_time_ge":1}s3cret'));
  });

  it('without a body, and without a signature or a token that stand in the query', () => {
    const wire = { path: '/order/202507/orders', query: { ids: '1,2', sign: 'old', access_token: 'ROW_t', app_key: '12abc' }, body: null };
    expect(signRequest(wire, 's3cret')).toBe(hmac('s3cret/order/202507/ordersapp_key12abcids1,2s3cret'));
  });

  it('and never the same for another secret', () => {
    const wire = { path: '/x', query: {}, body: null };
    expect(signRequest(wire, 'a')).not.toBe(signRequest(wire, 'b'));
    expect(signRequest(wire, 'a')).toMatch(/^[0-9a-f]{64}$/);
  });
});
