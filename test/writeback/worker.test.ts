import { describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { requestedBlock } from '../../src/shared/domain/gate/cancellation-block.ts';
import { requestedBy } from '../support/builders.ts';
import { aQueue, manyRows } from './support/a-queue.ts';
import { aStore, aWriteBack, aWriteBackIn, morningMs } from './support/a-write-back.ts';
import { ConnectorBug, type Fate } from './support/fake-channel.ts';
import { createJournalFile, openMemoryJournal } from './support/memory-journal.ts';

const always = (fate: Fate) => (): Fate => fate;

describe('a dispatch reaches its channel', () => {
  it('is claimed on disk before the request leaves, and confirmed only when the channel shows the number', async () => {
    const atDeparture: string[] = [];
    const queue = aQueue({
      rows: [aWriteBack()],
      channel: {
        lagMs: () => seconds(20),
        fate: () => {
          const { state, attempts } = queue.row('w1');
          atDeparture.push(`${state} ${attempts}`);
          return { kind: 'done' };
        },
      },
    });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(atDeparture).toEqual(['sending 1']);
    expect(queue.row('w1').state).toBe('accepted');
    expect(queue.file.parcels.get('p1' as ParcelId)).toBe('posted');
    await queue.clock.advance(seconds(28));
    expect(queue.row('w1').state).toBe('accepted');
    await queue.clock.advance(seconds(3));
    expect(queue.row('w1')).toMatchObject({ state: 'confirmed', proofReads: 1 });
    expect(queue.file.parcels.get('p1' as ParcelId)).toBe('confirmed');
    expect(queue.story).toEqual(['w1: sending -> accepted', 'w1: accepted -> confirmed']);
  });

  it('waits while the line is down, and goes by itself when it is back, soonest ship-by first', async () => {
    let isOnline = false;
    const rows = manyRows(5, (index) => ({ shipByMs: morningMs + hours(5 - index), dueAtMs: morningMs + (index === 4 ? minutes(4) : 0) }));
    const queue = aQueue({ rows, worker: { isOnline: () => isOnline, limits: { maxInFlight: 1 } } });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.worker.status()).toEqual([{ storeId: aStore, pause: 'offline', sending: 0, reading: 0 }]);
    isOnline = true;
    queue.worker.reconnected(aStore);
    await queue.clock.advance(seconds(2));
    expect(queue.channel.sent.map((each) => each.channelOrderId)).toEqual(['w-order-4', 'w-order-3', 'w-order-2', 'w-order-1', 'w-order-0']);
  });

  it('a row that comes in later is sent at once when the worker is woken', async () => {
    const queue = aQueue();
    queue.worker.start();
    await queue.clock.advance(seconds(10));
    queue.add(aWriteBack());
    queue.worker.wake(aStore);
    await queue.clock.advance(100);
    expect(queue.row('w1').state).toBe('accepted');
  });

  it('a row that nobody announced is found by the heartbeat', async () => {
    const queue = aQueue();
    queue.worker.start();
    await queue.clock.advance(seconds(10));
    queue.add(aWriteBack());
    await queue.clock.advance(seconds(30));
    expect(queue.row('w1').state).toBe('accepted');
  });
});

