import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../../src/shared/domain/units/instant.ts';
import { decideWriteBack, type WriteBackEvent } from '../../../src/shared/domain/writeback/decide.ts';
import { defaultWriteBackPolicy, type WriteBackPolicy } from '../../../src/shared/domain/writeback/policy.ts';
import type { SeenDispatch, WriteBack, WriteBackState } from '../../../src/shared/domain/writeback/write-back.ts';
import { aNotice, aWriteBackIn, morningMs } from '../../writeback/support/a-write-back.ts';

const policy = defaultWriteBackPolicy;
const states: readonly WriteBackState[] = ['due', 'sending', 'accepted', 'uncertain', 'confirmed', 'parked', 'superseded'];

const ours: SeenDispatch = { packageReference: '1', carrier: 'DHL', trackingNumber: aNotice().trackingNumber };
const other: SeenDispatch = { ...ours, trackingNumber: 'JD0002' };
const failed: SeenDispatch = { ...ours, passingOn: { state: 'failed', words: 'eBay: token expired' } };
const pending: SeenDispatch = { ...ours, passingOn: { state: 'pending' } };
const refusal = (code: string): WriteBackEvent => ({ kind: 'sent-outcome', outcome: { kind: 'rejected', problems: [{ code, message: 'said the channel' }] }, random: 0.5 });

const events: Readonly<Record<string, WriteBackEvent>> = {
  'sent: done': { kind: 'sent-outcome', outcome: { kind: 'done', value: undefined }, random: 0.5 },
  'sent: bad-number': refusal('bad-number'),
  'sent: bad-request-ours': refusal('bad-request-ours'),
  'sent: ship-plus': refusal('ship-plus'),
  'sent: never seen': refusal('constructor'),
  'sent: cancelled': refusal('order-cancelled-or-unknown-line'),
  'sent: already-shipped': refusal('already-shipped'),
  'sent: too-many-updates': refusal('too-many-updates'),
  'sent: locked': refusal('locked'),
  'sent: asked back': refusal('cancel-requested'),
  'sent: auth': refusal('auth'),
  'sent: 429': { kind: 'sent-outcome', outcome: { kind: 'rate-limited', retryAfterMs: 500 }, random: 0.5 },
  'sent: unavailable': { kind: 'sent-outcome', outcome: { kind: 'unavailable', cause: 'no line' }, random: 0.5 },
  'sent: uncertain': { kind: 'sent-outcome', outcome: { kind: 'uncertain', cause: 'no answer' }, random: 0.5 },
  'proof: same': { kind: 'proof', seen: [ours] },
  'proof: not passed on': { kind: 'proof', seen: [failed] },
  'proof: not passed on yet': { kind: 'proof', seen: [pending] },
  'proof: other': { kind: 'proof', seen: [other] },
  'proof: absent': { kind: 'proof', seen: [] },
  'proof: failed': { kind: 'proof-failed', outcome: { kind: 'unavailable', cause: 'no line' }, random: 0.5 },
  'withheld: cancelled': { kind: 'withheld', why: 'order-cancelled', untilMs: morningMs + 1 },
  'withheld: requested': { kind: 'withheld', why: 'cancel-requested', untilMs: morningMs + 1 },
  'withheld: turn': { kind: 'withheld', why: 'out-of-turn', untilMs: morningMs + 1 },
  'found-after-crash': { kind: 'found-after-crash' },
  'brought-forward': { kind: 'brought-forward' },
  'clock-set': { kind: 'clock-set', byMs: 7_200_000 },
  'resend-by-person': { kind: 'resend-by-person' },
  'order-cancelled': { kind: 'order-cancelled' },
  superseded: { kind: 'superseded' },
};

