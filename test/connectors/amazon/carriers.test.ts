import { describe, expect, it } from 'vitest';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/amazon/carriers.ts';

describe('Amazon’s word for our carrier', () => {
  it.each([
    ['DHL', { carrierCode: 'DHL' }],
    ['dhl paket', { carrierCode: 'DHL' }],
    ['royal-mail', { carrierCode: 'Royal Mail' }],
    ['Hermes', { carrierCode: 'Hermes Logistik Gruppe' }],
    ['GO!', { carrierCode: 'GO!' }],
    ['evri', { carrierCode: 'Other', carrierName: 'Evri' }],
    ['YURTİÇİ KARGO', { carrierCode: 'Other', carrierName: 'Yurtiçi Kargo' }],
    ['osterreichische post', { carrierCode: 'Other', carrierName: 'Österreichische Post' }],
  ])('for %s', (carrier, word) => {
    expect(findCarrierWord(carrier, {})).toEqual(word);
  });

  it.each([['Kiez-Velo'], [''], ['Other'], ['DHLX']])('is missing for "%s": then nothing may be sent', (carrier) => {
    expect(findCarrierWord(carrier, {})).toBeNull();
  });

  it('is the store’s own, where it has one', () => {
    const own = { 'kiez velo': { carrierCode: 'Other', carrierName: 'Kiez-Velo GmbH' }, dhl: { carrierCode: 'DHL Global Mail' } };
    expect(findCarrierWord('Kiez-Velo', own)).toEqual({ carrierCode: 'Other', carrierName: 'Kiez-Velo GmbH' });
    expect(findCarrierWord('DHL', own)).toEqual({ carrierCode: 'DHL Global Mail' });
  });
});
