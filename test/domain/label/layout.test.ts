import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { layoutLabel } from '../../../src/shared/domain/label/layout.ts';
import type { LabelLayout } from '../../../src/shared/domain/label/layout.ts';
import type { Box } from '../../../src/shared/domain/label/sheet.ts';
import { labelDpis, labelMedia, pageDots, QUIET_ZONE_MODULES } from '../../../src/shared/domain/label/media.ts';
import { aLabelContent, anAddress, longestAddress } from './label-content.ts';

const papers = labelMedia.flatMap((medium) => labelDpis.map((dpi) => ({ medium, dpi })));

describe.each(papers)('a label on $medium at $dpi dpi', ({ medium, dpi }) => {
  const layout = layoutLabel(aLabelContent(), medium, dpi);
  const mmOf = (dots: number): number => (dots * 25.4) / dpi;
  const symbol = symbolOf(layout);

  it('has a module of whole dots between 0.495 and 0.940 mm', () => {
    expect(Number.isInteger(symbol.moduleDots)).toBe(true);
    expect(mmOf(symbol.moduleDots)).toBeGreaterThanOrEqual(0.495);
    expect(mmOf(symbol.moduleDots)).toBeLessThanOrEqual(0.94);
    expect(symbol.width).toBe(156 * symbol.moduleDots);
  });

  it('has bars of at least 32 mm', () => {
    expect(mmOf(symbol.height)).toBeGreaterThanOrEqual(32);
  });

  it('keeps the symbol with its quiet zones on the page', () => {
    const quiet = QUIET_ZONE_MODULES * symbol.moduleDots;
    expect(symbol.x).toBeGreaterThanOrEqual(quiet);
    expect(symbol.x + symbol.width + quiet).toBeLessThanOrEqual(layout.page.width);
  });

  it('prints nothing below the symbol but its own digits', () => {
    const below = [...layout.texts, ...layout.bars].filter((box) => box.y >= symbol.y);
    expect(below.map((box) => ('id' in box ? box.id : box.kind))).toEqual(['hri']);
    expect(layout.texts.find(({ id }) => id === 'hri')?.paragraphs.map(({ text }) => text)).toEqual(['(00) 395011015300000011']);
  });

  it('puts everything on whole dots', () => {
    for (const { x, y, width, height } of [symbol, ...layout.bars, ...layout.texts]) {
      expect([x, y, width, height].every(Number.isInteger)).toBe(true);
    }
  });
});

describe('the page', () => {
  it('is 812 by 1218 dots for 4 x 6 inches at 203 dpi', () => {
    expect(pageDots('4x6in', 203)).toEqual({ width: 812, height: 1218 });
  });
  it.each(papers)('of $medium at $dpi dpi is never larger than the paper and less than a dot smaller', ({ medium, dpi }) => {
    const { widthMm, heightMm } = { '4x6in': { widthMm: 101.6, heightMm: 152.4 }, A6: { widthMm: 105, heightMm: 148 } }[medium];
    const page = pageDots(medium, dpi);
    for (const [dots, mm] of [[page.width, widthMm], [page.height, heightMm]] as const) {
      const left = (mm * dpi) / 25.4 - dots;
      expect(left).toBeGreaterThan(-1e-6);
      expect(left).toBeLessThan(1);
    }
  });
});

describe('no text comes near the bars', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 });
  const address = fc.record({
    name: text, company: text, lines: fc.array(text, { maxLength: 5 }), postcode: text, city: text, region: text,
    countryCode: fc.constantFrom('DE', 'US', 'GB', 'JP', 'AE', 'XX', ''), phone: text,
  });
  it('whatever the label says', () => {
    fc.assert(fc.property(
      address, text, text, text, fc.boolean(), fc.constantFrom(...papers), fc.array(fc.record({ title: text, text }), { maxLength: 4 }),
      (shipTo, orderNumber, carrierName, storeName, practice, { medium, dpi }, references) => {
        const layout = layoutLabel(aLabelContent({ shipTo, shipFrom: shipTo, orderNumber, carrierName, storeName, practice, references }), medium, dpi);
        const symbol = symbolOf(layout);
        const quiet = QUIET_ZONE_MODULES * symbol.moduleDots;
        const kept: Box = { x: symbol.x - quiet, y: symbol.y, width: symbol.width + 2 * quiet, height: symbol.height };
        const page: Box = { x: 0, y: 0, width: layout.page.width, height: layout.page.height };
        for (const box of [...layout.texts, ...layout.bars]) {
          expect(overlap(box, kept)).toBe(false);
          expect(contains(page, box)).toBe(true);
          expect(box.width > 0 && box.height > 0).toBe(true);
        }
      },
    ), { numRuns: 200 });
  });

  it.each(papers)('and no two texts share a place on $medium at $dpi dpi', ({ medium, dpi }) => {
    for (const content of [aLabelContent(), aLabelContent({ practice: true, shipTo: longestAddress, references: [{ title: 'Route', text: 'B12' }, { title: 'Customer', text: '4711' }] })]) {
      const { texts } = layoutLabel(content, medium, dpi);
      texts.forEach((one, i) => {
        for (const other of texts.slice(i + 1)) expect(overlap(one, other), `${one.id} and ${other.id}`).toBe(false);
      });
    }
  });
});

