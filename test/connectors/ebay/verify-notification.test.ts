import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyEbayNotification } from '../../../src/main/connectors/marketplaces/ebay/verify-notification.ts';

// The formula is that of eBay's event-notification SDK and of the Notification API 1.2.0: base64 of {alg, kid, signature, digest}, ECDSA over the
// body; the body has the shape of published samples of ORDER_CONFIRMATION. Keys and signatures are made here.
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
/** eBay hands it out in one line. */
const oneLine = pem.replaceAll('\n', '');
const BODY = JSON.stringify({
  metadata: { topic: 'ORDER_CONFIRMATION', schemaVersion: '1.0', deprecated: false },
  notification: { notificationId: 'n-1', eventDate: '2026-11-21T09:00:00.000Z', data: { user: { userId: 'u' }, order: { orderId: '12-34567-89012', orderLineItems: [{ orderLineItemId: '1', quantity: 1 }] } } },
});

function headerOf(body: string, { digest = 'SHA1', key = pair.privateKey, ...more }: { digest?: string; key?: typeof pair.privateKey; alg?: string } = {}): string {
  const signature = sign(digest.toLowerCase(), Buffer.from(body), key).toString('base64');
  return Buffer.from(JSON.stringify({ alg: 'ecdsa', kid: 'key-1', signature, digest, ...more })).toString('base64');
}
const verdict = (header: string | undefined, secret: string, body = BODY) => verifyEbayNotification({ headers: header === undefined ? {} : { 'x-ebay-signature': header }, body, url: 'https://hub.example/ebay' }, secret);
const genuine = { kind: 'genuine', topic: 'ORDER_CONFIRMATION', orders: ['12-34567-89012'] };

describe('a notification of eBay', () => {
  it.each([
    ['with the key as eBay hands it out', headerOf(BODY), oneLine],
    ['with the key in lines', headerOf(BODY), pem],
    ['with the answer of getPublicKey', headerOf(BODY), JSON.stringify({ key: oneLine, algorithm: 'ECDSA', digest: 'SHA1' })],
    ['with a key that is stored with its id', headerOf(BODY), JSON.stringify({ key: oneLine, kid: 'key-1' })],
    ['with another digest that the header names', headerOf(BODY, { digest: 'SHA256' }), oneLine],
  ])('is genuine %s', (_what, header, secret) => {
    expect(verdict(header, secret)).toEqual(genuine);
  });

  it.each([
    ['no key', headerOf(BODY), ''],
    ['a key of another id', headerOf(BODY), JSON.stringify({ key: oneLine, kid: 'key-0' })],
    ['something that is no key', headerOf(BODY), 'none'],
  ])('needs its key where we have %s', (_what, header, secret) => {
    expect(verdict(header, secret)).toEqual({ kind: 'needs-key', keyId: 'key-1' });
  });

  it.each([
    ['nobody signed it', undefined, BODY],
    ['the header is nonsense', '%%%', BODY],
    ['somebody else signed it', headerOf(BODY, { key: stranger.privateKey }), BODY],
    ['a word was changed', headerOf(BODY), BODY.replace('89012', '89013')],
    ['a blank was added', headerOf(BODY), `${BODY} `],
    ['it claims another way of signing', headerOf(BODY, { alg: 'none' }), BODY],
    ['it claims another digest than was used', Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(headerOf(BODY), 'base64').toString()) as object), digest: 'SHA256' })).toString('base64'), BODY],
    ['it names a digest that we do not know', Buffer.from(JSON.stringify({ alg: 'ecdsa', kid: 'key-1', signature: 'AA==', digest: 'MD5' })).toString('base64'), BODY],
  ])('is forged where %s', (_what, header, body) => {
    expect(verdict(header, oneLine, body).kind).toBe('forged');
  });

  it.each([
    ['the account of a buyer is gone', JSON.stringify({ metadata: { topic: 'MARKETPLACE_ACCOUNT_DELETION' }, notification: { data: { username: 'x' } } }), { kind: 'genuine', topic: 'MARKETPLACE_ACCOUNT_DELETION', orders: [] }],
    ['nothing that we know', 'hello', { kind: 'genuine', topic: 'unknown', orders: [] }],
  ])('names no order where it says that %s', (_what, body, expected) => {
    expect(verdict(headerOf(body), oneLine, body)).toEqual(expected);
  });
});
