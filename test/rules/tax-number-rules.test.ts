import { describe, expect, it } from 'vitest';
import { createTaxNumberRules } from '../../src/main/rules/tax-number-rules.ts';

const { isWellFormed } = createTaxNumberRules();

describe('a number that looks right', () => {
  // Sources: IOSS of the example in Amazon's Orders API 2026-01-01; VAT numbers of Amazon and of HMRC's own pages, as published.
  it.each([
    ['ioss', 'IM1234567890'],
    ['ioss', 'im 123 456 789 0'],
    ['vat', 'GB727255821'],
    ['vat', 'GB 727 2558 21'],
    ['vat', '727255821'],
    ['eori', 'GB123456789000'],
    ['eori', 'GB123456789000123'],
    ['eori', 'XI123456789000'],
    ['eori', 'DE1234567'],
    ['eori', 'FR12345678901234'],
    ['eori', 'ATEOS1000012345'],
    ['voec', '2024567'],
    ['voec', 'VOEC 2024567'],
  ] as const)('%s %s', (field, value) => expect(isWellFormed(field, value)).toBe(true));
});

describe('a number that does not', () => {
  it.each([
    ['ioss', 'IN1234567890'],
    ['ioss', 'IM123456789'],
    ['ioss', 'IM1234567890, IM1234567891'],
    ['vat', 'GB727255822'],
    ['vat', 'DE136695976'],
    ['vat', ''],
    ['eori', 'GB12345678900'],
    ['eori', 'GB1234567890001'],
    ['eori', 'DE'],
    ['eori', 'DE1234567890123456'],
    ['eori', 'US123456789'],
    ['voec', '202456'],
    ['voec', '20245678'],
  ] as const)('%s %s', (field, value) => expect(isWellFormed(field, value)).toBe(false));
});
