import { describe, expect, it } from 'vitest';
import { verifyAmazonNotification } from '../../../src/main/connectors/marketplaces/amazon/verify-notification.ts';

// Shape: Amazon's OrderChangeNotification schema and its example (fields and nesting); all values are invented.
const message = (changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    NotificationVersion: '1.0',
    NotificationType: 'ORDER_CHANGE',
    PayloadVersion: '1.0',
    EventTime: '2026-11-21T09:00:00.000Z',
    Payload: { OrderChangeNotification: { NotificationLevel: 'OrderLevel', SellerId: 'A3EXAMPLE', AmazonOrderId: '302-1234567-7654321', OrderChangeType: 'BuyerRequestedChange', OrderChangeTrigger: { ChangeReason: 'Buyer Requested Cancel' } } },
    NotificationMetadata: { ApplicationId: 'app-1', SubscriptionId: 'sub-1', PublishTime: '2026-11-21T09:00:01.000Z', NotificationId: 'n-1' },
    ...changes,
  });
const verdict = (body: string, secret = 'sub-1') => verifyAmazonNotification({ headers: {}, body, url: 'sqs://orders' }, secret);

describe('a message of Amazon’s queue', () => {
  it.each([['sub-1'], ['app-1'], ['sub-0, sub-1'], ['sub-0\nsub-1\n']])('is taken for ours where it bears our subscription or application (%j)', (secret) => {
    expect(verdict(message(), secret)).toEqual({ kind: 'genuine', topic: 'ORDER_CHANGE', orders: ['302-1234567-7654321'] });
  });

  it.each([
    ['nothing to compare with is stored', message(), ' '],
    ['it is of another subscription', message(), 'sub-2'],
    ['the id is only the beginning of ours', message(), 'sub-12'],
    ['it names no subscription', message({ NotificationMetadata: { NotificationId: 'n-1' } }), 'sub-1'],
    ['the id stands where the order says it', message({ NotificationMetadata: {}, Payload: { SubscriptionId: 'sub-1' } }), 'sub-1'],
    ['it is no message at all', 'hello', 'sub-1'],
    ['the ids are no texts', message({ NotificationMetadata: { ApplicationId: 1, SubscriptionId: ['sub-1'] } }), 'sub-1'],
  ])('is not ours where %s', (_what, body, secret) => {
    expect(verdict(body, secret).kind).toBe('forged');
  });

  it.each([
    ['of another kind', message({ NotificationType: 'REPORT_PROCESSING_FINISHED' }), 'REPORT_PROCESSING_FINISHED'],
    ['without an order', message({ Payload: {} }), 'ORDER_CHANGE'],
    ['written small, as other kinds are', JSON.stringify({ notificationType: 'ANY_OFFER_CHANGED', notificationMetadata: { applicationId: 'app-1', subscriptionId: 'sub-1' } }), 'ANY_OFFER_CHANGED'],
  ])('names no order: %s', (_what, body, topic) => {
    expect(verdict(body)).toEqual({ kind: 'genuine', topic, orders: [] });
  });
});
