// Two benches over one journal, with a channel in memory and a clock moved by hand: the world the model plays in.
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ScanVerdictView } from '../../src/shared/contract/views.ts';
import { noStoreRules, type StationSettings } from '../../src/shared/contract/settings.ts';
import type { BenchId } from '../../src/shared/domain/parcel/parcel.ts';
import type { AccountBook } from '../../src/main/composition/accounts.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { createStation, type Station } from '../../src/main/composition/station-core.ts';
import { csvWriter } from '../../src/main/exports/csv.ts';
import { createStockFileReader } from '../../src/main/imports/stock-file.ts';
import { createAddressRules } from '../../src/main/rules/address-rules.ts';
import { createTaxNumberRules } from '../../src/main/rules/tax-number-rules.ts';
import { openStorage, type Storage } from '../../src/main/storage/open-storage.ts';
import { testStartMs } from '../support/builders.ts';
import { createFakeAccount, type FakeAccount } from '../support/fake-account.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

export const benchNames = ['bench-a', 'bench-b'] as const;
export type BenchName = (typeof benchNames)[number];

export interface TwoBenches {
  readonly clock: ManualClock;
  readonly account: FakeAccount;
  /** False while the stations end: an answer that comes then is read by nobody. */
  isUp(): boolean;
  journal(): Storage['journal'];
  station(bench: BenchName): Station;
  scan(bench: BenchName, text: string): ScanVerdictView;
  /** The processes are gone; nothing is handed over but the disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Longer than any answer takes. Milliseconds. */
const patienceMs = 10_000;
const migrationsDirectory = path.resolve(import.meta.dirname, '../../src/main/storage/migrations');

/** In memory where the system has such a folder: a hundred thousand steps are not a test of its disk. */
const scratch = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

/** `combine`: orders of one buyer may share a box. */
export async function openTwoBenches({ combine = false }: { readonly combine?: boolean } = {}): Promise<TwoBenches> {
  const folder = fs.mkdtempSync(path.join(scratch, 'packgate-model-'));
  const clock = createManualClock(testStartMs);
  const account = createFakeAccount(clock, combine ? { traits: { sharedNumber: 'yes' } } : {});
  const accounts: AccountBook = { problemsOf: () => [], all: () => [account], of: (storeId) => (storeId === account.storeId ? account : null), follow: () => undefined };
  const first: StationSettings = {
    ...firstSettings(folder),
    stores: [{ storeId: 'shop', name: 'Shop', channel: 'amazon', connection: { kind: 'practice' }, policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [], rules: noStoreRules, ...(combine ? { combine: 'same-buyer' as const } : {}) }],
  };
  let ids = 0;
  let isUp = true;
  let storage = openStorage({ directory: folder, migrationsDirectory, clock, reserveBytes: 0 });
  let stations = compose();
  const lastScanAtMs = new Map<BenchName, number>();
  await clock.settle();

  function compose(): Readonly<Record<BenchName, Station>> {
    const [a, b] = benchNames.map((bench) => createBench(bench));
    if (a === undefined || b === undefined) throw new Error('two benches');
    return { 'bench-a': a, 'bench-b': b };
  }

  function createBench(bench: BenchName): Station {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const station = createStation({
      benchId: bench as string as BenchId,
      journal: storage.journal,
      orders: storage.orders,
      clock,
      timers: clock,
      random: () => 0.5,
      newId: () => `id-${String((ids += 1)).padStart(6, '0')}`,
      accounts,
      secrets: { protectedBy: 'test', save: () => undefined, load: () => null },
      firstSettings: first,
      renderer: { renderLabel: (content) => Promise.resolve({ pdf: new TextEncoder().encode(content.parcelId), sha256: sha256(content.parcelId), missing: [] }) },
      manifestRenderer: { renderManifest: () => Promise.resolve({ pdf: new Uint8Array(), sha256: '0'.repeat(64), pages: 1 }) },
      printerFor: () => ({ name: 'test printer', status: () => Promise.resolve({ kind: 'ready', detail: '' }), print: () => Promise.resolve({ kind: 'sent', reference: 'job' }) }),
      paperPrinterFor: () => null,
      timeZone: 'Europe/Berlin',
      rules: { address: createAddressRules(), taxNumbers: createTaxNumberRules() },
      pins: { hash: () => Promise.reject(new Error('no PIN in this test')), verify: () => Promise.resolve(false) },
      sha256,
      labelVoider: () => null,
      csv: csvWriter,
      exports: { write: (fileName) => `/exports/${fileName}` },
      stockFiles: createStockFileReader(),
      importer: { importFile: () => Promise.reject(new Error('no importer in this test')), close: () => Promise.resolve() },
      practice: null,
      writeBackPolicy: {},
      isDiskFull: () => false,
      emit: () => undefined,
      log: (level, event, detail) => {
        if (level === 'error') throw new Error(`${event}: ${JSON.stringify(detail)}`);
      },
    });
    station.start();
    return station;
  }

  /** Requests under way end while the clock goes on. */
  const stop = async (): Promise<void> => {
    isUp = false;
    const stopping = Promise.all(benchNames.map((bench) => stations[bench].stop()));
    await clock.advance(patienceMs);
    await stopping;
    storage.close();
  };

  return {
    clock,
    account,
    isUp: () => isUp,
    journal: () => storage.journal,
    station: (bench) => stations[bench],
    scan(bench, text) {
      const atMs = Math.max(clock.nowMs(), (lastScanAtMs.get(bench) ?? 0) + 1000);
      lastScanAtMs.set(bench, atMs);
      return stations[bench].scan({ scanId: randomUUID(), text, method: 'wedge', deviceId: bench, scannedAtMs: atMs });
    },
    async restart() {
      await stop();
      storage = openStorage({ directory: folder, migrationsDirectory, clock, reserveBytes: 0 });
      stations = compose();
      isUp = true;
      await clock.settle();
    },
    async close() {
      await stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
