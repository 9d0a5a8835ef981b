import { describe, expect, it } from 'vitest';
import { findCarrierWord } from '../../../src/main/connectors/marketplaces/ebay/carriers.ts';

describe('eBay’s word for our carrier', () => {
  it.each([
    ['DHL', 'DHL'],
    ['dhl paket', 'DHL'],
    ['DHL Express', 'DHLEXPRESS'],
    ['royal-mail', 'RoyalMail'],
    ['Deutsche Post', 'DeutschePost'],
    ['Evri', 'Hermes'],
    ['DPD Local', 'Interlink'],
    ['La Poste', 'LAPOSTE'],
    ['Österreichische Post', 'OsterreichischePostAG'],
    ['YURTİÇİ KARGO', 'Other'],
    ['InPost', 'Other'],
  ])('for %s is %s', (carrier, carrierCode) => {
    expect(findCarrierWord(carrier, {})).toEqual({ carrierCode });
  });

  it.each([['Kiez-Velo'], [''], ['Other'], ['DHLX']])('is missing for "%s": then nothing may be sent', (carrier) => {
    expect(findCarrierWord(carrier, {})).toBeNull();
  });

  it('is the store’s own, where it has one', () => {
    const own = { 'kiez velo': { carrierCode: 'Other' }, evri: { carrierCode: 'Evri' } };
    expect(findCarrierWord('Kiez-Velo', own)).toEqual({ carrierCode: 'Other' });
    expect(findCarrierWord('EVRI', own)).toEqual({ carrierCode: 'Evri' });
  });
});
