import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderNotWritableError, type ExportFolder } from '../application/ports/files.ts';

/** Longest name without its ending: leaves room for a number and for Windows' 260 characters of a whole path. Bytes in UTF-8. */
const longestStem = 120;
/** More files of one name than a day can bring. Beyond, something repeats itself. */
const mostOfOneName = 10_000;
/** Windows opens a device instead of a file under these names, with any ending. Source: Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The folder that everything goes into that a person takes along: manifests, lists, reports. A file is there whole or not at
 * all: written under another name, flushed, then linked, which fails where the name is taken.
 */
export function createExportFolder(folder: string): ExportFolder {
  function write(fileName: string, content: string | Uint8Array): string {
    mkdirSync(folder, { recursive: true });
    const { stem, ending } = safeName(fileName);
    const temporary = path.join(folder, `.${stem}${ending}.part`);
    writeFlushed(temporary, content);
    try {
      return linkUnderFreeName(temporary, folder, stem, ending);
    } finally {
      rmSync(temporary, { force: true });
      flushFolder(folder);
    }
  }

  return {
    write(fileName, content) {
      try {
        return write(fileName, content);
      } catch (error: unknown) {
        const reason = reasonOf(error, folder);
        if (reason === null) throw error;
        throw new FolderNotWritableError(reason, error);
      }
    },
  };
}

/** No name leaves the folder, hides in it, or means something to a shell or to Windows; letters of all scripts stay. */
function safeName(fileName: string): { readonly stem: string; readonly ending: string } {
  const name = fileName.replace(/[^\p{L}\p{N}._ -]+/gu, '_');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = shortened(name.slice(0, name.length - ending.length).normalize('NFC').replace(/^[. -]+/, '')).replace(/[. ]+$/, '');
  if (stem === '') return { stem: 'export', ending };
  return { stem: DEVICE_NAME.test(stem.split('.', 1)[0] ?? '') ? `_${stem}` : stem, ending };
}

/** By whole characters. */
function shortened(stem: string): string {
  let length = 0;
  return [...stem].filter((character) => (length += Buffer.byteLength(character)) <= longestStem).join('');
}

function writeFlushed(file: string, content: string | Uint8Array): void {
  // For the owner only: orders stand in it.
  const handle = openSync(file, 'w', 0o600);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function linkUnderFreeName(from: string, folder: string, stem: string, ending: string): string {
  for (let count = 1; count <= mostOfOneName; count += 1) {
    const to = path.join(folder, `${stem}${count === 1 ? '' : ` (${count})`}${ending}`);
    try {
      linkSync(from, to);
      return to;
    } catch (error: unknown) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  throw new Error(`there are ${mostOfOneName} files named ${stem}${ending} in ${folder}`);
}

/** Makes the new name itself durable. Windows has no such call and needs none on NTFS. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

function reasonOf(error: unknown, folder: string): string | null {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${folder} is full. Free some space, then try again.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Packgate may not write to ${folder}. Change its permissions, then try again.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${folder} is not a folder. Move that file away, then try again.`;
    default:
      return null;
  }
}
