import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../toolchain/places.ts';

const root = path.join(projectRoot, 'bench-output');
let own: string | null = null;

/**
 * A folder of this run for one bench. On the disk of the project and not in the system's temporary folder: many systems keep
 * that in memory, where a durable commit costs nothing.
 */
export function benchFolder(name: string): string {
  own ??= makeOwn();
  return fs.mkdtempSync(path.join(own, `${name}-`));
}

export const freeFolder = (folder: string): void => fs.rmSync(folder, { recursive: true, force: true });

/** Copies a file and waits for the disk. An unwritten gigabyte would be written out while something is being timed. */
export function copyDurably(from: string, to: string): void {
  fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE);
  const file = fs.openSync(to, 'r+');
  fs.fsyncSync(file);
  fs.closeSync(file);
}

/** Gone with the process: a run leaves the figures and no gigabytes. */
function makeOwn(): string {
  fs.mkdirSync(root, { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, 'work-'));
  process.once('exit', () => freeFolder(folder));
  return folder;
}
