import { createHash } from 'node:crypto';
import type { ManifestRenderer } from '../application/ports/manifest-renderer.ts';
import { pointsOf } from '../../shared/domain/label/media.ts';
import { layoutManifest, type ManifestLayout } from '../../shared/domain/loading/manifest-layout.ts';
import { manifestCodeOf } from '../../shared/domain/loading/manifest-paper.ts';
import { barcodeModules } from './barcode-modules.ts';
import { drawPage, FONT_NAMES, number } from './content-stream.ts';
import { createFontCatalog } from './font-catalog.ts';
import type { FontCatalogOptions } from './font-catalog.ts';
import { loadHelvetica } from './helvetica.ts';
import type { Helvetica } from './helvetica.ts';
import { createLabelFont } from './label-font.ts';
import { writePdf } from './pdf-file.ts';
import { createLineShaper } from './shape-line.ts';
import { bitsOf } from './symbol-bits.ts';

/** One per station: it keeps the opened fonts. The same fonts as on labels: a sender may write in any script too. */
export function createManifestRenderer(options: FontCatalogOptions = {}): ManifestRenderer {
  const shaper = createLineShaper(createFontCatalog(options));
  let helvetica: Promise<Helvetica> | undefined;
  return {
    async renderManifest(paper) {
      helvetica ??= loadHelvetica();
      const latin = await helvetica;
      const code = manifestCodeOf(paper.number);
      const symbol = bitsOf(barcodeModules('code128', code));
      const layout = layoutManifest(paper, symbol.modules);
      const labelFont = createLabelFont();
      const watermark = layout.watermark === null ? [] : [drawWatermark(layout.watermark, layout, latin)];
      const pages = layout.pages.map(({ bars, texts, code: box }) => {
        const drawn = drawPage({ dpi: layout.dpi, page: layout.page, bars, texts }, box === null ? null : { box, ...symbol }, latin, shaper, labelFont);
        return { widthPt: pointsOf(layout.page.width, layout.dpi), heightPt: pointsOf(layout.page.height, layout.dpi), operators: [...watermark, drawn.operators].join('\n') };
      });
      const pdf = await writePdf({ title: `${paper.practice ? 'PRACTICE ' : ''}Manifest ${code} ${paper.carrier}`, subject: code, pages }, labelFont);
      return { pdf, sha256: createHash('sha256').update(pdf).digest('hex'), pages: pages.length };
    },
  };
}

/** Share of the page's diagonal that the word takes. */
const watermarkShare = 0.62;
/** 0 black, 1 white: light enough that everything over it can be read and scanned. */
const watermarkGrey = 0.87;

/** From the lower left towards the upper right, behind everything: drawn first. */
function drawWatermark(text: string, { page, dpi }: ManifestLayout, helvetica: Helvetica): string {
  const width = pointsOf(page.width, dpi);
  const height = pointsOf(page.height, dpi);
  const angle = Math.atan2(height, width);
  const length = Math.hypot(width, height) * watermarkShare;
  const size = length / helvetica.widthOf(text, 'bold');
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // The middle of the capitals on the middle of the page.
  const x = width / 2 - (length / 2) * cos + size * 0.36 * sin;
  const y = height / 2 - (length / 2) * sin - size * 0.36 * cos;
  return `q ${watermarkGrey} g BT /${FONT_NAMES.bold} ${number(size)} Tf ${[cos, sin, -sin, cos, x, y].map(number).join(' ')} Tm <${helvetica.encode(text)}> Tj ET Q`;
}
