import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import type { PDFContext, PDFRef } from 'pdf-lib';
import { FONT_NAMES } from './content-stream.ts';
import { FONT_BOX } from './label-font.ts';
import type { LabelFont } from './label-font.ts';

export interface PdfFile {
  readonly title: string;
  readonly subject: string;
  readonly pages: readonly { readonly widthPt: number; readonly heightPt: number; readonly operators: string }[];
}

/** No dates and no random ids in the file: its hash is its identity. */
export async function writePdf({ title, subject, pages }: PdfFile, labelFont: LabelFont): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  document.setTitle(title);
  document.setSubject(subject);
  document.setProducer('Packgate');
  const sheets = pages.map(({ widthPt, heightPt }) => document.addPage([widthPt, heightPt]));
  const standardFont = (name: string): PDFRef =>
    context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: name, Encoding: 'WinAnsiEncoding' }));
  const fonts = context.obj({ [FONT_NAMES.regular]: standardFont('Helvetica'), [FONT_NAMES.bold]: standardFont('Helvetica-Bold') });
  if (!labelFont.isEmpty) fonts.set(PDFName.of(FONT_NAMES.label), embedLabelFont(context, labelFont));
  sheets.forEach((sheet, i) => {
    sheet.node.set(PDFName.of('Resources'), context.obj({ Font: fonts }));
    sheet.node.set(PDFName.of('Contents'), context.register(packed(context, Buffer.from(pages[i]?.operators ?? '', 'latin1'))));
  });
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
