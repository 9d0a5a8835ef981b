// A journal of the version before manifests and flags, with a day's work in it, opened by this one.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openJournal } from '../../src/main/storage/open.ts';
import type { ManifestId } from '../../src/shared/domain/loading/manifest.ts';
import type { ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import { aStanding, testStartMs } from '../support/builders.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { aFolder, aJournal, aScan, bench, loadParcel, migrationsDirectory, openManifest, refusal, shop } from './temp-storage.ts';

const line = (n: number): string => JSON.stringify([{ lineId: 'line-1', sku: 'MUG', title: 'Mug', quantityToPack: n, cancellation: { kind: 'none' } }]);
const stop = JSON.stringify({ orderId: 'shop/100-2', channelOrderId: '100-2', parcelId: null, sinceMs: 5, blocks: [{ code: 'CANCELLED', strength: 'hard', owner: 'customer-service', evidence: { source: 'Shop', checkedAtMs: 1, sinceMs: null, facts: {} } }] });

/** In the words of the schema of that version: two parcels, one labelled and one dispatched; a release, a stop, a scan. */
const before = `
  INSERT INTO standing (order_id, store_id, channel_order_id, state, payment, channel_hold, cancellation, lines, ship_by_ms, updated_at_ms, checked_at_ms, checked_source)
    SELECT 'shop/100-' || n, 'shop', '100-' || n, 'open', 'paid', iif(n = 3, 'Check', NULL), iif(n = 2, '{"kind":"requested","by":"buyer","reason":null,"seenAtMs":1}', '{"kind":"none"}'), '${line(1)}', NULL, ${testStartMs}, ${testStartMs}, 'Shop'
    FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3);
  INSERT INTO release (order_id, code, released_by, reason, released_at_ms, for_updated_at_ms) VALUES ('shop/100-2', 'CANCEL_REQUESTED', 'Lea', 'Phoned', 7, ${testStartMs});
  INSERT INTO release (order_id, code, released_by, reason, released_at_ms, for_updated_at_ms) VALUES ('shop/100-1', 'STALE_DATA', 'Lea', 'Known', 8, ${testStartMs});
  INSERT INTO parcel (id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, opened_at_ms)
    VALUES ('parcel-1', 'shop/100-1', 'shop', '100-1', 'bench-1', 'Ada', 'open', 1, 1, 1), ('parcel-2', 'shop/100-2', 'shop', '100-2', 'bench-1', 'Ada', 'open', 1, 1, 1);
  INSERT INTO parcel_line SELECT id, 'line-1', 0, 'MUG', 'Mug', '[]', 1, 1 FROM parcel;
  INSERT INTO sscc_range VALUES ('9521234', 0, 1000);
  INSERT INTO sscc_block (id, company_prefix, extension_digit, bench_id, first_serial, last_serial, next_serial, state, leased_at_ms) VALUES (1, '9521234', 0, 'bench-1', 0, 999, 2, 'open', 1);
  INSERT INTO sscc SELECT '09521234000000000' || substr(id, -1), '9521234', 0, CAST(substr(id, -1) AS INTEGER) - 1, 1, 'bench-1', id, 1, NULL FROM parcel;
  UPDATE parcel SET state = 'verified', verified_at_ms = 2;
  UPDATE parcel SET state = 'labelled', sscc = '09521234000000000' || substr(id, -1), tracking_mode = 'range', tracking_number = 'T-' || substr(id, -1), carrier = 'DHL', carrier_service = 'Parcel', labelled_at_ms = 3;
  UPDATE parcel SET state = 'dispatched', dispatched_at_ms = 4 WHERE id = 'parcel-2';
  INSERT INTO bench_session (bench_id, parcel_id, stop) VALUES ('bench-1', 'parcel-1', '${stop}');
  INSERT INTO scan (id, bench_id, device_id, method, text, scanned_at_ms) VALUES ('scan-1', 'bench-1', 'wedge-1', 'wedge', '9521234543213', ${testStartMs});
`;

function aJournalOfTheVersionBefore(): string {
  const directory = aFolder();
  const older = join(aFolder(), 'migrations');
  mkdirSync(join(older, 'journal'), { recursive: true });
  for (const name of readdirSync(join(migrationsDirectory, 'journal')).filter((file) => file < '0060')) cpSync(join(migrationsDirectory, 'journal', name), join(older, 'journal', name));
  const file = openJournal({ directory, migrationsDirectory: older, clock: createManualClock(testStartMs), reserveBytes: 0, lockWaitMs: 0 });
  file.db.exec(before);
  file.close();
  return directory;
}

it('keeps every row, and answers what it could not know then', () => {
  const { journal, file } = aJournal({ directory: aJournalOfTheVersionBefore() });
  expect(file.migrated.applied[0]).toBe('0060_gate_facts');
  expect(journal.standings.load(aStanding().orderId)).toMatchObject({ holdKind: 'other', findings: [], shipToHash: null, value: null, lines: [{ quantityToPack: 1, quantityShipped: 0 }] });
  expect(journal.standings.listReleases(aStanding().orderId)).toEqual([{ orderId: 'shop/100-1', code: 'STALE_DATA', releasedBy: 'Lea', reason: 'Known', releasedAtMs: 8, forUpdatedAtMs: testStartMs }]);
  expect(journal.parcels.load('parcel-1' as ParcelId)).toMatchObject({ state: 'labelled', packer: 'Ada', weight: null, label: { trackingNumber: 'T-1', isVoid: false, shipToHash: null }, lines: [{ packed: 1 }] });
  expect(journal.parcels.findByTrackingNumber('T-2')).toMatchObject([{ id: 'parcel-2', state: 'dispatched' }]);
  expect(journal.parcels.listDispatchedBetween(shop, 4, 5)).toHaveLength(1);
  expect(journal.benches.load(bench)).toMatchObject({ parcelId: 'parcel-1', mode: { kind: 'packing' }, stop: { channelOrderId: '100-2', point: 'open' } });
  expect(journal.scans.load('scan-1')).toEqual({ ...aScan(), sequence: 1, verdict: null, isUndone: false });
  expect(journal.manifests.listWaiting('DHL', 0, 9)).toEqual(['parcel-2']);
  expect(file.db.pragma('foreign_key_check')).toEqual([]);
  expect(file.db.pragma('integrity_check', { simple: true })).toBe('ok');
});

it('the work of the version before goes on: a released order leaves, a held one does not', () => {
  const { journal, sql } = aJournal({ directory: aJournalOfTheVersionBefore() });
  expect(refusal(() => journal.parcels.saveState('parcel-1' as ParcelId, 'dispatched', testStartMs))).toBe('let through');
  openManifest(journal, { id: 'manifest-1' as ManifestId });
  expect(refusal(() => loadParcel(journal, 'manifest-1' as ManifestId, 'parcel-2' as ParcelId))).toBe('let through');
  expect(refusal(() => sql("INSERT INTO parcel (id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, opened_at_ms) VALUES ('parcel-3', 'shop/100-3', 'shop', '100-3', 'bench-1', 'Ada', 'open', 1, 1, 1)"))).toBe('ON_HOLD');
  expect(refusal(() => sql('DELETE FROM release'))).toBe('append-only');
});
