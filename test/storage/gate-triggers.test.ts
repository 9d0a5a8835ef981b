// Every statement here is plain SQL or a bare repository call: no use case stands in front of it.
import { describe, expect, it } from 'vitest';
import type { Finding, Standing } from '../../src/shared/domain/gate/standing.ts';
import { notCancelled } from '../../src/shared/domain/order/cancellation.ts';
import type { Parcel, ParcelId, ParcelState } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aJournal, aParcel, aScan, aWriteBack, dispatchParcel, labelParcel, loadParcel, openManifest, openParcel, orderNumber, refusal, spendSscc, verifyParcel, type TestJournal } from './temp-storage.ts';

const aFinding = (overrides: Partial<Finding> = {}): Finding => ({ code: 'ADDRESS_INVALID', strength: 'hard', isEnforced: true, facts: { field: 'postcode' }, ...overrides });

/** What the channel may say, and the code with which the database answers. */
const stops: readonly (readonly [string, Partial<Standing>, string])[] = [
  ['the order is cancelled', { state: 'cancelled' }, 'CANCELLED'],
  ['the cancellation is done while the order still reads open', { cancellation: cancelledBy() }, 'CANCELLED'],
  ['the buyer asked to cancel the order', { cancellation: requestedBy() }, 'CANCEL_REQUESTED'],
  ['the buyer asked to cancel one line that is still to pack', { lines: [aStandingLine({ cancellation: requestedBy() })] }, 'CANCEL_REQUESTED'],
  ['the payment is pending', { payment: 'pending' }, 'PAYMENT_PENDING'],
  ['the channel holds the order', { channelHold: 'Fraud check' }, 'ON_HOLD'],
  ['the channel holds the order because it doubts the buyer', { channelHold: 'Fraud check', holdKind: 'fraud' }, 'FRAUD'],
  ['the order is unfulfillable', { state: 'unfulfillable' }, 'UNFULFILLABLE'],
  ['the channel shows the order as shipped', { state: 'shipped' }, 'ALREADY_SHIPPED'],
  ['the channel shows a label that is not ours', { findings: [aFinding({ code: 'LABEL_EXISTS' })] }, 'LABEL_EXISTS'],
  ['the address cannot be delivered to', { findings: [aFinding()] }, 'ADDRESS_INVALID'],
  ['the address is in doubt', { findings: [aFinding({ strength: 'ask-lead' })] }, 'ADDRESS_INVALID'],
  ['a tax number is missing at a border', { findings: [aFinding({ code: 'TAX_ID_MISSING' })] }, 'TAX_ID_MISSING'],
  ['two rules of the store are broken, the one in shadow first', { findings: [aFinding({ isEnforced: false }), aFinding({ code: 'TAX_ID_MISSING' })] }, 'TAX_ID_MISSING'],
  ['two rules of the store are broken, the lighter one first', { findings: [aFinding({ code: 'TAX_ID_MISSING' }), aFinding({ code: 'LABEL_EXISTS' })] }, 'LABEL_EXISTS'],
];
/** No reason any more once the parcel left: our own parcel may be what made the channel say so, and the store's rules were met. */
const ownRules = ['ALREADY_SHIPPED', 'LABEL_EXISTS', 'ADDRESS_INVALID', 'TAX_ID_MISSING'];

const setState = ({ sql }: TestJournal, state: ParcelState, id = 'parcel-1') => refusal(() => sql(`UPDATE parcel SET state = ?, dispatched_at_ms = 1, verified_at_ms = 1, stopped_at_ms = 1 WHERE id = ?`, state, id));

