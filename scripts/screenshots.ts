// npm run screenshots [en,de]: takes the pictures of README and guide from the real window, by packing at the practice site, and those of
// the board and the connections from views alone, because nobody packs 500 orders for a picture. Writes docs/guide/images.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeLane } from '../src/shared/domain/scan/commands.ts';
import { createPacker, type Packer } from '../test/e2e/support/packer.ts';
import { launchStation, type RunningStation } from '../test/e2e/support/station.ts';
import { drawPictures } from '../test/renderer/preview/pictures.ts';
import { ensureDisplay } from './toolchain/display.ts';
import { failScript, projectRoot, say } from './toolchain/places.ts';

const images = path.join(projectRoot, 'docs/guide/images');
/** The small screen that benches really have; what fits there fits everywhere. Pixels. */
const screen = { width: 1366, height: 768 };
const languages = ['en', 'de'] as const;
type Language = (typeof languages)[number];

/** How the board looks when nothing, a little and far too much needs a person; and connections in every state, which no practice shop has. */
const boards = { 'lead-0': 'lead-empty', 'lead-5': 'lead', 'lead-500': 'lead-500', 'lead-alerts': 'lead-alerts', 'lead-numbers': 'lead-numbers', connections: 'connections', 'connections-map': 'connections-map' } as const;

type Page = RunningStation['page'];

/** Setup is an admin's; afterwards the packer stands at the bench again. */
async function setLanguage(page: Page, language: Language): Promise<void> {
  const packer = createPacker(page);
  await packer.badge('Ada');
  await page.evaluate(async (wanted) => {
    const settings = await window.station!.loadSettings({});
    if (!settings.ok) throw new Error(settings.error.message);
    const saved = await window.station!.saveSettings({ ...settings.value, language: wanted });
    if (!saved.ok) throw new Error(saved.error.message);
  }, language);
  await packer.badge('Pat');
  await page.reload();
  await page.locator(`html[lang=${language}] [data-screen]`).waitFor();
}

async function takePictures(language: Language, page: Page, packer: Packer): Promise<void> {
  const take = async (name: string): Promise<void> => {
    await page.evaluate(() => document.fonts.ready);
    // A pointer left on a button would show it pressed.
    await page.mouse.move(0, screen.height - 1);
    await page.screenshot({ path: path.join(images, `${name}.${language}.png`), animations: 'disabled' });
    say(`docs/guide/images/${name}.${language}.png`);
  };

  await take('bench-ready');
  const parcel = await packer.order('multiQuantity');
  await packer.scanFor(parcel.barcode.text, 'order-opened');
  const units = packer.unitsOf(parcel);
  await packer.scanFor(units[0]!, 'item-counted');
  await take('bench-packing');
  const stranger = await packer.order('longAddress');
  await packer.scanFor(stranger.lines[0]!.barcode.text, 'wrong-item');
  await take('bench-wrong-item');
  for (const [index, unit] of units.slice(1).entries()) await packer.scanFor(unit, index === units.length - 2 ? 'parcel-complete' : 'item-counted');
  await page.locator('[data-bench="scan-label"]').waitFor();
  await take('bench-scan-label');
  const { label } = await packer.practice();
  if (label === null) throw new Error('no label waits to be scanned');
  await packer.scanFor(label.barcode.text, 'dispatched');
  await packer.writeBackOf(parcel.channelOrderId, 'confirmed');
  await take('bench-confirmed');

  const cancelled = await packer.order('cancelled');
  await packer.scan(cancelled.barcode.text);
  await page.getByRole('alertdialog').waitFor();
  await take('bench-refused');
  await packer.command('ok');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });

  // A cancellation in the middle: the goods go back, one scan each.
  const halfway = await packer.order('multiQuantity');
  const [unit = ''] = packer.unitsOf(halfway);
  await packer.scanFor(halfway.barcode.text, 'order-opened');
  await packer.scanFor(unit, 'item-counted');
  await packer.scanFor(unit, 'item-counted');
  await page.evaluate((channelOrderId) => window.station!.cancelPracticeOrder({ channelOrderId, how: 'cancel' }), halfway.channelOrderId);
  await page.getByRole('alertdialog').waitFor();
  await packer.command('ok');
  await page.locator('[data-bench="put-back"]').waitFor();
  await packer.scanFor(unit, 'put-back');
  await take('bench-put-back');
  await packer.scanFor(unit, 'put-back-done');

  const waiting = (await packer.practice()).labels.find((one) => one.channelOrderId === parcel.channelOrderId);
  if (waiting === undefined) throw new Error('no parcel waits for its carrier');
  await packer.scanFor(encodeLane(waiting.carrier), 'lane-opened');
  await packer.scanFor(waiting.barcode.text, 'loaded');
  await take('bench-loading');
  await packer.command('finish');
  await page.locator('[data-bench="ready"]').waitFor();
  const requested = await packer.order('cancelRequested');
  await packer.scan(requested.barcode.text);
  await page.getByRole('alertdialog').waitFor();
  await take('bench-ask-lead');
  await page.keyboard.press('F1');
  await page.locator('.guide').waitFor();
  await take('guide');
  await page.keyboard.press('Escape');
  await packer.command('ok');
  await packer.command('lock');
  await page.locator('[data-bench="locked"]').waitFor();
  await take('bench-locked');
  await packer.badge('Pat');

  await page.evaluate(() => window.station!.setPracticeNetwork({ up: false }));
  await packer.packWhole(await packer.order('clean'));
  await take('bench-offline');
  await page.keyboard.press('F3');
  await page.locator('[data-screen=lead]').waitFor();
  await take('lead');
  await page.locator('[data-page=shift]').click();
  await page.locator('[data-store]').first().waitFor();
  await take('lead-shift');
  await page.keyboard.press('F2');
  await packer.badge('Ada');
  await page.evaluate(() => window.station!.setPracticeNetwork({ up: true }));
  await page.keyboard.press('F4');
  await page.locator('[data-screen=setup]').waitFor();
  await take('setup');
  await page.keyboard.press('F2');
  await page.keyboard.press('F9');
  await page.locator('[data-screen=bench]').waitFor();
  await page.getByRole('complementary').or(page.locator('.tray')).first().waitFor();
  await take('practice-tray');
}

async function drawBoards(wanted: readonly Language[]): Promise<void> {
  const pictures = Object.entries(boards).flatMap(([name, scenario]) => wanted.map((language) => ({ scenario, language, theme: 'light', file: path.join(images, `${name}.${language}.png`) })));
  await drawPictures(screen, pictures);
  for (const { file } of pictures) say(path.relative(projectRoot, file));
}

async function main(): Promise<void> {
  const wanted = languages.filter((language) => (process.argv[2] ?? languages.join(',')).split(',').includes(language));
  const display = await ensureDisplay();
  mkdirSync(images, { recursive: true });
  for (const language of wanted) {
    // A new bench for each language: the same orders, the same numbers, only the words differ.
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'packgate-pictures-'));
    const station = await launchStation({ dataFolder });
    try {
      await station.page.setViewportSize(screen);
      await setLanguage(station.page, language);
      await takePictures(language, station.page, createPacker(station.page));
    } finally {
      await station.close();
      rmSync(dataFolder, { recursive: true, force: true });
    }
  }
  await drawBoards(wanted);
  display?.stop();
}

main().catch(failScript);
