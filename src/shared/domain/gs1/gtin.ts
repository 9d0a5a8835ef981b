import { checkDigitOf, hasCorrectCheckDigit, isAllZero, isDigits } from './check-digit.ts';

/**
 * Every GTIN as 14 digits. The lengths are one number space: padding with zeros on the left makes a UPC of 12 digits, the same
 * number as EAN-13 with a leading zero, and the GTIN-14 of the base unit equal as text. The check digit survives padding.
 */
export type Gtin14 = string & { readonly __brand: 'Gtin14' };

export type GtinRefusal = 'not-digits' | 'wrong-length' | 'check-digit' | 'all-zero';
export type ParsedGtin =
  | { readonly ok: true; readonly gtin: Gtin14 }
  | { readonly ok: false; readonly reason: GtinRefusal };

const GTIN_LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

export function isGtinLength(length: number): boolean {
  return GTIN_LENGTHS.has(length);
}

export function parseGtin(text: string): ParsedGtin {
  if (!isDigits(text)) return { ok: false, reason: 'not-digits' };
  if (!isGtinLength(text.length)) return { ok: false, reason: 'wrong-length' };
  if (isAllZero(text)) return { ok: false, reason: 'all-zero' };
  if (!hasCorrectCheckDigit(text)) return { ok: false, reason: 'check-digit' };
  return { ok: true, gtin: text.padStart(14, '0') as Gtin14 };
}

/** For people: the shortest length the number exists in (8, 12, 13 or 14 digits), as it stands under the bars. */
export function formatGtin(gtin: Gtin14): string {
  if (gtin.startsWith('000000')) return gtin.slice(6);
  if (gtin.startsWith('00')) return gtin.slice(2);
  if (gtin.startsWith('0')) return gtin.slice(1);
  return gtin;
}

/**
 * UPC-E is a UPC-A with its zeros left out. `text` is number system (0 or 1), six digits and the check digit of the long form.
 * Null when it is no UPC-E. Kept apart from `parseGtin` because a GTIN-8 has eight digits too.
 * Source: GS1 General Specifications, 5.2.2.4.2 (decoding a UPC-E bar code).
 */
export function expandUpcE(text: string): Gtin14 | null {
  const match = /^([01])([0-9])([0-9])([0-9])([0-9])([0-9])([0-9])([0-9])$/.exec(text);
  if (match === null) return null;
  const [, system = '', a = '', b = '', c = '', d = '', e = '', rule = '', check = ''] = match;
  const body = system + upcEBody(a + b + c, d, e, rule);
  if (checkDigitOf(body) !== check || isAllZero(body)) return null;
  return `00${body}${check}` as Gtin14;
}

/** The last of the six digits says where the zeros stood. */
function upcEBody(abc: string, d: string, e: string, rule: string): string {
  switch (rule) {
    case '0':
    case '1':
    case '2':
      return `${abc.slice(0, 2)}${rule}0000${abc.slice(2)}${d}${e}`;
    case '3':
      return `${abc}00000${d}${e}`;
    case '4':
      return `${abc}${d}00000${e}`;
    default:
      return `${abc}${d}${e}0000${rule}`;
  }
}
