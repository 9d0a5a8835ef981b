import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../../src/shared/domain/writeback/problems.ts';
import { buildCreateFulfillment, buildGetShipment, buildListFulfillments, buildListShipments, findNoticeProblems } from '../../../src/main/connectors/marketplaces/shipstation-v2/build.ts';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/shipstation-v2/carriers.ts';
import { shipStationV2Connector } from '../../../src/main/connectors/marketplaces/shipstation-v2/connector.ts';
import { limitOf } from '../../../src/main/connectors/marketplaces/shipstation-v2/limits.ts';
import { readPageToken } from '../../../src/main/connectors/marketplaces/shipstation-v2/page-token.ts';
import { readCreateFulfillment, readGetShipment, readListCarriers, readListFulfillments, readListShipments } from '../../../src/main/connectors/marketplaces/shipstation-v2/read.ts';
import { shipStationV2Settings } from '../../../src/main/connectors/marketplaces/shipstation-v2/settings.ts';
import { anError, aNotice, aReply, NOW_MS, wireShipment } from './fixtures.ts';

const settings = shipStationV2Settings.parse({ apiKey: 'k' });
const noBarcodes = (): readonly string[] => [];
const first = { updatedAfterMs: NOW_MS - 3_600_000, nowMs: NOW_MS, token: null };

describe('requests to ShipStation V2', () => {
  it('ask for what was modified since, oldest first', () => {
    expect(buildListShipments(first, settings)).toMatchObject({ method: 'GET', path: '/v2/shipments', query: { modified_at_start: '2026-11-21T08:00:00.000Z', sort_by: 'modified_at', sort_dir: 'asc', page: '1', page_size: '100' } });
    expect(buildListShipments({ ...first, updatedAfterMs: -5 }, settings).query['modified_at_start']).toBe('1970-01-01T00:00:00.000Z');
    expect(buildListShipments(first, shipStationV2Settings.parse({ apiKey: 'k', onlyStoreId: 'se-179188' })).query).toMatchObject({ store_id: 'se-179188' });
  });

  it('name a shipment without letting it leave the path', () => {
    expect(buildGetShipment({ shipmentId: 'se-1/../../x', nowMs: 0 }).path).toBe('/v2/shipments/se-1%2F..%2F..%2Fx');
    expect(buildListFulfillments('se-1')).toMatchObject({ path: '/v2/fulfillments', query: { shipment_id: 'se-1' } });
  });

  it('tell one whole shipment, the order source always, the buyer only where the notice says so', () => {
    const wire = buildCreateFulfillment(aNotice());
    expect(wire).toMatchObject({ method: 'POST', path: '/v2/fulfillments', headers: { 'content-type': 'application/json' } });
    const told = { shipment_id: 'se-28529731', tracking_number: 'AB123456789GB', carrier_code: 'royal_mail', ship_date: '2026-11-21T07:30:00.000Z', notify_customer: false, notify_order_source: true };
    expect(JSON.parse(wire.body ?? '')).toEqual({ fulfillments: [told] });
    expect(JSON.parse(buildCreateFulfillment(aNotice({ notifyBuyer: true })).body ?? '')).toEqual({ fulfillments: [{ ...told, notify_customer: true }] });
  });

  it('are spread so that no minute has more than the key allows', () => {
    for (const [key, most] of [['live', 200], ['TEST_x', 20]] as const) {
      const { ratePerSecond, burst } = limitOf(key);
      expect(burst + ratePerSecond * 60).toBeLessThanOrEqual(most);
    }
  });
});

describe('a notice that must not leave', () => {
  it.each([
    ['no number', aNotice({ trackingNumber: ' ' }), 'bad-number'],
    ['a number with other letters', aNotice({ trackingNumber: 'ÄB1' }), 'bad-number'],
    ['no carrier', aNotice({ carrierCode: '' }), 'bad-carrier'],
    ['a carrier that is no code', aNotice({ carrierCode: 'Royal Mail' }), 'bad-carrier'],
    ['an order that is no shipment', aNotice({ channelOrderId: '21533276' }), 'bad-request-ours'],
    ['another number than the one that was told', aNotice({ replaces: { trackingNumber: 'AB000000000GB' } }), 'correction-closed'],
  ])('%s', (_what, notice, code) => {
    expect(findNoticeProblems(notice)).toMatchObject([{ code }]);
  });

  it('anything else may go, also the same number again', () => {
    expect(findNoticeProblems(aNotice({ replaces: { trackingNumber: 'ab-123456789-gb' } }))).toEqual([]);
  });
});

