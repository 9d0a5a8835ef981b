import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf } from '../../../src/shared/domain/gs1/check-digit.ts';
import { expandUpcE, formatGtin, parseGtin } from '../../../src/shared/domain/gs1/gtin.ts';

describe('a GTIN', () => {
  // Source: python-stdnum stdnum/ean.py doctests, GS1 syntax engine scandata.c unit tests.
  it.each([
    ['73513537', '00000073513537'],
    ['416000336108', '00416000336108'],
    ['9780471117094', '09780471117094'],
    ['24012345678905', '24012345678905'],
  ])('%s is the fourteen digits %s', (text, gtin) => {
    expect(parseGtin(text)).toEqual({ ok: true, gtin });
    expect(formatGtin(gtin as Parameters<typeof formatGtin>[0])).toBe(text);
  });

  it('of a UPC and of the same number as EAN-13 with a zero in front are equal', () => {
    expect(parseGtin('0416000336108')).toEqual(parseGtin('416000336108'));
    expect(parseGtin('00416000336108')).toEqual(parseGtin('416000336108'));
  });

  it.each([
    ['416000336109', 'check-digit'],
    ['1234567890', 'wrong-length'],
    ['978-0471117', 'not-digits'],
    ['00000000', 'all-zero'],
    ['0000000000000', 'all-zero'],
  ])('%s is refused: %s', (text, reason) => {
    expect(parseGtin(text)).toEqual({ ok: false, reason });
  });

  it('stays equal however it is padded', () => {
    const body = fc.bigInt({ min: 1n, max: 9_999_999n }).map((value) => String(value).padStart(7, '0'));
    fc.assert(
      fc.property(body, (seven) => {
        const gtin8 = seven + checkDigitOf(seven);
        for (const length of [12, 13, 14]) expect(parseGtin(gtin8.padStart(length, '0'))).toEqual(parseGtin(gtin8));
      }),
    );
  });
});

describe('a UPC-E', () => {
  // Source: GS1 General Specifications 5.2.2.4.2 rules, worked through by hand, one per rule; 04252614 is the usual textbook example.
  it.each([
    ['04252614', '00042100005264'],
    ['01234505', '00012000003455'],
    ['01234531', '00012300000451'],
    ['01234543', '00012340000053'],
    ['01234565', '00012345000065'],
  ])('%s stands for %s', (short, gtin) => {
    expect(expandUpcE(short)).toBe(gtin);
    expect(parseGtin(gtin).ok).toBe(true);
  });

  it.each(['04252615', '24252614', '0425261', '00000000', 'ABCDEFGH'])('is not in %s', (text) => {
    expect(expandUpcE(text)).toBeNull();
  });
});
