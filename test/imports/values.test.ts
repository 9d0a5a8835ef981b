import { describe, expect, it } from 'vitest';
import { parseCountry } from '../../src/main/imports/values/countries.ts';
import { parseInstant, type DayOrder } from '../../src/main/imports/values/dates.ts';
import { parseMoney } from '../../src/main/imports/values/money.ts';
import { cleanText } from '../../src/main/imports/values/text.ts';

describe('dates as shops write them', () => {
  const read = (text: string, dayOrder: DayOrder = 'unknown', timeZone = 'UTC'): string => {
    const found = parseInstant(text, { dayOrder, timeZone });
    return 'ms' in found ? new Date(found.ms).toISOString().replace('.000Z', 'Z') : `? ${found.unreadable}`;
  };

  it.each([
    ['2026-11-20T10:11:12+01:00', '2026-11-20T09:11:12Z'],
    ['2026-11-20 10:11:12 +0100', '2026-11-20T09:11:12Z'],
    ['2026-11-20 10:11:12 UTC', '2026-11-20T10:11:12Z'],
    ['2026-11-20T10:11:12.345Z', '2026-11-20T10:11:12.345Z'],
    ['2026-11-20', '2026-11-20T00:00:00Z'],
    ['Nov-20-26', '2026-11-20T00:00:00Z'],
    ['Nov-20-26 23:45:00', '2026-11-20T23:45:00Z'],
    ['20-Nov-26', '2026-11-20T00:00:00Z'],
    ['10-Dez-25', '2025-12-10T00:00:00Z'],
    ['3 août 2026', '2026-08-03T00:00:00Z'],
    ['Nov 3, 2026', '2026-11-03T00:00:00Z'],
    ['20.11.2026 08:05', '2026-11-20T08:05:00Z'],
    ['3.4.26', '2026-04-03T00:00:00Z'],
    ['07/07/2026', '2026-07-07T00:00:00Z'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['03/04/2026', 'day-first', '2026-04-03T00:00:00Z'],
    ['03/04/2026', 'month-first', '2026-03-04T00:00:00Z'],
    ['11/20/2026 1:05 PM', 'month-first', '2026-11-20T13:05:00Z'],
    ['11/20/2026 12:00 am', 'month-first', '2026-11-20T00:00:00Z'],
  ] as const)('%s read %s is %s', (text, order, expected) => expect(read(text, order)).toBe(expected));

  it.each(['03/04/2026', '31/02/2026', '2026-13-01', '2026-11-20 25:00', 'soon', '20/11/1926', '11/20/2026 13:05 PM'])('%s is not guessed', (text) => {
    expect(read(text, text.startsWith('03') ? 'unknown' : text.startsWith('11') ? 'month-first' : 'day-first')).toMatch(/^\?/);
  });

  it('times without an offset are those of the shop, in summer and in winter', () => {
    expect(read('2026-07-01 12:00:00', 'unknown', 'Europe/Berlin')).toBe('2026-07-01T10:00:00Z');
    expect(read('2026-12-01 12:00:00', 'unknown', 'Europe/Berlin')).toBe('2026-12-01T11:00:00Z');
    expect(read('2026-10-25 00:30:00', 'unknown', 'Europe/Berlin')).toBe('2026-10-24T22:30:00Z');
    expect(read('2026-10-25 03:30:00', 'unknown', 'Europe/Berlin')).toBe('2026-10-25T02:30:00Z');
  });
});

describe('amounts as shops write them', () => {
  it.each([
    ['1.234,56', 'EUR', 123_456], ['1,234.56', 'EUR', 123_456], ['12,50', 'EUR', 1250], ['12.50', 'EUR', 1250], ['12', 'EUR', 1200], ['1.234', 'EUR', 123_400],
    ["1'234.50", 'CHF', 123_450], ['1 234,5', 'EUR', 123_450], ['1,234', 'JPY', 1234], ['1.234', 'KWD', 1234], ['0.005', 'USD', 1], ['-3,20', 'EUR', -320],
    ['12,34,567.00', 'INR', 123_456_700], ['1.234.567', 'EUR', 123_456_700],
  ])('%s %s is %i in the smallest unit', (text, currency, minor) => {
    expect(parseMoney(text, currency, 'either', null)).toEqual({ money: { minor, currency } });
  });

  it.each([
    ['$1,019.53', 'USD', 101_953], ['£12.50', 'GBP', 1250], ['116,99 €', 'EUR', 11_699], ['EUR 12,50', 'EUR', 1250], ['AU $5.00', 'AUD', 500], ['12.50 GBP', 'GBP', 1250],
  ])('%s names its own currency', (text, currency, minor) => {
    expect(parseMoney(text, null, 'either', null)).toEqual({ money: { minor, currency } });
  });

  it('a bare dollar is that of the shop', () => {
    expect(parseMoney('$5.00', null, 'either', 'CAD')).toEqual({ money: { minor: 500, currency: 'CAD' } });
    expect(parseMoney('5.00', null, 'either', null)).toEqual({ currencyUnknown: true });
  });

  it.each(['1.2.3,4,5', 'free', '1,2345.6', '12..5', ''])('"%s" is not guessed', (text) => {
    expect(parseMoney(text, 'EUR', 'either', null)).toHaveProperty('unreadable');
  });

  it('a code that is no currency is not taken for one', () => {
    expect(parseMoney('5.00', 'XQQ', 'dot', null)).toHaveProperty('unreadable');
  });
});

describe('countries', () => {
  it.each([
    ['DE', 'DE'], ['gb', 'GB'], ['UK', 'GB'], ['Great Britain', 'GB'], ['United Kingdom', 'GB'], ['USA', 'US'], ['United States', 'US'], ['Germany', 'DE'], ['Deutschland', 'DE'],
    ['ALLEMAGNE', 'DE'], ['Österreich', 'AT'], ['Osterreich', 'AT'], ['Autriche', 'AT'], ['Schweiz', 'CH'], ['Côte d’Ivoire', 'CI'], ['Türkei', 'TR'], ['Turkey', 'TR'], ['Türkiye', 'TR'],
    ['Czech Republic', 'CZ'], ['Korea, Republic of', 'KR'], ['Hong Kong', 'HK'], ['États-Unis', 'US'],
  ])('%s is %s', (name, code) => expect(parseCountry(name)).toBe(code));

  it.each(['ZZ', 'DD', 'EU', 'Atlantis', '', 'D', 'European Union'])('%s is none', (name) => expect(parseCountry(name)).toBeNull());
});

describe('text', () => {
  it.each([
    ['  a \t b\u00a0', 'a b'], ['a\u0007b', 'ab'], ['="00123"', '00123'], ["'02115", '02115'], ["'t Hooft", "'t Hooft"], ["O'Brien", "O'Brien"], ['=1+1', '=1+1'], ['two\nlines', 'two lines'],
  ])('%j is kept as %j', (text, clean) => expect(cleanText(text)).toBe(clean));
});
