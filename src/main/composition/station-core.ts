// The composition root of the station: builds adapters, joins them to the use cases, answers the contract. No Electron in here.
import type { CallOutput } from '../../shared/contract/calls.ts';
import type { StationEvents } from '../../shared/contract/events.ts';
import type { StationSettings } from '../../shared/contract/settings.ts';
import type { ScanVerdictView } from '../../shared/contract/views.ts';
import type { StationEventName } from '../../shared/contract/wire.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import type { BenchId } from '../../shared/domain/parcel/parcel.ts';
import type { WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import type { AccountBook } from './accounts.ts';
import { askSend } from '../application/ask-gate.ts';
import { buildBenchView } from '../application/bench-view.ts';
import { createConnectivity } from '../application/connectivity.ts';
import { createScanCounter } from '../application/count-scans-today.ts';
import type { Clock, IdSource, RandomSource, Timers } from '../application/ports/clock.ts';
import { createManifestPrinting } from '../application/loading/print-manifest.ts';
import type { ExportFolder, TableWriter } from '../application/ports/files.ts';
import type { Journal } from '../application/ports/journal.ts';
import type { LabelVoider } from '../application/ports/label-voider.ts';
import type { LabelPrinter } from '../application/ports/label-printer.ts';
import type { LabelRenderer } from '../application/ports/label-renderer.ts';
import type { ManifestRenderer } from '../application/ports/manifest-renderer.ts';
import type { OrderImporter } from '../application/ports/order-importer.ts';
import type { OrderStore } from '../application/ports/order-store.ts';
import type { StockFileReader } from '../application/ports/stock.ts';
import type { PinHasher } from '../application/ports/people.ts';
import { createAuthorize } from '../application/people/authorize.ts';
import { createPinCheck } from '../application/people/check-pin.ts';
import { createIdleLock } from '../application/people/idle-lock.ts';
import { createProver } from '../application/people/prove.ts';
import { createLabelPrinting } from '../application/print-label.ts';
import { refreshFindings } from '../application/refresh-findings.ts';
import { createRefusedRetry } from '../application/retry-refused.ts';
import { createScanReceiver, storedView, type IncomingScan } from '../application/receive-scan.ts';
import { createSettingsHolder } from '../application/settings.ts';
import { actorAt, storeOf, type StationContext } from '../application/station-context.ts';
import { createUnreadOrders } from '../application/unread-orders.ts';
import { createStockPublisher } from '../application/stock/publish-stock.ts';
import { createAlertWatch } from '../application/lead/alerts/watch-alerts.ts';
import { createLabelVoiding } from '../application/void-label.ts';
import { createOrderWatch } from '../application/watch-orders.ts';
import { liftAged } from '../application/apply-channel-order.ts';
import { takeOrders } from '../application/take-orders.ts';
import type { GuardedHandlers, Handlers } from '../ipc/serve-contract.ts';
import { guardHandlers } from './guard-handlers.ts';
import { createAlertHandlers } from './handlers/alerts.ts';
import { createBenchHandlers } from './handlers/bench.ts';
import { createBoardHandlers } from './handlers/board.ts';
import type { HandlerDeps } from './handlers/deps.ts';
import { createLoadingHandlers } from './handlers/loading.ts';
import { createPeopleHandlers } from './handlers/people.ts';
import { createPracticeHandlers } from './handlers/practice.ts';
import { createConnectionHandlers } from './handlers/connections.ts';
import { createSetupHandlers } from './handlers/setup.ts';
import { createShiftHandlers } from './handlers/shift.ts';
import { createStockHandlers } from './handlers/stock.ts';
import type { PracticeSite } from '../practice/practice-site.ts';
import type { SecretStore } from './secrets.ts';
import { createStationWords } from './words.ts';
import { createLanes } from '../writeback/lanes.ts';
import { createHourlyReconciliation } from '../application/reconcile-hourly.ts';
import { createWriteBackWorker, type WriteBackWorker } from '../writeback/worker.ts';

export interface StationParts {
  readonly benchId: BenchId;
  readonly journal: Journal;
  readonly orders: OrderStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly newId: IdSource;
  readonly accounts: AccountBook;
  readonly secrets: SecretStore;
  readonly firstSettings: StationSettings;
  readonly renderer: LabelRenderer;
  readonly manifestRenderer: ManifestRenderer;
  printerFor(settings: StationSettings): LabelPrinter;
  /** Takes A4; null where none is set up. */
  paperPrinterFor(settings: StationSettings): LabelPrinter | null;
  /** IANA name of the zone this station stands in. */
  readonly timeZone: string;
  readonly rules: StationContext['rules'];
  readonly pins: PinHasher;
  readonly exports: ExportFolder;
  readonly csv: TableWriter;
  /** Lower-case hexadecimal. */
  sha256(text: string): string;
  /** The account that books labels with this carrier; null where labels are SSCC only. */
  labelVoider(carrier: string): LabelVoider | null;
  readonly importer: OrderImporter;
  readonly stockFiles: StockFileReader;
  /** The practice marketplace; null where this station is not for practice. */
  readonly practice: PracticeSite | null;
  readonly writeBackPolicy?: Partial<WriteBackPolicy>;
  readonly isDiskFull: () => boolean;
  emit<E extends StationEventName>(event: E, payload: StationEvents[E]): void;
  log(level: 'info' | 'warn' | 'error', event: string, detail: Readonly<Record<string, unknown>>): void;
}

export interface Station {
  /** What a page may ask; each call is judged by who asks before it is done. */
  readonly handlers: GuardedHandlers;
  readonly context: StationContext;
  readonly writeBacks: WriteBackWorker;
  /** One scan from any device of the station. */
  scan(scan: IncomingScan): ScanVerdictView;
  /** Everything that was changed at the channels, now. */
  listNow(): Promise<void>;
  /** How long nobody scanned. */
  idleMs(): number;
  start(): void;
  stop(): Promise<void>;
}

export function createStation(parts: StationParts): Station {
  const { journal, orders, clock, timers, benchId } = parts;
  const settings = createSettingsHolder(journal.settings, parts.firstSettings);
  const sharing = createLanes({
    clock,
    peakMode: () => settings.current().peak,
    waiting: () => journal.writeBacks.countByState().due,
    isTracking: (storeId) => (journal.writeBacks.nextDueAtMs(storeId) ?? Number.POSITIVE_INFINITY) <= clock.nowMs(),
  });
  /** One budget, several purposes: whoever asks an account what is left is told what is left for them. */
  const accounts: AccountBook = {
    problemsOf: (storeId) => parts.accounts.problemsOf(storeId),
    all: () => parts.accounts.all().map(sharing.share),
    of: (storeId) => {
      const account = parts.accounts.of(storeId);
      return account === null ? null : sharing.share(account);
    },
    follow: (next) => parts.accounts.follow(next),
  };

  const context: StationContext = {
    journal,
    orders,
    clock,
    newId: parts.newId,
    benchId,
    settings: settings.current,
    account: accounts.of,
    unread: createUnreadOrders(journal.settings),
    rules: parts.rules,
    words: createStationWords(() => settings.current().language, clock.nowMs),
    sha256: parts.sha256,
    actor: () => actorAt(journal, benchId, settings.current()),
    // Called inside a scan's transaction: the work itself waits until that commit is on disk.
    afterwards: {
      printLabel: (parcelId, isReprint) => afterAnswer(() => void printing.print(parcelId, isReprint).catch((error: unknown) => parts.log('error', 'label-not-printed', { parcelId, error: String(error) }))),
      checkLive: (orderId) => watch.checkLive(orderId),
      isCheckPending: (orderId) => watch.isPending(orderId),
      tellChannel: (row) => afterCommit(() => writeBacks.written(row)),
      orderCancelled: (orderId) => afterCommit(() => writeBacks.orderCancelled(orderId)),
      voidLabel: (taskId) => afterCommit(() => voiding.ask(taskId)),
      checkStores: () => afterCommit(listReachable),
      manifestClosed: (manifestId) => afterAnswer(() => void manifests.print(manifestId).catch(manifestFault)),
    },
  };
  const afterCommit = (work: () => void): void => queueMicrotask(() => guarded('afterwards-failed', work));
  // Drawing a label takes up to 25 ms. The first turn belongs to the verdict and the picture of the bench, which wait for nobody.
  const afterAnswer = (work: () => void): void => {
    setImmediate(() => setImmediate(() => isRunning && guarded('afterwards-failed', work)));
  };

  /** Work that nobody waits for: its failure is for the log. Thrown on, it would end the station, and again at each start. */
  function guarded(event: string, work: () => void): void {
    try {
      work();
    } catch (error: unknown) {
      parts.log('error', event, { error: String(error) });
    }
  }

  const connectivity = createConnectivity({
    accounts: accounts.all,
    clock,
    timers,
    onChange: (storeId, isReachable) => {
      parts.log('info', isReachable ? 'online' : 'offline', { storeId, cause: connectivity.of(storeId).cause });
      guarded('reconnect-failed', () => (isReachable ? reconnect(storeId) : watch.wentOffline(storeId)));
      publish();
    },
  });

  const watch = createOrderWatch({
    context,
    accounts: accounts.all,
    connectivity,
    timers,
    onSeenDispatches: (storeId, channelOrderId, seen) => void writeBacks.applySeenPackages(storeId, channelOrderId, seen),
    onBenchChanged: () => publish(),
    onListed: (storeId) => {
      liftAged(context, storeId);
      publish();
    },
    onFault: (error) => parts.log('error', 'order-watch-fault', { error: String(error) }),
    onUnreadable: (storeId, channelOrderId, reason) => parts.log('warn', 'order-unreadable', { storeId, channelOrderId, reason }),
  });

  const writeBacks = createWriteBackWorker({
    journal,
    accounts: accounts.all,
    clock,
    timers,
    random: parts.random,
    policy: parts.writeBackPolicy ?? {},
    isOnline: connectivity.isOnline,
    onChange: () => publish(),
    checkBeforeSend: async (orderId, storeId) => {
      await watch.checkBeforeSend(orderId);
      // What a fresh check showed may have come before this message was written.
      const known = parts.orders.loadOrder(orderId)?.order;
      if (known?.packages !== undefined) writeBacks.applySeenPackages(storeId, known.channelOrderId, known.packages);
    },
    mayTell: (row) => askSend(context, row),
    onOrderRead: (storeId, order) => {
      // What it shows of packages the worker takes itself.
      const parties = { context, onSeen: () => undefined, onFault: (error: unknown) => parts.log('error', 'order-not-taken-over', { storeId, channelOrderId: order.draft.channelOrderId, error: String(error) }) };
      if (takeOrders(parties, storeId, [order], clock.nowMs())) publish();
    },
    onFault: (error, storeId) => parts.log('error', 'write-back-fault', { storeId, error: String(error) }),
  });

  const retryRefused = createRefusedRetry({
    timers,
    refused: () => writeBacks.status().filter(({ pause }) => pause === 'auth').map(({ storeId }) => storeId),
    tryAgain: (storeId) => writeBacks.kick(storeId),
    onFault: (error) => parts.log('error', 'retry-refused-fault', { error: String(error) }),
  });

  const reconciliation = createHourlyReconciliation({
    context,
    accounts: accounts.all,
    isOnline: connectivity.isOnline,
    takeOver: watch.takeOver,
    timers,
    random: parts.random,
    onDone: () => publish(),
    onFault: (error) => parts.log('error', 'reconciliation-fault', { error: String(error) }),
  });

  const stock = createStockPublisher({
    context,
    accounts: accounts.all,
    isOnline: connectivity.isOnline,
    isPeak: sharing.isPeak,
    timers,
    onChange: () => publish(),
    onFault: (error, storeId) => parts.log('error', 'stock-fault', { storeId, error: String(error) }),
  });

  const alerts = createAlertWatch({
    context,
    reachability: connectivity.of,
    timers,
    onChange: () => publish(),
    onFault: (error) => parts.log('error', 'alert-fault', { error: String(error) }),
  });

  const printing = createLabelPrinting({
    context,
    renderer: parts.renderer,
    printer: () => parts.printerFor(settings.current()),
    isPractice: (parcel) => storeOf(context, parcel.storeId)?.connection.kind === 'practice',
    onChange: () => publish(),
  });

  const manifestFault = (error: unknown): void => parts.log('error', 'manifest-not-printed', { error: String(error) });
  const manifests = createManifestPrinting({
    context,
    renderer: parts.manifestRenderer,
    exports: parts.exports,
    printer: () => parts.paperPrinterFor(settings.current()),
    timeZone: parts.timeZone,
    onChange: () => publish(),
    onFault: manifestFault,
  });

  const voiding = createLabelVoiding({
    context,
    timers,
    random: parts.random,
    voider: parts.labelVoider,
    onChange: () => publish(),
    onFault: (error) => parts.log('error', 'label-void-fault', { error: String(error) }),
  });

  const scans = createScanReceiver(context);
  let lastVerdict: ScanVerdictView | null = null;
  let revision = 0;
  let lastScanMs = 0;
  let publishPending = false;
  let isRunning = false;

  /** First the checks of what has not left yet, then what is owed, then the rest (DESIGN 5). */
  function reconnect(storeId: StoreId): void {
    watch.reconnected(storeId);
    writeBacks.reconnected(storeId);
  }

  function listReachable(): void {
    for (const { storeId } of accounts.all()) if (connectivity.isOnline(storeId)) void watch.listNow(storeId);
  }

  /** Several changes of one turn of the event loop are one picture. */
  function publish(): void {
    if (publishPending || !isRunning) return;
    publishPending = true;
    setImmediate(() => {
      publishPending = false;
      if (!isRunning) return;
      guarded('bench-not-shown', () => {
        parts.emit('bench', benchView());
        parts.emit('boardChanged', { revision });
      });
    });
  }

  const viewParts = { context, connectivity, isDiskFull: parts.isDiskFull, isPeak: sharing.isPeak, listingTrouble: watch.troubleOf, lastVerdict: () => lastVerdict, scansToday: createScanCounter(journal.scans, clock) };
  const benchView = (): CallOutput<'loadBench'> => buildBenchView(viewParts, (revision += 1));

  function scan(incoming: IncomingScan): ScanVerdictView {
    const verdict = scans.receive(incoming);
    lastVerdict = verdict;
    lastScanMs = clock.monotonicMs();
    idleLock.awake();
    publish();
    return verdict;
  }

  const prove = createProver(context, createPinCheck(context, parts.pins));
  const idleLock = createIdleLock({ context, timers, onLocked: () => publish() });

  const deps: HandlerDeps = { context, parts, settings, connectivity, watch, writeBacks, reconciliation, stock, alerts, printing, manifests, prove, idleLock, publish, benchView };
  const handlers: Handlers = {
    scan,
    ...createBenchHandlers(deps),
    ...createBoardHandlers(deps),
    ...createAlertHandlers(deps),
    ...createShiftHandlers(deps),
    ...createLoadingHandlers(deps),
    ...createPeopleHandlers(deps),
    ...createConnectionHandlers(deps),
    ...createStockHandlers(deps),
    ...createSetupHandlers(deps),
    ...createPracticeHandlers(deps),
  };

  function start(): void {
    isRunning = true;
    accounts.follow(settings.current());
    lastVerdict = scans.answerUnjudged().at(-1) ?? lastStoredVerdict();
    refreshFindings(context);
    printing.recover();
    guarded('label-void-fault', voiding.recover);
    guarded('manifest-not-printed', manifests.recover);
    connectivity.start();
    watch.start();
    writeBacks.start();
    retryRefused.start();
    reconciliation.start();
    stock.start();
    alerts.start();
    idleLock.start();
    publish();
  }

  function lastStoredVerdict(): ScanVerdictView | null {
    const scanned = journal.scans.listRecent(benchId, 1)[0];
    return scanned === undefined ? null : storedView(scanned);
  }

  return {
    handlers: guardHandlers(handlers, createAuthorize(context, prove)),
    context,
    writeBacks,
    scan,
    listNow: async () => {
      await Promise.all(accounts.all().map((account) => watch.listNow(account.storeId)));
    },
    idleMs: () => clock.monotonicMs() - lastScanMs,
    start,
    async stop() {
      isRunning = false;
      idleLock.stop();
      retryRefused.stop();
      reconciliation.stop();
      stock.stop();
      alerts.stop();
      manifests.stop();
      connectivity.stop();
      watch.stop();
      await Promise.all([writeBacks.stop(), voiding.stop()]);
      await parts.importer.close();
    },
  };
}
