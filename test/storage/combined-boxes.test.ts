// Every statement here is plain SQL or a bare repository call, as somebody with a database tool would type it: no use case stands in front.
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/shared/domain/gate/standing.ts';
import { aStanding, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aJournal, openManifest, openParcel, orderNumber, range, refusal, type TestJournal } from './temp-storage.ts';

const door = 'a'.repeat(64);
const otherDoor = 'b'.repeat(64);
const ids = [1, 2, 3].map((n) => orderNumber(n).parcel.id);
const first = orderNumber(1).parcel.id;
const second = orderNumber(2).parcel.id;

const standingOf = (n: number, said: Partial<Standing> = {}): Standing => aStanding({ ...orderNumber(n).standing, shipToHash: door, ...said });
const says = ({ journal }: TestJournal, n: number, said: Partial<Standing>): void => journal.standings.save(standingOf(n, { updatedAtMs: testStartMs + 1, ...said }));

/** So many orders in one open box, everything packed. */
function aBox(orders = 2): TestJournal {
  const test = aJournal();
  const { parcels } = test.journal;
  for (let n = 1; n <= orders; n += 1) {
    openParcel(test.journal, orderNumber(n).parcel, standingOf(n));
    parcels.saveBox(orderNumber(n).parcel.id, { id: first, atMs: testStartMs + n });
  }
  for (let n = 1; n <= orders; n += 1) for (const { lineId, expected } of orderNumber(n).parcel.lines) parcels.saveCount(orderNumber(n).parcel.id, lineId, expected);
  return test;
}

function verified(orders = 2): TestJournal {
  const test = aBox(orders);
  for (const id of ids.slice(0, orders)) test.journal.parcels.saveState(id, 'verified', testStartMs);
  return test;
}

/** One number for all of it, spent for the first. */
function numbered(orders = 2): TestJournal {
  const test = verified(orders);
  test.journal.transaction(() => {
    const sscc = test.journal.ssccs.allocate(range, orderNumber(1).parcel.benchId, first, testStartMs);
    for (const id of ids.slice(0, orders)) test.journal.parcels.saveLabel(id, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: testStartMs, isVoid: false, shipToHash: door });
  });
  return test;
}

function labelled(orders = 2): TestJournal {
  const test = numbered(orders);
  for (const id of ids.slice(0, orders)) test.journal.parcels.saveState(id, 'labelled', testStartMs);
  return test;
}

function dispatched(orders = 2): TestJournal {
  const test = labelled(orders);
  for (const id of ids.slice(0, orders)) test.journal.parcels.saveState(id, 'dispatched', testStartMs);
  openManifest(test.journal);
  return test;
}

/** As every database tool begins: a replaced row fires no delete trigger. */
const likeATool = ({ file }: TestJournal): unknown => file.db.pragma('recursive_triggers = 0');

const step = (state: string, where: string): readonly string[] => ['', ' OR REPLACE', ' OR IGNORE'].map((or) => `UPDATE${or} parcel SET state = '${state}', dispatched_at_ms = 1 WHERE ${where}`);
const hard: readonly (readonly [string, Partial<Standing>])[] = [
  ['CANCELLED', { state: 'cancelled', cancellation: cancelledBy() }],
  ['CANCEL_REQUESTED', { cancellation: requestedBy() }],
  ['PAYMENT_PENDING', { payment: 'pending' }],
  ['FRAUD', { channelHold: 'Fraud check', holdKind: 'fraud' }],
  ['ON_HOLD', { channelHold: 'Address check' }],
  ['UNFULFILLABLE', { state: 'unfulfillable' }],
];

