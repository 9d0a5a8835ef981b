import { describe, expect, it } from 'vitest';
import { layoutLabel } from '../../src/shared/domain/label/layout.ts';
import { labelMedia, QUIET_ZONE_MODULES } from '../../src/shared/domain/label/media.ts';
import { checkDigitOf } from '../../src/shared/domain/gs1/check-digit.ts';
import { createLabelRenderer } from '../../src/main/labels/label-pdf.ts';
import { buildSsccBits } from '../../src/main/labels/symbol-bits.ts';
import { aLabelContent, longestAddress, ssccOf } from '../domain/label/label-content.ts';
import { addressesByScript } from './addresses.ts';
import { decode, strip } from './decoder.ts';
import { decodeWithZbar, isInstalled, rasterise, rasterisers, runLengths } from './raster.ts';

const renderer = createLabelRenderer();
const papers = labelMedia.flatMap((media) => ([203, 300] as const).map((dpi) => ({ media, dpi })));
const hasZbar = isInstalled('zbarimg');

for (const rasteriser of rasterisers) {
  const missing = isInstalled(rasteriser) ? '' : ` (skipped: ${rasteriser} is not installed)`;
  describe.skipIf(missing !== '')(`the printed symbol, rasterised by ${rasteriser}${missing}`, () => {
    describe.each(papers)('on $media at $dpi dpi', ({ media, dpi }) => {
      const content = aLabelContent({ shipTo: longestAddress, shipFrom: longestAddress, practice: true });
      const drawn = renderer.renderLabel(content, { media, dpi }).then(({ pdf }) => rasterise(pdf, dpi, rasteriser));
      const { symbol, page } = layoutLabel(content, media, dpi);
      if (symbol === null) throw new Error('the label has no symbol');
      const quiet = QUIET_ZONE_MODULES * symbol.moduleDots;

      it('has only stretches of whole modules, on the dots the layout chose', async () => {
        const raster = await drawn;
        expect([raster.width, raster.height]).toEqual([page.width, page.height]);
        const { first, runs } = runLengths(raster, symbol.y + Math.floor(symbol.height / 2), symbol.x - quiet, symbol.x + symbol.width + quiet);
        expect(first).toBe(symbol.x);
        expect(runs.filter((run) => run % symbol.moduleDots !== 0)).toEqual([]);
        expect(runs.reduce((sum, run) => sum + run, 0)).toBe(symbol.width);
        // Start, FNC1, ten pairs, check: 13 characters of 6 elements, and a stop of 7.
        expect(runs).toHaveLength(85);
      });

      it('has the same bars in every row and nothing in its quiet zones', async () => {
        const raster = await drawn;
        const middle = runLengths(raster, symbol.y + Math.floor(symbol.height / 2), symbol.x - quiet, symbol.x + symbol.width + quiet);
        for (let y = symbol.y; y < symbol.y + symbol.height; y++) {
          expect(runLengths(raster, y, symbol.x - quiet, symbol.x + symbol.width + quiet)).toEqual(middle);
        }
      });

      it('is read by zxing as GS1-128 with application identifier 00', async () => {
        expect(await decode(await drawn)).toEqual([`]C100${symbol.sscc}`]);
      });

      it.skipIf(!hasZbar)(`is read by zbar${hasZbar ? '' : ' (skipped: zbarimg is not installed)'}`, async () => {
        const xml = decodeWithZbar(await drawn);
        expect(xml).toContain(`00${symbol.sscc}`);
        expect(xml).toMatch(/modifiers='[^']*GS1/);
      });
    });
  });
}

const poppler = isInstalled('pdftoppm') ? '' : ' (skipped: pdftoppm is not installed)';
it.skipIf(poppler !== '').each(addressesByScript)(`nothing but white surrounds the bars of a label in %s${poppler}`, async (_, address) => {
  const content = aLabelContent({ shipTo: address, shipFrom: address });
  const { pdf } = await renderer.renderLabel(content, { media: 'A6', dpi: 203 });
  const raster = rasterise(pdf, 203, 'pdftoppm');
  const { symbol } = layoutLabel(content, 'A6', 203);
  if (symbol === null) throw new Error('the label has no symbol');
  const quiet = QUIET_ZONE_MODULES * symbol.moduleDots;
  for (let y = symbol.y - 4; y < symbol.y + symbol.height; y++) {
    const { first, runs } = runLengths(raster, y, symbol.x - quiet, symbol.x + symbol.width + quiet);
    if (y < symbol.y) expect(first).toBe(-1);
    else expect([first, runs.length]).toEqual([symbol.x, 85]);
  }
  expect(await decode(strip(raster, symbol.y, symbol.height))).toHaveLength(1);
});

it('a hundred SSCCs are each read back by zxing as what they are', async () => {
  // Spread over extension digits and prefixes by a fixed step, so that a failure can be repeated.
  for (let i = 0n; i < 100n; i++) {
    const body = (i * 1_010_101_010_101_011n + 39_501_101_530_000_001n).toString().padStart(17, '0').slice(-17);
    const sscc = ssccOf(`${body}${checkDigitOf(body)}`);
    const bits = buildSsccBits(sscc);
    const isBar = (module: number): boolean => module >= 0 && module < 156 && ((bits[module >> 3] ?? 0) & (0x80 >> (module & 7))) !== 0;
    expect(await decode({ width: 176 * 3, height: 20, isBlack: (x) => isBar(Math.floor(x / 3) - 10) })).toEqual([`]C100${sscc}`]);
  }
});
