import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/main/connectors/marketplaces/shopify/ask.ts';
import { readWhole } from '../../../src/main/connectors/marketplaces/shopify/read.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import { parseOrder, RULES, wireLine, wireOrder, wireParcel, wireWork } from './fixtures.ts';

const lineOf = (id: number): ReturnType<typeof wireLine> => wireLine({ id: `gid://shopify/LineItem/${id}` });
const more = (endCursor: string): object => ({ hasNextPage: true, endCursor });

/** The first answer, and then the rests as they are asked for. */
function asking(first: object, rests: readonly Outcome<unknown>[]): { readonly ask: Ask; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const left = [...rests];
  const call = (operation: { readonly name: string }, input: unknown): Promise<Outcome<unknown>> => {
    asked.push(input);
    return Promise.resolve(operation.name === 'readOrder' ? { kind: 'done', value: { kind: 'read', order: first } } : (left.shift() ?? { kind: 'unavailable', cause: 'nothing left' }));
  };
  return { ask: { call: call as Ask['call'], waitMs: () => 0 }, asked };
}

describe('an order that does not fit into one answer', () => {
  it('is read to its last line, with all its work and all its parcels', async () => {
    const first = parseOrder(wireOrder({ lineItems: { nodes: [lineOf(1)], pageInfo: more('a') }, fulfillmentOrders: { nodes: [wireWork()], pageInfo: more('w') }, fulfillments: [wireParcel()], fulfillmentsCount: { count: 2 } }));
    const parcels = parseOrder(wireOrder({ fulfillments: [wireParcel({ fulfillmentLineItems: null }), wireParcel({ id: 'gid://shopify/Fulfillment/42', fulfillmentLineItems: null, trackingInfo: [{ company: 'DHL', number: 'B' }] })] })).fulfillments;
    const lines = (ids: readonly number[], pageInfo: object): object => ({ nodes: parseOrder(wireOrder({ lines: ids.map(lineOf) })).lineItems.nodes, pageInfo });
    const { ask, asked } = asking(first, [
      { kind: 'done', value: { lineItems: lines([2, 3], more('b')), work: parseOrder(wireOrder({ works: [wireWork({ status: 'ON_HOLD' })] })).fulfillmentOrders.nodes, parcels } },
      { kind: 'done', value: { lineItems: lines([4], { hasNextPage: false }), work: null, parcels: null } },
    ]);
    const order = await readWhole(ask, '5000000000001', RULES);
    expect(order).toMatchObject({ kind: 'done', value: { seenDispatches: [{ packageReference: 'F41' }, { packageReference: 'F42', trackingNumber: 'B' }], draft: { channelHold: 'ON_HOLD: the work is on hold', lines: [{ lineId: '1' }, { lineId: '2' }, { lineId: '3' }, { lineId: '4' }] } } });
    expect(asked).toEqual(['5000000000001', { id: '5000000000001', afterLine: 'a', moreWork: true, moreParcels: true }, { id: '5000000000001', afterLine: 'b', moreWork: false, moreParcels: false }]);
  });

  it.each([
    ['the line dies', { kind: 'unavailable', cause: 'x' }],
    ['the points end', { kind: 'rate-limited', retryAfterMs: 5 }],
  ] as const)('is no order at all when %s in between', async (_what, outcome) => {
    const { ask } = asking(parseOrder(wireOrder({ lineItems: { nodes: [lineOf(1)], pageInfo: more('a') } })), [outcome]);
    expect(await readWhole(ask, '5000000000001', RULES)).toEqual(outcome);
  });
});
