import { describe, expect, it } from 'vitest';
import { waitingForCarrier } from '../../src/main/storage/repositories/manifests.ts';
import { mostUrgentDue } from '../../src/main/storage/repositories/write-backs.ts';
import type { BenchMode, BenchSession } from '../../src/main/application/ports/journal.ts';
import type { Block } from '../../src/shared/domain/gate/block.ts';
import type { OrderFlag, Standing } from '../../src/shared/domain/gate/standing.ts';
import type { ManifestId } from '../../src/shared/domain/loading/manifest.ts';
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { PersonId } from '../../src/shared/domain/people/person.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aJournal, aParcel, aScan, aWriteBack, bench, dispatchParcel, labelParcel, loadParcel, openManifest, openParcel, orderNumber, shop, verifyParcel } from './temp-storage.ts';

const parcel1 = 'parcel-1' as ParcelId;
const orderId = aStanding().orderId;
const aBlock = (code: Block['code'] = 'CANCELLED'): Block => ({ code, strength: 'hard', owner: 'customer-service', evidence: { source: 'Shop', checkedAtMs: testStartMs, sinceMs: null, facts: { by: 'buyer', limitMinutes: 60 } } });

describe('scans', () => {
  it('come back as they came, with a group separator, a line end and a zero in them', () => {
    const { journal } = aJournal();
    const scan = aScan({ text: ']C10109521234543213\u001d10AB\u0000\r\n“ü' });
    expect(journal.scans.store(scan)).toEqual({ sequence: 1, isNew: true });
    expect(journal.scans.load(scan.id)).toEqual({ ...scan, sequence: 1, verdict: null, isUndone: false });
  });

  it('say who was signed in', () => {
    const { journal } = aJournal();
    journal.scans.store(aScan({ personId: 'person-1' as PersonId }));
    expect(journal.scans.load('scan-1')?.personId).toBe('person-1');
  });

  it('delivered twice are one scan, answered with the first sequence and the first text', () => {
    const { journal } = aJournal();
    journal.scans.store(aScan());
    journal.scans.store(aScan({ id: 'scan-2' }));
    expect(journal.scans.store(aScan({ text: 'something else' }))).toEqual({ sequence: 1, isNew: false });
    expect(journal.scans.load('scan-1')?.text).toBe(aScan().text);
    expect(journal.scans.count()).toBe(2);
  });

  it('without a verdict are listed after a crash, in order of arrival', () => {
    const first = aJournal();
    for (const id of ['scan-1', 'scan-2', 'scan-3']) first.journal.scans.store(aScan({ id }));
    first.journal.scans.saveVerdict('scan-2', { outcome: 'unknown-code', parcelId: null, lineId: null, countChange: 0, detail: '{}', judgedAtMs: 1 });
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.scans.listUnjudged().map(({ id }) => id)).toEqual(['scan-1', 'scan-3']);
    expect(journal.scans.listRecent(bench, 2).map(({ id }) => id)).toEqual(['scan-3', 'scan-2']);
    expect(journal.scans.listRecent('bench-2' as BenchId, 9)).toEqual([]);
  });

  it('know the last one that counted and was not undone', () => {
    const { journal } = aJournal();
    openParcel(journal);
    for (const [id, countChange] of [['scan-1', 1], ['scan-2', 1], ['scan-3', 0], ['scan-4', -1]] as const) {
      journal.scans.store(aScan({ id }));
      journal.scans.saveVerdict(id, { outcome: 'item-counted', parcelId: parcel1, lineId: 'line-1', countChange, detail: '{"n":1}', judgedAtMs: 5 });
    }
    expect(journal.scans.lastCounted(parcel1)).toMatchObject({ id: 'scan-2', verdict: { countChange: 1, lineId: 'line-1', detail: '{"n":1}' } });
    journal.scans.markUndone('scan-2');
    expect(journal.scans.lastCounted(parcel1)?.id).toBe('scan-1');
    expect(journal.scans.load('scan-2')?.isUndone).toBe(true);
  });

  it('that were never stored cannot be judged', () => {
    const { journal } = aJournal();
    expect(() => journal.scans.saveVerdict('nobody', { outcome: 'x', parcelId: null, lineId: null, countChange: 0, detail: '{}', judgedAtMs: 1 })).toThrow('not stored');
  });
});

