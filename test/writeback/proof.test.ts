import { describe, expect, it } from 'vitest';
import { planReads } from '../../src/main/writeback/prover.ts';
import { defaultWorkerLimits as limits } from '../../src/main/writeback/limits.ts';
import { hours, minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aQueue, manyRows } from './support/a-queue.ts';
import { aStore, aWriteBack, aWriteBackIn, morningMs } from './support/a-write-back.ts';
import { amazonRates } from './support/fake-channel.ts';

const accepted = (count: number, overrides: (index: number) => Partial<WriteBack> = () => ({}), prefix = 'w') =>
  manyRows(count, (index) => ({ state: 'accepted', acceptedAtMs: morningMs, ...overrides(index) }), prefix);
const plan = (rows: readonly WriteBack[], spare: number, nowMs = morningMs) =>
  planReads(rows, new Set(), spare, nowMs, limits).reads.map(([first]) => first?.id);

describe('which orders are read back', () => {
  it('all of them while the budget beyond the reserve carries all of them', () => {
    expect(plan(accepted(5), 5)).toHaveLength(5);
    expect(plan(accepted(6), 5)).toEqual([]);
  });

  it('of a crowd only what is unknown, near its deadline, or was shown by no page in time; in this order', () => {
    const unknown = manyRows(1, () => ({ state: 'uncertain' }), 'unknown');
    const urgent = accepted(1, () => ({ shipByMs: morningMs + hours(1) }), 'urgent');
    const late = accepted(1, () => ({ dueAtMs: morningMs - limits.bulkGraceMs }), 'late');
    const rows = [...accepted(50), ...late, ...urgent, ...unknown];
    expect(plan(rows, 10)).toEqual(['unknown0000', 'urgent0000', 'late0000']);
    expect(plan(rows, 2)).toEqual(['unknown0000', 'urgent0000']);
    expect(plan(rows, 0)).toEqual([]);
    expect(plan(rows, -3)).toEqual([]);
  });

  it('comes back for what presses as soon as the budget may have grown, for the crowd with the heartbeat', () => {
    const pressing = manyRows(3, () => ({ state: 'uncertain' }));
    expect(planReads(pressing, new Set(), 1, morningMs, limits).againInMs).toBe(limits.budgetRecheckMs);
    expect(planReads(accepted(50), new Set(), 1, morningMs, limits).againInMs).toBe(Infinity);
    expect(planReads(accepted(1, () => ({ dueAtMs: morningMs + 700 })), new Set(), 9, morningMs, limits).againInMs).toBe(700);
  });
});

describe('the read budget', () => {
  it('keeps its reserve for live cancel checks, whatever waits', async () => {
    // A budget of 30 that hardly refills: 20 may be used for proof.
    const rates = { ...amazonRates, 'read-order': { ratePerSecond: 0.0001, burst: 30 } };
    const queue = aQueue({ rows: manyRows(200, () => ({ state: 'uncertain', attempts: 1 })), channel: { rates }, worker: { accounts: () => [account] } });
    const account = queue.channel.account(aStore);
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    expect(queue.channel.reads).toHaveLength(20);
    expect(account.callsLeft('read-order')).toBe(10);
  });

  it('a crowd is proven by pages: 100 orders, no single read', async () => {
    const queue = aQueue({ rows: accepted(100) });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    expect(queue.channel.reads).toEqual([]);
    for (const row of [...queue.file.rows.values()]) {
      queue.worker.applySeenPackages(aStore, row.notice.channelOrderId, [{ packageReference: '1', carrier: 'DHL', trackingNumber: row.notice.trackingNumber }]);
    }
    expect(new Set(queue.states())).toEqual(new Set(['confirmed']));
    await queue.clock.advance(hours(3));
    expect(queue.channel.reads).toEqual([]);
  });

  it('a crowd that no page shows is read one by one after the grace, and confirmed', async () => {
    const queue = aQueue({ rows: manyRows(100) });
    queue.worker.start();
    await queue.clock.advance(minutes(15));
    expect(new Set(queue.states())).toEqual(new Set(['confirmed']));
    expect(queue.channel.taken).toHaveLength(100);
  });
});

