import { constants } from 'node:fs';
import { access, link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LabelPrinter, PrintOutcome } from '../application/ports/label-printer.ts';

/**
 * Writes each label into a folder as `<order>-<sscc>.pdf`: the printer of a bench that has none, and the record beside one that has.
 * A label that is there in full is never half replaced: temporary file, fsync, then a hard link, which fails if the name is taken.
 */
export function createFilePrinter(directory: string): LabelPrinter {
  const print = async (title: string, jobId: string, pdf: Uint8Array): Promise<PrintOutcome> => {
    await mkdir(directory, { recursive: true });
    const path = join(directory, `${fileNameOf(title)}.pdf`);
    const existing = await readIfThere(path);
    if (existing !== null) return alreadyThere(path, existing, pdf);
    const temporary = join(directory, `.${fileNameOf(jobId)}.part`);
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(pdf);
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(temporary, path);
    } catch (error: unknown) {
      if (codeOf(error) !== 'EEXIST') throw error;
      return alreadyThere(path, await readFile(path), pdf);
    } finally {
      await unlink(temporary);
    }
    await syncDirectory(directory);
    return { kind: 'sent', reference: path };
  };

  return {
    // The full path stands in Setup; a packer needs to know only that it is a folder.
    name: `folder "${basename(directory)}"`,
    async print({ jobId, title, pdf }) {
      try {
        return await print(title, jobId, pdf);
      } catch (error: unknown) {
        const reason = reasonOf(error, directory);
        if (reason === null) throw error;
        return { kind: 'not-ready', reason };
      }
    },
    async status() {
      try {
        await mkdir(directory, { recursive: true });
        await access(directory, constants.W_OK);
        return { kind: 'ready', detail: `labels are written to ${directory}` };
      } catch (error: unknown) {
        const reason = reasonOf(error, directory);
        if (reason === null) throw error;
        return { kind: 'not-ready', reason };
      }
    },
  };
}

/** The same bytes again are the same label; other bytes under the same SSCC would make two labels of one number. */
function alreadyThere(path: string, existing: Uint8Array, pdf: Uint8Array): PrintOutcome {
  if (Buffer.compare(existing, pdf) === 0) return { kind: 'sent', reference: path };
  return { kind: 'failed', reason: `${path} already holds another label with this number; it was not overwritten. Void that label first.` };
}

/** Order numbers of some channels hold `#`, `/` or spaces. No name may begin with a dot or leave the folder. */
function fileNameOf(title: string): string {
  return title.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_').slice(0, 120);
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error: unknown) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Makes the name itself durable. Windows cannot open a folder; there the name is journalled with the file. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

function reasonOf(error: unknown, directory: string): string | null {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${directory} is full. Free some space, then print again.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Packgate may not write to ${directory}. Choose another folder in setup or change its permissions.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${directory} is not a folder. Choose another one in setup.`;
    default:
      return null;
  }
}
