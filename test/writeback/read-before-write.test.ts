import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { aQueue, type Queue } from './support/a-queue.ts';
import { aNotice, aWriteBack } from './support/a-write-back.ts';

const row = aWriteBack();
const { channelOrderId, trackingNumber } = row.notice;

/** A queue whose last look before the write finds these packages at the channel. */
function aQueueThatFinds(seen: readonly { readonly packageReference: string; readonly trackingNumber: string }[], replaces?: string): Queue {
  const queue: Queue = aQueue({
    rows: [replaces === undefined ? row : { ...row, notice: aNotice({ replaces: { trackingNumber: replaces } }) }],
    worker: {
      checkBeforeSend: async (_orderId, storeId) => {
        await queue.clock.sleep(300);
        queue.worker.applySeenPackages(storeId, channelOrderId, seen.map((dispatch) => ({ ...dispatch, carrier: 'DHL' })));
      },
    },
  });
  queue.worker.start();
  return queue;
}

describe('what the channel shows just before it would be told', () => {
  it('our own number: nothing is sent, and the message is confirmed', async () => {
    const queue = aQueueThatFinds([{ packageReference: 'typed in by hand', trackingNumber }]);
    await queue.clock.advance(minutes(5));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1')).toMatchObject({ state: 'confirmed', acceptedAtMs: expect.any(Number) as number });
  });

  it('somebody’s number in the place of ours: nothing is written over it, a person decides', async () => {
    const queue = aQueueThatFinds([{ packageReference: '1', trackingNumber: 'JD0002' }]);
    await queue.clock.advance(minutes(5));
    expect(queue.channel.sent).toEqual([]);
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'shows-other-number', lastAnswer: 'the channel shows DHL JD0002 for package 1' });
  });

  it('the number of the box before it was opened again: ours takes its place', async () => {
    const queue = aQueueThatFinds([{ packageReference: '1', trackingNumber: 'JD0002' }], 'JD 0002');
    await queue.clock.advance(seconds(5));
    expect(queue.channel.sent).toHaveLength(1);
    expect(queue.row('w1').state).toBe('accepted');
  });
});

describe('a message that failed once and goes again', () => {
  it('is looked at as closely the second time: a number that somebody put there meanwhile is not written over', async () => {
    let checks = 0;
    const queue: Queue = aQueue({
      rows: [row],
      channel: { fate: () => ({ kind: 'unavailable' }) },
      worker: {
        checkBeforeSend: (_orderId, storeId) => {
          checks += 1;
          if (checks === 2) queue.worker.applySeenPackages(storeId, channelOrderId, [{ packageReference: '1', carrier: 'DHL', trackingNumber: 'JD0002' }]);
          return Promise.resolve();
        },
      },
    });
    queue.worker.start();
    await queue.clock.advance(minutes(5));
    expect(queue.channel.sent).toHaveLength(1);
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'shows-other-number' });
  });
});

describe('a page of the order poll that is older than the request under way', () => {
  const shows = [{ packageReference: '1', carrier: 'DHL', trackingNumber: 'JD0002' }];

  it('with a stranger’s number parks nothing: the answer is on its way, and what the channel shows after it counts', async () => {
    const queue = aQueue({ rows: [row], channel: { travelMs: () => 400 } });
    queue.worker.start();
    await queue.clock.advance(100);
    expect(queue.worker.applySeenPackages(row.storeId, channelOrderId, shows)).toBe(0);
    await queue.clock.advance(seconds(1));
    expect(queue.row('w1').state).toBe('accepted');
    await queue.clock.advance(minutes(2));
    expect(queue.row('w1').state).toBe('confirmed');
  });

  it('does not make an unknown outcome forgotten: it is looked up, not sent again by a person who was told "another number"', async () => {
    const queue = aQueue({ rows: [row], channel: { fate: () => ({ kind: 'lost-after' }) } });
    queue.worker.start();
    await queue.clock.advance(seconds(5));
    queue.worker.applySeenPackages(row.storeId, channelOrderId, shows);
    await queue.clock.advance(seconds(40));
    expect(queue.row('w1').state).toBe('uncertain');
    await queue.clock.advance(minutes(2));
    expect(queue.row('w1').state).toBe('confirmed');
    expect(queue.channel.sent).toHaveLength(1);
  });
});

describe('a message with a mistake that the connector knows', () => {
  it('stays here, without an attempt, and leaves the lane free for the next', async () => {
    const queue = aQueue({
      rows: [row, aWriteBack({ id: 'w2' as typeof row.id, parcelId: 'p2' as typeof row.parcelId, notice: { channelOrderId: 'other', trackingNumber: 'GOOD' } })],
      channel: { problemsOf: (notice) => (notice.trackingNumber === 'GOOD' ? [] : [{ code: 'bad-number', message: 'not a number of DHL' }]) },
    });
    queue.worker.start();
    await queue.clock.advance(seconds(5));
    expect(queue.channel.sent).toMatchObject([{ channelOrderId: 'other' }]);
    expect(queue.row('w1')).toMatchObject({ state: 'parked', parkReason: 'needs-fix', problemCode: 'bad-number', attempts: 0 });
  });
});
