import { describe, expect, it } from 'vitest';
import { createScanQueue, type QueuedScan } from '../../src/renderer/src/app/scan-queue.ts';
import type { Reply, ReplyError } from '../../src/shared/contract/reply.ts';
import type { ScanVerdictView } from '../../src/shared/contract/views.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { aVerdict, viewNowMs } from '../support/view-builders.ts';

const aScan = (number: number): QueuedScan => ({ scanId: `0190f3a0-0000-7000-8000-${String(number).padStart(12, '0')}`, text: `code ${number}`, method: 'wedge', deviceId: 'wedge', scannedAtMs: viewNowMs });
const unavailable: Reply<never> = { ok: false, error: { code: 'station-unavailable', message: 'restarting' } };

/** A station whose answers the test holds in its hand. */
function queueWith(answer: (scan: QueuedScan) => Promise<Reply<ScanVerdictView>>) {
  const clock = createManualClock(viewNowMs);
  const sent: string[] = [];
  const verdicts: string[] = [];
  const refused: [string, ReplyError['code']][] = [];
  const lengths: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const queue = createScanQueue({
    send: async (scan) => {
      sent.push(scan.scanId);
      mostOpen = Math.max(mostOpen, ++open);
      try {
        return await answer(scan);
      } finally {
        open -= 1;
      }
    },
    onVerdict: ({ scanId }) => verdicts.push(scanId),
    onNotRecorded: ({ scanId }, { code }) => refused.push([scanId, code]),
    onLength: (length) => lengths.push(length),
    after: clock.after,
  });
  return { clock, queue, sent, verdicts, refused, lengths, mostOpen: () => mostOpen };
}

const counted = ({ scanId }: QueuedScan): Promise<Reply<ScanVerdictView>> => Promise.resolve({ ok: true, value: aVerdict({ scanId }) });
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => aScan(index).scanId);

describe('the queue of scans that wait for the station', () => {
  it('ten scans in a burst give ten verdicts, in order, one at a time', async () => {
    const { clock, queue, verdicts, sent, mostOpen } = queueWith(async (scan) => {
      await clock.sleep(30);
      return counted(scan);
    });
    for (let number = 0; number < 10; number++) queue.push(aScan(number));
    await clock.advance(2000);
    expect(verdicts).toEqual(ids(10));
    expect(sent).toEqual(ids(10));
    expect(mostOpen()).toBe(1);
    expect(queue.length).toBe(0);
  });

  it('a station that restarts gets the same scan with the same id again, and the scans behind it keep their place', async () => {
    let isAway = true;
    const { clock, queue, verdicts, sent } = queueWith((scan) => (isAway ? Promise.resolve(unavailable) : counted(scan)));
    queue.push(aScan(0));
    queue.push(aScan(1));
    await clock.advance(3000);
    expect(new Set(sent)).toEqual(new Set([aScan(0).scanId]));
    expect(sent.length).toBeGreaterThan(2);
    expect(verdicts).toEqual([]);
    expect(queue.length).toBe(2);
    isAway = false;
    queue.wake();
    await clock.settle();
    expect(verdicts).toEqual(ids(2));
  });

  it('waiting for a station grows to two seconds and no further', async () => {
    const { clock, queue, sent } = queueWith(() => Promise.resolve(unavailable));
    queue.push(aScan(0));
    await clock.advance(60_000);
    expect(sent.length).toBeGreaterThanOrEqual(30);
    expect(sent.length).toBeLessThan(40);
  });

  it('a station that says nothing is asked again with the same id', async () => {
    let isFirst = true;
    const { clock, queue, sent, verdicts } = queueWith((scan) => {
      if (!isFirst) return counted(scan);
      isFirst = false;
      return new Promise(() => undefined);
    });
    queue.push(aScan(0));
    await clock.advance(6000);
    expect(sent).toEqual([aScan(0).scanId, aScan(0).scanId]);
    expect(verdicts).toEqual([aScan(0).scanId]);
  });

  it('a call that breaks on its way is asked again, not lost', async () => {
    let isFirst = true;
    const { clock, queue, verdicts } = queueWith((scan) => {
      if (!isFirst) return counted(scan);
      isFirst = false;
      return Promise.reject(new Error('the channel closed'));
    });
    queue.push(aScan(0));
    await clock.advance(1000);
    expect(verdicts).toEqual([aScan(0).scanId]);
  });

  it('a scan that the station cannot store is told to the packer, and the next one goes on', async () => {
    const { clock, queue, refused, verdicts } = queueWith((scan) =>
      scan.scanId === aScan(0).scanId ? Promise.resolve({ ok: false, error: { code: 'failed', message: 'disk' } }) : counted(scan),
    );
    queue.push(aScan(0));
    queue.push(aScan(1));
    await clock.settle();
    expect(refused).toEqual([[aScan(0).scanId, 'failed']]);
    expect(verdicts).toEqual([aScan(1).scanId]);
  });
});
