import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fitText } from '../../../src/shared/domain/label/fit-text.ts';
import type { FitRequest, TextFace } from '../../../src/shared/domain/label/fit-text.ts';

/** Every character is half an em wide: sums can be checked in the head. */
const face: TextFace = { ascent: 0.9, descent: 0.3, widthOf: (text) => [...text].length * 0.5 };
const request = (texts: string[], overrides: Partial<FitRequest> = {}): FitRequest => ({
  paragraphs: texts.map((text) => ({ text, weight: 'regular' })), width: 100, height: 60, mostSize: 20, wrapSize: 14, leastSize: 6, ...overrides,
});
const linesOf = (wanted: FitRequest): string[] => fitText(wanted, face).lines.map(({ text }) => text);

describe('text on a label', () => {
  it('keeps its largest size while it fits', () => {
    expect(fitText(request(['ten chars.']), face).lines).toMatchObject([{ size: 20, baseline: 18 }]);
  });

  it('shrinks before it wraps', () => {
    expect(fitText(request(['thirteen char']), face).lines).toMatchObject([{ text: 'thirteen char', size: 15 }]);
  });

  it('wraps, large again, when it would have to shrink too far', () => {
    expect(fitText(request(['twenty two characters!']), face).lines).toMatchObject([{ text: 'twenty two', size: 18 }, { text: 'characters!', size: 18 }]);
  });

  it('shrinks further rather than break a word', () => {
    expect(fitText(request(['a Kraftfahrzeughaftpflicht']), face).lines).toMatchObject([{ text: 'a', size: 8 }, { text: 'Kraftfahrzeughaftpflicht', size: 8 }]);
  });

  it('ends in an ellipsis when even the least size is too large, and says so', () => {
    const fitted = fitText(request(['x'.repeat(200)], { height: 7.2 }), face);
    expect(fitted).toMatchObject({ isShortened: true, lines: [{ size: 6 }] });
    expect(fitted.lines[0]?.text).toBe(`${'x'.repeat(32)}…`);
  });

  it('cuts a text that was broken at a hyphen without opening a gap there', () => {
    expect(linesOf(request(['Schwarzenberg-Wolfenbuettel-Hohenstein-Schwarzenfels'], { height: 7.2 }))).toEqual(['Schwarzenberg-Wolfenbuettel-Hohe…']);
    expect(linesOf(request(['one two three four five six seven eight nine ten eleven twelve thirteen'], { height: 14.4 }))).toEqual(['one two three four five six seven', 'eight nine ten eleven twelve thi…']);
  });

  it('gives the lines that must stay their place before the others', () => {
    const lines = linesOf({
      ...request([]), height: 14.4, paragraphs: [
        { text: 'company '.repeat(20).trim(), weight: 'regular' }, { text: 'street '.repeat(20).trim(), weight: 'regular' }, { text: '10405 Berlin', weight: 'bold', keep: true },
      ],
    });
    expect(lines).toEqual([expect.stringMatching(/^company .*…$/), '10405 Berlin']);
  });

  it('breaks Chinese and Thai, which have no blanks, between words', () => {
    expect(linesOf(request(['北京市朝阳区建国路八十八号现代城五号楼'], { leastSize: 12, mostSize: 12, wrapSize: 12 })).join('')).toBe('北京市朝阳区建国路八十八号现代城五号楼');
    expect(linesOf(request(['แขวงปทุมวันเขตปทุมวันกรุงเทพมหานคร'], { leastSize: 9, mostSize: 9, wrapSize: 9 })).length).toBe(2);
  });

  it('never leaves its box', () => {
    const paragraph = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 120 }).map((text) => text.replace(/\s+/g, ' ').trim()), weight: fc.constantFrom('regular' as const, 'bold' as const), scale: fc.constantFrom(0.8, 1, 1.2), keep: fc.boolean() });
    fc.assert(fc.property(fc.array(paragraph, { maxLength: 8 }), fc.integer({ min: 20, max: 300 }), fc.integer({ min: 1, max: 200 }), (paragraphs, width, height) => {
      const { lines, height: used } = fitText({ paragraphs, width, height, mostSize: 17, wrapSize: 13, leastSize: 6 }, face);
      expect(used).toBeLessThanOrEqual(height + 1e-6);
      for (const { text, weight, size, baseline } of lines) {
        expect(baseline + size * face.descent).toBeLessThanOrEqual(height + 1e-6);
        expect(baseline - size * face.ascent).toBeGreaterThanOrEqual(-1e-6);
        expect(face.widthOf(text, weight) * size).toBeLessThanOrEqual(width + 1e-6);
      }
    }));
  });
});
