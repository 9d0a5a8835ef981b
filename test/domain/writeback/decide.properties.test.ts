import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideWriteBack, type Failure, type WriteBackEvent } from '../../../src/shared/domain/writeback/decide.ts';
import type { Outcome } from '../../../src/shared/domain/writeback/outcome.ts';
import { defaultWriteBackPolicy as policy } from '../../../src/shared/domain/writeback/policy.ts';
import { kindOfRejection } from '../../../src/shared/domain/writeback/problems.ts';
import type { SeenDispatch, WriteBack } from '../../../src/shared/domain/writeback/write-back.ts';
import { aNotice, aWriteBack, morningMs } from '../../writeback/support/a-write-back.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const code = fc.constantFrom('auth', 'locked', 'cancel-requested', 'already-shipped', 'too-many-updates', 'order-cancelled', 'bad-number', 'bad-carrier', 'ship-plus', 'toString', '');
const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constant('rate-limited' as const), retryAfterMs: fc.oneof(fc.integer({ min: -5, max: 864_000_000 }), fc.constant(Number.NaN)) }),
  fc.record({ kind: fc.constant('unavailable' as const), cause: fc.string() }),
  fc.record({ kind: fc.constant('uncertain' as const), cause: fc.string() }),
  fc.tuple(code, fc.string()).map(([named, message]) => ({ kind: 'rejected' as const, problems: [{ code: named, message }] as const })),
);
const done: fc.Arbitrary<Outcome<void>> = fc.constant({ kind: 'done', value: undefined });
const seen: fc.Arbitrary<SeenDispatch> = fc.record({
  packageReference: fc.constantFrom('1', '2', ' 1'),
  carrier: fc.constant('DHL'),
  trackingNumber: fc.constantFrom(aNotice().trackingNumber, 'JD0002', ''),
});
const event: fc.Arbitrary<WriteBackEvent> = fc.oneof(
  fc.record({ kind: fc.constant('sent-outcome' as const), outcome: fc.oneof(done, failure), random }),
  fc.record({ kind: fc.constant('proof' as const), seen: fc.array(seen, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('proof-failed' as const), outcome: failure, random }),
  fc.record({ kind: fc.constant('withheld' as const), why: fc.constantFrom('order-cancelled' as const, 'cancel-requested' as const, 'out-of-turn' as const), untilMs: fc.constant(morningMs + 60_000) }),
  fc.constantFrom<WriteBackEvent>({ kind: 'found-after-crash' }, { kind: 'brought-forward' }, { kind: 'resend-by-person' }, { kind: 'order-cancelled' }, { kind: 'superseded' }),
  fc.integer({ min: -7_200_000, max: 259_200_000 }).map((byMs) => ({ kind: 'clock-set' as const, byMs })),
);
/** What a run is made of: an event after a pause, or the journal claiming the row. */
const step = fc.record({ pauseMs: fc.integer({ min: 0, max: 4_000_000 }), move: fc.oneof({ weight: 2, arbitrary: fc.constant('claim' as const) }, { weight: 5, arbitrary: event }) });

interface Step {
  readonly before: WriteBack;
  readonly after: WriteBack;
  readonly move: 'claim' | WriteBackEvent;
  readonly nowMs: number;
}

function play(steps: readonly { readonly pauseMs: number; readonly move: 'claim' | WriteBackEvent }[]): readonly Step[] {
  let row = aWriteBack();
  let nowMs = morningMs;
  return steps.map(({ pauseMs, move }) => {
    nowMs += pauseMs;
    const before = row;
    if (move === 'claim') row = row.state === 'due' && row.dueAtMs <= nowMs ? { ...row, state: 'sending', attempts: row.attempts + 1, sendingSinceMs: nowMs } : row;
    else row = decideWriteBack(row, move, nowMs, policy);
    return { before, after: row, move, nowMs };
  });
}

const everyStep = (claim: (step: Step) => void): void => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => play(steps).forEach(claim)), { numRuns: 2_000 });
};

describe('in every run of events', () => {
  it('confirmed and superseded are never left', () => {
    everyStep(({ before, after }) => {
      if (before.state === 'confirmed' || before.state === 'superseded') expect(after).toBe(before);
    });
  });

  it('attempts fall only where no request was judged: rate limit, refused account, held back', () => {
    everyStep(({ before, after, move }) => {
      if (after.attempts >= before.attempts) return;
      // A person begins a new run of attempts; that one left is remembered.
      if (move !== 'claim' && move.kind === 'resend-by-person') return expect(after.attempts).toBe(1);
      expect(before.attempts - after.attempts).toBe(1);
      const mayGiveBack =
        move !== 'claim' &&
        (move.kind === 'withheld' ||
          (move.kind === 'sent-outcome' && (move.outcome.kind === 'rate-limited' || (move.outcome.kind === 'rejected' && ['auth', 'cancel-requested'].includes(kindOfRejection(move.outcome.problems))))));
      expect(mayGiveBack).toBe(true);
    });
  });

  it('nothing is lost: a row is confirmed only by our number, superseded only by being told so, parked only with a reason', () => {
    everyStep(({ before, after, move }) => {
      expect(after.notice).toBe(before.notice);
      if (after.state === 'parked') expect(after.parkReason).not.toBeNull();
      else expect(after.parkReason).toBeNull();
      if (after.state === 'superseded' && before.state !== 'superseded') expect(move).toEqual({ kind: 'superseded' });
      if (after.state === 'confirmed' && before.state !== 'confirmed') {
        expect(move !== 'claim' && move.kind === 'proof' && move.seen.some((shown) => shown.trackingNumber === after.notice.trackingNumber)).toBe(true);
      }
    });
  });

  it('a row that may have left is never due again without a look: uncertain becomes due by proof alone, sending never after a doubt', () => {
    everyStep(({ before, after, move }) => {
      if (before.state === 'uncertain' && after.state === 'due') expect(move !== 'claim' && move.kind === 'proof').toBe(true);
      if (before.state === 'accepted') expect(after.state).not.toBe('due');
      if (before.state === 'sending' && after.state === 'due') expect(move !== 'claim' && (move.kind === 'withheld' || (move.kind === 'sent-outcome' && move.outcome.kind !== 'uncertain'))).toBe(true);
    });
  });

  it('what waits has a plan in whole milliseconds, and only a row being sent has a sending time', () => {
    everyStep(({ before, after, move, nowMs }) => {
      expect(Number.isInteger(after.dueAtMs)).toBe(true);
      expect(after.sendingSinceMs !== null).toBe(after.state === 'sending');
      const isPlanned = after !== before && move !== 'claim' && move.kind !== 'clock-set' && (after.state === 'due' || after.state === 'accepted' || after.state === 'uncertain');
      if (isPlanned && move.kind !== 'withheld') expect(after.dueAtMs - nowMs).toBeLessThanOrEqual(policy.notVisibleAfterMs);
    });
  });
});
