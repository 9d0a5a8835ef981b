import type { Page } from '@playwright/test';
import { systemClock } from '../../src/main/composition/system-clock.ts';
import { createPracticeSite, type PracticeSite } from '../../src/main/practice/practice-site.ts';
import { practiceWoo, PRACTICE_WOO_KEYS } from '../../src/main/practice/woocommerce/desk.ts';
import { createPacker } from './support/packer.ts';
import { expect, test as base } from './support/station.ts';

/** A WooCommerce shop on this machine, outside of the station: an account like any other to it. */
const test = base.extend<{ shop: { readonly site: PracticeSite; readonly url: string } }>({
  shop: async ({}, use) => {
    const site = await createPracticeSite({ clock: systemClock, seed: 11, channel: practiceWoo });
    const { baseUrl } = await site.start();
    await use({ site, url: `${baseUrl}/shop` });
    await site.stop();
  },
});

/** Until something real has answered, on a machine that is slow. */
const patient = { timeout: 60_000 };

async function enterKeys(page: Page, consumerKey: string, consumerSecret: string): Promise<void> {
  await page.keyboard.press('F4');
  const store = page.locator('#setup-stores\\.0');
  await store.getByLabel('Consumer key').fill(consumerKey);
  await store.getByLabel('Consumer secret').fill(consumerSecret);
  await store.getByRole('button', { name: 'Store sign-in data' }).click();
  await expect(store.getByLabel('Consumer secret')).toHaveValue('', patient);
}

async function openConnections(page: Page): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByRole('button', { name: 'Connections' }).click();
  await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible();
}

test('a shop is connected, tried, loses its key, says so on every screen, and is mended', async ({ station: { page }, shop }) => {
  test.setTimeout(240_000);
  const packer = createPacker(page);
  await packer.badge('Ada');
  await page.keyboard.press('F4');
  const store = page.locator('#setup-stores\\.0');
  await store.getByLabel('Name', { exact: true }).fill('Tea House');
  await store.getByLabel('Kind of shop').selectOption('woocommerce');
  await store.getByLabel('How orders come in').selectOption('account');
  await store.getByLabel('Address of the shop').fill(shop.url);
  await page.getByRole('button', { name: 'Save all' }).click();
  await enterKeys(page, PRACTICE_WOO_KEYS.consumerKey, PRACTICE_WOO_KEYS.consumerSecret);

  await openConnections(page);
  const card = page.locator('article[data-store]');
  await expect(card).toHaveAttribute('data-state', 'connected', patient);
  await card.getByRole('button', { name: 'Test connection' }).click();
  await expect(card.locator('[data-trial="works"]')).toContainText('Messages may be written.', patient);

  // A courier that WooCommerce does not know: a parcel would stop before its label.
  await expect(page.getByText('1 of 1 shops needs somebody:')).toBeVisible();
  await card.getByRole('button', { name: 'Change the word for Kiez-Velo' }).click();
  await card.getByLabel('Word at Tea House').fill('oth');
  await card.getByRole('button', { name: 'other', exact: true }).click();
  await card.getByLabel('Name of the carrier').fill('Kiez-Velo');
  await card.getByRole('button', { name: 'Save word' }).click();
  await expect(card.locator('.cwords')).toHaveAttribute('data-gaps', '0');
  await expect(page.getByText('All shops are in order.')).toBeVisible();

  await enterKeys(page, PRACTICE_WOO_KEYS.consumerKey, 'cs_of_another_shop');
  await openConnections(page);
  await expect(card).toHaveAttribute('data-state', 'refused', patient);
  await expect(card.locator('[data-listing="auth"]')).toContainText('The shop does not let this account in.');
  await card.getByRole('button', { name: 'Test connection' }).click();
  await expect(card.locator('[data-trial="failed"]')).toContainText('The shop does not let this account in.', patient);
  await expect(page.getByText('1 of 1 shops needs somebody:')).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.locator('[data-not-listed="auth"]')).toContainText('Tea House: sign-in refused.');

  await enterKeys(page, PRACTICE_WOO_KEYS.consumerKey, PRACTICE_WOO_KEYS.consumerSecret);
  await openConnections(page);
  await expect(card).toHaveAttribute('data-state', 'connected', patient);
  await expect(page.locator('[data-not-listed]')).toHaveCount(0);

  // What the shop has can be packed: a WooCommerce order, by its number.
  const order = shop.site.orders().find(({ kind }) => kind === 'clean');
  await packer.scanFor(order!.channelOrderId, 'order-opened');
});
