import { describe, expect, it } from 'vitest';
import { minutes } from '../../src/shared/domain/units/instant.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aQueue } from './support/a-queue.ts';
import { aNotice, aWriteBackIn, morningMs } from './support/a-write-back.ts';
import { createJournalFile, openMemoryJournal } from './support/memory-journal.ts';

/** What the repository makes of a row whose stored message no longer parses, whatever state the file has it in. */
const damaged = (row: WriteBack): WriteBack =>
  row.state === 'confirmed' || row.state === 'superseded' ? row : { ...row, state: 'parked', parkReason: 'unreadable', notice: aNotice({ channelOrderId: '', trackingNumber: '', carrierCode: '', lines: [] }) };

describe('a message whose stored words no longer parse', () => {
  it.each(['accepted', 'uncertain', 'sending'] as const)('while it is %s becomes a matter for a person, and the channel is not asked about nothing', async (state) => {
    const file = createJournalFile([aWriteBackIn(state, { dueAtMs: morningMs })]);
    const journal = openMemoryJournal(file);
    const { load, listByState, listByOrder } = journal.writeBacks;
    const queue = aQueue({
      worker: {
        journal: {
          ...journal,
          writeBacks: {
            ...journal.writeBacks,
            load: (id) => {
              const row = load(id);
              return row === null ? null : damaged(row);
            },
            listByState: (...wanted) => listByState(...wanted).map(damaged),
            listByOrder: (orderId) => listByOrder(orderId).map(damaged),
          },
        },
      },
    });
    queue.worker.start();
    await queue.clock.advance(minutes(10));
    expect(queue.channel.reads).toEqual([]);
    expect(queue.channel.sent).toEqual([]);
    expect(file.rows.get('w1' as WriteBackId)).toMatchObject({ state: 'parked', parkReason: 'unreadable' });
  });
});
