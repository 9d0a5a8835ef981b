import { Buffer } from 'node:buffer';
import fontkitModule from '@pdf-lib/fontkit';
import { provideRegeneratorRuntime } from './regenerator.ts';
import { buildTrueType, readFontTables } from './sfnt.ts';

/** All outlines on a label share one em, because they end up in one embedded font. Every Noto Sans file has this one. */
export const UNITS_PER_EM = 1000;

export interface ShapedGlyph {
  readonly glyphId: number;
  /** What the glyph stands for, for search and copy; empty for the later parts of a cluster. */
  readonly text: string;
  /** In units of 1/1000 em. */
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/** One file of a font family, opened. */
export interface FontFile {
  readonly id: string;
  glyphOf(codePoint: number): number;
  advanceOf(glyphId: number): number;
  outlineOf(glyphId: number): Uint8Array;
  /**
   * Ligatures, joining forms, mark positions. Glyphs come in the order in which they are drawn, left to right. Null where the
   * shaping library gives up, which it does on marks in impossible places.
   */
  shape(text: string, direction: 'ltr' | 'rtl'): ShapedGlyph[] | null;
}

// Un-built, Node gives the CommonJS build; bundled, it is the ES build. Both end as the same object, one wrapped once more.
const fontkit: typeof fontkitModule = 'default' in fontkitModule ? (fontkitModule.default as typeof fontkitModule) : fontkitModule;

export function openFontFile(id: string, bytes: Uint8Array): FontFile {
  provideRegeneratorRuntime();
  const tables = readFontTables(bytes);
  const view = (tag: string): DataView => {
    const data = tables.get(tag);
    if (data === undefined) throw new Error(`font ${id} has no table ${tag}`);
    return new DataView(data.buffer, data.byteOffset, data.byteLength);
  };
  const head = view('head');
  if (head.getUint16(18) !== UNITS_PER_EM) throw new Error(`font ${id} has ${head.getUint16(18)} units per em, not ${UNITS_PER_EM}`);
  const hasLongOffsets = head.getInt16(50) === 1;
  const loca = view('loca');
  const glyf = tables.get('glyf') ?? new Uint8Array();
  const hmtx = view('hmtx');
  const metricCount = view('hhea').getUint16(34);
  const offsetOf = (glyphId: number): number => (hasLongOffsets ? loca.getUint32(glyphId * 4) : loca.getUint16(glyphId * 2) * 2);
  const advanceOf = (glyphId: number): number => hmtx.getUint16(Math.min(glyphId, metricCount - 1) * 4);

  // Unpacked once: from a WOFF the library would inflate whole tables again and again.
  const font = fontkit.create(Buffer.from(buildTrueType(tables))) as unknown as ShapingFont;
  // The library keeps one object per glyph and with it the first character that glyph ever stood for; with two letters drawn by one
  // skeleton (Arabic) the text of a label would then depend on the labels before it.
  const sharedGlyph = font.getGlyph.bind(font);
  font.getGlyph = (glyphId, codePoints = []) => Object.assign(Object.create(sharedGlyph(glyphId)) as ShapingGlyph, { codePoints });
  const glyphs = new Map<number, number>();
  return {
    id,
    advanceOf,
    glyphOf: (codePoint) => {
      let glyphId = glyphs.get(codePoint);
      if (glyphId === undefined) {
        glyphId = font.hasGlyphForCodePoint(codePoint) ? font.glyphForCodePoint(codePoint).id : 0;
        glyphs.set(codePoint, glyphId);
      }
      return glyphId;
    },
    outlineOf: (glyphId) => glyf.subarray(offsetOf(glyphId), offsetOf(glyphId + 1)),
    shape: (text, direction) => {
      const run = layoutOrNull(font, text, direction);
      return run === null ? null : run.glyphs.flatMap((glyph, i): ShapedGlyph[] => {
        const position = run.positions[i];
        // Joiners and other invisible characters come back as glyph 0 of no width.
        if (position === undefined || glyph.id === 0) return [];
        return [{
          glyphId: glyph.id,
          text: String.fromCodePoint(...glyph.codePoints),
          advance: position.xAdvance,
          dx: position.xOffset,
          dy: position.yOffset,
        }];
      });
    },
  };
}

/** The part of fontkit 1.1.1 that is used, as its code has it: its published types know neither `id` nor the direction of `layout`. */
interface ShapingFont {
  getGlyph(glyphId: number, codePoints?: readonly number[]): ShapingGlyph;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): ShapingGlyph;
  layout(text: string, features?: string[], script?: string, language?: string, direction?: 'ltr' | 'rtl'): ShapingRun;
}

interface ShapingRun {
  readonly glyphs: readonly ShapingGlyph[];
  readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[];
}

/** Seen in fontkit 1.1.1: `Cannot read properties of null` for a mark on an Arabic number sign. Only such stumbles count as giving up. */
function layoutOrNull(font: ShapingFont, text: string, direction: 'ltr' | 'rtl'): ShapingRun | null {
  try {
    return font.layout(text, undefined, undefined, undefined, direction);
  } catch (error: unknown) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

interface ShapingGlyph {
  readonly id: number;
  readonly codePoints: readonly number[];
}
