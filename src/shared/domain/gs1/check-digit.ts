/**
 * The one check digit of all GS1 numbers (GTIN-8/12/13/14, SSCC, GLN, GSIN, GSRN, GRAI, GDTI): modulo 10, weights 3 and 1
 * alternating from the right of the body. Source: GS1 General Specifications, 7.9.1.
 */
const ALL_DIGITS = /^[0-9]+$/;
const CODE_OF_ZERO = 48;

export function isDigits(text: string): boolean {
  return ALL_DIGITS.test(text);
}

/** The digit that belongs behind `body`. Throws when `body` is not digits: that is a bug of the caller, not a misread. */
export function checkDigitOf(body: string): string {
  if (!isDigits(body)) throw new RangeError('a check digit needs digits to check');
  let sum = 0;
  let weight = 3;
  for (let index = body.length - 1; index >= 0; index -= 1) {
    sum += weight * (body.charCodeAt(index) - CODE_OF_ZERO);
    weight = 4 - weight;
  }
  return String((10 - (sum % 10)) % 10);
}

/** False for anything that is not digits, so a caller needs no check before. */
export function hasCorrectCheckDigit(digits: string): boolean {
  if (digits.length < 2 || !isDigits(digits)) return false;
  return checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}

/** A row of zeros passes modulo 10; it is a placeholder printed by a template, never a number somebody owns. */
export function isAllZero(digits: string): boolean {
  return /^0+$/.test(digits);
}