describe.each(stops)('when %s', (_, said, code) => {
  it('no parcel can be opened', () => {
    const { journal } = aJournal();
    expect(refusal(() => openParcel(journal, aParcel(), aStanding(said)))).toBe(code);
    expect(journal.parcels.listByOrder(aParcel().orderId)).toEqual([]);
  });

  it('no parcel gets its label, by the repository or by SQL', () => {
    const test = aJournal();
    verifyParcel(test.journal);
    spendSscc(test.journal, aParcel());
    test.sql(`UPDATE parcel SET sscc = (SELECT sscc FROM sscc), tracking_mode = 'range', tracking_number = 'x', carrier = 'c', carrier_service = 's', labelled_at_ms = 1`);
    test.journal.standings.save(aStanding(said));
    expect(refusal(() => test.journal.parcels.saveState('parcel-1' as ParcelId, 'labelled', 1))).toBe(code);
    expect(setState(test, 'labelled')).toBe(code);
    expect(test.journal.parcels.load('parcel-1' as ParcelId)?.state).toBe('verified');
  });

  it('no labelled parcel is dispatched, by the repository or by SQL', () => {
    const test = aJournal();
    labelParcel(test.journal);
    test.journal.standings.save(aStanding(said));
    expect(refusal(() => test.journal.parcels.saveState('parcel-1' as ParcelId, 'dispatched', 1))).toBe(code);
    expect(setState(test, 'dispatched')).toBe(code);
    expect(test.journal.parcels.load('parcel-1' as ParcelId)?.state).toBe('labelled');
  });

  const answer = ownRules.includes(code) ? 'let through' : code;
  it(`the write-back of a parcel that left is answered with: ${answer}`, () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    journal.standings.save(aStanding(said));
    expect(refusal(() => journal.writeBacks.insert(aWriteBack()))).toBe(answer);
    expect(journal.writeBacks.listByOrder(aWriteBack().orderId)).toHaveLength(answer === code ? 0 : 1);
  });

  const printAnswer = code === 'ALREADY_SHIPPED' ? 'let through' : code;
  it(`a label of a parcel that left is printed again: ${printAnswer}`, () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    journal.standings.save(aStanding(said));
    expect(refusal(() => journal.printJobs.insert({ id: 'job-1', parcelId: 'parcel-1' as ParcelId, printer: 'p', state: 'waiting', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: true, createdAtMs: 1 }))).toBe(printAnswer);
  });

  it(`the parcel is loaded: ${answer}`, () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    const manifest = openManifest(journal);
    journal.standings.save(aStanding(said));
    expect(refusal(() => loadParcel(journal, manifest.id, 'parcel-1' as ParcelId))).toBe(answer);
    expect(journal.manifests.ofParcel('parcel-1' as ParcelId)).toEqual(answer === code ? null : expect.objectContaining({ number: 1 }));
  });
});

describe('a cancellation', () => {
  it.each([
    ['by the repository', (test: TestJournal) => test.journal.standings.save(aStanding({ updatedAtMs: testStartMs + 1 }))],
    ['by an update', (test: TestJournal) => test.sql("UPDATE standing SET state = 'open', cancellation = '{\"kind\":\"none\"}'")],
    ['by replacing the row', (test: TestJournal) => test.sql("INSERT OR REPLACE INTO standing (order_id, store_id, channel_order_id, state, payment, cancellation, lines, updated_at_ms, checked_at_ms, checked_source) VALUES ('shop/100-1', 'shop', '100-1', 'open', 'paid', '{\"kind\":\"none\"}', '[]', 1, 1, 'x')")],
  ])('is final: it cannot be taken back %s', (_, attempt) => {
    const test = aJournal();
    test.journal.standings.save(aStanding({ state: 'cancelled', cancellation: cancelledBy() }));
    expect(refusal(() => attempt(test))).toBe('CANCELLED');
    expect(test.journal.standings.load(aStanding().orderId)?.state).toBe('cancelled');
  });

  it('may be told again with new words', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ state: 'cancelled', cancellation: cancelledBy() }));
    journal.standings.save(aStanding({ state: 'cancelled', cancellation: cancelledBy('seller', 'No stock') }));
    expect(journal.standings.load(aStanding().orderId)?.cancellation).toMatchObject({ by: 'seller' });
  });

  it('a standing cannot be deleted to get rid of it', () => {
    const { sql, journal } = aJournal();
    journal.standings.save(aStanding({ state: 'cancelled' }));
    expect(refusal(() => sql('DELETE FROM standing'))).toBe('standing-is-kept');
  });
});

describe('a cancel request', () => {
  const release = { orderId: aStanding().orderId, code: 'CANCEL_REQUESTED', releasedBy: 'Lea Lead', reason: 'Buyer phoned', releasedAtMs: testStartMs, forUpdatedAtMs: testStartMs } as const;

  it('passes once a lead released it', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ cancellation: requestedBy() }));
    journal.standings.saveRelease(release);
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('let through');
  });

  it('stops again when the channel changed the order after the release', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ cancellation: requestedBy() }));
    journal.standings.saveRelease(release);
    journal.standings.save(aStanding({ cancellation: requestedBy('Really, please'), updatedAtMs: testStartMs + 1 }));
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('CANCEL_REQUESTED');
  });

  it('a release of stale data does not release it', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ cancellation: requestedBy() }));
    journal.standings.saveRelease({ ...release, code: 'STALE_DATA' });
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('CANCEL_REQUESTED');
  });

  it('no release goes round a cancellation', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ state: 'cancelled', cancellation: requestedBy() }));
    journal.standings.saveRelease(release);
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('CANCELLED');
  });

  it('of a line that has nothing left to pack stops nothing', () => {
    const { journal } = aJournal();
    const lines = [aStandingLine(), aStandingLine({ lineId: 'line-2', quantityToPack: 0, cancellation: requestedBy() })];
    expect(refusal(() => openParcel(journal, aParcel(), aStanding({ lines })))).toBe('let through');
  });

  it('a release needs a name and a reason', () => {
    const { journal } = aJournal();
    journal.standings.save(aStanding({ cancellation: requestedBy() }));
    expect(() => journal.standings.saveRelease({ ...release, reason: '  ' })).toThrow(/CHECK/);
  });
});

