import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../../src/main/connectors/marketplaces/tiktok/paging.ts';
import { readGetOrder, readMarkShipped, readSearchOrders, readShipPackage, readUpdatePackage, isTokenRefusal } from '../../../src/main/connectors/marketplaces/tiktok/read.ts';
import { problemCodes } from '../../../src/shared/domain/writeback/problems.ts';
import { aReply, no, ORDER_ID, wireOrder, yes } from './fixtures.ts';

// Codes: error tables of "Mark Package As Shipped", "Ship Package", "Update Package Shipping Info" (202309) and "Common errors", read on 2026-11-21.
const REFUSALS: readonly (readonly [code: number, word: string])[] = [
  [21_011_041, 'order-cancelled'], [21_011_042, 'order-cancelled'], [25_001_010, 'order-cancelled'],
  [21_011_007, 'cancel-requested'], [21_008_044, 'cancel-requested'],
  [21_011_006, 'already-shipped'], [21_011_020, 'already-shipped'], [21_042_056, 'already-shipped'], [21_008_099, 'already-shipped'], [11_006_021, 'already-shipped'], [21_011_040, 'already-shipped'], [21_011_027, 'already-shipped'],
  [11_028_006, 'bad-number'], [21_004_012, 'bad-number'], [21_011_022, 'bad-number'], [21_004_015, 'bad-carrier'], [21_004_016, 'bad-carrier'], [21_022_032, 'bad-carrier'],
  [21_011_025, 'number-reused'], [21_011_026, 'number-reused'], [21_034_012, 'number-reused'],
  [21_011_049, 'correction-closed'], [21_011_050, 'correction-closed'], [21_011_051, 'correction-closed'], [21_011_052, 'correction-closed'],
  [21_042_057, 'wrong-state'], [21_011_033, 'wrong-state'], [21_004_019, 'wrong-state'], [21_011_043, 'wrong-state'],
  [21_011_036, 'quantity-wrong'], [21_011_048, 'quantity-wrong'],
  [21_008_025, 'not-ours-to-tell'], [21_011_004, 'not-ours-to-tell'],
  [21_011_028, 'order-gone'], [21_011_029, 'order-gone'], [21_008_111, 'order-gone'],
  [21_001_001, 'bad-request-ours'], [11_050_001, 'bad-request-ours'],
  [105_005, 'auth'], [106_001, 'auth'], [36_009_033, 'auth'], [10_006_402, 'auth'],
  [106_013, 'bad-settings'],
  [99_999_999, 'unrecognised'],
];

describe('a refusal of a dispatch', () => {
  it.each(REFUSALS)('%i is %s, with TikTok’s words', (code, word) => {
    expect(problemCodes).toContain(word);
    for (const read of [readMarkShipped, readShipPackage, readUpdatePackage]) {
      expect(read(no(code, 'so it is'))).toEqual({ kind: 'rejected', problems: [{ code: word, message: `${code}: so it is` }] });
    }
  });

  it.each([
    ['21011030 of a package that is delivered', 21_011_030, 'already-shipped', 'correction-closed'],
    ['10007002 of an order in another state', 10_007_002, 'wrong-state', 'correction-closed'],
  ])('%s means another thing where a number is corrected', (_what, code, told, corrected) => {
    expect(readMarkShipped(no(code))).toMatchObject({ problems: [{ code: told }] });
    expect(readUpdatePackage(no(code))).toMatchObject({ problems: [{ code: corrected }] });
  });

  it('is one at any HTTP status, and needs no words', () => {
    expect(readMarkShipped(no(21_011_041, '', 400))).toEqual({ kind: 'rejected', problems: [{ code: 'order-cancelled', message: '21011041: TikTok gave no reason' }] });
  });

  it.each([
    ['Invalid timestamp. The value of the `timestamp` query parameter must not be earlier than 5 minutes before the current time.', 'auth'],
    ['Invalid credentials. Invalid `app_key` query parameter.', 'auth'],
    ['Missing credentials. The request does not include a required signature in the query.', 'auth'],
    ['Unexpected identifier. The `shop_cipher` query parameter is not required for this request.', 'bad-settings'],
    ['Invalid API version. The `version` value is invalid or unsupported.', 'bad-request-ours'],
  ])('36009004 is told by its words: %s', (words, code) => {
    expect(readMarkShipped(no(36_009_004, words, 400))).toMatchObject({ kind: 'rejected', problems: [{ code }] });
  });
});

