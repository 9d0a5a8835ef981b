import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLineId, encodeLineId } from '../../../src/main/connectors/marketplaces/tiktok/lines.ts';

describe('the id of a line holds the ids of its units', () => {
  it.each([
    ['one unit', ['577086512123755123'], '577086512123755123'],
    ['neighbours', ['577086512123755123', '577086512123755124', '577086512123755130'], '577086512123755123+4+30'],
    ['any order of arrival', ['577086512123755130', '577086512123755123', '577086512123755124'], '577086512123755123+4+30'],
    ['a unit named twice', ['577086512123755123', '577086512123755123'], '577086512123755123'],
    ['ids of other lengths', ['1000000000000000000', '999999999999999999'], '999999999999999999,1000000000000000000'],
    ['nothing in common', ['177', '277'], '177,277'],
  ])('%s', (_what, ids, lineId) => {
    expect(encodeLineId(ids)).toBe(lineId);
    expect(new Set(decodeLineId(lineId))).toEqual(new Set(ids));
  });

  it('comes back whole, whatever the ids', () => {
    const digits = fc.stringMatching(/^[1-9]\d{14,18}$/);
    fc.assert(
      fc.property(fc.uniqueArray(digits, { minLength: 1, maxLength: 60 }), (ids) => {
        const decoded = decodeLineId(encodeLineId(ids));
        expect([...(decoded ?? [])].sort()).toEqual([...ids].sort());
        expect(encodeLineId([...ids].reverse())).toBe(encodeLineId(ids));
      }),
    );
  });

  it.each(['', 'one line', '577+', '+4', '577++4', '12+123', '12+2', '577,577', '1/2'])('%j is no line of ours', (text) => {
    expect(decodeLineId(text)).toBeNull();
  });
});
