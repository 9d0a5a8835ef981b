// The composition root of the station: builds adapters, joins them to the use cases, answers the contract. No Electron in here.
import type { CallOutput } from '../../shared/contract/calls.ts';
import type { StationEvents } from '../../shared/contract/events.ts';
import type { StationSettings } from '../../shared/contract/settings.ts';
import type { ScanVerdictView } from '../../shared/contract/views.ts';
import type { StationEventName } from '../../shared/contract/wire.ts';
import type { OrderId, StoreId } from '../../shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { WriteBackPolicy } from '../../shared/domain/writeback/policy.ts';
import type { WriteBackId } from '../../shared/domain/writeback/write-back.ts';
import type { AccountBook } from './accounts.ts';
import { buildBenchView } from '../application/bench-view.ts';
import { createConnectivity } from '../application/connectivity.ts';
import { createScanCounter } from '../application/count-scans-today.ts';
import { importOrders, reconcileStandings } from '../application/import-orders.ts';
import { buildLeadBoard, writeBackView } from '../application/lead-board.ts';
import type { Clock, IdSource, RandomSource, Timers } from '../application/ports/clock.ts';
import type { Journal } from '../application/ports/journal.ts';
import type { LabelPrinter } from '../application/ports/label-printer.ts';
import type { LabelRenderer } from '../application/ports/label-renderer.ts';
import type { OrderImporter } from '../application/ports/order-importer.ts';
import type { OrderStore } from '../application/ports/order-store.ts';
import { createLabelPrinting } from '../application/print-label.ts';
import { createScanReceiver, parseDetail, viewOf, type IncomingScan } from '../application/receive-scan.ts';
import { releaseBlock } from '../application/release-block.ts';
import { createSettingsHolder } from '../application/settings.ts';
import { storeOf, type StationContext } from '../application/station-context.ts';
import { createUnreadOrders } from '../application/unread-orders.ts';
import { createOrderWatch } from '../application/watch-orders.ts';
import { applyOrders, liftAged, orderOf } from '../application/apply-channel-order.ts';
import { Refused, type Handlers } from '../ipc/serve-contract.ts';
import { createPracticeDesk, type PracticeDesk } from './practice-desk.ts';
import type { PracticeSite } from '../practice/practice-site.ts';
import type { SecretStore } from './secrets.ts';
import { testLabel } from './test-label.ts';
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
  printerFor(settings: StationSettings): LabelPrinter;
  readonly importer: OrderImporter;
  /** The practice marketplace; null where this station is not for practice. */
  readonly practice: PracticeSite | null;
  readonly writeBackPolicy?: Partial<WriteBackPolicy>;
  readonly isDiskFull: () => boolean;
  emit<E extends StationEventName>(event: E, payload: StationEvents[E]): void;
  log(level: 'info' | 'warn' | 'error', event: string, detail: Readonly<Record<string, unknown>>): void;
}

export interface Station {
  readonly handlers: Handlers;
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
  const { journal, orders, clock, timers, benchId, accounts, secrets } = parts;
  const settings = createSettingsHolder(journal.settings, parts.firstSettings);

  const context: StationContext = {
    journal,
    orders,
    clock,
    newId: parts.newId,
    benchId,
    settings: settings.current,
    account: accounts.of,
    unread: createUnreadOrders(journal.settings),
    // Called inside a scan's transaction: the work itself waits until that commit is on disk.
    afterwards: {
      printLabel: (parcelId, isReprint) => afterAnswer(() => void printing.print(parcelId, isReprint).catch((error: unknown) => parts.log('error', 'label-not-printed', { parcelId, error: String(error) }))),
      checkLive: (orderId) => watch.checkLive(orderId),
      isCheckPending: (orderId) => watch.isPending(orderId),
      tellChannel: (storeId) => afterCommit(() => writeBacks.wake(storeId)),
      orderCancelled: (orderId) => afterCommit(() => writeBacks.orderCancelled(orderId)),
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
    checkBeforeSend: (orderId) => watch.checkBeforeSend(orderId),
    onOrderRead: (storeId, order) => {
      const source = storeOf(context, storeId)?.name ?? storeId;
      const { benchChanged } = applyOrders(context, [{ order: orderOf(storeId, order.draft), checkedAtMs: clock.nowMs(), checkedSource: source }]);
      if (benchChanged) publish();
    },
    onFault: (error, storeId) => parts.log('error', 'write-back-fault', { storeId, error: String(error) }),
  });

  const printing = createLabelPrinting({
    context,
    renderer: parts.renderer,
    printer: () => parts.printerFor(settings.current()),
    isPractice: (parcel) => storeOf(context, parcel.storeId)?.connection.kind === 'practice',
    onChange: () => publish(),
  });

  const scans = createScanReceiver(context);
  const practice: PracticeDesk | null = parts.practice === null ? null : createPracticeDesk(parts.practice, context);
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

  const viewParts = { context, connectivity, isDiskFull: parts.isDiskFull, lastVerdict: () => lastVerdict, scansToday: createScanCounter(journal.scans, clock) };
  const benchView = (): CallOutput<'loadBench'> => buildBenchView(viewParts, (revision += 1));

  function scan(incoming: IncomingScan): ScanVerdictView {
    const verdict = scans.receive(incoming);
    lastVerdict = verdict;
    lastScanMs = clock.monotonicMs();
    publish();
    return verdict;
  }

  function saveSettings(next: StationSettings): StationSettings | Refused {
    const refusal = refuseSettings(next);
    if (refusal !== null) return refusal;
    settings.save(next);
    accounts.follow(next);
    journal.audit.append({ atMs: clock.nowMs(), benchId, actor: next.packer, act: 'settings-saved', subject: benchId, detail: '{}' });
    void connectivity.probeNow();
    writeBacks.kick();
    publish();
    return next;
  }

