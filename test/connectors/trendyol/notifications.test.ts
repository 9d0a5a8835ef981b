// The formula of Trendyol's page "Webhook Model" (read on 2026-11-21): what was entered comes back, in x-api-key or as Basic; nothing is signed.
import { describe, expect, it } from 'vitest';
import { trendyolConnector } from '../../../src/main/connectors/marketplaces/trendyol/connector.ts';
import { aRecord } from './fixtures.ts';

const body = JSON.stringify(aRecord({ status: 'Cancelled' }));
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

function verify(headers: Readonly<Record<string, string>>, secret: string, text = body) {
  if (trendyolConnector.verifyNotification === null) throw new Error('Trendyol’s webhooks carry a key');
  return trendyolConnector.verifyNotification({ headers, body: text, url: 'https://hub.example/trendyol' }, secret);
}

describe('a webhook of Trendyol', () => {
  it.each([
    ['the key', { 'x-api-key': 'a key' }, 'a key'],
    ['user and password', { authorization: basic('ömer:p:w') }, 'ömer:p:w'],
  ])('is believed with %s, and names the order to be read', (_what, headers, secret) => {
    expect(verify(headers, secret)).toEqual({ kind: 'genuine', topic: 'Cancelled', orders: ['10654411111-3330111111'] });
  });

  it.each([
    ['nothing', {}, 'a key'],
    ['another key', { 'x-api-key': 'a kez' }, 'a key'],
    ['a part of the key', { 'x-api-key': 'a ke' }, 'a key'],
    ['another password', { authorization: basic('user:x') }, 'user:y'],
    ['a key sent as a sign-in', { authorization: basic('key') }, 'key'],
    ['an empty key while no secret is set', { 'x-api-key': '' }, ''],
  ])('is forged with %s', (_what, headers, secret) => {
    expect(verify(headers, secret).kind).toBe('forged');
  });

  it('in words that nobody can read names no order', () => {
    expect(verify({ 'x-api-key': 'k' }, 'k', '<html>')).toEqual({ kind: 'genuine', topic: 'unreadable', orders: [] });
  });
});
