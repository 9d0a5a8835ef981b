import type { Release, Standing } from '../../../src/shared/domain/gate/standing.ts';
import type { OrderId } from '../../../src/shared/domain/order/order.ts';
import type { BenchId, Parcel, ParcelId, ParcelState } from '../../../src/shared/domain/parcel/parcel.ts';
import type { Block } from '../../../src/shared/domain/gate/block.ts';
import type { WriteBack, WriteBackId } from '../../../src/shared/domain/writeback/write-back.ts';
import type { WriteBackJournal } from '../../../src/main/writeback/ledger.ts';

/** What survives a crash: the file. */
export interface JournalFile {
  rows: Map<WriteBackId, WriteBack>;
  parcels: Map<ParcelId, ParcelState>;
  readonly standings: Map<OrderId, Standing>;
  readonly releases: Release[];
  readonly blocked: { readonly orderId: OrderId; readonly blocks: readonly Block[] }[];
}

export function createJournalFile(rows: readonly WriteBack[] = []): JournalFile {
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    parcels: new Map(rows.map((row) => [row.parcelId, 'dispatched'])),
    standings: new Map(),
    releases: [],
    blocked: [],
  };
}

/** Called around every durable commit; whatever it throws before one means the commit never happened. */
export type CommitHook = (moment: 'before' | 'after') => void;

/**
 * The worker's part of the journal in memory, honouring the port: a commit is whole or not at all, a claim marks and
 * counts before it answers, the most urgent row is the one with the soonest ship-by, then the oldest.
 */
export function openMemoryJournal(file: JournalFile, onCommit: CommitHook = () => undefined): WriteBackJournal {
  let depth = 0;

  function commit<T>(work: () => T): T {
    if (depth > 0) return work();
    const rows = new Map(file.rows);
    const parcels = new Map(file.parcels);
    depth += 1;
    let answer: T;
    try {
      onCommit('before');
      answer = work();
    } catch (error: unknown) {
      file.rows = rows;
      file.parcels = parcels;
      throw error;
    } finally {
      depth -= 1;
    }
    onCommit('after');
    return answer;
  }

  const all = (): readonly WriteBack[] => [...file.rows.values()];
  const never = Number.MAX_SAFE_INTEGER;
  const urgency = (a: WriteBack, b: WriteBack): number => (a.shipByMs ?? never) - (b.shipByMs ?? never) || a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1);
  const put = (row: WriteBack): void => {
    const before = file.rows.get(row.id);
    if (before === undefined) throw new Error(`no row ${row.id}`);
    if ((before.state === 'confirmed' || before.state === 'superseded') && before.state !== row.state) throw new Error(`the end of row ${row.id} is final`);
    file.rows.set(row.id, row);
  };

  return {
    transaction: commit,
    writeBacks: {
      load: (id) => file.rows.get(id) ?? null,
      save: (row) => commit(() => put(row)),
      claimDue: (storeId, nowMs) => {
        const [row] = all().filter((each) => each.storeId === storeId && each.state === 'due' && each.dueAtMs <= nowMs).sort(urgency);
        if (row === undefined) return null;
        const claimed: WriteBack = { ...row, state: 'sending', attempts: row.attempts + 1, sendingSinceMs: nowMs };
        commit(() => put(claimed));
        return claimed;
      },
      listByState: (storeId, states, limit) => all().filter((row) => (storeId === null || row.storeId === storeId) && states.includes(row.state)).slice(0, limit),
      listByOrder: (orderId) => all().filter((row) => row.orderId === orderId),
      nextDueAtMs: (storeId) => {
        const due = all().filter((row) => row.storeId === storeId && row.state === 'due').map((row) => row.dueAtMs);
        return due.length === 0 ? null : Math.min(...due);
      },
    },
    parcels: {
      load: (id) => {
        const state = file.parcels.get(id);
        return state === undefined ? null : aParcelIn(id, state);
      },
      saveState: (id, state) => commit(() => void file.parcels.set(id, state)),
    },
    standings: {
      load: (orderId) => file.standings.get(orderId) ?? null,
      listReleases: (orderId) => file.releases.filter((release) => release.orderId === orderId),
      recordBlocked: (orderId, _storeId, _channelOrderId, _parcelId, blocks) => commit(() => void file.blocked.push({ orderId, blocks })),
    },
  };
}

function aParcelIn(id: ParcelId, state: ParcelState): Parcel {
  return {
    id,
    orderId: '' as OrderId,
    storeId: '' as Parcel['storeId'],
    channelOrderId: '',
    benchId: 'b1' as BenchId,
    packer: '',
    state,
    parcelIndex: 1,
    parcelCount: 1,
    lines: [],
    label: null,
    openedAtMs: 0,
    verifiedAtMs: null,
    dispatchedAtMs: null,
    stoppedAtMs: null,
    weight: null,
    box: null,
  };
}