describe('a parcel', () => {
  it('cannot be without a standing of its order', () => {
    const { journal } = aJournal();
    expect(refusal(() => journal.parcels.insert(aParcel()))).toBe('parcel-needs-standing');
  });

  it('cannot begin under another number or store than its order has', () => {
    const { journal } = aJournal();
    expect(refusal(() => openParcel(journal, aParcel({ channelOrderId: '100-9' })))).toBe('parcel-keeps-its-order');
    expect(refusal(() => openParcel(journal, aParcel({ storeId: 'other' as Parcel['storeId'] })))).toBe('parcel-keeps-its-order');
  });

  it.each<ParcelState>(['verified', 'labelled', 'dispatched', 'posted', 'confirmed', 'stopped'])('cannot begin as %s', (state) => {
    const { journal } = aJournal();
    expect(refusal(() => openParcel(journal, aParcel({ state, stoppedAtMs: 1 })))).not.toBe('let through');
  });

  const machine: Readonly<Record<ParcelState, readonly ParcelState[]>> = {
    open: ['verified', 'stopped'],
    verified: ['open', 'labelled', 'stopped'],
    labelled: ['dispatched', 'stopped'],
    // Stopped: the box stands in the house and is taken back. Never once it is loaded.
    dispatched: ['posted', 'confirmed', 'stopped'],
    posted: ['confirmed', 'stopped'],
    confirmed: ['stopped'],
    stopped: [],
  };
  const states = Object.keys(machine) as ParcelState[];
  const bring = ({ journal }: TestJournal, to: ParcelState): void => {
    const id = 'parcel-1' as ParcelId;
    if (to === 'open' || to === 'stopped') {
      openParcel(journal);
      journal.parcels.saveCount(id, 'line-1', 1);
    } else if (to === 'verified') verifyParcel(journal);
    else if (to === 'labelled') labelParcel(journal);
    else dispatchParcel(journal);
    if (to === 'stopped' || to === 'posted' || to === 'confirmed') journal.parcels.saveState(id, to, 1);
  };

  it.each(states.flatMap((from) => states.filter((to) => to !== from).map((to) => [from, to, machine[from].includes(to)] as const)))('from %s to %s: %s', (from, to, isAllowed) => {
    const test = aJournal();
    bring(test, from);
    const isLabelMissing = from === 'verified' && to === 'labelled';
    if (isLabelMissing) {
      expect(() => setState(test, to)).toThrow(/CHECK/);
      return;
    }
    expect(setState(test, to)).toBe(isAllowed ? 'let through' : 'parcel-step');
  });

  it('is not verified while an item is missing, and not when one is too many', () => {
    const { journal } = aJournal();
    openParcel(journal);
    expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'verified', 1))).toBe('contents-not-verified');
    journal.parcels.saveCount('parcel-1' as ParcelId, 'line-1', 2);
    expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'verified', 1))).toBe('contents-not-verified');
  });

  it('without anything in it goes nowhere', () => {
    const { journal } = aJournal();
    openParcel(journal, aParcel({ lines: [] }));
    expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'verified', 1))).toBe('NOTHING_TO_PACK');
  });

  it('with a line that was cancelled meanwhile is not dispatched', () => {
    const { journal } = aJournal();
    const lines = ['line-1', 'line-2'].map((lineId) => ({ lineId, sku: lineId, title: lineId, barcodes: [], expected: 1, packed: 0 }));
    labelParcel(journal, aParcel({ lines }), aStanding({ lines: [aStandingLine(), aStandingLine({ lineId: 'line-2' })] }));
    journal.standings.save(aStanding({ lines: [aStandingLine(), aStandingLine({ lineId: 'line-2', quantityToPack: 0, cancellation: cancelledBy() })] }));
    expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'dispatched', 1))).toBe('CONTENTS_CHANGED');
  });

  it('with a line that the channel no longer lists is not dispatched', () => {
    const { journal } = aJournal();
    labelParcel(journal);
    journal.standings.save(aStanding({ lines: [aStandingLine({ lineId: 'line-9' })] }));
    expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'dispatched', 1))).toBe('CONTENTS_CHANGED');
  });

  it('of the same order and index cannot be open twice', () => {
    const { journal } = aJournal();
    openParcel(journal);
    expect(refusal(() => journal.parcels.insert(aParcel({ id: 'parcel-2' as ParcelId })))).toBe('parcel-index-taken');
  });

  it('begins anew after the one before was stopped', () => {
    const { journal } = aJournal();
    openParcel(journal);
    journal.parcels.saveState('parcel-1' as ParcelId, 'stopped', 1);
    expect(refusal(() => journal.parcels.insert(aParcel({ id: 'parcel-2' as ParcelId })))).toBe('let through');
  });

  it('of an index that left cannot be opened again', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    expect(refusal(() => journal.parcels.insert(aParcel({ id: 'parcel-2' as ParcelId })))).toBe('ALREADY_DISPATCHED');
  });

  it('does not change its order, its index or its bench', () => {
    const { journal, sql } = aJournal();
    openParcel(journal);
    journal.standings.save(orderNumber(2).standing);
    for (const change of ["order_id = 'shop/100-2'", 'parcel_index = 0 + 1, parcel_count = 2', "bench_id = 'bench-2'", "id = 'parcel-9'", "channel_order_id = 'x'"]) {
      expect(refusal(() => sql(`UPDATE parcel SET ${change}`)), change).toBe('parcel-keeps-its-order');
    }
  });

  it('keeps its contents after the label, counts included', () => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    expect(refusal(() => journal.parcels.saveCount('parcel-1' as ParcelId, 'line-1', 0))).toBe('contents-are-fixed');
    expect(refusal(() => sql('UPDATE parcel_line SET expected = 0'))).toBe('contents-are-fixed');
    expect(refusal(() => sql("INSERT INTO parcel_line VALUES ('parcel-1', 'line-7', 7, 's', 't', '[]', 1, 1)"))).toBe('contents-are-fixed');
    expect(refusal(() => sql('DELETE FROM parcel_line'))).toBe('contents-are-fixed');
  });

  it('refuses a count below zero', () => {
    const { journal } = aJournal();
    openParcel(journal);
    expect(() => journal.parcels.saveCount('parcel-1' as ParcelId, 'line-1', -1)).toThrow(/CHECK/);
  });

  it('with a void label never leaves, and the label never becomes good again', () => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    sql('UPDATE parcel SET label_is_void = 1');
    expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'dispatched', 1))).toBe('label-is-void');
    expect(refusal(() => sql('UPDATE parcel SET label_is_void = 0'))).toBe('label-is-fixed');
  });
});

