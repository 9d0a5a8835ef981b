import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockCode, GatePoint } from '../../../src/shared/domain/gate/block.ts';
import { decideGate, type GateInput } from '../../../src/shared/domain/gate/decide.ts';
import { defaultFreshness } from '../../../src/shared/domain/gate/freshness.ts';
import type { Release } from '../../../src/shared/domain/gate/standing.ts';
import { minutes } from '../../../src/shared/domain/units/instant.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../../support/builders.ts';

const points: readonly GatePoint[] = ['open', 'last-item', 'label', 'dispatch'];
const packedRight = [{ lineId: 'line-1', title: 'Blue mug', expected: 1, packed: 1 }];

function anInput(overrides: Partial<GateInput> = {}): GateInput {
  return {
    point: 'open',
    standing: aStanding(),
    releases: [],
    policy: defaultFreshness,
    completeUntilMs: null,
    hasUnreadChange: false,
    isLiveCheckPending: false,
    contents: packedRight,
    dispatchedBefore: null,
    unmappedCarrier: null,
    nowMs: testStartMs + minutes(1),
    ...overrides,
  };
}

const aRelease = (code: Release['code'], forUpdatedAtMs = testStartMs): Release => ({ orderId: aStanding().orderId, code, releasedBy: 'Lea', reason: 'buyer phoned', releasedAtMs: testStartMs, forUpdatedAtMs });

describe('the gate, point by point', () => {
  it.each(points)('lets a clean and freshly checked order go at %s', (point) => {
    expect(decideGate(anInput({ point }))).toEqual({ kind: 'go', notes: [] });
  });

  const rows: readonly (readonly [name: string, input: Partial<GateInput>, kind: 'stop' | 'ask-lead', code: BlockCode])[] = [
    ['an order cancelled as a whole', { standing: aStanding({ cancellation: cancelledBy() }) }, 'stop', 'CANCELLED'],
    ['an order whose channel state is cancelled', { standing: aStanding({ state: 'cancelled' }) }, 'stop', 'CANCELLED'],
    ['a cancel request for the order', { standing: aStanding({ cancellation: requestedBy() }) }, 'ask-lead', 'CANCEL_REQUESTED'],
    ['a cancel request for one line', { standing: aStanding({ lines: [aStandingLine({ cancellation: requestedBy() })] }) }, 'ask-lead', 'CANCEL_REQUESTED'],
    ['a payment that is pending', { standing: aStanding({ payment: 'pending' }) }, 'stop', 'PAYMENT_PENDING'],
    ['a hold of the channel', { standing: aStanding({ channelHold: 'address check' }) }, 'stop', 'ON_HOLD'],
    ['an order the channel calls unfulfillable', { standing: aStanding({ state: 'unfulfillable' }) }, 'stop', 'UNFULFILLABLE'],
    ['an order the channel already shows as shipped', { standing: aStanding({ state: 'shipped' }) }, 'stop', 'ALREADY_SHIPPED'],
    ['an order that left this station before', { dispatchedBefore: { benchId: 'bench-2', packer: 'Sam', atMs: testStartMs } }, 'stop', 'ALREADY_DISPATCHED'],
    ['an order of which nothing is left to pack', { standing: aStanding({ lines: [aStandingLine({ quantityToPack: 0 })] }) }, 'stop', 'NOTHING_TO_PACK'],
    ['a check older than the limit', { nowMs: testStartMs + minutes(61) }, 'ask-lead', 'STALE_DATA'],
    ['a clock that was set back by an hour', { nowMs: testStartMs - minutes(60) }, 'ask-lead', 'STALE_DATA'],
  ];
  it.each(rows.flatMap(([name, input, kind, code]) => points.map((point) => [name, point, input, kind, code] as const)))('stops %s at %s', (_name, point, input, kind, code) => {
    const verdict = decideGate(anInput({ point, ...input }));
    expect(verdict.kind).toBe(kind);
    expect(verdict.kind === 'go' ? null : verdict.blocks[0].code).toBe(code);
  });

  it.each([
    ['open', 'go'],
    ['last-item', 'go'],
    ['label', 'stop'],
    ['dispatch', 'stop'],
  ] as const)('asks for the carrier’s word from the label on: %s is %s', (point, kind) => {
    expect(decideGate(anInput({ point, unmappedCarrier: 'Kiez-Velo' })).kind).toBe(kind);
  });

  it.each([
    ['a unit too many', [{ lineId: 'line-1', title: 'Blue mug', expected: 1, packed: 2 }]],
    ['a unit too few', [{ lineId: 'line-1', title: 'Blue mug', expected: 1, packed: 0 }]],
    ['a line the channel no longer has', [...packedRight, { lineId: 'gone', title: 'Kettle', expected: 1, packed: 1 }]],
  ])('refuses a box with %s at label and dispatch, and lets it be packed on before', (_name, contents) => {
    expect(points.map((point) => decideGate(anInput({ point, contents })).kind)).toEqual(['go', 'go', 'stop', 'stop']);
  });

  it('ends a box at once whose order got a line that the box does not know', () => {
    expect(points.map((point) => decideGate(anInput({ point, contents: [] })).kind)).toEqual(['stop', 'stop', 'stop', 'stop']);
  });
});

describe('a change that could not be read', () => {
  it.each([
    ['hard', 'stop'],
    ['lead', 'ask-lead'],
    ['allow', 'go'],
  ] as const)('makes everything read before it stale, however young: policy %s says %s', (whenStale, kind) => {
    const verdict = decideGate(anInput({ hasUnreadChange: true, policy: { ...defaultFreshness, whenStale } }));
    expect(verdict.kind).toBe(kind);
    if (verdict.kind === 'go') expect(verdict.notes.map((note) => note.code)).toEqual(['AGE_SHOWN']);
  });
});

