import { describe, expect, it } from 'vitest';
import { createAddressRules } from '../../src/main/rules/address-rules.ts';
import { BUYERS } from '../../src/main/practice/buyers.ts';
import type { Address } from '../../src/shared/domain/order/order.ts';

const rules = createAddressRules();
const berlin: Address = { name: 'Ada Example', lines: ['1 Test Street'], postcode: '10115', city: 'Berlin', countryCode: 'DE' };
const said = (change: Partial<Address>): string[] => rules.problems({ ...berlin, ...change }).map(({ field, problem }) => `${field}: ${problem}`);

describe('an address that can be delivered to', () => {
  it('has nothing wrong with it', () => expect(said({})).toEqual([]));
  it.each(Object.entries(BUYERS).filter(([name]) => name !== 'wrongPostcode'))('of the practice buyer "%s" has nothing wrong with it', (_name, buyer) => {
    expect(rules.problems(buyer)).toEqual([]);
  });
  it.each([
    ['DE', 'D-10115'],
    ['DE', ' 10115 '],
    ['GB', 'sw1a1aa'],
    ['GB', 'SW1A 1AA'],
    ['NL', '3511nt'],
    ['PL', '90001'],
    ['PT', '1000-001'],
    ['PT', '1000001'],
    ['SE', '41254'],
    ['SE', 'SE-412 54'],
    ['LV', '1010'],
    ['LU', 'L-1234'],
    ['GR', '11528'],
    ['CZ', '39001'],
    ['JP', '1010051'],
    ['JP', '１０１－００５１'],
    ['CA', 'K1A0B1'],
    ['US', '94016-1234'],
    ['US', '940161234'],
    ['IE', 'h91xy00'],
    ['AD', '500'],
  ])('%s knows the postcode "%s" however it is spelt', (countryCode, postcode) => {
    expect(said({ countryCode, postcode, region: 'XX' })).toEqual([]);
  });
  it.each([
    ['IE', '', 'Spiddal'],
    ['HK', '', ''],
    ['AE', '', ''],
    ['SG', '238801', ''],
    ['JM', '', 'Kingston'],
  ])('in %s may lack what is not used there', (countryCode, postcode, city) => {
    expect(said({ countryCode, postcode, city })).toEqual([]);
  });
});

describe('an address that cannot', () => {
  it.each([
    ['no name and no company', { name: ' ' }, ['name: missing']],
    ['no street', { lines: ['', ' '] }, ['lines: missing']],
    ['no postcode', { postcode: '' }, ['postcode: missing']],
    ['a postcode that lost its zero', { postcode: '4109' }, ['postcode: format']],
    ['a postcode of another country', { postcode: 'SW1A 1AA' }, ['postcode: format']],
    ['no city', { city: '' }, ['city: missing']],
    ['no state in the United States', { countryCode: 'US', postcode: '94016' }, ['region: missing']],
    ['no country', { countryCode: '' }, ['countryCode: missing']],
    ['a country nobody knows', { countryCode: 'XX' }, ['countryCode: unknown-country']],
    ['the country "unknown" of a channel that gives no address', { name: '', lines: [''], countryCode: 'ZZ', postcode: '', city: '' }, ['name: missing', 'lines: missing', 'countryCode: unknown-country']],
    ['several faults', { postcode: 'x', city: '' }, ['postcode: format', 'city: missing']],
  ] as const)('%s', (_name, change, problems) => {
    expect(said(change)).toEqual(problems);
  });
  it('is named by its field, never by its content', () => {
    expect(JSON.stringify(rules.problems({ ...berlin, postcode: 'SECRET-4711' }))).not.toContain('SECRET');
  });
  it('does not mind a company instead of a name', () => expect(said({ name: '', company: 'Example Ltd' })).toEqual([]));
});
