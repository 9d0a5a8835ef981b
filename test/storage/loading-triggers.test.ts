// The last point of the gate, and the papers a carrier signs: by the bare repository and by direct SQL.
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/shared/domain/gate/standing.ts';
import type { ManifestId } from '../../src/shared/domain/loading/manifest.ts';
import type { BenchId, ParcelId, ParcelState } from '../../src/shared/domain/parcel/parcel.ts';
import { aStanding, aStandingLine, cancelledBy, requestedBy, testStartMs } from '../support/builders.ts';
import { aJournal, aParcel, dispatchParcel, labelParcel, loadParcel, openManifest, openParcel, orderNumber, refusal, verifyParcel, type TestJournal } from './temp-storage.ts';

const id = 'parcel-1' as ParcelId;
const manifest = 'manifest-1' as ManifestId;
const load = ({ journal }: TestJournal): string => refusal(() => loadParcel(journal, manifest, id));

/** A dispatched parcel beside an open lane of its carrier. */
function atTheLane(standing: Standing = aStanding(), shipToHash: string | null = null): TestJournal {
  const test = aJournal();
  dispatchParcel(test.journal, aParcel(), standing, shipToHash);
  openManifest(test.journal);
  return test;
}

describe('a parcel at the lane', () => {
  it.each<ParcelState>(['dispatched', 'posted', 'confirmed'])('is loaded when it is %s', (state) => {
    const test = atTheLane();
    if (state !== 'dispatched') test.journal.parcels.saveState(id, 'posted', 1);
    if (state === 'confirmed') test.journal.parcels.saveState(id, 'confirmed', 1);
    expect(load(test)).toBe('let through');
  });

  it.each<readonly [ParcelState, (test: TestJournal) => unknown]>([
    ['open', ({ journal }) => openParcel(journal)],
    ['verified', ({ journal }) => verifyParcel(journal)],
    ['labelled', ({ journal }) => labelParcel(journal)],
    ['stopped', ({ journal }) => [dispatchParcel(journal), journal.parcels.saveState(id, 'stopped', 1)]],
  ])('is refused when it is %s', (_, bring) => {
    const test = aJournal();
    bring(test);
    openManifest(test.journal);
    expect(load(test)).toBe('loading-needs-dispatch');
  });

  it('is loaded once, on one manifest', () => {
    const test = atTheLane();
    loadParcel(test.journal, manifest, id);
    const other = openManifest(test.journal, { id: 'manifest-2' as ManifestId, benchId: 'bench-2' as BenchId });
    expect(load(test)).toBe('loaded-once');
    expect(refusal(() => loadParcel(test.journal, other.id, id))).toBe('loaded-once');
    expect(refusal(() => test.sql("INSERT OR REPLACE INTO manifest_parcel VALUES ('parcel-1', 'manifest-2', 1, 'x')"))).toBe('loaded-once');
    expect(test.journal.manifests.ofParcel(id)?.id).toBe(manifest);
  });

  it('with a void label stays', () => {
    const test = atTheLane();
    test.sql('UPDATE parcel SET label_is_void = 1');
    expect(load(test)).toBe('label-is-void');
  });

  it('of another carrier stays', () => {
    const test = aJournal();
    dispatchParcel(test.journal);
    openManifest(test.journal, { carrier: 'GLS' });
    expect(load(test)).toBe('manifest-takes-one-carrier');
  });

  it('whose address the buyer changed after the label stays', () => {
    const test = atTheLane(aStanding({ shipToHash: 'a'.repeat(64) }), 'a'.repeat(64));
    test.journal.standings.save(aStanding({ shipToHash: 'b'.repeat(64) }));
    expect(load(test)).toBe('ADDRESS_CHANGED');
  });

  it.each<readonly [string, Partial<Standing>, string]>([
    ['a line is cancelled with its unit in the box', { lines: [aStandingLine({ quantityToPack: 0, cancellation: cancelledBy() })] }, 'CONTENTS_CHANGED'],
    ['a line is cancelled in part, and the unit in the box is still wanted', { lines: [aStandingLine({ quantityToPack: 1, cancellation: cancelledBy() })] }, 'let through'],
    ['a line is cancelled in part, and the unit in the box counts as shipped', { state: 'shipped', lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 1, cancellation: cancelledBy() })] }, 'let through'],
    ['our own message made the channel count the unit as shipped', { state: 'shipped', lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 1 })] }, 'let through'],
    ['the buyer asks for a unit back that the channel counts as shipped', { state: 'shipped', lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 1, cancellation: requestedBy() })] }, 'CANCEL_REQUESTED'],
    ['the buyer asks for a line of which nothing is left', { lines: [aStandingLine(), aStandingLine({ lineId: 'line-2', quantityToPack: 0, cancellation: requestedBy() })] }, 'let through'],
  ])('where %s: %s', (_, said, answer) => {
    const test = atTheLane();
    test.journal.standings.save(aStanding(said));
    expect(load(test)).toBe(answer);
  });

  it('whose buyer asked to cancel leaves once a lead released that request', () => {
    const test = atTheLane();
    const said = aStanding({ state: 'shipped', lines: [aStandingLine({ quantityToPack: 0, quantityShipped: 1, cancellation: requestedBy() })] });
    test.journal.standings.save(said);
    test.journal.standings.saveRelease({ orderId: said.orderId, code: 'CANCEL_REQUESTED', releasedBy: 'Lea Lead', reason: 'Buyer phoned', releasedAtMs: 1, forUpdatedAtMs: said.updatedAtMs });
    expect(load(test)).toBe('let through');
  });

  it('of a standing that an older version wrote, without shipped units, is judged by what is to pack', () => {
    const test = atTheLane();
    test.sql(`UPDATE standing SET lines = '[{"lineId":"line-1","sku":"MUG-BLUE","title":"Blue mug","quantityToPack":0,"cancellation":{"kind":"cancelled","by":"buyer","reason":null,"seenAtMs":1}}]'`);
    expect(load(test)).toBe('CONTENTS_CHANGED');
  });
});