describe('the weight of reasons', () => {
  it('names the cancellation first, whatever else is wrong', () => {
    const standing = aStanding({ cancellation: cancelledBy('buyer', 'Found it cheaper'), payment: 'pending', channelHold: 'fraud' });
    const verdict = decideGate(anInput({ standing, nowMs: testStartMs + minutes(600) }));
    expect(verdict).toMatchObject({ kind: 'stop', blocks: [{ code: 'CANCELLED', strength: 'hard', owner: 'customer-service', evidence: { source: 'Shop', checkedAtMs: testStartMs, facts: { by: 'buyer', reason: 'Found it cheaper' } } }, { code: 'PAYMENT_PENDING' }, { code: 'ON_HOLD' }, { code: 'STALE_DATA' }] });
  });
  it('a soft reason beside a hard one stays hard', () => {
    expect(decideGate(anInput({ standing: aStanding({ cancellation: requestedBy(), payment: 'pending' }) })).kind).toBe('stop');
  });
});

describe('releases', () => {
  it('let a cancel request pass, and say so', () => {
    const verdict = decideGate(anInput({ standing: aStanding({ cancellation: requestedBy() }), releases: [aRelease('CANCEL_REQUESTED')] }));
    expect(verdict).toMatchObject({ kind: 'go', notes: [{ code: 'RELEASED', evidence: { facts: { by: 'Lea', reason: 'buyer phoned' } } }] });
  });
  it('end when the channel changed the order again', () => {
    const input = anInput({ standing: aStanding({ cancellation: requestedBy(), updatedAtMs: testStartMs + 1 }), releases: [aRelease('CANCEL_REQUESTED')] });
    expect(decideGate(input).kind).toBe('ask-lead');
  });
  it('never reach a cancellation, whichever code they name', () => {
    const input = anInput({ standing: aStanding({ cancellation: cancelledBy() }), releases: [aRelease('CANCEL_REQUESTED'), aRelease('STALE_DATA')] });
    expect(decideGate(input).kind).toBe('stop');
  });
});

describe('freshness', () => {
  it.each([
    ['15 minutes old', 15, 'lead', 'go', 0],
    ['16 minutes old', 16, 'lead', 'go', 1],
    ['60 minutes old', 60, 'lead', 'go', 1],
    ['61 minutes old, a lead decides', 61, 'lead', 'ask-lead', null],
    ['61 minutes old, nobody decides', 61, 'hard', 'stop', null],
    ['a week old, allowed by the store', 60 * 24 * 7, 'allow', 'go', 1],
  ] as const)('%s', (_name, age, whenStale, kind, notes) => {
    const verdict = decideGate(anInput({ policy: { ...defaultFreshness, whenStale }, nowMs: testStartMs + minutes(age) }));
    expect(verdict.kind).toBe(kind);
    if (verdict.kind === 'go') expect(verdict.notes).toHaveLength(notes ?? 0);
  });
  it('takes a complete listing for a check of every order it covers', () => {
    expect(decideGate(anInput({ completeUntilMs: testStartMs + minutes(100), nowMs: testStartMs + minutes(101) }))).toEqual({ kind: 'go', notes: [] });
  });
  it('lets an old order be opened while the channel is being asked, and not labelled', () => {
    const old = { nowMs: testStartMs + minutes(500), isLiveCheckPending: true };
    expect(points.map((point) => decideGate(anInput({ point, ...old })).kind)).toEqual(['go', 'ask-lead', 'ask-lead', 'ask-lead']);
  });
});

describe('for every input', () => {
  const anyInput = fc.record({
    point: fc.constantFrom(...points),
    state: fc.constantFrom('open' as const, 'partly-shipped' as const, 'shipped' as const, 'cancelled' as const, 'unfulfillable' as const),
    order: fc.constantFrom(undefined, cancelledBy(), requestedBy()),
    line: fc.constantFrom(undefined, requestedBy()),
    payment: fc.constantFrom('paid' as const, 'pending' as const),
    released: fc.boolean(),
    ageMinutes: fc.integer({ min: -300, max: 3000 }),
    whenStale: fc.constantFrom('hard' as const, 'lead' as const, 'allow' as const),
    pending: fc.boolean(),
  });
  it('a cancelled order never goes, and an open request goes only with a release', () => {
    fc.assert(
      fc.property(anyInput, (any) => {
        const standing = aStanding({ state: any.state, payment: any.payment, ...(any.order === undefined ? {} : { cancellation: any.order }), lines: [aStandingLine(any.line === undefined ? {} : { cancellation: any.line })] });
        const verdict = decideGate(anInput({ point: any.point, standing, releases: any.released ? [aRelease('CANCEL_REQUESTED')] : [], policy: { ...defaultFreshness, whenStale: any.whenStale }, isLiveCheckPending: any.pending, nowMs: testStartMs + minutes(any.ageMinutes) }));
        if (any.state === 'cancelled' || any.order?.kind === 'cancelled') expect([verdict.kind, verdict.kind === 'go' ? null : verdict.blocks[0].code]).toEqual(['stop', 'CANCELLED']);
        else if ((any.order !== undefined || any.line !== undefined) && !any.released) expect(verdict.kind).not.toBe('go');
        if (verdict.kind !== 'go') for (const block of verdict.blocks) expect(block.evidence.source).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
