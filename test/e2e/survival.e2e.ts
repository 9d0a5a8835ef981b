// What dies comes back, and what was opened is closed: window, station process, second start.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { quietSwitches } from '../../scripts/toolchain/electron-environment.ts';
import { projectRoot } from '../../scripts/toolchain/places.ts';
import { expect, isRunning, launchStation, test } from './support/station.ts';

/** Back to work after anything that dies: the promise of the station. Milliseconds. */
const BACK_WITHIN_MS = 10_000;

test('a killed station process is started again, and the screen says so meanwhile', async ({ station }) => {
  const { page } = station;
  const firstId = station.stationProcessId();
  await page.evaluate(() => {
    const heard: string[] = [];
    (window as unknown as { heard: string[] }).heard = heard;
    window.station!.onStationState((state) => heard.push(state.kind));
  });
  // Asked at every frame, because the station is back faster than a person reads.
  const told = page.waitForFunction(() => /restarting/i.test(document.body.innerText), undefined, { polling: 'raf', timeout: BACK_WITHIN_MS });
  process.kill(firstId, 'SIGKILL');
  await told;
  await page.waitForFunction(() => (window as unknown as { heard: string[] }).heard.at(-1) === 'ready', undefined, { timeout: BACK_WITHIN_MS });
  const reply = await page.evaluate(() => window.station!.loadBench({}));
  expect(reply.ok).toBe(true);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(expect.arrayContaining(['restarting', 'ready']));
  expect(station.stationProcessId()).not.toBe(firstId);
  await expect(page.getByText(/restarting/i)).toHaveCount(0);
});

test('a page that crashed is loaded again, while the station process goes on', async ({ station }) => {
  const { app, page } = station;
  const stationId = station.stationProcessId();
  const gone = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer());
  await gone;
  await expect
    .poll(() =>
      app.evaluate(async ({ BrowserWindow }) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!;
        if (webContents.isCrashed() || webContents.isLoading()) return 'not yet';
        return (await webContents.executeJavaScript('window.station.loadBench({}).then((reply) => reply.ok)')) as boolean;
      }), { timeout: BACK_WITHIN_MS })
    .toBe(true);
  expect(station.stationProcessId()).toBe(stationId);
});

test('a bench that is open is not opened a second time', async ({ station }) => {
  const electron = createRequire(import.meta.url)('electron') as unknown as string;
  const second = spawn(electron, ['.', '--no-sandbox', ...quietSwitches()], {
    cwd: projectRoot,
    env: { ...process.env, PACKGATE_DATA_DIR: station.dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => second.once('close', resolve));
  expect(code).toBe(0);
  expect(said).toContain('already open');
  expect((await station.page.evaluate(() => window.station!.loadBench({}))).ok).toBe(true);
});

test('two benches with folders of their own run side by side', async ({ station, dataFolder }) => {
  const other = await launchStation({ dataFolder: `${dataFolder}-other` });
  expect(other.stationProcessId()).not.toBe(station.stationProcessId());
  await other.close();
});

for (const [how, end] of [
  ['its window is closed', 'window'],
  ['it gets a SIGTERM', 'SIGTERM'],
  ['it is killed', 'SIGKILL'],
] as const) {
  test(`no station process is left when ${how}`, async ({ dataFolder }) => {
    const { app, page, stationProcessId } = await launchStation({ dataFolder });
    const stationId = stationProcessId();
    const shell = app.process();
    const ended = new Promise((resolve) => shell.once('exit', resolve));
    if (end === 'window') await page.close();
    else shell.kill(end);
    await ended;
    await expect.poll(() => isRunning(stationId), { timeout: BACK_WITHIN_MS }).toBe(false);
  });
}

test('what the window is called never changes', async ({ station }) => {
  await station.page.evaluate(() => (document.title = 'something else'));
  await expect.poll(() => station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())).toBe('Packgate');
});
