import { describe, expect, it } from 'vitest';
import { decideAlerts, isLimitOf, triggerKinds, triggerRanges, type Alert, type AlertId, type Stuck, type Trigger } from '../../../src/shared/domain/alert/alert.ts';
import type { OrderId, StoreId } from '../../../src/shared/domain/order/order.ts';
import { hours, minutes } from '../../../src/shared/domain/units/instant.ts';

const start = 1_000_000_000;
const parked: Stuck = { kind: 'parked', subject: 'w1', storeId: 'shop' as StoreId, orderId: 'shop/1' as OrderId, channelOrderId: '1', state: 'parked', sinceMs: start, shipByMs: null, blocker: 'park.rejected', owner: 'admin', rows: 1 };
const on = (kind: Trigger['kind'], limit: number): Trigger => ({ kind, isOn: true, limit });
const alertOf = (stuck: Stuck, limit: number): Alert => ({ ...stuck, id: 'a1' as AlertId, limit, firedAtMs: start, endedAtMs: null });
const fired = (trigger: Trigger, stuck: Stuck, nowMs: number): number => decideAlerts([trigger], [stuck], [], nowMs).fire.length;

describe('an alert about an age', () => {
  it('begins when the limit is reached and not a moment before', () => {
    expect(fired(on('parked', 15), parked, start + minutes(15) - 1)).toBe(0);
    expect(decideAlerts([on('parked', 15)], [parked], [], start + minutes(15)).fire).toEqual([{ ...parked, limit: 15 }]);
  });

  it('is told once, however long its cause stands', () => {
    expect(decideAlerts([on('parked', 15)], [parked], [alertOf(parked, 15)], start + hours(9))).toEqual({ fire: [], end: [] });
  });

  it('ends with its cause and can begin anew with the next', () => {
    expect(decideAlerts([on('parked', 15)], [], [alertOf(parked, 15)], start + hours(1)).end).toEqual(['a1']);
    expect(fired(on('parked', 15), { ...parked, sinceMs: start + hours(2) }, start + hours(3))).toBe(1);
  });

  it('neither ends nor repeats when the clock was put back', () => {
    expect(decideAlerts([on('parked', 15)], [parked], [alertOf(parked, 15)], start - hours(2))).toEqual({ fire: [], end: [] });
  });

  it('of one kind says nothing about the same subject of another kind', () => {
    const accepted: Stuck = { ...parked, kind: 'accepted-not-visible', state: 'accepted' };
    expect(decideAlerts([on('parked', 15), on('accepted-not-visible', 15)], [parked], [alertOf(accepted, 15)], start + hours(1))).toMatchObject({ fire: [{ kind: 'parked' }], end: ['a1'] });
  });
});

describe('an alert about the share of the window', () => {
  const due: Stuck = { ...parked, kind: 'not-posted', state: 'due', shipByMs: start + minutes(100) };
  it('begins when so much of the time between dispatch and ship-by is used up', () => {
    expect(fired(on('not-posted', 80), due, start + minutes(80) - 1)).toBe(0);
    expect(fired(on('not-posted', 80), due, start + minutes(80))).toBe(1);
  });

  it('begins at once for what was dispatched late already', () => {
    expect(fired(on('not-posted', 80), { ...due, shipByMs: start - minutes(5) }, start)).toBe(1);
  });

  it('never begins where the order has no ship-by', () => {
    expect(fired(on('not-posted', 1), { ...due, shipByMs: null }, start + hours(100))).toBe(0);
  });
});

describe('an alert about a count', () => {
  const failures = (rows: number): Stuck => ({ ...parked, kind: 'store-failures', subject: 'shop', rows });
  it('begins when so many stand there, at whatever age', () => {
    expect(fired(on('store-failures', 10), failures(9), start + hours(50))).toBe(0);
    expect(fired(on('store-failures', 10), failures(10), start)).toBe(1);
  });

  it('stays until none is left, so that mending them one by one does not ring ten times', () => {
    const open = [alertOf(failures(10), 10)];
    for (const rows of [9, 10, 1]) expect(decideAlerts([on('store-failures', 10)], [failures(rows)], open, start)).toEqual({ fire: [], end: [] });
    expect(decideAlerts([on('store-failures', 10)], [], open, start).end).toEqual(['a1']);
  });
});

describe('a trigger that somebody changed', () => {
  it('ends its alerts when it is switched off, and begins none', () => {
    expect(decideAlerts([{ kind: 'parked', isOn: false, limit: 15 }], [parked], [alertOf(parked, 15)], start + hours(1))).toEqual({ fire: [], end: ['a1'] });
    expect(decideAlerts([], [parked], [], start + hours(1)).fire).toEqual([]);
  });

  it('ends what is not beyond the new limit, and leaves what is', () => {
    expect(decideAlerts([on('parked', 120)], [parked], [alertOf(parked, 15)], start + hours(1)).end).toEqual(['a1']);
    expect(decideAlerts([on('parked', 30)], [parked], [alertOf(parked, 15)], start + hours(1))).toEqual({ fire: [], end: [] });
  });
});

it('ends nothing of a kind of which not everything was looked at', () => {
  expect(decideAlerts([on('parked', 15)], [], [alertOf(parked, 15)], start + hours(1), new Set(['parked'])).end).toEqual([]);
});

it.each(triggerKinds)('%s has a usual limit within its range, and none outside is a limit', (kind) => {
  const { usual, least, most } = triggerRanges[kind];
  expect([usual, least, most].every((limit) => isLimitOf(kind, limit))).toBe(true);
  expect([least - 1, most + 1, usual + 0.5, Number.NaN].some((limit) => isLimitOf(kind, limit))).toBe(false);
});
