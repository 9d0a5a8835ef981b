import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstSettings, practiceStore } from '../../src/main/composition/first-settings.ts';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { practiceChannels } from '../../src/main/practice/channels.ts';
import { GOODS } from '../../src/main/practice/goods.ts';
import { noStoreRules } from '../../src/shared/contract/settings.ts';
import type { StockView } from '../../src/shared/contract/stock-views.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import { seconds } from '../../src/shared/domain/units/instant.ts';

let folder = '';
let opened: OpenedStation;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-stock-'));
});
afterEach(async () => {
  await opened.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Real sockets and the machine's own clock, on a machine that others use: it ends as soon as it is there. */
const patience = { timeout: 60_000, interval: 100 };
const skus = Object.values(GOODS).map(({ sku }) => sku);
const storeId = practiceStore.storeId as StoreId;

describe.each(practiceChannels.filter(({ id }) => id === 'amazon' || id === 'shopify' || id === 'woocommerce'))('the practice shop as $id', (channel) => {
  it('shows the sum of a count that was taken in, and names a SKU that it does not know', { timeout: 150_000 }, async () => {
    opened = await openStation({
      dataFolder: folder,
      first: { ...firstSettings(folder), stores: [{ ...practiceStore, channel: channel.id, carrierRules: [], rules: noStoreRules, stock: { intervalSeconds: 30, buffer: 2 } }] },
      practicePeople: false,
      practice: { listLagMs: 0, firstWave: { count: 8, mix: 'everything' } },
      writeBackPolicy: { requestTimeoutMs: seconds(5) },
    });
    const { handlers, context } = opened.station;
    const view = async (): Promise<StockView> => (await handlers.loadStock({ text: '' })) as StockView;
    await vi.waitFor(() => expect(context.journal.channels.loadCompleteUntil(storeId)).not.toBeNull(), patience);

    const file = path.join(folder, 'bestand.csv');
    fs.writeFileSync(file, `Artikelnummer;Bestand\n${skus.map((sku) => `${sku};100`).join('\n')}\nNOWHERE-1;5\nBROKEN;many\n`);
    expect(await handlers.importStock({ filePath: file })).toMatchObject({ kind: 'done', counts: skus.length + 1, problems: [{ line: skus.length + 3, fault: 'no-number' }] });

    await vi.waitFor(async () => expect((await view()).stores[0]).toMatchObject({ state: 'publishing', due: 0, refused: 1, differing: 0 }), patience);
    const { lines, refused } = await view();
    expect(refused).toMatchObject([{ sku: 'NOWHERE-1', code: 'unrecognised' }]);
    const pendingOf = (sku: string): number => lines.find((line) => line.sku === sku)?.stores[0]?.pending ?? Number.NaN;
    expect(skus.reduce((sum, sku) => sum + pendingOf(sku), 0)).toBeGreaterThan(0);
    const shown = await context.account(storeId)?.stock?.read(skus);
    expect(shown).toMatchObject({ kind: 'done' });
    const levels = shown?.kind === 'done' ? shown.value : [];
    expect(Object.fromEntries(levels.map(({ sku, available }) => [sku, available]))).toEqual(Object.fromEntries(skus.map((sku) => [sku, 98 - pendingOf(sku)])));
  });
});
