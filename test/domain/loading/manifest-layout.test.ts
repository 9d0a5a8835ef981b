import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutManifest, paginate } from '../../../src/shared/domain/loading/manifest-layout.ts';
import { totalsOf } from '../../../src/shared/domain/loading/manifest-paper.ts';
import { aManifestPaper, aManifestRow } from '../../labels/a-manifest.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);

describe('the pages of a manifest', () => {
  it('hold every parcel once and in order, and the signatures never stand alone', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 20, max: 40 }), fc.integer({ min: 20, max: 50 }), fc.integer({ min: 1, max: 12 }), (count, first, next, end) => {
        const pages = paginate(numbers(count), first, next, end);
        expect(pages.flat()).toEqual(numbers(count));
        pages.forEach((page, index) => expect(page.length).toBeLessThanOrEqual((index === 0 ? first : next) - (index === pages.length - 1 ? end : 0)));
        if (count > 0) expect(pages.at(-1)?.length).toBeGreaterThan(0);
      }),
    );
  });

  it.each([1, 23, 24, 25, 34, 35, 36, 80, 400])('of %i parcels keep everything on the paper, and nothing on top of the table', (parcels) => {
    const { page, pages } = layoutManifest(aManifestPaper(parcels, { practice: true }), 101);
    for (const { bars, texts } of pages) {
      for (const box of [...bars, ...texts]) {
        expect([box.x >= 0, box.y >= 0, box.x + box.width <= page.width, box.y + box.height <= page.height, box.width > 0]).toEqual([true, true, true, true, true]);
      }
      const rows = texts.filter(({ id }) => id.startsWith('row-'));
      const others = texts.filter(({ id }) => !id.startsWith('row-') && !id.startsWith('head-'));
      for (const row of rows) {
        const isUnderAnother = others.some((other) => row.x < other.x + other.width && other.x < row.x + row.width && row.y < other.y + other.height && other.y < row.y + row.height);
        expect([row.id, isUnderAnother]).toEqual([row.id, false]);
      }
    }
  });

  it('leave ten modules of white on both sides of the bar code', () => {
    const { page, pages } = layoutManifest(aManifestPaper(1), 101);
    const code = pages[0]?.code;
    if (code === null || code === undefined) throw new Error('the first page has no bar code');
    const module = code.width / 101;
    expect(Number.isInteger(module)).toBe(true);
    expect(page.width - code.x - code.width).toBeGreaterThanOrEqual(10 * module);
    const beside = [...(pages[0]?.texts ?? []), ...(pages[0]?.bars ?? [])].filter((box) => box.y < code.y + code.height && box.y + box.height > code.y && box.x + box.width > code.x - 10 * module);
    expect(beside).toEqual([]);
  });
});

describe('the totals of a manifest', () => {
  it('count what is known, and say how much that is', () => {
    const rows = [aManifestRow(1, { weightGrams: 500, carrierService: 'B', countryCode: 'AT' }), aManifestRow(2, { weightGrams: null, carrierService: 'A', countryCode: null }), aManifestRow(3, { weightGrams: 250, carrierService: 'B', countryCode: 'AT' })];
    expect(totalsOf(rows)).toEqual({
      parcels: 3,
      struckOut: 0,
      weightGrams: 750,
      weighed: 2,
      byService: [{ name: 'B', parcels: 2 }, { name: 'A', parcels: 1 }],
      byCountry: [{ name: 'AT', parcels: 2 }, { name: '–', parcels: 1 }],
    });
  });

  it('leave out what is struck out, and count it apart', () => {
    const rows = [aManifestRow(1), aManifestRow(2, { isStruckOut: true, countryCode: 'GB' }), aManifestRow(3)];
    expect(totalsOf(rows)).toMatchObject({ parcels: 2, struckOut: 1, weighed: 2, weightGrams: 2004 });
    expect(totalsOf(rows).byCountry.map(({ name }) => name)).not.toContain('GB');
  });
});