describe('parcels', () => {
  it('come back whole, with their lines in order', () => {
    const { journal } = aJournal();
    const parcel = aParcel({ parcelCount: 2, lines: ['b', 'a', 'c'].map((lineId, n) => ({ lineId, sku: `SKU-${lineId}`, title: `Title ü ${lineId}`, barcodes: ['1', '2'], expected: n + 1, packed: n })) });
    openParcel(journal, parcel);
    expect(journal.parcels.load(parcel.id)).toEqual(parcel);
    expect(journal.parcels.load('nobody' as ParcelId)).toBeNull();
  });

  it('carry what each step left behind', () => {
    const { journal } = aJournal();
    const { sscc } = dispatchParcel(journal);
    const parcel = journal.parcels.findBySscc(sscc);
    expect(parcel).toMatchObject({ id: parcel1, state: 'dispatched', verifiedAtMs: testStartMs, dispatchedAtMs: testStartMs, label: { sscc, trackingNumber: sscc, trackingMode: 'sscc', carrier: 'DHL', carrierService: 'Parcel', isVoid: false, shipToHash: null } });
    expect(journal.parcels.listRecentlyDispatched(bench, 5)).toEqual([parcel]);
    expect(journal.parcels.listByState(['dispatched', 'open'], 5)).toEqual([parcel]);
    expect(journal.parcels.countByState()).toEqual({ open: 0, verified: 0, labelled: 0, dispatched: 1, posted: 0, confirmed: 0, stopped: 0 });
  });

  it('the order of the recently dispatched is newest first', () => {
    const { journal } = aJournal();
    for (const n of [1, 2, 3]) {
      const { parcel, standing } = orderNumber(n);
      labelParcel(journal, parcel, standing);
      journal.parcels.saveState(parcel.id, 'dispatched', testStartMs + (n === 2 ? 100 : n));
    }
    expect(journal.parcels.listRecentlyDispatched(bench, 2).map(({ id }) => id)).toEqual(['parcel-2', 'parcel-3']);
  });

  it('are found by the carrier\'s number, which carriers use again: newest first', () => {
    const { journal, sql } = aJournal();
    for (const n of [1, 2, 3]) labelParcel(journal, orderNumber(n).parcel, orderNumber(n).standing);
    sql("UPDATE parcel SET tracking_mode = 'api', tracking_number = 'JJD1', labelled_at_ms = iif(id = 'parcel-1', 9, 8) WHERE id <> 'parcel-3'");
    expect(journal.parcels.findByTrackingNumber('JJD1').map(({ id }) => id)).toEqual(['parcel-1', 'parcel-2']);
    expect(journal.parcels.findByTrackingNumber('JJD2')).toEqual([]);
  });

  it('keep what they weighed and when', () => {
    const { journal, sql } = aJournal();
    openParcel(journal);
    journal.parcels.saveWeight(parcel1, { grams: 1250, atMs: 7 });
    journal.parcels.saveWeight(parcel1, { grams: 1240, atMs: 8 });
    expect(journal.parcels.load(parcel1)?.weight).toEqual({ grams: 1240, atMs: 8 });
    expect(() => journal.parcels.saveWeight(parcel1, { grams: 0, atMs: 9 })).toThrow(/CHECK/);
    expect(() => sql('UPDATE parcel SET weighed_at_ms = NULL')).toThrow(/CHECK/);
  });

  it('of one store and a span are listed by their dispatch, the stopped ones too, the end left out', () => {
    const { journal } = aJournal();
    for (const n of [1, 2, 3, 4]) {
      labelParcel(journal, orderNumber(n).parcel, orderNumber(n).standing);
      if (n < 4) journal.parcels.saveState(orderNumber(n).parcel.id, 'dispatched', 100 - n);
    }
    journal.parcels.saveState('parcel-2' as ParcelId, 'stopped', 200);
    expect(journal.parcels.listDispatchedBetween(shop, 0, 1000).map(({ id, state }) => [id, state])).toEqual([['parcel-3', 'dispatched'], ['parcel-2', 'stopped'], ['parcel-1', 'dispatched']]);
    expect(journal.parcels.listDispatchedBetween(shop, 97, 99).map(({ id }) => id)).toEqual(['parcel-3', 'parcel-2']);
    expect(journal.parcels.listDispatchedBetween('other' as StoreId, 0, 1000)).toEqual([]);
  });

  it('say why they were stopped', () => {
    const { journal } = aJournal();
    openParcel(journal);
    expect(journal.parcels.loadStop(parcel1)).toEqual([]);
    journal.parcels.saveStop(parcel1, [aBlock()], testStartMs);
    journal.parcels.saveState(parcel1, 'stopped', testStartMs);
    expect(journal.parcels.loadStop(parcel1)).toEqual([aBlock()]);
    expect(journal.parcels.load(parcel1)).toMatchObject({ state: 'stopped', stoppedAtMs: testStartMs });
  });

  it('a count or a state of a parcel that is not there is an error, not nothing', () => {
    const { journal } = aJournal();
    openParcel(journal);
    expect(() => journal.parcels.saveCount(parcel1, 'line-9', 1)).toThrow('no such line');
    expect(() => journal.parcels.saveState('nobody' as ParcelId, 'verified', 1)).toThrow('not in the journal');
  });

  it('a transaction that fails half-way leaves nothing', () => {
    const { journal } = aJournal();
    expect(() =>
      journal.transaction(() => {
        openParcel(journal);
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(journal.parcels.load(parcel1)).toBeNull();
    expect(journal.standings.load(orderId)).toBeNull();
  });

  it('a refusal inside a transaction may be caught, and the rest is stored', () => {
    const { journal } = aJournal();
    openParcel(journal);
    journal.transaction(() => {
      expect(() => journal.parcels.insert(aParcel({ id: 'parcel-2' as ParcelId }))).toThrow();
      journal.settings.save('after', '1');
    });
    expect(journal.settings.load('after')).toBe('1');
    expect(journal.parcels.listByOrder(orderId)).toHaveLength(1);
  });

  it('work that waits is refused: no network hides in a transaction', () => {
    const { journal } = aJournal();
    expect(() => journal.transaction(() => Promise.resolve(1))).toThrow('cannot return a promise');
  });
});

describe('standings', () => {
  const rich: Standing = aStanding({
    payment: 'pending',
    channelHold: 'Fraud “check”',
    cancellation: { kind: 'rejected', by: 'seller', reason: null, seenAtMs: 5 },
    lines: [aStandingLine(), aStandingLine({ lineId: 'line-2', quantityToPack: 3, cancellation: requestedBy() })],
    shipByMs: testStartMs + 1,
    holdKind: 'fraud',
    findings: [{ code: 'TAX_ID_MISSING', strength: 'hard', isEnforced: false, facts: { field: 'IOSS', limit: 150 } }, { code: 'ADDRESS_INVALID', strength: 'ask-lead', isEnforced: true, facts: {} }],
    shipToHash: 'a'.repeat(64),
    value: { minor: 1999, currency: 'EUR' },
  });

  it('come back as they were saved, the last one counting', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding());
    journal.standings.save(rich);
    expect(journal.standings.load(orderId)).toEqual(rich);
    expect(journal.standings.load('nobody' as OrderId)).toBeNull();
    journal.standings.save(aStanding());
    expect(journal.standings.load(orderId)).toEqual(aStanding());
  });

  it('a flag stands until it is lifted; a new one takes its place, and each stays as history', () => {
    const { journal, file } = aJournal();
    const flag: OrderFlag = { orderId, by: 'Cleo', reason: 'Buyer phoned', atMs: 5 };
    expect(journal.standings.loadFlag(orderId)).toBeNull();
    journal.standings.saveFlag(flag);
    expect(journal.standings.loadFlag(orderId)).toEqual(flag);
    journal.standings.saveFlag({ ...flag, by: 'Dan', reason: 'And again', atMs: 9 });
    expect(journal.standings.loadFlag(orderId)).toEqual({ orderId, by: 'Dan', reason: 'And again', atMs: 9 });
    journal.standings.liftFlag(orderId, 'Lea', 12);
    expect(journal.standings.loadFlag(orderId)).toBeNull();
    expect(file.db.prepare('SELECT flagged_by, flagged_at_ms, lifted_by, lifted_at_ms FROM order_flag ORDER BY sequence').raw().all()).toEqual([['Cleo', 5, 'Dan', 9], ['Dan', 9, 'Lea', 12]]);
  });

  it.each(['CANCEL_REQUESTED', 'STALE_DATA', 'ADDRESS_INVALID', 'WEIGHT_OUT_OF_RANGE'] as const)('a release of %s is kept', (code) => {
    const { journal } = aJournal();
    journal.standings.save(aStanding());
    journal.standings.saveRelease({ orderId, code, releasedBy: 'Lea', reason: 'Known', releasedAtMs: 1, forUpdatedAtMs: 2 });
    expect(journal.standings.listReleases(orderId).map((release) => release.code)).toEqual([code]);
  });

  it('no other code has a release', () => {
    const { journal, sql } = aJournal();
    journal.standings.save(aStanding());
    expect(() => sql(`INSERT INTO release (order_id, code, released_by, reason, released_at_ms, for_updated_at_ms) VALUES ('${orderId}', 'CANCELLED', 'x', 'y', 1, 1)`)).toThrow(/CHECK/);
  });

  it('releases are kept in order, with their instant of validity', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding());
    const release = { orderId, code: 'STALE_DATA', releasedBy: 'Lea', reason: 'Buyer waits', releasedAtMs: 1, forUpdatedAtMs: 2 } as const;
    journal.standings.saveRelease(release);
    journal.standings.saveRelease({ ...release, code: 'CANCEL_REQUESTED' });
    expect(journal.standings.listReleases(orderId)).toEqual([release, { ...release, code: 'CANCEL_REQUESTED' }]);
  });

  it('list the orders of one store whose parcel has not left', () => {
    const { journal } = aJournal();
    dispatchParcel(journal, orderNumber(1).parcel, orderNumber(1).standing);
    labelParcel(journal, orderNumber(2).parcel, orderNumber(2).standing);
    openParcel(journal, orderNumber(3).parcel, orderNumber(3).standing);
    expect(journal.standings.listWithUndispatchedParcel(shop)).toEqual(['shop/100-2', 'shop/100-3']);
    expect(journal.standings.listWithUndispatchedParcel('other' as StoreId)).toEqual([]);
  });

  it('a blocked order stands once, with its newest reason and a count, until it is cleared', () => {
    const { journal, clock } = aJournal();
    const record = (code: Block['code'], atMs: number) => journal.standings.recordBlocked(orderId, shop, '100-1', null, [aBlock(code)], atMs);
    record('CANCEL_REQUESTED', 10);
    record('CANCEL_REQUESTED', 20);
    record('CANCELLED', 30);
    const row = { orderId, storeId: shop, channelOrderId: '100-1', parcelId: null };
    expect(journal.standings.listBlocked(9)).toEqual([{ ...row, blocks: [aBlock('CANCELLED')], firstAtMs: 30, lastAtMs: 30, times: 1 }]);
    record('CANCELLED', 35);
    expect(journal.standings.countBlocked()).toBe(1);
    expect(journal.standings.listBlocked(9)).toEqual([{ ...row, blocks: [aBlock('CANCELLED')], firstAtMs: 30, lastAtMs: 35, times: 2 }]);
    clock.setWallClock(40);
    journal.standings.clearBlocked(orderId);
    expect(journal.standings.countBlocked()).toBe(0);
    record('CANCEL_REQUESTED', 50);
    expect(journal.standings.listBlocked(9)).toMatchObject([{ firstAtMs: 50, lastAtMs: 50, times: 1 }]);
  });
});