/** "-": nothing to store, the same object. "x!y": state x, parked for reason y. */
const table = `
                       due         sending                 accepted                   uncertain                  confirmed  parked      superseded
  sent: done           -           accepted                -                          -                          -          -           -
  sent: bad-number     -           parked!rejected         -                          -                          -          -           -
  sent: bad-request-ours -         parked!rejected         -                          -                          -          -           -
  sent: ship-plus      -           parked!rejected         -                          -                          -          -           -
  sent: never seen     -           parked!rejected         -                          -                          -          -           -
  sent: cancelled      -           parked!order-cancelled  -                          -                          -          -           -
  sent: already-shipped -          uncertain               -                          -                          -          -           -
  sent: too-many-updates -         uncertain               -                          -                          -          -           -
  sent: locked         -           due                     -                          -                          -          -           -
  sent: asked back     -           due                     -                          -                          -          -           -
  sent: auth           -           due                     -                          -                          -          -           -
  sent: 429            -           due                     -                          -                          -          -           -
  sent: unavailable    -           due                     -                          -                          -          -           -
  sent: uncertain      -           uncertain               -                          -                          -          -           -
  proof: same          confirmed   confirmed               confirmed                  confirmed                  -          confirmed   -
  proof: not passed on parked!accepted-not-visible parked!accepted-not-visible parked!accepted-not-visible parked!accepted-not-visible - - -
  proof: not passed on yet accepted accepted              accepted                   accepted                   -          -           -
  proof: other         -           parked!shows-other-number parked!shows-other-number  parked!shows-other-number  -          -           -
  proof: absent        -           -                       accepted                   uncertain                  -          -           -
  proof: failed        -           -                       accepted                   uncertain                  -          -           -
  withheld: cancelled  -           parked!order-cancelled  -                          -                          -          -           -
  withheld: requested  -           due                     -                          -                          -          -           -
  withheld: turn       -           due                     -                          -                          -          -           -
  found-after-crash    -           uncertain               -                          -                          -          -           -
  brought-forward      due         -                       -                          -                          -          -           -
  clock-set            due         -                       accepted                   uncertain                  -          -           -
  resend-by-person     due         -                       -                          -                          -          due         -
  order-cancelled      parked!order-cancelled -            -                          -                          -          -           -
  superseded           superseded  superseded              superseded                 superseded                 -          superseded  -
`;

interface Cell {
  readonly state: WriteBackState;
  readonly eventName: string;
  readonly expected: string;
}

function cells(): readonly Cell[] {
  const names = Object.keys(events).sort((a, b) => b.length - a.length);
  return table.trim().split('\n').slice(1).flatMap((line) => {
    const eventName = names.find((name) => line.trim().startsWith(`${name} `)) ?? `no such event: ${line}`;
    const expected = line.trim().slice(eventName.length).trim().split(/\s+/);
    return states.map((state, column) => ({ state, eventName, expected: expected[column] ?? 'missing' }));
  });
}

const atMs = morningMs + policy.visibilityLagMs;
const eventNamed = (name: string): WriteBackEvent => {
  const event = events[name];
  if (event === undefined) throw new Error(name);
  return event;
};
const after = (row: WriteBack, name: string, nowMs = atMs, with_: WriteBackPolicy = policy): WriteBack => decideWriteBack(row, eventNamed(name), nowMs, with_);

describe('the table of every state and every event', () => {
  it('has a cell for each pair', () => {
    const seen = new Set(cells().map((cell) => `${cell.state}/${cell.eventName}`));
    expect(seen.size).toBe(states.length * Object.keys(events).length);
    expect(cells()).toHaveLength(seen.size);
  });

  it.each(cells())('a $state row told "$eventName" answers $expected', ({ state, eventName, expected }) => {
    const row = aWriteBackIn(state, { dueAtMs: atMs + 1 });
    const decided = after(row, eventName);
    if (expected === '-') {
      expect(decided).toBe(row);
      return;
    }
    const [toState, reason] = expected.split('!');
    expect(decided).not.toBe(row);
    expect({ state: decided.state, reason: decided.parkReason }).toEqual({ state: toState, reason: reason ?? null });
  });

  it('never changes what is owed: ids, notice, creation and ship-by stay in every cell', () => {
    for (const { state, eventName } of cells()) {
      const row = aWriteBackIn(state, { dueAtMs: atMs + 1, shipByMs: atMs });
      const { id, storeId, orderId, parcelId, notice, createdAtMs, shipByMs } = after(row, eventName);
      expect({ id, storeId, orderId, parcelId, notice, createdAtMs, shipByMs }).toEqual({
        id: row.id, storeId: row.storeId, orderId: row.orderId, parcelId: row.parcelId, notice: row.notice, createdAtMs: row.createdAtMs, shipByMs: row.shipByMs,
      });
    }
  });
});

