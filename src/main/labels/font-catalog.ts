import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Weight } from '../../shared/domain/label/fit-text.ts';
import { openFontFile } from './font-file.ts';
import type { FontFile } from './font-file.ts';

/** Highest and lowest ink a line of this family needs, in em. Chosen from the outlines of its usual letters, not from the file's
 * own line spacing, which is made for screens and wastes a third of a label. */
interface Family {
  readonly folder: string;
  readonly ascent: number;
  readonly descent: number;
}

const LATIN: Family = { folder: 'noto-sans', ascent: 1.0, descent: 0.25 };
const ARABIC: Family = { folder: 'noto-sans-arabic', ascent: 1.0, descent: 0.42 };
const HEBREW: Family = { folder: 'noto-sans-hebrew', ascent: 0.9, descent: 0.3 };
const THAI: Family = { folder: 'noto-sans-thai', ascent: 1.12, descent: 0.36 };
const DEVANAGARI: Family = { folder: 'noto-sans-devanagari', ascent: 1.0, descent: 0.42 };
const CHINESE: Family = { folder: 'noto-sans-sc', ascent: 0.93, descent: 0.18 };
const JAPANESE: Family = { folder: 'noto-sans-jp', ascent: 0.93, descent: 0.18 };
const KOREAN: Family = { folder: 'noto-sans-kr', ascent: 0.93, descent: 0.18 };

/** Han characters are unified: which family draws one is decided by the country, then by the order of this list. */
const HAN_FIRST: Readonly<Record<string, Family>> = { JP: JAPANESE, KR: KOREAN, KP: KOREAN };
const ORDER: readonly Family[] = [LATIN, ARABIC, HEBREW, THAI, DEVANAGARI, CHINESE, JAPANESE, KOREAN];

/** The families are cut into many files by Unicode range (a label in Japanese would else read 5 MB); one name per piece. */
interface Piece {
  readonly name: string;
  readonly ranges: readonly (readonly [number, number])[];
}

export interface FontChoice {
  readonly file: FontFile;
  readonly ascent: number;
  readonly descent: number;
}

export interface FontCatalog {
  /** The font that draws this character, or null if none of the installed ones does. */
  fontFor(codePoint: number, weight: Weight, countryCode: string): FontChoice | null;
}

export interface FontCatalogOptions {
  /** Holds one folder per family, as `@fontsource` lays them out. By default the packages are looked up from this module. */
  readonly fontsDirectory?: string;
  /** Opened files kept in memory; one is 0.1 to 0.5 MB. */
  readonly mostOpenFiles?: number;
}

export function createFontCatalog(options: FontCatalogOptions = {}): FontCatalog {
  const files = createFileCache(options.mostOpenFiles ?? 96);
  const folders = new Map<string, Folder | null>();
  /** Where a character was found. Names the file instead of holding it, or files the cache let go would live on behind it. */
  const places = new Map<string, Place | null>();

  const folderOf = (family: Family): Folder | null => {
    let folder = folders.get(family.folder);
    if (folder === undefined) {
      const path = findFamily(family.folder, options.fontsDirectory);
      folder = path === null || !existsSync(join(path, 'unicode.json')) ? null : { path, pieces: readPieces(path) };
      folders.set(family.folder, folder);
    }
    return folder;
  };

  const look = (codePoint: number, weight: Weight, family: Family): Place | null => {
    const folder = folderOf(family);
    for (const piece of folder?.pieces ?? []) {
      if (!piece.ranges.some(([first, last]) => codePoint >= first && codePoint <= last)) continue;
      const path = join(folder?.path ?? '', 'files', `${family.folder}-${piece.name}-${weight === 'bold' ? 700 : 400}-normal.woff`);
      if (existsSync(path) && files.open(path).glyphOf(codePoint) !== 0) return { path, family };
    }
    return null;
  };

  return {
    fontFor(codePoint, weight, countryCode) {
      const first = HAN_FIRST[countryCode];
      const key = `${codePoint} ${weight} ${first?.folder ?? ''}`;
      let place = places.get(key);
      if (place === undefined) {
        place = null;
        // Latin letters always come from the Latin family, so that a house number looks the same on every label.
        for (const family of first === undefined ? ORDER : [LATIN, first, ...ORDER]) {
          place = look(codePoint, weight, family);
          if (place !== null) break;
        }
        if (places.size >= MOST_PLACES) places.clear();
        places.set(key, place);
      }
      return place === null ? null : { file: files.open(place.path), ascent: place.family.ascent, descent: place.family.descent };
    },
  };
}

const MOST_PLACES = 8192;

interface Folder {
  readonly path: string;
  readonly pieces: readonly Piece[];
}

interface Place {
  readonly path: string;
  readonly family: Family;
}

function findFamily(folder: string, fontsDirectory: string | undefined): string | null {
  if (fontsDirectory !== undefined) return join(fontsDirectory, folder);
  try {
    // From wherever this module runs: src/main/labels un-built, out/main bundled; the packages lie above both.
    return dirname(createRequire(import.meta.url).resolve(`@fontsource/${folder}/package.json`));
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function readPieces(path: string): Piece[] {
  const listed: unknown = JSON.parse(readFileSync(join(path, 'unicode.json'), 'utf8'));
  if (typeof listed !== 'object' || listed === null) throw new Error(`${path}: unicode.json is not a list of ranges`);
  return Object.entries(listed).map(([name, ranges]) => ({
    name: name.replace(/^\[(\d+)\]$/, '$1'),
    ranges: String(ranges).split(',').map((range): [number, number] => {
      const [first = '', last = first] = range.trim().replace(/^U\+/, '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    }),
  }));
}

interface FileCache {
  open(path: string): FontFile;
}

/** Least recently used goes first; a Map remembers the order of insertion. */
function createFileCache(mostFiles: number): FileCache {
  const opened = new Map<string, FontFile>();
  let latest: FontFile | undefined;
  return {
    open(path) {
      if (latest?.id === path) return latest;
      const file = opened.get(path) ?? openFontFile(path, readFileSync(path));
      opened.delete(path);
      opened.set(path, file);
      if (opened.size > mostFiles) {
        const oldest = opened.keys().next().value;
        if (oldest !== undefined) opened.delete(oldest);
      }
      latest = file;
      return file;
    },
  };
}
