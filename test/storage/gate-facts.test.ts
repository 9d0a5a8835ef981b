// What a person flagged, what breaks the store's own rules, and the address on the label: refused by the database itself.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/shared/domain/gate/standing.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aJournal, aParcel, aWriteBack, dispatchParcel, labelParcel, loadParcel, openManifest, openParcel, orderNumber, refusal, verifyParcel } from './temp-storage.ts';

const id = 'parcel-1' as ParcelId;
const orderId = aStanding().orderId;
const flag = { orderId, by: 'Cleo Service', reason: 'Buyer phoned: wrong colour', atMs: testStartMs };
const release = { orderId, code: 'CANCEL_REQUESTED', releasedBy: 'Lea Lead', reason: 'Buyer phoned', releasedAtMs: testStartMs, forUpdatedAtMs: testStartMs } as const;
const here = 'a'.repeat(64);
const elsewhere = 'b'.repeat(64);

describe('a flag', () => {
  it('stops the opening of an order, also one that was flagged before any bench had it', () => {
    const { journal } = aJournal();
    journal.standings.saveFlag(flag);
    expect(refusal(() => openParcel(journal))).toBe('CANCEL_REQUESTED');
  });

  it.each(['labelled', 'dispatched'] as const)('stops a parcel before it is %s', (state) => {
    const { journal } = aJournal();
    if (state === 'labelled') verifyParcel(journal);
    else labelParcel(journal);
    journal.standings.saveFlag(flag);
    expect(refusal(() => journal.parcels.saveState(id, state, 1))).toBe('CANCEL_REQUESTED');
  });

  it('stops the write-back, the paper and the loading of a parcel that was dispatched', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    const manifest = openManifest(journal);
    journal.standings.saveFlag(flag);
    expect(refusal(() => journal.writeBacks.insert(aWriteBack()))).toBe('CANCEL_REQUESTED');
    expect(refusal(() => journal.printJobs.insert({ id: 'job-1', parcelId: id, printer: 'p', state: 'waiting', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: true, createdAtMs: 1 }))).toBe('CANCEL_REQUESTED');
    expect(refusal(() => loadParcel(journal, manifest.id, id))).toBe('CANCEL_REQUESTED');
  });

  it('is not covered by the release of what the channel reports', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ cancellation: requestedBy() }));
    journal.standings.saveRelease(release);
    journal.standings.saveFlag(flag);
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('CANCEL_REQUESTED');
    journal.standings.liftFlag(orderId, 'Lea Lead', testStartMs + 1);
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('let through');
  });

  it('of another order stops nothing here', () => {
    const { journal } = aJournal();
    journal.standings.saveFlag({ ...flag, orderId: orderNumber(2).parcel.orderId });
    expect(refusal(() => openParcel(journal))).toBe('let through');
  });

  it.each([
    ['deleted', 'DELETE FROM order_flag', 'append-only'],
    ['given another reason', "UPDATE order_flag SET reason = 'none'", 'append-only'],
    ['moved to another order', "UPDATE order_flag SET order_id = 'shop/100-2'", 'append-only'],
    ['signed by somebody else', "UPDATE order_flag SET flagged_by = 'Nobody'", 'append-only'],
    ['dated back', 'UPDATE order_flag SET flagged_at_ms = 1', 'append-only'],
    ['renumbered', 'UPDATE OR REPLACE order_flag SET sequence = 9', 'append-only'],
    ['replaced by its number', "INSERT OR REPLACE INTO order_flag SELECT sequence, 'shop/100-2', flagged_by, reason, flagged_at_ms, 1, 'x' FROM order_flag", 'append-only'],
    ['replaced by a second one of its order', "INSERT OR REPLACE INTO order_flag (order_id, flagged_by, reason, flagged_at_ms, lifted_at_ms, lifted_by) SELECT order_id, 'x', 'y', 1, 1, 'x' FROM order_flag", 'order-flag-stands'],
  ])('cannot be %s', (_, statement, rule) => {
    const { journal, sql } = aJournal();
    journal.standings.saveFlag(flag);
    expect(refusal(() => sql(statement))).toBe(rule);
    expect(journal.standings.loadFlag(orderId)).toEqual(flag);
  });

  it('that was lifted does not stand again, and keeps the name of who lifted it', () => {
    const { journal, sql } = aJournal();
    journal.standings.saveFlag(flag);
    journal.standings.liftFlag(orderId, 'Lea Lead', testStartMs + 1);
    expect(refusal(() => sql('UPDATE order_flag SET lifted_at_ms = NULL, lifted_by = NULL'))).toBe('append-only');
    expect(refusal(() => sql("UPDATE order_flag SET lifted_by = 'Somebody'"))).toBe('append-only');
  });

  it('needs a name and a reason, and so does its end', () => {
    const { journal } = aJournal();
    expect(() => journal.standings.saveFlag({ ...flag, reason: ' ' })).toThrow(/CHECK/);
    expect(() => journal.standings.saveFlag({ ...flag, by: '' })).toThrow(/CHECK/);
    journal.standings.saveFlag(flag);
    expect(() => journal.standings.liftFlag(orderId, '', 1)).toThrow(/CHECK/);
  });
});

