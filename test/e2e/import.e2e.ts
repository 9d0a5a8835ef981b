import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPacker } from './support/packer.ts';
import { expect, test } from './support/station.ts';

test('an order file is imported by the built app, in its own thread, and the order can be packed', async ({ station: { page, dataFolder } }) => {
  // Source: docs/guide/order-files.md, the required columns of Packgate CSV. The second order lacks its SKU on purpose.
  const rows = [
    'order_id,placed_at,ship_name,ship_line1,ship_postcode,ship_city,ship_country,sku,title,quantity',
    'FILE-1001,2026-11-20T08:00:00Z,Ada Example,1 Test Street,20357,Hamburg,DE,MUG-BLUE,Blue mug,1',
    'FILE-1002,2026-11-20T08:00:00Z,Ben Example,2 Test Street,20357,Hamburg,DE,,Red mug,1',
  ];
  const filePath = path.join(dataFolder, 'orders.csv');
  writeFileSync(filePath, `${rows.join('\n')}\n`);
  const packer = createPacker(page);
  await packer.badge('Ada');
  // The practice people leave with the practice store: from then on nobody is asked for a badge, until somebody is set up.
  const storeId = await page.evaluate(async () => {
    const settings = await window.station!.loadSettings({});
    if (!settings.ok) throw new Error(settings.error.message);
    const fileStore = { ...settings.value.stores[0]!, storeId: 'files', name: 'Order files', channel: 'packgate' as const, connection: { kind: 'file' as const } };
    const saved = await window.station!.saveSettings({ ...settings.value, stores: [fileStore] });
    if (!saved.ok) throw new Error(saved.error.message);
    return fileStore.storeId;
  });
  const first = await page.evaluate((job) => window.station!.importOrders(job), { storeId, filePath });
  expect(first).toMatchObject({ ok: true, value: { orders: 1, inserted: 1, problemsTotal: 1, problems: [{ line: 3 }] } });
  const again = await page.evaluate((job) => window.station!.importOrders(job), { storeId, filePath });
  expect(again).toMatchObject({ ok: true, value: { inserted: 0, updated: 0, unchanged: 1 } });

  await packer.scanFor('FILE-1001', 'order-opened');
  await expect(page.locator('[data-bench="packing"]')).toContainText('Blue mug');
});
