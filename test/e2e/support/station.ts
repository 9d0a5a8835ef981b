import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { quietSwitches } from '../../../scripts/toolchain/electron-environment.ts';
import { projectRoot } from '../../../scripts/toolchain/places.ts';
import { listProcesses } from './processes.ts';

export interface RunningStation {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** Of the station process, which is not Electron's. */
  stationProcessId(): number;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Default: a new folder. Give one to open the same bench again. */
  readonly dataFolder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens the built app on a bench of its own and waits until it can judge a scan. No executablePath: Electron's package names the one that the launcher chose. */
export async function launchStation({ dataFolder, env = {} }: LaunchOptions): Promise<RunningStation> {
  const app = await _electron.launch({
    cwd: projectRoot,
    args: ['.', ...quietSwitches()],
    env: { ...definedEnvironment(), PACKGATE_DATA_DIR: dataFolder, ...env },
  });
  const page = await app.firstWindow();
  // Asked through the contract and not through the screen: the answer waits for the station process itself.
  await page.waitForFunction(() => window.station!.loadBench({}).then((reply) => reply.ok));
  // And the page listens to keys only once its first screen was painted: two frames, as the first one only begins the paint.
  await page.locator('[data-screen]').waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return {
    app,
    page,
    dataFolder,
    stationProcessId: () => findStationProcess(app),
    close: () => app.close(),
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function findStationProcess(app: ElectronApplication): number {
  const shell = app.process().pid;
  const station = listProcesses().find(({ parent, command }) => parent === shell && command.includes('station.js'));
  if (station === undefined) throw new Error(`Electron ${shell} has no station process`);
  return station.pid;
}

export function isRunning(pid: number): boolean {
  return listProcesses().some((running) => running.pid === pid);
}

export const test = base.extend<{ dataFolder: string; station: RunningStation }>({
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'packgate-story-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  /** A new bench for this story alone. */
  station: async ({ dataFolder }, use) => {
    const station = await launchStation({ dataFolder });
    await use(station);
    await station.close();
  },
});

export { expect };