describe('a rule of the store', () => {
  const doubt: Finding = { code: 'ADDRESS_INVALID', strength: 'ask-lead', isEnforced: true, facts: {} };
  const openWith = (findings: readonly Finding[], released: boolean, updatedAtMs = testStartMs): string => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ findings }));
    if (released) journal.standings.saveRelease({ ...release, code: 'ADDRESS_INVALID' });
    journal.standings.save(aStanding({ findings, updatedAtMs }));
    return refusal(() => journal.parcels.insert(aParcel()));
  };

  it.each<readonly [string, readonly Finding[], boolean, string]>([
    ['in shadow stops nothing', [{ ...doubt, strength: 'hard', isEnforced: false }], false, 'let through'],
    ['that a lead may release passes once it is', [doubt], true, 'let through'],
    ['that a lead may release stops until it is', [doubt], false, 'ADDRESS_INVALID'],
    ['that is hard is not released', [{ ...doubt, strength: 'hard' }], true, 'ADDRESS_INVALID'],
    ['about tax is not released with the address', [doubt, { ...doubt, code: 'TAX_ID_MISSING', strength: 'hard' }], true, 'TAX_ID_MISSING'],
    ['about a label is not released with the address', [doubt, { ...doubt, code: 'LABEL_EXISTS' }], true, 'LABEL_EXISTS'],
  ])('%s', (_, findings, released, answer) => {
    expect(openWith(findings, released)).toBe(answer);
  });

  it('stops again when the channel changed the order after the release', () => {
    expect(openWith([doubt], true, testStartMs + 1)).toBe('ADDRESS_INVALID');
  });

  it('that does not say whether it is enforced is enforced', () => {
    const { journal, sql } = aJournal();
    journal.standings.save(aStanding());
    sql(`UPDATE standing SET findings = '[{"code":"TAX_ID_MISSING","strength":"hard","facts":{}}]'`);
    expect(journal.standings.load(orderId)?.findings).toEqual([{ code: 'TAX_ID_MISSING', strength: 'hard', isEnforced: true, facts: {} }]);
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('TAX_ID_MISSING');
  });

  it('with a code that this version does not know lets nothing through', () => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    sql(`UPDATE standing SET findings = '[{"code":"NEWER","strength":"hard","isEnforced":true,"facts":{}}]'`);
    expect(refusal(() => journal.parcels.saveState(id, 'dispatched', 1))).toBe('parcel-needs-standing');
    expect(refusal(() => journal.parcels.insert(aParcel({ id: 'parcel-2' as ParcelId, parcelIndex: 2, parcelCount: 2 })))).toBe('parcel-needs-standing');
    expect(refusal(() => journal.printJobs.insert({ id: 'job-1', parcelId: id, printer: 'p', state: 'waiting', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: false, createdAtMs: 1 }))).toBe('parcel-needs-standing');
  });
});

