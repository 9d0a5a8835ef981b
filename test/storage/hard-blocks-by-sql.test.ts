// Somebody with a database tool and bad intentions: no single statement labels, dispatches, loads or posts a hard-blocked parcel.
import { describe, expect, it } from 'vitest';
import type { Finding, Standing } from '../../src/shared/domain/gate/standing.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import { aStanding, cancelledBy, requestedBy } from '../support/builders.ts';
import { aJournal, aWriteBack, aParcel, dispatchParcel, labelParcel, loadParcel, openManifest, orderNumber, refusal, spendSscc, verifyParcel, type TestJournal } from './temp-storage.ts';

const id = 'parcel-1' as ParcelId;
const broken = (code: Finding['code']): Partial<Standing> => ({ findings: [{ code, strength: 'hard', isEnforced: true, facts: {} }] });

const hard: readonly (readonly [string, Partial<Standing>])[] = [
  ['CANCELLED', { state: 'cancelled', cancellation: cancelledBy() }],
  ['CANCEL_REQUESTED', { cancellation: requestedBy() }],
  ['PAYMENT_PENDING', { payment: 'pending' }],
  ['FRAUD', { channelHold: 'Fraud check', holdKind: 'fraud' }],
  ['ON_HOLD', { channelHold: 'Address check' }],
  ['UNFULFILLABLE', { state: 'unfulfillable' }],
  ['ALREADY_SHIPPED', { state: 'shipped' }],
  ['LABEL_EXISTS', broken('LABEL_EXISTS')],
  ['ADDRESS_INVALID', broken('ADDRESS_INVALID')],
  ['TAX_ID_MISSING', broken('TAX_ID_MISSING')],
];
/** What still counts once the parcel is closed. */
const afterDispatch = hard.slice(0, 6);

type Attempt = readonly [statement: string, answer: 'the code' | (string & {})];

const columns = 'order_id, store_id, channel_order_id, bench_id, packer, parcel_count, opened_at_ms, dispatched_at_ms, verified_at_ms, sscc, tracking_mode, tracking_number, carrier, carrier_service, labelled_at_ms';
const written = 'order_id, store_id, channel_order_id, bench_id, packer, parcel_count, opened_at_ms, 1, 1, sscc, tracking_mode, tracking_number, carrier, carrier_service, labelled_at_ms';
const steps = (state: 'labelled' | 'dispatched'): readonly Attempt[] => [
  [`UPDATE parcel SET state = '${state}', dispatched_at_ms = 1`, 'the code'],
  [`UPDATE OR REPLACE parcel SET state = '${state}', dispatched_at_ms = 1`, 'the code'],
  [`UPDATE OR IGNORE parcel SET state = '${state}', dispatched_at_ms = 1`, 'the code'],
  [`INSERT OR REPLACE INTO parcel (id, parcel_index, state, ${columns}) SELECT id, parcel_index, '${state}', ${written} FROM parcel`, 'parcel-is-kept'],
  [`INSERT OR REPLACE INTO parcel (id, parcel_index, state, ${columns}) SELECT 'parcel-9', parcel_index, '${state}', ${written} FROM parcel`, 'the code'],
  [`INSERT INTO parcel (id, parcel_index, state, ${columns}) SELECT id, parcel_index, '${state}', ${written} FROM parcel WHERE true ON CONFLICT (id) DO UPDATE SET state = '${state}', dispatched_at_ms = 1`, 'parcel-is-kept'],
  ["UPDATE parcel SET state = 'posted', dispatched_at_ms = 1", 'parcel-step'],
  ["UPDATE parcel SET state = 'confirmed', dispatched_at_ms = 1", 'parcel-step'],
  ["UPDATE parcel SET order_id = 'shop/100-2'", 'parcel-keeps-its-order'],
  ['DELETE FROM parcel', 'parcel-is-kept'],
  ['DELETE FROM standing', 'standing-is-kept'],
];

const label: readonly Attempt[] = steps('labelled');
const dispatch: readonly Attempt[] = steps('dispatched');
const load: readonly Attempt[] = [
  ["INSERT INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')", 'the code'],
  ["INSERT OR REPLACE INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')", 'the code'],
  ["INSERT OR IGNORE INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 1, 'x')", 'the code'],
  ["UPDATE manifest_parcel SET parcel_id = 'parcel-1'", 'append-only'],
  ["UPDATE OR REPLACE manifest_parcel SET parcel_id = 'parcel-1'", 'append-only'],
  ["UPDATE parcel SET loaded_at_ms = 1 WHERE id = 'parcel-1'", 'loaded-parcel-stays'],
  ['DELETE FROM standing', 'standing-is-kept'],
];
const row = (rowId: string): string => `SELECT '${rowId}', store_id, 'shop/100-1', 'parcel-1', package_reference, notice, 'due', 0, due_at_ms, ship_by_ms, created_at_ms, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL FROM write_back`;
const post: readonly Attempt[] = [
  [`INSERT INTO write_back ${row('w-9')}`, 'the code'],
  [`INSERT OR REPLACE INTO write_back ${row('w-9')}`, 'the code'],
  [`INSERT OR IGNORE INTO write_back ${row('w-9')}`, 'the code'],
  [`INSERT OR REPLACE INTO write_back ${row('write-back-2')}`, 'write-back-is-kept'],
  ["UPDATE write_back SET order_id = 'shop/100-1', parcel_id = 'parcel-1'", 'write-back-keeps-its-message'],
  ['DELETE FROM write_back', 'write-back-is-kept'],
  ['DELETE FROM standing', 'standing-is-kept'],
];

