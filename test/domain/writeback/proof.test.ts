import { describe, expect, it } from 'vitest';
import { sight } from '../../../src/shared/domain/writeback/proof.ts';
import type { SeenDispatch } from '../../../src/shared/domain/writeback/write-back.ts';
import { aNotice } from '../../writeback/support/a-write-back.ts';

const notice = aNotice({ lines: [{ lineId: 'a', quantity: 2 }, { lineId: 'b', quantity: 1 }] });
const seen = (lines?: SeenDispatch['lines'], packageReference = 'theirs'): SeenDispatch => ({ packageReference, carrier: 'DHL', trackingNumber: notice.trackingNumber, ...(lines === undefined ? {} : { lines }) });
const a2 = { lineId: 'a', quantity: 2 };
const b1 = { lineId: 'b', quantity: 1 };

describe('our number at the channel', () => {
  it.each<[string, readonly SeenDispatch[], string]>([
    ['without contents', [seen()], 'same'],
    ['with an empty list of contents', [seen([])], 'same'],
    ['for all that left', [seen([a2, b1])], 'same'],
    ['for all that left, from two places', [seen([a2]), seen([b1], 'theirs too')], 'same'],
    ['for one of two places', [seen([a2])], 'absent'],
    ['for one unit of two', [seen([{ lineId: 'a', quantity: 1 }, b1])], 'absent'],
    ['for all, once with contents and once without', [seen([a2]), seen(undefined, 'x')], 'same'],
    ['with contents in ids of the channel’s own', [seen([{ lineId: 'unit-1', quantity: 1 }])], 'same'],
    ['under our own reference, for a part', [seen([a2], '1')], 'absent'],
  ])('%s', (_, shown, kind) => {
    expect(sight(notice, shown).kind).toBe(kind);
  });

  it('for a part is no stranger’s package', () => {
    expect(sight(notice, [seen([a2])])).toEqual({ kind: 'absent', foreign: [] });
  });
});