describe('write-backs', () => {
  it('come back whole', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    const owed = aWriteBack({ shipByMs: testStartMs + 1, notice: { ...aWriteBack().notice, marketplaceId: 'A1PA6795UKMFR9', carrierName: 'Other one', shippingMethod: 'Standard' } });
    journal.writeBacks.insert(owed);
    expect(journal.writeBacks.load(owed.id)).toEqual(owed);
    expect(journal.writeBacks.findByParcel(parcel1)).toEqual(owed);
    const parked = { ...owed, state: 'parked', parkReason: 'rejected', lastAnswer: 'no', attempts: 3, proofReads: 2 } as const;
    journal.writeBacks.save(parked);
    expect(journal.writeBacks.listByOrder(orderId)).toEqual([parked]);
    expect(journal.writeBacks.countByState()).toMatchObject({ parked: 1, due: 0 });
  });

  it('are claimed by ship-by first, then by age; those without a deadline last, those not due not at all', () => {
    const { journal } = aJournal();
    const rows = [
      { n: 1, shipByMs: null, createdAtMs: 1, dueAtMs: 5 },
      { n: 2, shipByMs: 900, createdAtMs: 9, dueAtMs: 5 },
      { n: 3, shipByMs: 100, createdAtMs: 9, dueAtMs: 5 },
      { n: 4, shipByMs: 100, createdAtMs: 3, dueAtMs: 5 },
      { n: 5, shipByMs: 1, createdAtMs: 1, dueAtMs: 50 },
    ];
    for (const { n, ...overrides } of rows) {
      const { parcel, standing, writeBack } = orderNumber(n);
      dispatchParcel(journal, parcel, standing);
      journal.writeBacks.insert({ ...writeBack, ...overrides });
    }
    expect(journal.writeBacks.nextDueAtMs(shop)).toBe(5);
    expect(journal.writeBacks.firstUnpostedShipByMs()).toBe(1);
    expect(journal.writeBacks.countOwedDueBefore(101)).toBe(3);
    const claimed = [1, 2, 3, 4].map(() => journal.writeBacks.claimDue(shop, 10));
    expect(claimed.map((row) => row?.id)).toEqual(['write-back-4', 'write-back-3', 'write-back-2', 'write-back-1']);
    expect(claimed[0]).toMatchObject({ state: 'sending', attempts: 1, sendingSinceMs: 10 });
    expect(journal.writeBacks.claimDue(shop, 10)).toBeNull();
    expect(journal.writeBacks.nextDueAtMs(shop)).toBe(50);
    expect(journal.writeBacks.claimDue('other' as StoreId, 100)).toBeNull();
    expect(journal.writeBacks.listByState(shop, ['sending'], 2).map(({ id }) => id)).toEqual(['write-back-4', 'write-back-3']);
    expect(journal.writeBacks.listByState(null, ['due', 'sending'], 9)).toHaveLength(5);
  });

  it('each state that a row was saved in stays in its history', () => {
    const { journal, file, clock } = aJournal();
    dispatchParcel(journal);
    journal.writeBacks.insert(aWriteBack());
    const claimed = journal.writeBacks.claimDue(shop, testStartMs);
    clock.setWallClock(testStartMs + 7);
    journal.writeBacks.save({ ...(claimed ?? aWriteBack()), state: 'accepted', acceptedAtMs: testStartMs + 7, sendingSinceMs: null, lastAnswer: '204' });
    expect(file.db.prepare('SELECT state, attempts, at_ms - ? AS after, answer FROM write_back_attempt ORDER BY sequence').all(testStartMs)).toEqual([
      { state: 'due', attempts: 0, after: 0, answer: null },
      { state: 'sending', attempts: 1, after: 0, answer: null },
      { state: 'accepted', attempts: 1, after: 7, answer: '204' },
    ]);
  });

  it('one that no longer parses is set aside for a person and does not hold up the next', () => {
    const { journal, sql, file } = aJournal();
    for (const n of [1, 2]) {
      const { parcel, standing, writeBack } = orderNumber(n);
      dispatchParcel(journal, parcel, standing);
      journal.writeBacks.insert({ ...writeBack, createdAtMs: n });
    }
    file.db.exec('DROP TRIGGER write_back_keeps_its_message');
    sql(`UPDATE write_back SET notice = '{"channelOrderId":1}' WHERE id = 'write-back-1'`);
    expect(journal.writeBacks.claimDue(shop, testStartMs)?.id).toBe('write-back-2');
    expect(journal.writeBacks.load('write-back-1' as WriteBackId)).toMatchObject({ state: 'parked', parkReason: 'unreadable' });
    expect(journal.writeBacks.countByState()).toMatchObject({ parked: 1, sending: 1 });
  });

  it('are counted right by state, also after a step that was taken back and after the file was packed', () => {
    const { journal, file } = aJournal();
    const states = ['confirmed', 'parked', 'confirmed', 'superseded', 'accepted', 'confirmed'] as const;
    const addOne = (n: number): WriteBack => {
      const { parcel, standing, writeBack } = orderNumber(n);
      dispatchParcel(journal, parcel, standing);
      journal.writeBacks.insert(writeBack);
      return writeBack;
    };
    for (const [index, state] of states.entries()) {
      expect(() => journal.transaction(() => {
        addOne(90 + index);
        throw new Error('taken back');
      })).toThrow('taken back');
      journal.writeBacks.save({ ...addOne(index + 1), state, confirmedAtMs: testStartMs, parkReason: state === 'parked' ? 'rejected' : null });
    }
    addOne(7);
    const counts = { due: 1, sending: 0, accepted: 1, uncertain: 0, confirmed: 3, parked: 1, superseded: 1 };
    expect(journal.writeBacks.countByState()).toEqual(counts);
    file.db.exec('VACUUM');
    addOne(8);
    expect(journal.writeBacks.countByState()).toEqual({ ...counts, due: 2 });
  });

  it('a claim is on disk before it is answered', () => {
    const first = aJournal();
    dispatchParcel(first.journal);
    first.journal.writeBacks.insert(aWriteBack());
    first.journal.writeBacks.claimDue(shop, testStartMs);
    first.file.close();
    expect(aJournal({ directory: first.directory }).journal.writeBacks.listByState(null, ['sending'], 9)).toHaveLength(1);
  });

  it('the due row is found by the urgency index, however many rows there are', () => {
    const { file } = aJournal();
    const plan = file.db.prepare(`EXPLAIN QUERY PLAN ${mostUrgentDue}`).all({ storeId: 'shop', nowMs: 1 });
    expect(JSON.stringify(plan)).toContain('write_back_urgency');
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  });
});