describe('an SSCC', () => {
  it('is not put on a parcel for which it was not spent', () => {
    const { journal, sql } = aJournal();
    const { sscc } = labelParcel(journal);
    const other = orderNumber(2);
    verifyParcel(journal, other.parcel, other.standing);
    const label = `sscc = '${sscc}', tracking_mode = 'sscc', tracking_number = '${sscc}', carrier = 'c', carrier_service = 's', labelled_at_ms = 1`;
    expect(refusal(() => sql(`UPDATE parcel SET ${label} WHERE id = 'parcel-2'`))).toBe('sscc-not-spent');
    expect(refusal(() => sql(`UPDATE parcel SET sscc = NULL, tracking_mode = NULL, tracking_number = NULL, carrier = NULL, carrier_service = NULL, labelled_at_ms = NULL WHERE id = 'parcel-1'`))).toBe('label-is-fixed');
  });

  it.each([
    ['deleted', 'DELETE FROM sscc', 'sscc-never-reused'],
    ['moved to another parcel', "UPDATE sscc SET parcel_id = 'parcel-2'", 'sscc-never-reused'],
    ['spent again', "INSERT OR REPLACE INTO sscc SELECT sscc, company_prefix, extension_digit, serial, block_id, bench_id, 'parcel-2', 1, NULL FROM sscc", 'sscc-never-reused'],
    ['taken from beyond the block', "INSERT INTO sscc SELECT '095212349999999990', company_prefix, extension_digit, 999999, block_id, bench_id, 'parcel-2', 1, NULL FROM sscc", 'sscc-outside-its-block'],
    ['given back to its block', 'UPDATE sscc_block SET next_serial = first_serial', 'sscc-never-reused'],
    ['given back to its range', 'UPDATE sscc_range SET next_serial = 0', 'sscc-never-reused'],
    ['given back by replacing the range', "INSERT OR REPLACE INTO sscc_range VALUES ('9521234', 0, 0)", 'sscc-never-reused'],
    ['leased a second time', "INSERT INTO sscc_block (company_prefix, extension_digit, bench_id, first_serial, last_serial, next_serial, state, leased_at_ms) VALUES ('9521234', 0, 'bench-2', 999, 1998, 999, 'open', 1)", 'sscc-never-reused'],
    ['lost with its block', 'DELETE FROM sscc_block', 'sscc-never-reused'],
    ['lost with its range', 'DELETE FROM sscc_range', 'sscc-never-reused'],
  ])('cannot be %s', (_, statement, rule) => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    const other = orderNumber(2);
    openParcel(journal, other.parcel, other.standing);
    expect(refusal(() => sql(statement))).toBe(rule);
  });

  it('of an abandoned block stays abandoned', () => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    journal.ssccs.abandonBlocks(aParcel().benchId, testStartMs);
    expect(refusal(() => sql("UPDATE sscc_block SET state = 'open', closed_at_ms = NULL"))).toBe('sscc-never-reused');
  });
});

