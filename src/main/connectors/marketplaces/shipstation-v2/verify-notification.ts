import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { NotificationVerdict, VerifyNotification } from '../../kit/marketplace-connector.ts';
import { parseJson } from './problems.ts';
import { isShipStationAddress } from './settings.ts';
import { keySetShape, keyShape, notificationShape } from './shapes.ts';

const forged = (why: string): NotificationVerdict => ({ kind: 'forged', why });

/**
 * RSA-SHA256 over "<timestamp>.<body as it came>", in base64. The secret is the vendor's key set (JWKS) as it was fetched, or one key of it; empty,
 * or without the key that is named: it must be fetched first. Whether the timestamp is recent is for the one who has a clock; an old notification
 * sent again makes us read an order once more, nothing else. Source: "Webhook Validation", read on 2026-11-21; the base text as public programs
 * build it.
 */
export const verifyShipStationV2Notification: VerifyNotification = ({ headers, body }, secret) => {
  const keyId = headers['x-shipengine-rsa-sha256-key-id'] ?? '';
  const signature = headers['x-shipengine-rsa-sha256-signature'] ?? '';
  const timestamp = headers['x-shipengine-timestamp'] ?? '';
  if (keyId === '' || signature === '' || timestamp === '') return forged('the headers of a signature are missing');
  const key = findKey(secret, keyId);
  if (key === null) return { kind: 'needs-key', keyId };
  if (!verify('sha256', Buffer.from(`${timestamp}.${body}`, 'utf8'), key, Buffer.from(signature, 'base64'))) return forged('the signature is not that of this body');
  const message = notificationShape.safeParse(parseJson(body));
  if (!message.success) return { kind: 'genuine', topic: 'unknown', orders: [] };
  return { kind: 'genuine', topic: message.data.resource_type, orders: ordersNamed(message.data.resource_url ?? '') };
};

/** Signed or not: only an address of the vendor's own is looked at, and only for the shipment it names. */
function ordersNamed(resource: string): readonly string[] {
  if (!isShipStationAddress(resource)) return [];
  const { pathname, searchParams } = new URL(resource);
  const named = /^\/v2\/shipments\/(se(?:-[a-z0-9]+)+)$/.exec(pathname)?.[1] ?? searchParams.get('shipment_id') ?? '';
  return /^se(?:-[a-z0-9]+)+$/.test(named) ? [named] : [];
}

function findKey(secret: string, keyId: string): KeyObject | null {
  if (secret.trim() === '') return null;
  const given = parseJson(secret);
  const set = keySetShape.safeParse(given);
  for (const candidate of set.success ? set.data.keys : [given]) {
    const parsed = keyShape.safeParse(candidate);
    if (parsed.success && parsed.data.kid === keyId) return importKey({ kty: parsed.data.kty, n: parsed.data.n, e: parsed.data.e });
  }
  return null;
}

function importKey(jwk: { readonly kty: 'RSA'; readonly n: string; readonly e: string }): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (error: unknown) {
    if (error instanceof Error) return null;
    throw error;
  }
}
