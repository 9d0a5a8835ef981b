import createBidi from 'bidi-js';
import type { Weight } from '../../shared/domain/label/fit-text.ts';
import type { FontCatalog, FontChoice } from './font-catalog.ts';
import { UNITS_PER_EM } from './font-file.ts';
import type { FontFile } from './font-file.ts';

/** One glyph where it stands in its line; lengths in em, x from the left end of the line. */
export type PlacedGlyph =
  | { readonly kind: 'glyph'; readonly file: FontFile; readonly glyphId: number; readonly text: string; readonly x: number; readonly y: number; readonly advance: number }
  /** No installed font has the character: a box is drawn in its place. */
  | { readonly kind: 'missing'; readonly text: string; readonly x: number; readonly advance: number };

export interface ShapedLine {
  readonly glyphs: readonly PlacedGlyph[];
  readonly width: number;
  /**
   * True where the glyphs, one after the other, do not spell the text (vowels drawn before their consonant). Lines with right-to-left
   * parts are left out: their glyphs do spell it backwards, which every reader expects, and some turn a given text round once more.
   */
  readonly isRespelled: boolean;
}

export interface LineShaper {
  shape(text: string, weight: Weight, countryCode: string): ShapedLine;
  widthOf(text: string, weight: Weight, countryCode: string): number;
  /** By the first strong character (Unicode UAX #9, P2). */
  isRightToLeft(text: string): boolean;
  /** Tallest and deepest of the families a text needs, in em. */
  inkOf(text: string, weight: Weight, countryCode: string): { ascent: number; descent: number };
}

interface Run {
  text: string;
  readonly level: number;
  readonly choice: FontChoice | null;
}

export const MISSING_BOX_ADVANCE = 0.7;
/** Scripts whose letters change shape or carry marks; all others are one glyph per character and need no shaping engine. */
const NEEDS_SHAPING = /[\p{M}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Hebrew}\u200c\u200d]/u;
const STAYS_WITH_ITS_BASE = /[\p{M}\u200c\u200d\ufe00-\ufe0f]/u;
const INVISIBLE = /[\u200b-\u200d\u2060\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const MOST_KNOWN_WIDTHS = 4096;

export function createLineShaper(catalog: FontCatalog): LineShaper {
  const bidi = createBidi();
  const widths = new Map<string, number>();

  const isRightToLeft = (text: string): boolean =>
    RIGHT_TO_LEFT.test(text) && bidi.getEmbeddingLevels(text, 'auto').paragraphs[0]?.level === 1;

  /** Embedding level of each UTF-16 unit; most lines have none but zero. */
  const levelsOf = (text: string): Uint8Array =>
    RIGHT_TO_LEFT.test(text) ? bidi.getEmbeddingLevels(text, 'auto').levels : new Uint8Array(text.length);

  const runsOf = (text: string, levels: Uint8Array, weight: Weight, countryCode: string): Run[] => {
    const runs: Run[] = [];
    let at = 0;
    for (const character of text) {
      const level = levels[at] ?? 0;
      at += character.length;
      const mirrored = level % 2 === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character;
      const codePoint = mirrored.codePointAt(0) ?? 0;
      const last = runs.at(-1);
      const isSameLevel = last !== undefined && last.level === level;
      const lastHasIt = last?.choice !== undefined && last.choice !== null && last.choice.file.glyphOf(codePoint) !== 0;
      // A mark is drawn by the font of its letter if that can be; a joiner has no ink of its own.
      if (isSameLevel && STAYS_WITH_ITS_BASE.test(character) && (lastHasIt || INVISIBLE.test(character))) {
        last.text += mirrored;
        continue;
      }
      if (INVISIBLE.test(character)) continue;
      const choice = catalog.fontFor(codePoint, weight, countryCode);
      if (isSameLevel && last.choice?.file === choice?.file) last.text += mirrored;
      else runs.push({ text: mirrored, level, choice });
    }
    return inVisualOrder(runs);
  };

  const shape: LineShaper['shape'] = (text, weight, countryCode) => {
    const levels = levelsOf(text);
    const glyphs: PlacedGlyph[] = [];
    let x = 0;
    for (const run of runsOf(text, levels, weight, countryCode)) x = placeRun(run, x, glyphs);
    return { glyphs, width: x, isRespelled: NEEDS_SHAPING.test(text) && !RIGHT_TO_LEFT.test(text) };
  };

  return {
    shape,
    isRightToLeft,
    widthOf: (text, weight, countryCode) => {
      const key = `${weight} ${countryCode} ${text}`;
      let width = widths.get(key);
      if (width === undefined) {
        width = shape(text, weight, countryCode).width;
        if (widths.size >= MOST_KNOWN_WIDTHS) widths.clear();
        widths.set(key, width);
      }
      return width;
    },
    inkOf: (text, weight, countryCode) => {
      let ascent = 0.92;
      let descent = 0.22;
      for (const character of text) {
        if (character === ' ' || INVISIBLE.test(character)) continue;
        const choice = catalog.fontFor(character.codePointAt(0) ?? 0, weight, countryCode);
        ascent = Math.max(ascent, choice?.ascent ?? 0);
        descent = Math.max(descent, choice?.descent ?? 0);
      }
      return { ascent, descent };
    },
  };
}

/** Rule L2 of the bidirectional algorithm (Unicode UAX #9), on runs: from the highest level down, turn every stretch around. */
function inVisualOrder(runs: Run[]): Run[] {
  const highest = runs.reduce((level, run) => Math.max(level, run.level), 0);
  const ordered = [...runs];
  for (let level = highest; level >= 1; level--) {
    for (let start = 0; start < ordered.length; start++) {
      if ((ordered[start]?.level ?? 0) < level) continue;
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end++;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}

function placeRun(run: Run, start: number, glyphs: PlacedGlyph[]): number {
  const { choice, level } = run;
  const isRightToLeft = level % 2 === 1;
  let x = start;
  if (choice === null) {
    const characters = isRightToLeft ? [...run.text].reverse() : [...run.text];
    for (const text of characters) {
      glyphs.push({ kind: 'missing', text, x, advance: MISSING_BOX_ADVANCE });
      x += MISSING_BOX_ADVANCE;
    }
    return x;
  }
  const { file } = choice;
  const shaped = NEEDS_SHAPING.test(run.text) ? file.shape(run.text, isRightToLeft ? 'rtl' : 'ltr') : null;
  if (shaped !== null) {
    for (const { glyphId, text, advance, dx, dy } of shaped) {
      glyphs.push({ kind: 'glyph', file, glyphId, text, x: x + dx / UNITS_PER_EM, y: dy / UNITS_PER_EM, advance: advance / UNITS_PER_EM });
      x += advance / UNITS_PER_EM;
    }
    return x;
  }
  // One glyph per character: right for most scripts, and readable where the shaping library gave up.
  const characters = isRightToLeft ? [...run.text].reverse() : run.text;
  for (const text of characters) {
    if (INVISIBLE.test(text)) continue;
    const glyphId = file.glyphOf(text.codePointAt(0) ?? 0);
    const advance = file.advanceOf(glyphId) / UNITS_PER_EM;
    glyphs.push({ kind: 'glyph', file, glyphId, text, x, y: 0, advance });
    x += advance;
  }
  return x;
}
