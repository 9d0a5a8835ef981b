import { createHash } from 'node:crypto';
import type { LabelRenderer } from '../application/ports/label-renderer.ts';
import type { LabelContent } from '../../shared/domain/label/content.ts';
import { layoutLabel } from '../../shared/domain/label/layout.ts';
import { pointsOf, SSCC_SYMBOL_MODULES } from '../../shared/domain/label/media.ts';
import type { LabelDpi, LabelMedium } from '../../shared/domain/label/media.ts';
import { drawPage } from './content-stream.ts';
import { createFontCatalog } from './font-catalog.ts';
import type { FontCatalogOptions } from './font-catalog.ts';
import { loadHelvetica } from './helvetica.ts';
import type { Helvetica } from './helvetica.ts';
import { createLabelFont } from './label-font.ts';
import { writePdf } from './pdf-file.ts';
import { createLineShaper } from './shape-line.ts';
import { buildSsccBits } from './symbol-bits.ts';

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
      const { symbol } = layout;
      const placed = symbol === null ? null : { box: symbol, bits: buildSsccBits(symbol.sscc), modules: SSCC_SYMBOL_MODULES };
      const page = drawPage(layout, placed, await helvetica, shaper, labelFont);
      const widthPt = pointsOf(layout.page.width, dpi);
      const heightPt = pointsOf(layout.page.height, dpi);
      const title = `${content.practice ? 'PRACTICE ' : ''}Label ${content.orderNumber} ${content.parcelIndex}/${content.parcelCount}`;
      const pdf = await writePdf({ title, subject: content.parcelId, pages: [{ widthPt, heightPt, operators: page.operators }] }, labelFont);
      return {
        pdf,
        sha256: createHash('sha256').update(pdf).digest('hex'),
        widthPt,
        heightPt,
        missing: page.missing,
        shortened: page.shortened,
      };
    },
  };
}
