import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../../src/shared/domain/writeback/problems.ts';
import { buildGetOrder, buildListFulfillments, buildListOrders, buildListShipments, buildMarkAsShipped, findNoticeProblems } from '../../../src/main/connectors/marketplaces/shipstation-v1/build.ts';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/shipstation-v1/carriers.ts';
import { shipStationV1Connector } from '../../../src/main/connectors/marketplaces/shipstation-v1/connector.ts';
import { readPageToken } from '../../../src/main/connectors/marketplaces/shipstation-v1/page-token.ts';
import { readGetOrder, readListCarriers, readListFulfillments, readListOrders, readListShipments, readMarkAsShipped } from '../../../src/main/connectors/marketplaces/shipstation-v1/read.ts';
import { shipStationV1Settings } from '../../../src/main/connectors/marketplaces/shipstation-v1/settings.ts';
import { verifyShipStationV1Notification } from '../../../src/main/connectors/marketplaces/shipstation-v1/verify-notification.ts';
import { aNotice, aReply, NOW_MS, wireOrder } from './fixtures.ts';

const settings = shipStationV1Settings.parse({ apiKey: 'k', apiSecret: 's' });
const store = { currency: null, barcodesFor: () => [] };
const first = { updatedAfterMs: NOW_MS - 3_600_000, nowMs: NOW_MS, token: null };
const page = (orders: readonly unknown[], at: { page?: number; pages?: number } = {}) => aReply(200, { orders, total: orders.length, page: 1, pages: 1, ...at });

describe('requests to ShipStation V1', () => {
  it('ask for what was modified since, on the West Coast’s clock, oldest first, as many as a page may hold', () => {
    expect(buildListOrders(first, settings)).toMatchObject({ method: 'GET', path: '/orders', query: { modifyDateStart: '2026-11-20 23:59:59', sortBy: 'ModifyDate', sortDir: 'ASC', page: '1', pageSize: '500' } });
    expect(buildListOrders(first, settings).query).not.toHaveProperty('storeId');
  });

  it('keep to one store where the account holds several', () => {
    expect(buildListOrders(first, shipStationV1Settings.parse({ apiKey: 'k', apiSecret: 's', onlyStoreId: '179188' })).query).toMatchObject({ storeId: '179188' });
  });

  it('name an order without letting it leave the path', () => {
    expect(buildGetOrder({ orderId: '1/../../x', nowMs: 0 }).path).toBe('/orders/1%2F..%2F..%2Fx');
    expect(buildListFulfillments('5')).toMatchObject({ path: '/fulfillments', query: { orderId: '5' } });
    expect(buildListShipments('5')).toMatchObject({ path: '/shipments', query: { orderId: '5', includeShipmentItems: 'true' } });
  });

  it('tell a whole order with the day on the West Coast, the sales channel always, the buyer only where the notice says so', () => {
    const bodyOf = (notice = aNotice()): unknown => JSON.parse(buildMarkAsShipped(notice).body ?? '');
    expect(buildMarkAsShipped(aNotice())).toMatchObject({ method: 'POST', path: '/orders/markasshipped', headers: { 'content-type': 'application/json' } });
    expect(bodyOf()).toEqual({ orderId: 21533276, carrierCode: 'royal_mail', shipDate: '2026-11-20', trackingNumber: 'AB123456789GB', notifyCustomer: false, notifySalesChannel: true });
    expect(bodyOf(aNotice({ notifyBuyer: true }))).toMatchObject({ notifyCustomer: true, notifySalesChannel: true });
    expect(bodyOf(aNotice({ notifyBuyer: false }))).toMatchObject({ notifyCustomer: false });
  });
});

describe('a notice that must not leave', () => {
  it.each([
    ['no number', aNotice({ trackingNumber: ' ' }), 'bad-number'],
    ['a number with other letters', aNotice({ trackingNumber: 'ÄB1' }), 'bad-number'],
    ['a number without an end', aNotice({ trackingNumber: '1'.repeat(101) }), 'bad-number'],
    ['no carrier', aNotice({ carrierCode: ' ' }), 'bad-carrier'],
    ['an order that is no number', aNotice({ channelOrderId: 'TEST-1' }), 'bad-request-ours'],
    ['an order number too long for a JSON number', aNotice({ channelOrderId: '12345678901234567890' }), 'bad-request-ours'],
    ['another number than the one that was told', aNotice({ replaces: { trackingNumber: 'AB000000000GB' } }), 'correction-closed'],
  ])('%s', (_what, notice, code) => {
    expect(findNoticeProblems(notice)).toMatchObject([{ code }]);
  });

  it('anything else may go, also the same number again', () => {
    expect(findNoticeProblems(aNotice())).toEqual([]);
    expect(findNoticeProblems(aNotice({ replaces: { trackingNumber: 'ab-123456789-gb' } }))).toEqual([]);
  });
});

