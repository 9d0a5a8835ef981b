import { describe, expect, it } from 'vitest';
import { isBounce } from '../../../src/shared/domain/scan/bounce.ts';

const ean = '4006381333931';

describe('two reads of one code', () => {
  it.each([
    ['at the same instant', 0, true],
    ['599 ms apart', 599, true],
    ['600 ms apart', 600, false],
    ['ten seconds apart', 10_000, false],
    ['with a clock that went back', -5, false],
  ])('%s are a bounce: %s', (_name, laterMs, expected) => {
    expect(isBounce({ text: ean, atMs: 1000 }, { text: ean, atMs: 1000 + laterMs })).toBe(expected);
  });

  it('of two different codes are never a bounce', () => {
    expect(isBounce({ text: ean, atMs: 1000 }, { text: '4006381333932', atMs: 1001 })).toBe(false);
  });

  it('need a first one', () => {
    expect(isBounce(null, { text: ean, atMs: 1000 })).toBe(false);
  });
});
