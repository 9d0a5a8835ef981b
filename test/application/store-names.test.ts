import { expect, it } from 'vitest';
import { withOwnNames } from '../../src/main/application/store-names.ts';
import type { StoreSettings } from '../../src/shared/contract/settings.ts';
import { someSettings } from '../support/view-builders.ts';

const [model] = someSettings().stores;
const store = (changes: Partial<StoreSettings>): StoreSettings => ({ ...model!, storeId: 'shop', channel: 'amazon', connection: { kind: 'practice' }, ...changes });
const account: StoreSettings['connection'] = { kind: 'account', fields: {} };
const namesOf = (before: readonly StoreSettings[], next: readonly StoreSettings[]): readonly string[] => withOwnNames(someSettings({ stores: [...before] }), someSettings({ stores: [...next] })).stores.map(({ storeId }) => storeId);

it.each<[string, StoreSettings, StoreSettings, string]>([
  ['the practice shop that becomes a real one', store({}), store({ connection: account }), 'shop-2'],
  ['a real shop that becomes the practice shop', store({ connection: account }), store({}), 'shop-2'],
  ['a shop of another channel', store({ connection: account }), store({ channel: 'ebay', connection: account }), 'shop-2'],
  ['a shop that moved to another address', store({ connection: account }), store({ connection: { kind: 'account', fields: { region: 'na' } } }), 'shop'],
  ['a shop that is renamed', store({}), store({ name: 'Tea House' }), 'shop'],
])('%s: its short name', (_, before, next, name) => {
  expect(namesOf([before], [next])).toEqual([name]);
});

it('a new short name is nobody’s yet, neither now nor before', () => {
  expect(namesOf([store({}), store({ storeId: 'shop-2' })], [store({ channel: 'ebay' }), store({ storeId: 'shop-3' })])).toEqual(['shop-4', 'shop-3']);
});

it('a shop that is new keeps the short name it was given', () => {
  expect(namesOf([], [store({})])).toEqual(['shop']);
});
