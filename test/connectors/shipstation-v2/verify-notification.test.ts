import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyShipStationV2Notification } from '../../../src/main/connectors/marketplaces/shipstation-v2/verify-notification.ts';

// Formula: "Webhook Validation" of the vendor (RSA-SHA256, key set, three headers), read on 2026-11-21. The keys are made here and now.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwkOf = (key: typeof publicKey, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' });
const keySet = JSON.stringify({ keys: [jwkOf(other.publicKey, 'old'), { kty: 'EC', kid: 'k-ec' }, jwkOf(publicKey, 'k1')] });

const TIMESTAMP = '2026-11-21T09:00:00Z';
const body = (resource_url: string | undefined, resource_type = 'SHIPMENT_CREATED_V2') => JSON.stringify({ ...(resource_url === undefined ? {} : { resource_url }), resource_type });
const GOOD = body('https://api.shipstation.com/v2/shipments/se-28529731');

const sign = (text: string, timestamp = TIMESTAMP, key = privateKey): string => createSign('RSA-SHA256').update(`${timestamp}.${text}`).sign(key, 'base64');
const received = (text: string, headers: Record<string, string> = {}) => ({
  body: text,
  url: '/hooks/shipstation',
  headers: { 'x-shipengine-rsa-sha256-key-id': 'k1', 'x-shipengine-rsa-sha256-signature': sign(text), 'x-shipengine-timestamp': TIMESTAMP, ...headers },
});
const verdict = (text: string, headers: Record<string, string> = {}, secret = keySet) => verifyShipStationV2Notification(received(text, headers), secret);

describe('a signed notification of ShipStation V2', () => {
  it('is genuine with the key that it names, from the set or alone', () => {
    const genuine = { kind: 'genuine', topic: 'SHIPMENT_CREATED_V2', orders: ['se-28529731'] };
    expect(verdict(GOOD)).toEqual(genuine);
    expect(verdict(GOOD, {}, JSON.stringify(jwkOf(publicKey, 'k1')))).toEqual(genuine);
  });

  it.each([
    ['another body', GOOD.replace('731', '732'), { 'x-shipengine-rsa-sha256-signature': sign(GOOD) }],
    ['the same body, written otherwise', JSON.stringify(JSON.parse(GOOD), null, 1), { 'x-shipengine-rsa-sha256-signature': sign(GOOD) }],
    ['another time', GOOD, { 'x-shipengine-timestamp': '2026-11-21T09:00:01Z' }],
    ['another signer', GOOD, { 'x-shipengine-rsa-sha256-signature': sign(GOOD, TIMESTAMP, other.privateKey) }],
    ['a signature without the time', GOOD, { 'x-shipengine-rsa-sha256-signature': createSign('RSA-SHA256').update(GOOD).sign(privateKey, 'base64') }],
    ['no base64', GOOD, { 'x-shipengine-rsa-sha256-signature': '§§' }],
    ['no signature', GOOD, { 'x-shipengine-rsa-sha256-signature': '' }],
    ['no time', GOOD, { 'x-shipengine-timestamp': '' }],
    ['no key named', GOOD, { 'x-shipengine-rsa-sha256-key-id': '' }],
    ['an old key of another pair', GOOD, { 'x-shipengine-rsa-sha256-key-id': 'old' }],
  ])('%s is forged', (_what, text, headers) => {
    expect(verdict(text, headers)).toMatchObject({ kind: 'forged' });
  });

  it.each([
    ['no key at all', 'k1', ''],
    ['a set without it', 'new', keySet],
    ['a key of another kind', 'k-ec', keySet],
    ['a text that is no key', 'k1', 'secret'],
    ['a broken key', 'k1', JSON.stringify({ kty: 'RSA', kid: 'k1', n: '!', e: '' })],
  ])('with %s the key must be fetched first', (_what, keyId, secret) => {
    expect(verdict(GOOD, { 'x-shipengine-rsa-sha256-key-id': keyId }, secret)).toEqual({ kind: 'needs-key', keyId });
  });

  it.each([
    ['a list of fulfillments of one shipment', 'https://api.shipstation.com/v2/fulfillments?shipment_id=se-1', ['se-1']],
    ['a list of several', 'https://api.shipstation.com/v2/shipments?batch_id=se-5', []],
    ['a label', 'https://api.shipstation.com/v2/labels/se-5', []],
    ['another host', 'https://evil.example/v2/shipments/se-1', []],
    ['plain http', 'http://api.shipstation.com/v2/shipments/se-1', []],
    ['nothing', undefined, []],
  ])('that points to %s names %s as %j', (_what, resource, orders) => {
    expect(verdict(body(resource))).toMatchObject({ kind: 'genuine', orders });
  });

  it('whose body is no notification we know names no order', () => {
    expect(verdict('{"event":"x"}')).toEqual({ kind: 'genuine', topic: 'unknown', orders: [] });
  });
});