describe('a loaded parcel', () => {
  it('is not stopped any more: the carrier has it', () => {
    const test = atTheLane();
    loadParcel(test.journal, manifest, id);
    expect(refusal(() => test.journal.parcels.saveState(id, 'stopped', 1))).toBe('loaded-parcel-stays');
    expect(refusal(() => test.sql("UPDATE OR REPLACE parcel SET state = 'stopped', stopped_at_ms = 1, loaded_at_ms = NULL"))).toBe('loaded-parcel-stays');
    test.journal.manifests.close(manifest, 2, 'Ada');
    expect(refusal(() => test.journal.parcels.saveState(id, 'stopped', 1))).toBe('loaded-parcel-stays');
    expect(refusal(() => test.journal.parcels.saveState(id, 'posted', 1))).toBe('let through');
  });

  it.each([
    ['taken off its manifest', 'DELETE FROM manifest_parcel', 'append-only'],
    ['moved to another manifest', "UPDATE manifest_parcel SET manifest_id = 'manifest-2'", 'append-only'],
    ['exchanged for another parcel', "UPDATE OR REPLACE manifest_parcel SET parcel_id = 'parcel-2'", 'append-only'],
    ['loaded by somebody else', "UPDATE manifest_parcel SET loaded_by = 'x'", 'append-only'],
    ['called waiting again', "UPDATE parcel SET loaded_at_ms = NULL WHERE id = 'parcel-1'", 'loaded-parcel-stays'],
    ['loaded at another time', "UPDATE parcel SET loaded_at_ms = 1 WHERE id = 'parcel-1'", 'loaded-parcel-stays'],
    ['joined by one that no manifest names', "UPDATE parcel SET loaded_at_ms = 1 WHERE id = 'parcel-2'", 'loaded-parcel-stays'],
    ['lost with its manifest', 'DELETE FROM manifest', 'manifest-is-kept'],
  ])('cannot be %s', (_, statement, rule) => {
    const test = atTheLane();
    dispatchParcel(test.journal, orderNumber(2).parcel, orderNumber(2).standing);
    loadParcel(test.journal, manifest, id);
    openManifest(test.journal, { id: 'manifest-2' as ManifestId, benchId: 'bench-2' as BenchId });
    expect(refusal(() => test.sql(statement))).toBe(rule);
    expect(test.journal.manifests.load(manifest)?.parcels).toEqual([{ parcelId: id, loadedAtMs: testStartMs, loadedBy: 'Ada' }]);
    expect(test.journal.manifests.listWaiting(null, 0, 9)).toEqual(['parcel-2']);
  });

  it('cannot be born as one', () => {
    const { journal, sql } = aJournal();
    journal.standings.save(aStanding());
    expect(refusal(() => sql("INSERT INTO parcel (id, order_id, store_id, channel_order_id, bench_id, packer, state, parcel_index, parcel_count, opened_at_ms, loaded_at_ms) VALUES ('p', 'shop/100-1', 'shop', '100-1', 'b', 'x', 'open', 1, 1, 1, 1)"))).toBe('parcel-starts-open');
  });
});

