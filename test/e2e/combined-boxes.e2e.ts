import { createPacker } from './support/packer.ts';
import { expect, test } from './support/station.ts';

test('two orders of one buyer leave in one box under one number, and each is told and proven for itself', async ({ station: { page } }, info) => {
  const packer = createPacker(page);
  await packer.badge('Ada');
  // A channel that takes one number for several orders; the second wave brings the same buyers again.
  await page.evaluate(async () => {
    const reply = await window.station!.loadSettings({});
    const [store] = reply.ok ? reply.value.stores : [];
    const saved = reply.ok && store !== undefined ? await window.station!.saveSettings({ ...reply.value, stores: [{ ...store, channel: 'woocommerce', combine: 'same-buyer' }] }) : reply;
    if (!saved.ok) throw new Error(saved.error.message);
    const added = await window.station!.addPracticeOrders({});
    if (!added.ok) throw new Error(added.error.message);
  });
  await packer.badge('Pat');
  const pair = await test.step('find two clean orders of the same goods', async () => {
    const { orders } = await packer.practice();
    const clean = orders.filter(({ story, lines }) => story === 'practice.story.clean' && lines.length === 1 && lines[0]?.quantity === 1);
    const same = [...Map.groupBy(clean, ({ lines }) => lines[0]?.sku)].map(([, group]) => group).find((group) => group.length > 1);
    return same ?? [];
  });
  const [first, second] = pair;
  if (first === undefined || second === undefined) throw new Error('the practice market has no two clean orders of one buyer');
  const item = first.lines[0]?.barcode.text ?? '';

  await packer.scanFor(first.barcode.text, 'order-opened');
  await packer.scanFor(second.barcode.text, 'combine-offered');
  await packer.scanFor(second.barcode.text, 'order-joined');
  await expect(page.locator('.line--order')).toHaveCount(2);
  await page.screenshot({ path: info.outputPath('two-orders.png') });
  await packer.scanFor(item, 'item-counted');
  await packer.scanFor(item, 'parcel-complete');
  await page.screenshot({ path: info.outputPath('one-label.png') });
  await packer.scanFor(await packer.label(), 'dispatched');
  await packer.writeBackOf(first.channelOrderId, 'confirmed');
  const shown = (await packer.practice()).orders.filter(({ channelOrderId }) => channelOrderId === first.channelOrderId || channelOrderId === second.channelOrderId).map(({ shownPackages }) => shownPackages);
  expect(shown.map((packages) => packages.length)).toEqual([1, 1]);
  expect(shown[0]).toEqual(shown[1]);
  await expect(page.locator(`[data-order="${first.channelOrderId}"]`)).toContainText('2 of 2 confirmed');
});
