import type { StationSettings, StoreSettings } from '../../shared/contract/settings.ts';

/**
 * A store that was made into another shop gets a short name of its own: under the old one it would take over orders that are none of its
 * own, and the instant up to which those were listed, before which it would never be asked for any.
 */
export function withOwnNames(before: StationSettings, next: StationSettings): StationSettings {
  const taken = new Set([...before.stores, ...next.stores].map(({ storeId }) => storeId));
  const nameFor = (storeId: string): string => {
    const nameWith = (number: number): string => `${storeId.slice(0, mostLetters)}-${number}`;
    let number = 2;
    while (taken.has(nameWith(number))) number += 1;
    taken.add(nameWith(number));
    return nameWith(number);
  };
  const stores = next.stores.map((store) => {
    const old = before.stores.find(({ storeId }) => storeId === store.storeId);
    return old === undefined || isSameShop(old, store) ? store : { ...store, storeId: nameFor(store.storeId) };
  });
  return { ...next, stores };
}

/** Leaves room for a number: a short name has at most 40. Characters. */
const mostLetters = 36;

/** Its address and its account may change: shops move. */
function isSameShop(old: StoreSettings, now: StoreSettings): boolean {
  return old.channel === now.channel && (old.connection.kind === 'practice') === (now.connection.kind === 'practice');
}
