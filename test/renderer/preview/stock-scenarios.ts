import type { StationApi } from '../../../src/shared/contract/events.ts';
import type { Reply } from '../../../src/shared/contract/reply.ts';
import { aStockStore, someStock } from '../../support/stock-view-builders.ts';
import type { someSettings } from '../../support/view-builders.ts';
import { aBench, aHeader, signedIn } from '../../support/view-builders.ts';
import type { Scenario } from './scenario.ts';

const ok = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });
const admin = aBench(undefined, { header: aHeader({ ...signedIn({ name: 'Dana Weiss', roles: ['admin'] }), isPractice: false }) });
const page = (answers: Partial<StationApi>, presses: readonly string[] = []): Scenario => ({ bench: admin, screen: 'lead', answers: { saveSettings: (settings) => ok(settings as ReturnType<typeof someSettings>), ...answers }, then: (store) => store.showLeadPage('stock'), presses });

export const stockScenarios: Readonly<Record<string, Scenario>> = {
  stock: page({ loadStock: () => ok(someStock()) }),
  'stock-settings': page({ loadStock: () => ok(someStock()) }, ['[data-store=shopify] .button']),
  'stock-turn-on': page({ loadStock: () => ok(someStock({ stores: [aStockStore({ state: 'off', intervalSeconds: null })], parity: [], refused: [] })) }, ['[data-store] .button']),
  'stock-calm': page({ loadStock: () => ok(someStock({ stores: [aStockStore()], parity: [], refused: [], variances: [], varianceCount: 0 })) }),
  'stock-empty': page({ loadStock: () => ok(someStock({ stores: [aStockStore({ state: 'off', intervalSeconds: null, budget: null })], counts: { skus: 0, last: null }, lines: [], parity: [], refused: [], variances: [], varianceCount: 0 })) }),
};
