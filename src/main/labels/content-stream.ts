import { fitText } from '../../shared/domain/label/fit-text.ts';
import type { FittedLine, TextFace, Weight } from '../../shared/domain/label/fit-text.ts';
import { pointsOf } from '../../shared/domain/label/media.ts';
import type { LabelDpi } from '../../shared/domain/label/media.ts';
import type { Bar, Box, TextBlock } from '../../shared/domain/label/sheet.ts';
import type { Helvetica } from './helvetica.ts';
import { hex4, utf16Hex } from './label-font.ts';
import type { LabelFont } from './label-font.ts';
import type { LineShaper, PlacedGlyph, ShapedLine } from './shape-line.ts';
import type { SymbolBits } from './symbol-bits.ts';

/** Names of the fonts in the page's resources. */
export const FONT_NAMES = { regular: 'HR', bold: 'HB', label: 'LF' } as const;

/** One page in dots, counted from the upper left corner. */
export interface PageLayout {
  readonly dpi: LabelDpi;
  readonly page: { readonly width: number; readonly height: number };
  readonly bars: readonly Bar[];
  readonly texts: readonly TextBlock[];
}

/** A bar code and the box that its bars fill exactly. */
export interface PlacedSymbol extends SymbolBits {
  readonly box: Box;
}

export interface DrawnPage {
  /** PDF operators (ISO 32000-1, 8 and 9). */
  readonly operators: string;
  /** Characters no installed font has, each once. */
  readonly missing: readonly string[];
  /** Ids of the blocks that did not fit in full. */
  readonly shortened: readonly string[];
}

export function drawPage(layout: PageLayout, symbol: PlacedSymbol | null, helvetica: Helvetica, shaper: LineShaper, labelFont: LabelFont): DrawnPage {
  const { dpi, page } = layout;
  const pt = (dots: number): string => number(pointsOf(dots, dpi));
  /** PDF counts upwards from the lower edge. */
  const fromTop = (dots: number): number => pointsOf(page.height - dots, dpi);
  const out: string[] = [];
  const missing = new Set<string>();
  const shortened: string[] = [];

  for (const bar of layout.bars) out.push(`${pt(bar.x)} ${number(fromTop(bar.y + bar.height))} ${pt(bar.width)} ${pt(bar.height)} re f`);
  if (symbol !== null) out.push(drawSymbol(symbol, pt, fromTop));

  for (const block of layout.texts) {
    const face = faceOf(block, helvetica, shaper);
    // An address keeps one edge: the country in English stands under the Arabic lines, not across from them.
    const isRightToLeft = shaper.isRightToLeft(block.paragraphs[0]?.text ?? '');
    const width = pointsOf(block.width, dpi);
    const height = pointsOf(block.height, dpi);
    const { paragraphs, mostSize, wrapSize, leastSize } = block;
    const fitted = fitText({ paragraphs, width, height, mostSize, wrapSize, leastSize }, face);
    if (fitted.isShortened) shortened.push(block.id);
    if (fitted.lines.length === 0) continue;
    const slack = block.anchor === 'top' ? 0 : (height - fitted.height) / (block.anchor === 'middle' ? 2 : 1);
    if (block.ink === 'white') out.push('1 g');
    for (const line of fitted.lines) {
      const baseline = fromTop(block.y) - slack - line.baseline;
      out.push(face.kind === 'helvetica'
        ? drawHelvetica(line, alignedX(block, line.size * helvetica.widthOf(line.text, line.weight), isRightToLeft, dpi), baseline, helvetica)
        : drawShaped(shaper.shape(line.text, line.weight, block.countryCode), line, (width) => alignedX(block, width, isRightToLeft, dpi), baseline, labelFont, missing));
    }
    if (block.ink === 'white') out.push('0 g');
  }
  return { operators: out.join('\n'), missing: [...missing], shortened };
}

type Face = TextFace & { readonly kind: 'helvetica' | 'label-font' };

/** One font for the whole block: half an address in another typeface would look like a mistake. */
function faceOf(block: TextBlock, helvetica: Helvetica, shaper: LineShaper): Face {
  if (block.paragraphs.every(({ text }) => helvetica.canDraw(text))) {
    return { kind: 'helvetica', ascent: helvetica.ascent, descent: helvetica.descent, widthOf: helvetica.widthOf };
  }
  const inks = block.paragraphs.map(({ text, weight }) => shaper.inkOf(text, weight, block.countryCode));
  return {
    kind: 'label-font',
    ascent: Math.max(...inks.map(({ ascent }) => ascent)),
    descent: Math.max(...inks.map(({ descent }) => descent)),
    widthOf: (text: string, weight: Weight) => shaper.widthOf(text, weight, block.countryCode),
  };
}