describe('after sending', () => {
  const sending = aWriteBackIn('sending', { attempts: 4, sendingSinceMs: morningMs });

  it('accepted is not confirmed: the first proof read is planned', () => {
    const row = after(sending, 'sent: done');
    expect(row).toMatchObject({ state: 'accepted', acceptedAtMs: atMs, confirmedAtMs: null, dueAtMs: atMs + seconds(30), attempts: 4, sendingSinceMs: null });
  });

  it('a rate limit waits as long as the channel says, and gives the attempt back', () => {
    expect(after(sending, 'sent: 429')).toMatchObject({ state: 'due', attempts: 3, dueAtMs: atMs + 500 });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('a waiting time of %d that makes no sense becomes the longest of our own', (retryAfterMs) => {
    const row = decideWriteBack(sending, { kind: 'sent-outcome', outcome: { kind: 'rate-limited', retryAfterMs }, random: 0 }, atMs, policy);
    expect(row.dueAtMs).toBe(atMs + policy.backoffCapMs);
  });

  it('an account that is not let in costs the row neither its attempt nor its place', () => {
    expect(after(sending, 'sent: auth')).toMatchObject({ state: 'due', attempts: 3, dueAtMs: atMs, parkReason: null, lastAnswer: 'auth: said the channel' });
  });

  it('a service that is away is tried again after a jittered wait: 4th attempt, middle of 8 s', () => {
    expect(after(sending, 'sent: unavailable')).toMatchObject({ state: 'due', attempts: 4, dueAtMs: atMs + seconds(4), lastAnswer: 'no line' });
  });

  it('many attempts alone do not bother a person, nor does age alone; both together do, and nothing is deleted', () => {
    const often = aWriteBackIn('sending', { attempts: policy.maxAttempts });
    expect(after(often, 'sent: unavailable').state).toBe('due');
    const old = aWriteBackIn('sending', { attempts: 1 });
    expect(after(old, 'sent: unavailable', morningMs + policy.maxAgeMs).state).toBe('due');
    expect(after(often, 'sent: unavailable', morningMs + policy.maxAgeMs)).toMatchObject({ state: 'parked', parkReason: 'too-many-attempts', lastAnswer: 'no line' });
  });

  it('the words of every problem are kept for the lead', () => {
    const row = decideWriteBack(
      sending,
      { kind: 'sent-outcome', outcome: { kind: 'rejected', problems: [{ code: 'bad-number', message: 'too short' }, { code: 'bad-carrier', message: 'who?' }] }, random: 0 },
      atMs,
      policy,
    );
    expect(row.lastAnswer).toBe('bad-number: too short | bad-carrier: who?');
  });
});

describe('a busy record', () => {
  const sending = aWriteBackIn('sending');
  const busy = (random: number): WriteBack => decideWriteBack(sending, { kind: 'sent-outcome', outcome: { kind: 'rejected', problems: [{ code: 'locked', message: 'in use' }] }, random }, morningMs, policy);

  it('is asked again within seconds, no two rows at once', () => {
    expect(busy(0.9)).toMatchObject({ state: 'due', attempts: sending.attempts, lastAnswer: 'locked: in use' });
    expect(busy(0).dueAtMs - morningMs).toBe(policy.backoffBaseMs);
    expect(busy(0.99).dueAtMs - morningMs).toBeGreaterThan(seconds(2));
    expect(busy(0.99).dueAtMs).not.toBe(busy(0.6).dueAtMs);
  });

  it('for a day and many attempts is a matter for a person', () => {
    const worn = aWriteBackIn('sending', { attempts: policy.maxAttempts, createdAtMs: morningMs - policy.maxAgeMs });
    expect(decideWriteBack(worn, refusal('locked'), morningMs, policy)).toMatchObject({ state: 'parked', parkReason: 'too-many-attempts' });
  });

  it('that asks for a decision about a cancel request waits for the lead', () => {
    expect(decideWriteBack(sending, refusal('cancel-requested'), morningMs, policy)).toMatchObject({ state: 'due', attempts: sending.attempts - 1, dueAtMs: morningMs + policy.holdRecheckMs });
  });
});

describe('an unknown outcome', () => {
  it('is looked up only when the request can no longer arrive and what arrived can be seen', () => {
    const justSent = aWriteBackIn('sending', { sendingSinceMs: atMs - 100 });
    expect(after(justSent, 'sent: uncertain').dueAtMs).toBe(atMs - 100 + policy.requestTimeoutMs + policy.visibilityLagMs);
  });

  it('left late although claimed early: the lag counts from the answer', () => {
    const slow = aWriteBackIn('sending', { sendingSinceMs: atMs - minutes(30) });
    expect(after(slow, 'sent: uncertain').dueAtMs).toBe(atMs + policy.visibilityLagMs);
    expect(after(slow, 'found-after-crash').dueAtMs).toBe(atMs + policy.visibilityLagMs);
  });

  it('waits no longer than that where the wall clock was set back', () => {
    const fromTheFuture = aWriteBackIn('sending', { sendingSinceMs: atMs + minutes(180) });
    expect(after(fromTheFuture, 'found-after-crash').dueAtMs).toBe(atMs + policy.requestTimeoutMs + policy.visibilityLagMs);
  });

  it('absent once is provisional; absent often enough may be sent again, with its attempt counted', () => {
    const row = aWriteBackIn('uncertain');
    const once = after(row, 'proof: absent');
    expect(once).toMatchObject({ state: 'uncertain', proofReads: 1, dueAtMs: atMs + policy.absentSpacingMs });
    expect(after(once, 'proof: absent')).toMatchObject({ state: 'due', proofReads: 0, dueAtMs: atMs, attempts: 1 });
  });

  it('a read that failed does not count as absence', () => {
    const failed = after(aWriteBackIn('uncertain'), 'proof: failed');
    expect(failed).toMatchObject({ state: 'uncertain', proofReads: 0, dueAtMs: atMs + policy.unreadableWaitMs, lastAnswer: 'no answer' });
  });

  it.each(['already-shipped', 'too-many-updates'])('"%s" is looked up, and never sent again: nothing of ours there means a person decides', (code) => {
    const asked = after(aWriteBackIn('sending'), `sent: ${code}`);
    const refusedRead = decideWriteBack(asked, { kind: 'proof-failed', outcome: { kind: 'rejected', problems: [{ code: 'auth', message: 'no' }] }, random: 0 }, atMs, policy);
    const once = after(refusedRead, 'proof: absent');
    expect(after(once, 'proof: same').state).toBe('confirmed');
    expect(after(once, 'proof: absent')).toMatchObject({ state: 'parked', parkReason: 'rejected', lastAnswer: `${code}: said the channel` });
    const foreign: WriteBackEvent = { kind: 'proof', seen: [{ packageReference: '7', carrier: 'UPS', trackingNumber: '1Z9' }] };
    expect(decideWriteBack(once, foreign, atMs, policy)).toMatchObject({ state: 'parked', parkReason: 'shows-other-number', lastAnswer: 'the channel shows UPS 1Z9 for package 7' });
  });

  it('our number under a reference that is not ours counts as shown: somebody typed it in', () => {
    const typed: WriteBackEvent = { kind: 'proof', seen: [{ ...ours, packageReference: '99' }] };
    expect(decideWriteBack(aWriteBackIn('uncertain'), typed, atMs, policy).state).toBe('confirmed');
  });

  it.each(['3403 4310 4280 9170 05', '340343104280917005 ', '3403-43104280917005'])('%s is our number in the channel\'s spelling', (trackingNumber) => {
    expect(decideWriteBack(aWriteBackIn('accepted'), { kind: 'proof', seen: [{ ...ours, trackingNumber }] }, atMs, policy).state).toBe('confirmed');
  });

  it('an empty number at the channel proves nothing', () => {
    const row = aWriteBackIn('accepted', { notice: { trackingNumber: '-' } });
    expect(decideWriteBack(row, { kind: 'proof', seen: [{ ...ours, trackingNumber: '' }] }, atMs, policy).state).not.toBe('confirmed');
  });
});

describe('an accepted row', () => {
  it('is read back after 30 s, then 1, 2, 5, 10, 20, 20... minutes', () => {
    let row = after(aWriteBackIn('sending'), 'sent: done', morningMs);
    const waits = [row.dueAtMs - morningMs];
    for (let read = 0; read < 7; read++) {
      const nowMs = row.dueAtMs;
      row = after(row, 'proof: absent', nowMs);
      waits.push(row.dueAtMs - nowMs);
    }
    expect(waits).toEqual([30, 60, 120, 300, 600, 1200, 1200, 1200].map(seconds));
    expect(row.state).toBe('accepted');
  });

  it('that stays invisible for two hours is parked: an unknown carrier is the usual cause', () => {
    let row = after(aWriteBackIn('sending'), 'sent: done', morningMs);
    let nowMs = morningMs;
    while (row.state === 'accepted') {
      nowMs = row.dueAtMs;
      row = after(row, 'proof: absent', nowMs);
    }
    expect(row).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible' });
    expect(nowMs - morningMs).toBeGreaterThanOrEqual(policy.notVisibleAfterMs);
    expect(nowMs - morningMs).toBeLessThan(policy.notVisibleAfterMs + minutes(20));
  });

  it.each<[string, readonly SeenDispatch[], NonNullable<Parameters<typeof aNotice>[0]>, string]>([
    ['nothing', [], {}, 'the channel shows no package, read 6 times'],
    ['a part of what left', [{ ...ours, lines: [{ lineId: 'a', quantity: 1 }] }], { lines: [{ lineId: 'a', quantity: 2 }] }, `the channel shows ${aNotice().trackingNumber} for a part of what left, read 6 times`],
    ['the number that ours was to replace', [other], { replaces: { trackingNumber: other.trackingNumber } }, 'the channel shows DHL JD0002 for package 1, read 6 times'],
    ['a package of somebody else', [{ ...other, packageReference: '9' }], {}, 'the channel shows DHL JD0002 for package 9, read 6 times'],
  ])('of which the channel shows %s is escalated once, and the person is told what came back', (_named, seen, notice, words) => {
    const proof: WriteBackEvent = { kind: 'proof', seen };
    const row = aWriteBackIn('accepted', { notice, proofReads: 5 });
    const parked = decideWriteBack(row, proof, morningMs + policy.notVisibleAfterMs, policy);
    expect(parked).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible', lastAnswer: words, notice: { trackingNumber: aNotice().trackingNumber } });
    expect(decideWriteBack(parked, proof, morningMs + 2 * policy.notVisibleAfterMs, policy)).toBe(parked);
  });

  it('is not parked after one read because the wall clock was set three days ahead', () => {
    const row = aWriteBackIn('accepted', { acceptedAtMs: morningMs });
    expect(after(row, 'proof: absent', morningMs + 3 * 86_400_000)).toMatchObject({ state: 'accepted', proofReads: 1 });
  });

  it('may still show the number from before our edit for as long as the channel lags', () => {
    const edited = aWriteBackIn('accepted', { acceptedAtMs: atMs - policy.visibilityLagMs + 1 });
    expect(after(edited, 'proof: other')).toMatchObject({ state: 'accepted', proofReads: 1 });
    const settled = aWriteBackIn('accepted', { acceptedAtMs: atMs - policy.visibilityLagMs });
    expect(after(settled, 'proof: other')).toMatchObject({ state: 'parked', parkReason: 'shows-other-number', lastAnswer: 'the channel shows DHL JD0002 for package 1' });
  });

  it('tells the lead why reading back is refused', () => {
    const row = decideWriteBack(aWriteBackIn('accepted'), { kind: 'proof-failed', outcome: { kind: 'rejected', problems: [{ code: 'auth', message: 'token' }] }, random: 0 }, atMs, policy);
    expect(row).toMatchObject({ state: 'accepted', lastAnswer: 'auth: token', dueAtMs: atMs + policy.backoffCapMs });
  });
});

describe('a number that stands at a go-between', () => {
  const row = aWriteBackIn('accepted', { acceptedAtMs: morningMs, attempts: 1 });

  it('is no proof while the go-between could not tell the shop: a person is told its words', () => {
    const decided = decideWriteBack(row, { kind: 'proof', seen: [failed] }, atMs, policy);
    expect(decided).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible', problemCode: 'not-passed-on', lastAnswer: 'not-passed-on: eBay: token expired', attempts: 1 });
  });

  it('stays the matter of that person until the shop was told, and is confirmed then', () => {
    const parked = decideWriteBack(row, { kind: 'proof', seen: [failed] }, atMs, policy);
    expect(decideWriteBack(parked, { kind: 'proof', seen: [failed] }, atMs + 1, policy)).toBe(parked);
    expect(decideWriteBack(parked, { kind: 'proof', seen: [ours] }, atMs + 1, policy)).toMatchObject({ state: 'confirmed', problemCode: null, parkReason: null });
  });

  it('is looked at again in growing steps while the shop is not told yet, and asks a person after two hours', () => {
    const once = decideWriteBack(row, { kind: 'proof', seen: [pending] }, morningMs + seconds(30), policy);
    expect(once).toMatchObject({ state: 'accepted', proofReads: 1, dueAtMs: morningMs + seconds(90) });
    const late = { ...once, proofReads: policy.proofWaitsMs.length };
    expect(decideWriteBack(late, { kind: 'proof', seen: [pending] }, morningMs + policy.notVisibleAfterMs, policy)).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible', problemCode: 'not-passed-on' });
  });

  it('is not told again: what stands there already is ours', () => {
    const sending = aWriteBackIn('sending');
    expect(decideWriteBack(sending, { kind: 'proof', seen: [pending] }, atMs, policy)).toMatchObject({ state: 'accepted', acceptedAtMs: atMs, sendingSinceMs: null });
  });

  it('is looked at again when a person sends it again, never told twice', () => {
    const parked = decideWriteBack(row, { kind: 'proof', seen: [failed] }, atMs, policy);
    expect(decideWriteBack(parked, { kind: 'resend-by-person' }, atMs + 5, policy)).toMatchObject({ state: 'accepted', acceptedAtMs: atMs + 5, dueAtMs: atMs + 5, parkReason: null, problemCode: null, attempts: 1 });
  });

  it('counts once it was passed on for one of two packages that bear it', () => {
    expect(decideWriteBack(row, { kind: 'proof', seen: [failed, ours] }, atMs, policy).state).toBe('confirmed');
  });
});

describe('read before the write', () => {
  it('the number that ours takes the place of is no reason to stop', () => {
    const row = aWriteBackIn('sending', { notice: { replaces: { trackingNumber: other.trackingNumber } } });
    expect(decideWriteBack(row, { kind: 'proof', seen: [other] }, morningMs, policy)).toBe(row);
  });

  it('while an answer is missing it counts as nothing of ours', () => {
    const row = aWriteBackIn('uncertain', { notice: { replaces: { trackingNumber: other.trackingNumber } } });
    expect(decideWriteBack(row, { kind: 'proof', seen: [other] }, morningMs, policy)).toMatchObject({ state: 'uncertain', proofReads: 1 });
  });

  it('what the channel would refuse never leaves, and costs no attempt', () => {
    expect(decideWriteBack(aWriteBackIn('sending'), { kind: 'needs-fix', problems: [{ code: 'bad-number', message: 'letters' }] }, morningMs, policy)).toMatchObject({ state: 'parked', parkReason: 'needs-fix', attempts: 0, problemCode: 'bad-number', lastAnswer: 'bad-number: letters' });
  });
});

describe('an order that the channel will not show', () => {
  const refused = (code: string): WriteBackEvent => ({ kind: 'proof-failed', outcome: { kind: 'rejected', problems: [{ code, message: 'no' }] }, random: 0.5 });

  it('is asked for again at first, and in the end a person looks', () => {
    const row = aWriteBackIn('accepted');
    expect(decideWriteBack(row, refused('unreadable'), morningMs + minutes(5), policy)).toMatchObject({ state: 'accepted' });
    expect(decideWriteBack(row, refused('unreadable'), morningMs + policy.notVisibleAfterMs, policy)).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible', lastAnswer: 'unreadable: no' });
  });

  it('while its outcome is unknown is given up after a day', () => {
    const row = aWriteBackIn('uncertain');
    expect(decideWriteBack(row, refused('unreadable'), morningMs + policy.maxAgeMs, policy)).toMatchObject({ state: 'parked', parkReason: 'too-many-attempts', lastAnswer: 'no answer' });
  });

  it('because the account is refused waits for the account', () => {
    expect(decideWriteBack(aWriteBackIn('accepted'), refused('auth'), morningMs + policy.maxAgeMs, policy).state).toBe('accepted');
  });
});

describe('a row that another system tells', () => {
  const told = aWriteBackIn('accepted', { toldBy: 'Linnworks' });

  it('is confirmed by the channel showing our number', () => {
    expect(decideWriteBack(told, { kind: 'proof', seen: [{ ...ours, packageReference: 'theirs' }] }, morningMs, policy).state).toBe('confirmed');
  });

  it('asks a person where the channel shows a stranger’s number', () => {
    expect(decideWriteBack(told, { kind: 'proof', seen: [{ ...other, packageReference: 'theirs' }] }, morningMs + policy.visibilityLagMs, policy)).toMatchObject({ state: 'parked', parkReason: 'shows-other-number' });
  });

  it('whose order the channel will not show is a matter for a person as "not told", in that system\'s own time', () => {
    const refused: WriteBackEvent = { kind: 'proof-failed', outcome: { kind: 'rejected', problems: [{ code: 'unreadable', message: 'no' }] }, random: 0.5 };
    expect(decideWriteBack(told, refused, morningMs + policy.notVisibleAfterMs, policy).state).toBe('accepted');
    expect(decideWriteBack(told, refused, morningMs + policy.notToldAfterMs, policy)).toMatchObject({ state: 'parked', parkReason: 'not-told-elsewhere', lastAnswer: 'unreadable: no' });
  });

  it('is looked for in growing steps, then a person is asked, and looking again sends nothing', () => {
    let row: WriteBack = told;
    let nowMs = morningMs;
    while (row.state === 'accepted') {
      nowMs = row.dueAtMs + 1;
      row = decideWriteBack(row, { kind: 'proof', seen: [] }, nowMs, policy);
    }
    expect(row).toMatchObject({ state: 'parked', parkReason: 'not-told-elsewhere' });
    expect(nowMs - morningMs).toBeGreaterThanOrEqual(policy.notToldAfterMs);
    expect(decideWriteBack(row, { kind: 'resend-by-person' }, nowMs, policy)).toMatchObject({ state: 'accepted', acceptedAtMs: nowMs, parkReason: null });
  });
});

describe('a person', () => {
  it('sends a worn-out row again, and it tries as long as a new one before it asks again; that something left before is remembered', () => {
    let row = after(aWriteBackIn('parked', { attempts: policy.maxAttempts, parkReason: 'too-many-attempts' }), 'resend-by-person');
    expect(row).toMatchObject({ state: 'due', attempts: 1, dueAtMs: atMs, parkReason: null });
    let tries = 0;
    while (row.state === 'due') {
      row = after({ ...row, state: 'sending', attempts: row.attempts + 1, sendingSinceMs: atMs }, 'sent: unavailable', morningMs + policy.maxAgeMs);
      tries += 1;
    }
    expect([tries, row.parkReason]).toEqual([policy.maxAttempts - 1, 'too-many-attempts']);
    expect(after(aWriteBackIn('parked', { attempts: 0, parkReason: 'needs-fix' }), 'resend-by-person').attempts).toBe(0);
  });

  it('cannot resend what may be on its way', () => {
    for (const state of ['sending', 'uncertain', 'accepted', 'confirmed'] as const) {
      const row = aWriteBackIn(state);
      expect(after(row, 'resend-by-person')).toBe(row);
    }
  });
});

it('a row that waits for a lead says so and gives its attempt back', () => {
  expect(after(aWriteBackIn('sending', { attempts: 2 }), 'withheld: requested')).toMatchObject({ state: 'due', attempts: 1, lastAnswer: 'cancel-requested: waits for a lead', dueAtMs: morningMs + 1 });
});

it('planned instants move with a wall clock that was set, and by nothing else', () => {
  const row = aWriteBackIn('due', { dueAtMs: morningMs + 500 });
  expect(after(row, 'clock-set')).toEqual({ ...row, dueAtMs: morningMs + 500 + 7_200_000 });
});

it('what was accepted keeps its age when the wall clock is set, and was never accepted in the future', () => {
  const row = aWriteBackIn('accepted', { acceptedAtMs: morningMs, dueAtMs: morningMs + 500 });
  const set = (byMs: number, jumpMs: number, nowMs: number): WriteBack => decideWriteBack(row, { kind: 'clock-set', byMs, jumpMs }, nowMs, policy);
  expect(set(0, 86_400_000, morningMs + 86_400_000 + 60_000)).toMatchObject({ acceptedAtMs: morningMs + 86_400_000, dueAtMs: morningMs + 500 });
  expect(set(0, 86_400_000, morningMs + 1_000).acceptedAtMs).toBe(morningMs + 1_000);
  expect(set(-3_600_000, -3_600_000, morningMs - 3_000_000)).toMatchObject({ acceptedAtMs: morningMs - 3_600_000, dueAtMs: morningMs + 500 - 3_600_000 });
  expect(set(0, 0, morningMs)).toBe(row);
});
