import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { labelMedia } from '../../src/shared/domain/label/media.ts';
import { createLabelRenderer } from '../../src/main/labels/label-pdf.ts';
import { aLabelContent, anAddress, longestAddress } from '../domain/label/label-content.ts';
import { addressesByScript } from './addresses.ts';
import { checkStructure, isInstalled, textOf } from './raster.ts';

const renderer = createLabelRenderer();
const paper = { media: '4x6in', dpi: 203 } as const;
const poppler = isInstalled('pdftotext') ? '' : ' (skipped: pdftotext is not installed)';
const qpdf = isInstalled('qpdf') ? '' : ' (skipped: qpdf is not installed)';
/** pdftotext marks the direction of what it found; the letters are what counts. */
const words = (text: string): string[] => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').split(/\s+/).filter((word) => word !== '');

describe('a label file', () => {
  it.each([
    ['4x6in', 203, 101.6, 152.4], ['4x6in', 300, 101.6, 152.4], ['A6', 203, 105, 148], ['A6', 300, 105, 148], ['A6', 600, 105, 148],
  ] as const)('is one page of the size of %s at %i dpi', async (media, dpi, widthMm, heightMm) => {
    const label = await renderer.renderLabel(aLabelContent(), { media, dpi });
    const document = await PDFDocument.load(label.pdf);
    expect(document.getPageCount()).toBe(1);
    const { width, height } = document.getPage(0).getSize();
    expect([width, height]).toEqual([label.widthPt, label.heightPt]);
    const dotMm = 25.4 / dpi;
    expect(Math.abs((width * 25.4) / 72 - widthMm)).toBeLessThan(dotMm);
    expect(Math.abs((height * 25.4) / 72 - heightMm)).toBeLessThan(dotMm);
  });

  it('has the hash of its bytes, and the same bytes on every run, whatever was drawn before', async () => {
    const arabic = aLabelContent({ shipTo: addressesByScript.find(([script]) => script === 'Arabic')?.[1] ?? anAddress() });
    const first = await createLabelRenderer().renderLabel(arabic, paper);
    expect(first.sha256).toBe(createHash('sha256').update(first.pdf).digest('hex'));
    for (const [, shipTo] of addressesByScript) await renderer.renderLabel(aLabelContent({ shipTo }), paper);
    expect((await renderer.renderLabel(arabic, paper)).sha256).toBe(first.sha256);
  });

  it('changes with every word on it', async () => {
    const hashes = await Promise.all([{}, { orderNumber: 'X' }, { parcelIndex: 2 }, { practice: true }, { shipTo: anAddress({ postcode: '10406' }) }]
      .map(async (overrides) => (await renderer.renderLabel(aLabelContent(overrides), paper)).sha256));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it.skipIf(qpdf !== '')(`has no structural error${qpdf}`, async () => {
    for (const [, shipTo] of addressesByScript) {
      const { pdf } = await renderer.renderLabel(aLabelContent({ shipTo, practice: true }), paper);
      expect(checkStructure(pdf)).toContain('No syntax or stream encoding errors found');
    }
  });

  it.each(labelMedia)('stays within 20 kB for the longest texts in every script on %s', async (media) => {
    for (const [script, address] of addressesByScript) {
      const doubled = { ...address, lines: [...address.lines, ...address.lines, address.name], company: address.name };
      const { pdf } = await renderer.renderLabel(aLabelContent({ shipTo: doubled, shipFrom: address }), { media, dpi: 300 });
      expect(pdf.length, script).toBeLessThanOrEqual(20_000);
    }
  });

  it('leaves nothing out of an ordinary address', async () => {
    for (const [, shipTo] of addressesByScript) {
      expect(await renderer.renderLabel(aLabelContent({ shipTo }), { media: 'A6', dpi: 203 })).toMatchObject({ missing: [], shortened: [] });
    }
  });

  it('names what had to be cut, and keeps name, postcode and country even then', async () => {
    const shipTo = { ...longestAddress, lines: longestAddress.lines.map((line) => line.repeat(4)) };
    const label = await renderer.renderLabel(aLabelContent({ shipTo, practice: true }), { media: 'A6', dpi: 203 });
    expect(label.shortened).toEqual(['to']);
  });
});

describe('the text of a label', () => {
  it.skipIf(poppler !== '')(`can be read back from the file${poppler}`, async () => {
    const { pdf } = await renderer.renderLabel(aLabelContent({ carrierName: 'Carrier One', practice: true }), paper);
    const text = textOf(pdf);
    for (const part of ['PRACTICE – DO NOT SHIP', 'Carrier One', 'Kontor & Söhne GmbH', 'Anna-Lena Müller', '10405 Berlin', 'GERMANY', '302-1234567-7654321', '1/2', '(00) 395011015300000011']) {
      expect(text).toContain(part);
    }
  });

  it.skipIf(poppler !== '').each(addressesByScript)(`in %s can be read back from the file${poppler}`, async (_, shipTo) => {
    const { pdf } = await renderer.renderLabel(aLabelContent({ shipTo }), paper);
    const found = words(textOf(pdf)).join(' ');
    for (const line of [shipTo.name, ...shipTo.lines, shipTo.city, shipTo.postcode]) {
      // Brackets and digits inside right-to-left text come back in the order of the page.
      for (const word of words(line.replace(/[(),]/g, ' '))) expect(found).toContain(word);
    }
  });

  it('shows a box for a character no font has, and reports it', async () => {
    const label = await renderer.renderLabel(aLabelContent({ shipTo: anAddress({ name: 'Zoë 😀 ჯ' }) }), paper);
    expect(label.missing).toEqual(['😀', 'ჯ']);
  });

  it('comes out with boxes, not with an error, when the fonts are not there at all', async () => {
    const bare = createLabelRenderer({ fontsDirectory: '/nowhere/fonts' });
    const label = await bare.renderLabel(aLabelContent({ shipTo: anAddress({ name: 'Łódź' }) }), paper);
    expect(label.missing).toContain('Ł');
  });

  it('survives a font cache too small for one label', async () => {
    const chinese = aLabelContent({ shipTo: addressesByScript.find(([script]) => script === 'Chinese')?.[1] ?? anAddress() });
    const tiny = createLabelRenderer({ mostOpenFiles: 2 });
    expect((await tiny.renderLabel(chinese, paper)).sha256).toBe((await renderer.renderLabel(chinese, paper)).sha256);
  });
});

describe('whatever a buyer writes', () => {
  const character = fc.oneof(
    fc.constantFrom(...'\u0600\u064b\u0651\u0670\u200c\u200d\u0640\u0e33\u0e48\u0e49\u0e40\u094d\u093f\u0930\u0915\u0937\u093c\u05b8\u05c1\u0301\u0323\ufe0f\u3099('),
    fc.integer({ min: 0x0590, max: 0x07bf }).map((code) => String.fromCodePoint(code)),
    fc.integer({ min: 0x0900, max: 0x0eff }).map((code) => String.fromCodePoint(code)),
    fc.integer({ min: 0x20, max: 0x24ff }).map((code) => String.fromCodePoint(code)),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  const text = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(''));

  it('a label comes out of it', async () => {
    await fc.assert(fc.asyncProperty(text, text, text, fc.constantFrom('DE', 'JP', 'KR', 'AE', ''), async (name, line, city, countryCode) => {
      const { pdf } = await renderer.renderLabel(aLabelContent({ shipTo: { name, lines: [line, name], postcode: '1', city, countryCode } }), paper);
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    }), { numRuns: 300 });
  });
});
