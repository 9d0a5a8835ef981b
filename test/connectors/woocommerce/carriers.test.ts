import { describe, expect, it } from 'vitest';
import { buildAstTracking, buildFulfillment, buildTracking, findNoticeProblems } from '../../../src/main/connectors/marketplaces/woocommerce/build.ts';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/woocommerce/carriers.ts';
import { aNotice, settingsOf } from './fixtures.ts';

describe('WooCommerce’s word for our carrier', () => {
  it.each([
    ['DHL', { carrierCode: 'dhl', carrierName: 'DHL' }],
    ['dhl paket', { carrierCode: 'dhl', carrierName: 'DHL' }],
    ['royal-mail', { carrierCode: 'royal-mail', carrierName: 'Royal Mail' }],
    ['YURTİÇİ KARGO', { carrierCode: 'yurtici-kargo', carrierName: 'Yurtiçi Kargo' }],
    ['Evri', { carrierCode: 'evri-hermes', carrierName: 'Evri' }],
    ['Hermes', { carrierCode: 'other', carrierName: 'Hermes' }],
  ])('for %s', (carrier, word) => {
    expect(findCarrierWord(carrier, {})).toEqual(word);
  });

  it.each([['Kiez-Velo'], [''], ['other'], ['DHLX']])('is missing for "%s": then nothing may be sent', (carrier) => {
    expect(findCarrierWord(carrier, {})).toBeNull();
  });

  it('is the store’s own, where it has one', () => {
    const { carriers } = settingsOf({ carriers: { 'kiez velo': { carrierCode: 'other', carrierName: 'Kiez-Velo', trackingLink: 'https://velo.example/%1$s' }, dhl: { carrierCode: 'deutsche-post' } } });
    expect(findCarrierWord('Kiez-Velo', carriers)).toEqual({ carrierCode: 'other', carrierName: 'Kiez-Velo' });
    expect(findCarrierWord('DHL', carriers)).toEqual({ carrierCode: 'deutsche-post' });
  });
});

describe('a package in the words of each place', () => {
  const settings = settingsOf({ carriers: { velo: { carrierCode: 'other', carrierName: 'Kiez-Velo', trackingLink: 'https://velo.example/%1$s' } } });
  const byVelo = aNotice({ carrierCode: 'other', carrierName: 'Kiez-Velo', trackingNumber: 'V 1' });
  const meta = (body: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries((body['meta_data'] as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]));

  it('of the core feature', () => {
    const body = buildFulfillment(aNotice(), settings);
    expect(body['status']).toBe('fulfilled');
    expect(meta(body)).toEqual({ _items: [{ item_id: 315, qty: 2 }], _tracking_number: '003401234567890129', _shipping_provider: 'dhl', _shipment_provider: 'dhl', _packgate_parcel: '1' });
    expect(meta(buildFulfillment(byVelo, settings))).toMatchObject({ _shipping_provider: 'other', _provider_name: 'Kiez-Velo', _tracking_url: 'https://velo.example/V%201' });
  });

  it('of Shipment Tracking, whose own carriers go by its name for them', () => {
    expect(buildTracking(aNotice(), 'DHL', settings)).toEqual({ tracking_provider: 'DHL', tracking_number: '003401234567890129', date_shipped: '2026-11-21' });
    expect(buildTracking(byVelo, null, settings)).toEqual({ custom_tracking_provider: 'Kiez-Velo', custom_tracking_link: 'https://velo.example/%1$s', tracking_number: 'V 1', date_shipped: '2026-11-21' });
  });

  it('of AST, which is never asked to replace: it would wipe the other parcels', () => {
    expect(buildAstTracking(aNotice(), true, settings)).toEqual({ tracking_provider: 'DHL', tracking_number: '003401234567890129', date_shipped: '2026-11-21', status_shipped: 1 });
    expect(buildAstTracking(aNotice(), false, settings)).not.toHaveProperty('status_shipped');
    expect(buildAstTracking(aNotice(), true, settings)).not.toHaveProperty('replace_tracking');
  });
});

describe('a notice that must not leave', () => {
  it.each([
    ['without a number', { trackingNumber: ' ' }, 'bad-number'],
    ['with a text for a number', { trackingNumber: 'see e-mail!' }, 'bad-number'],
    ['with two numbers in one', { trackingNumber: '00340434292135100148,00340434292135100155' }, 'bad-number'],
    ['with a number too long for one', { trackingNumber: '1'.repeat(61) }, 'bad-number'],
    ['without a carrier', { carrierCode: '' }, 'bad-carrier'],
    ['with "other" and no name', { carrierCode: 'other', carrierName: '' }, 'bad-carrier'],
    ['without lines', { lines: [] }, 'quantity-wrong'],
    ['with no units', { lines: [{ lineId: '315', quantity: 0 }] }, 'quantity-wrong'],
    ['with half a unit', { lines: [{ lineId: '315', quantity: 0.5 }] }, 'quantity-wrong'],
    ['with a line that is no number', { lines: [{ lineId: 'A', quantity: 1 }] }, 'bad-request-ours'],
    ['for an order 0, which is asked for in trials only', { channelOrderId: '0' }, 'bad-request-ours'],
  ])('%s', (_what, change, code) => {
    expect(findNoticeProblems(aNotice(change)).map((problem) => problem.code)).toEqual([code]);
  });

  it.each([['003401234567890129'], ['1Z 999 AA1'], ['JJD-0001.2/3'], ['Ж-12']])('is not one with the number %s', (trackingNumber) => {
    expect(findNoticeProblems(aNotice({ trackingNumber }))).toEqual([]);
  });
});
