import { describe, expect, it } from 'vitest';
import { buildDispatch, buildList, findNoticeProblems } from '../../../src/main/connectors/marketplaces/rest/build.ts';
import { hideMapped } from '../../../src/main/connectors/marketplaces/rest/hide.ts';
import { readDispatch, readList, readOne } from '../../../src/main/connectors/marketplaces/rest/read.ts';
import { restSettings } from '../../../src/main/connectors/marketplaces/rest/settings.ts';
import type { RestSettings } from '../../../src/main/connectors/marketplaces/rest/settings.ts';
import { aDescription, aNotice, aReply, rawDescription, wireOrder } from './fixtures.ts';

const NOW_MS = Date.parse('2026-11-21T09:00:00Z');
const settingsOf = (changes: Record<string, unknown> = {}): RestSettings => restSettings.parse({ description: rawDescription(changes), secret: 'key-123456', username: 'user-1' });
const refusal = (code: string, message = 'words') => ({ error: { code, message } });

describe('what a described service is told', () => {
  it('in its own form, with the natural key in address and header', () => {
    const wire = buildDispatch(aNotice({ notifyBuyer: false }), settingsOf());
    expect(wire).toMatchObject({ operation: 'confirmDispatch', method: 'PUT', path: '/api/v1/orders/R-1/parcels/1', headers: { 'content-type': 'application/json', 'idempotency-key': 'R-1/1/003401234567890129' } });
    expect(JSON.parse(wire.body ?? '')).toEqual({ tracking_number: '003401234567890129', carrier: 'dhl', shipped_at: '2026-11-21T07:30:00.000Z', inform_buyer: false, items: [{ id: 'i1', quantity: 2 }] });
    expect(JSON.parse(buildDispatch(aNotice(), settingsOf()).body ?? '')).not.toHaveProperty('inform_buyer');
  });

  it('as a form, in seconds, where it is described so', () => {
    const settings = settingsOf({ times: 's', dispatch: { encoding: 'form', body: { tracking_number: '{trackingNumber}', inform_buyer: undefined } } });
    expect(Object.fromEntries(new URLSearchParams(buildDispatch(aNotice(), settings).body ?? ''))).toEqual({ tracking_number: '003401234567890129', carrier: 'dhl', shipped_at: String(Date.parse('2026-11-21T07:30:00Z') / 1000), items: '[{"id":"i1","quantity":2}]' });
  });

  it('a corrected number by a call of its own, where there is one', () => {
    const settings = settingsOf({ dispatch: { correction: 'no', replace: { method: 'POST', path: '/orders/{orderId}/replace', body: { old: '{replacedNumber}', new: '{trackingNumber}' } } } });
    const wire = buildDispatch(aNotice({ replaces: { trackingNumber: 'OLD1' } }), settings);
    expect([wire.method, wire.path, JSON.parse(wire.body ?? '')]).toEqual(['POST', '/api/v1/orders/R-1/replace', { old: 'OLD1', new: '003401234567890129' }]);
    expect(buildDispatch(aNotice(), settings).method).toBe('PUT');
  });

  it('changed orders since an instant, written as it wants', () => {
    const asked = { updatedAfterMs: NOW_MS, token: null, nowMs: NOW_MS };
    expect(buildList(asked, settingsOf())).toMatchObject({ method: 'GET', path: '/api/v1/orders', query: { changed_since: '2026-11-21T09:00:00.000Z', limit: '20', page: '1' } });
    expect(buildList(asked, settingsOf({ list: { updatedAfterAs: 's', paging: { kind: 'none' } } })).query).toEqual({ changed_since: String(NOW_MS / 1000), limit: '20' });
  });

  it.each([
    ['bad-request-ours', { channelOrderId: '..' }],
    ['bad-request-ours', { packageReference: ' ' }],
    ['bad-number', { trackingNumber: ' ' }],
    ['bad-carrier', { carrierCode: '' }],
    ['bad-request-ours', { lines: [] }],
    ['bad-request-ours', { lines: [{ lineId: 'i1', quantity: 0 }] }],
  ])('never, where it could only be refused: %s (%o)', (code, overrides) => {
    expect(findNoticeProblems(aNotice(overrides), aDescription())).toMatchObject([{ code }]);
  });

  it('no correction that nobody described', () => {
    const closed = aDescription({ dispatch: { correction: 'no' } });
    expect(findNoticeProblems(aNotice({ replaces: { trackingNumber: 'OLD1' } }), closed)).toMatchObject([{ code: 'correction-closed' }]);
    expect(findNoticeProblems(aNotice({ replaces: { trackingNumber: 'OLD1' } }), aDescription())).toEqual([]);
  });
});

