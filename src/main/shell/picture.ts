import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { App, WebContents } from 'electron';

/** Two frames, because the first one only begins the paint; then the fonts that this paint asked for, and their paint. */
const settle = `(async () => {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await frames();
  await document.fonts.ready;
  await frames();
})()`;

/** For machines without a screen: `--picture=FILE` writes what a person would see, `--quit-after-picture` then ends the station. */
export async function takePictureWhenShown(app: App, page: WebContents, benchAnswered: Promise<void>): Promise<void> {
  const file = app.commandLine.getSwitchValue('picture');
  if (file === '') return;
  await benchAnswered;
  await page.executeJavaScript(settle);
  const image = await page.capturePage();
  if (image.isEmpty()) throw new Error('the window gave an empty picture');
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, image.toPNG());
  console.log(`packgate: the station is ready; a picture of it is in ${path.resolve(file)}`);
  if (app.commandLine.hasSwitch('quit-after-picture')) app.quit();
}
