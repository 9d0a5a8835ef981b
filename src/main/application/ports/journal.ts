import type { AlertRepository } from './alerts.ts';
import type { ChecklistRepository, GateHistory, PutBackRepository, ShiftRepository, TaskRepository } from './lead-work.ts';
import type { ManifestRepository } from './loading.ts';
import type { PeopleRepository, SignInRepository } from './people.ts';
import type { StockRepository } from './stock.ts';
import type { OrderFlag, Release, Standing } from '../../../shared/domain/gate/standing.ts';
import type { Block, BlockCode, GatePoint } from '../../../shared/domain/gate/block.ts';
import type { Sscc } from '../../../shared/domain/gs1/sscc.ts';
import type { Money, OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { ManifestId } from '../../../shared/domain/loading/manifest.ts';
import type { PersonId } from '../../../shared/domain/people/person.ts';
import type { BenchId, Parcel, ParcelBox, ParcelId, ParcelLabel, ParcelState } from '../../../shared/domain/parcel/parcel.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { ParkReason, WriteBack, WriteBackId, WriteBackState } from '../../../shared/domain/writeback/write-back.ts';

/**
 * Everything owed, spent, or able to stop a parcel (journal.db). Each call outside a transaction is one durable
 * commit; inside `transaction` all calls commit together or not at all. No call waits, so no network can hide in here.
 */
export interface Journal {
  /**
   * One durable commit. `work` must not be async, and must have no effect outside: on a full disk it is rolled back and
   * run once more with the reserve. A refusal by a database rule throws `GateRefusedError`.
   */
  transaction<T>(work: () => T): T;
  readonly scans: ScanLog;
  readonly parcels: ParcelRepository;
  readonly standings: StandingRepository;
  readonly ssccs: SsccRepository;
  readonly writeBacks: WriteBackRepository;
  readonly printJobs: PrintJobRepository;
  readonly benches: BenchRepository;
  readonly channels: ChannelRepository;
  readonly audit: AuditLog;
  readonly settings: SettingsRepository;
  readonly people: PeopleRepository;
  readonly signIns: SignInRepository;
  readonly manifests: ManifestRepository;
  readonly tasks: TaskRepository;
  readonly putBacks: PutBackRepository;
  readonly history: GateHistory;
  readonly shifts: ShiftRepository;
  readonly checklists: ChecklistRepository;
  readonly stock: StockRepository;
  readonly alerts: AlertRepository;
}

/** The database itself refused a step because of what the channel said of the order. `code` is a BlockCode. */
export class GateRefusedError extends Error {
  readonly code: string;
  constructor(code: string, cause: unknown) {
    super(`the database refused this step: ${code}`, { cause });
    this.name = 'GateRefusedError';
    this.code = code;
  }
}

export type ScanMethod = 'wedge' | 'tray' | 'typed' | 'hid' | 'serial';

export interface StoredScan {
  /** Minted where the scan was read, so that a repeated delivery is one scan. */
  readonly id: string;
  readonly benchId: BenchId;
  readonly deviceId: string;
  readonly method: ScanMethod;
  /** As it came, control characters included. */
  readonly text: string;
  readonly scannedAtMs: InstantMs;
  /** Who was signed in; null while nobody is set up. */
  readonly personId: PersonId | null;
}

export interface ScanVerdictRecord {
  /** Stable word of the contract's `ScanOutcome`. */
  readonly outcome: string;
  readonly parcelId: ParcelId | null;
  /** The line whose count the scan changed by `countChange` (+1, -1 or 0). */
  readonly lineId: string | null;
  readonly countChange: -1 | 0 | 1;
  /** JSON for the screen: names and numbers of the sentence. */
  readonly detail: string;
  readonly judgedAtMs: InstantMs;
}

export interface JudgedScan extends StoredScan {
  /** Position in the order of arrival on this station; never reused. */
  readonly sequence: number;
  readonly verdict: ScanVerdictRecord | null;
  readonly isUndone: boolean;
}

export interface ScanLog {
  /** Stores before anything is decided. `isNew` is false when this id was stored before: answer with its verdict again. */
  store(scan: StoredScan): { readonly sequence: number; readonly isNew: boolean };
  load(id: string): JudgedScan | null;
  saveVerdict(id: string, verdict: ScanVerdictRecord): void;
  /** The scan that last raised a count of this parcel and was not undone. */
  lastCounted(parcelId: ParcelId): JudgedScan | null;
  markUndone(id: string): void;
  /** Stored but never judged: the station died in between. */
  listUnjudged(): readonly JudgedScan[];
  /** Newest first. */
  listRecent(benchId: BenchId, limit: number): readonly JudgedScan[];
  count(): number;
  /** Looks back from the newest scan, so its cost is that of the answer: ask once a day, not once a scan. */
  countSince(sinceMs: InstantMs): number;
}

export interface ParcelRepository {
  insert(parcel: Parcel): void;
  load(id: ParcelId): Parcel | null;
  listByOrder(orderId: OrderId): readonly Parcel[];
  /** Of a combined box the parcel that its number was spent for. */
  findBySscc(sscc: Sscc): Parcel | null;
  /** Every parcel that ever was in this box, in the order in which they came; those that left it among them. */
  listBox(boxId: ParcelId): readonly Parcel[];
  /** Puts an empty parcel into a box, takes it out (null), or makes it the first of one. The database refuses all but that before the label. */
  saveBox(id: ParcelId, box: ParcelBox | null): void;
  /** Several carriers may use the same number; newest first. */
  findByTrackingNumber(trackingNumber: string): readonly Parcel[];
  saveWeight(id: ParcelId, weight: { readonly grams: number; readonly atMs: InstantMs }): void;
  /** Somebody else goes on with the box; its counts stay. Refused once it left. */
  savePacker(id: ParcelId, packer: string): void;
  /** By the instant of dispatch, oldest first; a parcel that was stopped after its dispatch is among them. Null: of every store, also of those that were removed. */
  listDispatchedBetween(storeId: StoreId | null, fromMs: InstantMs, toMs: InstantMs): readonly Parcel[];
  /** A box of this order was dispatched and not called back. */
  hasLeft(orderId: OrderId): boolean;
  /** Sets how many units of one line are in the box; the database refuses less than 0. */
  saveCount(id: ParcelId, lineId: string, packed: number): void;
  /** The channel took units out of the order (or put them back) while the parcel was open. */
  saveExpected(id: ParcelId, lineId: string, expected: number): void;
  /** The database refuses a step that the order's standing forbids, and any step that is not in the machine. */
  saveState(id: ParcelId, state: ParcelState, atMs: InstantMs): void;
  saveLabel(id: ParcelId, label: ParcelLabel): void;
  /** Why it was stopped; kept for the board, the log and every export. */
  saveStop(id: ParcelId, blocks: readonly Block[], atMs: InstantMs): void;
  loadStop(id: ParcelId): readonly Block[];
  listByState(states: readonly ParcelState[], limit: number): readonly Parcel[];
  /** Newest first; of a combined box the parcel that its number was spent for. */
  listRecentlyDispatched(benchId: BenchId, limit: number): readonly Parcel[];
  countByState(): Readonly<Record<ParcelState, number>>;
}

/** A gate refusal that a lead should see, also where no parcel came to be. An order stands once, with the reason that holds. */
export interface BlockedOrder {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly parcelId: ParcelId | null;
  readonly blocks: readonly Block[];
  readonly firstAtMs: InstantMs;
  readonly lastAtMs: InstantMs;
  readonly times: number;
}

/** What a lead weighs an order by. */
export interface Stake {
  readonly shipByMs: InstantMs | null;
  readonly value: Money | null;
}

export interface StandingRepository {
  /** Inserts or replaces by order id. The database refuses to turn "cancelled" into anything else. */
  save(standing: Standing): void;
  load(orderId: OrderId): Standing | null;
  saveRelease(release: Release): void;
  listReleases(orderId: OrderId): readonly Release[];
  /** Replaces an open flag of the order. */
  saveFlag(flag: OrderFlag): void;
  /** The flag that stands, or null. */
  loadFlag(orderId: OrderId): OrderFlag | null;
  liftFlag(orderId: OrderId, by: string, atMs: InstantMs): void;
  /** Orders of this store with a parcel that has not left yet. */
  listWithUndispatchedParcel(storeId: StoreId): readonly OrderId[];
  /** Orders of this store whose parcel was dispatched since, and not stopped; loaded or not. */
  listDispatchedSince(storeId: StoreId, sinceMs: InstantMs): readonly OrderId[];
  /** The order was refused: its row on the board begins, or counts one more. A row of another reason ends. */
  recordBlocked(orderId: OrderId, storeId: StoreId, channelOrderId: string, parcelId: ParcelId | null, blocks: readonly Block[], atMs: InstantMs): void;
  /** What stands in the way of the order is something else now, though nobody was refused: a row that stands says so. False where none stands: then nothing is done. */
  renewBlocked(orderId: OrderId, blocks: readonly Block[], atMs: InstantMs): boolean;
  clearBlocked(orderId: OrderId): void;
  /** Its row on the board, or null. */
  loadBlocked(orderId: OrderId): BlockedOrder | null;
  /** Newest refusal first. */
  listBlocked(limit: number): readonly BlockedOrder[];
  /** Soonest ship-by first, what has none behind, oldest first. */
  listBlockedSoonest(limit: number): readonly (BlockedOrder & Stake)[];
  countBlocked(): number;
  /** By the first reason. */
  countBlockedByCode(): Readonly<Record<BlockCode, number>>;
  loadStake(orderId: OrderId): Stake | null;
}

export interface SsccRange {
  readonly companyPrefix: string;
  readonly extensionDigit: number;
}

export interface SsccRepository {
  /**
   * Spends the next number of the bench's leased block for this parcel; leases a new block where the old one is
   * used up. Must be called inside the transaction that labels the parcel. A parcel that has a number keeps it.
   * Throws `SsccRangeExhaustedError` when the company prefix has no serial left.
   */
  allocate(range: SsccRange, benchId: BenchId, parcelId: ParcelId, nowMs: InstantMs): Sscc;
  markShipped(sscc: Sscc, atMs: InstantMs): void;
  /** Numbers left in leased blocks of this bench and in the range behind them. */
  remaining(range: SsccRange, benchId: BenchId): { readonly inBlocks: number; readonly inRange: number };
  /** After a restore from backup: what the blocks held may have been printed, so none of it is used again. */
  abandonBlocks(benchId: BenchId, atMs: InstantMs): number;
}

export class SsccRangeExhaustedError extends Error {
  constructor(companyPrefix: string) {
    super(`every SSCC of company prefix ${companyPrefix} is spent: set another extension digit or prefix in Setup`);
    this.name = 'SsccRangeExhaustedError';
  }
}

export interface WriteBackRepository {
  /** Refuses a second row for the same order and package reference that is not superseded. */
  insert(writeBack: WriteBack): void;
  load(id: WriteBackId): WriteBack | null;
  /** Replaces the mutable fields of one row. */
  save(writeBack: WriteBack): void;
  /**
   * Takes the most urgent due row of a store (ship-by first, then age): marks it `sending`, counts the attempt and
   * commits before it returns, so that the request leaves only after the intention is on disk.
   */
  claimDue(storeId: StoreId, nowMs: InstantMs): WriteBack | null;
  listByState(storeId: StoreId | null, states: readonly WriteBackState[], limit: number): readonly WriteBack[];
  findByParcel(parcelId: ParcelId): WriteBack | null;
  listByOrder(orderId: OrderId): readonly WriteBack[];
  countByState(): Readonly<Record<WriteBackState, number>>;
  /** Every state the row was saved in, oldest first, with the channel's words of that moment. */
  listSteps(id: WriteBackId): readonly { readonly state: WriteBackState; readonly attempts: number; readonly atMs: InstantMs; readonly answer: string | null }[];
  /** Since when the row is without a break in the state it has now. */
  inStateSinceMs(id: WriteBackId): InstantMs | null;
  /** Messages of one store, by state. */
  countOfStore(storeId: StoreId): Readonly<Record<'due' | 'accepted' | 'parked', number>>;
  countParkedByReason(): Readonly<Record<ParkReason, number>>;
  /** Parked messages of one store by what is to be mended, the most first. */
  countParkedCauses(storeId: StoreId): readonly { readonly parkReason: ParkReason; readonly problemCode: string | null; readonly rows: number }[];
  /** Parked messages of one store that were refused for their carrier: our word, the word that was sent, what the channel said of the newest. */
  countParkedByCarrier(storeId: StoreId): readonly { readonly carrier: string; readonly sent: string; readonly answer: string | null; readonly rows: number }[];
  /** Messages of one store that go again by themselves, because the channel was busy with the record. */
  countLocked(storeId: StoreId): number;
  /** Earliest ship-by among rows not yet accepted by the channel. */
  firstUnpostedShipByMs(): InstantMs | null;
  /** Neither accepted by the channel nor parked, and due before. */
  countOwedDueBefore(beforeMs: InstantMs): number;
  nextDueAtMs(storeId: StoreId): InstantMs | null;
}

export type PrintJobState = 'waiting' | 'sent' | 'failed' | 'not-ready' | 'unknown' | 'scan-verified';

export interface PrintJob {
  readonly id: string;
  readonly parcelId: ParcelId;
  readonly printer: string;
  readonly state: PrintJobState;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly sha256: string;
  readonly isReprint: boolean;
  readonly createdAtMs: InstantMs;
}

export interface PrintJobRepository {
  insert(job: PrintJob): void;
  save(job: PrintJob): void;
  latestForParcel(parcelId: ParcelId): PrintJob | null;
  listByState(states: readonly PrintJobState[], limit: number): readonly PrintJob[];
}

/** What a bench is doing; survives a power cut. */
export interface BenchSession {
  readonly benchId: BenchId;
  readonly parcelId: ParcelId | null;
  /** A full-screen stop stands until it is acknowledged, also across a restart. */
  readonly stop: BenchStop | null;
  readonly mode: BenchMode;
}

/** What the next scan is for, where it is not packing. */
export type BenchMode =
  | { readonly kind: 'packing' }
  /** The goods of a stopped parcel go back, one confirming scan each. */
  | { readonly kind: 'put-back'; readonly parcelId: ParcelId }
  | { readonly kind: 'loading'; readonly manifestId: ManifestId }
  /** The next label scanned is of a box that was closed by mistake. */
  | { readonly kind: 'reopen' }
  /** The next label scanned is of a parcel that came back. */
  | { readonly kind: 'return' };

export interface BenchStop {
  readonly orderId: OrderId;
  readonly channelOrderId: string;
  readonly parcelId: ParcelId | null;
  readonly blocks: readonly Block[];
  readonly sinceMs: InstantMs;
  /** Where the gate said no. */
  readonly point: GatePoint;
}

export interface BenchRepository {
  load(benchId: BenchId): BenchSession;
  /** Without `mode` the bench keeps the one it has. */
  save(session: Omit<BenchSession, 'mode'> & { readonly mode?: BenchMode }): void;
  /** Another bench that has this order's parcel in work, if any. */
  findOtherWith(parcelIds: readonly ParcelId[], benchId: BenchId): BenchSession | null;
}

export interface ChannelRepository {
  /** Everything the store's channel changed before this instant has been read; null before the first full listing. */
  loadCompleteUntil(storeId: StoreId): InstantMs | null;
  saveCompleteUntil(storeId: StoreId, completeUntilMs: InstantMs): void;
  /** Raw exchange, append-only, redacted of secrets; kept as it came otherwise. */
  /** Newest first. */
  listExchanges(storeId: StoreId, reference: string, limit: number): readonly { readonly operation: string; readonly status: number | null; readonly body: string; readonly atMs: InstantMs }[];
  recordExchange(exchange: { readonly storeId: StoreId; readonly operation: string; readonly reference: string | null; readonly status: number | null; readonly body: string; readonly atMs: InstantMs }): void;
}

export interface AuditEntry {
  readonly atMs: InstantMs;
  readonly benchId: BenchId;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: string;
}

/** Append-only and hash-chained: a row that vanished or changed is noticed by `verify`. */
export interface AuditLog {
  append(entry: AuditEntry): void;
  /** Newest first; `beforeSequence` null begins at the newest. */
  list(beforeSequence: number | null, limit: number): readonly (AuditEntry & { readonly sequence: number; readonly hash: string })[];
  listBySubject(subject: string, limit: number): readonly (AuditEntry & { readonly sequence: number })[];
  verify(): { readonly ok: true; readonly rows: number; readonly head: string } | { readonly ok: false; readonly brokenAt: number };
}

/** Settings by name as JSON text; their shapes are the application's. */
export interface SettingsRepository {
  load(name: string): string | null;
  save(name: string, json: string): void;
}
