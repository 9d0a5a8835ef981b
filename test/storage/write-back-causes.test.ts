// A journal of the version before causes, with messages of every state in it, opened by this one.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/main/storage/open.ts';
import type { WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { aWriteBack, aFolder, aJournal, dispatchParcel, migrationsDirectory, orderNumber, refusal } from './temp-storage.ts';

const before = `
  INSERT INTO standing (order_id, store_id, channel_order_id, state, payment, channel_hold, cancellation, lines, ship_by_ms, updated_at_ms, checked_at_ms, checked_source)
    VALUES ('shop/1', 'shop', '1', 'open', 'paid', NULL, '{"kind":"none"}', '[{"lineId":"l","sku":"S","title":"T","quantityToPack":1,"cancellation":{"kind":"none"}}]', NULL, 1, 1, 'Shop');
  INSERT INTO parcel (id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, opened_at_ms) VALUES ('p', 'shop/1', 'shop', '1', 'b', 'Ada', 'open', 1, 1, 1);
  INSERT INTO parcel_line SELECT id, 'l', 0, 'S', 'T', '[]', 1, 1 FROM parcel;
  INSERT INTO sscc_range VALUES ('9521234', 0, 1000);
  INSERT INTO sscc_block (id, company_prefix, extension_digit, bench_id, first_serial, last_serial, next_serial, state, leased_at_ms) VALUES (1, '9521234', 0, 'b', 0, 999, 2, 'open', 1);
  INSERT INTO sscc VALUES ('095212340000000001', '9521234', 0, 0, 1, 'b', 'p', 1, NULL);
  UPDATE parcel SET state = 'verified', verified_at_ms = 2;
  UPDATE parcel SET state = 'labelled', sscc = '095212340000000001', tracking_mode = 'sscc', tracking_number = '095212340000000001', carrier = 'DHL', carrier_service = 'Parcel', labelled_at_ms = 3;
  UPDATE parcel SET state = 'dispatched', dispatched_at_ms = 4;
  INSERT INTO write_back SELECT 'w', store_id, order_id, id, '1', '{"channelOrderId":"1","packageReference":"1","carrierCode":"DHL","trackingNumber":"T","shippedAtMs":4,"lines":[]}', 'due', 0, 5, NULL, 4, NULL, NULL, NULL, 0, NULL, NULL FROM parcel;
  UPDATE write_back SET state = 'parked', attempts = 1, park_reason = 'rejected', last_answer = 'bad-carrier: DHLX is not known';
  INSERT INTO write_back_attempt (write_back_id, state, attempts, at_ms, answer) VALUES ('w', 'parked', 1, 6, 'bad-carrier: DHLX is not known');
`;

it('keeps every message with its history, and names the cause of a refusal that was stored in words', () => {
  const directory = aFolder();
  const older = join(aFolder(), 'migrations');
  mkdirSync(join(older, 'journal'), { recursive: true });
  for (const name of readdirSync(join(migrationsDirectory, 'journal')).filter((file) => file < '0100')) cpSync(join(migrationsDirectory, 'journal', name), join(older, 'journal', name));
  const file = openJournal({ directory, migrationsDirectory: older, clock: createManualClock(9), reserveBytes: 0, lockWaitMs: 0 });
  file.db.exec(before);
  file.close();

  const { journal, file: opened, sql } = aJournal({ directory });
  expect(opened.migrated.applied).toContain('0100_write_back_causes');
  expect(journal.writeBacks.load('w' as WriteBackId)).toMatchObject({ state: 'parked', parkReason: 'rejected', problemCode: 'bad-carrier', lastAnswer: 'bad-carrier: DHLX is not known', toldBy: null, notice: { trackingNumber: 'T' } });
  expect(opened.db.prepare('SELECT count(*) AS n FROM write_back_attempt').get()).toEqual({ n: 1 });
  expect(opened.db.pragma('foreign_key_check')).toEqual([]);
  expect(opened.db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(refusal(() => sql("DELETE FROM write_back WHERE id = 'w'"))).toBe('write-back-is-kept');
  expect(refusal(() => sql("UPDATE write_back SET notice = '{}'"))).toBe('write-back-keeps-its-message');
});

it('a message that another system tells begins as accepted and is never due', () => {
  const { journal, sql } = aJournal();
  const { parcel, standing, writeBack } = orderNumber(2);
  dispatchParcel(journal, parcel, standing);
  const told = { ...writeBack, state: 'accepted' as const, acceptedAtMs: 1, toldBy: 'Linnworks' };
  journal.writeBacks.insert(told);
  expect(journal.writeBacks.load(told.id)).toEqual(told);
  for (const state of ['due', 'sending']) expect(refusal(() => sql(`UPDATE write_back SET state = '${state}', sending_since_ms = 1`))).toBe('told-elsewhere-is-not-sent');
  expect(() => journal.writeBacks.insert({ ...aWriteBack(), toldBy: 'Linnworks' })).toThrow();
});

it('counts what goes again by itself because the channel was busy with the record, and nothing else that is due', () => {
  const { journal } = aJournal();
  for (const [n, problemCode] of [[1, 'locked'], [2, 'locked'], [3, null], [4, 'auth']] as const) {
    const { parcel, standing, writeBack } = orderNumber(n);
    dispatchParcel(journal, parcel, standing);
    journal.writeBacks.insert({ ...writeBack, problemCode });
  }
  expect(journal.writeBacks.countLocked(orderNumber(1).writeBack.storeId)).toBe(2);
});

describe('a message that took the place of another', () => {
  it('comes back from the disk with the number that it replaces and with what the buyer is told', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    const row = aWriteBack();
    const notice = { ...row.notice, replaces: { trackingNumber: 'JD0002' }, notifyBuyer: false };
    journal.writeBacks.insert({ ...row, notice });
    expect(journal.writeBacks.load(row.id)?.notice).toEqual(notice);
  });

  it('is the message of its parcel, also where the clock was set back between the two', () => {
    const { journal } = aJournal();
    dispatchParcel(journal);
    const old = aWriteBack();
    journal.writeBacks.insert(old);
    journal.writeBacks.save({ ...old, state: 'superseded' });
    journal.writeBacks.insert({ ...old, id: 'wb-new' as WriteBackId, createdAtMs: old.createdAtMs - 1 });
    expect(journal.writeBacks.findByParcel(old.parcelId)?.id).toBe('wb-new');
  });
});
