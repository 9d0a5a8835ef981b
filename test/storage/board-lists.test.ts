// What the board lists and counts: in one statement each, and the most urgent first.
import { describe, expect, it } from 'vitest';
import type { Block, BlockCode } from '../../src/shared/domain/gate/block.ts';
import type { ManifestId } from '../../src/shared/domain/loading/manifest.ts';
import type { OrderId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { Task, TaskId, TaskKind } from '../../src/shared/domain/task/task.ts';
import type { WriteBack } from '../../src/shared/domain/writeback/write-back.ts';
import { aStanding, testStartMs } from '../support/builders.ts';
import { aJournal, dispatchParcel, loadParcel, openManifest, openParcel, orderNumber, shop, type TestJournal } from './temp-storage.ts';

const idOf = (n: number): OrderId => orderNumber(n).standing.orderId;
const aBlock = (code: BlockCode, source = 'Shop'): Block => ({ code, strength: 'hard', owner: 'lead', evidence: { source, checkedAtMs: testStartMs, sinceMs: null, facts: {} } });

function block({ journal }: TestJournal, n: number, code: BlockCode, atMs: number, parcelId: ParcelId | null = null): void {
  journal.standings.recordBlocked(idOf(n), shop, `100-${n}`, parcelId, [aBlock(code)], atMs);
}

describe('blocked orders', () => {
  it('come by their ship-by, what has none or was never opened behind, oldest first; each with what is at stake', () => {
    const test = aJournal();
    const value = { minor: 1999, currency: 'EUR' };
    for (const [n, shipByMs] of [[1, 300], [2, 100], [3, null]] as const) test.journal.standings.save({ ...orderNumber(n).standing, shipByMs, value: n === 2 ? value : null });
    for (const n of [1, 2, 3]) block(test, n, 'CANCELLED', 50 - n);
    block(test, 9, 'ON_HOLD', 5);
    const soonest = test.journal.standings.listBlockedSoonest(9);
    expect(soonest.map(({ channelOrderId, shipByMs }) => [channelOrderId, shipByMs])).toEqual([['100-2', 100], ['100-1', 300], ['100-9', null], ['100-3', null]]);
    expect(soonest[0]).toEqual({ orderId: idOf(2), storeId: shop, channelOrderId: '100-2', parcelId: null, blocks: [aBlock('CANCELLED')], firstAtMs: 48, lastAtMs: 48, times: 1, shipByMs: 100, value });
    expect(test.journal.standings.listBlockedSoonest(1)).toHaveLength(1);
    expect(test.journal.standings.loadStake(idOf(2))).toEqual({ shipByMs: 100, value });
    expect(test.journal.standings.loadStake(idOf(9))).toBeNull();
  });

  it('are counted by the reason that holds, without those that were cleared', () => {
    const test = aJournal();
    block(test, 1, 'CANCEL_REQUESTED', 1);
    block(test, 1, 'CANCELLED', 2);
    block(test, 2, 'CANCELLED', 3);
    block(test, 3, 'ON_HOLD', 4);
    test.journal.standings.clearBlocked(idOf(3));
    expect(test.journal.standings.countBlockedByCode()).toMatchObject({ CANCELLED: 2, CANCEL_REQUESTED: 0, ON_HOLD: 0, STALE_DATA: 0 });
    expect(test.journal.standings.countBlocked()).toBe(2);
  });

  it('whose evidence is newer say so, and are not counted as refused once more', () => {
    const test = aJournal();
    block(test, 1, 'CANCELLED', 1, 'parcel-1' as ParcelId);
    expect(test.journal.standings.renewBlocked(idOf(1), [aBlock('CANCELLED', 'Other'), aBlock('ON_HOLD')], 9)).toBe(true);
    expect(test.journal.standings.listBlocked(9)).toMatchObject([{ parcelId: 'parcel-1', blocks: [aBlock('CANCELLED', 'Other'), aBlock('ON_HOLD')], firstAtMs: 1, lastAtMs: 1, times: 1 }]);
  });

  it('whose reason became another stand there since then, about the same parcel', () => {
    const test = aJournal();
    block(test, 1, 'CANCEL_REQUESTED', 1, 'parcel-1' as ParcelId);
    expect(test.journal.standings.renewBlocked(idOf(1), [aBlock('CANCELLED')], 9)).toBe(true);
    expect(test.journal.standings.listBlocked(9)).toEqual([{ orderId: idOf(1), storeId: shop, channelOrderId: '100-1', parcelId: 'parcel-1', blocks: [aBlock('CANCELLED')], firstAtMs: 9, lastAtMs: 9, times: 1 }]);
  });

  it('that nobody was refused for do not come to be by a renewal', () => {
    const test = aJournal();
    expect(test.journal.standings.renewBlocked(idOf(1), [aBlock('CANCELLED')], 9)).toBe(false);
    block(test, 1, 'CANCELLED', 1);
    test.journal.standings.clearBlocked(idOf(1));
    expect(test.journal.standings.renewBlocked(idOf(1), [aBlock('CANCELLED')], 9)).toBe(false);
    expect(test.journal.standings.countBlocked()).toBe(0);
  });
});

describe('open tasks', () => {
  it('are counted by kind, without those that ended', () => {
    const { journal } = aJournal();
    const open = (n: number, kind: TaskKind): Task =>
      journal.tasks.open({ id: `task-${n}` as TaskId, kind, storeId: shop, orderId: idOf(n), channelOrderId: `100-${n}`, parcelId: null, facts: {}, value: null, shipByMs: null, openedAtMs: n, openedBy: 'Ada', closed: null });
    open(1, 'not-crossed');
    open(2, 'not-crossed');
    open(3, 'conflict');
    journal.tasks.close('task-1' as TaskId, { outcome: 'seen', by: 'Lea', note: '', atMs: 9 });
    expect(journal.tasks.countOpenByKind()).toEqual({ intercept: 0, 'put-back': 0, 'void-label': 0, short: 0, return: 0, 'cancel-at-channel': 0, 'not-crossed': 1, conflict: 1 });
  });
});

describe('messages to the channel', () => {
  it('that are parked are counted by their reason, and those that are owed and late by their deadline', () => {
    const { journal } = aJournal();
    const rows: readonly (Partial<WriteBack> & { readonly n: number })[] = [
      { n: 1, state: 'parked', parkReason: 'rejected', shipByMs: 10 },
      { n: 2, state: 'parked', parkReason: 'rejected', shipByMs: 10 },
      { n: 3, state: 'parked', parkReason: 'order-cancelled', shipByMs: 10 },
      { n: 4, state: 'due', shipByMs: 10 },
      { n: 5, state: 'due', shipByMs: 20 },
      { n: 6, state: 'due', shipByMs: null },
    ];
    for (const { n, ...overrides } of rows) {
      const { parcel, standing, writeBack } = orderNumber(n);
      dispatchParcel(journal, parcel, standing);
      journal.writeBacks.insert(writeBack);
      journal.writeBacks.save({ ...writeBack, ...overrides });
    }
    expect(journal.writeBacks.countParkedByReason()).toEqual({ 'needs-fix': 0, 'not-told-elsewhere': 0, rejected: 2, 'order-cancelled': 1, 'shows-other-number': 0, 'accepted-not-visible': 0, 'too-many-attempts': 0, unreadable: 0 });
    expect(journal.writeBacks.countOwedDueBefore(20)).toBe(1);
    expect(journal.writeBacks.countOwedDueBefore(21)).toBe(2);
  });
});

describe('an order', () => {
  it('has left once a box of it was dispatched, and not any more once that was called back', () => {
    const { journal } = aJournal();
    openParcel(journal);
    expect(journal.parcels.hasLeft(aStanding().orderId)).toBe(false);
    const { parcel, standing } = orderNumber(2);
    dispatchParcel(journal, parcel, standing);
    expect(journal.parcels.hasLeft(idOf(2))).toBe(true);
    journal.parcels.saveState(parcel.id, 'posted', 1);
    journal.parcels.saveState(parcel.id, 'confirmed', 1);
    expect(journal.parcels.hasLeft(idOf(2))).toBe(true);
    journal.parcels.saveState(parcel.id, 'stopped', 1);
    expect(journal.parcels.hasLeft(idOf(2))).toBe(false);
  });

  it('of whatever store is among what was dispatched in a time', () => {
    const { journal } = aJournal();
    for (const n of [1, 2]) dispatchParcel(journal, { ...orderNumber(n).parcel, storeId: n === 1 ? shop : ('removed' as typeof shop) }, { ...orderNumber(n).standing, storeId: n === 1 ? shop : ('removed' as typeof shop) });
    const ids = (storeId: typeof shop | null, toMs: number): readonly string[] => journal.parcels.listDispatchedBetween(storeId, testStartMs, toMs).map(({ id }) => id);
    expect(ids(null, testStartMs + 1)).toEqual(['parcel-1', 'parcel-2']);
    expect(ids(shop, testStartMs + 1)).toEqual(['parcel-1']);
    expect(ids(null, testStartMs)).toEqual([]);
  });
});

describe('lanes', () => {
  it('that are open come newest first with how many parcels they have; a parcel knows when it was loaded', () => {
    const { journal } = aJournal();
    for (const n of [1, 2]) dispatchParcel(journal, orderNumber(n).parcel, orderNumber(n).standing);
    const first = openManifest(journal);
    loadParcel(journal, first.id, orderNumber(1).parcel.id, testStartMs + 5);
    const second = openManifest(journal, { id: 'manifest-2' as ManifestId, benchId: 'bench-2' as BenchId });
    expect(journal.manifests.listOpen()).toEqual([
      { id: second.id, number: 2, carrier: 'DHL', loaded: 0 },
      { id: first.id, number: 1, carrier: 'DHL', loaded: 1 },
    ]);
    journal.manifests.close(first.id, testStartMs + 9, 'Ada');
    expect(journal.manifests.listOpen()).toMatchObject([{ number: 2 }]);
    expect(journal.manifests.ofParcel(orderNumber(1).parcel.id)).toMatchObject({ number: 1, loadedAtMs: testStartMs + 5 });
    expect(journal.manifests.ofParcel(orderNumber(2).parcel.id)).toBeNull();
  });

  it('what waits for a carrier is counted by carrier, of what was dispatched lately', () => {
    const { journal } = aJournal();
    for (const n of [1, 2, 3]) dispatchParcel(journal, orderNumber(n).parcel, orderNumber(n).standing);
    expect(journal.manifests.countWaitingByCarrier(testStartMs)).toEqual([{ carrier: 'DHL', parcels: 3, oldestAtMs: testStartMs }]);
    expect(journal.manifests.countWaitingByCarrier(testStartMs + 1)).toEqual([]);
    loadParcel(journal, openManifest(journal).id, orderNumber(1).parcel.id);
    journal.parcels.saveState(orderNumber(2).parcel.id, 'stopped', 1);
    expect(journal.manifests.countWaitingByCarrier(testStartMs)).toMatchObject([{ parcels: 1 }]);
  });
});
