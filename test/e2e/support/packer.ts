import type { Page } from '@playwright/test';
import type { PracticeOrderView, PracticeView } from '../../../src/shared/contract/views.ts';
import { encodeCommand, type Command } from '../../../src/shared/domain/scan/commands.ts';
import { expect } from './station.ts';

/** What a packer does at the bench: pull the trigger, look at the screen. The scanner is a keyboard wedge, keys and all. */
export interface Packer {
  scan(text: string): Promise<void>;
  /** Scans and waits until the screen shows the verdict of this very scan. */
  scanFor(text: string, outcome: string): Promise<void>;
  command(command: Command): Promise<void>;
  practice(): Promise<PracticeView>;
  /** The first order of a kind that nobody touched yet. */
  order(story: string): Promise<PracticeOrderView>;
  /** Every unit of every line, and nothing else. */
  unitsOf(order: PracticeOrderView): readonly string[];
  /** Order, items, label; leaves the bench free. */
  packWhole(order: PracticeOrderView): Promise<void>;
  writeBackOf(channelOrderId: string, state: string): Promise<void>;
}

/** Apart enough that two units of one product are two pulls of the trigger. The page's clock, not ours, judges it. */
const betweenPullsMs = 650;

export function createPacker(page: Page): Packer {
  const used = new Set<string>();
  let lastText = '';

  const practice = (): Promise<PracticeView> =>
    page.evaluate(async () => {
      const reply = await window.station!.loadPractice({});
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value;
    });

  async function scan(text: string): Promise<void> {
    if (text === lastText) await page.waitForFunction((since) => performance.now() > since, (await page.evaluate(() => performance.now())) + betweenPullsMs);
    lastText = text;
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }

  async function scanFor(text: string, outcome: string): Promise<void> {
    const before = await page.locator('[data-scan]').first().getAttribute('data-scan', { timeout: 1000 }).catch(() => null);
    await scan(text);
    await expect(page.locator(`[data-outcome="${outcome}"]`).first()).toBeVisible();
    if (before !== null && outcome !== 'blocked') await expect(page.locator('[data-scan]').first()).not.toHaveAttribute('data-scan', before);
  }

  const packer: Packer = {
    scan,
    scanFor,
    command: (command) => scan(encodeCommand(command)),
    practice,
    async order(story) {
      const { orders } = await practice();
      const found = orders.find((order) => order.story === `practice.story.${story}` && !used.has(order.channelOrderId));
      if (found === undefined) throw new Error(`the practice market has no untouched order of kind ${story}`);
      used.add(found.channelOrderId);
      return found;
    },
    unitsOf: (order) => order.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.barcode.text)),
    async packWhole(order) {
      await scanFor(order.barcode.text, 'order-opened');
      const units = packer.unitsOf(order);
      for (const [index, unit] of units.entries()) await scanFor(unit, index === units.length - 1 ? 'parcel-complete' : 'item-counted');
      const label = await packer.practice().then((view) => view.label);
      if (label === null) throw new Error('no label waits to be scanned');
      await scanFor(label.barcode.text, 'dispatched');
    },
    writeBackOf: (channelOrderId, state) => expect(page.locator(`[data-order="${channelOrderId}"][data-write-back="${state}"]`)).toBeVisible({ timeout: 30_000 }),
  };
  return packer;
}
