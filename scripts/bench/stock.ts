// Stock of a whole range: a list taken in, every level worked out and told, and one counted SKU until its level leaves. The station's clock is
// moved by hand, so that intervals cost nothing; what is timed is the machine's.
import fs from 'node:fs';
import path from 'node:path';
import { noStoreRules } from '../../src/shared/contract/settings.ts';
import { firstSettings, practiceStore } from '../../src/main/composition/first-settings.ts';
import { openStorage } from '../../src/main/storage/open-storage.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { createBareStation, migrationsDirectory } from '../../test/power/support/bare-station.ts';
import { createFakeAccount } from '../../test/support/fake-account.ts';
import { createFakeStock } from '../../test/support/fake-stock.ts';
import { createManualClock } from '../../test/support/manual-clock.ts';
import { testStartMs } from '../../test/support/builders.ts';
import { benchFolder, freeFolder } from './bench-folder.ts';
import { quantile, type BenchRow } from './row.ts';

const CHANGES = 20;
const BUFFER = 2;
const INTERVAL_SECONDS = 60;

export async function benchStock({ quick }: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const count = quick ? 5_000 : 50_000;
  const skus = Array.from({ length: count }, (_none, index) => `SKU-${String(index).padStart(6, '0')}`);
  const folder = benchFolder('stock');
  const clock = createManualClock(testStartMs);
  const desk = createFakeStock(skus, 250);
  const account = createFakeAccount(clock, { storeId: practiceStore.storeId, stock: desk });
  const storage = openStorage({ directory: folder, migrationsDirectory, clock, reserveBytes: 0 });
  const station = createBareStation({
    journal: storage.journal,
    orders: storage.orders,
    clock,
    accounts: { problemsOf: () => [], all: () => [account], of: (storeId) => (storeId === account.storeId ? account : null), follow: () => undefined },
    firstSettings: { ...firstSettings(folder), stores: [{ ...practiceStore, carrierRules: [], rules: noStoreRules, stock: { intervalSeconds: INTERVAL_SECONDS, buffer: BUFFER } }] },
  });
  station.start();

  let lists = 0;
  /** Answers the milliseconds that it took. */
  async function takeIn(counts: readonly (readonly [sku: string, counted: number])[]): Promise<number> {
    const file = path.join(folder, `counts-${(lists += 1)}.csv`);
    fs.writeFileSync(file, `sku;stock\n${counts.map(([sku, counted]) => `${sku};${counted}`).join('\n')}\n`);
    fs.utimesSync(file, clock.nowMs() / 1000, clock.nowMs() / 1000);
    const startedMs = performance.now();
    let isDone = false;
    const taking = Promise.resolve(station.handlers.importStock({ filePath: file })).finally(() => (isDone = true));
    while (!isDone) await clock.advance(1);
    const taken = await taking;
    if (!('kind' in taken) || taken.kind !== 'done' || taken.counts !== counts.length) throw new Error(`the list was not taken in: ${JSON.stringify(taken)}`);
    return performance.now() - startedMs;
  }

  /** Moves the clock until it is so; answers the milliseconds that the machine took. */
  async function until(isTrue: () => boolean): Promise<number> {
    const startedMs = performance.now();
    const untilMs = clock.monotonicMs() + minutes(30);
    while (!isTrue()) {
      if (clock.monotonicMs() > untilMs) throw new Error('half an hour went by, and the levels were not told');
      await clock.advance(seconds(1));
    }
    return performance.now() - startedMs;
  }

  try {
    await clock.advance(seconds(10));
    const takenInMs = await takeIn(skus.map((sku, index) => [sku, 10 + (index % 90)]));
    const toldMs = await until(() => [...desk.shown.values()].filter((units) => units > 0).length === count);
    const changes: number[] = [];
    for (let change = 0; change < CHANGES; change += 1) {
      // Out of the way of the interval: what is timed is a count, not the turn that would have come anyway.
      await clock.advance(seconds(INTERVAL_SECONDS));
      const sku = skus[Math.floor(((change + 0.5) / CHANGES) * count)] ?? '';
      const counted = 1_000 + change;
      await takeIn([[sku, counted]]);
      changes.push(await until(() => desk.shown.get(sku) === counted - BUFFER));
    }
    const median = quantile(changes, 0.5);
    return [
      { name: 'stock: a list taken in', unit: 'rows/s', median: count / (takenInMs / 1000), gate: '>= 5000 rows/s', pass: count / (takenInMs / 1000) >= 5_000, note: `${count.toLocaleString('en')} SKUs in ${(takenInMs / 1000).toFixed(1)} s, durable, in pieces between which scans are answered` },
      { name: 'stock: every level worked out and told', unit: 'levels/s', median: count / (toldMs / 1000), note: `${desk.mostPerCall} levels a call; the channel itself costs nothing here` },
      { name: 'stock: one SKU counted until its level is told', unit: 'ms', median, p99: quantile(changes, 0.99), gate: `<= ${SHARE_MS} ms`, pass: median <= SHARE_MS, note: `${CHANGES} changes among ${count.toLocaleString('en')} SKUs; the machine's part, every sum worked out anew; a look comes every 5 s` },
    ];
  } finally {
    const stopping = station.stop();
    await clock.advance(seconds(60));
    await stopping;
    storage.close();
    freeFolder(folder);
  }
}

/** A fifth of the time between two looks. */
const SHARE_MS = 1_000;
