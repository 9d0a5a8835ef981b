import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StockDesk } from '../../../src/main/application/ports/marketplace.ts';
import { amazonConnector } from '../../../src/main/connectors/marketplaces/amazon/connector.ts';
import { createStockDesk } from '../../../src/main/connectors/marketplaces/amazon/stock.ts';
import { amazonSettings } from '../../../src/main/connectors/marketplaces/amazon/settings.ts';
import type { Operation, WireReply, WireRequest } from '../../../src/main/connectors/kit/wire.ts';
import type { AmazonSettings } from '../../../src/main/connectors/marketplaces/amazon/settings.ts';
import { GOODS } from '../../../src/main/practice/goods.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import { aReply, anError } from './fixtures.ts';
import { openAmazonWorld } from './world.ts';
import type { PracticeWorld } from '../support/practice-world.ts';

const OWNER = { sellerId: 'A3EXAMPLE', marketplaceId: 'A1PA6795UKMFR9' };
const settings = amazonSettings.parse({ region: 'eu', marketplaceIds: ['A1PA6795UKMFR9'], clientId: 'c', clientSecret: 's', refreshToken: 'r' });
const skus = Object.values(GOODS).map(({ sku }) => sku);

/** Amazon's answers in turn; what was asked is kept. */
function scripted(...replies: readonly WireReply[]): { readonly desk: StockDesk; readonly asked: WireRequest[] } {
  const asked: WireRequest[] = [];
  async function send<In, Out>(operation: Operation<In, Out, AmazonSettings>, input: In) {
    asked.push(operation.build(input, settings));
    const reply = replies[asked.length - 1];
    if (reply === undefined) throw new Error('one call too many');
    return operation.read(reply, input);
  }
  return { asked, desk: createStockDesk({ search: send, patch: send, waitMs: () => 0 }, OWNER) };
}
const listing = (overrides: Record<string, unknown> = {}) => ({ sku: 'MUG', productTypes: [{ marketplaceId: 'A1PA6795UKMFR9', productType: 'DRINKING_CUP' }], fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 7 }], ...overrides });
const found = (...items: readonly unknown[]): WireReply => aReply(200, { numberOfResults: items.length, items });
const accepted = aReply(200, { sku: 'MUG', status: 'ACCEPTED', submissionId: 's', issues: [{ code: '1', message: 'look', severity: 'WARNING' }] });

