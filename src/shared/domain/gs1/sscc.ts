import { checkDigitOf, hasCorrectCheckDigit, isAllZero, isDigits } from './check-digit.ts';

/** 18 digits as text: extension digit, GS1 company prefix, serial reference, check digit. Only `parseSscc` and `buildSscc` make one. */
export type Sscc = string & { readonly __brand: 'Sscc' };

export type SsccRefusal = 'not-digits' | 'wrong-length' | 'check-digit' | 'all-zero';
export type ParsedSscc =
  | { readonly ok: true; readonly sscc: Sscc }
  | { readonly ok: false; readonly reason: SsccRefusal };

export const SSCC_LENGTH = 18;

/**
 * Company prefix lengths. The shortest in circulation has 4 digits (GS1 barcode syntax dictionary, linter gcppos1), the longest 12
 * (EPC Tag Data Translation, SSCC-96). Many libraries still allow only 7 to 10 and refuse real companies.
 */
export const COMPANY_PREFIX_MIN = 4;
export const COMPANY_PREFIX_MAX = 12;

/** Company prefix and serial reference share 16 digits. Source: GS1 General Specifications, AI (00). */
const PREFIX_AND_SERIAL_LENGTH = 16;

export type CompanyPrefix = string & { readonly __brand: 'CompanyPrefix' };
export type ParsedCompanyPrefix =
  | { readonly ok: true; readonly companyPrefix: CompanyPrefix }
  | { readonly ok: false; readonly reason: 'not-digits' | 'too-short' | 'too-long' | 'all-zero' };

/** Exactly 18 digits; a wrong check digit is refused, never repaired: a repaired misread names somebody else's parcel. */
export function parseSscc(text: string): ParsedSscc {
  if (!isDigits(text)) return { ok: false, reason: 'not-digits' };
  if (text.length !== SSCC_LENGTH) return { ok: false, reason: 'wrong-length' };
  if (isAllZero(text)) return { ok: false, reason: 'all-zero' };
  if (!hasCorrectCheckDigit(text)) return { ok: false, reason: 'check-digit' };
  return { ok: true, sscc: text as Sscc };
}

export function parseCompanyPrefix(text: string): ParsedCompanyPrefix {
  if (!isDigits(text)) return { ok: false, reason: 'not-digits' };
  if (text.length < COMPANY_PREFIX_MIN) return { ok: false, reason: 'too-short' };
  if (text.length > COMPANY_PREFIX_MAX) return { ok: false, reason: 'too-long' };
  if (isAllZero(text)) return { ok: false, reason: 'all-zero' };
  return { ok: true, companyPrefix: text as CompanyPrefix };
}

/** Digits left for the serial reference: 4 (prefix of 12) to 12 (prefix of 4). */
export function serialReferenceLength(prefixLength: number): number {
  if (!Number.isInteger(prefixLength) || prefixLength < COMPANY_PREFIX_MIN || prefixLength > COMPANY_PREFIX_MAX) {
    throw new RangeError(`a company prefix has ${COMPANY_PREFIX_MIN} to ${COMPANY_PREFIX_MAX} digits, not ${prefixLength}`);
  }
  return PREFIX_AND_SERIAL_LENGTH - prefixLength;
}

/** How many numbers one extension digit has; the ten extension digits together have ten times as many. */
export function ssccCapacity(prefixLength: number): bigint {
  return 10n ** BigInt(serialReferenceLength(prefixLength));
}

export interface SsccParts {
  /** One digit; adds capacity and means nothing. */
  readonly extensionDigit: string | number;
  readonly companyPrefix: string;
  /** 0 up to `ssccCapacity - 1`; a digit string may be shorter than its field, it is padded with zeros. */
  readonly serial: bigint | string;
}

/** Throws RangeError on parts that cannot be an SSCC: whoever allocates numbers checks prefix and capacity before. */
export function buildSscc({ extensionDigit, companyPrefix, serial }: SsccParts): Sscc {
  const extension = String(extensionDigit);
  if (!/^[0-9]$/.test(extension)) throw new RangeError(`the extension digit is one digit, not "${extension}"`);
  const prefix = parseCompanyPrefix(companyPrefix);
  if (!prefix.ok) throw new RangeError(`company prefix "${companyPrefix}" is refused: ${prefix.reason}`);
  const serialText = String(serial);
  const width = serialReferenceLength(companyPrefix.length);
  if (!isDigits(serialText)) throw new RangeError(`serial "${serialText}" is not digits`);
  if (serialText.length > width) throw new RangeError(`serial ${serialText} does not fit into ${width} digits`);
  const body = extension + prefix.companyPrefix + serialText.padStart(width, '0');
  const built = parseSscc(body + checkDigitOf(body));
  if (!built.ok) throw new RangeError(`these parts make no SSCC: ${built.reason}`);
  return built.sscc;
}

/** The line printed under the bars: brackets are not encoded, one space, no grouping. Source: GS1 Barcode Syntax Engine output. */
export function formatSsccHri(sscc: Sscc): string {
  return `(00) ${sscc}`;
}

/** Data of the GS1-128 symbol without its leading FNC1. */
export function ssccElementString(sscc: Sscc): string {
  return `00${sscc}`;
}
