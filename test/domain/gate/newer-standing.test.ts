import { describe, expect, it } from 'vitest';
import { isCancelled, newerStanding } from '../../../src/shared/domain/gate/newer-standing.ts';
import type { Standing } from '../../../src/shared/domain/gate/standing.ts';
import { days, minutes } from '../../../src/shared/domain/units/instant.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../../support/builders.ts';

const later = (overrides: Partial<Standing> = {}): Standing => aStanding({ updatedAtMs: testStartMs + 1, checkedAtMs: testStartMs + minutes(1), ...overrides });
const nowMs = testStartMs + minutes(2);

describe('of two answers about one order', () => {
  it('the one with the later change counts, whichever came last', () => {
    const paid = later({ payment: 'paid' });
    const unpaid = aStanding({ payment: 'pending' });
    expect([newerStanding(unpaid, paid, nowMs).payment, newerStanding(paid, unpaid, nowMs).payment]).toEqual(['paid', 'paid']);
  });
  it('of the same change the one that was asked for later', () => {
    const held = aStanding({ channelHold: 'review', checkedAtMs: testStartMs + minutes(1) });
    expect(newerStanding(held, aStanding(), nowMs).channelHold).toBe('review');
    expect(newerStanding(aStanding(), held, nowMs).channelHold).toBe('review');
  });
  it('a check from a clock that was ahead hides no later answer', () => {
    const ahead = aStanding({ checkedAtMs: testStartMs + days(1) });
    expect(newerStanding(ahead, aStanding({ channelHold: 'review', checkedAtMs: nowMs }), nowMs)).toMatchObject({ channelHold: 'review', checkedAtMs: nowMs });
  });
  it('a cancellation stays, whatever a later answer says', () => {
    const gone = aStanding({ state: 'cancelled', cancellation: cancelledBy() });
    expect(isCancelled(newerStanding(gone, later(), nowMs))).toBe(true);
  });
  it('a cancellation that calls itself older is still news', () => {
    const known = later();
    expect(newerStanding(known, aStanding({ cancellation: cancelledBy() }), nowMs)).toMatchObject({ cancellation: { kind: 'cancelled' }, updatedAtMs: known.updatedAtMs });
  });
});

describe('a request to cancel that moves no time at the channel', () => {
  const before = aStanding({ lines: [aStandingLine(), aStandingLine({ lineId: 'line-2' })] });
  const early = { ...requestedBy(), seenAtMs: testStartMs - minutes(60) };
  const asked = (checkedAtMs: number): Standing => aStanding({ checkedAtMs, lines: [aStandingLine(), aStandingLine({ lineId: 'line-2', cancellation: early })] });
  it('is dated by the reading that first showed it', () => {
    expect(newerStanding(before, asked(nowMs), nowMs).lines[1]?.cancellation).toMatchObject({ kind: 'requested', seenAtMs: nowMs });
  });
  it('keeps that date at every later reading', () => {
    const first = newerStanding(before, asked(nowMs), nowMs);
    expect(newerStanding(first, asked(nowMs + minutes(5)), nowMs + minutes(5)).lines[1]?.cancellation).toMatchObject({ seenAtMs: nowMs });
  });
  it('is dated anew where it was withdrawn and asked again', () => {
    const first = newerStanding(before, asked(nowMs), nowMs);
    const none = newerStanding(first, { ...before, checkedAtMs: nowMs + 1 }, nowMs + 1);
    expect(newerStanding(none, asked(nowMs + minutes(5)), nowMs + minutes(5)).lines[1]?.cancellation).toMatchObject({ seenAtMs: nowMs + minutes(5) });
  });
  it('keeps the date of the channel where it came with a change', () => {
    const changed = { ...asked(nowMs), updatedAtMs: testStartMs + 1 };
    expect(newerStanding(before, changed, nowMs).lines[1]?.cancellation).toMatchObject({ seenAtMs: early.seenAtMs });
  });
});