describe('what a page of the order poll shows', () => {
  it('proves, and its silence disproves nothing', () => {
    const queue = aQueue({ rows: [aWriteBackIn('accepted')] });
    expect(queue.worker.applySeenPackages(aStore, queue.row('w1').notice.channelOrderId, [])).toBe(0);
    expect(queue.row('w1')).toMatchObject({ state: 'accepted', proofReads: 0 });
  });

  it('confirms a row that is still due, in flight, unknown or parked: nothing is owed any more', () => {
    for (const state of ['due', 'sending', 'uncertain', 'parked'] as const) {
      const queue = aQueue({ rows: [aWriteBackIn(state)] });
      const { channelOrderId, trackingNumber } = queue.row('w1').notice;
      expect(queue.worker.applySeenPackages(aStore, channelOrderId, [{ packageReference: '1', carrier: 'DHL', trackingNumber }])).toBe(1);
      expect(queue.row('w1').state).toBe('confirmed');
    }
  });

  it('with another number parks an accepted row, but not one whose outcome is still unknown', () => {
    const show = (row: WriteBack) => {
      const queue = aQueue({ rows: [row] });
      queue.worker.applySeenPackages(aStore, row.notice.channelOrderId, [{ packageReference: '1', carrier: 'UPS', trackingNumber: '1Z9' }]);
      return queue.row('w1');
    };
    expect(show(aWriteBackIn('accepted', { acceptedAtMs: morningMs - minutes(5) }))).toMatchObject({ state: 'parked', parkReason: 'shows-other-number' });
    expect(show(aWriteBackIn('uncertain')).state).toBe('uncertain');
  });

  it('makes no box "confirmed" that was stopped or opened again: it stands here', () => {
    for (const state of ['stopped', 'labelled'] as const) {
      const queue = aQueue({ rows: [aWriteBackIn('accepted')] });
      const { notice, parcelId } = queue.row('w1');
      queue.file.parcels.set(parcelId, state);
      queue.worker.applySeenPackages(aStore, notice.channelOrderId, [{ packageReference: '1', carrier: 'DHL', trackingNumber: notice.trackingNumber }]);
      expect([queue.row('w1').state, queue.file.parcels.get(parcelId)]).toEqual(['confirmed', state]);
    }
  });

  it('of an order we know nothing about changes nothing', () => {
    expect(aQueue().worker.applySeenPackages(aStore, 'stranger', [{ packageReference: '1', carrier: 'DHL', trackingNumber: 'x' }])).toBe(0);
  });
});

