import { createHash } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { formatSsccHri } from '../../src/shared/domain/gs1/sscc.ts';
import { manifestCodeOf } from '../../src/shared/domain/loading/manifest-paper.ts';
import { createManifestRenderer } from '../../src/main/labels/manifest-pdf.ts';
import { aManifestPaper, aManifestRow } from './a-manifest.ts';
import { decode, strip } from './decoder.ts';
import { checkStructure, isInstalled, rasterise, rasterisers, textOf } from './raster.ts';

const renderer = createManifestRenderer();
const poppler = isInstalled('pdftotext') ? '' : ' (skipped: pdftotext is not installed)';
const qpdf = isInstalled('qpdf') ? '' : ' (skipped: qpdf is not installed)';
/** ISO 216, A4, in points. */
const a4 = [595.28, 841.89] as const;
const sizes = [[1, 1], [40, 2], [400, 10]] as const;

describe('a manifest file', () => {
  it.each(sizes)('of %i parcels has %i pages, all of A4', async (parcels, pages) => {
    const manifest = await renderer.renderManifest(aManifestPaper(parcels));
    const document = await PDFDocument.load(manifest.pdf);
    expect([document.getPageCount(), manifest.pages]).toEqual([pages, pages]);
    for (const page of document.getPages()) {
      const { width, height } = page.getSize();
      expect([Math.abs(width - a4[0]) < 0.1, Math.abs(height - a4[1]) < 0.1]).toEqual([true, true]);
    }
  });

  it('has the hash of its bytes, and the same bytes on every run, whatever was drawn before', async () => {
    const first = await createManifestRenderer().renderManifest(aManifestPaper(40, { practice: true }));
    expect(first.sha256).toBe(createHash('sha256').update(first.pdf).digest('hex'));
    await renderer.renderManifest(aManifestPaper(7, { sender: { name: '佐藤', lines: ['神保町一丁目'], postcode: '101', city: '東京', countryCode: 'JP' } }));
    expect((await renderer.renderManifest(aManifestPaper(40, { practice: true }))).sha256).toBe(first.sha256);
  });

  it('changes with every word on it', async () => {
    const variants = [{}, { number: 13 }, { carrier: 'DPD' }, { practice: true }, { language: 'de' }, { closedAtMs: Date.UTC(2026, 10, 21, 16, 6) }, { closedBy: 'Kim' }, { timeZone: 'UTC' }, { benchName: 'Bench 2' }, { rows: [aManifestRow(1, { weightGrams: 7 })] }] as const;
    const hashes = await Promise.all(variants.map(async (overrides) => (await renderer.renderManifest(aManifestPaper(1, overrides))).sha256));
    expect(new Set(hashes).size).toBe(variants.length);
  });

  it.skipIf(qpdf !== '').each(sizes)(`of %i parcels has no structural error${qpdf}`, async (parcels) => {
    const { pdf } = await renderer.renderManifest(aManifestPaper(parcels, { practice: true }));
    expect(checkStructure(pdf)).toContain('No syntax or stream encoding errors found');
  });

  it('of 400 parcels stays small enough to be sent by mail', async () => {
    expect((await renderer.renderManifest(aManifestPaper(400))).pdf.length).toBeLessThan(100_000);
  });
});

