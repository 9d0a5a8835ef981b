import type { Address } from '../../../shared/domain/order/order.ts';

export interface AddressProblem {
  /** Which field is wrong, never what it holds. */
  readonly field: 'name' | 'lines' | 'postcode' | 'city' | 'region' | 'countryCode';
  readonly problem: 'missing' | 'format' | 'unknown-country';
}

/** Per-country rules: which fields an address needs there, and what a postcode looks like. Empty: nothing wrong. */
export interface AddressRules {
  problems(address: Address): readonly AddressProblem[];
}

/** Formats of tax numbers. */
export interface TaxNumberRules {
  isWellFormed(field: 'ioss' | 'vat' | 'eori' | 'voec', value: string): boolean;
}
