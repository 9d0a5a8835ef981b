// A box that was opened again after its channel was told: the database lets just that be packed once more, and nothing else.
import { describe, expect, it } from 'vitest';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aJournal, aParcel, aWriteBack, dispatchParcel, labelParcel, refusal, type TestJournal } from './temp-storage.ts';

const first = 'parcel-1' as ParcelId;
const again = aParcel({ id: 'parcel-again' as ParcelId });
const shipped = (change: Parameters<typeof aStanding>[0] = {}) => aStanding({ state: 'shipped', lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 1 })], updatedAtMs: testStartMs + 1, ...change });

/** Told, confirmed by the channel, and opened again in the house. */
function reopened(): TestJournal {
  const made = aJournal();
  const { journal } = made;
  dispatchParcel(journal);
  journal.writeBacks.insert(aWriteBack());
  const row = journal.writeBacks.load(aWriteBack().id);
  if (row === null) throw new Error('no row');
  journal.writeBacks.save({ ...row, state: 'accepted', acceptedAtMs: 1 });
  journal.standings.save(shipped());
  journal.parcels.saveState(first, 'stopped', 2);
  return made;
}

describe('an order whose box was opened again after the channel was told', () => {
  it('is packed, labelled and dispatched once more, and the new number takes the place of the old one', () => {
    const { journal } = reopened();
    labelParcel(journal, again, shipped());
    expect(refusal(() => journal.parcels.saveState(again.id, 'dispatched', 3))).toBe('let through');
    const successor = { ...aWriteBack(), id: 'wb-again' as WriteBackId, parcelId: again.id };
    expect(refusal(() => journal.writeBacks.insert(successor))).toBe('write-back-is-owed-once');
    const told = journal.writeBacks.load(aWriteBack().id);
    if (told === null) throw new Error('no row');
    journal.writeBacks.save({ ...told, state: 'superseded' });
    expect(refusal(() => journal.writeBacks.insert(successor))).toBe('let through');
  });

  it('is still refused where it was cancelled, or asked to be cancelled', () => {
    const { journal } = reopened();
    journal.standings.save(shipped({ lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 1, cancellation: requestedBy() })] }));
    expect(refusal(() => journal.parcels.insert(again))).toBe('CANCEL_REQUESTED');
    journal.standings.save(shipped({ state: 'cancelled', cancellation: cancelledBy() }));
    expect(refusal(() => journal.parcels.insert(again))).toBe('CANCELLED');
  });

  it('is shipped like any other once the old message is superseded and nothing took its place', () => {
    const { journal } = reopened();
    const told = journal.writeBacks.load(aWriteBack().id);
    if (told === null) throw new Error('no row');
    journal.writeBacks.save({ ...told, state: 'superseded' });
    expect(refusal(() => journal.parcels.insert(again))).toBe('ALREADY_SHIPPED');
  });

  it('is packed once more also where its second message never left, and is shipped again as soon as one stands', () => {
    const { journal } = reopened();
    const told = journal.writeBacks.load(aWriteBack().id);
    if (told === null) throw new Error('no row');
    labelParcel(journal, again, shipped());
    journal.parcels.saveState(again.id, 'dispatched', 3);
    journal.writeBacks.save({ ...told, state: 'superseded' });
    const second = { ...aWriteBack(), id: 'wb-again' as WriteBackId, parcelId: again.id, notice: { ...aWriteBack().notice, replaces: { trackingNumber: told.notice.trackingNumber } } };
    journal.writeBacks.insert(second);
    const third = aParcel({ id: 'parcel-third' as ParcelId });
    expect(refusal(() => journal.parcels.insert(third))).toBe('ALREADY_SHIPPED');
    journal.writeBacks.save({ ...second, state: 'superseded' });
    journal.parcels.saveState(again.id, 'stopped', 4);
    expect(refusal(() => journal.parcels.insert(third))).toBe('let through');
  });

  it('takes no more units than were told', () => {
    const { journal } = reopened();
    const two = { ...again, lines: again.lines.map((line) => ({ ...line, expected: 2 })) };
    expect(refusal(() => labelParcel(journal, two, shipped()))).toBe('CONTENTS_CHANGED');
  });
});

describe('the messages of one order', () => {
  it('are found by an index, superseded ones included', () => {
    const { file } = aJournal();
    const plan = JSON.stringify(file.db.prepare('EXPLAIN QUERY PLAN SELECT * FROM write_back WHERE order_id = ? ORDER BY created_at_ms, id').all('shop/100-1'));
    expect(plan).toContain('write_back_by_order');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
