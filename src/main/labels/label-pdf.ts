import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import type { PDFContext, PDFRef } from 'pdf-lib';
import type { LabelRenderer } from '../application/ports/label-renderer.ts';
import type { LabelContent } from '../../shared/domain/label/content.ts';
import { layoutLabel } from '../../shared/domain/label/layout.ts';
import type { LabelLayout } from '../../shared/domain/label/layout.ts';
import { pointsOf } from '../../shared/domain/label/media.ts';
import type { LabelDpi, LabelMedium } from '../../shared/domain/label/media.ts';
import { drawPage, FONT_NAMES } from './content-stream.ts';
import { createFontCatalog } from './font-catalog.ts';
import type { FontCatalogOptions } from './font-catalog.ts';
import { loadHelvetica } from './helvetica.ts';
import type { Helvetica } from './helvetica.ts';
import { createLabelFont, FONT_BOX } from './label-font.ts';
import type { LabelFont } from './label-font.ts';
import { createLineShaper } from './shape-line.ts';

export interface RenderedLabel {
  readonly pdf: Uint8Array;
  /** Of the bytes, hexadecimal. The same content, medium and dpi give the same bytes on every run: a reprint can be proved. */
  readonly sha256: string;
  readonly widthPt: number;
  readonly heightPt: number;
  /** Characters no installed font has; each stands on the label as an empty box. */
  readonly missing: readonly string[];
  /** Blocks (by id in the layout) whose text had to be cut with an ellipsis. */
  readonly shortened: readonly string[];
}

export interface PdfLabelRenderer extends LabelRenderer {
  renderLabel(content: LabelContent, paper: { readonly media: LabelMedium; readonly dpi: LabelDpi }): Promise<RenderedLabel>;
}

/** One per station: it keeps the opened fonts. */
export function createLabelRenderer(options: FontCatalogOptions = {}): PdfLabelRenderer {
  const shaper = createLineShaper(createFontCatalog(options));
  let helvetica: Promise<Helvetica> | undefined;
  return {
    async renderLabel(content, { media, dpi }) {
      helvetica ??= loadHelvetica();
      const layout = layoutLabel(content, media, dpi);
      const labelFont = createLabelFont();
      const page = drawPage(layout, await helvetica, shaper, labelFont);
      const pdf = await writePdf(layout, page.operators, labelFont, content);
      return {
        pdf,
        sha256: createHash('sha256').update(pdf).digest('hex'),
        widthPt: pointsOf(layout.page.width, dpi),
        heightPt: pointsOf(layout.page.height, dpi),
        missing: page.missing,
        shortened: page.shortened,
      };
    },
  };
}

async function writePdf(layout: LabelLayout, operators: string, labelFont: LabelFont, content: LabelContent): Promise<Uint8Array> {
  // No dates and no random ids in the file: its hash is its identity.
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  document.setTitle(`${content.practice ? 'PRACTICE ' : ''}Label ${content.orderNumber} ${content.parcelIndex}/${content.parcelCount}`);
  document.setSubject(content.parcelId);
  document.setProducer('Packgate');
  const page = document.addPage([pointsOf(layout.page.width, layout.dpi), pointsOf(layout.page.height, layout.dpi)]);
  const standardFont = (name: string): PDFRef =>
    context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: name, Encoding: 'WinAnsiEncoding' }));
  const fonts = context.obj({ [FONT_NAMES.regular]: standardFont('Helvetica'), [FONT_NAMES.bold]: standardFont('Helvetica-Bold') });
  if (!labelFont.isEmpty) fonts.set(PDFName.of(FONT_NAMES.label), embedLabelFont(context, labelFont));
  page.node.set(PDFName.of('Resources'), context.obj({ Font: fonts }));
  page.node.set(PDFName.of('Contents'), context.register(packed(context, Buffer.from(operators, 'latin1'))));
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity });
}

/** Composite font over the glyph ids themselves (ISO 32000-1, 9.7.4). */
function embedLabelFont(context: PDFContext, labelFont: LabelFont): PDFRef {
  const file = labelFont.buildFile();
  const name = 'PKGATE+NotoSans';
  const descriptor = context.register(context.obj({
    Type: 'FontDescriptor', FontName: name, Flags: 4, FontBBox: [...FONT_BOX], ItalicAngle: 0,
    Ascent: FONT_BOX[3], Descent: FONT_BOX[1], CapHeight: 714, StemV: 80,
    FontFile2: context.register(packed(context, file, { Length1: file.length })),
  }));
  const descendant = context.register(context.obj({
    Type: 'Font', Subtype: 'CIDFontType2', BaseFont: name, CIDToGIDMap: 'Identity', FontDescriptor: descriptor, DW: 0,
    W: [0, [...labelFont.widths]],
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
  }));
  return context.register(context.obj({
    Type: 'Font', Subtype: 'Type0', BaseFont: name, Encoding: 'Identity-H', DescendantFonts: [descendant],
    ToUnicode: context.register(packed(context, Buffer.from(labelFont.buildUnicodeMap(), 'latin1'))),
  }));
}

function packed(context: PDFContext, bytes: Uint8Array, extra: Record<string, number> = {}): PDFRawStream {
  const data = deflateSync(bytes);
  return PDFRawStream.of(context.obj({ Filter: 'FlateDecode', Length: data.length, ...extra }), data);
}