describe.skipIf(poppler !== '')(`the text of a manifest${poppler}`, () => {
  const lines = async (parcels: number, overrides: Parameters<typeof aManifestPaper>[1] = {}): Promise<string[]> =>
    textOf((await renderer.renderManifest(aManifestPaper(parcels, overrides))).pdf).split('\n').map((line) => line.replace(/\s+/g, ' ').trim());

  it.each(sizes)('of %i parcels names each of them once, in order, on one line', async (parcels) => {
    const rows = (await lines(parcels)).filter((line) => /^\d+ 302-/.test(line));
    expect(rows).toEqual(
      aManifestPaper(parcels).rows.map((row) => {
        const weight = `${(row.weightGrams ?? 0) / 1000} kg`;
        return [row.position, row.channelOrderId, row.trackingNumber, row.sscc === null ? '' : formatSsccHri(row.sscc), row.carrierService, row.countryCode, weight].join(' ');
      }),
    );
  });

  it.each(sizes)('of %i parcels counts its %i pages, and is signed on the last of them, beside parcels', async (parcels, pages) => {
    const text = textOf((await renderer.renderManifest(aManifestPaper(parcels))).pdf).split('\f').slice(0, pages);
    expect(text.map((page) => /Page \d+ of \d+/.exec(page)?.[0])).toEqual(Array.from({ length: pages }, (_none, index) => `Page ${index + 1} of ${pages}`));
    expect(text.map((page) => [page.includes('DRIVER'), page.includes('WAREHOUSE'), page.includes('Signature')])).toEqual(text.map((_page, index) => Array<boolean>(3).fill(index === pages - 1)));
    expect(text.at(-1)).toMatch(/302-1234567-\d{7}/);
  });

  it('says who sends, with whom, when and in which zone, how many and how heavy', async () => {
    const text = (await lines(3)).join('\n');
    for (const part of ['Manifest 12', 'DHL', manifestCodeOf(12), 'Kontor & Söhne GmbH', 'Hafenstraße 12', '20457 Hamburg', '21 Nov 2026, 17:05 (Europe/Berlin, UTC+01:00)', 'Bench 1 · Alex', 'PARCELS 3', '3.006 kg', 'DE', 'By country']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('PRACTICE');
  });

  it('says which weights are missing instead of adding them as nothing', async () => {
    const text = (await lines(2, { rows: [aManifestRow(1), aManifestRow(2, { weightGrams: null })] })).join('\n');
    expect(text).toContain('1.001 kg (1 of 2 weighed)');
  });

  it('strikes out what must not travel any more, and tells the driver', async () => {
    const text = await lines(3, { rows: [aManifestRow(1), aManifestRow(2, { isStruckOut: true }), aManifestRow(3)] });
    expect(text.filter((line) => line.includes('DO NOT TAKE'))).toEqual([expect.stringContaining('302-1234567-7000002') as string]);
    expect(text.join('\n')).toContain('PARCELS 2 (1 struck out)');
  });

  it('adds up by service and by country', async () => {
    const text = (await lines(40)).join('\n');
    expect(text).toContain('Express 12:00 14 · Paket 13 · Paket International 13');
    expect(text).toContain('AT 8 · CH 8 · DE 8 · FR 8 · PL 8');
  });

  it('says on every page of the practice site that nothing travels', async () => {
    const { pdf, pages } = await renderer.renderManifest(aManifestPaper(40, { practice: true }));
    for (const page of textOf(pdf).split('\f').slice(0, pages)) expect(page).toContain('NO PARCEL OF THIS LIST TRAVELS');
  });

  it('is in the language of the station', async () => {
    const text = (await lines(1, { language: 'de' })).join('\n');
    for (const part of ['Ladeliste 12', 'ABSENDER', 'Sendungsnummer', '21.11.2026, 17:05 (Europe/Berlin, UTC+01:00)', 'Unterschrift', 'Seite 1 von 1']) expect(text).toContain(part);
  });

  it('spells a sender in any script', async () => {
    const sender = { name: 'ООО Ромашка', lines: ['ул. Ленина, 5'], postcode: '190000', city: 'Łódź', countryCode: 'PL' };
    expect((await lines(1, { sender })).join('\n')).toMatch(/ООО Ромашка[^]*Łódź/);
  });

  it('keeps a long order number and a long service inside their columns', async () => {
    const rows = [aManifestRow(1, { channelOrderId: 'WEB-ORDER-2026-11-21-000000000000001', carrierService: 'International Premium Express mit Nachnahme' })];
    const text = (await lines(1, { rows })).join('\n');
    // Two lines each, which stand beside those of the other column.
    for (const part of ['WEB-', 'ORDER-2026-11-21-000000000000001', 'International Premium', 'Express mit Nachnahme']) expect(text).toContain(part);
  });
});

for (const rasteriser of rasterisers) {
  const missing = isInstalled(rasteriser) ? '' : ` (skipped: ${rasteriser} is not installed)`;
  describe.skipIf(missing !== '')(`the bar code of a manifest, rasterised by ${rasteriser}${missing}`, () => {
    it.each([[1, 'MF000001', false], [999_999, 'MF999999', true], [1_234_567, 'MF1234567', true]] as const)('number %i reads %s at 300 dpi, practice %s', async (number, code, practice) => {
      const { pdf } = await renderer.renderManifest(aManifestPaper(40, { number, practice }));
      const raster = rasterise(pdf, 300, rasteriser);
      // The upper third of the page: bar code, title and sender.
      expect(await decode(strip(raster, 0, Math.floor(raster.height / 3)))).toEqual([`]C0${code}`]);
    });
  });
}

const rasteriser = rasterisers.find(isInstalled);
const none = rasteriser === undefined ? ' (skipped: no rasteriser is installed)' : '';
it.skipIf(none !== '').each([[true], [false]])(`a manifest of the practice site (%s) has a large grey word behind everything${none}`, async (practice) => {
  const { pdf } = await renderer.renderManifest(aManifestPaper(1, { practice }));
  const raster = rasterise(pdf, 100, rasteriser ?? 'pdftoppm');
  // Between the signatures and the footer of a short list there is nothing else.
  let dots = 0;
  for (let y = Math.floor(raster.height * 0.55); y < raster.height * 0.9; y++) for (let x = 0; x < raster.width; x++) if (raster.isBlack(x, y)) dots++;
  expect(dots > 100).toBe(practice);
});