describe('what the label says', () => {
  const textOf = (layout: LabelLayout, id: string): string[] => layout.texts.filter((block) => block.id === id).flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));

  it('names sender, recipient, order, carrier, service, store and which parcel of how many', () => {
    const layout = layoutLabel(aLabelContent({ carrierName: 'Carrier One', serviceName: 'Express' }), '4x6in', 203);
    expect(textOf(layout, 'from')).toEqual(['Versandlager Nord', 'Kontor & Söhne GmbH', 'Hafenstraße 12', '20457 Hamburg']);
    expect(textOf(layout, 'to')).toEqual(['Anna-Lena Müller', 'Müller Feinkost', 'Prenzlauer Allee 234', 'Hinterhaus, 3. OG links', '10405 Berlin', 'GERMANY', 'Tel +49 30 5550123']);
    expect(textOf(layout, 'carrier')).toEqual(['Carrier One', 'Express']);
    expect(textOf(layout, 'order-number')).toEqual(['302-1234567-7654321']);
    expect(textOf(layout, 'country')).toEqual(['DE']);
    expect(textOf(layout, 'postcode')).toEqual(['10405']);
    expect(textOf(layout, 'parcel')).toEqual(['1/2']);
    expect(textOf(layout, 'weight')).toEqual(['1.25 kg']);
  });

  it('says of every printed line which group of data it comes from', () => {
    const { texts } = layoutLabel(aLabelContent(), '4x6in', 203);
    expect(new Set(texts.map(({ source }) => source))).toEqual(new Set(['sender', 'recipient', 'order', 'delivery']));
  });

  it('shouts PRACTICE on the practice site and nowhere else', () => {
    expect(textOf(layoutLabel(aLabelContent({ practice: true }), 'A6', 203), 'practice')).toEqual(['PRACTICE – DO NOT SHIP']);
    expect(textOf(layoutLabel(aLabelContent(), 'A6', 203), 'practice')).toEqual([]);
  });

  it.each(['range', 'api'] as const)('shows the carrier number beside the SSCC in tracking mode %s', (mode) => {
    const layout = layoutLabel(aLabelContent({ tracking: { mode, number: 'CC 123 456 785 DE' } }), '4x6in', 203);
    expect(textOf(layout, 'tracking')).toEqual(['CC 123 456 785 DE']);
    expect(layout.symbol).not.toBeNull();
  });

  it('shows a carrier number alone where the parcel has no SSCC', () => {
    const layout = layoutLabel(aLabelContent({ sscc: null, tracking: { mode: 'api', number: '1Z999AA10123456784' } }), '4x6in', 203);
    expect(textOf(layout, 'tracking')).toEqual(['1Z999AA10123456784']);
    expect(layout.symbol).toBeNull();
  });

  it.each([
    ['an SSCC label without an SSCC', { sscc: null, tracking: { mode: 'sscc', number: '' } }, /without an SSCC/],
    ['a tracking number that is not the SSCC', { tracking: { mode: 'sscc', number: '376104250021234569' } }, /is the SSCC itself/],
    ['parcel 3 of 2', { parcelIndex: 3, parcelCount: 2 }, /parcel 3 of 2 does not exist/],
  ] as const)('refuses %s', (_, overrides, message) => {
    expect(() => layoutLabel(aLabelContent(overrides), '4x6in', 203)).toThrow(message);
  });

  it.each([
    ['US', { city: 'Seattle', region: 'WA', postcode: '98101-1234' }, ['Seattle, WA 98101-1234', 'UNITED STATES']],
    ['GB', { city: 'London', postcode: 'SW1A 1AA' }, ['London', 'SW1A 1AA', 'UNITED KINGDOM']],
    ['FR', { city: 'Lyon', postcode: '69002' }, ['69002 Lyon', 'FRANCE']],
    ['CA', { city: 'Toronto', region: 'ON', postcode: 'M5V 2T6' }, ['Toronto ON M5V 2T6', 'CANADA']],
    ['JP', { city: '千代田区', region: '東京都', postcode: '100-6612' }, ['100-6612 東京都 千代田区', 'JAPAN']],
    ['IT', { city: 'Milano', region: 'MI', postcode: '20121' }, ['20121 Milano', 'MI', 'ITALY']],
    ['XX', { city: 'Nowhere', postcode: '' }, ['Nowhere', 'XX']],
  ] as const)('writes the postal line the way %s does', (countryCode, place, expected) => {
    const shipTo = { name: 'N', lines: ['L'], countryCode, ...place };
    expect(textOf(layoutLabel(aLabelContent({ shipTo }), '4x6in', 203), 'to').slice(2)).toEqual(expected);
  });

  it('drops line breaks, control characters and direction overrides from what others wrote', () => {
    const shipTo = anAddress({ name: 'A\u202Eevil\u202C\r\nB\u0000C\u2066' });
    expect(textOf(layoutLabel(aLabelContent({ shipTo }), '4x6in', 203), 'to')[0]).toBe('Aevil B C');
  });
});

function symbolOf(layout: LabelLayout): NonNullable<LabelLayout['symbol']> {
  if (layout.symbol === null) throw new Error('the label has no symbol');
  return layout.symbol;
}

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const contains = (outer: Box, box: Box): boolean =>
  box.x >= outer.x && box.y >= outer.y && box.x + box.width <= outer.x + outer.width && box.y + box.height <= outer.y + outer.height;
