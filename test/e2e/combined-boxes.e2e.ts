import { createPacker } from './support/packer.ts';
import { expect, launchStation, test } from './support/station.ts';

test('two orders of one buyer leave in one box under one number, and each is told and proven for itself', async ({ dataFolder }, info) => {
  // A practice shop of a channel that takes one number for several orders speaks from the next start on.
  const before = await launchStation({ dataFolder });
  await createPacker(before.page).badge('Ada');
  await before.page.evaluate(async () => {
    const reply = await window.station!.loadSettings({});
    const [store] = reply.ok ? reply.value.stores : [];
    const saved = reply.ok && store !== undefined ? await window.station!.saveSettings({ ...reply.value, stores: [{ ...store, channel: 'woocommerce', combine: 'same-buyer' }] }) : reply;
    if (!saved.ok) throw new Error(saved.error.message);
  });
  await before.close();

  const { page, close } = await launchStation({ dataFolder });
  const packer = createPacker(page);
  await packer.badge('Pat');
  // The second wave has the buyers of the first one.
  await page.evaluate(async () => {
    const added = await window.station!.addPracticeOrders({});
    if (!added.ok) throw new Error(added.error.message);
  });
  const { orders } = await packer.practice();
  const clean = orders.filter(({ story, lines }) => story === 'practice.story.clean' && lines.length === 1 && lines[0]?.quantity === 1);
  const [first, second] = [...Map.groupBy(clean, ({ lines }) => lines[0]?.sku).values()].find((group) => group.length > 1) ?? [];
  if (first === undefined || second === undefined) throw new Error('the practice market has no two clean orders of one buyer');
  const item = first.lines[0]?.barcode.text ?? '';

  // What came just now is listed in a moment: until then its paper is a code that nobody knows.
  await expect(async () => {
    await page.evaluate(() => window.station!.probeNow({}));
    await packer.scan(second.barcode.text);
    await expect(page.locator('[data-outcome="order-opened"]').first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await packer.command('abort');
  await packer.scanFor(first.barcode.text, 'order-opened');
  await packer.scanFor(second.barcode.text, 'combine-offered');
  await page.screenshot({ path: info.outputPath('offered.png') });
  await packer.scanFor(second.barcode.text, 'order-joined');
  await expect(page.locator('.line--order')).toHaveCount(2);
  await page.screenshot({ path: info.outputPath('two-orders.png') });
  await packer.scanFor(item, 'item-counted');
  await packer.scanFor(item, 'parcel-complete');
  await page.screenshot({ path: info.outputPath('one-label.png') });
  await packer.scanFor(await packer.label(), 'dispatched');
  await packer.writeBackOf(first.channelOrderId, 'confirmed');
  await expect(page.locator(`[data-order="${first.channelOrderId}"]`)).toContainText('2 of 2 confirmed');
  await page.screenshot({ path: info.outputPath('confirmed.png') });
  const shown = (await packer.practice()).orders.filter(({ channelOrderId }) => channelOrderId === first.channelOrderId || channelOrderId === second.channelOrderId).map(({ shownPackages }) => shownPackages);
  expect(shown.map((packages) => packages.length)).toEqual([1, 1]);
  expect(shown[0]).toEqual(shown[1]);
  await close();
});
