import { describe, expect, it } from 'vitest';
import { buildCreateFulfillment, buildGetOrder, buildGetOrders, buildTokenRequest, findNoticeProblems } from '../../../src/main/connectors/marketplaces/ebay/build.ts';
import { readCreateFulfillment, readGetFulfillments, readGetOrder, readGetOrders, readToken } from '../../../src/main/connectors/marketplaces/ebay/read.ts';
import { ebaySettings } from '../../../src/main/connectors/marketplaces/ebay/settings.ts';
import { readPageToken } from '../../../src/main/connectors/marketplaces/ebay/page-token.ts';
import { aNotice, anError, aReply, wireLine, wireOrder } from './fixtures.ts';

const NOW_MS = Date.parse('2026-11-21T09:00:00Z');
const first = { updatedAfterMs: NOW_MS - 3_600_000, nowMs: NOW_MS, token: null };
const noBarcodes = (): readonly string[] => [];

describe('requests to eBay', () => {
  it('ask for what changed, without an end, as many as a page may hold', () => {
    expect(buildGetOrders(first)).toMatchObject({ method: 'GET', path: '/sell/fulfillment/v1/order', query: { filter: 'lastmodifieddate:[2026-11-21T08:00:00.000Z..]', limit: '200', offset: '0' } });
  });

  it('never ask further back than the two years that eBay allows', () => {
    expect(buildGetOrders({ ...first, updatedAfterMs: 0 }).query['filter']).toBe('lastmodifieddate:[2024-11-22T09:00:00.000Z..]');
  });

  it('keep the start of the window over all pages, whatever the clock does', () => {
    const token = { fromMs: NOW_MS - 5_000, untilMs: NOW_MS, offset: 190, seen: [] };
    expect(buildGetOrders({ updatedAfterMs: 0, nowMs: NOW_MS + 86_400_000, token }).query).toMatchObject({ filter: 'lastmodifieddate:[2026-11-21T08:59:55.000Z..]', offset: '190' });
  });

  it('name an order in the path without letting it leave the path', () => {
    expect(buildGetOrder('12-1/../../x').path).toBe('/sell/fulfillment/v1/order/12-1%2F..%2F..%2Fx');
  });

  it('tell the number in letters and digits only, with units by line', () => {
    const wire = buildCreateFulfillment(aNotice());
    expect(wire).toMatchObject({ method: 'POST', path: '/sell/fulfillment/v1/order/12-34567-89012/shipping_fulfillment', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(wire.body ?? '')).toEqual({
      lineItems: [{ lineItemId: '10012345678901', quantity: 2 }],
      shippedDate: '2026-11-21T10:00:00.000Z',
      shippingCarrierCode: 'RoyalMail',
      trackingNumber: 'AB123456789GB',
    });
  });

  it('show who asks in a header and the refresh token in a form', () => {
    const wire = buildTokenRequest(ebaySettings.parse({ clientId: 'c', clientSecret: 's', refreshToken: 'v^1.1#a+b&c' }));
    expect(wire).toMatchObject({ path: '/identity/v1/oauth2/token', headers: { authorization: 'Basic Yzpz' } });
    expect(Object.fromEntries(new URLSearchParams(wire.body ?? ''))).toEqual({ grant_type: 'refresh_token', refresh_token: 'v^1.1#a+b&c' });
  });
});

describe('a notice that eBay would refuse never leaves', () => {
  it.each([
    ['no number', aNotice({ trackingNumber: ' - ' }), 'bad-number', 'trackingNumber'],
    ['a number with other letters', aNotice({ trackingNumber: 'ÄB1' }), 'bad-number', 'trackingNumber'],
    ['a number with signs', aNotice({ trackingNumber: '12+34' }), 'bad-number', 'trackingNumber'],
    ['no carrier', aNotice({ carrierCode: ' ' }), 'bad-carrier', 'carrierCode'],
    ['another number than the one that was told', aNotice({ replaces: { trackingNumber: 'AB000000000GB' } }), 'correction-closed', 'trackingNumber'],
    ['no line', aNotice({ lines: [] }), 'quantity-wrong', 'lines'],
    ['a quantity of 0', aNotice({ lines: [{ lineId: '5', quantity: 0 }] }), 'quantity-wrong', 'lines[5].quantity'],
    ['half a unit', aNotice({ lines: [{ lineId: '5', quantity: 1.5 }] }), 'quantity-wrong', 'lines[5].quantity'],
    ['a line twice', aNotice({ lines: [{ lineId: '5', quantity: 1 }, { lineId: '5', quantity: 1 }] }), 'quantity-wrong', 'lines[5].quantity'],
  ])('%s', (_what, notice, code, field) => {
    expect(findNoticeProblems(notice)).toMatchObject([{ code, field }]);
  });

  it.each([
    ['a good one', aNotice()],
    ['the same number once more, written in another way', aNotice({ replaces: { trackingNumber: 'ab123456789gb' } })],
  ])('%s has no problem', (_what, notice) => {
    expect(findNoticeProblems(notice)).toEqual([]);
  });
});

describe('answers to a listing', () => {
  const page = (orders: unknown[], more: Record<string, unknown> = {}) => aReply(200, { orders, total: orders.length, limit: 200, offset: 0, ...more }, { date: 'Sat, 21 Nov 2026 09:10:00 GMT' });

  it('are complete up to two minutes before eBay’s own clock, not ours', () => {
    expect(readGetOrders(page([wireOrder()]), first, noBarcodes)).toMatchObject({
      kind: 'done',
      value: { nextPageToken: null, completeUntilMs: Date.parse('2026-11-21T09:08:00Z'), unreadable: [], orders: [{ draft: { channelOrderId: '12-34567-89012' } }] },
    });
    const undated = readGetOrders(aReply(200, { total: 0 }), first, noBarcodes);
    expect(undated).toMatchObject({ kind: 'done', value: { orders: [], completeUntilMs: NOW_MS - 120_000 } });
  });

  it('step back ten orders for the next page, and say what this one held', () => {
    const orders = Array.from({ length: 30 }, (_none, index) => wireOrder({ orderId: `12-34567-${index}` }));
    const outcome = readGetOrders(page(orders, { total: 31, next: 'https://api.ebay.com/…' }), first, noBarcodes);
    const token = outcome.kind === 'done' && outcome.value.nextPageToken !== null ? readPageToken(outcome.value.nextPageToken) : null;
    expect(token).toMatchObject({ fromMs: first.updatedAfterMs, offset: 20, untilMs: Date.parse('2026-11-21T09:08:00Z') });
    expect(token?.seen).toHaveLength(30);
  });

  it('lose no other order because of one bad record, and name it without what stood in it', () => {
    const bad = wireOrder({ orderId: '12-00000-00001', lineItems: [wireLine({ quantity: 'Ida Voss' })] });
    const outcome = readGetOrders(page([bad, null, wireOrder()]), first, noBarcodes);
    expect(outcome).toMatchObject({ kind: 'done', value: { orders: [{ draft: { channelOrderId: '12-34567-89012' } }] } });
    const unreadable = outcome.kind === 'done' ? outcome.value.unreadable : [];
    expect(unreadable.map((record) => record.channelOrderId)).toEqual(['12-00000-00001', null]);
    expect(unreadable[0]?.reason).toContain('lineItems.0.quantity');
    expect(JSON.stringify(unreadable)).not.toContain('Ida');
  });

  it.each([
    ['a hotel’s sign-in page', aReply(200, '<html>'), { kind: 'unavailable' }],
    ['an answer without a count', aReply(200, {}), { kind: 'unavailable' }],
    ['a server error', aReply(503, null), { kind: 'unavailable' }],
    ['eBay’s own system error', aReply(400, anError(30500, 'System error')), { kind: 'unavailable' }],
    ['a refusal of our rights', aReply(403, anError(1100, 'Access denied')), { kind: 'rejected', problems: [{ code: 'auth', message: '1100: Access denied' }] }],
    ['a filter that eBay does not like', aReply(400, anError(30800, 'Invalid filter value')), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['too many requests', aReply(429, anError(2001, 'Too many requests')), { kind: 'rate-limited', retryAfterMs: 864 }],
    ['too many requests, under another status', aReply(403, anError(2001, 'Too many requests')), { kind: 'rate-limited' }],
    ['too many requests, with a wait named', aReply(429, null, { 'retry-after': '5' }), { kind: 'rate-limited', retryAfterMs: 5_000 }],
  ])('%s', (_what, reply, outcome) => {
    expect(readGetOrders(reply, first, noBarcodes)).toMatchObject(outcome);
  });
});

describe('answers to a single read', () => {
  it.each([
    ['an order', aReply(200, wireOrder()), { kind: 'done', value: { orderId: '12-34567-89012' } }],
    ['an unknown order', aReply(404, null), { kind: 'done', value: null }],
    ['an id that is none, or another account’s', aReply(400, anError(32100, 'Invalid order ID')), { kind: 'done', value: null }],
    ['an order that cannot be read', aReply(200, { orderId: '1' }), { kind: 'rejected', problems: [{ code: 'unreadable' }] }],
    ['something that is no order', aReply(200, {}), { kind: 'unavailable' }],
    ['half an answer', aReply(200, '{"orderId":'), { kind: 'unavailable' }],
    ['a server error', aReply(500, anError(30500)), { kind: 'unavailable' }],
    ['an expired token', aReply(401, anError(1001)), { kind: 'rejected', problems: [{ code: 'auth' }] }],
  ])('%s', (_what, reply, outcome) => {
    expect(readGetOrder(reply)).toMatchObject(outcome);
  });

  it.each([
    ['fulfillments', aReply(200, { fulfillments: [{ fulfillmentId: '1' }], total: 1 }), { kind: 'done', value: [{ fulfillmentId: '1' }] }],
    ['none', aReply(200, { total: 0 }), { kind: 'done', value: [] }],
    ['half an answer', aReply(200, '{'), { kind: 'unavailable' }],
    ['a server error', aReply(500, null), { kind: 'unavailable' }],
  ])('of what was told: %s', (_what, reply, outcome) => {
    expect(readGetFulfillments(reply)).toMatchObject(outcome);
  });
});

// Numbers and texts: "x-response-codes" of createShippingFulfillment, Sell Fulfillment API 1.20.7; see the connector's README.
describe('answers to a confirmation', () => {
  it.each([
    ['201: accepted, and no more than that', aReply(201, {}), { kind: 'done' }],
    ['accepted with a warning is accepted', aReply(201, { warnings: [{ errorId: 1, message: 'late' }] }), { kind: 'done' }],
    ['the sign-in page of a hotel network', aReply(200, '<html>Sign in</html>'), { kind: 'uncertain' }],
    ['no such order', aReply(400, anError(32100, 'Invalid Order Id')), { kind: 'rejected', problems: [{ code: 'order-gone' }] }],
    ['no such line', aReply(400, anError(32200, 'Invalid line item id')), { kind: 'rejected', problems: [{ code: 'order-gone' }] }],
    ['a line twice', aReply(400, anError(32210)), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['a bad number', aReply(400, anError(32300, 'Invalid shipment tracking number or carrier')), { kind: 'rejected', problems: [{ code: 'bad-number' }] }],
    ['a bad carrier, named by the parameter', aReply(400, anError(32300, 'Invalid shipment tracking number or carrier', { parameters: [{ name: 'shippingCarrierCode', value: 'X' }] })), { kind: 'rejected', problems: [{ code: 'bad-carrier', field: 'shippingCarrierCode' }] }],
    ['another buyer’s number, by the words', aReply(400, anError(32300, 'Invalid', { longMessage: 'The tracking number is already used for a different buyer.' })), { kind: 'rejected', problems: [{ code: 'number-reused' }] }],
    ['another buyer’s number, as the Trading API says it', aReply(400, anError(21916964)), { kind: 'rejected', problems: [{ code: 'number-reused' }] }],
    ['the account is suspended', aReply(400, anError(32400)), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['a date that is none', aReply(400, anError(32500)), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['data that eBay does not take', aReply(400, anError(32600)), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['too many numbers', aReply(400, anError(34100)), { kind: 'rejected', problems: [{ code: 'too-many-numbers' }] }],
    ['told before', aReply(400, anError(34500, 'Please use PUT operation for updating shipping fulfillment')), { kind: 'rejected', problems: [{ code: 'already-shipped', message: '34500: Please use PUT operation for updating shipping fulfillment' }] }],
    ['a change at the same time', aReply(409, null), { kind: 'rejected', problems: [{ code: 'locked' }] }],
    ['told before, said as a conflict', aReply(409, anError(34500)), { kind: 'rejected', problems: [{ code: 'already-shipped' }] }],
    ['a number never seen before', aReply(400, anError(34200, 'Line Items contain Global Shipping Program and others')), { kind: 'rejected', problems: [{ code: 'unrecognised', message: '34200: Line Items contain Global Shipping Program and others' }] }],
    ['a refusal without words', aReply(400, null), { kind: 'rejected', problems: [{ code: 'unrecognised' }] }],
    ['an unknown order', aReply(404, null), { kind: 'rejected', problems: [{ code: 'order-gone' }] }],
    ['no rights', aReply(403, anError(1100)), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too many requests', aReply(429, anError(2001)), { kind: 'rate-limited', retryAfterMs: 864 }],
    ['a server error: it may have been stored', aReply(500, anError(30500)), { kind: 'uncertain' }],
    ['eBay’s system error under another status: it may have been stored', aReply(400, anError(30500)), { kind: 'uncertain' }],
    ['an overloaded server: it may have been stored', aReply(503, null), { kind: 'uncertain' }],
    ['a redirect that nobody asked for', aReply(302, null), { kind: 'uncertain' }],
  ])('%s', (_what, reply, outcome) => {
    expect(readCreateFulfillment(reply)).toMatchObject(outcome);
  });
});

describe('answers of the token service', () => {
  it.each([
    ['a token', aReply(200, { access_token: 'v^1.1#x', expires_in: 7200, token_type: 'User Access Token' }), { kind: 'done', value: { text: 'v^1.1#x', livesMs: 7_200_000 } }],
    ['a revoked authorisation', aReply(400, { error: 'invalid_grant', error_description: 'the provided authorization refresh token is invalid' }), { kind: 'rejected', problems: [{ code: 'auth', message: 'eBay’s sign-in: invalid_grant: the provided authorization refresh token is invalid' }] }],
    ['an unknown client', aReply(401, { error: 'invalid_client' }), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['too many requests', aReply(429, null), { kind: 'rate-limited', retryAfterMs: 60_000 }],
    ['a server error', aReply(500, null), { kind: 'unavailable' }],
    ['200 without a token', aReply(200, {}), { kind: 'unavailable' }],
  ])('%s', (_what, reply, outcome) => {
    expect(readToken(reply)).toMatchObject(outcome);
  });
});
