import { createHash, timingSafeEqual } from 'node:crypto';
import type { NotificationVerdict, VerifyNotification } from '../../kit/marketplace-connector.ts';
import { parseJson } from './problems.ts';

const forged = (why: string): NotificationVerdict => ({ kind: 'forged', why });

/**
 * A message as it lies in the queue. Amazon signs nothing: that a message is Amazon's is proven by the queue alone, whose owner lets nobody but Amazon
 * write into it. What can be checked here is that it belongs to our subscription, so `secret` is the subscription's id (or that of the application),
 * or several with blanks or commas between. That keeps apart what a relay mixed up, and keeps out who does not know the id; it is **no
 * signature**, and whoever has seen one message knows the id. It is enough because nothing of a message is believed: the order it names is read live.
 * Sources: OrderChangeNotification (schema and example), "Notifications API v1 use case guide", read on 2026-11-21.
 */
export const verifyAmazonNotification: VerifyNotification = ({ body }, secret) => {
  const known = secret.split(/[\s,]+/).filter((id) => id !== '');
  if (known.length === 0) return forged('there is no subscription id to compare with');
  const message = parseJson(body);
  const metadata = within(message, 'NotificationMetadata');
  const given = [textWithin(metadata, 'SubscriptionId'), textWithin(metadata, 'ApplicationId')].filter((id) => id !== null);
  if (given.length === 0) return forged('the message names no subscription');
  if (!given.some((id) => known.some((ours) => isSame(id, ours)))) return forged('the message is of another subscription');
  const topic = textWithin(message, 'NotificationType') ?? 'unknown';
  const change = within(within(message, 'Payload'), 'OrderChangeNotification');
  const orderId = topic === 'ORDER_CHANGE' ? textWithin(change, 'AmazonOrderId') : null;
  return { kind: 'genuine', topic, orders: orderId === null ? [] : [orderId] };
};

/** Amazon writes some kinds of notification with a capital first letter and some without. */
function within(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
}

function textWithin(value: unknown, field: string): string | null {
  const found = within(value, field);
  return typeof found === 'string' && found !== '' ? found : null;
}

/** In the same time for every text. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
