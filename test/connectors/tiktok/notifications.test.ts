// Bodies: event examples of TikTok Shop webhooks (1), (4) and (11), read on 2026-11-21, with our own ids.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyTikTokNotification } from '../../../src/main/connectors/marketplaces/tiktok/notifications.ts';

const KEY = '6a6b7c';
const SECRET = 'app:s3cret';
const both = `${KEY}:${SECRET}`;
const signed = (body: string, secret = SECRET, key = KEY) => ({ headers: { authorization: createHmac('sha256', secret).update(key + body).digest('hex') }, body, url: 'https://relay.example/tiktok' });
const event = (type: number, data: unknown): string => JSON.stringify({ type, tts_notification_id: '7327112393057371910', shop_id: '7494049642642441621', timestamp: 1_644_412_885, data });

describe('a notification of TikTok', () => {
  it.each([
    ['a status', event(1, { order_id: '576486316948490001', order_status: 'CANCEL', is_on_hold_order: false, update_time: 1 }), 'order-status', ['576486316948490001']],
    ['a cancellation', event(11, { order_id: '576486316948490001', cancellations_role: 'BUYER', cancel_status: 'CANCELLATION_REQUEST_PENDING', cancel_id: '1', create_time: 1 }), 'cancellation-status', ['576486316948490001']],
    ['a package of two orders', event(4, { sc_type: 'COMBINE', role_type: 'ROLE_USER', package_list: [{ package_id: '1', order_id_list: ['152523', '532123'] }, { package_id: '2', order_id_list: ['152523'] }], update_time: 1 }), 'package-update', ['152523', '532123']],
    ['one that we do not know', event(5, { product_id: '1' }), 'type-5', []],
    ['one that is no notification', '"hello"', 'unreadable', []],
    ['one that is no JSON', 'hello', 'unreadable', []],
  ])('%s names the orders to look at', (_what, body, topic, orders) => {
    expect(verifyTikTokNotification(signed(body), both)).toEqual({ kind: 'genuine', topic, orders });
  });

  it('an upper-case signature is the same number', () => {
    const body = event(1, { order_id: '1' });
    expect(verifyTikTokNotification({ ...signed(body), headers: { authorization: signed(body).headers.authorization.toUpperCase() } }, both).kind).toBe('genuine');
  });

  const body = event(1, { order_id: '1' });
  it.each([
    ['without a signature', { ...signed(body), headers: {} }, both],
    ['with another body', { ...signed(body), body: body.replace('"1"', '"2"') }, both],
    ['signed by another secret', signed(body, 'other'), both],
    ['signed for another app', signed(body, SECRET, 'other'), both],
    ['with half a signature', { ...signed(body), headers: { authorization: signed(body).headers.authorization.slice(0, 32) } }, both],
    ['with something else in its place', { ...signed(body), headers: { authorization: 'Bearer x' } }, both],
    ['checked with half a secret', signed(body), SECRET.replace(':', '')],
    ['checked with no secret', signed(body, '', KEY), `${KEY}:`],
  ])('is believed by nobody %s', (_what, received, secret) => {
    expect(verifyTikTokNotification(received, secret)).toMatchObject({ kind: 'forged', why: expect.any(String) as string });
  });
});
