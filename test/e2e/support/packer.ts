import type { CDPSession, Page } from '@playwright/test';
import type { PracticeOrderView, PracticeView } from '../../../src/shared/contract/views.ts';
import { encodeCommand, type Command } from '../../../src/shared/domain/scan/commands.ts';
import { expect } from './station.ts';

/** What a packer does at the bench: pull the trigger, look at the screen. The scanner is a keyboard wedge, keys and all. */
export interface Packer {
  scan(text: string): Promise<void>;
  /** Scans and waits until the screen shows the verdict of this very scan. */
  scanFor(text: string, outcome: string): Promise<void>;
  command(command: Command): Promise<void>;
  /** Holds the badge of somebody of the practice house under the scanner. */
  badge(name: 'Pat' | 'Lea' | 'Sam' | 'Ada'): Promise<void>;
  /** Items, label, on the bench's open order. */
  label(): Promise<string>;
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

const mostPulls = 3;

/** US key positions of what barcodes carry. */
function keyOf(character: string): { readonly key: string; readonly code: string; readonly shift: boolean } {
  if (/[0-9]/.test(character)) return { key: character, code: `Digit${character}`, shift: false };
  if (/[a-z]/i.test(character)) return { key: character, code: `Key${character.toUpperCase()}`, shift: character !== character.toLowerCase() };
  if (character === '-') return { key: '-', code: 'Minus', shift: false };
  throw new Error(`no key for "${character}"`);
}

export function createPacker(page: Page): Packer {
  const used = new Set<string>();
  let lastText = '';
  let cdp: Promise<CDPSession> | null = null;

  const practice = (): Promise<PracticeView> =>
    page.evaluate(async () => {
      const reply = await window.station!.loadPractice({});
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value;
    });

  async function scan(text: string): Promise<void> {
    if (text === lastText) await page.waitForFunction((since) => performance.now() > since, (await page.evaluate(() => performance.now())) + betweenPullsMs);
    lastText = text;
    await pull(text);
  }

  /** All keys at once, as a scanner sends them: waiting for the answer to each would type like a slow person. */
  async function pull(text: string): Promise<void> {
    cdp ??= page.context().newCDPSession(page);
    const session = await cdp;
    const keys = [...[...text].map((character) => ({ ...keyOf(character), text: character })), { key: 'Enter', code: 'Enter', shift: false, text: '\r' }];
    await Promise.all(
      keys.flatMap(({ key, code, shift, text: typed }) => {
        const modifiers = shift ? 8 : 0;
        const windowsVirtualKeyCode = key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0);
        return [session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: typed, modifiers, windowsVirtualKeyCode }), session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers, windowsVirtualKeyCode })];
      }),
    );
  }

  /** On a busy machine the keys of a pull may come in two bursts: the station then says so, and a packer pulls again. */
  async function scanFor(text: string, outcome: string): Promise<void> {
    const before = await page.locator('[data-scan]').first().getAttribute('data-scan', { timeout: 1000 }).catch(() => null);
    const expected = page.locator(`[data-outcome="${outcome}"]`).first();
    const torn = page.locator(`[data-outcome="unreadable"]:not([data-scan="${before ?? ''}"])`).first();
    for (let pulls = 1; ; pulls += 1) {
      await scan(text);
      await expect(expected.or(torn).first()).toBeVisible();
      if (pulls === mostPulls || !(await torn.isVisible())) break;
    }
    await expect(expected).toBeVisible();
    if (before !== null && outcome !== 'blocked') await expect(page.locator('[data-scan]').first()).not.toHaveAttribute('data-scan', before);
  }

  const packer: Packer = {
    scan,
    scanFor,
    command: (command) => scan(encodeCommand(command)),
    async badge(name) {
      const { badges } = await practice();
      const found = badges.find((badge) => badge.name.startsWith(name));
      if (found === undefined) throw new Error(`nobody in the practice house is called ${name}`);
      await scan(found.barcode.text);
    },
    async label() {
      const { label } = await practice();
      if (label === null) throw new Error('no label waits to be scanned');
      return label.barcode.text;
    },
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
      await scanFor(await packer.label(), 'dispatched');
    },
    writeBackOf: (channelOrderId, state) => expect(page.locator(`[data-order="${channelOrderId}"][data-write-back="${state}"]`)).toBeVisible({ timeout: 60_000 }),
  };
  return packer;
}
