// What every command that opens Electron needs to know: which one, with which switches, under which environment.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureDesktop } from './desktop-libraries.ts';
import { displayIsMissing } from './display.ts';
import { resolveElectron, type ElectronDist } from './electron-dist.ts';
import { isRoot, say } from './places.ts';

/** Chromium's shared memory lies in /dev/shm; containers give it 64 MB, and a renderer that fills it dies. Bytes. */
const SHARED_MEMORY_WANTED = 256 * 1024 * 1024;

export async function prepareElectron(): Promise<ElectronDist> {
  const dist = await resolveElectron();
  ensureDesktop(dist.executable, displayIsMissing());
  say(`Electron ${dist.version} (${dist.origin}), Node ${process.versions.node}`);
  return dist;
}

/** ELECTRON_OVERRIDE_DIST_PATH is read by Electron's own package (and so by Playwright), ELECTRON_EXEC_PATH by electron-vite. */
export function electronEnvironment(dist: ElectronDist): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: dist.folder,
    ELECTRON_EXEC_PATH: dist.executable,
    CORE_NODE: process.execPath,
  };
  // A shell that was itself started by an Electron may pass this on; Electron would then come up as plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  if (runsWithoutSandbox(dist)) env['NO_SANDBOX'] = '1';
  return env;
}

/** For every Electron that we open, whoever opens it. */
export function quietSwitches(): string[] {
  // Without a session bus Chromium prints about ten ERROR lines that mean nothing here; 3 shows fatal ones only.
  const switches = ['--log-level=3'];
  if (process.platform === 'linux' && sharedMemoryIsSmall()) switches.push('--disable-dev-shm-usage');
  return switches;
}

export function electronSwitches(dist: ElectronDist): string[] {
  return runsWithoutSandbox(dist) ? [...quietSwitches(), '--no-sandbox'] : quietSwitches();
}

let sandboxVerdict: boolean | undefined;

function runsWithoutSandbox(dist: ElectronDist): boolean {
  sandboxVerdict ??= process.platform === 'linux' && (isRoot() || !sandboxCanWork(dist));
  return sandboxVerdict;
}

/** Chromium's sandbox needs user name spaces or a set-uid helper. Some containers and Ubuntu 24.04 give an ordinary user neither. */
function sandboxCanWork(dist: ElectronDist): boolean {
  if (spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0) return true;
  const setUidHelper = path.join(dist.folder, 'chrome-sandbox');
  const stat = fs.statSync(setUidHelper, { throwIfNoEntry: false });
  if (stat && stat.uid === 0 && (stat.mode & 0o4000) !== 0) return true;
  say(
    'this machine allows no user name spaces, so the window runs without the operating system sandbox.\n' +
      `  To have it: sudo chown root:root ${setUidHelper} && sudo chmod 4755 ${setUidHelper}`,
  );
  return false;
}

function sharedMemoryIsSmall(): boolean {
  const place = '/dev/shm';
  if (!fs.existsSync(place)) return true;
  const { bsize, blocks } = fs.statfsSync(place);
  return bsize * blocks < SHARED_MEMORY_WANTED;
}
