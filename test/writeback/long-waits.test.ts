import { describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { defaultWriteBackPolicy as policy } from '../../src/shared/domain/writeback/policy.ts';
import { decideWriteBack, heldForLead } from '../../src/shared/domain/writeback/decide.ts';
import { aStanding, requestedBy } from '../support/builders.ts';
import { aQueue, manyRows } from './support/a-queue.ts';
import { aStore, aWriteBack, aWriteBackIn, morningMs } from './support/a-write-back.ts';

const days = (count: number): number => count * hours(24);

describe('a channel that asks for ten days', () => {
  const sending = aWriteBackIn('sending');
  const limited = (retryAfterMs: number) => decideWriteBack(sending, { kind: 'sent-outcome', outcome: { kind: 'rate-limited', retryAfterMs }, random: 0 }, morningMs, policy);

  it('is asked again after an hour, and the row says what was asked for', () => {
    expect(limited(days(10))).toMatchObject({ state: 'due', attempts: 0, dueAtMs: morningMs + policy.longestWaitMs, lastAnswer: 'rate limit: the channel asks for 14400 min' });
    expect(limited(policy.longestWaitMs)).toMatchObject({ dueAtMs: morningMs + policy.longestWaitMs, lastAnswer: 'rate limit' });
  });

  it('is asked no less often for a proof', () => {
    const row = decideWriteBack(aWriteBackIn('accepted'), { kind: 'proof-failed', outcome: { kind: 'rate-limited', retryAfterMs: days(10) }, random: 0 }, morningMs, policy);
    expect(row.dueAtMs).toBe(morningMs + policy.longestWaitMs);
  });

  it('gets one message as a trial after that hour, not eight, and all of them once it takes one', async () => {
    const queue = aQueue({ rows: manyRows(30), channel: { fate: (_notice, nth) => (nth <= 9 ? { kind: 'throttled', retryAfterMs: days(10) } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(30));
    const first = queue.channel.sent.length;
    expect(first).toBeLessThanOrEqual(8);
    expect(queue.worker.status()[0]?.pause).toBe('rate-limit');
    await queue.clock.advance(minutes(31));
    expect(queue.channel.sent).toHaveLength(first + 1);
    await queue.clock.advance(hours(2));
    expect(new Set(queue.states())).toEqual(new Set(['confirmed']));
    expect(queue.row('w0000').attempts).toBe(1);
  });
});

describe('a channel that asked for long and answers slowly', () => {
  it('gets no second message before the trial is answered', async () => {
    const queue = aQueue({ rows: manyRows(30), channel: { travelMs: () => seconds(2), fate: (_notice, nth) => (nth <= 8 ? { kind: 'throttled', retryAfterMs: minutes(20) } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(1));
    const first = queue.channel.sent.length;
    await queue.clock.advance(minutes(19) + seconds(7));
    expect(queue.channel.sent.map(({ atMs }) => atMs).filter((atMs) => atMs > minutes(2))).toHaveLength(1);
    await queue.clock.advance(minutes(5));
    expect(queue.channel.sent.length).toBeGreaterThan(first + 20);
  });
});

describe('a message that waits for a lead', () => {
  it('is looked at ever more rarely: after a night it has cost a few dozen looks, not hundreds', async () => {
    let looks = 0;
    const row = aWriteBack();
    const queue = aQueue({ rows: [row], worker: { checkBeforeSend: () => Promise.resolve((looks += 1)) } });
    queue.file.standings.set(row.orderId, aStanding({ orderId: row.orderId, storeId: aStore, channelOrderId: row.notice.channelOrderId, cancellation: requestedBy(), updatedAtMs: 7 }));
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    expect(looks).toBeGreaterThanOrEqual(3);
    await queue.clock.advance(hours(12));
    expect(looks).toBeLessThan(80);
    // And no more rarely than every quarter of an hour: a buyer may think better of it.
    expect(looks).toBeGreaterThan(50);
    expect(queue.row('w1')).toMatchObject({ state: 'due', attempts: 0, lastAnswer: heldForLead });
  });

  it('leaves at once when the lead releases it, however rarely it was looked at', async () => {
    const row = aWriteBack();
    const queue = aQueue({ rows: [row] });
    queue.file.standings.set(row.orderId, aStanding({ orderId: row.orderId, storeId: aStore, channelOrderId: row.notice.channelOrderId, cancellation: requestedBy(), updatedAtMs: 7 }));
    queue.worker.start();
    await queue.clock.advance(hours(12));
    queue.file.releases.push({ orderId: row.orderId, code: 'CANCEL_REQUESTED', releasedBy: 'Lea', reason: 'keep it', releasedAtMs: queue.clock.nowMs(), forUpdatedAtMs: 7 });
    queue.worker.wake();
    await queue.clock.advance(seconds(2));
    expect(queue.channel.sent).toHaveLength(1);
  });

  it('leaves at once with the release also where it was held before the station was started', async () => {
    const row = aWriteBack({ lastAnswer: heldForLead, dueAtMs: morningMs + minutes(15) });
    const queue = aQueue({ rows: [row] });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(queue.channel.sent).toEqual([]);
    queue.worker.wake(aStore);
    await queue.clock.advance(seconds(1));
    expect(queue.channel.sent).toHaveLength(1);
  });

  it('because the channel itself asks for a decision costs it no request a minute either', async () => {
    let isAsked = true;
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: () => (isAsked ? { kind: 'refused', code: 'cancel-requested' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(hours(12));
    expect(queue.channel.sent.length).toBeGreaterThan(10);
    expect(queue.channel.sent.length).toBeLessThan(80);
    expect(queue.row('w1')).toMatchObject({ state: 'due', attempts: 0, lastAnswer: 'cancel-requested: said the channel' });
    isAsked = false;
    queue.worker.wake(aStore);
    await queue.clock.advance(seconds(2));
    expect(queue.row('w1').state).toBe('accepted');
  });
});
