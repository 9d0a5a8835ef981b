import type { Address } from '../../../../shared/domain/order/order.ts';
import type { TikTokAddress } from './shapes.ts';

/** ISO 3166 keeps "ZZ" for "unknown": an order that is unpaid or on hold has no address yet. */
const UNKNOWN_ADDRESS: Address = { name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' };

const filled = (value: string | null | undefined): string | undefined => value?.trim() || undefined;

/** What TikTok hides it fills with stars; half a phone number is none. */
const whole = (value: string | null | undefined): string | undefined => (value?.includes('*') === true ? undefined : filled(value));

/**
 * Towns and regions come as a list of levels whose names differ from country to country: level L0 is the country, the name of the level
 * says what the others are. Where no level is called a town, the UK's `post_town` is, else the lowest level.
 */
export function readAddress(given: TikTokAddress | null): Address {
  if (given === null) return UNKNOWN_ADDRESS;
  const levels = (given.district_info ?? []).flatMap(({ address_level: level, address_level_name: kind, address_name: name }) => {
    const text = filled(name);
    return text === undefined || level === 'L0' ? [] : [{ kind: kind ?? '', text }];
  });
  const named = (pattern: RegExp): string | undefined => levels.find(({ kind }) => pattern.test(kind))?.text;
  const city = filled(given.post_town) ?? named(/city|town|municipality/i) ?? levels.at(-1)?.text ?? '';
  const region = named(/state|province|prefecture|region/i) ?? (levels.length > 1 ? levels[0]?.text : undefined);
  const street = [given.address_line1, given.address_line2, given.address_line3, given.address_line4].map(filled).filter((line) => line !== undefined);
  const detail = filled(given.address_detail) ?? filled(given.full_address) ?? '';
  const phone = whole(given.phone_number);
  return {
    name: filled(given.name) ?? [given.first_name, given.last_name].map(filled).filter(Boolean).join(' '),
    lines: street.length === 0 ? [detail] : street,
    postcode: filled(given.postal_code) ?? '',
    city,
    ...(region === undefined || region === city ? {} : { region }),
    countryCode: countryOf(filled(given.region_code)),
    ...(phone === undefined ? {} : { phone }),
  };
}

/** TikTok's pages say "UK" where ISO 3166 says "GB". */
function countryOf(code: string | undefined): string {
  const upper = code?.toUpperCase() ?? 'ZZ';
  return upper === 'UK' ? 'GB' : upper;
}
