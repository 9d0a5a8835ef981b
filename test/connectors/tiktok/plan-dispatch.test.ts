import { describe, expect, it } from 'vitest';
import { findNoticeProblems } from '../../../src/main/connectors/marketplaces/tiktok/build.ts';
import { findWholePackage, planDispatch } from '../../../src/main/connectors/marketplaces/tiktok/plan-dispatch.ts';
import { aNotice, mug, parseOrder, POT, potUnit, shippedUnit, wireUnit } from './fixtures.ts';

const MUGS = '577086512123755001+2';
const NUMBER = '003401234567890129';
const nothing: ReadonlySet<string> = new Set();
const plan = (notice: Parameters<typeof aNotice>[0], order: Record<string, unknown> = {}, taken = nothing) => planDispatch(aNotice(notice), parseOrder(order), taken);
const namedBy = (found: ReturnType<typeof plan>): readonly string[] => (found.kind === 'tell' ? found.units.map(({ id }) => id) : []);

describe('which units a notice names', () => {
  it.each([
    ['all of a line', { lines: [{ lineId: MUGS, quantity: 2 }] }, {}, nothing, [mug(1), mug(2)]],
    ['the first that is open', { lines: [{ lineId: MUGS, quantity: 1 }] }, {}, nothing, [mug(1)]],
    ['not one that is shipped', { lines: [{ lineId: MUGS, quantity: 1 }] }, { line_items: [shippedUnit(mug(1)), wireUnit(mug(2))] }, nothing, [mug(2)]],
    ['not one that is cancelled', { lines: [{ lineId: MUGS, quantity: 1 }] }, { line_items: [wireUnit(mug(1), { display_status: 'CANCELLED' }), wireUnit(mug(2))] }, nothing, [mug(2)]],
    ['not one that another parcel took a moment ago', { lines: [{ lineId: MUGS, quantity: 1 }] }, {}, new Set([mug(1)]), [mug(2)]],
    ['of several lines', { lines: [{ lineId: POT, quantity: 1 }, { lineId: MUGS, quantity: 1 }] }, {}, nothing, [POT, mug(1)]],
    ['whatever the order of arrival', { lines: [{ lineId: MUGS, quantity: 1 }] }, { line_items: [wireUnit(mug(2)), wireUnit(mug(1))] }, nothing, [mug(1)]],
  ])('%s', (_what, notice, order, taken, units) => {
    expect(namedBy(plan(notice, order, taken))).toEqual(units);
  });

  it.each([
    ['more than is open, the rest cancelled', { line_items: [wireUnit(mug(1)), wireUnit(mug(2), { display_status: 'CANCELLED' })] }, nothing, 'order-cancelled-or-unknown-line'],
    ['more than is open, the rest shipped', { line_items: [wireUnit(mug(1)), shippedUnit(mug(2), '009')] }, nothing, 'already-shipped'],
    ['more than is open, the rest told a moment ago', {}, new Set([mug(2)]), 'already-shipped'],
    ['units that are gone', { line_items: [potUnit()] }, nothing, 'order-gone'],
    ['a cancelled order', { status: 'CANCELLED' }, nothing, 'order-cancelled'],
    ['an unpaid order', { status: 'UNPAID' }, nothing, 'wrong-state'],
    ['an order on hold', { status: 'ON_HOLD' }, nothing, 'wrong-state'],
    ['an order that TikTok ships', { shipping_type: 'TIKTOK' }, nothing, 'not-ours-to-tell'],
  ])('none of %s', (_what, order, taken, code) => {
    expect(plan({}, order, taken)).toMatchObject({ kind: 'refused', problem: { code } });
  });
});

describe('what TikTok shows already', () => {
  it('a package with this number and these units is not told again', () => {
    expect(plan({}, { line_items: [shippedUnit(mug(1), NUMBER), shippedUnit(mug(2), '00340 1234567890-129')] })).toEqual({ kind: 'already-told' });
  });

  it('the same number on fewer units is no proof', () => {
    expect(plan({}, { line_items: [shippedUnit(mug(1), NUMBER), wireUnit(mug(2))] })).toMatchObject({ kind: 'refused', problem: { code: 'already-shipped' } });
  });

  it('a number on units that still wait is no proof', () => {
    expect(namedBy(plan({}, { line_items: [wireUnit(mug(1), { tracking_number: NUMBER }), wireUnit(mug(2), { tracking_number: NUMBER })] }))).toEqual([mug(1), mug(2)]);
  });

  it('a number that takes the place of another one corrects its package', () => {
    expect(plan({ replaces: { trackingNumber: '003401' } }, { line_items: [shippedUnit(mug(1)), shippedUnit(mug(2))] })).toEqual({ kind: 'correct', packageId: '1153132168123859124' });
  });

  it('where the old number never arrived, the new one is simply told', () => {
    expect(namedBy(plan({ replaces: { trackingNumber: '003401' } }))).toEqual([mug(1), mug(2)]);
  });
});

describe('where only whole packages can be told', () => {
  const order = parseOrder();
  const [first, second, third] = order.line_items;
  if (first === undefined || second === undefined || third === undefined) throw new Error('the fixture has three units');
  it('all that waits in one is told by its id', () => {
    expect(findWholePackage([first, second, third], order)).toEqual({ packageId: '1153132168123859123' });
  });

  it('a part of one must be split at TikTok', () => {
    expect(findWholePackage([first], order)).toMatchObject({ problem: { code: 'quantity-wrong' } });
  });

  it('no package, nothing to tell', () => {
    expect(findWholePackage([{ ...first, package_id: null }], order)).toMatchObject({ problem: { code: 'wrong-state' } });
  });
});

describe('a notice that would be refused never leaves', () => {
  it.each([
    ['no number', { trackingNumber: ' ' }, 'bad-number', 'trackingNumber'],
    ['a number with special characters', { trackingNumber: 'JD#014' }, 'bad-number', 'trackingNumber'],
    ['no carrier', { carrierCode: ' ' }, 'bad-carrier', 'carrierCode'],
    ['no line', { lines: [] }, 'quantity-wrong', 'lines'],
    ['a quantity of 0', { lines: [{ lineId: MUGS, quantity: 0 }] }, 'quantity-wrong', `lines[${MUGS}].quantity`],
    ['half a mug', { lines: [{ lineId: MUGS, quantity: 0.5 }] }, 'quantity-wrong', `lines[${MUGS}].quantity`],
    ['more than the line has units', { lines: [{ lineId: MUGS, quantity: 3 }] }, 'quantity-wrong', `lines[${MUGS}].quantity`],
    ['a line of another channel', { lines: [{ lineId: 'gid://shopify/1', quantity: 1 }] }, 'bad-request-ours', 'lines.lineId'],
  ])('%s', (_what, notice, code, field) => {
    expect(findNoticeProblems(aNotice(notice))).toMatchObject([{ code, field }]);
  });

  it('a good one has no problem, blanks and hyphens in its number included', () => {
    expect(findNoticeProblems(aNotice({ trackingNumber: 'JD01 4600-0042' }))).toEqual([]);
  });
});
