import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aQueue, manyRows, type Queue } from './support/a-queue.ts';
import { aStore, morningMs } from './support/a-write-back.ts';

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

  it('that comes back is used in full again after the first trial that works', async () => {
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
    await queue.clock.advance(seconds(10));
    expect(queue.worker.status()[0]?.pause).toBe('outage');
    expect([0, 1, 2, 3, 4].map((index) => queue.row(`proof000${index}`).state)).toEqual(Array.from({ length: 5 }, () => 'confirmed'));
  });
});
