import { describe, expect, it } from 'vitest';
import { readInstant, writeInstant } from '../../../src/main/connectors/marketplaces/rest/instants.ts';
import { parseJson, parsePath, readAt } from '../../../src/main/connectors/marketplaces/rest/json-path.ts';
import { readMoney } from '../../../src/main/connectors/marketplaces/rest/read-fields.ts';
import { fillBody, fillText, placeholdersOf } from '../../../src/main/connectors/marketplaces/rest/template.ts';

describe('a path', () => {
  it.each([
    ['a.b', ['a', 'b']],
    ['$.a', ['a']],
    ['$', []],
    ['', []],
    ['a[0].b', ['a', 0, 'b']],
    ['[1][2]', [1, 2]],
    ['order number', ['order number']],
    ['a..b', null],
    ['a.', null],
    ['a[x]', null],
    ['a]', null],
  ])('%s', (path, steps) => {
    expect(parsePath(path)).toEqual(steps);
  });

  it('finds only what stands there', () => {
    const value = { a: { b: [{ c: 1 }] } };
    expect(['a.b[0].c', 'a.b.length', 'a.b[1].c', 'a.constructor', 'a.b[0].c.d'].map((path) => readAt(value, path))).toEqual([1, undefined, undefined, undefined, undefined]);
  });

  it('keeps every digit of a long id', () => {
    expect(parseJson('{"id": 90071992547409931234, "n": 12.50}')).toEqual({ id: '90071992547409931234', n: 12.5 });
    expect(parseJson('{"id": 9')).toBeUndefined();
  });
});

describe('a template', () => {
  it('names its placeholders, and a stray brace is none', () => {
    expect(placeholdersOf('/a/{orderId}/{key:text}')).toEqual(['orderId', 'key']);
    expect([placeholdersOf('{'), placeholdersOf('{a b}')]).toEqual([null, null]);
  });

  it('writes ids into an address so that they stay in their place', () => {
    expect(fillText('/orders/{orderId}/x', { orderId: 'a/../b?c#d' }, encodeURIComponent)).toBe('/orders/a%2F..%2Fb%3Fc%23d/x');
  });

  it('keeps lists, numbers and yes/no, and leaves out what has no value', () => {
    const template = { id: '{lineId:number}', text: '{n:text}', count: '{n}', tell: '{no}', gone: '{missing}', list: ['{n}', '{missing}'], mixed: 'No. {n}, {missing}', fixed: 1 };
    expect(fillBody(template, { lineId: '42', n: 3, no: false })).toEqual({ id: 42, text: '3', count: 3, tell: false, list: [3], mixed: 'No. 3, ', fixed: 1 });
    expect(fillBody('{lineId:number}', { lineId: '90071992547409931234' })).toBe('90071992547409931234');
    expect(fillBody('{lineId:number}', { lineId: 'x1' })).toBe('x1');
  });
});

describe('a time', () => {
  const noon = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T12:00:00Z', 'iso', noon],
    ['2026-11-21T13:00:00.000+01:00', 'iso', noon],
    ['2026-11-21 12:00:00', 'iso', null],
    ['2026-11-21 12:00:00', 'iso-utc', noon],
    ['2026-11-21T12:00', 'iso-utc', noon],
    ['2026-11-21', 'iso-utc', null],
    ['1795262400', 's', noon],
    ['1795262400.25', 's', noon + 250],
    ['1795262400000', 'ms', noon],
    ['soon', 's', null],
    ['9999999999999999', 's', null],
  ] as const)('%s as %s', (text, as, ms) => {
    expect(readInstant(text, as)).toBe(ms);
  });

  it('is written as the service wants it', () => {
    expect((['iso', 'iso-utc', 's', 'ms'] as const).map((as) => writeInstant(noon + 900, as))).toEqual(['2026-11-21T12:00:00.900Z', '2026-11-21T12:00:00.900Z', '1795262400', '1795262400900']);
  });
});

describe('money', () => {
  it.each([
    ['12.5', 'EUR', 'major', { minor: 1250, currency: 'EUR' }],
    ['1200', 'jpy', 'major', { minor: 1200, currency: 'JPY' }],
    ['1250', 'EUR', 'minor', { minor: 1250, currency: 'EUR' }],
    ['12.505', 'EUR', 'major', null],
    ['12,50', 'EUR', 'major', null],
    [undefined, 'EUR', 'major', null],
    ['1', 'euro', 'major', null],
  ] as const)('%s %s (%s)', (amount, currency, unit, money) => {
    expect(readMoney(amount, currency, unit)).toEqual(money);
  });
});