describe('pages of shipments that keep changing', () => {
  const at = (id: string, modified_at: string): Record<string, unknown> => wireShipment({ shipment_id: `se-${id}`, modified_at });
  const page = (shipments: readonly unknown[], of: { page?: number; pages?: number } = {}) => aReply(200, { shipments, total: shipments.length, page: 1, pages: 1, ...of });
  const listed = (reply: ReturnType<typeof page>, window = first as Parameters<typeof readListShipments>[1]) => {
    const outcome = readListShipments(reply, window, noBarcodes);
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const { nextPageToken } = outcome.value;
    return { ids: outcome.value.orders.map(({ draft }) => draft.channelOrderId), token: nextPageToken === null ? null : readPageToken(nextPageToken), page: outcome.value };
  };

  it('the next page begins where this one ended, and what stands at the edge is listed once', () => {
    const one = listed(page([at('1', '2026-11-21T08:10:00Z'), at('2', '2026-11-21T08:20:00.5Z')], { pages: 3 }));
    expect(one.token).toMatchObject({ startMs: Date.parse('2026-11-21T08:20:00.499Z'), page: 1, untilMs: Date.parse('2026-11-21T08:58:00Z') });
    const two = listed(page([at('2', '2026-11-21T08:20:00.5Z'), at('3', '2026-11-21T08:25:00Z')]), { ...first, token: one.token });
    expect(two).toMatchObject({ ids: ['se-3'], token: null, page: { completeUntilMs: one.page.completeUntilMs } });
    expect(listed(page([at('2', '2026-11-21T08:20:00.6Z')]), { ...first, token: one.token }).ids).toEqual(['se-2']);
  });

  it('more than a page in one instant, or an answer that is not in order, goes on by ShipStation’s own pages', () => {
    const start = Date.parse('2026-11-21T08:00:00Z');
    const same = listed(page([at('1', '2026-11-21T08:00:00Z'), at('2', '2026-11-21T08:00:00Z')], { pages: 2 }), { ...first, updatedAfterMs: start });
    expect(same.token).toMatchObject({ startMs: start, page: 2 });
    expect(listed(page([at('2', '2026-11-21T08:00:00Z'), at('3', '2026-11-21T08:00:00Z')], { page: 2, pages: 2 }), { ...first, token: same.token }).ids).toEqual(['se-3']);
    expect(listed(page([at('1', '2026-11-21T08:20:00Z'), at('2', '2026-11-21T08:10:00Z')], { pages: 2 })).token).toMatchObject({ page: 2 });
  });

  it('one bad record does not lose the rest, and its reason holds nothing of it', () => {
    const { page: value } = listed(page([wireShipment({ shipment_id: 'se-4', items: 'Ida Voss' }), wireShipment()]));
    expect(value.unreadable).toEqual([{ channelOrderId: 'se-4', reason: expect.stringContaining('items') as string }]);
    expect(JSON.stringify(value.unreadable)).not.toContain('Ida');
    expect(value.orders).toHaveLength(1);
  });

  it('a token that is none of ours is none', () => {
    for (const text of ['', 'x', Buffer.from('{"page":2}').toString('base64url')]) expect(readPageToken(text)).toBeNull();
  });
});

