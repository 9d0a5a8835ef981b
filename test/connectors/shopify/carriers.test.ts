import { describe, expect, it } from 'vitest';
import { findCarrierWord, trackingUrlFor } from '../../../src/main/connectors/marketplaces/shopify/carriers.ts';

describe('Shopify’s word for our carrier', () => {
  it.each([
    ['DHL', 'DHL'],
    ['dhl paket', 'DHL'],
    ['royal-mail', 'Royal Mail'],
    ['evri', 'Evri'],
    ['YURTİÇİ KARGO', 'Yurtiçi Kargo'],
    ['osterreichische post', 'Österreichische Post'],
    ['bpost', 'BPost'],
    ['InPost', 'Inpost'],
    // No address of Shopify's making, and still a carrier.
    ['Trans-o-flex', 'Trans-o-flex'],
  ])('for %s is %s', (carrier, carrierCode) => {
    expect(findCarrierWord(carrier, {})).toEqual({ carrierCode });
  });

  it.each([['Kiez-Velo'], [''], ['Other'], ['DHLX']])('is missing for "%s": then nothing may be sent', (carrier) => {
    expect(findCarrierWord(carrier, {})).toBeNull();
  });

  it('is the store’s own, where it has one, with an address of its own', () => {
    const own = { 'kiez velo': { carrierCode: 'Kiez-Velo GmbH', trackingUrl: 'https://velo.example/{number}?n={number}' }, dhl: { carrierCode: 'DHL eCommerce' } };
    expect(findCarrierWord('Kiez-Velo', own)).toEqual({ carrierCode: 'Kiez-Velo GmbH' });
    expect(findCarrierWord('DHL', own)).toEqual({ carrierCode: 'DHL eCommerce' });
    expect(trackingUrlFor('Kiez-Velo GmbH', 'A/1', own)).toBe('https://velo.example/A%2F1?n=A%2F1');
    expect(trackingUrlFor('DHL eCommerce', '1', own)).toBeNull();
  });
});
