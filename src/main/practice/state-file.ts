import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { worldShape } from './shop/world.ts';
import type { PracticeWorld } from './shop/world.ts';

export interface StateFile {
  /** Null where nothing was stored yet; throws where something is stored that is not readable. */
  load(): Promise<PracticeWorld | null>;
  /** Resolves once this state, or a later one, is on the disk. Calls that come while one writes share the next write. */
  save(): Promise<void>;
}

/** Without a path everything lives in memory: for tests that need no restart. */
export function createStateFile(path: string | null, current: () => PracticeWorld): StateFile {
  let writing: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function writeNow(file: string): Promise<void> {
    const temporary = `${file}.tmp`;
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(JSON.stringify(current()));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(dirname(file));
  }

  return {
    async load() {
      if (path === null) return null;
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (error: unknown) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
      const parsed = worldShape.safeParse(JSON.parse(text));
      if (!parsed.success) throw new Error(`the practice marketplace cannot read its own memory in ${path}: move the file away to begin anew`);
      return parsed.data;
    },
    save() {
      if (path === null) return Promise.resolve();
      if (next !== null) return next;
      const run = (async () => {
        // A write that failed has told those who waited for it; this one tries anew.
        await writing?.then(undefined, () => undefined);
        next = null;
        writing = writeNow(path);
        await writing;
      })();
      next = run;
      return run;
    },
  };
}

/** The rename itself must survive a power cut; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
