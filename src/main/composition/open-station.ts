// Opens everything a station stands on (disk, practice site, fonts, printer) and hands it to the composition root.
// The same door for the Electron app, the headless demo, the tests and the benchmarks.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { StationEvents } from '../../shared/contract/events.ts';
import type { StationSettings } from '../../shared/contract/settings.ts';
import type { ChannelId } from '../../shared/domain/order/order.ts';
import type { SealingKey, StationEventName } from '../../shared/contract/wire.ts';
import type { WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import { minutes, seconds } from '../../shared/domain/units/instant.ts';
import type { BenchId } from '../../shared/domain/parcel/parcel.ts';
import { createAccountBook } from './accounts.ts';
import type { Clock, Timers } from '../application/ports/clock.ts';
import type { LabelPrinter } from '../application/ports/label-printer.ts';
import { createSettingsHolder } from '../application/settings.ts';
import { firstSettings } from './first-settings.ts';
import { mainFolder } from './main-folder.ts';
import { keepHouse } from './housekeeping.ts';
import { startImportWorker } from './import-worker.ts';
import { csvWriter } from '../exports/csv.ts';
import { createExportFolder } from '../exports/export-folder.ts';
import { createStockFileReader } from '../imports/stock-file.ts';
import { createLabelRenderer } from '../labels/label-pdf.ts';
import { createManifestRenderer } from '../labels/manifest-pdf.ts';
import { practiceAmazon } from '../practice/amazon/desk.ts';
import { practiceChannels } from '../practice/channels.ts';
import { createPracticeSite, type PracticeSite, type PracticeSiteOptions } from '../practice/practice-site.ts';
import { practiceBarcodesFor } from '../practice/practice-store.ts';
import { createCupsPrinter } from '../printing/cups-printer.ts';
import { createFilePrinter } from '../printing/file-printer.ts';
import { createRunCommand } from '../printing/run-command.ts';
import { createPinHasher } from '../people/pin-hasher.ts';
import { createAddressRules } from '../rules/address-rules.ts';
import { createTaxNumberRules } from '../rules/tax-number-rules.ts';
import { endPractice, hashPracticePins, seedPracticePeople } from './practice-people.ts';
import { createSecretStore } from './secrets.ts';
import { backupJournal } from '../storage/backup.ts';
import { openStorage } from '../storage/open-storage.ts';
import { createStation, type Station } from './station-core.ts';
import { newId, systemClock, systemRandom, systemTimers } from './system-clock.ts';

export interface OpenStationOptions {
  readonly dataFolder: string;
  readonly sealingKey?: SealingKey | null;
  readonly clock?: Clock;
  readonly timers?: Timers;
  /** For tests and the demo: how the practice marketplace behaves. */
  readonly practice?: Partial<Omit<PracticeSiteOptions, 'clock' | 'dataFile'>>;
  /** Waiting times of the write-back; the demo is in more of a hurry than a marketplace. */
  readonly writeBackPolicy?: Partial<WriteBackPolicy>;
  /** Whether the four people of the practice house are there on a practice station; default true. False: open house. */
  readonly practicePeople?: boolean;
  /** Settings of a station that was never set up; default: the practice station. */
  readonly first?: StationSettings;
  emit?<E extends StationEventName>(event: E, payload: StationEvents[E]): void;
}

export interface OpenedStation {
  readonly station: Station;
  /** Null where the station serves real stores. */
  readonly practice: PracticeSite | null;
  close(): Promise<void>;
}

const migrationsFolder = path.join(mainFolder, 'storage', 'migrations');
/** One seed for every station: two benches of a training room show the same orders. */
const practiceSeed = 2026;
/** Listings of the practice market lag this far behind. Amazon's lag two minutes; somebody who practises should not wait that long. */
const practiceListLagMs = 2_000;
/** The practice market shows a package after seconds, so its proof is asked for after seconds. */
const practiceWriteBackPolicy: Partial<WriteBackPolicy> = { proofWaitsMs: [seconds(2), seconds(3), seconds(5), seconds(10), minutes(1)], visibilityLagMs: seconds(10), absentSpacingMs: seconds(10), requestTimeoutMs: seconds(10), notVisibleAfterMs: minutes(2) };

/** Orders of an older version that a quiet moment takes into the search: some 50 ms of work. */
const ordersPerCatchUp = 2_000;

export async function openStation(options: OpenStationOptions): Promise<OpenedStation> {
  const { dataFolder } = options;
  fs.mkdirSync(dataFolder, { recursive: true });
  const clock = options.clock ?? systemClock;
  const timers = options.timers ?? systemTimers;
  const log = openLog(dataFolder);
  let diskFull = false;
  const storage = openStorage({
    directory: dataFolder,
    migrationsDirectory: migrationsFolder,
    clock,
    onDiskFull: () => {
      diskFull = true;
      log.error({ event: 'disk-full' });
    },
  });
  const { loss } = storage.journalFile;
  if (loss !== null) log.error({ event: 'journal-lost-commits', ...loss });
  const first = options.first ?? firstSettings(dataFolder);
  const settings = createSettingsHolder(storage.journal.settings, first).current();
  const practice = isPracticeStation(settings) ? await startPractice(options, clock, timers, settings.stores[0]?.channel ?? 'amazon') : null;
  const secrets = createSecretStore(storage.journal.settings, options.sealingKey ?? null, dataFolder);
  const accounts = createAccountBook({
    clock,
    timers,
    secrets,
    channels: storage.journal.channels,
    practice,
    barcodesFor: practice === null ? () => [] : practiceBarcodesFor,
    onProblem: (storeId, problem) => log.warn({ event: 'account-not-opened', storeId, problem }),
  });
  const pins = createPinHasher();
  let isOpen = true;
  const station = createStation({
    benchId: benchIdOf(storage.journal.settings),
    journal: storage.journal,
    orders: storage.orders,
    clock,
    timers,
    random: systemRandom,
    newId,
    accounts,
    secrets,
    firstSettings: first,
    renderer: createLabelRenderer(),
    manifestRenderer: createManifestRenderer(),
    printerFor,
    paperPrinterFor,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    exports: createExportFolder(path.join(dataFolder, 'exports')),
    csv: csvWriter,
    rules: { address: createAddressRules(), taxNumbers: createTaxNumberRules() },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    // No carrier account books labels yet: all of them are SSCC only.
    labelVoider: () => null,
    pins,
    stockFiles: createStockFileReader(),
    importer: startImportWorker({ dataFolder, migrationsFolder, turnMemory: storage.turnMemory }),
    practice: practice?.site ?? null,
    writeBackPolicy: { ...(practice === null ? {} : practiceWriteBackPolicy), ...options.writeBackPolicy },
    isDiskFull: () => diskFull,
    emit: options.emit?.bind(options) ?? (() => undefined),
    log: (level, event, detail) => log[level]({ event, ...detail }),
  });
  // A power cut between the last practice store and its people leaves them for now.
  endPractice(station.context, station.context.settings(), { personId: null, name: 'station' });
  if (options.practicePeople ?? true) seedPracticePeople(station.context);
  station.start();
  hashPracticePins(station.context, pins, () => isOpen).catch((error: unknown) => log.error({ event: 'practice-pins', error: String(error) }));
  const stopHousekeeping = keepHouse(
    {
      idleMs: station.idleMs,
      workDone: () => storage.journal.scans.count(),
      isDiskFull: () => diskFull,
      restoreReserve() {
        if (storage.journalFile.restoreReserve()) diskFull = false;
        return !diskFull;
      },
      checkpoint: storage.checkpoint,
      catchUp: () => storage.orders.indexOlder(ordersPerCatchUp),
      backup: () => backupJournal(storage.journalFile, path.join(dataFolder, 'backups')),
      onFault: (error) => log.error({ event: 'housekeeping', error: String(error) }),
    },
    clock,
    timers,
  );
  return {
    station,
    practice: practice?.site ?? null,
    async close() {
      isOpen = false;
      stopHousekeeping();
      await station.stop();
      await practice?.site.stop();
      storage.close();
      log.flush();
    },
  };
}

function openLog(dataFolder: string): pino.Logger {
  const destination = pino.destination({ dest: path.join(dataFolder, 'logs', 'station.log'), mkdir: true, sync: true });
  return pino({ base: { pid: process.pid, host: os.hostname() }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

/** The bench's name on every record it writes; minted once, never changed by a new display name. */
function benchIdOf(settings: { load(name: string): string | null; save(name: string, json: string): void }): BenchId {
  const stored = settings.load('bench-id');
  if (stored !== null) return JSON.parse(stored) as BenchId;
  const id = `bench-${newId().slice(-12)}` as BenchId;
  settings.save('bench-id', JSON.stringify(id));
  return id;
}

/** A station that was never set up, or whose stores are for practice. One with real stores never starts the practice site. */
function isPracticeStation(settings: StationSettings): boolean {
  return settings.stores.every((store) => store.connection.kind === 'practice');
}

/** The practice shop speaks as the kind of shop that its store is set to, each with a memory of its own. */
async function startPractice(options: OpenStationOptions, clock: Clock, timers: Timers, wanted: ChannelId) {
  const channel = practiceChannels.find(({ id }) => id === wanted) ?? practiceAmazon;
  const memory = channel === practiceAmazon ? 'practice-marketplace.json' : `practice-${channel.id}.json`;
  const site = await createPracticeSite({ seed: practiceSeed, listLagMs: practiceListLagMs, ...options.practice, channel, clock, timers, dataFile: path.join(options.dataFolder, memory) });
  return { site, channel: channel.id, ...(await site.start()) };
}

function printerFor(settings: StationSettings): LabelPrinter {
  const { printer } = settings;
  return printer.kind === 'file' ? createFilePrinter(printer.folder) : createCupsPrinter({ queue: printer.queue, run: createRunCommand(process.env) });
}

/** Manifests of a bench without an office printer lie in the exports folder. */
function paperPrinterFor({ paperPrinter }: StationSettings): LabelPrinter | null {
  return paperPrinter === undefined ? null : createCupsPrinter({ queue: paperPrinter.queue, run: createRunCommand(process.env) });
}
