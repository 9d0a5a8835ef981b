import type { LabelAddress } from './content.ts';

/**
 * The line that carries the postcode, in the order the country's own post writes it. Countries not named here put the postcode
 * before the town, which is the commonest form (Universal Postal Union, addressing country sheets; from memory, so a country that
 * is missing gets a readable line, not a wrong one: the postcode stands large on its own as well).
 */
export function postalLines(address: LabelAddress): readonly string[] {
  const { city, postcode } = address;
  const region = address.region ?? '';
  const country = address.countryCode.toUpperCase();
  if (TOWN_THEN_POSTCODE_LINE.has(country)) return compact([join([city, region], ', '), postcode]);
  if (TOWN_REGION_POSTCODE.has(country)) {
    return compact([join([join([city, region], US_LIKE.has(country) ? ', ' : ' '), postcode], ' ')]);
  }
  const ownRegion = region === city ? '' : region;
  if (REGION_BEFORE_TOWN.has(country)) return compact([join([postcode, ownRegion, city], ' ')]);
  return compact([join([postcode, city], ' '), ownRegion]);
}

const TOWN_THEN_POSTCODE_LINE: ReadonlySet<string> = new Set(['GB', 'GG', 'JE', 'IM', 'IE', 'HK']);
const TOWN_REGION_POSTCODE: ReadonlySet<string> = new Set(['US', 'PR', 'CA', 'AU', 'NZ', 'IN', 'TH', 'ID', 'SG', 'SA', 'BD', 'PK', 'NP', 'LK']);
const REGION_BEFORE_TOWN: ReadonlySet<string> = new Set(['JP', 'CN', 'KR', 'TW']);
const US_LIKE: ReadonlySet<string> = new Set(['US', 'PR']);

/** English name of the country, as the sorting centre of another country reads it; the code itself where it is unknown. */
export function countryName(countryCode: string): string {
  const code = countryCode.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return (englishRegions.of(code) ?? code).toUpperCase();
}

const englishRegions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

const join = (parts: readonly string[], by: string): string => compact(parts).join(by);
const compact = (parts: readonly string[]): string[] => parts.filter((part) => part.trim() !== '');

/**
 * What may be drawn of a text from outside: composed (NFC), one line, no control characters. Direction overrides go too: they
 * could show an address in another order than the one that was checked. Joiners stay, Persian and Hindi need them.
 */
export function drawableText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u00ad\ufffe\uffff]|\p{Cs}/gu, '')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
