import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { GateRefusedError, type Journal } from '../../src/main/application/ports/journal.ts';
import { JournalRuleError } from '../../src/main/storage/errors.ts';
import type { JournalFile } from '../../src/main/storage/journal-file.ts';
import { createJournal } from '../../src/main/storage/journal.ts';
import { openCache, openJournal, type OpenJournalOptions } from '../../src/main/storage/open.ts';
import { createOrderStore } from '../../src/main/storage/order-store.ts';
import type { Standing } from '../../src/shared/domain/gate/standing.ts';
import type { Sscc } from '../../src/shared/domain/gs1/sscc.ts';
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, Parcel, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { Manifest, ManifestId } from '../../src/shared/domain/loading/manifest.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import type { StoredScan } from '../../src/main/application/ports/journal.ts';
import { aStanding, testStartMs } from '../support/builders.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { aParcel, aWriteBack } from '../power/parts.ts';

export { aParcel, aWriteBack };

export const migrationsDirectory = resolve(import.meta.dirname, '../../src/main/storage/migrations');
export const bench = 'bench-1' as BenchId;
export const shop = 'shop' as StoreId;
/** GS1 company prefix 952: reserved for examples. */
export const range = { companyPrefix: '9521234', extensionDigit: 0 };

export function aFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'packgate-storage-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export interface TestJournal {
  readonly directory: string;
  readonly clock: ManualClock;
  readonly file: JournalFile;
  readonly journal: Journal;
  /** Any statement, as somebody with a database tool would type it. */
  sql(statement: string, ...values: readonly unknown[]): void;
}

export function aJournal(options: Partial<OpenJournalOptions> = {}): TestJournal {
  const directory = options.directory ?? aFolder();
  const clock = createManualClock(testStartMs);
  const file = openJournal({ directory, migrationsDirectory, clock, reserveBytes: 0, lockWaitMs: 0, ...options });
  onTestFinished(() => file.close());
  return { directory, clock, file, journal: createJournal(file), sql: (statement, ...values) => void file.write(() => file.db.prepare(statement).run(...values)) };
}

export function aStore(directory: string = aFolder()) {
  const file = openCache({ directory, migrationsDirectory, clock: createManualClock(testStartMs), lockWaitMs: 0 });
  onTestFinished(() => file.close());
  return { directory, file, orders: createOrderStore(file) };
}

export function aScan(overrides: Partial<StoredScan> = {}): StoredScan {
  return { id: 'scan-1', benchId: bench, deviceId: 'wedge-1', method: 'wedge', text: '9521234543213', scannedAtMs: testStartMs, personId: null, ...overrides };
}

/** The names of the n-th order and all that hangs on it. */
export function orderNumber(n: number): { readonly standing: Standing; readonly parcel: Parcel; readonly writeBack: WriteBack } {
  const channelOrderId = `100-${n}`;
  const orderId = `shop/${channelOrderId}` as OrderId;
  const parcelId = `parcel-${n}` as ParcelId;
  return {
    standing: aStanding({ orderId, channelOrderId }),
    parcel: aParcel({ id: parcelId, orderId, channelOrderId }),
    writeBack: aWriteBack({ id: `write-back-${n}` as WriteBackId, orderId, parcelId, notice: { ...aWriteBack().notice, channelOrderId } }),
  };
}

export function openParcel(journal: Journal, parcel: Parcel = aParcel(), standing: Standing = aStanding()): Parcel {
  journal.standings.save(standing);
  journal.parcels.insert(parcel);
  return parcel;
}

export function verifyParcel(journal: Journal, parcel?: Parcel, standing?: Standing): Parcel {
  const opened = openParcel(journal, parcel, standing);
  for (const line of opened.lines) journal.parcels.saveCount(opened.id, line.lineId, line.expected);
  journal.parcels.saveState(opened.id, 'verified', testStartMs);
  return opened;
}

export function spendSscc(journal: Journal, parcel: Parcel, atMs = testStartMs): Sscc {
  return journal.transaction(() => journal.ssccs.allocate(range, parcel.benchId, parcel.id, atMs));
}

export function labelParcel(journal: Journal, parcel?: Parcel, standing?: Standing, shipToHash: string | null = null): { readonly parcel: Parcel; readonly sscc: Sscc } {
  const verified = verifyParcel(journal, parcel, standing);
  const sscc = journal.transaction(() => {
    const spent = journal.ssccs.allocate(range, verified.benchId, verified.id, testStartMs);
    journal.parcels.saveLabel(verified.id, { sscc: spent, trackingMode: 'sscc', trackingNumber: spent, carrier: 'DHL', carrierService: 'Parcel', labelledAtMs: testStartMs, isVoid: false, shipToHash });
    journal.parcels.saveState(verified.id, 'labelled', testStartMs);
    return spent;
  });
  return { parcel: verified, sscc };
}

/** The code or rule with which the database answered; any other error is one. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error: unknown) {
    if (error instanceof GateRefusedError) return error.code;
    if (error instanceof JournalRuleError) return error.rule;
    throw error;
  }
  return 'let through';
}

export function openManifest(journal: Journal, overrides: Partial<Pick<Manifest, 'id' | 'carrier' | 'benchId'>> = {}): Manifest {
  return journal.manifests.open({ id: 'manifest-1' as ManifestId, carrier: 'DHL', benchId: bench, openedAtMs: testStartMs, openedBy: 'Ada', ...overrides });
}

export function loadParcel(journal: Journal, manifestId: ManifestId, parcelId: ParcelId, loadedAtMs = testStartMs): void {
  journal.manifests.add(manifestId, { parcelId, loadedAtMs, loadedBy: 'Ada' });
}

export function dispatchParcel(journal: Journal, parcel?: Parcel, standing?: Standing, shipToHash: string | null = null): { readonly parcel: Parcel; readonly sscc: Sscc } {
  const labelled = labelParcel(journal, parcel, standing, shipToHash);
  journal.parcels.saveState(labelled.parcel.id, 'dispatched', testStartMs);
  return labelled;
}
