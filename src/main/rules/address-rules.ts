import { formatAddress } from 'localized-address-format';
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';
import type { Address } from '../../shared/domain/order/order.ts';
import type { AddressProblem, AddressRules } from '../application/ports/address-rules.ts';

/** What a country's addresses are made of, as far as a missing part can be told. */
interface AddressShape {
  readonly hasPostcode: boolean;
  readonly hasCity: boolean;
  readonly hasRegion: boolean;
}

/** The postcode is part of the format, and most addresses have none. Source: UPU, "Postal addressing systems in member countries". */
const postcodeOptional: ReadonlySet<string> = new Set(['IE']);
/** City states: the format has a place for the city, and addresses that name none arrive. Source: as above. */
const cityOptional: ReadonlySet<string> = new Set(['HK', 'MC', 'VA', 'SG', 'MO', 'GI']);
/** The state stands in the line of the postcode and carriers refuse a label without it. Elsewhere a region is welcome and no more. */
const regionNeeded: ReadonlySet<string> = new Set(['US', 'CA', 'AU']);

/**
 * Per-country rules from maintained data: which parts an address has (libaddressinput, by `localized-address-format`) and what a
 * postcode looks like (`postcode-validator`). They find what cannot be delivered to, not what is unusual: spaces, hyphens, case and
 * a country code before the postcode are nobody's mistake.
 */
export function createAddressRules(): AddressRules {
  const shapes = new Map<string, AddressShape | null>();
  const shapeOf = (countryCode: string): AddressShape | null => {
    const known = shapes.get(countryCode);
    if (known !== undefined) return known;
    const shape = isCountry(countryCode) ? readShape(countryCode) : null;
    shapes.set(countryCode, shape);
    return shape;
  };
  return {
    problems(address) {
      const shape = shapeOf(address.countryCode);
      return shape === null ? [...named(address), { field: 'countryCode', problem: address.countryCode === '' ? 'missing' : 'unknown-country' }] : [...named(address), ...placed(address, shape)];
    },
  };
}

function named({ name, company, lines }: Address): readonly AddressProblem[] {
  const problems: AddressProblem[] = [];
  if (isEmpty(name) && isEmpty(company)) problems.push({ field: 'name', problem: 'missing' });
  if (lines.every(isEmpty)) problems.push({ field: 'lines', problem: 'missing' });
  return problems;
}

function placed({ postcode, city, region, countryCode }: Address, shape: AddressShape): readonly AddressProblem[] {
  const problems: AddressProblem[] = [];
  if (shape.hasPostcode) {
    if (isEmpty(postcode)) {
      if (!postcodeOptional.has(countryCode) && !isPostcode('', countryCode)) problems.push({ field: 'postcode', problem: 'missing' });
    } else if (!spellings(postcode, countryCode).some((spelling) => isPostcode(spelling, countryCode))) problems.push({ field: 'postcode', problem: 'format' });
  }
  if (shape.hasCity && isEmpty(city) && !cityOptional.has(countryCode)) problems.push({ field: 'city', problem: 'missing' });
  if (shape.hasRegion && isEmpty(region) && regionNeeded.has(countryCode)) problems.push({ field: 'region', problem: 'missing' });
  return problems;
}

const isEmpty = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const isPostcode = (text: string, countryCode: string): boolean => !postcodeValidatorExistsForCountry(countryCode) || postcodeValidator(text, countryCode);

/** The same characters, set apart in every way that people write them. */
function spellings(postcode: string, countryCode: string): readonly string[] {
  const written = postcode.normalize('NFKC').toUpperCase().trim();
  const bare = written.replace(/[\s\-–]/g, '');
  const codes = [bare, bare.startsWith(countryCode) ? bare.slice(countryCode.length) : countryCode + bare];
  // "D-10115", "L-1234": the car sign of former days.
  const sign = /^[A-Z]{1,3}[\s-]+(?=\d)/.exec(written);
  if (sign !== null) codes.push(written.slice(sign[0].length).replace(/[\s-]/g, ''));
  const parted = codes.flatMap((code) => Array.from({ length: Math.max(0, Math.min(code.length, 12) - 1) }, (_, index) => [`${code.slice(0, index + 1)} ${code.slice(index + 1)}`, `${code.slice(0, index + 1)}-${code.slice(index + 1)}`]).flat());
  return [written, ...codes, ...parted];
}

/** The library formats and does not tell which parts a format has: a part that comes out again is one of them. */
function readShape(countryCode: string): AddressShape {
  const parts = { postalCode: '<postcode>', locality: '<city>', administrativeArea: '<region>' };
  const written = formatAddress({ postalCountry: countryCode, name: '<name>', addressLines: ['<street>'], ...parts }).join('\n');
  return { hasPostcode: written.includes(parts.postalCode), hasCity: written.includes(parts.locality), hasRegion: written.includes(parts.administrativeArea) };
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** ISO 3166 keeps ZZ for "unknown"; the others are groups of countries that Intl can name. */
const notCountries: ReadonlySet<string> = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB']);

const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && !notCountries.has(code) && countryNames.of(code) !== undefined;