describe('two parcels of one order', () => {
  const first = aWriteBackIn('accepted', { id: 'first' as WriteBackId, parcelId: 'p1' as ParcelId });
  const second = aWriteBackIn('accepted', { id: 'second' as WriteBackId, parcelId: 'p2' as ParcelId, notice: { packageReference: '2' } });

  it('under one number are proven each by its own package', () => {
    const queue = aQueue({ rows: [first, second] });
    queue.worker.applySeenPackages(aStore, first.notice.channelOrderId, [{ packageReference: '1', carrier: 'DHL', trackingNumber: first.notice.trackingNumber }]);
    expect(queue.states()).toEqual(['confirmed', 'accepted']);
  });

  it('are proven by one read', async () => {
    const queue = aQueue({ rows: [first, second] });
    for (const row of [first, second]) queue.channel.typeIn(row.notice.channelOrderId, { packageReference: row.notice.packageReference, carrier: 'DHL', trackingNumber: row.notice.trackingNumber });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(queue.states()).toEqual(['confirmed', 'confirmed']);
    expect(queue.channel.reads).toHaveLength(1);
  });

  it('refused as shipped already, with only the other one shown under a name of the channel’s own: no stranger’s number', async () => {
    const told = aWriteBackIn('confirmed', { id: 'told' as WriteBackId, parcelId: 'p1' as ParcelId, notice: { trackingNumber: '340434161094000001' } });
    const refused = aWriteBackIn('due', { id: 'refused' as WriteBackId, parcelId: 'p2' as ParcelId, createdAtMs: told.createdAtMs + 1, notice: { packageReference: '2', trackingNumber: '340434161094000002' } });
    const queue = aQueue({ rows: [told, refused], channel: { fate: () => ({ kind: 'refused', code: 'already-shipped' }) } });
    queue.channel.typeIn(told.notice.channelOrderId, { packageReference: '340434161094000001', carrier: 'DHL', trackingNumber: '340434161094000001' });
    queue.worker.start();
    await queue.clock.advance(minutes(15));
    expect(queue.row('refused')).toMatchObject({ state: 'parked', parkReason: 'rejected', problemCode: 'already-shipped' });
  });

  it('with the number of the other one under our own reference shows another number', async () => {
    const told = aWriteBackIn('confirmed', { id: 'told' as WriteBackId, parcelId: 'p1' as ParcelId, notice: { trackingNumber: '340434161094000001' } });
    const mixedUp = aWriteBackIn('accepted', { id: 'mixed-up' as WriteBackId, parcelId: 'p2' as ParcelId, acceptedAtMs: morningMs - minutes(5), notice: { packageReference: '2', trackingNumber: '340434161094000002' } });
    const queue = aQueue({ rows: [told, mixedUp] });
    queue.worker.applySeenPackages(aStore, told.notice.channelOrderId, [{ packageReference: '2', carrier: 'DHL', trackingNumber: '340434161094000001' }]);
    expect(queue.row('mixed-up')).toMatchObject({ state: 'parked', parkReason: 'shows-other-number' });
  });

  it('a superseded row of the same package does not hide its successor\'s proof', () => {
    const old = aWriteBackIn('superseded', { id: 'old' as WriteBackId });
    const queue = aQueue({ rows: [old, first] });
    queue.worker.applySeenPackages(aStore, first.notice.channelOrderId, [{ packageReference: '1', carrier: 'DHL', trackingNumber: first.notice.trackingNumber }]);
    expect(queue.states()).toEqual(['superseded', 'confirmed']);
  });
});

describe('a read that takes long', () => {
  it('is not asked a second time while the first is under way, however often somebody wakes the worker', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('accepted')], channel: { travelMs: () => seconds(5) } });
    queue.worker.start();
    for (let second = 0; second < 9; second += 1) {
      await queue.clock.advance(seconds(1));
      queue.worker.wake();
    }
    expect(queue.channel.reads).toHaveLength(1);
  });
});

describe('a read without an answer', () => {
  it('counts for nothing and is repeated', async () => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { readFate: (_order, nth) => (nth < 4 ? { kind: 'unavailable', cause: 'no line' } : null) } });
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    expect(queue.channel.reads).toHaveLength(4);
    expect(queue.row('w1')).toMatchObject({ state: 'confirmed', proofReads: 1 });
  });

  it('because the account is refused pauses the account', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('accepted')], channel: { readFate: () => ({ kind: 'rejected', problems: [{ code: 'auth', message: 'token' }] }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(30));
    expect(queue.channel.reads).toHaveLength(1);
    expect(queue.worker.status()[0]?.pause).toBe('auth');
  });

  it('a row that somebody else settled meanwhile is forgotten, not read for ever', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('accepted', { dueAtMs: morningMs + seconds(30) })] });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    queue.add({ ...queue.row('w1'), state: 'superseded' });
    await queue.clock.advance(hours(1));
    expect(queue.channel.reads.length).toBeLessThanOrEqual(1);
  });
});
