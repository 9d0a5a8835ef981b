// Signals: Trendyol's pages "Update Tracking Number", "Update Shipping Code" and its list of error codes, read on 2026-11-21.
import { describe, expect, it } from 'vitest';
import { findNoticeProblems } from '../../../src/main/connectors/marketplaces/trendyol/build.ts';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/trendyol/carriers.ts';
import { readListPackages, readWritten } from '../../../src/main/connectors/marketplaces/trendyol/read.ts';
import { problemCodes } from '../../../src/shared/domain/writeback/problems.ts';
import { aNotice } from './fixtures.ts';

const reply = (status: number, message: string, headers = {}) => ({ status, headers, bodyText: JSON.stringify({ exception: 'E', errors: [{ key: 'k', message }] }) });
const codesOf = (notice: ReturnType<typeof aNotice>, cargo: 'seller-pays' | 'trendyol-pays' = 'seller-pays'): readonly string[] => findNoticeProblems(notice, { cargo }).map(({ code }) => code);

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
  ])('%i "%s" is %s, in its own words', (status, message, code) => {
    const outcome = readWritten(reply(status, message));
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code, message: expect.stringContaining(message) as string }] });
    expect(problemCodes).toContain(code);
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
    [{ replaces: { trackingNumber: '00340' } }, 'correction-closed'],
  ])('%o must not leave: %s', (change, code) => {
    expect(codesOf(aNotice(change))).toEqual([code]);
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
