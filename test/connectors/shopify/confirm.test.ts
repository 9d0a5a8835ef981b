import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/main/connectors/marketplaces/shopify/ask.ts';
import { confirmDispatch } from '../../../src/main/connectors/marketplaces/shopify/confirm.ts';
import { shopifySettings } from '../../../src/main/connectors/marketplaces/shopify/settings.ts';
import { fulfillableOrderShape } from '../../../src/main/connectors/marketplaces/shopify/shapes.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import { aNotice } from './fixtures.ts';

const settings = shopifySettings.parse({ shop: 'my-shop', accessToken: 't' });
const whole = { hasNextPage: false };
const workAt = (at: string, id: string, quantity: number): object => ({
  id: `gid://shopify/FulfillmentOrder/${id}`, status: 'OPEN', requestStatus: 'UNSUBMITTED', supportedActions: [{ action: 'CREATE_FULFILLMENT' }],
  assignedLocation: { location: { id: `gid://shopify/Location/${at}` } },
  lineItems: { nodes: [{ id: `gid://shopify/FulfillmentOrderLineItem/${id}`, remainingQuantity: quantity, lineItem: { id: 'gid://shopify/LineItem/11' } }], pageInfo: whole },
});
const orderOf = (works: readonly object[], fulfillments: readonly object[] = []): unknown => fulfillableOrderShape.parse({ order: { cancelledAt: null, cancelReason: null, fulfillments, fulfillmentOrders: { nodes: works, pageInfo: whole } } }).order;

/** Answers by the name of the call, and remembers what was asked. */
function asking(answers: Readonly<Record<string, readonly unknown[]>>, waitMs = 0): { readonly ask: Ask; readonly asked: (readonly [name: string, input: unknown])[] } {
  const asked: (readonly [string, unknown])[] = [];
  const left = new Map(Object.entries(answers).map(([name, list]) => [name, [...list]]));
  const call = (operation: { readonly name: string }, input: unknown): Promise<Outcome<unknown>> => {
    asked.push([operation.name, input]);
    return Promise.resolve({ kind: 'done', value: left.get(operation.name)?.shift() });
  };
  return { ask: { call: call as Ask['call'], waitMs: () => waitMs }, asked };
}

describe('telling a shop, call by call', () => {
  it('begins no message where the points are not enough for all messages of a parcel', async () => {
    const { ask, asked } = asking({ readFulfillable: [orderOf([workAt('1', '71', 1), workAt('2', '72', 1)])] }, 400);
    expect(await confirmDispatch(ask, settings, aNotice())).toEqual({ kind: 'rate-limited', retryAfterMs: 400 });
    expect(asked.map(([name]) => name)).toEqual(['readFulfillable']);
  });

  it('keeps the other numbers of a fulfilment when one of them is replaced', async () => {
    const parcel = { id: 'gid://shopify/Fulfillment/41', status: 'SUCCESS', trackingInfo: [{ company: 'DHL', number: 'OLD 1' }, { company: 'DHL', number: 'B' }] };
    const { ask, asked } = asking({ readFulfillable: [orderOf([], [parcel])] });
    expect(await confirmDispatch(ask, settings, aNotice({ trackingNumber: 'NEW', replaces: { trackingNumber: 'old-1' } }))).toEqual({ kind: 'done', value: undefined });
    expect(asked.at(-1)).toEqual(['fulfillmentTrackingInfoUpdate', { fulfillmentId: parcel.id, tracking: { company: 'DHL', numbers: ['NEW', 'B'] }, notifyCustomer: false }]);
  });

  it('reads all pages of work, and of its lines, before it says that something is missing', async () => {
    const more = { nodes: [{ id: 'gid://shopify/FulfillmentOrderLineItem/9', remainingQuantity: 1, lineItem: { id: 'gid://shopify/LineItem/11' } }], pageInfo: whole };
    const order = orderOf([{ ...workAt('1', '71', 1), lineItems: { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'l' } } }]) as { fulfillmentOrders: { pageInfo: object } };
    order.fulfillmentOrders.pageInfo = { hasNextPage: true, endCursor: 'w' };
    const second = (orderOf([workAt('1', '72', 1)]) as { fulfillmentOrders: object }).fulfillmentOrders;
    const { ask, asked } = asking({ readFulfillable: [order], readMoreFulfillable: [second], readWorkLines: [more] });
    expect(await confirmDispatch(ask, settings, aNotice())).toEqual({ kind: 'done', value: undefined });
    expect(asked.slice(0, 3).map(([name, input]) => [name, input])).toEqual([['readFulfillable', '5000000000001'], ['readMoreFulfillable', { id: '5000000000001', after: 'w' }], ['readWorkLines', { workId: 'gid://shopify/FulfillmentOrder/71', after: 'l' }]]);
    expect(asked[3]).toMatchObject(['fulfillmentCreate', { fulfillmentOrders: [{ id: 'gid://shopify/FulfillmentOrder/71' }, { id: 'gid://shopify/FulfillmentOrder/72' }] }]);
  });
});
