import type { CallInput } from '../../../shared/contract/calls.ts';
import type { Reply, ReplyError } from '../../../shared/contract/reply.ts';
import type { ScanVerdictView } from '../../../shared/contract/views.ts';

export type QueuedScan = CallInput<'scan'>;

export interface ScanQueueParts {
  readonly send: (scan: QueuedScan) => Promise<Reply<ScanVerdictView>>;
  readonly onVerdict: (verdict: ScanVerdictView) => void;
  /** The station is there and could not store this scan: the packer must hear of it and scan again. */
  readonly onNotRecorded: (scan: QueuedScan, error: ReplyError) => void;
  readonly onLength: (waiting: number) => void;
  /** Calls back once; the returned function cancels. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

export interface ScanQueue {
  push(scan: QueuedScan): void;
  /** The station is back: ask it now instead of at the end of the pause. */
  wake(): void;
  readonly length: number;
}

/** First and longest pause before a scan is offered again to a station that is not there. Milliseconds. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;
/** A station that says nothing for this long is taken for gone; the same scan id makes a second delivery harmless. Milliseconds. */
const SILENCE_MS = 5000;

const silent: Reply<never> = { ok: false, error: { code: 'station-unavailable', message: 'no answer' } };

/**
 * Scans go to the station in the order they were read, one at a time, and stay here until the station has answered.
 * The same scan keeps its id through every repetition, so that the station counts it once.
 */
export function createScanQueue(parts: ScanQueueParts): ScanQueue {
  const waiting: QueuedScan[] = [];
  let isSending = false;
  let wakeUp: (() => void) | null = null;

  async function drain(): Promise<void> {
    if (isSending) return;
    isSending = true;
    let pauseMs = FIRST_PAUSE_MS;
    for (let scan = waiting[0]; scan !== undefined; scan = waiting[0]) {
      const reply = await ask(scan);
      if (!reply.ok && reply.error.code === 'station-unavailable') {
        await pause(pauseMs);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        continue;
      }
      pauseMs = FIRST_PAUSE_MS;
      waiting.shift();
      parts.onLength(waiting.length);
      if (reply.ok) parts.onVerdict(reply.value);
      else parts.onNotRecorded(scan, reply.error);
    }
    isSending = false;
  }

  /** A call that breaks on the way tells nothing about the scan, so it counts as "not there" and is asked again. */
  function ask(scan: QueuedScan): Promise<Reply<ScanVerdictView>> {
    return new Promise((resolve) => {
      const cancel = parts.after(SILENCE_MS, () => {
        resolve(silent);
      });
      const settle = (reply: Reply<ScanVerdictView>): void => {
        cancel();
        resolve(reply);
      };
      parts.send(scan).then(settle, () => {
        settle(silent);
      });
    });
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = parts.after(delayMs, () => {
        wakeUp = null;
        resolve();
      });
      wakeUp = () => {
        cancel();
        wakeUp = null;
        resolve();
      };
    });
  }

  return {
    push: (scan) => {
      waiting.push(scan);
      parts.onLength(waiting.length);
      void drain();
    },
    wake: () => wakeUp?.(),
    get length() {
      return waiting.length;
    },
  };
}
