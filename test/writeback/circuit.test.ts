import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aQueue, manyRows, type Queue } from './support/a-queue.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aStore, aWriteBackIn, morningMs } from './support/a-write-back.ts';

const unavailable = { kind: 'unavailable', cause: 'HTTP 503' } as const;

/** Requests of any kind in the order in which they left, and how many were under way at once. */
function requestsOf(queue: Queue): readonly number[] {
  return [...queue.channel.sent, ...queue.channel.reads].map(({ atMs }) => atMs).toSorted((a, b) => a - b);
}

describe('a service that fails at everything', () => {
  const failing = (count = 40): Queue =>
    aQueue({
      rows: [...manyRows(count), ...manyRows(count, () => ({ state: 'accepted', acceptedAtMs: morningMs, attempts: 1, shipByMs: morningMs + minutes(60) }), 'proof')],
      channel: { fate: () => ({ kind: 'unavailable' }), readFate: () => unavailable, rates: { 'list-orders': { ratePerSecond: 10, burst: 100 }, 'read-order': { ratePerSecond: 100, burst: 1000 }, 'confirm-dispatch': { ratePerSecond: 100, burst: 1000 } } },
    });

  it('is tried with one request at a time, be it a message or a proof read', async () => {
    const queue = failing();
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    const late = requestsOf(queue).filter((atMs) => atMs > 500);
    expect(late.length).toBeGreaterThan(1);
    const apart = late.slice(1).map((atMs, index) => atMs - (late[index] ?? 0));
    // A trial takes 100 ms there and back: none leaves while another one is under way.
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(100);
    expect(late.length).toBeLessThan(80);
  });

  it('that only has reads to answer is not asked without end either', async () => {
    const queue = aQueue({
      rows: manyRows(500, () => ({ state: 'accepted', acceptedAtMs: morningMs, attempts: 1, shipByMs: morningMs + minutes(60) })),
      channel: { readFate: () => unavailable, rates: { 'list-orders': { ratePerSecond: 10, burst: 100 }, 'read-order': { ratePerSecond: 100, burst: 1000 }, 'confirm-dispatch': { ratePerSecond: 100, burst: 1000 } } },
    });
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    expect(queue.channel.reads.length).toBeLessThan(60);
    expect(queue.channel.reads.length).toBeGreaterThan(3);
  });

  it('that comes back is used in full again after the first trial that works: eight messages at once, not one after the other', async () => {
    let isDown = true;
    const queue = aQueue({ rows: manyRows(10), channel: { travelMs: () => seconds(2), fate: () => (isDown ? { kind: 'unavailable' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    isDown = false;
    queue.worker.reconnected(aStore);
    // A trial of four seconds, then eight and one.
    await queue.clock.advance(seconds(13));
    expect(queue.states().every((state) => state !== 'due' && state !== 'sending')).toBe(true);
  });

  it('that refuses a message by what is in it has answered: the others go at once', async () => {
    let isDown = true;
    const queue = aQueue({ rows: manyRows(9), channel: { travelMs: () => seconds(2), fate: () => (isDown ? { kind: 'unavailable' } : { kind: 'refused', code: 'bad-number' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    isDown = false;
    queue.worker.reconnected(aStore);
    await queue.clock.advance(seconds(13));
    expect(new Set(queue.states())).toEqual(new Set(['parked']));
  });

  it('that comes back is read in full again after the first read that works', async () => {
    let isDown = true;
    const queue = aQueue({ rows: manyRows(9, () => ({ state: 'uncertain', attempts: 1 })), channel: { travelMs: () => seconds(2), readFate: () => (isDown ? unavailable : null) } });
    for (let index = 0; index < 9; index += 1) queue.channel.typeIn(`w-order-${index}`, { packageReference: '1', carrier: 'DHL', trackingNumber: `w-number-${index}` });
    queue.worker.start();
    await queue.clock.advance(minutes(5));
    isDown = false;
    queue.worker.kick(aStore);
    // What was read last may have to wait its own turn out; then a trial of four seconds and two at a time.
    await queue.clock.advance(seconds(70));
    expect(new Set(queue.states())).toEqual(new Set(['confirmed']));
    const busy = queue.channel.reads.filter(({ atMs }) => atMs > minutes(5)).map(({ atMs }) => atMs);
    expect(busy.slice(1).some((atMs, index) => atMs - (busy[index] ?? 0) < seconds(4))).toBe(true);
  });

  it.each([
    { named: 'messages', sendFails: true },
    { named: 'reads', sendFails: false },
  ])('at $named gets but one of the other kind at first: it may be gone for all', async ({ sendFails }) => {
    const early = { dueAtMs: morningMs };
    const late = { dueAtMs: morningMs + 500 };
    const queue = aQueue({
      rows: [...manyRows(20, () => (sendFails ? early : late)), ...manyRows(20, () => ({ state: 'uncertain', attempts: 1, ...(sendFails ? late : early) }), 'proof')],
      channel: { travelMs: () => 100, fate: () => ({ kind: sendFails ? 'unavailable' : 'done' }), readFate: () => (sendFails ? null : unavailable) },
      worker: { policy: { requestTimeoutMs: 0, visibilityLagMs: 0 } },
    });
    queue.worker.start();
    // An empty lane of messages is looked at again after a second.
    await queue.clock.advance(sendFails ? 550 : 1_250);
    expect(queue.worker.status()[0]).toMatchObject(sendFails ? { sending: 0, reading: 1 } : { sending: 1, reading: 0 });
  });

  it('that comes back needs no more than one of them to work', async () => {
    let isDown = true;
    const queue = aQueue({ rows: manyRows(20), channel: { fate: () => (isDown ? { kind: 'unavailable' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(6));
    isDown = false;
    await queue.clock.advance(minutes(6));
    expect(queue.states().every((state) => state === 'accepted' || state === 'confirmed')).toBe(true);
  });

  it.each(['kick', 'reconnected'] as const)('gets one trial, not eight, when somebody cuts its rest short (%s)', async (how) => {
    const queue = aQueue({ rows: manyRows(20), channel: { fate: () => ({ kind: 'unavailable' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(4));
    const before = queue.channel.sent.length;
    queue.worker[how](aStore);
    await queue.clock.settle();
    await queue.clock.advance(50);
    expect(queue.channel.sent).toHaveLength(before + 1);
  });

  it('for messages alone is still read back from: what was taken before is proven meanwhile', async () => {
    const queue = aQueue({
      rows: [...manyRows(20), ...manyRows(5, () => ({ state: 'accepted', acceptedAtMs: morningMs, attempts: 1 }), 'proof')],
      channel: { fate: () => ({ kind: 'unavailable' }) },
    });
    for (let index = 0; index < 5; index += 1) queue.channel.typeIn(`proof-order-${index}`, { packageReference: '1', carrier: 'DHL', trackingNumber: `proof-number-${index}` });
    queue.worker.start();
    await queue.clock.advance(minutes(6));
    const late = aWriteBackIn('accepted', { id: 'late' as WriteBackId, parcelId: 'late' as ParcelId, dueAtMs: queue.clock.nowMs(), acceptedAtMs: queue.clock.nowMs(), notice: { channelOrderId: 'late', trackingNumber: 'late' } });
    queue.channel.typeIn('late', { packageReference: '1', carrier: 'DHL', trackingNumber: 'late' });
    queue.add(late);
    queue.worker.written(late);
    await queue.clock.advance(seconds(1));
    expect(queue.worker.status()[0]?.pause).toBe('outage');
    expect(queue.row('late').state).toBe('confirmed');
    expect([0, 1, 2, 3, 4].map((index) => queue.row(`proof000${index}`).state)).toEqual(Array.from({ length: 5 }, () => 'confirmed'));
  });
});