describe('what an answer to "shipped" means', () => {
  const description = aDescription({ errors: { rules: [{ code: 'order_cancelled', problem: 'order-cancelled' }, { text: 'CANCELLED BY', problem: 'cancel-requested' }, { status: 409, problem: 'locked' }, { status: 500, text: 'already shipped', problem: 'already-shipped' }, { status: 503, text: 'slow down', problem: 'throttled' }] } });
  it.each([
    ['accepted', aReply(202, { accepted: true }), { kind: 'done' }],
    ['accepted without a word', aReply(202, null), { kind: 'done' }],
    ['the page of a hotel', aReply(202, '<html>Sign in</html>'), { kind: 'uncertain' }],
    ['half an answer', aReply(202, '{"accep'), { kind: 'uncertain' }],
    ['a success that is not described', aReply(200, {}), { kind: 'uncertain' }],
    ['a redirect', aReply(302, null), { kind: 'uncertain' }],
    ['a code before a text before a status', aReply(409, refusal('ORDER_CANCELLED', 'cancelled by')), { kind: 'rejected', problems: [{ code: 'order-cancelled', message: 'ORDER_CANCELLED: cancelled by' }] }],
    ['a text before a status', aReply(409, refusal('x', 'Cancelled by the buyer')), { kind: 'rejected', problems: [{ code: 'cancel-requested' }] }],
    ['a status', aReply(409, null), { kind: 'rejected', problems: [{ code: 'locked', message: 'Practice web shop answered 409 without saying why' }] }],
    ['not let in', aReply(401, refusal('bad_key')), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['not let in here', aReply(403, null), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['gone', aReply(404, refusal('not_found')), { kind: 'rejected', problems: [{ code: 'order-gone' }] }],
    ['a type that it does not take', aReply(415, null), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['words that nobody described', aReply(422, refusal('odd', 'No way')), { kind: 'rejected', problems: [{ code: 'unrecognised', message: 'odd: No way' }] }],
    ['too fast, with a time', aReply(429, null, { 'retry-after': '7' }), { kind: 'rate-limited', retryAfterMs: 7000 }],
    ['too fast', aReply(429, null), { kind: 'rate-limited', retryAfterMs: 500 }],
    ['too fast in other words', aReply(503, refusal('x', 'Slow down, please')), { kind: 'rate-limited' }],
    ['a broken server', aReply(500, refusal('broken')), { kind: 'uncertain' }],
    ['a broken server that says what it means', aReply(500, refusal('broken', 'Already shipped')), { kind: 'rejected', problems: [{ code: 'already-shipped' }] }],
  ])('%s', (_what, reply, outcome) => {
    expect(readDispatch(reply, description)).toMatchObject(outcome);
  });

  it('a success that says it is none is a refusal', () => {
    const inside = aDescription({ dispatch: { success: [200], refusedIf: 'errors' }, errors: { code: undefined, message: 'errors[0].text', rules: [{ text: 'cancelled', problem: 'order-cancelled' }] } });
    expect(readDispatch(aReply(200, { errors: [] }), inside)).toMatchObject({ kind: 'done' });
    expect(readDispatch(aReply(200, { errors: [{ text: 'It was cancelled.' }] }), inside)).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled', message: 'It was cancelled.' }] });
    expect(readDispatch(aReply(200, { errors: [{ text: 'Odd.' }] }), inside)).toMatchObject({ kind: 'rejected', problems: [{ code: 'unrecognised' }] });
  });

  it('where answers are no JSON, a status is enough, and texts are looked for in all of it', () => {
    const plain = aDescription({ dispatch: { success: [200], answersJson: false }, errors: { code: undefined, message: undefined, rules: [{ text: 'storniert', problem: 'order-cancelled' }] } });
    expect(readDispatch(aReply(200, 'OK'), plain)).toMatchObject({ kind: 'done' });
    expect(readDispatch(aReply(400, 'Auftrag ist STORNIERT'), plain)).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled' }] });
  });
});

describe('what an answer to a question means', () => {
  const description = aDescription();
  const none = (): readonly string[] => [];
  const asked = { updatedAfterMs: 0, token: null, nowMs: NOW_MS };

  it.each([
    ['unknown', aReply(404, null), { kind: 'done', value: null }],
    ['another order than asked for', aReply(200, { order: wireOrder({ number: 'R-2' }) }), { kind: 'unavailable' }],
    ['no order', aReply(200, { order: [] }), { kind: 'unavailable' }],
    ['a page of a hotel', aReply(200, '<html>'), { kind: 'unavailable' }],
    ['an order in words we do not have', aReply(200, { order: wireOrder({ status: 'odd' }) }), { kind: 'rejected', problems: [{ code: 'unreadable' }] }],
    ['not let in', aReply(403, null), { kind: 'rejected', problems: [{ code: 'auth' }] }],
    ['our mistake', aReply(400, refusal('bad_request', 'x')), { kind: 'rejected', problems: [{ code: 'bad-request-ours' }] }],
    ['a redirect', aReply(301, null), { kind: 'unavailable' }],
  ])('one order: %s', (_what, reply, outcome) => {
    expect(readOne(reply, 'R-1', description, none)).toMatchObject(outcome);
  });

  it('one bad record does not lose the page', () => {
    const page = readList(aReply(200, { orders: [wireOrder(), wireOrder({ number: 'R-2', status: 'odd' })] }), asked, description, none);
    expect(page).toMatchObject({ kind: 'done', value: { orders: [{ draft: { channelOrderId: 'R-1' } }], unreadable: [{ channelOrderId: 'R-2' }], nextPageToken: null } });
  });

  it.each([
    ['the service’s clock where it is behind', { date: 'Sat, 21 Nov 2026 08:50:00 GMT' }, '2026-11-21T08:48:00Z'],
    ['ours where the service’s is ahead', { date: 'Sat, 21 Nov 2026 19:00:00 GMT' }, '2026-11-21T08:58:00Z'],
    ['ours where none is told', {}, '2026-11-21T08:58:00Z'],
  ])('a listing is complete up to its lag before %s', (_what, headers, until) => {
    expect(readList(aReply(200, { orders: [] }, headers), asked, description, none)).toMatchObject({ value: { completeUntilMs: Date.parse(until) } });
  });

  it('a cursor that leads back to its own page ends in an error, not in a circle', () => {
    const byCursor = aDescription({ list: { paging: { kind: 'cursor', parameter: 'after', next: 'next' } } });
    const token = { startMs: 0, page: null, cursor: 'c1', untilMs: 1, seen: [] };
    expect(readList(aReply(200, { orders: [], next: 'c1' }), { ...asked, token }, byCursor, none)).toMatchObject({ kind: 'unavailable' });
    expect(readList(aReply(400, null), { ...asked, token }, byCursor, none)).toMatchObject({ kind: 'rejected', problems: [{ code: 'page-token-refused' }] });
  });
});

describe('the record of an exchange', () => {
  it('holds neither the key nor what the description maps to a person, by whatever names', () => {
    const settings = settingsOf({ auth: { kind: 'header', name: 'x-own-word' }, order: { address: { name: 'wohin.wer', lines: ['wohin.strasse'], city: 'wohin.ort', postcode: 'wohin.plz' } } });
    const exchange = hideMapped(settings)({
      operation: 'readOrder',
      request: { operation: 'readOrder', method: 'GET', path: '/x', query: {}, headers: { 'X-Own-Word': 'key-123456', accept: 'a' }, body: null },
      reply: { status: 200, headers: {}, bodyText: JSON.stringify({ list: [{ nr: 'R-1', wohin: { wer: 'Ida Voss', strasse: 'Am Markt 3', ort: 'Celle', plz: '', land: 'DE' }, ort: 'shelf 7', echo: 'key-123456' }] }) },
      failure: null,
      isWrite: false,
      startedAtMs: 0,
      endedAtMs: 1,
    });
    expect(exchange.request.headers).toEqual({ 'X-Own-Word': '[redacted]', accept: 'a' });
    expect(JSON.parse(exchange.reply?.bodyText ?? '')).toEqual({ list: [{ nr: 'R-1', wohin: { wer: '[redacted]', strasse: '[redacted]', ort: '[redacted]', plz: '', land: 'DE' }, ort: 'shelf 7', echo: '[redacted]' }] });
  });
});
