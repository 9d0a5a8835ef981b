import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { NotificationVerdict, VerifyNotification } from '../../kit/marketplace-connector.ts';
import { parseJson } from './problems.ts';
import { notificationShape, publicKeyShape, signatureShape } from './shapes.ts';

/** Digests that a header may name; another one is no reason to guess. */
const DIGESTS: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };

const forged = (why: string): NotificationVerdict => ({ kind: 'forged', why });

/**
 * `x-ebay-signature` is base64 of {alg, kid, signature, digest}; the signature (ECDSA, DER, base64) covers the body as it came. The secret
 * is eBay's public key with that id: its text, or the answer of getPublicKey (`GET /commerce/notification/v1/public_key/{kid}`) with `kid`
 * added. Empty, or another id: the key must be fetched first. Source: Notification API 1.2.0; eBay's event-notification SDK for
 * the formula. Read on 2026-11-21.
 */
export const verifyEbayNotification: VerifyNotification = ({ headers, body }, secret) => {
  const header = headers['x-ebay-signature'];
  if (header === undefined || header === '') return forged('there is no x-ebay-signature');
  const signature = signatureShape.safeParse(parseJson(Buffer.from(header, 'base64').toString('utf8')));
  if (!signature.success) return forged('the x-ebay-signature is not readable');
  const { alg, kid, digest } = signature.data;
  if (!/^ecdsa$/i.test(alg ?? 'ecdsa')) return forged(`signed with ${alg}, which eBay does not use`);
  const algorithm = DIGESTS[(digest ?? 'SHA1').toUpperCase().replaceAll('-', '')];
  if (algorithm === undefined) return forged(`made with the digest ${digest}, which we do not know`);
  const known = readSecret(secret);
  if (known === null || (known.kid !== null && known.kid !== kid)) return { kind: 'needs-key', keyId: kid };
  const key = readPublicKey(known.key);
  if (key === null) return { kind: 'needs-key', keyId: kid };
  if (!verify(algorithm, Buffer.from(body, 'utf8'), key, Buffer.from(signature.data.signature, 'base64'))) return forged('the signature is not that of this body');
  const message = notificationShape.safeParse(parseJson(body));
  if (!message.success) return { kind: 'genuine', topic: 'unknown', orders: [] };
  const data = message.data.notification?.data;
  const orderId = data?.order?.orderId ?? data?.orderId;
  return { kind: 'genuine', topic: message.data.metadata.topic, orders: orderId == null ? [] : [orderId] };
};

function readSecret(secret: string): { readonly key: string; readonly kid: string | null } | null {
  if (secret.trim() === '') return null;
  const answer = publicKeyShape.safeParse(parseJson(secret));
  return answer.success ? { key: answer.data.key, kid: answer.data.kid ?? null } : { key: secret, kid: null };
}

/** eBay hands the key out as PEM in one line; the lines in between are of no use to anybody but are asked for by the format. */
function readPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s/g, ''), 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' ? key : null;
  } catch (error: unknown) {
    if (error instanceof Error) return null;
    throw error;
  }
}
