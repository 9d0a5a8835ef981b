import type { LabelAddress } from './content.ts';

/**
 * One text for one destination, to compare the address on a label with the address of the open parcel: two spellings that a
 * carrier would deliver to the same door by the same words give the same text, anything else gives another. Hash it where it is
 * stored; the fields are kept apart by a character no address contains, so that text cannot wander from one field to the next.
 */
export function canonicalShipTo(address: LabelAddress): string {
  const lines = address.lines.map(canonical).filter((line) => line !== '');
  return [
    'ship-to/1',
    canonical(address.name),
    canonical(address.company ?? ''),
    lines.join(LINE),
    canonical(address.postcode).replaceAll(' ', ''),
    canonical(address.city),
    canonical(address.region ?? ''),
    canonical(address.countryCode),
  ].join(FIELD);
}

/** The information separators of ASCII; `canonical` removes them from the text itself. */
const FIELD = '\u001f';
const LINE = '\u001e';

/** Upper case of NFKC without locale rules, so that a Turkish bench and a German bench agree. */
function canonical(text: string): string {
  return text.normalize('NFKC').replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim().toUpperCase().normalize('NFC');
}