// Shape of the answers: Listings Items API 2021-08-01; all values are invented.
describe('a level told to Amazon', () => {
  it('changes the quantity under the product type that Amazon has, and nothing beside it', async () => {
    const { desk, asked } = scripted(found(listing()), accepted);
    expect(await desk.publish([{ sku: 'MUG', available: 4 }])).toEqual({ kind: 'done', value: { refused: [] } });
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/listings/2021-08-01/items/A3EXAMPLE', query: { marketplaceIds: 'A1PA6795UKMFR9', identifiers: 'MUG', identifiersType: 'SKU', includedData: 'productTypes,fulfillmentAvailability', pageSize: '20' } });
    expect(asked[1]).toMatchObject({ method: 'PATCH', path: '/listings/2021-08-01/items/A3EXAMPLE/MUG', query: { marketplaceIds: 'A1PA6795UKMFR9', includedData: 'issues' } });
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ productType: 'DRINKING_CUP', patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 4 }] }] });
  });

  it('a SKU cannot leave its place in the address', async () => {
    const { desk, asked } = scripted(found(listing({ sku: 'a/../b?c' })), accepted);
    await desk.publish([{ sku: 'a/../b?c', available: 1 }]);
    expect(asked[1]?.path).toBe('/listings/2021-08-01/items/A3EXAMPLE/a%2F..%2Fb%3Fc');
  });

  it.each([
    ['not listed', found(), 4, 'unrecognised'],
    ['found under another SKU', found(listing({ sku: 'mug' })), 4, 'unrecognised'],
    ['kept by Amazon', found(listing({ fulfillmentAvailability: [{ fulfillmentChannelCode: 'AMAZON_EU' }] })), 4, 'wrong-state'],
    ['half a unit', found(listing()), 1.5, 'quantity-wrong'],
    ['less than none', found(listing()), -1, 'quantity-wrong'],
  ])('is refused before it leaves: %s', async (_what, answer, available, code) => {
    const { desk } = scripted(answer);
    expect(await desk.publish([{ sku: 'MUG', available }])).toMatchObject({ kind: 'done', value: { refused: [{ code, field: 'MUG' }] } });
  });

  it.each([
    ['refused by Amazon', aReply(200, { sku: 'MUG', status: 'INVALID', submissionId: 's', issues: [{ code: '90000900', message: 'The attributes are invalid.', severity: 'ERROR' }] }), { kind: 'done', value: { refused: [{ code: 'unrecognised', field: 'MUG', message: '90000900: The attributes are invalid.' }] } }],
    ['refused with a status', aReply(400, anError('no')), { kind: 'done', value: { refused: [{ code: 'unrecognised', field: 'MUG' }] } }],
    ['not let in', aReply(403, anError('no role', 'Unauthorized')), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too fast', aReply(429, anError('quota', 'QuotaExceeded')), { kind: 'rate-limited', retryAfterMs: 200 }],
    ['a broken server', aReply(503, null), { kind: 'uncertain' }],
    ['a page of a hotel', aReply(200, '<html>'), { kind: 'uncertain' }],
  ])('%s', async (_what, answer, outcome) => {
    const { desk } = scripted(found(listing()), answer);
    expect(await desk.publish([{ sku: 'MUG', available: 4 }])).toMatchObject(outcome);
  });

  it.each([
    ['a broken server', aReply(500, null), { kind: 'unavailable' }],
    ['a page of a hotel', aReply(200, '<html>'), { kind: 'unavailable' }],
    ['too fast', aReply(429, null), { kind: 'rate-limited' }],
    ['not let in', aReply(403, anError('no role')), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ])('nothing is told where the look-up ends with %s', async (_what, answer, outcome) => {
    const { desk, asked } = scripted(answer);
    expect(await desk.publish([{ sku: 'MUG', available: 4 }])).toMatchObject(outcome);
    expect(asked).toHaveLength(1);
  });

  it('twenty SKUs are looked up at once, and one with a comma not at all', async () => {
    const { desk, asked } = scripted(found(), found());
    expect(await desk.read(['a,b', ...Array.from({ length: 21 }, (_none, index) => `S${index}`)])).toEqual({ kind: 'done', value: [] });
    expect(asked.map(({ query }) => query['identifiers']?.split(',').length)).toEqual([20, 1]);
    expect(await scripted(found()).desk.publish([{ sku: 'a,b', available: 1 }])).toMatchObject({ value: { refused: [{ field: 'a,b' }] } });
  });
});

describe('stock at the practice shop as Amazon', () => {
  let world: PracticeWorld;
  beforeEach(async () => {
    world = await openAmazonWorld();
  });
  afterEach(() => world.close());
  const desk = (): StockDesk => {
    if (world.account.stock === null) throw new Error('no stock');
    return world.account.stock;
  };

  it('shows what was told, and names what it does not know', async () => {
    const [first = '', second = ''] = skus;
    expect(await desk().publish([{ sku: first, available: 3 }, { sku: 'NOWHERE', available: 1 }, { sku: second, available: 0 }])).toMatchObject({ kind: 'done', value: { refused: [{ field: 'NOWHERE' }] } });
    expect(await desk().read([first, second, 'NOWHERE'])).toEqual({ kind: 'done', value: [{ sku: first, available: 3 }, { sku: second, available: 0 }] });
  });

  it('keeps to its own budget: five levels, then a second of rest, and tracking is not touched', async () => {
    const levels = skus.slice(0, 5).map((sku) => ({ sku, available: 9 }));
    expect(world.account.callsLeft('publish-stock')).toBe(1);
    expect((await desk().publish(levels)).kind).toBe('done');
    expect(world.account.callsLeft('publish-stock')).toBe(0);
    expect(await desk().publish(levels)).toMatchObject({ kind: 'rate-limited', retryAfterMs: world.account.waitMs('publish-stock') });
    expect(world.site.arrived('patchListingsItem')).toBe(5);
    expect(world.account.callsLeft('confirm-dispatch')).toBe(10);
    await world.clock.advance(world.account.waitMs('publish-stock'));
    expect((await desk().publish(levels)).kind).toBe('done');
    expect(world.site.requests().some(({ status }) => status === 429)).toBe(false);
    expect((await desk().publish([...levels, ...levels])).kind).toBe('rejected');
  });

  it('a store without a merchant token publishes nothing, and says so', async () => {
    const { sellerId: _none, ...given } = (await world.site.start()).settings;
    const opened = amazonConnector.openAccount({ storeId: 's' as StoreId, settings: given, clock: world.clock });
    expect(opened).toMatchObject({ ok: true, account: { stock: null, traits: { stock: false } } });
    if (opened.ok) expect(opened.account.callsLeft('publish-stock')).toBe(0);
  });
});
