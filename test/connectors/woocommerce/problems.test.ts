import { describe, expect, it } from 'vitest';
import { createNote, getOrder, listFulfillments, listOrders, shipmentTracking, tryWrite } from '../../../src/main/connectors/marketplaces/woocommerce/operations.ts';
import { aNotice, anError, aReply, aWireOrder } from './fixtures.ts';

const READ = { afterMs: 0, offset: 0 };
const HTML = '<html><body>Access denied</body></html>';

describe('what WooCommerce refuses', () => {
  it.each([
    ['a key that may not see', 403, anError('woocommerce_rest_cannot_view'), 'auth'],
    ['a key that may not write', 401, anError('woocommerce_rest_authentication_error', 'The API key provided does not have write permissions.'), 'auth'],
    ['any refusal with 401', 401, anError('a_plugins_own_code'), 'auth'],
    ['an order that is gone', 404, anError('woocommerce_rest_order_invalid_id'), 'order-gone'],
    ['an order that is gone, said by a change', 400, anError('woocommerce_rest_shop_order_invalid_id'), 'order-gone'],
    ['a place that is gone', 404, anError('rest_no_route'), 'no-target'],
    ['a row that is there', 400, anError('woocommerce_rest_shop_order_shipment_tracking_exists'), 'already-shipped'],
    ['a number it will not take', 400, anError('rest_invalid_param', 'Invalid parameter(s): tracking_number', { params: { tracking_number: 'x' } }), 'bad-number'],
    ['a missing number', 400, anError('rest_missing_callback_param', 'Missing parameter(s): tracking_number'), 'bad-number'],
    ['a carrier it will not take', 400, anError('rest_invalid_param', 'Invalid parameter(s): tracking_provider', { params: { tracking_provider: 'x' } }), 'bad-carrier'],
    ['another field', 400, anError('rest_invalid_param', 'Invalid parameter(s): status', { params: { status: 'x' } }), 'bad-request-ours'],
    ['an empty package (PHP’s number for a code)', 400, anError(0, 'The fulfillment should contain at least one item.'), 'quantity-wrong'],
    ['a wrong item', 400, anError(0, 'Invalid item.'), 'quantity-wrong'],
    ['something new', 400, anError('a_plugins_own_code', 'Not on Sundays.'), 'unrecognised'],
  ])('is told in our words, and in its own: %s', (_what, status, body, code) => {
    const outcome = createNote.read(aReply(status, body), aNotice());
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code, message: expect.stringContaining(body['message'] as string) as string }] });
  });
});

describe('what the host does', () => {
  it.each([
    ['429 with Retry-After', aReply(429, HTML, { 'retry-after': '7' }), { kind: 'rate-limited', retryAfterMs: 7_000 }, { kind: 'rate-limited', retryAfterMs: 7_000 }],
    ['429 without', aReply(429, HTML), { kind: 'rate-limited', retryAfterMs: 10_000 }, { kind: 'rate-limited', retryAfterMs: 10_000 }],
    ['503 with Retry-After', aReply(503, HTML, { 'retry-after': '600' }), { kind: 'rate-limited', retryAfterMs: 600_000 }, { kind: 'uncertain' }],
    ['503 without', aReply(503, HTML), { kind: 'unavailable' }, { kind: 'uncertain' }],
    ['508, its word for a share that is used up', aReply(508, HTML), { kind: 'rate-limited', retryAfterMs: 10_000 }, { kind: 'uncertain' }],
    ['500', aReply(500, anError('internal_server_error')), { kind: 'unavailable' }, { kind: 'uncertain' }],
    ['a firewall’s page', aReply(403, HTML), { kind: 'unavailable' }, { kind: 'unavailable' }],
    ['a page that is not found', aReply(404, HTML), { kind: 'unavailable' }, { kind: 'unavailable' }],
    ['a redirect', aReply(301, '', { location: 'https://www.example.com/wp-json/wc/v3/orders?consumer=1' }), { kind: 'rejected', problems: [{ code: 'bad-settings', message: expect.stringContaining('https://www.example.com:') as string }] }, { kind: 'rejected', problems: [{ code: 'bad-settings' }] }],
    ['200 with words of PHP in front', aReply(200, '<b>Notice</b>: undefined index {"id":1}'), { kind: 'unavailable' }, { kind: 'uncertain' }],
    ['200 with a sign-in page', aReply(200, HTML), { kind: 'unavailable' }, { kind: 'uncertain' }],
  ])('%s: first of a read, then of a write', (_what, reply, ofRead, ofWrite) => {
    expect(listOrders.read(reply, READ)).toMatchObject(ofRead);
    expect(shipmentTracking.create.read(reply, { notice: aNotice(), provider: null, isLast: false })).toMatchObject(ofWrite);
  });
});

describe('an answer that is no order', () => {
  it('is a wrong address, where the shop has no orders at all', () => {
    const reply = aReply(404, anError('rest_no_route', 'No route was found.'));
    expect(getOrder.read(reply, '1')).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-settings', field: 'siteUrl' }] });
    expect(listOrders.read(reply, READ)).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-settings' }] });
    expect(listFulfillments.read(reply, '1')).toEqual({ kind: 'done', value: null });
  });

  it('is an order that the shop does not know, and nothing else is', () => {
    expect(getOrder.read(aReply(404, anError('woocommerce_rest_shop_order_invalid_id')), '1')).toEqual({ kind: 'done', value: null });
    expect(getOrder.read(aReply(404, HTML), '1').kind).toBe('unavailable');
  });

  it('names what is missing, and never what stood there', () => {
    const outcome = getOrder.read(aReply(200, aWireOrder({ status: 7, line_items: [] })), '727');
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code: 'unreadable', message: expect.stringMatching(/status.*line_items/) as string }] });
    expect(JSON.stringify(outcome)).not.toContain('Voss');
  });

  it('to a trial of writing tells whether the key may', () => {
    expect(tryWrite.read(aReply(400, anError('woocommerce_rest_shop_order_invalid_id')), undefined)).toEqual({ kind: 'done', value: true });
    expect(tryWrite.read(aReply(401, anError('woocommerce_rest_authentication_error')), undefined)).toEqual({ kind: 'done', value: false });
    expect(tryWrite.read(aReply(503, HTML), undefined).kind).toBe('unavailable');
  });
});
