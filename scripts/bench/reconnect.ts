// From the line that is back to the first tracking number on it: a whole station over real sockets, with the outage's waiting times shortened.
import fs from 'node:fs';
import type { MarketplaceAccount, OrderPage } from '../../src/main/application/ports/marketplace.ts';
import { createAccountBook } from '../../src/main/composition/accounts.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { createPracticeSite } from '../../src/main/practice/practice-site.ts';
import { practiceBarcodesFor } from '../../src/main/practice/practice-store.ts';
import { openStorage } from '../../src/main/storage/open-storage.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import type { Outcome } from '../../src/shared/domain/writeback/outcome.ts';
import { createBareStation, fail, migrationsDirectory, noSecrets } from '../../test/power/support/bare-station.ts';
import { dispatchBoxed } from '../../test/power/support/dispatch-boxed.ts';
import { createFastClock } from '../../test/power/support/fast-clock.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { quantile, type BenchRow } from './row.ts';

/** Waiting times only: what the station itself takes is read off the real clock. */
const SPEED = 20;
const storeId = 'practice' as StoreId;
/** A trial that takes longer has hung. Milliseconds of the real clock. */
const PATIENCE_MS = 20_000;

interface Trial {
  /** Milliseconds until the station knew that the line is back, as they are at speed 1. */
  readonly noticedMs: number;
  /** From then to the arrival of the first tracking number at the channel; milliseconds of the real clock. */
  readonly toldMs: number;
}

async function when(isTrue: () => boolean, what: string): Promise<number> {
  const startedMs = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedMs > PATIENCE_MS) throw new Error(`never happened: ${what}`);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return performance.now();
}

export async function benchReconnect(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const trials = size.quick ? 5 : 40;
  const folder = benchFolder('reconnect');
  fs.mkdirSync(folder, { recursive: true });
  const clock = createFastClock({ startedAtMs: Date.now(), speed: SPEED });
  const site = await createPracticeSite({ clock, timers: clock, seed: 7, firstWave: { count: 8 * trials, mix: 'clean' } });
  const { settings } = await site.start();
  const storage = openStorage({ directory: folder, migrationsDirectory, clock, reserveBytes: 0 });
  const first = firstSettings(folder);
  const constants = (['eori', 'vat', 'ioss', 'voec'] as const).map((field) => ({ field, from: { kind: 'constant' as const, value: { eori: 'DE9999999', vat: 'GB980780684', ioss: 'IM2760000742', voec: '2000001' }[field] } }));
  const station = createBareStation({
    journal: storage.journal,
    orders: storage.orders,
    clock,
    accounts: createAccountBook({ clock, timers: clock, secrets: noSecrets, channels: storage.journal.channels, practice: { channel: 'amazon', settings }, barcodesFor: practiceBarcodesFor, onProblem: fail }),
    firstSettings: { ...first, stores: first.stores.map((store) => ({ ...store, rules: { ...store.rules, taxFields: constants } })) },
  });
  station.start();
  const isOnline = (): boolean => station.writeBacks.status().some((status) => status.storeId === storeId && status.pause !== 'offline');
  try {
    await when(isOnline, 'online at first');
    const drafts = await listDrafts(station.context.account(storeId));
    const made: Trial[] = [];
    for (const draft of drafts) {
      if (made.length === trials) break;
      await site.setNetwork(false);
      await when(() => !isOnline(), 'offline');
      const parcels = [draft.lines.map(({ lineId, quantity }) => ({ lineId, quantity }))];
      if (dispatchBoxed(station.context, { storeId, draft, parcels }).length === 0) continue;
      const toldBefore = site.arrived('confirmShipment');
      const backMs = performance.now();
      await site.setNetwork(true);
      const noticedMs = await when(isOnline, 'noticed');
      const toldMs = await when(() => site.arrived('confirmShipment') > toldBefore, 'told');
      made.push({ noticedMs: (noticedMs - backMs) * SPEED, toldMs: toldMs - noticedMs });
    }
    return rowsOf(made);
  } finally {
    await station.stop();
    await site.stop();
    storage.close();
    freeFolder(folder);
  }
}

async function listDrafts(account: MarketplaceAccount | null): Promise<readonly OrderDraft[]> {
  const drafts: OrderDraft[] = [];
  let pageToken: string | null = null;
  do {
    const page: Outcome<OrderPage> | undefined = await account?.listOrders(pageToken === null ? { updatedAfterMs: 0 } : { updatedAfterMs: 0, pageToken });
    if (page?.kind !== 'done') throw new Error(`no orders: ${JSON.stringify(page)}`);
    drafts.push(...page.value.orders.map(({ draft }) => draft));
    pageToken = page.value.nextPageToken;
  } while (pageToken !== null);
  return drafts;
}

function rowsOf(made: readonly Trial[]): BenchRow[] {
  const told = made.map(({ toldMs }) => toldMs);
  const whole = made.map(({ noticedMs, toldMs }) => noticedMs + toldMs);
  const p99 = quantile(whole, 0.99);
  return [
    { name: 'line back to first tracking number at the channel', unit: 'ms', median: quantile(whole, 0.5), p99, gate: 'p99 <= 1000', pass: p99 <= 1000, note: `${made.length} outages; a service that was gone is probed twice a second, and believed at the second answer` },
    { name: 'of this, from the second answer on', unit: 'ms', median: quantile(told, 0.5), p99: quantile(told, 0.99), note: 'live check of the order, message, socket; at the speed of the machine' },
  ];
}
