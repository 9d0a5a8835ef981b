import { describe, expect, it } from 'vitest';
import { foreignPackage } from '../../../src/shared/domain/gate/foreign-package.ts';
import type { SeenDispatch } from '../../../src/shared/domain/order/seen-dispatch.ts';
import { aCheckedOrder, aLineDraft, cancelledBy } from '../../support/builders.ts';

const theirs = (lines?: SeenDispatch['lines'], trackingNumber = 'THEIRS'): SeenDispatch => ({ packageReference: '9', carrier: 'UPS', trackingNumber, ...(lines === undefined ? {} : { lines }) });
const ours = (lines?: SeenDispatch['lines']): SeenDispatch => theirs(lines, 'OURS');
const found = (lines: ReturnType<typeof aLineDraft>[], packages: readonly SeenDispatch[]): string | null =>
  foreignPackage(aCheckedOrder('shop', { lines, packages }).order, (number) => number.startsWith('OURS'))?.trackingNumber ?? null;
const mug = (overrides = {}) => aLineDraft({ quantity: 2, ...overrides });
const kettle = (overrides = {}) => aLineDraft({ lineId: 'line-2', sku: 'KETTLE', ...overrides });

describe('a package of another hand', () => {
  it.each<[string, ReturnType<typeof aLineDraft>[], SeenDispatch[], string | null]>([
    ['with goods that nobody counts as shipped', [mug()], [theirs([{ lineId: 'line-1', quantity: 2 }])], 'THEIRS'],
    ['of unknown contents, where nothing is counted as shipped', [mug()], [theirs()], 'THEIRS'],
    ['with one unit of two, not counted', [mug()], [theirs([{ lineId: 'line-1', quantity: 1 }])], 'THEIRS'],
    ['with goods that are counted as shipped', [mug({ quantityShipped: 1 })], [theirs([{ lineId: 'line-1', quantity: 1 }])], null],
    ['with another line, which is counted as shipped', [mug(), kettle({ quantityShipped: 1 })], [theirs([{ lineId: 'line-2', quantity: 1 }])], null],
    ['of unknown contents in an order that is partly shipped', [mug(), kettle({ quantityShipped: 1 })], [theirs()], null],
    ['beside one that was counted', [mug(), kettle({ quantityShipped: 1 })], [theirs([{ lineId: 'line-2', quantity: 1 }]), theirs([{ lineId: 'line-1', quantity: 1 }], 'SECOND')], 'SECOND'],
    ['beside ours, which is what was counted', [mug({ quantityShipped: 1 })], [ours([{ lineId: 'line-1', quantity: 1 }]), theirs([{ lineId: 'line-1', quantity: 1 }])], 'THEIRS'],
    ['of an order of which nothing is left to pack', [mug({ quantityShipped: 2 })], [theirs([{ lineId: 'line-1', quantity: 2 }])], null],
    ['of an order that was cancelled', [mug({ quantityCancelled: 2, cancellation: cancelledBy() })], [theirs([{ lineId: 'line-1', quantity: 2 }])], null],
    ['that is ours', [mug()], [ours([{ lineId: 'line-1', quantity: 2 }])], null],
    ['that is not there', [mug()], [], null],
  ])('%s', (_name, lines, packages, trackingNumber) => {
    expect(found(lines, packages)).toBe(trackingNumber);
  });
});
