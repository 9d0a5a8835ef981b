import { describe, expect, it } from 'vitest';
import { matchItem, nextLine } from '../../../src/shared/domain/parcel/match-item.ts';
import type { ParcelLine } from '../../../src/shared/domain/parcel/parcel.ts';

const aLine = (lineId: string, expected: number, packed: number, barcodes: readonly string[] = [lineId]): ParcelLine => ({ lineId, sku: lineId, title: lineId, barcodes, expected, packed });

describe('an item scanned into an open parcel', () => {
  it('counts on the line that has its code', () => {
    expect(matchItem([aLine('a', 1, 0), aLine('b', 2, 1)], ['b'])).toMatchObject({ kind: 'count', line: { lineId: 'b' } });
  });
  it('fills the first of two lines with the same goods, then the second, then is one too many', () => {
    const codes = ['x'];
    expect(matchItem([aLine('a', 1, 0, codes), aLine('b', 1, 0, codes)], codes)).toMatchObject({ kind: 'count', line: { lineId: 'a' } });
    expect(matchItem([aLine('a', 1, 1, codes), aLine('b', 1, 0, codes)], codes)).toMatchObject({ kind: 'count', line: { lineId: 'b' } });
    expect(matchItem([aLine('a', 1, 1, codes), aLine('b', 1, 1, codes)], codes)).toMatchObject({ kind: 'over', line: { lineId: 'b' } });
  });
  it('is refused when the order does not have it', () => {
    expect(matchItem([aLine('a', 1, 0)], ['z'])).toEqual({ kind: 'not-in-order' });
  });
  it('comes out again where the channel took a unit back', () => {
    expect(matchItem([aLine('a', 1, 2), aLine('b', 1, 0)], ['a'])).toMatchObject({ kind: 'take-out', line: { lineId: 'a' } });
  });
  it('waits while another item must come out first', () => {
    expect(matchItem([aLine('a', 1, 2), aLine('b', 1, 0)], ['b'])).toMatchObject({ kind: 'take-out-first', line: { lineId: 'a' } });
  });
});

describe('the next line to reach for', () => {
  it('is one that is begun, then the first, then none', () => {
    expect(nextLine([aLine('a', 1, 0), aLine('b', 2, 1)])?.lineId).toBe('b');
    expect(nextLine([aLine('a', 1, 0), aLine('b', 2, 0)])?.lineId).toBe('a');
    expect(nextLine([aLine('a', 1, 1)])).toBeNull();
  });
});