describe('answers that are neither yes nor no', () => {
  it.each([36_009_003, 36_009_007, 11_001_031, 21_001_008, 21_022_029, 21_042_076])('"try again" (%i) leaves a dispatch in doubt and a read undone', (code) => {
    expect(readMarkShipped(no(code))).toMatchObject({ kind: 'uncertain' });
    expect(readUpdatePackage(no(code))).toMatchObject({ kind: 'uncertain' });
    expect(readGetOrder(no(code), ORDER_ID)).toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['a server error', aReply(503, '')],
    ['a server error with a code', no(36_009_003, 'busy', 502)],
    ['a success of somebody else', aReply(200, '<html>Sign in to this hotel network</html>')],
    ['half an answer', aReply(200, '{"code":0,"mess')],
    ['a success without a code', aReply(200, { message: 'Success' })],
    ['a success with the status of a refusal', aReply(404, { code: 0, message: 'Success' })],
  ])('%s', (_what, reply) => {
    expect(readMarkShipped(reply)).toMatchObject({ kind: 'uncertain' });
    expect(readGetOrder(reply, ORDER_ID)).toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['status 429', aReply(429, ''), 1_000],
    ['status 429 that names a time', aReply(429, '', { 'retry-after': '7' }), 7_000],
    ['code 36009002 at status 200', no(36_009_002), 1_000],
  ])('haste: %s', (_what, reply, retryAfterMs) => {
    expect(readMarkShipped(reply)).toEqual({ kind: 'rate-limited', retryAfterMs });
    expect(readGetOrder(reply, ORDER_ID)).toEqual({ kind: 'rate-limited', retryAfterMs });
  });

  it('a refusal of some proxy is for a person, not for a retry', () => {
    expect(readMarkShipped(aReply(403, '<html>blocked</html>'))).toMatchObject({ kind: 'rejected', problems: [{ code: 'auth' }] });
    expect(readMarkShipped(aReply(404, 'nothing here'))).toMatchObject({ kind: 'rejected', problems: [{ code: 'unrecognised' }] });
  });
});

describe('success', () => {
  it('with a warning stays done', () => {
    expect(readMarkShipped(yes({ order_id: ORDER_ID, package_id: '1', warning: { message: 'match more than one provider' } }))).toEqual({ kind: 'done', value: 'told' });
  });

  it('in a region that knows no single units was none', () => {
    expect(readMarkShipped(no(21_008_106))).toEqual({ kind: 'done', value: 'not-in-this-region' });
  });
});

describe('a token that is not good any more', () => {
  it.each([
    ['105002 with 401', no(105_002, 'expired', 401), true],
    ['105002 with 200', no(105_002), true],
    ['105001', no(105_001, 'invalid', 401), true],
    ['36009004 about the token', no(36_009_004, 'Invalid credentials. The `x-tts-access-token` header is invalid.', 400), true],
    ['a missing permission', no(105_005, 'no scope', 403), false],
    ['a wrong signature', no(106_001, 'sign', 401), false],
    ['a page of a proxy', aReply(401, '<html>'), false],
    ['success', yes(), false],
  ])('%s', (_what, reply, isRefused) => {
    expect(isTokenRefusal(reply)).toBe(isRefused);
  });
});

describe('reading', () => {
  const at: Cursor = { phase: 'changed', startedAt: 10_000, from: 0, seen: [], theirs: null };
  it('an order that is not there, or another seller’s, is nobody’s', () => {
    expect(readGetOrder(yes({ orders: [] }), ORDER_ID)).toEqual({ kind: 'done', value: null });
    expect(readGetOrder(yes({ orders: [{ id: '1' }] }), ORDER_ID)).toEqual({ kind: 'done', value: null });
    expect(readGetOrder(no(21_008_111), ORDER_ID)).toEqual({ kind: 'done', value: null });
  });

  it('an order that cannot be read says which fields, and nothing of what stood in them', () => {
    const outcome = readGetOrder(yes({ orders: [{ id: ORDER_ID, status: 'TELEPORTED', line_items: [] }] }), ORDER_ID);
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code: 'unreadable' }] });
    expect(JSON.stringify(outcome)).toMatch(/status/);
    expect(JSON.stringify(outcome)).not.toContain('TELEPORTED');
  });

  it('one bad record does not lose the page', () => {
    const page = readSearchOrders(yes({ orders: [{ id: '7', update_time: 5 }], next_page_token: '' }), { at, updatedAfter: 0 }, () => []);
    expect(page).toMatchObject({ kind: 'done', value: { orders: [], unreadable: [{ channelOrderId: '7' }], nextPageToken: null } });
  });

  it('goods that lie at TikTok are nobody’s work here, labels that come from TikTok are', () => {
    const list = (overrides: Record<string, unknown>) => readSearchOrders(yes({ orders: [wireOrder(overrides)] }), { at, updatedAfter: 0 }, () => []);
    expect(list({ fulfillment_type: 'FULFILLMENT_BY_TIKTOK' })).toMatchObject({ value: { orders: [], unreadable: [] } });
    expect(list({ shipping_type: 'TIKTOK' })).toMatchObject({ value: { orders: [{ draft: { channelOrderId: ORDER_ID } }] } });
  });

  it('a page token of theirs that is refused starts the listing anew; without one it is our mistake', () => {
    const refused = no(21_001_001);
    expect(readSearchOrders(refused, { at: { ...at, theirs: 'x' }, updatedAfter: 0 }, () => [])).toMatchObject({ problems: [{ code: 'page-token-refused' }] });
    expect(readSearchOrders(refused, { at, updatedAfter: 0 }, () => [])).toMatchObject({ problems: [{ code: 'bad-request-ours' }] });
    expect(readSearchOrders(no(105_005), { at: { ...at, theirs: 'x' }, updatedAfter: 0 }, () => [])).toMatchObject({ problems: [{ code: 'auth' }] });
  });
});
