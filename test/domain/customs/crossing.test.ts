import { describe, expect, it } from 'vitest';
import { territoryOf } from '../../../src/shared/domain/customs/areas.ts';
import { customsOf } from '../../../src/shared/domain/customs/crossing.ts';

const place = (text: string): { countryCode: string; postcode: string } => ({ countryCode: text.slice(0, 2), postcode: text.slice(3) });
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const gbp = (minor: number) => ({ minor, currency: 'GBP' });
const nok = (minor: number) => ({ minor, currency: 'NOK' });

describe('no border, no number', () => {
  it.each([
    ['inside Germany', 'DE 20357', 'DE 29221'],
    ['from Hamburg to Vienna', 'DE 20357', 'AT 1070'],
    ['from Paris to Monaco', 'FR 75001', 'MC 98000'],
    ['from Lisbon to Madeira', 'PT 1000-001', 'PT 9000-001'],
    ['from Leeds to the Isle of Man', 'GB LS1 1AA', 'IM IM1 1AA'],
    ['from Dublin to Belfast', 'IE D02 X285', 'GB BT1 1AA'],
    ['from Leeds to Belfast', 'GB LS1 1AA', 'GB BT1 1AA'],
    ['from Hamburg to Belfast', 'DE 20357', 'GB bt1 1aa'],
    ['from Zürich to Vaduz', 'CH 8004', 'LI 9490'],
    ['inside the United States', 'US 10001', 'US 94016'],
  ])('%s', (_name, from, to) => {
    expect(customsOf(place(from), place(to), eur(1000))).toEqual({ crossing: null, needs: [] });
  });
});

describe('a border of customs', () => {
  it.each([
    ['EU to GB, 20 GBP', 'DE 20357', 'GB HR3 5DQ', gbp(2000), ['eori', 'vat']],
    ['EU to GB, exactly 135 GBP', 'DE 20357', 'GB HR3 5DQ', gbp(135_00), ['eori', 'vat']],
    ['EU to GB, a penny above 135 GBP', 'DE 20357', 'GB HR3 5DQ', gbp(135_01), ['eori']],
    ['EU to GB, a value in euro', 'DE 20357', 'GB HR3 5DQ', eur(2000), ['eori']],
    ['EU to GB, no value known', 'DE 20357', 'GB HR3 5DQ', null, ['eori']],
    ['GB to EU, exactly 150 EUR', 'GB HR3 5DQ', 'DE 20357', eur(150_00), ['eori', 'ioss']],
    ['GB to EU, a cent above 150 EUR', 'GB HR3 5DQ', 'DE 20357', eur(150_01), ['eori']],
    ['GB to EU, a value in pounds', 'GB HR3 5DQ', 'DE 20357', gbp(1000), ['eori']],
    ['EU to Norway, 2999.99 NOK', 'DE 20357', 'NO 0150', nok(2999_99), ['eori', 'voec']],
    ['EU to Norway, 3000 NOK', 'DE 20357', 'NO 0150', nok(3000_00), ['eori']],
    ['EU to Switzerland', 'DE 20357', 'CH 8004', eur(1000), ['eori']],
    ['EU to Japan, no value known', 'DE 20357', 'JP 101-0051', null, ['eori']],
    ['the United States to the EU', 'US 10001', 'DE 20357', eur(1000), ['ioss']],
    ['the United States to Belfast', 'US 10001', 'GB BT1 1AA', eur(1000), ['ioss']],
    ['Switzerland to GB', 'CH 8004', 'GB HR3 5DQ', gbp(1000), ['vat']],
    ['Japan to the United States', 'JP 101-0051', 'US 10001', null, []],
    ['Austria to Heligoland', 'AT 1070', 'DE 27498', eur(1000), ['eori']],
    ['Heligoland to Austria', 'DE 27498', 'AT 1070', eur(1000), ['ioss']],
  ] as const)('%s', (_name, from, to, value, needs) => {
    const answer = customsOf(place(from), place(to), value);
    expect(answer.crossing?.kind).toBe('customs');
    expect(answer.needs).toEqual(needs);
  });
  it('is named as a person reads it', () => {
    expect(customsOf(place('DE 20357'), place('GB HR3 5DQ'), null).crossing).toEqual({ kind: 'customs', from: 'EU', to: 'GB' });
    expect(customsOf(place('DE 20357'), place('ES 35001'), null).crossing).toEqual({ kind: 'vat', from: 'EU', to: 'Canary Islands' });
  });
});

describe('a shop is asked for nothing inside its own country', () => {
  it.each([
    ['Hamburg to Heligoland', 'DE 20357', 'DE 27498', 'customs'],
    ['Hamburg to Büsingen', 'DE 20357', 'DE 78266', 'customs'],
    ['Madrid to Ceuta', 'ES 28004', 'ES 51001', 'customs'],
    ['Madrid to Melilla', 'ES 28004', 'ES 52001', 'customs'],
    ['Madrid to Tenerife', 'ES 28004', 'ES 38001', 'vat'],
    ['Paris to Réunion', 'FR 75001', 'RE 97400', 'vat'],
    ['Paris to Nouméa', 'FR 75001', 'FR 98800', 'customs'],
    ['Milan to Livigno', 'IT 20121', 'IT 23041', 'customs'],
    ['Helsinki to Mariehamn', 'FI 00100', 'FI 22100', 'vat'],
    ['Athens to Mount Athos', 'GR 115 28', 'GR 630 86', 'vat'],
    ['Leeds to Jersey', 'GB LS1 1AA', 'GB JE2 3AB', 'vat'],
  ] as const)('%s crosses a border (%s to %s: %s) and needs no number', (_name, from, to, kind) => {
    const answer = customsOf(place(from), place(to), eur(1000));
    expect([answer.crossing?.kind, answer.needs]).toEqual([kind, []]);
  });
});

describe('a VAT border inside one customs union needs papers and no number', () => {
  it.each([
    ['DE 20357', 'ES 38001'],
    ['DE 20357', 'AX 22100'],
    ['DE 20357', 'IT 22061'],
    ['ES 35001', 'DE 20357'],
    ['DE 20357', 'MQ 97200'],
  ])('%s to %s', (from, to) => {
    expect(customsOf(place(from), place(to), eur(1000))).toMatchObject({ crossing: { kind: 'vat' }, needs: [] });
  });
});

describe('territories behind a postcode', () => {
  it.each([
    ['DE', 'D-27498', 'Heligoland'],
    ['DE', '27499', null],
    ['ES', '35 001', 'Canary Islands'],
    ['ES', '28004', null],
    ['FR', '97133', 'Saint-Barthélemy'],
    ['FR', '97150', 'Saint-Martin'],
    ['FR', '97110', 'Guadeloupe'],
    ['GB', 'GY1 1AA', 'Guernsey'],
    ['GB', 'GU1 1AA', null],
    ['GB', 'JE2 3AB', 'Jersey'],
    ['IT', '22060', null],
  ])('%s %s is %s', (countryCode, postcode, name) => {
    expect(territoryOf({ countryCode, postcode }).name).toBe(name);
  });
});
