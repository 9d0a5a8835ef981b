// What a machine can say about whether everybody can read and work the screens. WCAG 2.2 A and AA by axe, in both languages' shared layout.
import AxeBuilder from '@axe-core/playwright';
import { createPacker } from './support/packer.ts';
import { expect, test } from './support/station.ts';

type Page = Parameters<typeof createPacker>[0];

/** Every finding in one line, so that a failure says what and where without opening a report. */
async function findings(page: Page): Promise<string[]> {
  // Legacy mode: the other one opens a page of its own, which this window refuses as it must.
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`));
}

test('axe finds nothing on the bench, before, while and after packing, and when it is stopped', async ({ station: { page } }) => {
  const packer = createPacker(page);
  expect(await findings(page)).toEqual([]);
  const order = await packer.order('multiQuantity');
  await packer.scanFor(order.barcode.text, 'order-opened');
  expect(await findings(page)).toEqual([]);
  await packer.scanFor((await packer.order('longAddress')).lines[0]!.barcode.text, 'wrong-item');
  expect(await findings(page)).toEqual([]);
  await page.evaluate((channelOrderId) => window.station!.cancelPracticeOrder({ channelOrderId, how: 'cancel' }), order.channelOrderId);
  await page.getByRole('alertdialog').waitFor();
  expect(await findings(page)).toEqual([]);
});

for (const [screen, key] of [
  ['lead', 'F3'],
  ['setup', 'F4'],
] as const) {
  test(`axe finds nothing on the ${screen} screen`, async ({ station: { page } }) => {
    await page.keyboard.press(key);
    await page.locator(`[data-screen=${screen}]`).waitFor();
    expect(await findings(page)).toEqual([]);
  });
}
