import fs from 'node:fs';
import path from 'node:path';
import { projectRoot, say } from '../toolchain/places.ts';
import { runToEnd } from '../toolchain/run.ts';

export const builtStation = path.join(projectRoot, 'out/main/station.js');

/** Builds the app unless what is built is newer than every source. Null when it worked, else why not. */
export async function buildIfOlder(): Promise<string | null> {
  if (isBuilt()) return null;
  say('building ...');
  const env = { ...process.env, PATH: `${path.join(projectRoot, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` };
  const code = await runToEnd('electron-vite', ['build', '--logLevel', 'warn'], env);
  return code === 0 ? null : `the build ended with code ${code}`;
}

function isBuilt(): boolean {
  if (!['main/index.js', 'main/station.js', 'preload/index.cjs', 'renderer/index.html'].every((file) => fs.existsSync(path.join(projectRoot, 'out', file)))) return false;
  const builtMs = fs.statSync(builtStation).mtimeMs;
  const sources = fs.readdirSync(path.join(projectRoot, 'src'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [path.join(projectRoot, 'electron.vite.config.ts'), ...sources.map((entry) => path.join(entry.parentPath, entry.name))].every((file) => fs.statSync(file).mtimeMs <= builtMs);
}
