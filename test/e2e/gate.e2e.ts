import type { Page } from '@playwright/test';
import { encodeLane } from '../../src/shared/domain/scan/commands.ts';
import { createPacker, type Packer } from './support/packer.ts';
import { expect, test } from './support/station.ts';

type How = 'cancel' | 'request' | 'reject' | 'partial';

const atTheShop = (page: Page, channelOrderId: string, how: How): Promise<void> =>
  page.evaluate(async ([order, what]) => {
    const reply = await window.station!.cancelPracticeOrder({ channelOrderId: order, how: what });
    if (!reply.ok) throw new Error(reply.error.message);
  }, [channelOrderId, how] as const);

const stop = (page: Page) => page.getByRole('alertdialog');

async function expectStop(page: Page, code: string): Promise<void> {
  await expect(stop(page)).toHaveAttribute('data-code', code, { timeout: 60_000 });
}

/** The label of a dispatched parcel, as the tray shows it for loading. */
async function labelOf(packer: Packer, channelOrderId: string): Promise<{ readonly text: string; readonly carrier: string }> {
  const { labels } = await packer.practice();
  const found = labels.find((label) => label.channelOrderId === channelOrderId);
  if (found === undefined) throw new Error(`no label of ${channelOrderId} stands in the house`);
  return { text: found.barcode.text, carrier: found.carrier };
}

test('gate point open: a cancelled order never begins, and F1 says what to do about it', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('cancelled');
  await packer.scan(order.barcode.text);
  await expectStop(page, 'CANCELLED');
  await page.keyboard.press('F1');
  await expect(page.locator('.guide')).toHaveAttribute('data-topic', 'CANCELLED');
  expect(await page.locator('.guide ol li').count()).toBeLessThanOrEqual(5);
  await page.keyboard.press('Escape');
  await expect(page.locator('.guide')).toHaveCount(0);
  await expectStop(page, 'CANCELLED');
});

test('gate points last item and label: a cancellation in the middle stops the box, and each item goes back with a scan', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('multiQuantity');
  const [unit = ''] = packer.unitsOf(order);
  await packer.scanFor(order.barcode.text, 'order-opened');
  await packer.scanFor(unit, 'item-counted');
  await packer.scanFor(unit, 'item-counted');
  await atTheShop(page, order.channelOrderId, 'cancel');
  await expectStop(page, 'CANCELLED');
  await packer.scanFor(unit, 'ignored-while-stopped');
  await packer.command('ok');
  await expect(page.locator('[data-bench="put-back"]')).toBeVisible();
  await packer.scanFor(unit, 'put-back');
  await packer.scanFor(unit, 'put-back-done');
  await expect(page.locator('[data-bench="ready"]')).toBeVisible();
});

test('gate point dispatch: cancelled after its label, the bench stops and the label is void', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('clean');
  await packer.scanFor(order.barcode.text, 'order-opened');
  await packer.scanFor(packer.unitsOf(order)[0] ?? '', 'parcel-complete');
  const label = await packer.label();
  await atTheShop(page, order.channelOrderId, 'cancel');
  await expectStop(page, 'CANCELLED');
  await packer.command('ok');
  await expect(page.locator('[data-bench="put-back"]')).toBeVisible();
  await packer.scanFor(packer.unitsOf(order)[0] ?? '', 'put-back-done');
  await packer.scan(label);
  await expectStop(page, 'CANCELLED');
});

test('cancelled in the very moment of dispatch: the answer stops the bench that still has the box in hand', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('clean');
  await packer.scanFor(order.barcode.text, 'order-opened');
  await packer.scanFor(packer.unitsOf(order)[0] ?? '', 'parcel-complete');
  const label = await packer.label();
  await page.evaluate(() => window.station!.setPracticeNetwork({ up: false }));
  await atTheShop(page, order.channelOrderId, 'cancel');
  await packer.scanFor(label, 'dispatched');
  await page.evaluate(() => window.station!.setPracticeNetwork({ up: true }));
  await expectStop(page, 'CANCELLED');
});

test('gate point loading: cancelled after dispatch, the lane refuses the box; the others are loaded and the manifest closes', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const first = await packer.order('clean');
  const second = await packer.order('clean');
  await packer.packWhole(first);
  // The shop hears of the second one only after its buyer has cancelled.
  await page.evaluate(() => window.station!.setPracticeNetwork({ up: false }));
  await packer.packWhole(second);
  const good = await labelOf(packer, first.channelOrderId);
  const bad = await labelOf(packer, second.channelOrderId);
  await packer.scanFor(encodeLane(good.carrier), 'lane-opened');
  await expect(page.locator('[data-bench="loading"]')).toBeVisible();
  await packer.scanFor(good.text, 'loaded');
  await packer.scanFor(good.text, 'already-loaded');
  await atTheShop(page, second.channelOrderId, 'cancel');
  await page.evaluate(() => window.station!.setPracticeNetwork({ up: true }));
  await expect(page.locator('.held__row[data-code="CANCELLED"]')).toContainText(second.channelOrderId, { timeout: 60_000 });
  await packer.scan(bad.text);
  await expectStop(page, 'CANCELLED');
  await packer.command('ok');
  await expect(page.locator('[data-bench="loading"]')).toBeVisible();
  await packer.command('finish');
  await expect(page.locator('[data-outcome="manifest-closed"]').first()).toBeVisible();
  await page.keyboard.press('F3');
  await page.locator('[data-page=manifests]').click();
  await expect(page.locator('.page')).toContainText(good.carrier);
});

