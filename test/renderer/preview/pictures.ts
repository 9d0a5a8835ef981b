import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer, type ViteDevServer } from 'vite';
import { scenarios } from './scenarios.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  readonly scenario: string;
  readonly language: string;
  readonly theme: string;
  readonly file: string;
}

/** Pictures of screens from views alone: no station, no clock, the same picture each time. CHROMIUM names the browser. Says what text is cut off. */
export async function drawPictures(size: PictureSize, pictures: readonly Picture[]): Promise<readonly string[]> {
  const server = await createServer({
    root: path.join(import.meta.dirname, '../../..'),
    configFile: false,
    plugins: [react()],
    logLevel: 'error',
    // Packages may be linked from elsewhere, and their fonts with them.
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { strict: false } },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const page = await browser.newPage({ viewport: size });
    page.on('pageerror', (error) => console.error(error));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(message.text());
    });
    const cut: string[] = [];
    for (const picture of pictures) {
      await open(page, `http://127.0.0.1:${portOf(server)}`, picture);
      fs.mkdirSync(path.dirname(picture.file), { recursive: true });
      await page.screenshot({ path: picture.file });
      for (const text of await page.evaluate(findCutText)) cut.push(`${picture.scenario} ${size.width}x${size.height} ${picture.language}: cut off: ${text}`);
    }
    return cut;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function open(page: Page, site: string, { scenario, language, theme }: Picture): Promise<void> {
  await page.clock.setFixedTime(new Date(2026, 10, 3, 10, 45));
  await page.goto(`${site}/test/renderer/preview/index.html?scenario=${scenario}&language=${language}&theme=${theme}`);
  await page.locator(`html[lang=${language}][data-theme=${theme}] .app`).waitFor();
  await page.evaluate(() => document.fonts.ready);
  const { presses = [], types } = scenarios[scenario] ?? {};
  for (const press of presses) await page.locator(press).first().click();
  if (types === undefined) return;
  await page.locator(types.into).fill(types.text);
  await page.locator(types.shows).first().waitFor();
}

function portOf(server: ViteDevServer): number {
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') throw new Error('the preview server has no port');
  return address.port;
}

/** Text that is outside its box or clipped by it; a list that may scroll or end in an ellipsis on purpose is left out. */
function findCutText(): string[] {
  const cut: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('.bench *, .stop *, .strip *, .proof *, .guide *')) {
    if (element.closest('.unseen, .guide__list') !== null || element.clientWidth <= 1) continue;
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).overflowX !== 'visible') cut.push(`${element.className} "${element.textContent.slice(0, 40)}" ${element.scrollWidth}>${element.clientWidth}`);
    if (element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 0 && getComputedStyle(element).overflowY !== 'visible') cut.push(`${element.className} "${element.textContent.slice(0, 40)}" high ${element.scrollHeight}>${element.clientHeight}`);
  }
  return cut;
}
