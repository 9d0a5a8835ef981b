// Electron's window needs GTK and friends, which a server or a container does not have. Found by asking the loader, not by package name.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isRoot, say, ToolchainError } from './places.ts';

/** What a minimal Debian or Ubuntu lacks; the rest comes along as dependencies. Names of Debian 12, tried there. */
const DEBIAN_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0', 'libdrm2'];
const FEDORA_PACKAGES = ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'libXScrnSaver', 'at-spi2-atk', 'libdrm'];

/** Which of the shared libraries that the executable was linked with are not on this machine. */
export function missingLibraries(executable: string): string[] {
  const run = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (run.error || run.status !== 0) {
    throw new ToolchainError(`Cannot tell which libraries Electron needs: ldd ${executable} failed (${run.error?.message ?? run.stderr.trim()}). Electron runs on Linux with glibc only.`);
  }
  return [...run.stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]!);
}

/** Makes sure that Electron can open a window here: installs what is missing where it may, else stops with the command. */
export function ensureDesktop(executable: string, wantsDisplayServer: boolean): void {
  if (process.platform !== 'linux') return;
  const lacks = (): string[] => [...missingLibraries(executable), ...(wantsDisplayServer && !isOnPath('Xvfb') ? ['Xvfb'] : [])];
  const missing = lacks();
  if (missing.length === 0) return;
  const packages = [...(missing.some((name) => name !== 'Xvfb') ? DEBIAN_PACKAGES : []), ...(wantsDisplayServer ? ['xvfb'] : [])];
  if (!isOnPath('apt-get')) {
    const fedora = FEDORA_PACKAGES.concat(wantsDisplayServer ? 'xorg-x11-server-Xvfb' : []);
    const command = isOnPath('dnf') ? `\n  Run: sudo dnf install -y ${fedora.join(' ')}` : '\n  Install the packages of your distribution that hold them.';
    throw new ToolchainError(`Electron's window needs what this machine does not have: ${missing.join(', ')}.${command}`);
  }
  if (!isRoot()) {
    throw new ToolchainError(
      `Electron's window needs what this machine does not have: ${missing.join(', ')}.\n` +
        `  Run: sudo apt-get update && sudo apt-get install -y ${namesHere(packages).join(' ')}`,
    );
  }
  say(`this machine lacks ${missing.join(', ')}, which Electron's window needs; installing with apt-get, as root ...`);
  installDebianPackages(packages);
  const still = lacks();
  if (still.length > 0) throw new ToolchainError(`apt-get installed ${packages.join(' ')}, but these are still missing: ${still.join(', ')}. Install the packages that hold them.`);
}

function installDebianPackages(packages: readonly string[]): void {
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', ...namesHere(packages)]);
}

function apt(args: string[]): void {
  // apt's own output is long and of use only when it fails.
  const run = spawnSync('apt-get', ['-q', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (run.status === 0) return;
  throw new ToolchainError(`apt-get ${args.join(' ')} failed:\n${(run.stderr || run.stdout || String(run.error)).trim()}`);
}

/** Releases since 2024 (64-bit time_t) renamed some packages to ...t64 and left no installable package under the old name. */
function namesHere(packages: readonly string[]): string[] {
  return packages.map((name) => (spawnSync('apt-cache', ['show', `${name}t64`]).status === 0 ? `${name}t64` : name));
}

export function isOnPath(command: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => folder !== '' && fs.existsSync(path.join(folder, command)));
}
