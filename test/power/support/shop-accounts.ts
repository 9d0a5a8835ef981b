import type { StoreSettings } from '../../../src/shared/contract/settings.ts';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import type { Clock, Timers } from '../../../src/main/application/ports/clock.ts';
import type { Journal } from '../../../src/main/application/ports/journal.ts';
import { createAccountBook, type AccountBook } from '../../../src/main/composition/accounts.ts';
import { practiceStore } from '../../../src/main/composition/first-settings.ts';
import { practiceBarcodesFor } from '../../../src/main/practice/practice-store.ts';
import { fail, noSecrets } from './bare-station.ts';
import type { ShopPlan } from './chaos-plan.ts';

/** The product waits two hours for a channel that took a number and shows nothing; here a quarter of one, so that the end can be waited for. */
export const shortWaits = { proofWaitsMs: [seconds(30), minutes(1), minutes(2), minutes(4)], notVisibleAfterMs: minutes(15) } as const;

/** The house's own numbers, which belong to nobody: taxes are no part of these trials. */
const taxFields: StoreSettings['rules']['taxFields'] = [
  { field: 'eori', from: { kind: 'constant', value: 'DE9999999' } },
  { field: 'vat', from: { kind: 'constant', value: 'GB980780684' } },
  { field: 'ioss', from: { kind: 'constant', value: 'IM2760000742' } },
  { field: 'voec', from: { kind: 'constant', value: '2000001' } },
];

/** The account book of the product knows one practice shop; here each shop has a book, and all of them are one. */
export function accountsOfShops(shops: readonly ShopPlan[], clock: Clock & Timers, journal: Journal): AccountBook {
  const books = shops.map((shop) => ({ shop, book: createAccountBook({ clock, timers: clock, secrets: noSecrets, channels: journal.channels, practice: shop, barcodesFor: practiceBarcodesFor, onProblem: fail }) }));
  const bookOf = (storeId: string): AccountBook | undefined => books.find(({ shop }) => shop.storeId === storeId)?.book;
  return {
    problemsOf: (storeId) => bookOf(storeId)?.problemsOf(storeId) ?? [],
    all: () => books.flatMap(({ book }) => book.all()),
    of: (storeId) => bookOf(storeId)?.of(storeId) ?? null,
    follow: (settings) => {
      for (const { shop, book } of books) book.follow({ ...settings, stores: settings.stores.filter(({ storeId }) => storeId === shop.storeId) });
    },
  };
}

export const storeOfShop = ({ storeId, channel }: ShopPlan): StoreSettings => ({
  ...practiceStore, storeId, name: storeId, channel, carrierRules: [], rules: { ...practiceStore.rules, taxFields }, policy: { ...practiceStore.policy, whenStale: 'allow' },
});