describe('a write-back', () => {
  it('is refused before the parcel left', () => {
    const { journal } = aJournal();
    labelParcel(journal);
    expect(refusal(() => journal.writeBacks.insert(aWriteBack()))).toBe('write-back-needs-dispatch');
  });

  it('is refused for the parcel of another order', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    const other = orderNumber(2);
    dispatchParcel(journal, other.parcel, other.standing);
    expect(refusal(() => journal.writeBacks.insert(aWriteBack({ orderId: other.parcel.orderId })))).toBe('write-back-needs-dispatch');
  });

  it('is owed once per order and package, until it is superseded', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    journal.writeBacks.insert(aWriteBack());
    const again = aWriteBack({ id: 'write-back-2' as WriteBackId });
    expect(refusal(() => journal.writeBacks.insert(again))).toBe('write-back-is-owed-once');
    journal.writeBacks.save(aWriteBack({ state: 'superseded' }));
    expect(refusal(() => journal.writeBacks.insert(again))).toBe('let through');
  });

  it.each([
    ['deleted', 'DELETE FROM write_back', 'write-back-is-kept'],
    ['replaced', "INSERT OR REPLACE INTO write_back SELECT * FROM write_back", 'write-back-is-kept'],
    ['given another message', "UPDATE write_back SET notice = '{}'", 'write-back-keeps-its-message'],
    ['moved to another store', "UPDATE write_back SET store_id = 'other'", 'write-back-keeps-its-message'],
    ['begun as sent', "INSERT INTO write_back SELECT 'w9', store_id, order_id, parcel_id, '9', notice, 'confirmed', 0, 1, 1, 1, 1, 1, 1, 0, NULL, NULL, NULL, NULL FROM write_back", 'write-back-starts-due'],
    ['begun as accepted by us', "INSERT INTO write_back SELECT 'w9', store_id, order_id, parcel_id, '9', notice, 'accepted', 0, 1, 1, 1, 1, NULL, NULL, 0, NULL, NULL, NULL, NULL FROM write_back", 'write-back-starts-due'],
    ['sent where another system tells', "INSERT INTO write_back SELECT 'w9', store_id, order_id, parcel_id, '9', notice, 'due', 0, 1, 1, 1, NULL, NULL, NULL, 0, NULL, NULL, NULL, 'Linnworks' FROM write_back", 'told-elsewhere-is-not-sent'],
    ['given to another teller', "UPDATE write_back SET told_by = 'Linnworks'", 'write-back-keeps-its-message'],
    ['robbed of its history', 'DELETE FROM write_back_attempt', 'append-only'],
    ['given another history', "UPDATE write_back_attempt SET state = 'confirmed'", 'append-only'],
  ])('cannot be %s', (_, statement, rule) => {
    const { journal, sql } = aJournal();
    dispatchParcel(journal);
    journal.writeBacks.insert(aWriteBack());
    expect(refusal(() => sql(statement))).toBe(rule);
  });

  it('that is confirmed stays so', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    journal.writeBacks.insert(aWriteBack());
    journal.writeBacks.save(aWriteBack({ state: 'confirmed', confirmedAtMs: 1 }));
    expect(refusal(() => journal.writeBacks.save(aWriteBack({ state: 'due' })))).toBe('write-back-end-is-final');
  });
});