/** As every database tool begins: a replaced row fires no delete trigger. */
const likeATool = ({ file }: TestJournal): unknown => file.db.pragma('recursive_triggers = 0');

function tryAll(test: TestJournal, attempts: readonly Attempt[], code: string): void {
  likeATool(test);
  for (const [statement, answer] of attempts) {
    expect(refusal(() => test.sql(statement)), statement).toBe(answer === 'the code' ? code : answer);
  }
}

describe.each(hard)('%s', (code, said) => {
  it('no statement labels the parcel', () => {
    const test = aJournal();
    verifyParcel(test.journal);
    spendSscc(test.journal, aParcel());
    test.sql("UPDATE parcel SET sscc = (SELECT sscc FROM sscc), tracking_mode = 'range', tracking_number = 'x', carrier = 'c', carrier_service = 's', labelled_at_ms = 1");
    test.journal.standings.save(orderNumber(2).standing);
    test.journal.standings.save(aStanding(said));
    tryAll(test, label, code);
    expect(test.journal.parcels.countByState()).toMatchObject({ verified: 1, labelled: 0, dispatched: 0 });
  });

  it('no statement dispatches the parcel', () => {
    const test = aJournal();
    labelParcel(test.journal);
    test.journal.standings.save(orderNumber(2).standing);
    test.journal.standings.save(aStanding(said));
    tryAll(test, dispatch, code);
    expect(test.journal.parcels.countByState()).toMatchObject({ labelled: 1, dispatched: 0, posted: 0, confirmed: 0 });
  });
});

describe('a replacing insert', () => {
  it.each<Attempt>([
    ['INSERT OR REPLACE INTO release SELECT * FROM release', 'append-only'],
    ["INSERT OR REPLACE INTO order_flag SELECT sequence, 'shop/100-2', flagged_by, reason, flagged_at_ms, 1, 'x' FROM order_flag", 'append-only'],
    ["INSERT OR REPLACE INTO order_flag (order_id, flagged_by, reason, flagged_at_ms) SELECT order_id, 'x', 'y', 1 FROM order_flag", 'order-flag-stands'],
    ["INSERT OR REPLACE INTO manifest VALUES ('manifest-1', 2, 'GLS', 'bench-1', 1, 'x', NULL, NULL)", 'manifest-is-kept'],
    ["INSERT OR REPLACE INTO manifest VALUES ('manifest-2', 1, 'GLS', 'bench-1', 1, 'x', NULL, NULL)", 'manifest-number'],
    ["INSERT OR REPLACE INTO manifest VALUES ('manifest-2', 2, 'DHL', 'bench-1', 1, 'x', NULL, NULL)", 'manifest-open-once'],
    ["INSERT OR REPLACE INTO manifest_parcel VALUES ('parcel-1', 'manifest-1', 9, 'x')", 'loaded-once'],
    ['INSERT OR REPLACE INTO parcel SELECT * FROM parcel', 'parcel-is-kept'],
    ['INSERT OR REPLACE INTO print_job SELECT * FROM print_job', 'append-only'],
    ['INSERT OR REPLACE INTO write_back SELECT * FROM write_back', 'write-back-is-kept'],
  ])('is refused without the help of a delete trigger: %s', (statement, rule) => {
    const test = aJournal();
    dispatchParcel(test.journal);
    loadParcel(test.journal, openManifest(test.journal).id, id);
    const { orderId } = aParcel();
    test.journal.writeBacks.insert(aWriteBack());
    test.journal.printJobs.insert({ id: 'job-1', parcelId: id, printer: 'p', state: 'sent', reason: null, reference: null, sha256: 'a'.repeat(64), isReprint: false, createdAtMs: 1 });
    test.journal.standings.saveRelease({ orderId, code: 'STALE_DATA', releasedBy: 'Lea', reason: 'r', releasedAtMs: 1, forUpdatedAtMs: 1 });
    test.journal.standings.saveFlag({ orderId, by: 'Cleo', reason: 'Buyer phoned', atMs: 1 });
    likeATool(test);
    expect(refusal(() => test.sql(statement))).toBe(rule);
  });
});

describe.each(afterDispatch)('%s, after the dispatch', (code, said) => {
  const aDispatchedPair = (): TestJournal => {
    const test = aJournal();
    dispatchParcel(test.journal);
    const { parcel, standing } = orderNumber(2);
    dispatchParcel(test.journal, parcel, standing);
    return test;
  };

  it('no statement loads the parcel', () => {
    const test = aDispatchedPair();
    loadParcel(test.journal, openManifest(test.journal).id, 'parcel-2' as ParcelId);
    test.journal.standings.save(aStanding(said));
    tryAll(test, load, code);
    expect(test.journal.manifests.ofParcel(id)).toBeNull();
    expect(test.journal.manifests.listWaiting(null, 0, 9)).toEqual([id]);
  });

  it('no statement posts the parcel', () => {
    const test = aDispatchedPair();
    const { writeBack } = orderNumber(2);
    test.journal.writeBacks.insert(writeBack);
    test.journal.standings.save(aStanding(said));
    tryAll(test, post, code);
    expect(test.journal.writeBacks.listByOrder(aWriteBack().orderId)).toEqual([]);
    expect(test.journal.writeBacks.load(writeBack.id)).toEqual(writeBack);
  });
});