describe('the budget of an account', () => {
  it('is used in full and never overdrawn: 60 rows at 2 a second after a burst of 10, not one refusal', async () => {
    const queue = aQueue({ rows: manyRows(60), channel: { travelMs: () => 90 } });
    queue.worker.start();
    await queue.clock.advance(seconds(24));
    expect(queue.channel.throttled()).toBe(0);
    expect(queue.channel.sent.length).toBeLessThan(60);
    await queue.clock.advance(seconds(2));
    expect(queue.channel.sent).toHaveLength(60);
    expect(queue.channel.mostInFlight()).toBeLessThanOrEqual(8);
    expect(queue.channel.throttled()).toBe(0);
  });

  it('a refusal for the rate costs no attempt, stops the others of the account for as long as told, and loses nothing', async () => {
    const queue = aQueue({ rows: manyRows(12), channel: { fate: (_notice, nth) => (nth === 1 ? { kind: 'throttled', retryAfterMs: seconds(20) } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    const sentBefore = queue.channel.sent.length;
    expect(queue.row('w0000')).toMatchObject({ state: 'due', attempts: 0 });
    expect(queue.worker.status()[0]?.pause).toBe('rate-limit');
    await queue.clock.advance(seconds(18));
    expect(queue.channel.sent).toHaveLength(sentBefore);
    await queue.clock.advance(seconds(20));
    expect(queue.states().every((state) => state === 'accepted' || state === 'confirmed')).toBe(true);
    expect(queue.row('w0000').attempts).toBe(1);
  });

  it('parcels of one order leave one after the other, oldest first, others overtake them', async () => {
    const first = aWriteBack({ id: 'first' as WriteBackId, parcelId: 'p1' as ParcelId, createdAtMs: morningMs - 3 });
    const second = aWriteBack({ id: 'second' as WriteBackId, parcelId: 'p2' as ParcelId, createdAtMs: morningMs - 2, notice: { packageReference: '2', trackingNumber: 'n2' } });
    const stranger = aWriteBack({ id: 'stranger' as WriteBackId, parcelId: 'p3' as ParcelId, createdAtMs: morningMs - 1, notice: { channelOrderId: 'other' } });
    const queue = aQueue({ rows: [second, stranger, first], channel: { fate: (_notice, nth) => (nth === 1 ? { kind: 'unavailable' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    const sent = queue.channel.sent.map((each) => `${each.channelOrderId} ${each.packageReference}`);
    const own = aWriteBack().notice.channelOrderId;
    expect(sent.filter((each) => each.startsWith(own))).toEqual([`${own} 1`, `${own} 1`, `${own} 2`]);
    expect(sent.indexOf('other 1')).toBeLessThan(sent.indexOf(`${own} 2`));
    expect(queue.row('second')).toMatchObject({ state: 'confirmed', attempts: 1 });
  });
});

describe('two parcels of one order', () => {
  const own = aWriteBack().notice.channelOrderId;
  const first = aWriteBack({ id: 'first' as WriteBackId, parcelId: 'p1' as ParcelId, createdAtMs: morningMs - 3 });
  const second = aWriteBack({ id: 'second' as WriteBackId, parcelId: 'p2' as ParcelId, createdAtMs: morningMs - 2, notice: { packageReference: '2', trackingNumber: 'n2', lines: [{ lineId: 'other line', quantity: 1 }] } });
  const stranger = aWriteBack({ id: 'stranger' as WriteBackId, parcelId: 'p3' as ParcelId, createdAtMs: morningMs - 1, notice: { channelOrderId: 'other' } });

  it('the second leaves as soon as the answer to the first is there, not when its own turn would come round', async () => {
    const queue = aQueue({ rows: [first, second] });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(queue.channel.sent.map(({ packageReference }) => packageReference)).toEqual(['1', '2']);
  });

  it('the first refused for good: the second goes out, each package is judged by itself', async () => {
    const queue = aQueue({ rows: [first, second], channel: { fate: (notice) => (notice.packageReference === '1' ? { kind: 'refused', code: 'bad-number' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    expect(queue.states()).toEqual(['parked', 'confirmed']);
    expect(queue.channel.sent.map(({ packageReference }) => packageReference)).toEqual(['1', '2']);
  });

  it('the first without an answer: the second waits for its look-up, and a stranger does not', async () => {
    const queue = aQueue({ rows: [first, second, stranger], channel: { fate: (notice, nth) => (notice.channelOrderId === own && nth === 1 ? { kind: 'lost-after' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(seconds(80));
    expect([queue.row('first').state, queue.row('second').state]).toEqual(['uncertain', 'due']);
    expect(queue.row('stranger').state).not.toBe('due');
    await queue.clock.advance(minutes(3));
    expect(queue.states()).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(queue.row('second').attempts).toBe(1);
  });

  it('the first lost from sight and parked: the second does not wait for the person', async () => {
    const queue = aQueue({ rows: [first, second], channel: { fate: (notice) => ({ kind: notice.packageReference === '1' ? 'dropped' : 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(hours(3));
    expect(queue.states()).toEqual(['parked', 'confirmed']);
  });

  it('the first waits for a lead because its line is asked back: the second holds nothing of that line and goes out', async () => {
    const queue = aQueue({ rows: [first, second, stranger], worker: { mayTell: (row) => (row.id === 'first' ? { kind: 'held', block: requestedBlock({ source: 'Shop', checkedAtMs: 0 }, requestedBy(), 'Shop') } : { kind: 'go' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    expect([queue.row('first').state, queue.row('second').state, queue.row('stranger').state]).toEqual(['due', 'confirmed', 'confirmed']);
  });

  it.each(['bad-number', 'locked', 'cancel-requested'])('poison (%s) at the head of the queue holds up no other order', async (code) => {
    const queue = aQueue({ rows: manyRows(30, (index) => ({ shipByMs: morningMs + hours(1) + index })), channel: { fate: (notice) => (Number(notice.channelOrderId.slice(8)) < 10 ? { kind: 'refused', code } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    expect(queue.states().slice(10)).toEqual(Array.from({ length: 20 }, () => 'confirmed'));
  });
});

describe('what the channel answers', () => {
  it('done and then dropped: parked as not visible after two hours of looking, never green', async () => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: always({ kind: 'dropped' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(119));
    expect(queue.row('w1').state).toBe('accepted');
    await queue.clock.advance(minutes(25));
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible', attempts: 1 });
    expect(queue.channel.reads.length).toBeLessThan(15);
    expect(queue.file.parcels.get('p1' as ParcelId)).toBe('posted');
  });

  it('no answer, but the work was done: looked up after time-out and lag, confirmed, not sent again', async () => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: always({ kind: 'lost-after' }) } });
    queue.worker.start();
    await queue.clock.advance(seconds(60));
    expect(queue.row('w1').state).toBe('uncertain');
    expect(queue.channel.reads).toEqual([]);
    await queue.clock.advance(seconds(35));
    expect(queue.row('w1').state).toBe('confirmed');
    expect(queue.channel.sent).toHaveLength(1);
  });

  it('no answer, and nothing arrived: sent again only after two reads without a trace', async () => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: (_notice, nth) => ({ kind: nth === 1 ? 'lost-before' : 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    expect(queue.channel.sent).toHaveLength(1);
    expect(queue.channel.reads).toHaveLength(1);
    await queue.clock.advance(minutes(2));
    expect(queue.channel.sent).toHaveLength(2);
    expect(queue.row('w1')).toMatchObject({ state: 'confirmed', attempts: 2 });
  });

  it.each([
    { shows: 'our number', number: aWriteBack().notice.trackingNumber, reference: '1', state: 'confirmed', reason: null },
    { shows: 'another number for our package', number: 'JD9', reference: '1', state: 'parked', reason: 'shows-other-number' },
    { shows: 'a package of somebody else', number: 'JD9', reference: '4', state: 'parked', reason: 'shows-other-number' },
  ])('already shipped, and the channel shows $shows: $state', async ({ number, reference, state, reason }) => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: always({ kind: 'refused', code: 'already-shipped' }) } });
    queue.channel.typeIn(queue.row('w1').notice.channelOrderId, { packageReference: reference, carrier: 'DHL', trackingNumber: number });
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    expect(queue.row('w1')).toMatchObject({ state, parkReason: reason });
    expect(queue.channel.sent).toHaveLength(1);
  });

  it.each([
    { code: 'order-cancelled-or-unknown-line', reason: 'order-cancelled' },
    { code: 'bad-number', reason: 'rejected' },
    { code: 'bad-carrier', reason: 'rejected' },
    { code: 'bad-request-ours', reason: 'rejected' },
    { code: 'ship-plus', reason: 'rejected' },
    { code: 'unrecognised', reason: 'rejected' },
  ])('refused as $code: parked as $reason with the channel\'s words, and the rows behind it go on', async ({ code, reason }) => {
    const queue = aQueue({ rows: manyRows(3), channel: { fate: (notice) => (notice.channelOrderId === 'w-order-0' ? { kind: 'refused', code } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(2));
    expect(queue.row('w0000')).toMatchObject({ state: 'parked', parkReason: reason, lastAnswer: `${code}: said the channel` });
    expect(queue.states().slice(1)).toEqual(['confirmed', 'confirmed']);
  });

  it('a connector that throws is an unknown outcome: reported, and looked up like one', async () => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: (_notice, nth) => ({ kind: nth === 1 ? 'throws' : 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    expect(queue.row('w1').state).toBe('uncertain');
    expect(queue.faults).toEqual([new ConnectorBug('a bug of the connector')]);
    await queue.clock.advance(minutes(10));
    expect(queue.row('w1').state).toBe('confirmed');
  });
});

describe('one account in trouble', () => {
  const other = 'amazon-uk' as StoreId;
  const both = (fate: Fate) => {
    const queue = aQueue({
      rows: [...manyRows(6, () => ({}), 'bad'), ...manyRows(40, () => ({ storeId: other }), 'good')],
      channel: { fate: (notice) => (notice.channelOrderId.startsWith('bad') ? fate : { kind: 'done' }) },
      worker: { accounts: () => accounts },
    });
    const accounts = [queue.channel.account(aStore), queue.channel.account(other)];
    return queue;
  };

  it('a refused account pauses after what was under way, its rows keep their attempts, and only a kick ends the pause', async () => {
    const queue = both({ kind: 'refused', code: 'auth' });
    queue.worker.start();
    await queue.clock.advance(minutes(30));
    const bad = () => queue.channel.sent.filter((each) => each.channelOrderId.startsWith('bad')).length;
    expect(bad()).toBe(6);
    expect(queue.row('bad0000')).toMatchObject({ state: 'due', attempts: 0, lastAnswer: 'auth: said the channel' });
    expect(queue.worker.status().find((each) => each.storeId === aStore)?.pause).toBe('auth');
    expect(queue.row('good0039').state).toBe('confirmed');
    queue.worker.wake(aStore);
    await queue.clock.advance(minutes(1));
    expect(bad()).toBe(6);
    queue.worker.kick(aStore);
    await queue.clock.advance(minutes(1));
    expect(bad()).toBe(7);
  });

  it.each<Fate>([{ kind: 'unavailable' }, { kind: 'lost-before' }])('an account whose service is $kind feels its way one by one, and stalls no other', async (fate) => {
    const queue = both(fate);
    queue.worker.start();
    await queue.clock.advance(seconds(20));
    expect(queue.row('good0039').acceptedAtMs).not.toBeNull();
    await queue.clock.advance(minutes(10));
    const late = queue.channel.sent.filter((each) => each.channelOrderId.startsWith('bad') && each.atMs > minutes(3));
    const apart = late.slice(1).map((each, index) => each.atMs - (late[index]?.atMs ?? 0));
    expect(Math.min(...apart)).toBeGreaterThan(100);
    expect(queue.row('bad0000').state).not.toBe('parked');
  });
});

describe('a station that comes back', () => {
  it('looks up what it left in flight, and does not send it again when it arrived', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('sending', { sendingSinceMs: morningMs - seconds(1) })] });
    queue.channel.typeIn(queue.row('w1').notice.channelOrderId, { packageReference: '1', carrier: 'DHL', trackingNumber: queue.row('w1').notice.trackingNumber });
    queue.worker.start();
    expect(queue.row('w1').state).toBe('uncertain');
    await queue.clock.advance(minutes(5));
    expect(queue.row('w1').state).toBe('confirmed');
    expect(queue.channel.sent).toEqual([]);
  });

  it('reads a row again whose answer could not be written (disk full), and reports it', async () => {
    let isFull = false;
    const queue = aQueue({
      rows: [aWriteBack()],
      channel: { fate: () => ((isFull = true), { kind: 'done' }) },
      onCommit: (moment) => {
        if (isFull && moment === 'before') throw new Error('database or disk is full');
      },
    });
    queue.worker.start();
    await queue.clock.advance(seconds(10));
    expect(queue.row('w1').state).toBe('sending');
    expect(String(queue.faults[0])).toContain('disk is full');
    expect(queue.worker.status()[0]?.pause).toBe('fault');
    isFull = false;
    await queue.clock.advance(minutes(5));
    expect(queue.row('w1').state).toBe('confirmed');
    expect(queue.channel.sent).toHaveLength(1);
  });

  it('looks up after a fault what lost its answer, and not what is still under way', async () => {
    let isFull = false;
    const queue = aQueue({
      rows: manyRows(2),
      channel: { timeoutMs: seconds(60), fate: (notice) => (notice.channelOrderId === 'w-order-0' ? { kind: 'done' } : { kind: 'lost-after' }) },
      onCommit: (moment) => {
        if (isFull && moment === 'before') throw new Error('database or disk is full');
      },
    });
    queue.worker.start();
    await queue.clock.advance(20);
    isFull = true;
    await queue.clock.advance(seconds(5));
    isFull = false;
    await queue.clock.advance(seconds(30));
    expect(queue.states()).toEqual(['uncertain', 'sending']);
    await queue.clock.advance(minutes(5));
    expect(queue.states()).toEqual(['confirmed', 'confirmed']);
    expect(queue.channel.sent).toHaveLength(2);
  });

  it('does not spin over a queue that says something is due and gives nothing out', async () => {
    let claims = 0;
    const file = createJournalFile([aWriteBack()]);
    const journal = openMemoryJournal(file);
    const queue = aQueue({ worker: { journal: { ...journal, writeBacks: { ...journal.writeBacks, claimDue: () => ((claims += 1), null) } } } });
    queue.worker.start();
    await queue.clock.advance(seconds(10));
    expect(claims).toBeGreaterThan(1);
    expect(claims).toBeLessThan(15);
  });

  it('does not wait two more hours because its clock was set back while it was off', async () => {
    const queue = aQueue({ rows: [aWriteBack({ dueAtMs: morningMs + hours(2) })] });
    queue.worker.start();
    await queue.clock.advance(minutes(21));
    expect(queue.channel.sent).toHaveLength(1);
  });

  it.each([
    { named: 'two hours back', byMs: -hours(2) },
    { named: 'two hours forward', byMs: hours(2) },
    { named: 'three days forward', byMs: 72 * hours(1) },
  ])('a wall clock set $named brings no retry early and none late', async ({ byMs }) => {
    const queue = aQueue({ rows: [aWriteBack({ dueAtMs: morningMs + minutes(4) })] });
    queue.worker.start();
    await queue.clock.advance(seconds(61));
    queue.clock.setWallClock(queue.clock.nowMs() + byMs);
    await queue.clock.advance(minutes(5));
    const [sent] = queue.channel.sent;
    expect(sent?.atMs).toBeGreaterThanOrEqual(byMs > 0 ? seconds(61) : minutes(4));
    expect(sent?.atMs).toBeLessThan(minutes(4) + seconds(31));
  });

  it('what was planned between the setting of the clock and our noticing of it does not wait for days', async () => {
    // The clock is set, the row falls due by it, fails, and its next try is planned by the new time before anybody noticed.
    const queue = aQueue({ rows: [aWriteBack({ dueAtMs: morningMs + seconds(40) })], channel: { fate: (_notice, nth) => (nth === 1 ? { kind: 'unavailable' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(seconds(31));
    queue.clock.setWallClock(queue.clock.nowMs() + 72 * hours(1));
    queue.worker.wake();
    await queue.clock.advance(minutes(45));
    expect(queue.row('w1').state).toBe('confirmed');
  });

  it('after a restart looks up no unknown outcome at once: the clock may have been set while it was off', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('uncertain', { dueAtMs: morningMs - 72 * hours(1), proofReads: 1 })] });
    queue.worker.start();
    await queue.clock.advance(seconds(89));
    expect(queue.channel.reads).toEqual([]);
    await queue.clock.advance(seconds(5));
    expect(queue.channel.reads).toHaveLength(1);
  });

  it('gives up what the channel does not show also where the clock ran days ahead when it was accepted', async () => {
    const running = aQueue({ rows: [aWriteBackIn('accepted', { acceptedAtMs: morningMs + 72 * hours(1), dueAtMs: morningMs + 72 * hours(1) })] });
    running.worker.start();
    expect(running.row('w1').acceptedAtMs).toBe(morningMs);
    await running.clock.advance(hours(4));
    expect(running.row('w1')).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible' });
  });

  it.each([
    { named: 'an hour back', byMs: -hours(1) },
    { named: 'a day forward', byMs: hours(24) },
  ])('a wall clock set $named while a message ages unseen: escalated after two hours of real time, not sooner and not later', async ({ byMs }) => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: always({ kind: 'dropped' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    queue.clock.setWallClock(queue.clock.nowMs() + byMs);
    await queue.clock.advance(minutes(105));
    expect(queue.row('w1').state).toBe('accepted');
    await queue.clock.advance(minutes(30));
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'accepted-not-visible' });
    expect(queue.story.filter((step) => step.includes('parked'))).toHaveLength(1);
  });

  it('killed in the middle of sending, started again with the clock an hour back: the request has its time to arrive, then one look settles it', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('sending', { sendingSinceMs: morningMs + hours(1) })] });
    queue.channel.typeIn(queue.row('w1').notice.channelOrderId, { packageReference: '1', carrier: 'DHL', trackingNumber: queue.row('w1').notice.trackingNumber });
    queue.worker.start();
    await queue.clock.advance(seconds(85));
    expect(queue.channel.reads).toEqual([]);
    await queue.clock.advance(seconds(10));
    expect(queue.row('w1').state).toBe('confirmed');
    expect(queue.channel.sent).toEqual([]);
  });

  it('asks an account again that refused a message with the wrong time in it', async () => {
    const queue = aQueue({ rows: [aWriteBack()], channel: { fate: (_notice, nth) => (nth === 1 ? { kind: 'refused', code: 'auth' } : { kind: 'done' }) } });
    queue.worker.start();
    await queue.clock.advance(minutes(5));
    expect(queue.channel.sent).toHaveLength(1);
    queue.clock.setWallClock(queue.clock.nowMs() - 72 * hours(1));
    await queue.clock.advance(minutes(2));
    expect(queue.row('w1').state).toBe('confirmed');
  });
});

describe('stop', () => {
  it('stores every answer under way and lets nothing new leave', async () => {
    const queue = aQueue({ rows: manyRows(30), channel: { travelMs: () => 400 } });
    queue.worker.start();
    await queue.clock.advance(100);
    const stopped = queue.worker.stop();
    let isStopped = false;
    void stopped.then(() => (isStopped = true));
    await queue.clock.settle();
    expect(isStopped).toBe(false);
    await queue.clock.advance(seconds(1));
    expect(isStopped).toBe(true);
    expect(queue.channel.sent).toHaveLength(8);
    expect(queue.states().filter((state) => state === 'accepted')).toHaveLength(8);
    expect(queue.states()).not.toContain('sending');
    await queue.clock.advance(hours(1));
    expect(queue.channel.sent).toHaveLength(8);
    expect(queue.clock.pending()).toBe(0);
  });

  it('puts back a row that still waits for its live check', async () => {
    const queue = aQueue({ rows: [aWriteBack()], worker: { checkBeforeSend: () => queue.clock.sleep(seconds(3)) } });
    queue.worker.start();
    await queue.clock.advance(seconds(1));
    const stopped = queue.worker.stop();
    await queue.clock.advance(seconds(3));
    await stopped;
    expect(queue.row('w1')).toMatchObject({ state: 'due', attempts: 0 });
    expect(queue.channel.sent).toEqual([]);
  });

  it('and start again go on where they left off', async () => {
    const queue = aQueue({ rows: manyRows(12) });
    queue.worker.start();
    await queue.clock.advance(10);
    const stopped = queue.worker.stop();
    await queue.clock.advance(seconds(1));
    await stopped;
    queue.worker.start();
    await queue.clock.advance(minutes(3));
    expect(new Set(queue.states())).toEqual(new Set(['confirmed']));
    expect(queue.channel.taken).toHaveLength(12);
  });
});

describe('a person', () => {
  it('resends a parked row, which goes out at once', async () => {
    const queue = aQueue({ rows: [aWriteBackIn('parked')] });
    queue.worker.start();
    await queue.clock.advance(seconds(5));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.worker.resend('w1' as WriteBackId)).toBe(true);
    expect(queue.worker.resend('nobody' as WriteBackId)).toBe(false);
    await queue.clock.advance(minutes(1));
    expect(queue.row('w1').state).toBe('confirmed');
    expect(queue.worker.resend('w1' as WriteBackId)).toBe(false);
  });
});