describe('answers of ShipStation V2', () => {
  it.each([
    ['a wrong key', anError(401, 'unauthorized'), 'rejected', 'auth'],
    ['a plan without the API', anError(403, 'invalid_billing_plan'), 'rejected', 'auth'],
    ['a field of ours', anError(400, 'invalid_field_value', { field_name: 'page_size' }), 'rejected', 'bad-request-ours'],
    ['a broken server', aReply(500, ''), 'unavailable', null],
    ['a page of somebody else', aReply(200, '<html>'), 'unavailable', null],
  ])('%s to a read', (_what, reply, kind, code) => {
    for (const outcome of [readListShipments(reply, first, noBarcodes), readGetShipment(reply, { shipmentId: 'se-1', nowMs: 0 }), readListFulfillments(reply, 'se-1'), readListCarriers(reply)]) {
      expect(outcome).toMatchObject(code === null ? { kind } : { kind, problems: [{ code }] });
    }
  });

  it('too fast: as long as Retry-After says, a minute where it says nothing, whoever is throttled and whatever the status', () => {
    expect(readGetShipment(aReply(429, '', { 'retry-after': '17' }), { shipmentId: 'se-1', nowMs: 0 })).toEqual({ kind: 'rate-limited', retryAfterMs: 17_000 });
    expect(readCreateFulfillment(anError(400, 'rate_limit_exceeded', { error_source: 'order_source' }), aNotice())).toEqual({ kind: 'rate-limited', retryAfterMs: 60_000 });
  });

  it('a shipment that is not there, or was merged away, is unknown; one that cannot be read says which fields', () => {
    expect(readGetShipment(anError(404, 'invalid_identifier'), { shipmentId: 'se-1', nowMs: 0 })).toEqual({ kind: 'done', value: null });
    expect(readGetShipment(aReply(200, wireShipment({ modified_at: 'today' })), { shipmentId: 'se-1', nowMs: 0 })).toMatchObject({ kind: 'rejected', problems: [{ code: 'unreadable', message: expect.stringContaining('modified_at') as string }] });
  });

  it('fulfillments that were taken back, have no number or belong to another shipment prove nothing', () => {
    const one = (fulfillment_id: string, more: Record<string, unknown> = {}) => ({ fulfillment_id, shipment_id: 'se-1', tracking_number: 'A', fulfillment_carrier_friendly_name: 'UPS', voided: false, order_source_notified: true, notification_error_message: null, ...more });
    const reply = aReply(200, { fulfillments: [one('se-2', { voided: true }), one('se-3', { tracking_number: ' ' }), one('se-4', { shipment_id: 'se-99' }), one('se-5')] });
    expect(readListFulfillments(reply, 'se-1')).toEqual({ kind: 'done', value: [{ reference: 'se-5', trackingNumber: 'A', carrier: 'UPS', isSourceTold: true, sourceError: null }] });
  });
});

describe('what ShipStation says to a fulfillment', () => {
  const made = (fulfillments: readonly unknown[], has_errors = false) => aReply(200, { has_errors, fulfillments });
  const ours = (error_message: string | null) => ({ shipment_id: 'se-28529731', shipment_number: 'TEST-1', error_message });
  const another = { shipment_id: 'se-5', shipment_number: 'x', error_message: 'Carrier is not connected.' };

  it.each([
    ['it was made', made([ours(null)]), 'done', null],
    ['it was made, others failed, and that is said of them', made([another, ours(null)], false), 'done', null],
    ['errors, but none named for ours', made([ours(null)], true), 'uncertain', null],
    ['an answer without ours', made([another], true), 'uncertain', null],
    ['an empty answer', made([]), 'uncertain', null],
    ['a page of somebody else', aReply(200, '<html>'), 'uncertain', null],
    ['200 and cancelled', made([ours('Shipment has been cancelled.')], true), 'rejected', 'order-cancelled'],
    ['200 and fulfilled already', made([ours('Shipment has already been fulfilled')], true), 'rejected', 'already-shipped'],
    ['200 and no such carrier', made([ours("Carrier 'x' is not connected to this account.")], true), 'rejected', 'bad-carrier'],
    ['200 and a bad number', made([ours('Tracking number is not valid')], true), 'rejected', 'bad-number'],
    ['200 and no such shipment', made([ours('Shipment not found.')], true), 'rejected', 'order-gone'],
    ['200 and an account without a verified e-mail', made([ours('Your email must be verified.')], true), 'rejected', 'auth'],
    ['200 and held', made([ours('Shipment is on_hold')], true), 'rejected', 'wrong-state'],
    ['a text is a refusal, whatever the flag says', made([ours('The moon is full')], false), 'rejected', 'unrecognised'],
    ['not let in', anError(401, 'unauthorized'), 'rejected', 'auth'],
    ['an account that has ended', anError(403, 'subscription_inactive'), 'rejected', 'auth'],
    ['a carrier by its field', anError(400, 'invalid_field_value', { field_name: 'fulfillments[0].carrier_code' }), 'rejected', 'bad-carrier'],
    ['a number by its field', anError(400, 'invalid_string_length', { field_name: 'tracking_number' }), 'rejected', 'bad-number'],
    ['a field of ours', anError(400, 'field_value_required', { field_name: 'ship_date' }), 'rejected', 'bad-request-ours'],
    ['a carrier by its code', anError(400, 'carrier_not_connected', { error_source: 'carrier' }), 'rejected', 'bad-carrier'],
    ['a code before its words', anError(400, 'carrier_disconnected', { message: 'cancelled' }), 'rejected', 'bad-carrier'],
    ['a status, and words that say which', anError(400, 'invalid_status', { message: 'already shipped' }), 'rejected', 'already-shipped'],
    ['a status, and no words', anError(400, 'invalid_status', { message: 'x' }), 'rejected', 'wrong-state'],
    ['a store that was cut off', anError(400, 'order_source_not_active'), 'rejected', 'wrong-state'],
    ['a code that nobody listed', anError(400, 'brand_new'), 'rejected', 'unrecognised'],
    ['unspecified', anError(400, 'unspecified'), 'rejected', 'unrecognised'],
    ['no such shipment', aReply(404, ''), 'rejected', 'order-gone'],
    ['busy', aReply(409, ''), 'rejected', 'locked'],
    ['the wrong form', aReply(415, ''), 'rejected', 'bad-request-ours'],
    ['a broken server', anError(500, 'unspecified'), 'uncertain', null],
    ['a redirect', aReply(302, ''), 'uncertain', null],
  ])('%s', (_what, reply, kind, code) => {
    const outcome = readCreateFulfillment(reply, aNotice());
    expect(outcome).toMatchObject(code === null ? { kind } : { kind, problems: [{ code }] });
    if (outcome.kind === 'rejected') for (const problem of outcome.problems) expect(problemCodes).toContain(problem.code);
  });

  it('keeps ShipStation’s words, and says whose they are', () => {
    expect(readCreateFulfillment(anError(400, 'carrier_not_connected', { error_source: 'carrier', message: 'log in again' }), aNotice())).toMatchObject({ problems: [{ message: 'carrier_not_connected: log in again (from the carrier)' }] });
  });
});

