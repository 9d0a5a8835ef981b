import { describe, expect, it } from 'vitest';
import { deltaOf, differsSince, isLevelDue, onHandNow, sumOf, type StockLevelRow } from '../../../src/shared/domain/stock/stock-level.ts';
import { slowerMs } from '../../../src/shared/domain/stock/pace.ts';
import { hours, seconds } from '../../../src/shared/domain/units/instant.ts';

const now = 10_000_000_000;
const level = (change: Partial<StockLevelRow> = {}): StockLevelRow => ({
  sku: 'MUG',
  ...sumOf(10, 2, 1),
  published: { units: 7, atMs: now - 1000 },
  shown: null,
  refused: null,
  differsSinceMs: null,
  isDue: false,
  ...change,
});

describe('what is in the house', () => {
  it.each([
    ['nothing happened since the count', {}, 20],
    ['what left is gone', { dispatched: 3 }, 17],
    ['a box stopped after the count is here again', { dispatched: -2 }, 22],
    ['what a lead restocked is here', { dispatched: 3, restocked: 1 }, 18],
    ['what nobody found is not', { missing: 4 }, 16],
    ['more left than was counted', { dispatched: 25 }, -5],
  ])('%s', (_name, change, expected) => {
    expect(onHandNow({ sku: 'MUG', counted: 20, dispatched: 0, restocked: 0, missing: 0, ...change })).toBe(expected);
  });

  it.each([
    [10, 2, 1, 7],
    [10, 9, 1, 0],
    [10, 30, 0, 0],
    [-5, 0, 0, 0],
    [0, 0, 0, 0],
  ])('%i on hand, %i pending, %i kept back: %i may be sold', (onHand, pending, buffer, wanted) => {
    expect(sumOf(onHand, pending, buffer)).toEqual({ onHand, pending, buffer, wanted });
  });
});

describe('a level is told', () => {
  it.each<[string, Partial<StockLevelRow>, number | null, boolean]>([
    ['the first time', { published: null }, null, true],
    ['also where it is 0', { published: null, ...sumOf(0, 0, 0) }, null, true],
    ['when the sum changed', { published: { units: 8, atMs: now } }, null, true],
    ['not while it is what the channel took', {}, null, false],
    ['not when the channel shows the same', { shown: { units: 7, atMs: now } }, now, false],
    ['again when the channel shows another and its orders are known up to then', { shown: { units: 9, atMs: now - 10 } }, now, true],
    ['not before its orders are known: the difference may be a sale', { shown: { units: 6, atMs: now - 10 } }, now - 11, false],
    ['not where its orders were never listed', { shown: { units: 6, atMs: now - 10 } }, null, false],
    ['not for a reading from before the publishing', { shown: { units: 9, atMs: now - 2000 } }, now, false],
    ['not where the channel shows no number', { shown: { units: null, atMs: now } }, now, false],
    ['not again just after a refusal of this number', { published: null, refused: { units: 7, code: 'unrecognised', message: '', atMs: now - 1000 } }, null, false],
    ['again hours after a refusal', { published: null, refused: { units: 7, code: 'unrecognised', message: '', atMs: now - hours(6) } }, null, true],
    ['at once where another number was refused', { published: null, refused: { units: 8, code: 'quantity-wrong', message: '', atMs: now - 1000 } }, null, true],
    ['at once where only its neighbour was refused', { published: null, refused: { units: 7, code: 'locked', message: '', atMs: now - 1000 } }, null, true],
  ])('%s', (_name, change, listedUntilMs, expected) => {
    expect(isLevelDue(level(change), listedUntilMs, now)).toBe(expected);
  });
});

describe('how far a channel is off', () => {
  it.each<[string, Partial<StockLevelRow>, number | null]>([
    ['not at all', {}, 0],
    ['never told, so nothing can be said', { published: null }, null],
    ['it holds what it took before the sum changed', { published: { units: 9, atMs: now } }, 2],
    ['it shows less than it was told', { shown: { units: 5, atMs: now } }, -2],
    ['an older reading says nothing', { shown: { units: 5, atMs: now - 5000 } }, 0],
    ['it shows no number: what it took stands', { shown: { units: null, atMs: now } }, 0],
  ])('%s', (_name, change, expected) => {
    expect(deltaOf(level(change))).toBe(expected);
  });

  it('its age runs from the first difference, and ends when it is right', () => {
    const off = level({ published: { units: 9, atMs: now } });
    expect(differsSince(off, now)).toBe(now);
    expect(differsSince({ ...off, differsSinceMs: now - 500 }, now)).toBe(now - 500);
    expect(differsSince(level({ differsSinceMs: now - 500 }), now)).toBeNull();
  });
});

it('each refusal for haste doubles the pause, up to an hour', () => {
  expect(slowerMs(seconds(30))).toBe(seconds(60));
  expect(slowerMs(seconds(2400))).toBe(hours(1));
  expect(slowerMs(hours(1))).toBe(hours(1));
});