describe.each(hard)('%s of the second order', (code, said) => {
  const nothingMoves = (test: TestJournal, statements: readonly string[]): void => {
    likeATool(test);
    says(test, 2, said);
    const before = test.file.db.prepare('SELECT id, state, sscc, loaded_at_ms FROM parcel ORDER BY id').all();
    for (const statement of statements) expect(refusal(() => test.sql(statement)), statement).toBe(code);
    expect(test.file.db.prepare('SELECT id, state, sscc, loaded_at_ms FROM parcel ORDER BY id').all()).toEqual(before);
  };

  it('labels no order of the box, whichever it is said of', () => nothingMoves(numbered(), [...step('labelled', "id = 'parcel-1'"), ...step('labelled', 'true')]));

  it('dispatches no order of the box', () => nothingMoves(labelled(), [...step('dispatched', "id = 'parcel-1'"), ...step('dispatched', 'true')]));

  it('loads no order of the box', () =>
    nothingMoves(dispatched(), ['INSERT', 'INSERT OR REPLACE', 'INSERT OR IGNORE'].flatMap((insert) => [`${insert} INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')`, `${insert} INTO manifest_parcel SELECT id, 'manifest-1', 1, 'x' FROM parcel`])));

  it('prints no label for the box', () => nothingMoves(labelled(), ["INSERT INTO print_job (id, parcel_id, printer, state, sha256, is_reprint, created_at_ms) VALUES ('j', 'parcel-1', 'p', 'waiting', 'x', 0, 1)"]));

  it('lets it into no box', () => {
    const test = aJournal();
    openParcel(test.journal, orderNumber(1).parcel, standingOf(1));
    openParcel(test.journal, orderNumber(2).parcel, standingOf(2));
    test.journal.parcels.saveBox(first, { id: first, atMs: 1 });
    nothingMoves(test, ["UPDATE parcel SET box_id = 'parcel-1', boxed_at_ms = 1 WHERE id = 'parcel-2'"]);
  });
});