describe('settings of ShipStation V2 are distrusted', () => {
  it.each([
    ['nothing else', {}, true],
    ['this machine', { endpoint: 'http://127.0.0.1:8080' }, true],
    ['plain http', { endpoint: 'http://api.shipstation.com' }, false],
    ['another host', { endpoint: 'https://api.shipstation.com.example' }, false],
    ['another port', { endpoint: 'https://api.shipstation.com:8443' }, false],
    ['a key with a line end', { apiKey: 'a\r\nx: y' }, false],
    ['no key', { apiKey: ' ' }, false],
    ['a store that is none', { onlyStoreId: '179188' }, false],
    ['empty fields of a form', { onlyStoreId: ' ' }, true],
  ])('%s', (_what, given, isGood) => {
    expect(shipStationV2Settings.safeParse({ apiKey: 'k', ...given }).success).toBe(isGood);
  });

  it('says which field is wrong and opens nothing', () => {
    expect(shipStationV2Connector.openAccount({ storeId: 's' as never, clock: null as never, settings: {} })).toMatchObject({ ok: false, problems: [{ code: 'bad-settings', field: 'apiKey' }] });
  });
});

describe('carriers of ShipStation V2', () => {
  it.each([['Royal Mail', 'royal_mail'], ['DPD UK', 'dpd'], ['DHL Express', 'dhl_express']])('%s is %s', (carrier, carrierCode) => {
    expect(findCarrierWord(carrier, {})).toEqual({ carrierCode });
  });

  it('only carriers of the account are taken, so others need the store’s own word', () => {
    for (const carrier of ['DHL', 'GLS', 'Kiez-Velo', 'other']) expect(findCarrierWord(carrier, {})).toBeNull();
    expect(findCarrierWord('dhl', { DHL: { carrierCode: 'dhl_paket' } })).toEqual({ carrierCode: 'dhl_paket' });
  });

  it('the store’s word comes before the account’s code, and both before what is built in', () => {
    const account = { DHL: { carrierCode: 'dhl_paket' }, DPD: { carrierCode: 'dpd_germany' } };
    expect(findCarrierWord('dhl', { dhl: { carrierCode: 'ours' } }, account)).toEqual({ carrierCode: 'ours' });
    expect(findCarrierWord('DPD', {}, account)).toEqual({ carrierCode: 'dpd_germany' });
    expect(findCarrierWord('UPS', {}, account)).toEqual({ carrierCode: 'ups' });
  });
});