describe('pages of orders that keep changing', () => {
  const at = (orderId: number, modifyDate: string): Record<string, unknown> => wireOrder({ orderId, modifyDate });
  const listed = (reply: ReturnType<typeof page>, window = first as Parameters<typeof readListOrders>[1]) => {
    const outcome = readListOrders(reply, window, store);
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    return { ids: outcome.value.orders.map(({ draft }) => draft.channelOrderId), token: outcome.value.nextPageToken === null ? null : readPageToken(outcome.value.nextPageToken), page: outcome.value };
  };

  it('the next page is the first one of what was modified since the second in which this one ended', () => {
    const one = listed(page([at(1, '2026-11-21 00:10:00'), at(2, '2026-11-21T00:20:00.5000000')], { pages: 3 }));
    expect(one.token).toMatchObject({ start: '2026-11-21 00:19:59', page: 1, untilMs: Date.parse('2026-11-21T08:58:00Z') });
    expect(buildListOrders({ ...first, token: one.token }, settings).query).toMatchObject({ modifyDateStart: '2026-11-21 00:19:59', page: '1' });
    // The one at the edge comes again and is left out; changed meanwhile, it would come as new.
    const again = listed(page([at(2, '2026-11-21T00:20:00.5000000'), at(3, '2026-11-21 00:25:00')]), { ...first, token: one.token });
    expect(again.ids).toEqual(['3']);
    expect(again.page.completeUntilMs).toBe(one.page.completeUntilMs);
    expect(listed(page([at(2, '2026-11-21T00:20:00.6000000')]), { ...first, token: one.token }).ids).toEqual(['2']);
  });

  it('more than a page in one second goes on by ShipStation’s own pages', () => {
    const one = listed(page([at(1, '2026-11-21 00:00:00'), at(2, '2026-11-21 00:00:00')], { pages: 2 }), { ...first, updatedAfterMs: Date.parse('2026-11-21T08:00:00Z') });
    expect(one.token).toMatchObject({ start: '2026-11-20 23:59:59', page: 2 });
    expect(listed(page([at(2, '2026-11-21 00:00:00'), at(3, '2026-11-21 00:00:00')], { page: 2, pages: 2 }), { ...first, token: one.token })).toMatchObject({ ids: ['3'], token: null });
  });

  it('an answer that is not in order is not trusted for its last time', () => {
    expect(listed(page([at(1, '2026-11-21 00:20:00'), at(2, '2026-11-21 00:10:00')], { pages: 2 })).token).toMatchObject({ start: '2026-11-20 23:59:59', page: 2 });
  });

  it('one bad record does not lose the rest, and its reason holds nothing of it', () => {
    const { page: value } = listed(page([wireOrder({ orderId: 4, items: 'Ida Voss' }), wireOrder({ orderId: 5 })]));
    expect(value.unreadable).toEqual([{ channelOrderId: '4', reason: expect.stringContaining('items') as string }]);
    expect(JSON.stringify(value.unreadable)).not.toContain('Ida');
    expect(value.orders).toHaveLength(1);
  });

  it('a merged order on the same page is held', () => {
    const { page: value } = listed(page([wireOrder({ orderId: 4 }), wireOrder({ orderId: 5, advancedOptions: { mergedOrSplit: true, mergedIds: [4] } })]));
    expect(value.orders.map(({ draft }) => draft.channelHold)).toEqual(['merged into order 5: that one is shipped in its place', null]);
  });

  it('a token that is none of ours is none', () => {
    for (const text of ['', 'x', Buffer.from('{"page":2}').toString('base64url')]) expect(readPageToken(text)).toBeNull();
  });
});