describe('manifests', () => {
  const first = 'manifest-1' as ManifestId;

  it('are numbered, filled in the order of loading, closed, and come back whole', () => {
    const { journal } = aJournal();
    for (const n of [1, 2]) dispatchParcel(journal, orderNumber(n).parcel, orderNumber(n).standing);
    const opened = openManifest(journal);
    expect(opened).toEqual({ id: first, number: 1, carrier: 'DHL', benchId: bench, openedAtMs: testStartMs, openedBy: 'Ada', closedAtMs: null, closedBy: null, parcels: [] });
    expect(journal.manifests.findOpen(bench, 'DHL')).toEqual(opened);
    loadParcel(journal, first, 'parcel-2' as ParcelId, 5);
    loadParcel(journal, first, parcel1, 6);
    journal.manifests.close(first, 7, 'Lea');
    const closed = { ...opened, closedAtMs: 7, closedBy: 'Lea', parcels: [{ parcelId: 'parcel-2', loadedAtMs: 5, loadedBy: 'Ada' }, { parcelId: parcel1, loadedAtMs: 6, loadedBy: 'Ada' }] };
    expect(journal.manifests.load(first)).toEqual(closed);
    const { parcels: _parcels, ...head } = closed;
    expect(journal.manifests.ofParcel(parcel1)).toEqual({ ...head, loadedAtMs: 6, loadedBy: 'Ada' });
    expect(journal.manifests.findOpen(bench, 'DHL')).toBeNull();
    expect(openManifest(journal, { id: 'manifest-2' as ManifestId }).number).toBe(2);
    expect(journal.manifests.list(1).map(({ number }) => number)).toEqual([2]);
    expect(journal.manifests.list(9).map(({ number }) => number)).toEqual([2, 1]);
  });

  it('that are not there are null, and closing one is an error', () => {
    const { journal } = aJournal();
    expect(journal.manifests.load(first)).toBeNull();
    expect(journal.manifests.ofParcel(parcel1)).toBeNull();
    expect(journal.manifests.findOpen(bench, 'DHL')).toBeNull();
    expect(() => journal.manifests.close(first, 1, 'Ada')).toThrow('not in the journal');
  });

  it('know what still stands in the house, oldest first and by carrier', () => {
    const { journal, sql } = aJournal();
    for (const n of [1, 2, 3, 4, 5, 6]) {
      labelParcel(journal, orderNumber(n).parcel, orderNumber(n).standing);
      if (n === 2) sql("UPDATE parcel SET carrier = 'GLS' WHERE id = 'parcel-2'");
      if (n < 6) journal.parcels.saveState(orderNumber(n).parcel.id, 'dispatched', 100 - n);
    }
    journal.parcels.saveState('parcel-4' as ParcelId, 'stopped', 200);
    journal.parcels.saveState('parcel-3' as ParcelId, 'posted', 200);
    loadParcel(journal, openManifest(journal).id, 'parcel-5' as ParcelId);
    expect(journal.manifests.listWaiting(null, 0, 9)).toEqual(['parcel-3', 'parcel-2', 'parcel-1']);
    expect(journal.manifests.listWaiting('DHL', 0, 9)).toEqual(['parcel-3', 'parcel-1']);
    expect(journal.manifests.listWaiting('DHL', 0, 1)).toEqual(['parcel-3']);
    expect(journal.manifests.countWaiting('DHL', 0)).toBe(2);
    // 100 - n: when it was dispatched.
    expect(journal.manifests.listWaiting('DHL', 98, 9)).toEqual(['parcel-1']);
    expect(journal.manifests.countWaiting('DHL', 98)).toBe(1);
  });

  it('what stands in the house is read from its index alone, however much ever left', () => {
    const { file } = aJournal();
    const plan = JSON.stringify(file.db.prepare(`EXPLAIN QUERY PLAN ${waitingForCarrier}`).all({ carrier: 'DHL', sinceMs: 0, limit: 9 }));
    expect(plan).toContain('COVERING INDEX parcel_waiting_for_carrier');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});

describe('print jobs, benches, channels and settings', () => {
  it('the latest print job of a parcel is the one that counts', () => {
    const { journal } = aJournal();
    labelParcel(journal);
    const job = { id: 'job-1', parcelId: parcel1, printer: 'Zebra', state: 'waiting', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: false, createdAtMs: 1 } as const;
    journal.printJobs.insert(job);
    journal.printJobs.insert({ ...job, id: 'job-2', isReprint: true });
    journal.printJobs.save({ ...job, state: 'failed', reason: 'No paper', reference: 'cups-7' });
    expect(journal.printJobs.latestForParcel(parcel1)).toEqual({ ...job, id: 'job-2', isReprint: true });
    expect(journal.printJobs.listByState(['failed'], 9)).toEqual([{ ...job, state: 'failed', reason: 'No paper', reference: 'cups-7' }]);
  });

  it('no label is printed that is not there, or that is void', () => {
    const { journal, sql } = aJournal();
    verifyParcel(journal);
    const job = { id: 'job-1', parcelId: parcel1, printer: 'Zebra', state: 'waiting', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: false, createdAtMs: 1 } as const;
    expect(() => journal.printJobs.insert(job)).toThrow('print-needs-label');
    const other = orderNumber(2);
    labelParcel(journal, other.parcel, other.standing);
    sql("UPDATE parcel SET label_is_void = 1 WHERE id = 'parcel-2'");
    expect(() => journal.printJobs.insert({ ...job, parcelId: other.parcel.id })).toThrow('print-needs-label');
  });

  it('a stop stands across a restart', () => {
    const first = aJournal();
    openParcel(first.journal);
    const session: BenchSession = { benchId: bench, parcelId: parcel1, stop: { orderId, channelOrderId: '100-1', parcelId: null, blocks: [aBlock()], sinceMs: 5, point: 'loading' }, mode: { kind: 'reopen' } };
    first.journal.benches.save({ benchId: bench, parcelId: null, stop: null });
    first.journal.benches.save(session);
    first.file.close();
    const { journal } = aJournal({ directory: first.directory });
    expect(journal.benches.load(bench)).toEqual(session);
    expect(journal.benches.load('bench-2' as BenchId)).toEqual({ benchId: 'bench-2', parcelId: null, stop: null, mode: { kind: 'packing' } });
  });

  it.each<BenchMode>([{ kind: 'packing' }, { kind: 'put-back', parcelId: parcel1 }, { kind: 'loading', manifestId: 'manifest-1' as ManifestId }, { kind: 'reopen' }, { kind: 'return' }])('a bench in mode $kind keeps it until another is said', (mode) => {
    const { journal } = aJournal();
    journal.benches.save({ benchId: bench, parcelId: null, stop: null, mode });
    journal.benches.save({ benchId: bench, parcelId: null, stop: null });
    expect(journal.benches.load(bench).mode).toEqual(mode);
    journal.benches.save({ benchId: bench, parcelId: null, stop: null, mode: { kind: 'packing' } });
    expect(journal.benches.load(bench).mode).toEqual({ kind: 'packing' });
  });

  it('the bench that has a parcel in work is told from the bench that asks', () => {
    const { journal } = aJournal();
    openParcel(journal);
    const other = 'bench-2' as BenchId;
    journal.benches.save({ benchId: bench, parcelId: parcel1, stop: null });
    expect(journal.benches.findOtherWith([parcel1], bench)).toBeNull();
    expect(journal.benches.findOtherWith([parcel1, 'parcel-9' as ParcelId], other)).toMatchObject({ benchId: bench, parcelId: parcel1 });
    expect(journal.benches.findOtherWith(['parcel-9' as ParcelId], other)).toBeNull();
    expect(journal.benches.findOtherWith([], other)).toBeNull();
  });

  it('cursors and settings keep the last value', () => {
    const { journal } = aJournal();
    expect(journal.channels.loadCompleteUntil(shop)).toBeNull();
    journal.channels.saveCompleteUntil(shop, 5);
    journal.channels.saveCompleteUntil(shop, 7);
    expect(journal.channels.loadCompleteUntil(shop)).toBe(7);
    expect(journal.settings.load('station')).toBeNull();
    journal.settings.save('station', '{"a":1}');
    journal.settings.save('station', '{"a":2}');
    expect(journal.settings.load('station')).toBe('{"a":2}');
    expect(() => journal.settings.save('station', 'not json')).toThrow(/CHECK/);
  });

  it('a cancelled standing is readable again with all its words', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ state: 'cancelled', cancellation: cancelledBy('channel', 'No stock') }));
    expect(journal.standings.load(orderId)).toEqual(aStanding({ state: 'cancelled', cancellation: cancelledBy('channel', 'No stock') }));
  });
});
