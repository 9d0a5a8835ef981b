import { describe, expect, it } from 'vitest';
import { asStillHere, withoutLeftOut } from '../../../src/shared/domain/gate/still-here.ts';
import { aStanding, aStandingLine, cancelledBy } from '../../support/builders.ts';

const shipped = aStanding({ state: 'shipped', lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 2 })] });

describe('an order whose box was opened again after the channel was told', () => {
  it('is to be packed once more, as much of it as was told', () => {
    expect(asStillHere(shipped, [{ lineId: 'line-1', quantity: 2 }])).toMatchObject({ state: 'open', lines: [{ quantityToPack: 2, quantityShipped: 0 }] });
  });

  it('keeps as shipped what left by another way', () => {
    expect(asStillHere(shipped, [{ lineId: 'line-1', quantity: 1 }])).toMatchObject({ state: 'partly-shipped', lines: [{ quantityToPack: 1, quantityShipped: 1 }] });
  });

  it('is left alone while nothing of it was told, and while the channel does not say shipped', () => {
    expect(asStillHere(shipped, [])).toBe(shipped);
    const open = aStanding();
    expect(asStillHere(open, [{ lineId: 'line-1', quantity: 1 }])).toBe(open);
  });

  it('stays cancelled', () => {
    const cancelled = { ...shipped, state: 'cancelled' as const, cancellation: cancelledBy() };
    expect(asStillHere(cancelled, [{ lineId: 'line-1', quantity: 2 }])).toBe(cancelled);
  });
});

describe('what a lead let the box go without', () => {
  it('is not wanted in it, however many the channel counts', () => {
    const standing = aStanding({ lines: [aStandingLine({ quantityToPack: 3 }), aStandingLine({ lineId: 'line-2', quantityToPack: 1 })] });
    expect(withoutLeftOut(standing, new Map([['line-1', 2]])).lines.map((line) => line.quantityToPack)).toEqual([2, 1]);
  });

  it('never makes the channel’s own number larger', () => {
    expect(withoutLeftOut(aStanding(), new Map([['line-1', 5]])).lines[0]?.quantityToPack).toBe(1);
  });
});
