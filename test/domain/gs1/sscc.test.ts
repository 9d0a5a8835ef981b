import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildSscc,
  formatSsccHri,
  parseCompanyPrefix,
  parseSscc,
  ssccCapacity,
  ssccElementString,
  type Sscc,
} from '../../../src/shared/domain/gs1/sscc.ts';

function parsed(text: string): Sscc {
  const result = parseSscc(text);
  if (!result.ok) throw new Error(`${text} is refused: ${result.reason}`);
  return result.sscc;
}

describe('an SSCC', () => {
  // Source: biip tests/test_sscc.py (GS1 Norway numbers), EPC Tag Data Standard example.
  it.each(['157035381410375177', '357081300469846950', '376130321109103420', '106141412345678908'])('%s is read', (text) => {
    expect(parseSscc(text)).toEqual({ ok: true, sscc: text });
  });

  it.each([
    ['376130321109103421', 'check-digit'],
    ['12345678901234567', 'wrong-length'],
    ['1234567890123456789', 'wrong-length'],
    ['12345678 012345675', 'not-digits'],
    ['000000000000000000', 'all-zero'],
    ['', 'not-digits'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseSscc(text)).toEqual({ ok: false, reason });
  });

  it('is built from extension digit, company prefix and serial as in the EPC standard', () => {
    // Source: EPC Tag Data Standard, urn:epc:id:sscc:0614141.1234567890
    expect(buildSscc({ extensionDigit: 1, companyPrefix: '0614141', serial: 234567890n })).toBe('106141412345678908');
    expect(buildSscc({ extensionDigit: '1', companyPrefix: '0614141', serial: '234567890' })).toBe('106141412345678908');
  });

  it('is printed with its AI in brackets, one space and no grouping', () => {
    expect(formatSsccHri(parsed('395011015300000011'))).toBe('(00) 395011015300000011');
    expect(ssccElementString(parsed('395011015300000011'))).toBe('00395011015300000011');
  });

  it('holds ten thousand million numbers behind a prefix of seven, ten extension digits together', () => {
    expect(ssccCapacity(7) * 10n).toBe(10n ** 10n);
    expect(ssccCapacity(12)).toBe(10_000n);
    expect(ssccCapacity(4)).toBe(10n ** 12n);
  });

  it.each([3, 13, 7.5, Number.NaN])('has no capacity behind a prefix of %d digits', (length) => {
    expect(() => ssccCapacity(length)).toThrow(RangeError);
  });

  it.each([
    ['an extension digit of two digits', { extensionDigit: 10, companyPrefix: '0614141', serial: '1' }, /extension digit/],
    ['a company prefix of three digits', { extensionDigit: 0, companyPrefix: '061', serial: '1' }, /too-short/],
    ['a company prefix of thirteen digits', { extensionDigit: 0, companyPrefix: '0614141061414', serial: '1' }, /too-long/],
    ['a company prefix with a letter', { extensionDigit: 0, companyPrefix: '06141A1', serial: '1' }, /not-digits/],
    ['a serial one above the capacity', { extensionDigit: 0, companyPrefix: '0614141', serial: '1000000000' }, /does not fit/],
    ['a negative serial', { extensionDigit: 0, companyPrefix: '0614141', serial: '-1' }, /not digits/],
  ])('is not built from %s', (_name, parts, message) => {
    expect(() => buildSscc(parts)).toThrow(message);
  });

  it('reads back what was built, and two serials never make one number', () => {
    const parts = fc
      .integer({ min: 4, max: 12 })
      .chain((length) =>
        fc.tuple(
          fc.integer({ min: 0, max: 9 }),
          fc.bigInt({ min: 1n, max: 10n ** BigInt(length) - 1n }).map((prefix) => String(prefix).padStart(length, '0')),
          fc.bigInt({ min: 0n, max: ssccCapacity(length) - 1n }),
          fc.bigInt({ min: 0n, max: ssccCapacity(length) - 1n }),
        ),
      );
    fc.assert(
      fc.property(parts, ([extensionDigit, companyPrefix, first, second]) => {
        const one = buildSscc({ extensionDigit, companyPrefix, serial: first });
        const other = buildSscc({ extensionDigit, companyPrefix, serial: second });
        expect(parseSscc(one)).toEqual({ ok: true, sscc: one });
        expect(one === other).toBe(first === second);
        expect(BigInt(one.slice(1 + companyPrefix.length, 17))).toBe(first);
      }),
    );
  });
});

describe('a company prefix', () => {
  it.each(['9501', '950110', '0614141', '9501101530', '123456789012'])('of %s is accepted', (text) => {
    expect(parseCompanyPrefix(text)).toEqual({ ok: true, companyPrefix: text });
  });

  it.each([
    ['950', 'too-short'],
    ['1234567890123', 'too-long'],
    ['950 110', 'not-digits'],
    ['0000000', 'all-zero'],
  ])('of %j is refused: %s', (text, reason) => {
    expect(parseCompanyPrefix(text)).toEqual({ ok: false, reason });
  });
});
