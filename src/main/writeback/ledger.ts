import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import { decideWriteBack, isHeld, type WriteBackEvent } from '../../shared/domain/writeback/decide.ts';
import type { WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import { sight, withoutSiblings } from '../../shared/domain/writeback/proof.ts';
import type { DispatchNotice, SeenDispatch, WriteBack, WriteBackId } from '../../shared/domain/writeback/write-back.ts';
import type { Clock } from '../application/ports/clock.ts';
import type { Journal, ParcelRepository, StandingRepository, WriteBackRepository } from '../application/ports/journal.ts';

/** The part of the journal that the worker touches, and no more. */
export interface WriteBackJournal extends Pick<Journal, 'transaction'> {
  readonly writeBacks: Pick<WriteBackRepository, 'load' | 'save' | 'claimDue' | 'listByState' | 'listByOrder' | 'nextDueAtMs'>;
  readonly parcels: Pick<ParcelRepository, 'load' | 'saveState'>;
  readonly standings: Pick<StandingRepository, 'load' | 'listReleases' | 'recordBlocked'>;
}

export interface LedgerOptions {
  readonly journal: WriteBackJournal;
  readonly clock: Clock;
  readonly policy: WriteBackPolicy;
  readonly onChange: (row: WriteBack, before: WriteBack) => void;
}

/**
 * The only way in which the worker changes a row: load, decide, save in one commit together with the parcel's step, then
 * tell. What is on disk is decided on, never a copy from before an answer came.
 */
export interface Ledger {
  apply(ids: readonly WriteBackId[], event: (row: WriteBack) => WriteBackEvent | null): readonly WriteBack[];
  /**
   * Takes what the channel shows for one order. `asked` are the rows for which this was read just now: only for them
   * does absence count. For the others the channel can only prove, never disprove.
   */
  applySeen(orderId: OrderId, seen: readonly SeenDispatch[], asked: ReadonlySet<WriteBackId>): readonly WriteBack[];
  /** Accepted and uncertain rows of a store: what waits for the channel to show something. */
  awaiting(storeId: StoreId): readonly WriteBack[];
  /** Takes note of a row that somebody else changed or wrote in the journal. */
  note(row: WriteBack): void;
  /** Rows that wait for somebody to decide about a cancel request, as far as this station has seen them. Null: of every store. */
  held(storeId: StoreId | null): readonly WriteBackId[];
  /**
   * Of rows that are at work: those that can be read. What no longer parses comes out of the journal as parked, whatever the file has it
   * as; the file is brought up to that here, so that a person finds it.
   */
  setAside(rows: readonly WriteBack[]): readonly WriteBack[];
  /** Rows whose request is on its way: what a page shows now may be from before it. */
  readonly hasLeft: Set<WriteBackId>;
}

/** More rows than any outage of one store leaves behind. */
export const everyRow = 1_000_000;

export function createLedger({ journal, clock, policy, onChange }: LedgerOptions): Ledger {
  const waiting = new Map<StoreId, Map<WriteBackId, WriteBack>>();
  const held = new Map<WriteBackId, StoreId>();
  const hasLeft = new Set<WriteBackId>();

  const setAside: Ledger['setAside'] = (rows) => {
    const damaged = rows.filter(({ parkReason }) => parkReason === 'unreadable');
    if (damaged.length > 0) journal.transaction(() => damaged.forEach((row) => journal.writeBacks.save({ ...row, sendingSinceMs: null })));
    return rows.filter(({ parkReason }) => parkReason !== 'unreadable');
  };

  const waitingOf = (storeId: StoreId): Map<WriteBackId, WriteBack> => {
    const known = waiting.get(storeId);
    if (known !== undefined) return known;
    const rows = new Map(setAside(journal.writeBacks.listByState(storeId, ['accepted', 'uncertain'], everyRow)).map((row) => [row.id, row]));
    waiting.set(storeId, rows);
    return rows;
  };

  const note = (row: WriteBack): void => {
    const rows = waitingOf(row.storeId);
    if (row.state === 'accepted' || row.state === 'uncertain') rows.set(row.id, row);
    else rows.delete(row.id);
    if (isHeld(row)) held.set(row.id, row.storeId);
    else held.delete(row.id);
  };

  const apply: Ledger['apply'] = (ids, event) => {
    const nowMs = clock.nowMs();
    const changes = journal.transaction(() => {
      const made: { readonly row: WriteBack; readonly before: WriteBack }[] = [];
      for (const id of ids) {
        const before = journal.writeBacks.load(id);
        const told = before === null ? null : event(before);
        if (before === null) continue;
        // Also what stays as it is: somebody else may have changed the row since it was last seen here.
        note(before);
        const row = told === null ? before : decideWriteBack(before, told, nowMs, policy);
        if (row === before) continue;
        journal.writeBacks.save(row);
        moveParcel(journal, row, nowMs);
        made.push({ row, before });
      }
      return made;
    });
    for (const { row } of changes) note(row);
    for (const { row, before } of changes) onChange(row, before);
    return changes.map(({ row }) => row);
  };

  return {
    apply,
    applySeen(orderId, seen, asked) {
      const ofOrder = journal.writeBacks.listByOrder(orderId);
      // A superseded row has the package reference of its successor: it must not take the proof away from it.
      const rows = ofOrder.filter((row) => row.state !== 'superseded');
      const others = (row: WriteBack): readonly DispatchNotice[] => rows.filter((other) => other.id !== row.id).map(({ notice }) => notice);
      return apply(
        ofOrder.map((row) => row.id),
        (row) => {
          const own = withoutSiblings(seen, row.notice, others(row));
          const sighting = sight(row.notice, own);
          const counts = asked.has(row.id) || sighting.kind === 'same' || (sighting.kind === 'other' && (row.state === 'accepted' || (row.state === 'sending' && !hasLeft.has(row.id))));
          return counts ? { kind: 'proof', seen: own } : null;
        },
      );
    },
    awaiting: (storeId) => [...waitingOf(storeId).values()],
    note,
    setAside,
    held: (storeId) => [...held].filter(([, of]) => storeId === null || of === storeId).map(([id]) => id),
    hasLeft,
  };
}

/** `posted` is what the channel took, `confirmed` what it shows; a parcel goes through both, and never back. */
function moveParcel(journal: WriteBackJournal, row: WriteBack, nowMs: number): void {
  if (row.state !== 'accepted' && row.state !== 'confirmed') return;
  const state = journal.parcels.load(row.parcelId)?.state;
  if (state === 'dispatched') journal.parcels.saveState(row.parcelId, 'posted', nowMs);
  if (row.state === 'confirmed' && (state === 'dispatched' || state === 'posted')) journal.parcels.saveState(row.parcelId, 'confirmed', nowMs);
}