describe('the address on a label', () => {
  it('that is not the order\'s any more keeps the parcel from leaving, by the repository or by SQL', () => {
    const { journal, sql } = aJournal();
    labelParcel(journal, aParcel(), aStanding({ shipToHash: here }), here);
    journal.standings.save(aStanding({ shipToHash: elsewhere }));
    expect(refusal(() => journal.parcels.saveState(id, 'dispatched', 1))).toBe('ADDRESS_CHANGED');
    expect(refusal(() => sql("UPDATE OR REPLACE parcel SET state = 'dispatched', dispatched_at_ms = 1"))).toBe('ADDRESS_CHANGED');
    journal.standings.save(aStanding({ shipToHash: here }));
    expect(refusal(() => journal.parcels.saveState(id, 'dispatched', 1))).toBe('let through');
  });

  it.each([
    ['the label is of an older version', null, here],
    ['the address is not known', here, null],
  ])('is not compared where %s', (_, onLabel, ofOrder) => {
    const { journal } = aJournal();
    labelParcel(journal, aParcel(), aStanding({ shipToHash: ofOrder }), onLabel);
    expect(refusal(() => journal.parcels.saveState(id, 'dispatched', 1))).toBe('let through');
  });

  it.each([
    ['written over', `UPDATE parcel SET ship_to_hash = '${elsewhere}'`],
    ['forgotten', 'UPDATE parcel SET ship_to_hash = NULL'],
    ['written over in the step that it stands against', `UPDATE parcel SET ship_to_hash = '${elsewhere}', state = 'dispatched', dispatched_at_ms = 1`],
  ])('cannot be %s', (_, statement) => {
    const { journal, sql } = aJournal();
    labelParcel(journal, aParcel(), aStanding({ shipToHash: here }), here);
    journal.standings.save(aStanding({ shipToHash: elsewhere }));
    expect(['label-is-fixed', 'ADDRESS_CHANGED']).toContain(refusal(() => sql(statement)));
    expect(journal.parcels.load(id)).toMatchObject({ state: 'labelled', label: { shipToHash: here } });
  });

  it('is not added to a label that left without one', () => {
    const { journal, sql } = aJournal();
    dispatchParcel(journal);
    expect(refusal(() => sql(`UPDATE parcel SET ship_to_hash = '${here}'`))).toBe('label-is-fixed');
  });

  it('is a hash and nothing else: no address gets into the journal', () => {
    const { journal, sql } = aJournal();
    expect(() => journal.standings.save(aStanding({ shipToHash: 'Ada Example, 1 Test Street' }))).toThrow(/CHECK/);
    openParcel(journal);
    expect(() => sql(`UPDATE parcel SET ship_to_hash = '${here}'`)).toThrow(/CHECK/);
  });
});

describe('a parcel that left', () => {
  it('keeps the packer it left with; before, somebody else may go on with it', () => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    journal.parcels.savePacker(id, 'Ben');
    expect(journal.parcels.load(id)?.packer).toBe('Ben');
    journal.parcels.saveState(id, 'dispatched', 1);
    expect(refusal(() => journal.parcels.savePacker(id, 'Cleo'))).toBe('packer-is-fixed');
    expect(refusal(() => sql("UPDATE parcel SET packer = 'Cleo', state = 'stopped', stopped_at_ms = 1"))).toBe('packer-is-fixed');
  });

  it('keeps its label after it was stopped', () => {
    const { journal, sql } = aJournal();
    dispatchParcel(journal);
    journal.parcels.saveState(id, 'stopped', 2);
    expect(refusal(() => sql("UPDATE parcel SET tracking_mode = 'range', tracking_number = 'x'"))).toBe('label-is-fixed');
    expect(refusal(() => sql('UPDATE parcel SET label_is_void = 1'))).toBe('let through');
  });

  it('and was stopped makes room for another one, whose message takes the place of the superseded one', () => {
    const { journal } = aJournal();
    const { sscc } = dispatchParcel(journal);
    journal.writeBacks.insert(aWriteBack());
    journal.writeBacks.save(aWriteBack({ state: 'confirmed', confirmedAtMs: 1 }));
    journal.parcels.saveState(id, 'posted', 1);
    journal.parcels.saveState(id, 'confirmed', 1);
    journal.transaction(() => {
      journal.parcels.saveState(id, 'stopped', 2);
      journal.writeBacks.save(aWriteBack({ state: 'superseded', confirmedAtMs: 1 }));
    });
    const second = aParcel({ id: 'parcel-2' as ParcelId });
    const again = dispatchParcel(journal, second);
    expect(again.sscc).not.toBe(sscc);
    const told = aWriteBack({ id: 'write-back-2' as WriteBackId, parcelId: second.id, notice: { ...aWriteBack().notice, trackingNumber: again.sscc } });
    expect(refusal(() => journal.writeBacks.insert(told))).toBe('let through');
    expect(journal.writeBacks.listByOrder(orderId).map(({ state }) => state)).toEqual(['superseded', 'due']);
    expect(journal.parcels.load(id)).toMatchObject({ state: 'stopped', dispatchedAtMs: testStartMs });
  });

  it('and was stopped is no reason to tell the channel', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    journal.parcels.saveState(id, 'stopped', 2);
    expect(refusal(() => journal.writeBacks.insert(aWriteBack()))).toBe('write-back-needs-dispatch');
  });
});

describe('a cancelled order', () => {
  it('still lets its dispatched parcel be stopped', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    journal.standings.save(aStanding({ state: 'cancelled', cancellation: cancelledBy(), lines: [aStandingLine({ quantityToPack: 0 })] }));
    expect(refusal(() => journal.parcels.saveState(id, 'stopped', 1))).toBe('let through');
  });
});
