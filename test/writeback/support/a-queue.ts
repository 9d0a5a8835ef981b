import { createWriteBackWorker, type WriteBackWorker, type WriteBackWorkerOptions } from '../../../src/main/writeback/worker.ts';
import type { ParcelId } from '../../../src/shared/domain/parcel/parcel.ts';
import type { WriteBack, WriteBackId } from '../../../src/shared/domain/writeback/write-back.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { aStore, aWriteBack, morningMs } from './a-write-back.ts';
import { createFakeChannel, type FakeChannel, type FakeChannelOptions } from './fake-channel.ts';
import { createJournalFile, openMemoryJournal, type CommitHook, type JournalFile } from './memory-journal.ts';

export interface Queue {
  readonly clock: ManualClock;
  readonly file: JournalFile;
  readonly channel: FakeChannel;
  readonly worker: WriteBackWorker;
  readonly faults: unknown[];
  /** "id: from -> to", in order. */
  readonly story: string[];
  row(id: string): WriteBack;
  states(): readonly string[];
  add(row: WriteBack): void;
}

export interface QueueOptions {
  readonly rows?: readonly WriteBack[];
  readonly channel?: Omit<FakeChannelOptions, 'clock'>;
  readonly worker?: Partial<WriteBackWorkerOptions>;
  readonly onCommit?: CommitHook;
}

/** A worker over a journal in memory, one account and a clock moved by hand. */
export function aQueue({ rows = [], channel: channelOptions, worker: workerOptions, onCommit }: QueueOptions = {}): Queue {
  const clock = createManualClock(morningMs);
  const file = createJournalFile(rows);
  const channel = createFakeChannel({ clock, ...channelOptions });
  const accounts = [channel.account(aStore)];
  const story: string[] = [];
  const faults: unknown[] = [];
  const worker = createWriteBackWorker({
    journal: openMemoryJournal(file, onCommit),
    accounts: () => accounts,
    clock,
    timers: clock,
    random: () => 0.5,
    isOnline: () => true,
    onChange: (row, before) => void story.push(`${row.id}: ${before.state} -> ${row.state}${row.parkReason === null ? '' : ` (${row.parkReason})`}`),
    onFault: (error) => void faults.push(error),
    ...workerOptions,
  });
  return {
    clock,
    file,
    channel,
    worker,
    faults,
    story,
    row(id) {
      const row = file.rows.get(id as WriteBackId);
      if (row === undefined) throw new Error(`no row ${id}`);
      return row;
    },
    states: () => [...file.rows.values()].map((row) => row.state),
    add(row) {
      file.rows.set(row.id, row);
      file.parcels.set(row.parcelId, 'dispatched');
    },
  };
}

/** `count` rows of as many orders, the first ship-by soonest where `shipByStepMs` is given. */
export function manyRows(count: number, overrides: (index: number) => Partial<WriteBack> = () => ({}), prefix = 'w'): readonly WriteBack[] {
  return Array.from({ length: count }, (_unused, index) => {
    const { notice: _notice, ...rest } = overrides(index);
    return aWriteBack({
      id: `${prefix}${String(index).padStart(4, '0')}` as WriteBackId,
      parcelId: `${prefix}-parcel-${index}` as ParcelId,
      createdAtMs: morningMs - count + index,
      notice: { channelOrderId: `${prefix}-order-${index}`, trackingNumber: `${prefix}-number-${index}` },
      ...rest,
    });
  });
}