describe('answers of ShipStation V1', () => {
  it.each([
    [401, '', 'rejected', 'auth'],
    [403, { Message: 'no' }, 'rejected', 'auth'],
    [400, { Message: 'The request is invalid.' }, 'rejected', 'bad-request-ours'],
    [500, { ExceptionMessage: 'Timeout' }, 'unavailable', null],
    [302, '', 'unavailable', null],
    [200, '<html>', 'unavailable', null],
  ])('a read answered with %i %j is %s', (status, body, kind, code) => {
    for (const outcome of [readListOrders(aReply(status, body), first, store), readGetOrder(aReply(status, body), { orderId: '1', nowMs: 0 }), readListFulfillments(aReply(status, body)), readListShipments(aReply(status, body)), readListCarriers(aReply(status, body))]) {
      expect(outcome).toMatchObject(code === null ? { kind } : { kind, problems: [{ code }] });
    }
  });

  it('too fast: until the window ends, or a minute where nobody says', () => {
    expect(readGetOrder(aReply(429, 'Too Many Requests', { 'x-rate-limit-reset': '17' }), { orderId: '1', nowMs: 0 })).toEqual({ kind: 'rate-limited', retryAfterMs: 17_000 });
    expect(readMarkAsShipped(aReply(429, '', {}), aNotice())).toEqual({ kind: 'rate-limited', retryAfterMs: 60_000 });
  });

  it('an order that is not there, or was merged away, is unknown', () => {
    expect(readGetOrder(aReply(404, ''), { orderId: '1', nowMs: 0 })).toEqual({ kind: 'done', value: null });
  });

  it('an order that cannot be read says which fields', () => {
    expect(readGetOrder(aReply(200, wireOrder({ items: null })), { orderId: '1', nowMs: 0 })).toMatchObject({ kind: 'rejected', problems: [{ code: 'unreadable' }] });
  });

  it('what was taken back, came back or has no number proves nothing', () => {
    const fulfillments = [{ fulfillmentId: 1, trackingNumber: 'A', carrierCode: 'USPS', voided: true }, { fulfillmentId: 2, trackingNumber: ' ', voided: false }, { fulfillmentId: 3, trackingNumber: 'C', carrierCode: 'USPS', marketplaceNotified: false, notifyErrorMessage: 'no' }];
    expect(readListFulfillments(aReply(200, { fulfillments }))).toEqual({ kind: 'done', value: [{ reference: '3', trackingNumber: 'C', carrier: 'USPS', lines: null, isChannelTold: false, channelError: 'no' }] });
    const shipments = [{ shipmentId: 1, trackingNumber: 'A', isReturnLabel: true }, { shipmentId: 2, trackingNumber: 'B', carrierCode: 'ups', shipmentItems: [{ orderItemId: 7, quantity: 2 }] }, { shipmentId: 3, trackingNumber: 'C', voided: true }];
    expect(readListShipments(aReply(200, { shipments }))).toMatchObject({ value: [{ reference: '2', trackingNumber: 'B', lines: [{ lineId: '7', quantity: 2 }], isChannelTold: null }] });
  });
});

describe('what ShipStation says to "shipped"', () => {
  it.each([
    ['its own order', aReply(200, { orderId: 21533276, orderNumber: 'TEST-1' }), 'done', null],
    ['another order', aReply(200, { orderId: 1, orderNumber: 'x' }), 'uncertain', null],
    ['no order', aReply(200, '<html>'), 'uncertain', null],
    ['a broken server, however it explains itself', aReply(500, { ExceptionMessage: 'Order is cancelled' }), 'uncertain', null],
    ['a redirect', aReply(302, ''), 'uncertain', null],
    ['not let in', aReply(401, ''), 'rejected', 'auth'],
    ['no such order', aReply(404, { Message: 'gone' }), 'rejected', 'order-gone'],
    ['busy', aReply(409, ''), 'rejected', 'locked'],
    ['cancelled', aReply(400, { Message: 'Order has been cancelled.' }), 'rejected', 'order-cancelled'],
    ['marked already', aReply(400, { Message: 'Order was already marked as shipped' }), 'rejected', 'already-shipped'],
    ['a field first, its words after', aReply(400, { Message: 'The request is invalid.', ModelState: { 'apiOrder.carrierCode': ['cancelled'] } }), 'rejected', 'bad-carrier'],
    ['another field', aReply(400, { ModelState: { 'apiOrder.trackingNumber': [] } }), 'rejected', 'bad-number'],
    ['on hold', aReply(400, '"Order is on hold"'), 'rejected', 'wrong-state'],
    ['the wrong form', aReply(415, ''), 'rejected', 'bad-request-ours'],
    ['words that nobody knows', aReply(400, { Message: 'The moon is full' }), 'rejected', 'unrecognised'],
    ['no words', aReply(422, ''), 'rejected', 'unrecognised'],
  ])('%s', (_what, reply, kind, code) => {
    const outcome = readMarkAsShipped(reply, aNotice());
    expect(outcome).toMatchObject(code === null ? { kind } : { kind, problems: [{ code }] });
    if (outcome.kind === 'rejected') for (const problem of outcome.problems) expect(problemCodes).toContain(problem.code);
  });
});