describe('what was written once', () => {
  it.each([
    ['a scan cannot be deleted', 'DELETE FROM scan', 'append-only'],
    ['the text of a scan cannot be changed', "UPDATE scan SET text = 'other'", 'scan-stays-as-it-came'],
    ['who scanned cannot be changed', "UPDATE scan SET person_id = 'p2'", 'scan-stays-as-it-came'],
    ['the verdict on a scan cannot be changed', "UPDATE scan SET outcome = 'dispatched'", 'scan-is-judged-once'],
    ['an undone scan stays undone', 'UPDATE scan SET is_undone = 0', 'scan-is-judged-once'],
    ['a release cannot be deleted', 'DELETE FROM release', 'append-only'],
    ['a release cannot be replaced', 'INSERT OR REPLACE INTO release SELECT * FROM release', 'append-only'],
    ['a release cannot be changed', 'UPDATE release SET for_updated_at_ms = 9', 'append-only'],
    ['the reason of a stop cannot be deleted', 'DELETE FROM parcel_stop', 'append-only'],
    ['the reason of a stop cannot be changed', "UPDATE parcel_stop SET blocks = '[]'", 'append-only'],
    ['an exchange cannot be deleted', 'DELETE FROM channel_exchange', 'append-only'],
    ['an exchange cannot be changed', "UPDATE channel_exchange SET body = ''", 'append-only'],
    ['an exchange cannot be replaced', "INSERT OR REPLACE INTO channel_exchange SELECT * FROM channel_exchange", 'append-only'],
    ['an audit row cannot be deleted', 'DELETE FROM audit', 'append-only'],
    ['an audit row cannot be changed', "UPDATE audit SET actor = 'Somebody'", 'append-only'],
    ['an audit row cannot be replaced', 'INSERT OR REPLACE INTO audit SELECT * FROM audit', 'append-only'],
    ['an audit row must continue the chain', `INSERT INTO audit (at_ms, bench_id, actor, act, subject, detail, previous_hash, hash) VALUES (1, 'b', 'a', 'x', 's', '{}', '${'1'.repeat(64)}', '${'2'.repeat(64)}')`, 'audit-chain'],
    ['a parcel cannot be deleted', 'DELETE FROM parcel', 'parcel-is-kept'],
    ['a parcel cannot be replaced', "INSERT OR REPLACE INTO parcel SELECT * FROM parcel", 'parcel-is-kept'],
    ['a print job cannot be deleted', 'DELETE FROM print_job', 'append-only'],
    ['a print job keeps the label it printed', `UPDATE print_job SET sha256 = '${'b'.repeat(64)}'`, 'append-only'],
  ])('%s', (_, statement, rule) => {
    const { journal, sql } = aJournal();
    labelParcel(journal);
    journal.printJobs.insert({ id: 'job-1', parcelId: 'parcel-1' as ParcelId, printer: 'p', state: 'waiting', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: false, createdAtMs: 1 });
    journal.scans.store(aScan());
    journal.scans.saveVerdict('scan-1', { outcome: 'item-counted', parcelId: 'parcel-1' as ParcelId, lineId: 'line-1', countChange: 1, detail: '{}', judgedAtMs: 1 });
    journal.scans.markUndone('scan-1');
    journal.standings.saveRelease({ orderId: aStanding().orderId, code: 'STALE_DATA', releasedBy: 'Lea', reason: 'r', releasedAtMs: 1, forUpdatedAtMs: 1 });
    journal.parcels.saveStop('parcel-1' as ParcelId, [], 1);
    journal.channels.recordExchange({ storeId: aParcel().storeId, operation: 'read-order', reference: '100-1', status: 200, body: '{}', atMs: 1 });
    journal.audit.append({ atMs: 1, benchId: aParcel().benchId, actor: 'Ada', act: 'dispatched', subject: 's', detail: '{}' });
    expect(refusal(() => sql(statement))).toBe(rule);
  });

  it('a standing belongs to one order for good', () => {
    const { journal, sql } = aJournal();
    journal.standings.save(aStanding({ cancellation: notCancelled }));
    expect(refusal(() => sql("UPDATE standing SET order_id = 'shop/other'"))).toBe('standing-keeps-its-order');
  });
});
