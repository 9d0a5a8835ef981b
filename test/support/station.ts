import { csvWriter } from '../../src/main/exports/csv.ts';
import { createStockFileReader } from '../../src/main/imports/stock-file.ts';
import { noStoreRules } from '../../src/shared/contract/settings.ts';
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BenchView, ScanVerdictView } from '../../src/shared/contract/views.ts';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import { encodeCommand, type Command } from '../../src/shared/domain/scan/commands.ts';
import type { ChannelTraits } from '../../src/shared/domain/channel/traits.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import type { StoreId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, Parcel } from '../../src/shared/domain/parcel/parcel.ts';
import type { LabelPrinter, PrintOutcome } from '../../src/main/application/ports/label-printer.ts';
import type { StockDesk } from '../../src/main/application/ports/marketplace.ts';
import type { AccountBook } from '../../src/main/composition/accounts.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { createStation, type Station, type StationParts } from '../../src/main/composition/station-core.ts';
import { createAddressRules } from '../../src/main/rules/address-rules.ts';
import { createTaxNumberRules } from '../../src/main/rules/tax-number-rules.ts';
import { openStorage } from '../../src/main/storage/open-storage.ts';
import { testStartMs } from './builders.ts';
import { createFakeAccount, type FakeAccount } from './fake-account.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { quickPins, setUpPeople } from './people.ts';

export interface TestStation {
  readonly station: Station;
  readonly clock: ManualClock;
  readonly account: FakeAccount;
  /** Every label that reached the printer, by title. */
  readonly printed: readonly string[];
  /** Every file of the exports folder, in memory, by name and in the order of writing. */
  readonly exported: ReadonlyMap<string, string>;
  printerAnswers(outcome: PrintOutcome): void;
  /** A second later than the last one: two hands, no bounce. */
  scan(text: string): ScanVerdictView;
  command(command: Command): ScanVerdictView;
  /** The channel knows the order and the station has listed it. */
  given(draft: OrderDraft): Promise<void>;
  bench(): BenchView;
  parcelOnBench(): Parcel | null;
  /** The same folder, opened again after the process is gone: nothing is handed over but the disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface TestStationOptions {
  readonly settings?: Partial<StationSettings>;
  readonly store?: Partial<StationSettings['stores'][number]>;
  readonly unmapped?: readonly string[];
  /** What the channel can do. Default: `someTraits`. */
  readonly traits?: Partial<ChannelTraits>;
  /** The channel takes stock. Default: it does not. */
  readonly stock?: StockDesk;
  /** The people of `./people.ts` are set up, and Pat is signed in. Default: open house. */
  readonly people?: boolean;
  /** Parts of the station that the test replaces. */
  readonly parts?: Partial<StationParts>;
}

const migrationsDirectory = path.resolve(import.meta.dirname, '../../src/main/storage/migrations');

/** The whole station on real SQLite files, with a clock moved by hand and a channel in memory. */
export async function openTestStation(options: TestStationOptions = {}): Promise<TestStation> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-station-'));
  const clock = createManualClock(testStartMs);
  const account = createFakeAccount(clock, { ...(options.unmapped === undefined ? {} : { unmapped: options.unmapped }), ...(options.stock === undefined ? {} : { stock: options.stock }), ...(options.traits === undefined ? {} : { traits: options.traits }) });
  const accounts: AccountBook = { problemsOf: () => [], all: () => [account], of: (storeId) => (storeId === account.storeId ? account : null), follow: () => undefined };
  const printed: string[] = [];
  let answer: PrintOutcome = { kind: 'sent', reference: 'job-1' };
  const printer: LabelPrinter = {
    name: 'test printer',
    status: () => Promise.resolve({ kind: 'ready', detail: '' }),
    print: (job) => {
      if (answer.kind === 'sent') printed.push(job.title);
      return Promise.resolve(answer);
    },
  };
  const exported = new Map<string, string>();
  const first: StationSettings = {
    ...firstSettings(folder),
    stores: [{ storeId: 'shop', name: 'Shop', channel: 'amazon', connection: { kind: 'practice' }, policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [], rules: noStoreRules, ...options.store }],
    ...options.settings,
  };
  let ids = 0;
  let lastScanAtMs = 0;
  let storage = openStorage({ directory: folder, migrationsDirectory, clock });
  let station = compose();
  if (options.people === true) await setUpPeople(station.context);

  function compose(): Station {
    const created = createStation({
      benchId: 'bench-test' as BenchId,
      journal: storage.journal,
      orders: storage.orders,
      clock,
      timers: clock,
      random: () => 0.5,
      newId: () => `id-${String((ids += 1)).padStart(6, '0')}`,
      accounts,
      secrets: { protectedBy: 'test', save: () => undefined, load: () => null },
      firstSettings: first,
      renderer: { renderLabel: (content) => Promise.resolve({ pdf: new TextEncoder().encode(JSON.stringify(content)), sha256: '0'.repeat(64), missing: [] }) },
      // Paper has tests of its own; here a manifest is its content.
      manifestRenderer: { renderManifest: (paper) => Promise.resolve({ pdf: new TextEncoder().encode(JSON.stringify(paper)), sha256: '0'.repeat(64), pages: 1 }) },
      printerFor: () => printer,
      paperPrinterFor: ({ paperPrinter }) => (paperPrinter === undefined ? null : printer),
      timeZone: 'Europe/Berlin',
      rules: { address: createAddressRules(), taxNumbers: createTaxNumberRules() },
      pins: quickPins,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      labelVoider: () => null,
      csv: csvWriter,
      exports: {
        write(fileName, content) {
          const name = exported.has(fileName) ? `${exported.size + 1}-${fileName}` : fileName;
          exported.set(name, typeof content === 'string' ? content : new TextDecoder().decode(content));
          return `/exports/${name}`;
        },
      },
      stockFiles: createStockFileReader(),
      importer: { importFile: () => Promise.reject(new Error('no importer in this test')), close: () => Promise.resolve() },
      practice: null,
      writeBackPolicy: {},
      isDiskFull: () => false,
      emit: () => undefined,
      log: (level, event, detail) => {
        if (level === 'error') throw new Error(`${event}: ${JSON.stringify(detail)}`);
      },
      ...options.parts,
    });
    created.start();
    return created;
  }
  await clock.settle();

  const test: TestStation = {
    get station() {
      return station;
    },
    clock,
    account,
    printed,
    exported,
    printerAnswers: (outcome) => {
      answer = outcome;
    },
    scan(text) {
      lastScanAtMs = Math.max(clock.nowMs(), lastScanAtMs + 1000);
      return station.scan({ scanId: randomUUID(), text, method: 'wedge', deviceId: 'test', scannedAtMs: lastScanAtMs });
    },
    command: (command) => test.scan(encodeCommand(command)),
    async given(draft) {
      account.put(draft);
      await station.listNow();
      await clock.settle();
    },
    bench: () => station.handlers.loadBench({}) as BenchView,
    parcelOnBench() {
      const { parcelId } = storage.journal.benches.load('bench-test' as BenchId);
      return parcelId === null ? null : storage.journal.parcels.load(parcelId);
    },
    async restart() {
      await station.stop();
      storage.close();
      storage = openStorage({ directory: folder, migrationsDirectory, clock });
      station = compose();
      await clock.settle();
    },
    async close() {
      await station.stop();
      storage.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
  return test;
}

export const shop = 'shop' as StoreId;