describe('a box of several orders', () => {
  it('is labelled, dispatched and loaded when every order may', () => {
    const test = dispatched(3);
    for (const parcelId of ids) test.journal.manifests.add(openedId, { parcelId, loadedAtMs: testStartMs, loadedBy: 'Ada' });
    expect(test.journal.manifests.load(openedId)?.parcels).toHaveLength(1);
    test.journal.manifests.close(openedId, testStartMs, 'Ada');
    expect(test.journal.parcels.listBox(first).map(({ id }) => id)).toEqual(ids);
    expect(test.journal.parcels.listRecentlyDispatched(orderNumber(1).parcel.benchId, 10).map(({ id }) => id)).toEqual([first]);
  });

  it('takes nobody in who goes to another door, or whose door is not known', () => {
    for (const shipToHash of [otherDoor, null]) {
      const test = aBox(1);
      openParcel(test.journal, orderNumber(2).parcel, standingOf(2, { shipToHash }));
      expect(refusal(() => test.journal.parcels.saveBox(second, { id: first, atMs: 2 }))).toBe('COMBINE_NOT_ALLOWED');
    }
  });

  it('takes nobody in who brings goods along, and lets nobody go whose goods are in it', () => {
    const test = aBox();
    expect(refusal(() => test.journal.parcels.saveBox(second, null))).toBe('box-is-left-empty');
    test.journal.parcels.saveCount(second, orderNumber(2).parcel.lines[0]?.lineId ?? '', 0);
    for (const { lineId } of orderNumber(2).parcel.lines) test.journal.parcels.saveCount(second, lineId, 0);
    test.journal.parcels.saveBox(second, null);
    expect(test.journal.parcels.load(second)?.box).toBeNull();
    for (const { lineId, expected } of orderNumber(2).parcel.lines) test.journal.parcels.saveCount(second, lineId, expected);
    expect(refusal(() => test.journal.parcels.saveBox(second, { id: first, atMs: 2 }))).toBe('box-is-left-empty');
  });

  it('is not changed once it is verified, labelled or dispatched', () => {
    for (const test of [verified(), labelled(), dispatched()]) {
      expect(refusal(() => test.sql("UPDATE parcel SET box_id = NULL, boxed_at_ms = NULL WHERE id = 'parcel-2'"))).toBe('box-is-fixed');
      expect(refusal(() => test.sql("UPDATE parcel SET box_id = 'parcel-2' WHERE id = 'parcel-2'"))).toBe('box-is-fixed');
      openParcel(test.journal, orderNumber(3).parcel, standingOf(3));
      expect(refusal(() => test.journal.parcels.saveBox(orderNumber(3).parcel.id, { id: first, atMs: 3 }))).toBe('box-is-fixed');
    }
  });

  it('has one number, and lends it to nobody', () => {
    const test = labelled();
    const third = orderNumber(3).parcel;
    openParcel(test.journal, third, standingOf(3));
    for (const { lineId, expected } of third.lines) test.journal.parcels.saveCount(third.id, lineId, expected);
    test.journal.parcels.saveState(third.id, 'verified', testStartMs);
    expect(refusal(() => test.sql("UPDATE parcel SET sscc = (SELECT sscc FROM parcel WHERE id = 'parcel-1'), tracking_mode = 'sscc', tracking_number = (SELECT sscc FROM parcel WHERE id = 'parcel-1'), carrier = 'DHL', carrier_service = 'x', labelled_at_ms = 1 WHERE id = 'parcel-3'"))).toBe('sscc-not-spent');
  });

  it('goes as a whole or not at all', () => {
    const half = verified();
    half.journal.transaction(() => {
      const sscc = half.journal.ssccs.allocate(range, orderNumber(1).parcel.benchId, first, testStartMs);
      half.journal.parcels.saveLabel(first, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: testStartMs, isVoid: false, shipToHash: door });
    });
    expect(refusal(() => half.journal.parcels.saveState(first, 'labelled', testStartMs))).toBe('box-is-whole');
    const apart = labelled();
    apart.journal.parcels.saveState(second, 'stopped', testStartMs);
    expect(refusal(() => apart.journal.parcels.saveState(first, 'dispatched', testStartMs))).toBe('box-is-whole');
    const door2 = dispatched();
    door2.journal.parcels.saveState(second, 'stopped', testStartMs);
    expect(refusal(() => door2.sql("INSERT INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')"))).toBe('box-is-whole');
    const halfLoaded = dispatched();
    halfLoaded.sql("INSERT INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')");
    expect(refusal(() => halfLoaded.journal.manifests.close(openedId, testStartMs, 'Ada'))).toBe('box-is-whole');
    const told = labelled();
    told.journal.parcels.saveState(first, 'dispatched', testStartMs);
    expect(refusal(() => told.journal.writeBacks.insert(orderNumber(1).writeBack))).toBe('box-is-whole');
  });

  it('carries one address: none of it is labelled or dispatched once one of them moved', () => {
    const before = numbered();
    says(before, 2, { shipToHash: otherDoor });
    expect(refusal(() => before.journal.parcels.saveState(first, 'labelled', testStartMs))).toBe('ADDRESS_CHANGED');
    const after = labelled();
    says(after, 2, { shipToHash: otherDoor });
    expect(refusal(() => after.journal.parcels.saveState(first, 'dispatched', testStartMs))).toBe('ADDRESS_CHANGED');
    const atDoor = dispatched();
    says(atDoor, 2, { shipToHash: otherDoor });
    expect(refusal(() => atDoor.sql("INSERT INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')"))).toBe('ADDRESS_CHANGED');
  });

  it('is not labelled while the goods of an order that left it may still lie in it', () => {
    const test = aBox();
    const { journal } = test;
    const line = orderNumber(2).parcel.lines[0];
    if (line === undefined) throw new Error('order 2 has no line');
    journal.putBacks.begin(second, [{ lineId: line.lineId, sku: line.sku, title: line.title, barcodes: line.barcodes, quantity: 1, confirmed: 0 }]);
    test.sql("INSERT INTO task (id, kind, store_id, order_id, channel_order_id, parcel_id, facts, opened_at_ms, opened_by) VALUES ('t', 'put-back', 'shop', 'shop/100-2', '100-2', 'parcel-2', '{}', 1, 'x')");
    journal.parcels.saveState(second, 'stopped', testStartMs);
    journal.parcels.saveState(first, 'verified', testStartMs);
    const label = (): void => journal.transaction(() => {
      const sscc = journal.ssccs.allocate(range, orderNumber(1).parcel.benchId, first, testStartMs);
      journal.parcels.saveLabel(first, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: testStartMs, isVoid: false, shipToHash: door });
      journal.parcels.saveState(first, 'labelled', testStartMs);
    });
    expect(refusal(label)).toBe('put-back-first');
    journal.putBacks.saveConfirmed(second, line.lineId, 1);
    label();
    expect(journal.parcels.load(first)?.state).toBe('labelled');
  });
});

const openedId = 'manifest-1' as Parameters<TestJournal['journal']['manifests']['close']>[0];
