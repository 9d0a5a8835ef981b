import { UNITS_PER_EM } from './font-file.ts';
import type { FontFile, ShapedGlyph } from './font-file.ts';
import { buildTrueType } from './sfnt.ts';

/**
 * The one font that travels in a label: the glyphs it uses, copied from as many font files as it takes, regular and bold alike.
 *
 * Why not the library's own embedding: it makes one font per file and weight, so that a Japanese address brings a dozen; and it
 * drops the positions of marks, so that Thai and Hindi vowels land beside their letters. Measured reasons: docs/decisions/0003.
 */
export interface LabelFont {
  readonly isEmpty: boolean;
  /** Glyph id inside this font. */
  add(file: FontFile, glyph: Pick<ShapedGlyph, 'glyphId' | 'text'>): number;
  /** TrueType file with the outlines only. */
  buildFile(): Uint8Array;
  /** Advance widths by glyph id, 1/1000 em. */
  readonly widths: readonly number[];
  /** PDF "ToUnicode" map, so that text can be searched and copied. */
  buildUnicodeMap(): string;
}

const SIMPLE_GLYPH_HEADER = 10;

export function createLabelFont(): LabelFont {
  const outlines: Uint8Array[] = [new Uint8Array()];
  const widths: number[] = [0];
  const texts: string[] = [''];
  const known = new Map<string, number>();

  const add: LabelFont['add'] = (file, { glyphId, text }) => {
    const key = `${file.id}:${glyphId}:${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const id = outlines.length;
    known.set(key, id);
    // The place is taken before the parts of a composite glyph are added behind it.
    outlines.push(new Uint8Array());
    widths.push(file.advanceOf(glyphId));
    texts.push(text);
    outlines[id] = withoutInstructions(file.outlineOf(glyphId), (part) => add(file, { glyphId: part, text: '' }));
    return id;
  };

  return {
    get isEmpty() { return outlines.length === 1; },
    widths,
    add,
    buildFile: () => buildTrueType(buildTables(outlines, widths)),
    buildUnicodeMap: () => buildUnicodeMap(texts),
  };
}

/**
 * Copies an outline without its hinting program (the tables it calls do not travel) and with its parts renumbered.
 * Layout: OpenType specification, table "glyf".
 */
function withoutInstructions(outline: Uint8Array, renumber: (part: number) => number): Uint8Array {
  if (outline.length === 0) return outline;
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  const contours = view.getInt16(0);
  if (contours >= 0) {
    const lengthAt = SIMPLE_GLYPH_HEADER + contours * 2;
    const skip = view.getUint16(lengthAt);
    if (skip === 0) return outline;
    const copy = new Uint8Array(outline.length - skip);
    copy.set(outline.subarray(0, lengthAt));
    copy.set(outline.subarray(lengthAt + 2 + skip), lengthAt + 2);
    return copy;
  }
  // Not `slice`: on a Buffer that is a window onto the font file itself.
  const copy = new Uint8Array(outline);
  const parts = new DataView(copy.buffer);
  let at = SIMPLE_GLYPH_HEADER;
  for (let more = true; more; ) {
    const flags = parts.getUint16(at);
    parts.setUint16(at, flags & ~HAS_INSTRUCTIONS);
    parts.setUint16(at + 2, renumber(parts.getUint16(at + 2)));
    at += 4 + (flags & HAS_WORDS ? 4 : 2);
    if (flags & HAS_SCALE) at += 2;
    else if (flags & HAS_TWO_SCALES) at += 4;
    else if (flags & HAS_MATRIX) at += 8;
    more = (flags & HAS_MORE_PARTS) !== 0;
  }
  return copy.subarray(0, at);
}

/** Flags of a composite glyph's part (OpenType specification, table "glyf"). */
const HAS_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const HAS_MORE_PARTS = 0x0020;
const HAS_TWO_SCALES = 0x0040;
const HAS_MATRIX = 0x0080;
const HAS_INSTRUCTIONS = 0x0100;

function buildTables(outlines: readonly Uint8Array[], widths: readonly number[]): Map<string, Uint8Array> {
  const count = outlines.length;
  const loca = new DataView(new ArrayBuffer((count + 1) * 4));
  const hmtx = new DataView(new ArrayBuffer(count * 4));
  const glyf = new Uint8Array(outlines.reduce((sum, outline) => sum + even(outline.length), 0));
  let offset = 0;
  outlines.forEach((outline, i) => {
    loca.setUint32(i * 4, offset);
    hmtx.setUint16(i * 4, widths[i] ?? 0);
    // Left side bearing equals the left edge of the outline, as in every Noto file: then nothing is shifted.
    hmtx.setInt16(i * 4 + 2, outline.length === 0 ? 0 : new DataView(outline.buffer, outline.byteOffset).getInt16(2));
    glyf.set(outline, offset);
    offset += even(outline.length);
  });
  loca.setUint32(count * 4, offset);
  return new Map([
    ['glyf', glyf], ['head', buildHead()], ['hhea', buildHhea(count)], ['hmtx', bytesOf(hmtx)], ['loca', bytesOf(loca)], ['maxp', buildMaxp(count)],
  ]);
}

const even = (length: number): number => (length + 1) & ~1;
const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function buildHead(): Uint8Array {
  const head = new DataView(new ArrayBuffer(54));
  head.setUint32(0, 0x00010000);
  head.setUint32(12, 0x5f0f3cf5);
  // Baseline at y 0, left side bearing at x 0, scale whole ppem.
  head.setUint16(16, 0b1011);
  head.setUint16(18, UNITS_PER_EM);
  FONT_BOX.forEach((edge, i) => head.setInt16(36 + i * 2, edge));
  head.setUint16(46, 6);
  head.setInt16(48, 2);
  head.setInt16(50, 1);
  return bytesOf(head);
}

function buildHhea(glyphCount: number): Uint8Array {
  const hhea = new DataView(new ArrayBuffer(36));
  hhea.setUint32(0, 0x00010000);
  hhea.setInt16(4, FONT_BOX[3]);
  hhea.setInt16(6, FONT_BOX[1]);
  hhea.setUint16(10, 3000);
  hhea.setInt16(18, 1);
  hhea.setUint16(34, glyphCount);
  return bytesOf(hhea);
}

function buildMaxp(glyphCount: number): Uint8Array {
  const maxp = new DataView(new ArrayBuffer(32));
  maxp.setUint32(0, 0x00010000);
  maxp.setUint16(4, glyphCount);
  // Upper bounds for readers that reserve room by them: points, contours, the same for composites, zones, parts, depth.
  maxp.setUint16(6, 2000);
  maxp.setUint16(8, 200);
  maxp.setUint16(10, 2000);
  maxp.setUint16(12, 200);
  maxp.setUint16(14, 1);
  maxp.setUint16(28, 16);
  maxp.setUint16(30, 4);
  return bytesOf(maxp);
}

/** Holds every glyph of the families in use, 1/1000 em: left, bottom, right, top. */
export const FONT_BOX: readonly [number, number, number, number] = [-1000, -800, 3000, 1400];

function buildUnicodeMap(texts: readonly string[]): string {
  const rows = texts.flatMap((text, id) => (text === '' ? [] : [`<${hex4(id)}> <${utf16Hex(text)}>`]));
  const blocks: string[] = [];
  // A block holds at most 100 rows (Adobe Technical Note 5411).
  for (let i = 0; i < rows.length; i += 100) {
    const block = rows.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin', '12 dict begin', 'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def', '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
    ...blocks, 'endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end',
  ].join('\n');
}

export const hex4 = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();

export function utf16Hex(text: string): string {
  let hex = '';
  for (let i = 0; i < text.length; i++) hex += hex4(text.charCodeAt(i));
  return hex;
}
