import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockCode, BlockOwner, BlockStrength, GatePoint, PilotCode, Verdict } from '../../../src/shared/domain/gate/block.ts';
import { blockCodes, pilotCodes, releasableCodes } from '../../../src/shared/domain/gate/block.ts';
import { decideGate, type GateInput } from '../../../src/shared/domain/gate/decide.ts';
import { defaultFreshness } from '../../../src/shared/domain/gate/freshness.ts';
import type { Finding, Release } from '../../../src/shared/domain/gate/standing.ts';
import { minutes } from '../../../src/shared/domain/units/instant.ts';
import { aGateInput, aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../../support/builders.ts';

const points: readonly GatePoint[] = ['open', 'last-item', 'label', 'dispatch', 'loading'];
const packed = (units: number, lineId = 'line-1') => ({ lineId, title: 'Blue mug', expected: units, packed: units });
const soonMs = testStartMs + minutes(1);

const anInput = (overrides: Partial<GateInput> = {}): GateInput => aGateInput({ contents: [packed(1)], nowMs: soonMs, ...overrides });
const aRelease = (code: Release['code'], overrides: Partial<Release> = {}): Release => ({ orderId: aStanding().orderId, code, releasedBy: 'Lea', reason: 'buyer phoned', releasedAtMs: testStartMs, forUpdatedAtMs: testStartMs, ...overrides });
const aFinding = (code: Finding['code'], strength: Finding['strength'] = 'hard'): Finding => ({ code, strength, isEnforced: true, facts: { field: 'postcode', problem: 'format' } });
const aFlag = { orderId: aStanding().orderId, by: 'Kim', reason: 'buyer phoned', atMs: testStartMs };
const codesOf = (verdict: Verdict): readonly BlockCode[] => (verdict.kind === 'go' ? [] : verdict.blocks.map((block) => block.code));
const heavy = { grams: 900, atMs: testStartMs, expectedGrams: 1000, toleranceGrams: 99 };

/** One row per code of requirements 1I that this rule decides: what brings it about, what the verdict is, and where. */
interface Row {
  readonly name: string;
  readonly input: Partial<GateInput>;
  readonly code: BlockCode;
  readonly strength: BlockStrength;
  readonly owner: BlockOwner;
  /** x: stops. Blank: goes. In the order of `points`. */
  readonly at: readonly [string, string, string, string, string];
}
const rows: readonly Row[] = [
  { name: 'an order cancelled as a whole', input: { standing: aStanding({ cancellation: cancelledBy() }) }, code: 'CANCELLED', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'an order whose channel state is cancelled', input: { standing: aStanding({ state: 'cancelled' }) }, code: 'CANCELLED', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'an order that left this station before', input: { dispatchedBefore: { benchId: 'bench-2', packer: 'Sam', atMs: testStartMs } }, code: 'ALREADY_DISPATCHED', strength: 'hard', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'an order the channel already shows as shipped', input: { standing: aStanding({ state: 'shipped' }) }, code: 'ALREADY_SHIPPED', strength: 'hard', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a label that somebody made by another way', input: { standing: aStanding({ findings: [aFinding('LABEL_EXISTS')] }) }, code: 'LABEL_EXISTS', strength: 'hard', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'an order another bench has in work', input: { openElsewhere: { benchId: 'bench-2', packer: 'Sam', sinceMs: testStartMs } }, code: 'OPEN_ELSEWHERE', strength: 'hard', owner: 'packer', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a cancel request for the order', input: { standing: aStanding({ cancellation: requestedBy() }) }, code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'a cancel request for one line', input: { standing: aStanding({ lines: [aStandingLine({ cancellation: requestedBy() })] }) }, code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'a flag of customer service', input: { flag: aFlag }, code: 'CANCEL_REQUESTED', strength: 'ask-lead', owner: 'lead', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'a payment that is pending', input: { standing: aStanding({ payment: 'pending' }) }, code: 'PAYMENT_PENDING', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'a doubt about the buyer', input: { standing: aStanding({ channelHold: 'Risk Level: High', holdKind: 'fraud' }) }, code: 'FRAUD', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'another hold of the channel', input: { standing: aStanding({ channelHold: 'address check' }) }, code: 'ON_HOLD', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'an order the channel calls unfulfillable', input: { standing: aStanding({ state: 'unfulfillable' }) }, code: 'UNFULFILLABLE', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'an order of which nothing is left to pack', input: { contents: null, standing: aStanding({ lines: [aStandingLine({ quantityToPack: 0 })] }) }, code: 'NOTHING_TO_PACK', strength: 'hard', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a box with a unit too many', input: { contents: [packed(2)] }, code: 'CONTENTS_CHANGED', strength: 'hard', owner: 'packer', at: ['', '', 'x', 'x', ''] },
  { name: 'a box with a unit too few', input: { contents: [packed(0)] }, code: 'CONTENTS_CHANGED', strength: 'hard', owner: 'packer', at: ['', '', 'x', 'x', ''] },
  { name: 'a box with a line the channel no longer has', input: { contents: [packed(1), packed(1, 'gone')] }, code: 'CONTENTS_CHANGED', strength: 'hard', owner: 'packer', at: ['', '', 'x', 'x', ''] },
  { name: 'a box whose order got a line that it does not know', input: { contents: [] }, code: 'CONTENTS_CHANGED', strength: 'hard', owner: 'packer', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a unit in the box that the channel took out', input: { contents: [packed(2)], standing: aStanding({ lines: [aStandingLine({ cancellation: cancelledBy() })] }) }, code: 'CONTENTS_CHANGED', strength: 'hard', owner: 'packer', at: ['', '', 'x', 'x', 'x'] },
  { name: 'a label with another address', input: { labelShipToHash: 'a', standing: aStanding({ shipToHash: 'b' }) }, code: 'ADDRESS_CHANGED', strength: 'hard', owner: 'packer', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'a doubtful address', input: { standing: aStanding({ findings: [aFinding('ADDRESS_INVALID', 'ask-lead')] }) }, code: 'ADDRESS_INVALID', strength: 'ask-lead', owner: 'customer-service', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a wrong address before a label that a carrier books', input: { standing: aStanding({ findings: [aFinding('ADDRESS_INVALID')] }) }, code: 'ADDRESS_INVALID', strength: 'hard', owner: 'customer-service', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a missing tax number', input: { standing: aStanding({ findings: [aFinding('TAX_ID_MISSING')] }) }, code: 'TAX_ID_MISSING', strength: 'hard', owner: 'admin', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a carrier the channel has no word for', input: { unmappedCarrier: 'Kiez-Velo' }, code: 'CARRIER_UNMAPPED', strength: 'hard', owner: 'admin', at: ['', '', 'x', 'x', ''] },
  { name: 'a box that weighs too little', input: { weight: heavy }, code: 'WEIGHT_OUT_OF_RANGE', strength: 'ask-lead', owner: 'lead', at: ['', '', '', 'x', ''] },
  { name: 'a box that weighs too much', input: { weight: { ...heavy, grams: 1100 } }, code: 'WEIGHT_OUT_OF_RANGE', strength: 'ask-lead', owner: 'lead', at: ['', '', '', 'x', ''] },
  { name: 'a check older than the limit, where a lead decides', input: { nowMs: testStartMs + minutes(61) }, code: 'STALE_DATA', strength: 'ask-lead', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a check older than the limit, where nobody decides', input: { nowMs: testStartMs + minutes(61), policy: { ...defaultFreshness, whenStale: 'hard' } }, code: 'STALE_DATA', strength: 'hard', owner: 'lead', at: ['x', 'x', 'x', 'x', 'x'] },
  { name: 'a clock that was set back by an hour', input: { nowMs: testStartMs - minutes(60) }, code: 'STALE_DATA', strength: 'ask-lead', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
  { name: 'a change at the channel that could not be read', input: { hasUnreadChange: true }, code: 'STALE_DATA', strength: 'ask-lead', owner: 'lead', at: ['x', 'x', 'x', 'x', ''] },
];

describe('the gate, point by point', () => {
  it.each(points)('lets a clean and freshly checked order go at %s', (point) => {
    expect(decideGate(anInput({ point }))).toEqual({ kind: 'go', notes: [], shadowed: [] });
  });

  it.each(rows.flatMap(({ at, ...row }) => points.map((point, index) => ({ ...row, point, does: at[index] === 'x' ? 'stops' : 'lets go' }))))('$does $name at $point ($code)', ({ point, input, code, strength, owner, does }) => {
    const verdict = decideGate(anInput({ point, ...input }));
    if (does === 'lets go') expect(codesOf(verdict)).toEqual([]);
    else expect(verdict).toMatchObject({ kind: strength === 'hard' ? 'stop' : 'ask-lead', blocks: [{ code, strength, owner, evidence: { source: 'Shop' } }] });
  });

  it('has a row for every code but those of single scans and of paper', () => {
    const elsewhere: readonly BlockCode[] = ['COMBINE_NOT_ALLOWED', 'PRINTER_NOT_READY', 'SKU_NOT_IN_ORDER', 'OVER_SCAN', 'SKU_UNKNOWN', 'DOC_MISSING'];
    expect(blockCodes.filter((code) => !rows.some((row) => row.code === code))).toEqual(elsewhere);
  });

  it.each(points)('says at %s which paper is missing, and lets it go', (point) => {
    expect(decideGate(anInput({ point, missingDocuments: ['invoice'] }))).toMatchObject({ kind: 'go', notes: [{ code: 'DOC_MISSING', evidence: { facts: { document: 'invoice' } } }] });
  });

  it.each([
    ['exactly as much less as is allowed', { ...heavy, toleranceGrams: 100 }],
    ['exactly as much more', { ...heavy, grams: 1100, toleranceGrams: 100 }],
    ['a weight nobody knows', null],
  ])('lets a box go that weighs %s', (_name, weight) => {
    expect(decideGate(anInput({ point: 'dispatch', weight })).kind).toBe('go');
  });

  it.each([
    ['no label yet', null, 'b'],
    ['a label of an older version', null, null],
    ['an address the channel does not tell any more', 'a', null],
    ['the same address', 'a', 'a'],
  ])('finds no other address with %s', (_name, labelShipToHash, shipToHash) => {
    expect(points.map((point) => decideGate(anInput({ point, labelShipToHash, standing: aStanding({ shipToHash }) })).kind)).toEqual(points.map(() => 'go'));
  });
});

describe('units that were asked back or taken out after the dispatch', () => {
  const line = (toPack: number, shipped: number, cancellation = cancelledBy()) => aStanding({ lines: [aStandingLine({ quantityToPack: toPack, quantityShipped: shipped, cancellation })] });
  it.each([
    ['one of two taken out, our shipment not counted yet', line(1, 0), 2, ['CONTENTS_CHANGED']],
    ['one of two taken out, our shipment counted, as far as it is wanted', line(0, 1), 2, ['CONTENTS_CHANGED']],
    ['both counted as shipped, and the cancellation is of an earlier unit', line(0, 2), 2, []],
    ['one taken out before we packed the other', line(1, 0), 1, []],
    ['a request for units that are counted as shipped already', line(0, 2, requestedBy()), 2, ['CANCEL_REQUESTED']],
    ['a request for a line of which nothing is left anywhere', line(0, 0, requestedBy()), 2, []],
  ] as const)('%s', (_name, standing, units, codes) => {
    expect(codesOf(decideGate(anInput({ point: 'loading', standing, contents: [packed(units)] })))).toEqual(codes);
  });
  it('a box that lacks a unit is no reason at the door', () => {
    expect(decideGate(anInput({ point: 'loading', standing: line(3, 0), contents: [packed(2)] })).kind).toBe('go');
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
  it('names the cancellation first, whatever else is wrong, and the system that owns it', () => {
    const standing = aStanding({ cancellation: cancelledBy('buyer', 'Found it cheaper'), payment: 'pending', channelHold: 'fraud' });
    const verdict = decideGate(anInput({ standing, cancellationOwner: 'Seller Central', nowMs: testStartMs + minutes(600) }));
    expect(verdict).toMatchObject({ kind: 'stop', blocks: [{ code: 'CANCELLED', strength: 'hard', owner: 'customer-service', evidence: { source: 'Shop', checkedAtMs: testStartMs, facts: { by: 'buyer', reason: 'Found it cheaper', owner: 'Seller Central' } } }, { code: 'PAYMENT_PENDING' }, { code: 'ON_HOLD' }, { code: 'STALE_DATA' }] });
  });
  it('names the owner of cancellations on every kind of request', () => {
    for (const input of [{ standing: aStanding({ cancellation: requestedBy() }) }, { standing: aStanding({ lines: [aStandingLine({ cancellation: requestedBy() })] }) }, { flag: aFlag }]) {
      expect(decideGate(anInput({ ...input, cancellationOwner: 'Seller Central' }))).toMatchObject({ blocks: [{ evidence: { facts: { owner: 'Seller Central' } } }] });
    }
  });
  it('a soft reason beside a hard one stays hard', () => {
    expect(decideGate(anInput({ standing: aStanding({ cancellation: requestedBy(), payment: 'pending' }) })).kind).toBe('stop');
  });
  it('stands in the order of the block table, each reason once', () => {
    const everything: Partial<GateInput> = {
      point: 'dispatch', flag: aFlag, unmappedCarrier: 'Kiez-Velo', labelShipToHash: 'a', weight: heavy, contents: [packed(2)], nowMs: testStartMs + minutes(61),
      openElsewhere: { benchId: 'b', packer: 'Sam', sinceMs: 0 }, dispatchedBefore: { benchId: 'b', packer: 'Sam', atMs: 0 },
      standing: aStanding({ shipToHash: 'b', payment: 'pending', channelHold: 'x', findings: [aFinding('TAX_ID_MISSING'), aFinding('ADDRESS_INVALID'), aFinding('LABEL_EXISTS')] }),
    };
    const codes = codesOf(decideGate(anInput(everything)));
    expect(codes).toEqual(blockCodes.filter((code) => codes.includes(code)));
    expect(codes).toHaveLength(13);
  });
});

describe('releases', () => {
  const asked = aStanding({ cancellation: requestedBy() });
  it('let a cancel request pass, and say so', () => {
    const verdict = decideGate(anInput({ standing: asked, releases: [aRelease('CANCEL_REQUESTED')] }));
    expect(verdict).toMatchObject({ kind: 'go', notes: [{ code: 'RELEASED', evidence: { facts: { by: 'Lea', reason: 'buyer phoned' } } }] });
  });
  it('end when the channel changed the order again', () => {
    const input = anInput({ standing: { ...asked, updatedAtMs: testStartMs + 1 }, releases: [aRelease('CANCEL_REQUESTED')] });
    expect(decideGate(input).kind).toBe('ask-lead');
  });
  it('do not cover a request that was seen later, where the channel moves no time for it', () => {
    const later = { ...requestedBy(), seenAtMs: testStartMs + minutes(5) };
    const lines = [aStandingLine(), aStandingLine({ lineId: 'line-2', cancellation: later })];
    const input = anInput({ contents: null, standing: aStanding({ lines }), releases: [aRelease('CANCEL_REQUESTED', { releasedAtMs: testStartMs + minutes(4) })] });
    expect(codesOf(decideGate(input))).toEqual(['CANCEL_REQUESTED']);
    expect(decideGate({ ...input, releases: [aRelease('CANCEL_REQUESTED', { releasedAtMs: testStartMs + minutes(5) })] }).kind).toBe('go');
  });
  it('never lift a flag: that is for whoever set it', () => {
    expect(decideGate(anInput({ flag: aFlag, releases: [aRelease('CANCEL_REQUESTED')] })).kind).toBe('ask-lead');
  });
  it.each([
    ['CANCELLED', { standing: aStanding({ cancellation: cancelledBy() }) }],
    ['PAYMENT_PENDING', { standing: aStanding({ payment: 'pending' }) }],
    ['FRAUD', { standing: aStanding({ channelHold: 'x', holdKind: 'fraud' }) }],
    ['LABEL_EXISTS', { standing: aStanding({ findings: [aFinding('LABEL_EXISTS')] }) }],
    ['TAX_ID_MISSING', { standing: aStanding({ findings: [aFinding('TAX_ID_MISSING')] }) }],
    ['ADDRESS_INVALID', { standing: aStanding({ findings: [aFinding('ADDRESS_INVALID')] }) }],
    ['ALREADY_DISPATCHED', { dispatchedBefore: { benchId: 'b', packer: 'Sam', atMs: 0 } }],
  ] as const)('of every kind at once never reach a hard %s', (code, input) => {
    expect(decideGate(anInput({ ...input, releases: releasableCodes.map((releasable) => aRelease(releasable)) }))).toMatchObject({ kind: 'stop', blocks: [{ code }] });
  });
  it('let a doubtful address pass', () => {
    const standing = aStanding({ findings: [aFinding('ADDRESS_INVALID', 'ask-lead'), aFinding('ADDRESS_INVALID', 'ask-lead')] });
    expect([decideGate(anInput({ standing })).kind, decideGate(anInput({ standing, releases: [aRelease('ADDRESS_INVALID')] })).kind]).toEqual(['ask-lead', 'go']);
  });
  it('of a weight hold for that weight, and not for the next one', () => {
    const releases = [aRelease('WEIGHT_OUT_OF_RANGE')];
    expect(decideGate(anInput({ point: 'dispatch', weight: heavy, releases })).kind).toBe('go');
    expect(decideGate(anInput({ point: 'dispatch', weight: { ...heavy, atMs: testStartMs + 1 }, releases })).kind).toBe('ask-lead');
  });
  it.each([
    ['at once', 70, 70, 'go'],
    ['as long as the limit', 70, 130, 'go'],
    ['no longer than the limit', 70, 131, 'ask-lead'],
    ['not while they lie ahead: the clock was set back', 140, 70, 'ask-lead'],
  ] as const)('of an age hold %s', (_name, releasedAfter, askedAfter, kind) => {
    const releases = [aRelease('STALE_DATA', { releasedAtMs: testStartMs + minutes(releasedAfter) })];
    expect(decideGate(anInput({ nowMs: testStartMs + minutes(askedAfter), releases })).kind).toBe(kind);
  });
  it('of an age mean nothing where the store lets nobody decide', () => {
    const stale = { nowMs: testStartMs + minutes(61), releases: [aRelease('STALE_DATA', { releasedAtMs: testStartMs + minutes(61) })] };
    expect(decideGate(anInput({ ...stale, policy: { ...defaultFreshness, whenStale: 'hard' } })).kind).toBe('stop');
  });
  it('of one code let no other pass', () => {
    expect(decideGate(anInput({ standing: asked, releases: [aRelease('STALE_DATA'), aRelease('ADDRESS_INVALID'), aRelease('WEIGHT_OUT_OF_RANGE')] })).kind).toBe('ask-lead');
  });
});

describe('the three truths of a cancellation', () => {
  it.each(points)('a request that was rejected lets the order go at %s', (point) => {
    const rejected = { kind: 'rejected', by: 'seller', reason: 'already packed', seenAtMs: testStartMs } as const;
    expect(decideGate(anInput({ point, standing: aStanding({ cancellation: rejected, lines: [aStandingLine({ cancellation: rejected })] }) })).kind).toBe('go');
  });
  it('a line cancelled as a whole leaves the others to be packed', () => {
    const lines = [aStandingLine(), aStandingLine({ lineId: 'line-2', quantityToPack: 0, cancellation: cancelledBy() })];
    expect(points.map((point) => decideGate(anInput({ point, standing: aStanding({ lines }) })).kind)).toEqual(points.map(() => 'go'));
  });
});

describe('a rule in shadow', () => {
  const input: Partial<GateInput> = { point: 'dispatch', weight: heavy, nowMs: testStartMs + minutes(61), standing: aStanding({ findings: [aFinding('ADDRESS_INVALID', 'ask-lead'), aFinding('TAX_ID_MISSING'), aFinding('LABEL_EXISTS')] }) };
  it('stops nothing and is reported', () => {
    const verdict = decideGate(anInput({ ...input, shadow: pilotCodes }));
    expect([verdict.kind, verdict.shadowed.map((block) => block.code)]).toEqual(['go', ['LABEL_EXISTS', 'ADDRESS_INVALID', 'TAX_ID_MISSING', 'WEIGHT_OUT_OF_RANGE', 'STALE_DATA']]);
  });
  it('beside a rule that holds: the one stops, the other is reported', () => {
    const verdict = decideGate(anInput({ ...input, shadow: ['TAX_ID_MISSING'], flag: aFlag }));
    expect(verdict.kind).toBe('stop');
    expect(codesOf(verdict)).not.toContain('TAX_ID_MISSING');
    expect(verdict.shadowed.map((block) => block.code)).toEqual(['TAX_ID_MISSING']);
  });
  it('still says how old the data is', () => {
    expect(decideGate(anInput({ shadow: ['STALE_DATA'], nowMs: testStartMs + minutes(61) }))).toMatchObject({ kind: 'go', notes: [{ code: 'AGE_SHOWN' }] });
  });
  it('cannot be a rule about cancellations, payment, holds or the one parcel, whatever a setting says', () => {
    const everyCode = blockCodes as unknown as readonly PilotCode[];
    for (const row of rows.filter(({ code }) => !(pilotCodes as readonly BlockCode[]).includes(code))) {
      const point = points[row.at.indexOf('x')] ?? 'open';
      expect([row.name, codesOf(decideGate(anInput({ point, ...row.input, shadow: everyCode })))]).toEqual([row.name, [row.code]]);
    }
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
    expect(decideGate(anInput({ completeUntilMs: testStartMs + minutes(100), nowMs: testStartMs + minutes(101) }))).toMatchObject({ kind: 'go', notes: [] });
  });
  it('lets an old order be opened while the channel is being asked, and not labelled; a truck waits for nobody', () => {
    const old = { nowMs: testStartMs + minutes(500), isLiveCheckPending: true };
    expect(points.map((point) => decideGate(anInput({ point, ...old })).kind)).toEqual(['go', 'ask-lead', 'ask-lead', 'ask-lead', 'go']);
  });
  it('says at the door how old the check is', () => {
    expect(decideGate(anInput({ point: 'loading', nowMs: testStartMs + minutes(500) }))).toMatchObject({ kind: 'go', notes: [{ code: 'AGE_SHOWN' }] });
  });
});

describe('for every input', () => {
  const anyInput = fc.record({
    point: fc.constantFrom(...points),
    state: fc.constantFrom('open' as const, 'partly-shipped' as const, 'shipped' as const, 'cancelled' as const, 'unfulfillable' as const),
    order: fc.constantFrom(undefined, cancelledBy(), requestedBy()),
    line: fc.constantFrom(undefined, requestedBy()),
    payment: fc.constantFrom('paid' as const, 'pending' as const),
    flagged: fc.boolean(),
    released: fc.subarray([...releasableCodes]),
    shadow: fc.subarray([...pilotCodes]),
    findings: fc.subarray([aFinding('ADDRESS_INVALID', 'ask-lead'), aFinding('TAX_ID_MISSING'), aFinding('LABEL_EXISTS')]),
    ageMinutes: fc.integer({ min: -300, max: 3000 }),
    whenStale: fc.constantFrom('hard' as const, 'lead' as const, 'allow' as const),
    pending: fc.boolean(),
  });
  it('a cancelled order never goes, an open request only with a release, a flagged one never; every reason names its source', () => {
    fc.assert(
      fc.property(anyInput, (any) => {
        const standing = aStanding({ state: any.state, payment: any.payment, findings: any.findings, ...(any.order === undefined ? {} : { cancellation: any.order }), lines: [aStandingLine(any.line === undefined ? {} : { cancellation: any.line })] });
        const verdict = decideGate(anInput({ point: any.point, standing, flag: any.flagged ? aFlag : null, shadow: any.shadow, releases: any.released.map((code) => aRelease(code)), policy: { ...defaultFreshness, whenStale: any.whenStale }, isLiveCheckPending: any.pending, nowMs: testStartMs + minutes(any.ageMinutes) }));
        const isCancelled = any.state === 'cancelled' || any.order?.kind === 'cancelled';
        if (isCancelled) expect([verdict.kind, codesOf(verdict)[0]]).toEqual(['stop', 'CANCELLED']);
        else if (any.flagged || ((any.order !== undefined || any.line !== undefined) && !any.released.includes('CANCEL_REQUESTED'))) expect(verdict.kind).not.toBe('go');
        if (any.payment === 'pending') expect(verdict.kind).toBe('stop');
        for (const block of verdict.shadowed) expect(any.shadow).toContain(block.code);
        if (verdict.kind !== 'go') for (const block of verdict.blocks) expect(block.evidence.source).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
