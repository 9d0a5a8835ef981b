import fs from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { scenarios } from './scenarios.ts';

// node test/renderer/preview/take-pictures.ts FOLDER [scenario,…] [1366x768,…] [en,de] [light,dark]
// Pictures of every screen from views alone, for looking at a design without a station. CHROMIUM names the browser.
const [folder = 'preview', names = 'all', sizes = '1366x768', languages = 'en', themes = 'light'] = process.argv.slice(2);
const wanted = names === 'all' ? Object.keys(scenarios) : names.split(',');
fs.mkdirSync(folder, { recursive: true });

const server = await createServer({
  root: path.join(import.meta.dirname, '../../..'),
  configFile: false,
  plugins: [react()],
  logLevel: 'error',
  server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
});
await server.listen();
const address = server.httpServer?.address();
if (address === null || address === undefined || typeof address === 'string') throw new Error('the preview server has no port');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const size of sizes.split(',')) {
    const [width = 1366, height = 768] = size.split('x').map(Number);
    const page = await browser.newPage({ viewport: { width, height } });
    page.on('pageerror', (error) => console.error(error));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(message.text());
    });
    for (const scenario of wanted)
      for (const language of languages.split(','))
        for (const theme of themes.split(',')) {
          await page.clock.setFixedTime(new Date(2026, 10, 3, 10, 45));
          await page.goto(`http://127.0.0.1:${address.port}/test/renderer/preview/index.html?scenario=${scenario}&language=${language}&theme=${theme}`);
          await page.locator(`html[lang=${language}][data-theme=${theme}] .app`).waitFor();
          await page.evaluate(() => document.fonts.ready);
          for (const press of scenarios[scenario]?.presses ?? []) await page.locator(press).first().click();
          await page.screenshot({ path: path.join(folder, `${scenario}.${size}.${language}.${theme}.png`) });
          for (const cut of await page.evaluate(findCutText)) console.log(`${scenario} ${size} ${language}: cut off: ${cut}`);
        }
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
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