  const notPractice = (): Refused => new Refused('refused', 'This station is not connected to the practice site.');

  const handlers: Handlers = {
    scan,
    loadBench: benchView,
    loadBoard: () => buildLeadBoard(context),
    loadSettings: () => settings.current(),
    saveSettings,
    saveAccountSecret: ({ storeId, ...secret }) => {
      if (storeOf(context, storeId as StoreId)?.connection.kind !== 'amazon') return new Refused('not-found', `No store "${storeId}" with an account of its own is set up.`);
      secrets.save(storeId, secret);
      accounts.follow(settings.current());
      void connectivity.probeNow();
      writeBacks.kick(storeId as StoreId);
      return { saved: true, protectedBy: secrets.protectedBy };
    },
    importOrders: async ({ storeId, filePath }) => {
      if (storeOf(context, storeId as StoreId)?.connection.kind !== 'file') return new Refused('not-found', `No store "${storeId}" that is fed by files is set up.`);
      const result = await importOrders(context, parts.importer, { storeId: storeId as StoreId, filePath, onProgress: (progress) => parts.emit('importProgress', progress), onBenchChanged: publish });
      parts.emit('importDone', result);
      publish();
      return result;
    },
    releaseBlock: ({ orderId, ...request }) => {
      const answer = releaseBlock(context, { orderId: orderId as OrderId, ...request });
      publish();
      switch (answer.kind) {
        case 'released':
          writeBacks.wake();
          return buildLeadBoard(context);
        case 'order-unknown':
          return new Refused('not-found', `No order ${orderId} was ever opened on this station.`);
        case 'hard-block':
          return new Refused('refused', `${answer.code} cannot be released by anybody here; only its cause going away lifts it.`, answer);
        case 'nothing-to-release':
          return new Refused('refused', 'Nothing stands in the way of this order any more.', answer);
      }
    },
    resendWriteBack: ({ writeBackId, by }) => {
      const row = journal.writeBacks.load(writeBackId as WriteBackId);
      if (row === null) return new Refused('not-found', `No write-back ${writeBackId}.`);
      if (!writeBacks.resend(row.id)) return new Refused('refused', `A write-back in state "${row.state}" cannot be sent again.`);
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: by, act: 'write-back-resent', subject: row.id, detail: JSON.stringify({ was: row.state }) });
      const now = journal.writeBacks.load(row.id) ?? row;
      publish();
      return writeBackView(context, now);
    },
    reprintLabel: async ({ parcelId }) => {
      const parcel = journal.parcels.load(parcelId as ParcelId);
      if (parcel?.state !== 'labelled') return new Refused('refused', 'Only a labelled parcel that has not left can be printed again.');
      journal.audit.append({ atMs: clock.nowMs(), benchId, actor: settings.current().packer, act: 'label-reprinted', subject: parcel.id, detail: '{}' });
      await printing.print(parcel.id, true);
      return benchView();
    },
    probeNow: async () => {
      await connectivity.probeNow();
      await Promise.all(accounts.all().map((account) => watch.listNow(account.storeId)));
      return benchView();
    },
    loadPractice: () => practice?.view() ?? notPractice(),
    setPracticeNetwork: async ({ up }) => {
      if (practice === null) return notPractice();
      await practice.setNetwork(up);
      void connectivity.probeNow();
      return practice.view();
    },
    cancelPracticeOrder: async ({ channelOrderId, how }) => {
      if (practice === null) return notPractice();
      const changed = await practice.cancel(channelOrderId, how);
      return changed ? practice.view() : new Refused('refused', 'Nothing of this order is left to cancel.');
    },
    addPracticeOrders: async () => {
      if (practice === null) return notPractice();
      await practice.addOrders();
      return practice.view();
    },
    printTestLabel: () => testLabel(settings.current(), parts.renderer, parts.printerFor(settings.current()), parts.newId()),
  };

  /** A practice store beside a real one would put play parcels among real ones. */
  function refuseSettings(next: StationSettings): Refused | null {
    const practiceStores = next.stores.filter((store) => store.connection.kind === 'practice');
    if (practiceStores.length > 0 && practiceStores.length < next.stores.length) {
      return new Refused('refused', 'The practice store cannot be on beside real stores. Remove it first.', { section: 'stores' });
    }
    const ids = next.stores.map((store) => store.storeId);
    if (new Set(ids).size < ids.length) return new Refused('refused', 'Two stores have the same id.', { section: 'stores' });
    if (next.stores.some((store) => store.policy.limitMinutes < store.policy.freshMinutes)) {
      return new Refused('refused', 'The limit of the cancel check cannot be shorter than its fresh time.', { section: 'stores' });
    }
    return null;
  }

  function start(): void {
    isRunning = true;
    accounts.follow(settings.current());
    lastVerdict = scans.answerUnjudged().at(-1) ?? lastStoredVerdict();
    reconcileStandings(context);
    printing.recover();
    connectivity.start();
    watch.start();
    writeBacks.start();
    publish();
  }

  function lastStoredVerdict(): ScanVerdictView | null {
    const scanned = journal.scans.listRecent(benchId, 1)[0];
    if (scanned?.verdict == null) return null;
    return viewOf(scanned, { outcome: scanned.verdict.outcome as ScanVerdictView['outcome'], detail: parseDetail(scanned.verdict.detail) });
  }

  return {
    handlers,
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
      connectivity.stop();
      watch.stop();
      await writeBacks.stop();
      await parts.importer.close();
    },
  };
}
