import { describe, expect, it } from 'vitest';
import { createFulfillment, listOrders, readOrder } from '../../../src/main/connectors/marketplaces/shopify/operations.ts';
import { FIRST_PAGE, readBookmark, SEARCH_LAG_MS, writeBookmark } from '../../../src/main/connectors/marketplaces/shopify/listing.ts';
import { problemsOf } from '../../../src/main/connectors/marketplaces/shopify/problems.ts';
import { kindOfRejection } from '../../../src/shared/domain/writeback/problems.ts';
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import { aReply, wireOrder } from './fixtures.ts';

const anError = (code: string | null, message = 'words'): WireReply => aReply(200, { errors: [{ message, ...(code === null ? {} : { extensions: { code } }) }] });
const cost = (requestedQueryCost: number, currentlyAvailable: number, restoreRate = 100): object => ({ cost: { requestedQueryCost, actualQueryCost: null, throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate } } });
const throttled = (currentlyAvailable: number): WireReply => aReply(200, { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(754, currentlyAvailable) });
const created = (payload: object | null): WireReply => aReply(200, { data: { fulfillmentCreate: payload }, extensions: cost(10, 1990) });
const listing = { updatedAfterMs: 0, bookmark: FIRST_PAGE };
const input = { fulfillmentOrders: [], tracking: { company: 'DHL', number: '1' }, notifyCustomer: false };

