// Signals: Trendyol's pages "Update Tracking Number", "Update Shipping Code" and its list of error codes, read on 2026-11-21.
import { describe, expect, it } from 'vitest';
import { findNoticeProblems } from '../../../src/main/connectors/marketplaces/trendyol/build.ts';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/trendyol/carriers.ts';
import { findOwnLink, readOwnNumber } from '../../../src/main/connectors/marketplaces/trendyol/own-vehicle.ts';
import { readListPackages, readStreamPackages, readWritten } from '../../../src/main/connectors/marketplaces/trendyol/read.ts';
import type { TrendyolSettings } from '../../../src/main/connectors/marketplaces/trendyol/settings.ts';
import { problemCodes } from '../../../src/shared/domain/writeback/problems.ts';
import { aNotice } from './fixtures.ts';

const reply = (status: number, message: string, headers = {}) => ({ status, headers, bodyText: JSON.stringify({ exception: 'E', errors: [{ key: 'k', message }] }) });
const tours = { Tour: { carrierCode: 'ADEL', trackingUrl: 'https://tours.example/at/{number}?from=us' } };
const codesOf = (notice: ReturnType<typeof aNotice>, cargo: 'seller-pays' | 'trendyol-pays' = 'seller-pays', carriers: TrendyolSettings['carriers'] = {}): readonly string[] => findNoticeProblems(notice, { cargo, carriers }).map(({ code }) => code);

describe('what Trendyol says', () => {
  it.each([
    [400, 'Shipment tracking number cannot be updated', 'already-shipped'],
    [400, 'Shipment Update Edilebilir Bir Durumda Değil.', 'already-shipped'],
    [400, 'SHIPMENT UPDATE EDİLEBİLİR BİR DURUMDA DEĞİL', 'already-shipped'],
    [400, 'something new', 'unrecognised'],
    [401, 'Unauthorized', 'auth'],
    [403, 'Forbidden', 'bad-settings'],
    [404, 'not found', 'order-gone'],
    [409, 'conflict', 'locked'],
    [426, 'upgrade', 'bad-settings'],
  ])('%i "%s" is %s, in its own words', (status, message, code) => {
    const outcome = readWritten(reply(status, message));
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code, message: expect.stringContaining(message) as string }] });
    expect(problemCodes).toContain(code);
  });

  it('404 of a listing is a wrong address: what is not there is an empty answer', () => {
    expect(readListPackages(reply(404, 'no such endpoint'))).toMatchObject({ kind: 'rejected', problems: [{ code: 'bad-settings' }] });
  });

  it.each([
    ['more, and no cursor', { hasMore: true, nextCursor: null, content: [] }],
    ['more, at the cursor that was asked for', { hasMore: true, nextCursor: 'c1', content: [] }],
    ['nothing of whether there is more', { content: [] }],
  ])('a stream that says %s is no end of the listing', (_what, body) => {
    expect(readStreamPackages({ status: 200, headers: {}, bodyText: JSON.stringify(body) }, { startMs: 0, endMs: 1, cursor: 'c1' }).kind).toBe('unavailable');
  });

  it('429 is waited for, as long as it says or as long as its counting takes', () => {
    expect(readWritten(reply(429, 'slow', { 'retry-after': '3' }))).toEqual({ kind: 'rate-limited', retryAfterMs: 3000 });
    expect(readWritten(reply(429, 'slow'))).toEqual({ kind: 'rate-limited', retryAfterMs: 10_000 });
  });

  it('a broken server leaves a write in doubt, and nothing else', () => {
    expect(readWritten(reply(556, 'unavailable')).kind).toBe('uncertain');
    expect(readListPackages(reply(556, 'unavailable')).kind).toBe('unavailable');
  });

  it('an empty success is one, a page in its place is not', () => {
    expect(readWritten({ status: 200, headers: {}, bodyText: '' }).kind).toBe('done');
    expect(readWritten({ status: 200, headers: {}, bodyText: '<html>Sign in to this hotel' }).kind).toBe('uncertain');
    expect(readListPackages({ status: 200, headers: {}, bodyText: '<html>' }).kind).toBe('unavailable');
  });
});