test('a partial cancel changes what belongs in the box: the surplus unit comes out by a scan', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('multiQuantity');
  const units = packer.unitsOf(order);
  await packer.scanFor(order.barcode.text, 'order-opened');
  for (const unit of units.slice(0, -1)) await packer.scanFor(unit, 'item-counted');
  await atTheShop(page, order.channelOrderId, 'partial');
  await expect(page.locator('[data-bench="scan-label"]')).toBeVisible({ timeout: 60_000 });
  await packer.scanFor(await packer.label(), 'dispatched');
});

test('a lead releases a cancel request with a badge and a reason; a packer cannot', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('cancelRequested');
  await packer.scan(order.barcode.text);
  await expectStop(page, 'CANCEL_REQUESTED');
  await packer.command('ok');
  await page.keyboard.press('F3');
  const row = page.locator(`[data-order="${order.channelOrderId}"]`).first();
  await row.getByRole('button', { name: 'Release' }).click();
  await page.getByLabel('Reason').fill('Buyer wants it after all');
  await page.locator('.panel').getByRole('button', { name: /release/i }).last().click();
  await expect(page.locator('.proof')).toBeVisible();
  await packer.badge('Pat');
  await expect(page.locator('.proof')).toContainText(/may not/i);
  await packer.badge('Lea');
  await expect(page.locator('.proof')).toHaveCount(0);
  await expect(page.locator(`[data-order="${order.channelOrderId}"]`)).toHaveCount(0);
  await page.keyboard.press('F2');
  await packer.scanFor(order.barcode.text, 'order-opened');
});

test('customer service flags an order: the open bench stops', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('clean');
  await packer.scanFor(order.barcode.text, 'order-opened');
  const flagged = await page.evaluate(
    async ([orderId, code]) => {
      const asPacker = await window.station!.flagOrder({ orderId, reason: 'Buyer called' });
      const asService = await window.station!.flagOrder({ orderId, reason: 'Buyer called', proof: { kind: 'badge', code } });
      return [asPacker.ok, asService.ok];
    },
    [`practice/${order.channelOrderId}`, (await packer.practice()).badges.find(({ name }) => name.startsWith('Sam'))?.barcode.text ?? ''] as const,
  );
  expect(flagged).toEqual([false, true]);
  await expectStop(page, 'CANCEL_REQUESTED');
});

test('a badge locks, unlocks and takes over with the counts intact; a locked bench shows nothing of a buyer', async ({ station: { page } }) => {
  const packer = createPacker(page);
  const order = await packer.order('multiQuantity');
  await packer.scanFor(order.barcode.text, 'order-opened');
  await packer.scanFor(packer.unitsOf(order)[0] ?? '', 'item-counted');
  await packer.command('lock');
  await expect(page.locator('[data-bench="locked"]')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(order.channelOrderId);
  await packer.badge('Lea');
  await expect(page.locator('[data-bench="packing"]')).toContainText(order.channelOrderId);
  const parcel = await page.evaluate(async () => {
    const reply = await window.station!.loadBench({});
    return reply.ok && reply.value.screen.kind === 'packing' ? { packed: reply.value.screen.parcel.unitsPacked, who: reply.value.header.person?.name } : null;
  });
  expect(parcel).toEqual({ packed: 1, who: 'Lea Lead' });
});

test('the shift is not clean while a difference has no explanation', async ({ station: { page } }) => {
  const packer = createPacker(page);
  await packer.packWhole(await packer.order('acceptedNotShown'));
  await page.keyboard.press('F3');
  await page.locator('[data-page=shift]').click();
  const badge = (await packer.practice()).badges.find(({ name }) => name.startsWith('Lea'))?.barcode.text ?? '';
  const shift = await page.evaluate(async (code) => {
    const proof = { kind: 'badge', code } as const;
    const before = await window.station!.loadShift({});
    const refused = await window.station!.closeShift({ isClean: true, note: '', proof });
    if (!before.ok) throw new Error(before.error.message);
    for (const row of before.value.stores.flatMap((store) => store.differences)) await window.station!.explainDifference({ rowId: row.rowId, text: 'The shop has not shown it yet', proof });
    const closed = await window.station!.closeShift({ isClean: true, note: 'fine', proof });
    return { isOpen: before.value.unexplained > 0, refused: refused.ok, closed: closed.ok };
  }, badge);
  expect(shift).toEqual({ isOpen: true, refused: false, closed: true });
});
