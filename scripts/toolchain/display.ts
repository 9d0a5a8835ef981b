import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { isOnPath } from './desktop-libraries.ts';
import { say, ToolchainError } from './places.ts';

export interface Display {
  /** For DISPLAY, as in ":7". */
  name: string;
  stop(): void;
}

export function displayIsMissing(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

/** Starts a virtual display where there is none and points DISPLAY at it; null where a real one is there. */
export async function ensureDisplay(): Promise<Display | null> {
  if (!displayIsMissing()) return null;
  if (!isOnPath('Xvfb')) throw new ToolchainError('There is no display, and Xvfb is not installed.\n  Run: sudo apt-get update && sudo apt-get install -y xvfb');
  const display = await startXvfb();
  process.env['DISPLAY'] = display.name;
  say(`no display here; running on a virtual one (Xvfb ${display.name}, 1920x1080)`);
  return display;
}

async function startXvfb(): Promise<Display> {
  // Its own process group: Ctrl+C must reach Electron before the display goes away under it.
  const command = ['Xvfb', '-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  // Whoever kills us kills the display too, and with it all that draws on it. Part of util-linux, so nearly always there.
  const bound = isOnPath('setpriv') ? ['setpriv', '--pdeathsig', 'TERM', ...command] : command;
  const server = spawn(bound[0]!, bound.slice(1), {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => {
    server.kill();
  };
  let complaint = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new ToolchainError(`Xvfb ended with code ${code} instead of giving a display: ${complaint.trim()}`));
    });
    (server.stdio[3] as Readable).once('data', (chunk: Buffer) => {
      resolve(chunk.toString().trim());
    });
  });
  process.once('exit', stop);
  // Neither the server nor its pipes may keep a finished script alive.
  server.unref();
  for (const stream of [server.stderr, server.stdio[3]]) (stream as unknown as { unref?: () => void }).unref?.();
  return { name: `:${number}`, stop };
}
