// The file of the one number that is needed: the whole library takes half a second to load on a cold disk.
import { validate as validateBritishVat } from 'stdnum/lib/cjs/gb/vat.js';
import type { TaxNumberRules } from '../application/ports/address-rules.ts';

/** Spaces, dots and hyphens are there for people. */
const bare = (value: string): string => value.normalize('NFKC').toUpperCase().replace(/[\s.\-–]/g, '');

const euPrefixes = 'AT|BE|BG|CY|CZ|DE|DK|EE|ES|FI|FR|GR|EL|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK';

/** "IM", the country of registration as three digits, six digits and a check digit. Source: Regulation (EU) 2020/194, annex I, read on 2026-11-21. */
const ioss = /^IM\d{10}$/;
/**
 * The country that gave it and up to 15 characters of its own. Source: European Commission, "Economic Operators Registration and
 * Identification number"; British and Northern Irish ones have 12 or 15 digits: HMRC, "Check an EORI number". Read on 2026-11-21.
 */
const eori = new RegExp(`^(?:(?:GB|XI)\\d{12}(?:\\d{3})?|(?:${euPrefixes})[0-9A-Z]{1,15})$`);
/** Seven digits, written with or without the word. Source: Norwegian Tax Administration, "Sending goods under the VOEC scheme"; Latvijas Pasts, read on 2026-11-21. */
const voec = /^(?:VOEC)?\d{7}$/;

export function createTaxNumberRules(): TaxNumberRules {
  return {
    isWellFormed(field, value) {
      const number = bare(value);
      switch (field) {
        case 'ioss':
          return ioss.test(number);
        case 'eori':
          return eori.test(number);
        case 'voec':
          return voec.test(number);
        case 'vat':
          // The only VAT number that customs asks for at the border is the British one.
          return validateBritishVat(number).isValid;
      }
    },
  };
}
