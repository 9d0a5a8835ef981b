import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf, hasCorrectCheckDigit } from '../../../src/shared/domain/gs1/check-digit.ts';

// Source: GS1 barcode syntax dictionary, unit tests of the linter "csum"; EPC Tag Data Standard example; python-stdnum doctests.
const published: readonly [number: string, valid: boolean][] = [
  ['123456789012345675', true],
  ['106141412345678908', true],
  ['376104250021234569', true],
  ['73513537', true],
  ['9780471117094', true],
  ['12345678901231', true],
  ['02345673', true],
  ['123456789012345670', false],
  ['416000336109', false],
  ['1234567890129', false],
  ['12345678901232', false],
  ['38425876095079', false],
];

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

describe('the GS1 check digit', () => {
  it.each(published)('of the published number %s is right: %s', (number, valid) => {
    expect(hasCorrectCheckDigit(number)).toBe(valid);
  });

  it('is accepted behind the body it was computed for, whatever the length', () => {
    fc.assert(fc.property(digits(1, 30), (body) => hasCorrectCheckDigit(body + checkDigitOf(body))));
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits(7, 17), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, position, change) => {
        const number = body + checkDigitOf(body);
        const at = position % number.length;
        const wrong = (Number(number.charAt(at)) + change) % 10;
        expect(hasCorrectCheckDigit(number.slice(0, at) + String(wrong) + number.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('does not change when zeros are put in front, so all GTIN lengths share it', () => {
    fc.assert(fc.property(digits(7, 13), fc.integer({ min: 0, max: 6 }), (body, zeros) => checkDigitOf('0'.repeat(zeros) + body) === checkDigitOf(body)));
  });

  it.each(['', '7', '12345678 012345675', '１２３４５６７０', '12a4'])('is not there in %j', (text) => {
    expect(hasCorrectCheckDigit(text)).toBe(false);
  });

  it('is refused loudly for a body that is not digits', () => {
    expect(() => checkDigitOf('12A')).toThrow(RangeError);
  });
});