// Codes: "GraphQL Admin API, status and error codes", and public code; see problems.ts.
const COMMON: readonly (readonly [string, WireReply, object])[] = [
  ['throttled at status 200', throttled(54), { kind: 'rate-limited', retryAfterMs: 7_000 }],
  ['throttled at status 429', aReply(429, null, { 'retry-after': '2' }), { kind: 'rate-limited', retryAfterMs: 2_000 }],
  ['access denied', anError('ACCESS_DENIED'), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ['access denied in words alone', anError(null, 'This app is not approved to access the MailingAddress object'), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ['the shop is closed', anError('SHOP_INACTIVE'), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ['an unknown token', aReply(401, { errors: '[API] Invalid API key' }), { kind: 'rejected', problems: [{ code: 'auth', message: 'Shopify answered 401: [API] Invalid API key' }] }],
  ['a frozen shop', aReply(402, { errors: 'Unavailable Shop' }), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ['a locked shop', aReply(423, null), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ['a field that is not there', anError('undefinedField', "Field 'x' doesn't exist on type 'Order'"), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
  ['a variable that does not fit', anError('INVALID_VARIABLE'), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
  ['too dear a query', anError('MAX_COST_EXCEEDED'), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
  ['a status of our making', aReply(400, { errors: { query: 'Required parameter missing or invalid' } }), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
];

const UNCLEAR: readonly (readonly [string, WireReply])[] = [
  ['the server broke', anError('INTERNAL_SERVER_ERROR')],
  ['an error that nobody knows', anError(null, 'The moon is full')],
  ['a code that nobody knows', anError('LUNACY')],
  ['a broken server', aReply(502, null)],
  ['a redirect that nobody asked for', aReply(301, null)],
  ['a sign-in page of some network', aReply(200, '<html></html>')],
  ['data of nothing', aReply(200, { data: null })],
  ['half an answer', aReply(200, '{"data":{')],
];

describe('answers of Shopify', () => {
  it.each(COMMON)('%s means the same for reads and writes: nothing happened', (_what, reply, outcome) => {
    expect(readOrder.read(reply, '1')).toMatchObject(outcome);
    expect(createFulfillment.read(reply, input)).toMatchObject(outcome);
  });

  it.each(UNCLEAR)('%s: a read may be asked again, a write may have happened', (_what, reply) => {
    expect(readOrder.read(reply, '1').kind).toBe('unavailable');
    expect(createFulfillment.read(reply, input).kind).toBe('uncertain');
  });

  it('data beside an error is not believed', () => {
    const reply = aReply(200, { data: { order: wireOrder() }, errors: [{ message: 'denied', extensions: { code: 'ACCESS_DENIED' } }] });
    expect(readOrder.read(reply, '1')).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
  });

  it('an order that is not there is none, and one that cannot be read says which field', () => {
    expect(readOrder.read(aReply(200, { data: { order: null } }), '1')).toEqual({ kind: 'done', value: null });
    expect(readOrder.read(aReply(200, { data: { order: wireOrder({ updatedAt: 'yesterday' }) } }), '1')).toMatchObject({ kind: 'done', value: { kind: 'unreadable', channelOrderId: '5000000000001', reason: expect.stringContaining('updatedAt') as string } });
  });
});

describe('answers to fulfillmentCreate', () => {
  it('with a fulfilment is accepted, also where the company is unknown and beside a warning', () => {
    const fulfillment = { id: 'gid://shopify/Fulfillment/41', status: 'SUCCESS', trackingInfo: [{ company: 'Kiez-Velo', number: '1', url: null }] };
    expect(createFulfillment.read(created({ fulfillment, userErrors: [] }), input)).toEqual({ kind: 'done', value: undefined });
    expect(createFulfillment.read(created({ fulfillment, userErrors: [{ field: null, message: 'no notice was sent' }] }), input).kind).toBe('done');
  });

  it('with neither a fulfilment nor a refusal is unclear', () => {
    expect(createFulfillment.read(created({ fulfillment: null, userErrors: [] }), input).kind).toBe('uncertain');
    expect(createFulfillment.read(created(null), input).kind).toBe('uncertain');
  });

  // Texts as reported by others; see problems.ts.
  it.each([
    ['Fulfillment order 123 has an unfulfillable status= closed.', 'already-shipped', 'already-shipped'],
    ['Fulfillment order 123 has an unfulfillable status= on_hold.', 'wrong-state', 'data'],
    ['Fulfillment order 123 has an unfulfillable status= scheduled.', 'wrong-state', 'data'],
    ['Invalid fulfillment order line item quantity requested.', 'quantity-wrong', 'data'],
    ['The api_client does not have access to the fulfillment order.', 'not-ours-to-tell', 'data'],
    ['Fulfillment order does not exist.', 'order-gone', 'data'],
    ['All fulfillment orders must be assigned to the same location.', 'bad-request-ours', 'data'],
    ['Cannot update a cancelled fulfillment', 'correction-closed', 'data'],
    ['The moon is full', 'unrecognised', 'data'],
  ])('"%s" is %s', (message, code, kind) => {
    const problems = problemsOf([{ field: ['fulfillment', 'lineItems'], message }]);
    expect(problems).toEqual([{ code, message, field: 'fulfillment.lineItems' }]);
    expect(kindOfRejection(problems)).toBe(kind);
    expect(createFulfillment.read(created({ fulfillment: null, userErrors: [{ field: null, message }] }), input)).toEqual({ kind: 'rejected', problems: [{ code, message }] });
  });
});

describe('a listing', () => {
  const answer = (nodes: readonly unknown[], headers: Record<string, string> = {}): WireReply => aReply(200, { data: { orders: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } } }, headers);

  it('asks for the oldest change first, in Shopify’s own search words', () => {
    const { variables } = JSON.parse(listOrders.build({ updatedAfterMs: Date.UTC(2026, 10, 20), bookmark: FIRST_PAGE }, undefined as never).body ?? '') as { readonly variables: object };
    expect(variables).toMatchObject({ search: "updated_at:>='2026-11-20T00:00:00.000Z'", first: 8, after: null, whole: false });
  });

  it('vouches for what was changed well before the answer, by Shopify’s clock and never by ours', () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    expect(listOrders.read(answer([], { date }), listing)).toMatchObject({ kind: 'done', value: { untilMs: Date.parse(date) - SEARCH_LAG_MS } });
    expect(listOrders.read(answer([]), listing)).toMatchObject({ kind: 'done', value: { untilMs: null } });
  });

  it('loses no page to one bad record', () => {
    expect(listOrders.read(answer([wireOrder(), { id: 'gid://shopify/Order/7' }]), listing)).toMatchObject({ kind: 'done', value: { records: [{ kind: 'read' }, { kind: 'unreadable', channelOrderId: '7' }] } });
  });

  it('starts anew where Shopify refuses the place', () => {
    expect(listOrders.read(anError('BAD_REQUEST', 'Invalid cursor for current pagination sort.'), listing)).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });

  it('remembers its place, and takes no other for its own', () => {
    const bookmark = { after: 'abc', untilMs: 5, whole: ['1', '2'], done: true };
    const pageToken = writeBookmark(bookmark) ?? '';
    expect(readBookmark({ updatedAfterMs: 0, pageToken })).toEqual(bookmark);
    expect(writeBookmark({ ...bookmark, whole: [] })).toBeNull();
    expect(readBookmark({ updatedAfterMs: 0, pageToken: 'bm8' })).toBeNull();
    expect(readBookmark({ updatedAfterMs: 0 })).toEqual(FIRST_PAGE);
  });
});
