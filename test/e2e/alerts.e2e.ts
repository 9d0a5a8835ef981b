import AxeBuilder from '@axe-core/playwright';
import { createPacker } from './support/packer.ts';
import { expect, test } from './support/station.ts';

type Page = Parameters<typeof createPacker>[0];

/** A look of the station, with a slow machine's patience. */
const patience = { timeout: 60_000 };

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`));
}

test('a lead sets a limit, is told once of the order that passes it, sees where it waits, and the alert ends when the line is back', async ({ station: { page } }) => {
  test.setTimeout(240_000);
  const packer = createPacker(page);
  await page.evaluate(() => window.station!.setPracticeNetwork({ up: false }));
  const order = await packer.order('shipBySoon');
  await packer.packWhole(order);
  await packer.badge('Lea');
  await page.keyboard.press('F3');
  await page.locator('[data-page=alerts]').click();

  const trigger = page.locator('[data-trigger=not-posted]');
  await trigger.getByRole('button').click();
  await trigger.locator('input[inputmode=numeric]').fill('1');
  expect(await findings(page)).toEqual([]);
  await trigger.locator('button[type=submit]').click();
  await expect(trigger.locator('form')).toHaveCount(0);
  const alert = page.locator('[data-alert][data-kind=not-posted]');
  await expect(alert).toContainText(order.channelOrderId, patience);
  await expect(alert).toHaveCount(1);
  await expect(trigger).toContainText(order.channelOrderId);
  expect(await findings(page)).toEqual([]);

  await alert.getByRole('button').click();
  await expect(page.locator('[data-hop=buyer]')).toHaveAttribute('data-state', 'waiting');
  await expect(page.locator('.loop')).toHaveAttribute('data-closed', 'false');
  expect(await findings(page)).toEqual([]);

  await page.evaluate(() => window.station!.setPracticeNetwork({ up: true }));
  await expect(alert).toHaveCount(0, patience);
  await page.locator('[data-page=numbers]').click();
  await expect(page.locator('[data-number]')).toHaveCount(0, patience);
  expect(await findings(page)).toEqual([]);
});