function alignedX(block: TextBlock, width: number, isRightToLeft: boolean, dpi: LabelDpi): number {
  const left = pointsOf(block.x, dpi);
  const room = pointsOf(block.width, dpi) - width;
  if (block.align === 'center') return left + room / 2;
  return (block.align === 'end') === isRightToLeft ? left : left + room;
}

function drawHelvetica(line: FittedLine, x: number, y: number, helvetica: Helvetica): string {
  return `BT /${FONT_NAMES[line.weight]} ${number(line.size)} Tf ${number(x)} ${number(y)} Td <${helvetica.encode(line.text)}> Tj ET`;
}

function drawShaped(
  shaped: ShapedLine, line: FittedLine, alignX: (width: number) => number, baseline: number, labelFont: LabelFont, missing: Set<string>,
): string {
  const x = alignX(shaped.width * line.size);
  // Joined and reordered glyphs no longer spell the text; the text itself goes along for search and copy (ISO 32000-1, 14.9.4).
  const out = shaped.isRespelled ? [`/Span <</ActualText <FEFF${utf16Hex(line.text)}>>> BDC`] : [];
  out.push(`BT /${FONT_NAMES.label} ${number(line.size)} Tf ${number(x)} ${number(baseline)} Td`);
  const boxes: string[] = [];
  let strings = '';
  let hex = '';
  let rise = 0;
  /** Where the next glyph would stand by itself, in em. */
  let pen = 0;
  const closeString = (): void => {
    if (hex !== '') strings += `<${hex}>`;
    hex = '';
  };
  const closeArray = (): void => {
    closeString();
    if (strings !== '') out.push(`[${strings}] TJ`);
    strings = '';
  };
  for (const glyph of shaped.glyphs) {
    if (glyph.kind === 'missing') {
      missing.add(glyph.text);
      boxes.push(drawMissing(glyph, x, baseline, line.size));
      continue;
    }
    if (glyph.y !== rise) {
      closeArray();
      out.push(`${number(glyph.y * line.size)} Ts`);
      rise = glyph.y;
    }
    const back = Math.round((pen - glyph.x) * 1000);
    if (back !== 0) {
      closeString();
      strings += String(back);
      pen -= back / 1000;
    }
    const id = labelFont.add(glyph.file, glyph);
    hex += hex4(id);
    pen += (labelFont.widths[id] ?? 0) / 1000;
  }
  closeArray();
  if (rise !== 0) out.push('0 Ts');
  out.push('ET', ...(shaped.isRespelled ? ['EMC'] : []), ...boxes);
  return out.join(' ');
}

function drawMissing(glyph: PlacedGlyph, lineX: number, baseline: number, size: number): string {
  const x = lineX + (glyph.x + 0.08) * size;
  return `${number(size * 0.06)} w ${number(x)} ${number(baseline)} ${number((glyph.advance - 0.16) * size)} ${number(size * 0.7)} re S`;
}

/**
 * A rasteriser takes every dot an image reaches into. Edges exactly on the grid fall to either side of it by rounding (seen: one dot
 * more on the left with poppler, on the right with MuPDF); drawn in by this part of a dot they always fall inside.
 */
const SYMBOL_INSET_DOTS = 0.05;

/**
 * The bars as a picture of one pixel per module, painted through a mask. A filled rectangle would come out a dot wider, because
 * PDF blackens every pixel a shape touches; an image is sampled, so each module becomes exactly its dots.
 */
function drawSymbol({ box, bits, modules }: PlacedSymbol, pt: (dots: number) => string, fromTop: (dots: number) => number): string {
  const hex = [...bits].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const inset = SYMBOL_INSET_DOTS;
  return [
    `q ${pt(box.width - 2 * inset)} 0 0 ${pt(box.height - 2 * inset)} ${pt(box.x + inset)} ${number(fromTop(box.y + box.height - inset))} cm`,
    `BI /W ${modules} /H 1 /IM true /BPC 1 /D [1 0] /F /AHx ID ${hex}> EI Q`,
  ].join('\n');
}

/** Five decimals: a hundred-thousandth of a point is far below a dot, and exponents are not allowed in PDF. */
export function number(value: number): string {
  const text = value.toFixed(5);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