describe('settings of ShipStation V1 are distrusted', () => {
  const open = (given: Record<string, unknown>) => shipStationV1Settings.safeParse({ apiKey: 'k', apiSecret: 's', ...given }).success;
  it.each([
    ['nothing else', {}, true],
    ['a numbered host of theirs', { endpoint: 'https://ssapi6.shipstation.com' }, true],
    ['this machine', { endpoint: 'http://127.0.0.1:8080' }, true],
    ['plain http', { endpoint: 'http://ssapi.shipstation.com' }, false],
    ['another host', { endpoint: 'https://ssapi.shipstation.com.example' }, false],
    ['another port', { endpoint: 'https://ssapi.shipstation.com:8443' }, false],
    ['a name before the host', { endpoint: 'https://x@ssapi.shipstation.com' }, false],
    ['a key with a colon', { apiKey: 'a:b' }, false],
    ['no secret', { apiSecret: ' ' }, false],
    ['a store that is no number', { onlyStoreId: 'ours' }, false],
    ['a currency in words', { currency: 'euro' }, false],
    ['empty fields of a form', { onlyStoreId: ' ', currency: '' }, true],
  ])('%s', (_what, given, isGood) => {
    expect(open(given)).toBe(isGood);
  });

  it('says which field is wrong and opens nothing', () => {
    expect(shipStationV1Connector.openAccount({ storeId: 's' as never, clock: null as never, settings: { apiKey: 'k' } })).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field: 'apiSecret' }] });
  });
});

describe('carriers of ShipStation V1', () => {
  it.each([['Royal Mail', 'royal_mail'], ['DPD DE', 'dpd'], ['FedEx', 'fedex'], ['DHL Express', 'dhl_express'], ['DHL', 'other'], ['yurtici kargo', 'other'], ['USPS', 'usps']])('%s is %s', (carrier, carrierCode) => {
    expect(findCarrierWord(carrier, {})).toEqual({ carrierCode });
  });

  it('the store’s own words come first; "other" and unknown ones are not mapped', () => {
    expect(findCarrierWord('dhl', { DHL: { carrierCode: 'dhl_paket_ours' } })).toEqual({ carrierCode: 'dhl_paket_ours' });
    expect(findCarrierWord('other', {})).toBeNull();
    expect(findCarrierWord('Kiez-Velo', {})).toBeNull();
  });
});

describe('an unsigned notification', () => {
  const body = (resource: string, topic = 'ORDER_NOTIFY') => JSON.stringify({ resource_url: resource, resource_type: topic });
  const verdict = (text: string, url = '/hooks/shipstation?word=s3cret', secret = 's3cret') => verifyShipStationV1Notification({ headers: {}, body: text, url }, secret);
  const good = 'https://ssapi6.shipstation.com/orders?storeID=123&importBatch=1ab';

  it('is believed with our secret word and an address of ShipStation’s own', () => {
    expect(verdict(body(good))).toEqual({ kind: 'genuine', topic: 'ORDER_NOTIFY', orders: [] });
    expect(verdict(body('https://ssapi.shipstation.com/fulfillments?orderId=21533276', 'FULFILLMENT_SHIPPED'), 'https://hub.example/x?word=s3cret')).toEqual({ kind: 'genuine', topic: 'FULFILLMENT_SHIPPED', orders: ['21533276'] });
  });

  it.each([
    ['another host', 'https://evil.example/orders'],
    ['a host that only begins like theirs', 'https://ssapi.shipstation.com.evil.example/orders'],
    ['a host behind a name', 'https://ssapi.shipstation.com@evil.example/orders'],
    ['a name and password', 'https://a:b@ssapi.shipstation.com/orders'],
    ['plain http', 'http://ssapi.shipstation.com/orders'],
    ['another port', 'https://ssapi.shipstation.com:22/orders'],
    ['this machine', 'https://127.0.0.1/orders'],
    ['the address service of a cloud', 'http://169.254.169.254/latest/meta-data'],
    ['a file', 'file:///etc/passwd'],
    ['another service of theirs', 'https://ship.shipstation.com/orders'],
    ['no address', 'orders'],
  ])('that points to %s is forged', (_what, resource) => {
    expect(verdict(body(resource))).toMatchObject({ kind: 'forged' });
  });

  it.each([
    ['no word', '/hooks/shipstation', 's3cret'],
    ['a wrong word', '/hooks?word=secret', 's3cret'],
    ['no secret to compare with', '/hooks?word=', ''],
  ])('with %s is forged', (_what, url, secret) => {
    expect(verdict(body(good), url, secret)).toMatchObject({ kind: 'forged' });
  });

  it.each(['', '{', '[]', '{"resource_url":5}'])('that reads %j is forged', (text) => {
    expect(verdict(text)).toMatchObject({ kind: 'forged' });
  });
});
