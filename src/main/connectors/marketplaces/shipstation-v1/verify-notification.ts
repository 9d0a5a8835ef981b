import { createHash, timingSafeEqual } from 'node:crypto';
import type { NotificationVerdict, VerifyNotification } from '../../kit/marketplace-connector.ts';
import { parseJson } from './problems.ts';
import { isShipStationAddress } from './settings.ts';
import { notificationShape } from './shapes.ts';

const forged = (why: string): NotificationVerdict => ({ kind: 'forged', why });

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * ShipStation's V1 signs nothing and sends only an address to look at. So our own address carries a secret word (`?word=…`) that nobody else
 * knows, and an address that leads to another host is never followed: it would be handed the key. An order is named only where the address names it
 * in the open. Source: "Webhook Model", read on 2026-11-21.
 */
export const verifyShipStationV1Notification: VerifyNotification = ({ body, url }, secret) => {
  if (secret.trim() === '') return forged('this store has no secret word in its address: anybody could have sent this');
  const word = readWord(url);
  if (word === null || !timingSafeEqual(digest(word), digest(secret.trim()))) return forged('the secret word is missing or wrong');
  const message = notificationShape.safeParse(parseJson(body));
  if (!message.success) return forged('this is no notification of ShipStation');
  const { resource_url: resource, resource_type: topic } = message.data;
  if (!isShipStationAddress(resource)) return forged('the resource lies on a host that is not ShipStation’s');
  const orderId = new URL(resource).searchParams.get('orderId');
  return { kind: 'genuine', topic, orders: orderId !== null && /^\d+$/.test(orderId) ? [orderId] : [] };
};

/** The address may come whole or as a path. */
function readWord(url: string): string | null {
  const base = 'http://localhost';
  return URL.canParse(url, base) ? new URL(url, base).searchParams.get('word') : null;
}