describe('a notice for Trendyol', () => {
  it('with nothing wrong may leave', () => {
    expect(codesOf(aNotice())).toEqual([]);
  });

  it('is not ours to send where Trendyol pays the carrier', () => {
    expect(codesOf(aNotice(), 'trendyol-pays')).toEqual(['not-ours-to-tell']);
  });

  it.each([
    [{ trackingNumber: ' ' }, 'bad-number'],
    [{ trackingNumber: '00340 and 00341, two' }, 'bad-number'],
    [{ carrierCode: '' }, 'bad-carrier'],
    [{ channelOrderId: '10654411111' }, 'bad-request-ours'],
    [{ lines: [] }, 'quantity-wrong'],
    [{ lines: [{ lineId: '1', quantity: 0 }] }, 'quantity-wrong'],
    [{ lines: [{ lineId: 'x', quantity: 1 }] }, 'bad-request-ours'],
    [{ carrierCode: 'ADEL' }, 'bad-carrier'],
  ])('%o must not leave: %s', (change, code) => {
    expect(codesOf(aNotice(change))).toEqual([code]);
  });
});

describe('a parcel in our own vehicle', () => {
  it('needs a link that the buyer is shown, on https and with a place for the number', () => {
    expect(codesOf(aNotice({ carrierCode: 'ADEL' }), 'seller-pays', tours)).toEqual([]);
    for (const trackingUrl of ['http://tours.example/{number}', 'https://tours.example/', 'https://{number}/{number}', 'no link {number}']) {
      expect(codesOf(aNotice({ carrierCode: 'ADEL' }), 'seller-pays', { Tour: { carrierCode: 'ADEL', trackingUrl } })).toEqual(['bad-carrier']);
    }
  });

  it('takes no other number afterwards: the package counts as shipped at once', () => {
    expect(codesOf(aNotice({ carrierCode: 'ADEL', replaces: { trackingNumber: 'T1' } }), 'seller-pays', tours)).toEqual(['correction-closed']);
    expect(codesOf(aNotice({ replaces: { trackingNumber: 'T1' } }))).toEqual([]);
  });

  it('is known again by its link, and by no other', () => {
    const link = findOwnLink('T 1/$&', tours);
    expect(link).toBe('https://tours.example/at/T%201%2F%24%26?from=us');
    expect(readOwnNumber(link, tours)).toBe('T 1/$&');
    for (const other of [null, 'https://tours.example/at/?from=us', 'https://elsewhere.example/at/1?from=us', 'https://tours.example/at/%E0?from=us']) expect(readOwnNumber(other, tours)).toBeNull();
    expect(findCarrierWord('tour', tours)).toEqual({ carrierCode: 'ADEL' });
  });
});

describe('carriers', () => {
  it.each([['Yurtiçi Kargo', 'YKMP'], ['YURTICI', 'YKMP'], ['Sürat Kargo', 'SURATMP'], ['MNG', 'DHLECOMMP'], ['dhl', 'DHLMP'], ['DHL Express', 'DHLEXPMP'], ['DPDMP', 'DPDMP'], ['Hermes', 'HERMESMP']])('%s is %s', (name, carrierCode) => {
    expect(findCarrierWord(name, {})).toEqual({ carrierCode });
  });

  it('are the store’s own before all', () => {
    expect(findCarrierWord('DHL', { dhl: { carrierCode: 'DHLECOMMP' } })).toEqual({ carrierCode: 'DHLECOMMP' });
  });

  it('without a word are not told', () => {
    expect([findCarrierWord('Kiez-Velo', {}), findCarrierWord('ADEL', {})]).toEqual([null, null]);
  });
});
