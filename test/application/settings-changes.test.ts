import { describe, expect, it } from 'vitest';
import { settingsChanges } from '../../src/main/application/settings-changes.ts';
import { firstSettings, practiceStore } from '../../src/main/composition/first-settings.ts';

const before = { ...firstSettings('/data'), stores: [{ ...practiceStore, storeId: 'shop' }] };
const withStore = (change: Partial<typeof practiceStore>) => ({ ...before, stores: before.stores.map((store) => ({ ...store, ...change })) });

describe('what is written into the log of a save', () => {
  it('is nothing where nothing changed', () => expect(settingsChanges(before, structuredClone(before))).toEqual([]));
  it('names the path, the old value and the new one', () => {
    expect(settingsChanges(before, { ...withStore({ policy: { ...practiceStore.policy, limitMinutes: 120 } }), theme: 'dark' })).toEqual([
      { path: 'theme', from: 'light', to: 'dark' },
      { path: 'stores[shop].policy.limitMinutes', from: '60', to: '120' },
    ]);
  });
  it('tells lists as a whole', () => {
    expect(settingsChanges(before, withStore({ rules: { ...practiceStore.rules, pilot: ['STALE_DATA'] } }))).toEqual([{ path: 'stores[shop].rules.pilot', from: '[]', to: '["STALE_DATA"]' }]);
  });
  it('tells a store that came or went by its id, whatever its place', () => {
    const second = { ...practiceStore, storeId: 'b-shop' };
    expect(settingsChanges(before, { ...before, stores: [second, ...before.stores] })).toMatchObject([{ path: 'stores[b-shop]', from: null }]);
    expect(settingsChanges({ ...before, stores: [second, ...before.stores] }, before)).toMatchObject([{ path: 'stores[b-shop]', to: null }]);
  });
  it('tells what was absent before', () => {
    expect(settingsChanges(before, { ...before, paperPrinter: { queue: 'office' } })).toEqual([{ path: 'paperPrinter', from: null, to: '{"queue":"office"}' }]);
  });
  it('cuts long values', () => {
    expect(settingsChanges(before, { ...before, packer: 'x'.repeat(500) })[0]?.to).toHaveLength(120);
  });
});