describe('a manifest', () => {
  const closed = (): TestJournal => {
    const test = atTheLane();
    loadParcel(test.journal, manifest, id);
    test.journal.manifests.close(manifest, testStartMs + 1, 'Lea');
    return test;
  };

  it('is not closed while it is empty', () => {
    const { journal, sql } = aJournal();
    openManifest(journal);
    expect(refusal(() => journal.manifests.close(manifest, 1, 'Ada'))).toBe('manifest-empty');
    expect(refusal(() => sql("UPDATE manifest SET closed_at_ms = 1, closed_by = 'x'"))).toBe('manifest-empty');
    expect(refusal(() => sql("INSERT INTO manifest VALUES ('m', 2, 'GLS', 'b', 1, 'x', 1, 'x')"))).toBe('manifest-starts-open');
  });

  it('takes nothing more once it is closed', () => {
    const test = closed();
    const { parcel, standing } = orderNumber(2);
    dispatchParcel(test.journal, parcel, standing);
    expect(refusal(() => loadParcel(test.journal, manifest, parcel.id))).toBe('manifest-is-final');
    expect(refusal(() => loadParcel(test.journal, 'manifest-9' as ManifestId, parcel.id))).toBe('manifest-is-final');
  });

  it.each([
    ['opened again', 'UPDATE manifest SET closed_at_ms = NULL, closed_by = NULL', 'manifest-is-final'],
    ['closed a second time', "UPDATE manifest SET closed_at_ms = 9, closed_by = 'x'", 'manifest-is-final'],
    ['deleted', 'DELETE FROM manifest', 'manifest-is-kept'],
    ['replaced by its id', "INSERT OR REPLACE INTO manifest VALUES ('manifest-1', 2, 'DHL', 'bench-1', 1, 'x', NULL, NULL)", 'manifest-is-kept'],
    ['replaced by its number', "INSERT OR REPLACE INTO manifest VALUES ('manifest-2', 1, 'DHL', 'bench-1', 1, 'x', NULL, NULL)", 'manifest-number'],
  ])('that is closed cannot be %s', (_, statement, rule) => {
    const test = closed();
    expect(refusal(() => test.sql(statement))).toBe(rule);
    expect(test.journal.manifests.load(manifest)).toMatchObject({ number: 1, closedAtMs: testStartMs + 1, closedBy: 'Lea' });
  });

  it.each([
    ['carrier', "carrier = 'GLS'"],
    ['bench', "bench_id = 'bench-2'"],
    ['number', 'number = 7'],
    ['id', "id = 'manifest-7'"],
    ['beginning', 'opened_at_ms = 7'],
    ['opener', "opened_by = 'x'"],
  ])('keeps its %s', (_, change) => {
    const { journal, sql } = aJournal();
    openManifest(journal);
    expect(refusal(() => sql(`UPDATE OR REPLACE manifest SET ${change}`))).toBe('manifest-is-final');
  });

  it('is the only open one of its bench and carrier, also against a replacing insert', () => {
    const { journal, sql } = aJournal();
    openManifest(journal);
    expect(refusal(() => openManifest(journal, { id: 'manifest-2' as ManifestId }))).toBe('manifest-open-once');
    expect(refusal(() => sql("INSERT OR REPLACE INTO manifest VALUES ('manifest-2', 2, 'DHL', 'bench-1', 1, 'x', NULL, NULL)"))).toBe('manifest-open-once');
    expect(refusal(() => openManifest(journal, { id: 'manifest-2' as ManifestId, carrier: 'GLS' }))).toBe('let through');
    expect(refusal(() => openManifest(journal, { id: 'manifest-3' as ManifestId, benchId: 'bench-2' as BenchId }))).toBe('let through');
  });

  it('has the next number, without a gap', () => {
    const { journal, sql } = aJournal();
    expect(openManifest(journal).number).toBe(1);
    expect(refusal(() => sql("INSERT INTO manifest VALUES ('m', 7, 'GLS', 'b', 1, 'x', NULL, NULL)"))).toBe('manifest-number');
    expect(openManifest(journal, { id: 'manifest-2' as ManifestId, carrier: 'GLS' }).number).toBe(2);
  });
});
