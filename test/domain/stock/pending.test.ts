import { describe, expect, it } from 'vitest';
import { unitsPending } from '../../../src/shared/domain/stock/pending.ts';
import type { ParcelState } from '../../../src/shared/domain/parcel/parcel.ts';
import { aCheckedOrder, aLineDraft, cancelledBy } from '../../support/builders.ts';
import { aParcel } from '../../power/parts.ts';

const line = (change: Parameters<typeof aLineDraft>[0] = {}) => aLineDraft({ lineId: 'L1', sku: 'MUG', quantity: 5, ...change });
const order = (lines = [line()], change: Parameters<typeof aCheckedOrder>[1] = {}) => aCheckedOrder('shop', { lines, ...change }).order;
const box = (state: ParcelState, packed: number, lineId = 'L1') => ({ ...aParcel(), state, lines: [{ ...aParcel().lines[0]!, lineId, packed }] });

describe('what an order still takes off the shelf', () => {
  it.each<[string, ReturnType<typeof order>, readonly ReturnType<typeof box>[], number]>([
    ['all of it', order(), [], 5],
    ['not what the channel cancelled', order([line({ quantityCancelled: 2 })]), [], 3],
    ['not what the channel shows as shipped', order([line({ quantityShipped: 4 })], { state: 'partly-shipped' }), [], 1],
    ['not what left here, though no channel says so yet', order(), [box('dispatched', 3)], 2],
    ['what left and is shown counts once', order([line({ quantityShipped: 3 })]), [box('confirmed', 3)], 2],
    ['several boxes add up', order(), [box('posted', 2), box('dispatched', 2)], 1],
    ['an open box is on the shelf still', order(), [box('open', 5)], 5],
    ['so is a stopped one', order(), [box('stopped', 5)], 5],
    ['a box of another line is no box of this', order(), [box('dispatched', 5, 'L2')], 5],
    ['nothing of an order that is shipped', order([line()], { state: 'shipped' }), [], 0],
    ['nothing of a cancelled one', order([line()], { cancellation: cancelledBy() }), [], 0],
    ['never less than nothing', order(), [box('dispatched', 9)], 0],
  ])('%s', (_name, given, boxes, expected) => {
    expect(unitsPending(given, boxes).get('MUG') ?? 0).toBe(expected);
  });

  it('two lines of one SKU are one number; a line without a SKU is none', () => {
    const both = unitsPending(order([line(), line({ lineId: 'L2', quantity: 2 }), line({ lineId: 'L3', sku: '' })]), []);
    expect([...both]).toEqual([['MUG', 7]]);
  });
});
