import type { Block, BlockCode, GatePoint } from '../../../shared/domain/gate/block.ts';
import type { Money, OrderId, StoreId } from '../../../shared/domain/order/order.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { Task, TaskId, TaskKind, TaskOutcome } from '../../../shared/domain/task/task.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';

export interface TaskRepository {
  /** One open task per kind and subject (parcel, else order): where there is one already, it is answered instead. */
  open(task: Task): Task;
  load(id: TaskId): Task | null;
  /** More is known of what an open task is about, for example what the carrier answered. Replaces its facts; refused once it is closed. */
  saveFacts(id: TaskId, facts: Task['facts']): void;
  /** A closed task stays as it is; the database refuses a second end. */
  close(id: TaskId, closed: { readonly outcome: TaskOutcome; readonly by: string; readonly note: string; readonly atMs: InstantMs }): void;
  findOpen(kind: TaskKind, subject: { readonly orderId: OrderId } | { readonly parcelId: ParcelId }): Task | null;
  listOpen(limit: number): readonly Task[];
  countOpen(): number;
  countOpenByKind(): Readonly<Record<TaskKind, number>>;
  listByOrder(orderId: OrderId): readonly Task[];
}

export interface PutBackLine {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly barcodes: readonly string[];
  /** Units that were in the box. */
  readonly quantity: number;
  /** Units scanned back. The database refuses more than `quantity`, and a step down. */
  readonly confirmed: number;
}

export interface PutBackRepository {
  begin(parcelId: ParcelId, lines: readonly PutBackLine[]): void;
  load(parcelId: ParcelId): readonly PutBackLine[];
  saveConfirmed(parcelId: ParcelId, lineId: string, confirmed: number): void;
}

/** Goods that went back on the shelf, or were missing from it: owed to whoever keeps the stock. Append-only. */
export interface StockEvent {
  readonly id: string;
  readonly storeId: StoreId;
  readonly sku: string;
  /** Positive: back on the shelf. Negative: not there although it should be. */
  readonly quantity: number;
  readonly cause: 'put-back' | 'short' | 'returned';
  readonly channelOrderId: string;
  readonly parcelId: ParcelId | null;
  readonly by: string;
  readonly atMs: InstantMs;
}

/** What the gate kept from leaving: one row per order and code, the first time. Append-only. */
export interface Interception {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly code: BlockCode;
  readonly point: GatePoint;
  readonly benchId: BenchId;
  readonly by: string;
  readonly value: Money | null;
  /** What the parcel would have cost in vain, as the store's rules said then. */
  readonly returnCostMinor: number;
  readonly hadLabel: boolean;
  readonly atMs: InstantMs;
}

/** What a rule in shadow would have stopped. One row per order, code and point; `times` counts. */
export interface ShadowStop {
  readonly orderId: OrderId;
  readonly storeId: StoreId;
  readonly channelOrderId: string;
  readonly benchId: BenchId;
  readonly point: GatePoint;
  readonly block: Block;
  readonly firstAtMs: InstantMs;
  readonly lastAtMs: InstantMs;
  readonly times: number;
}

export interface GateHistory {
  recordInterception(interception: Interception): void;
  listInterceptions(fromMs: InstantMs, toMs: InstantMs): readonly Interception[];
  recordShadow(stop: Omit<ShadowStop, 'firstAtMs' | 'lastAtMs' | 'times'>, atMs: InstantMs): void;
  /** Newest first. */
  listShadows(limit: number): readonly ShadowStop[];
  countShadows(): number;
  recordStock(event: StockEvent): void;
  listStock(fromMs: InstantMs, toMs: InstantMs): readonly StockEvent[];
}

/** What was said about one row of difference between here and a channel. */
export interface Explanation {
  readonly rowId: string;
  readonly text: string;
  readonly by: string;
  readonly atMs: InstantMs;
}

/** One end of a shift, signed. Never changed afterwards. */
export interface ClosedShift {
  readonly id: string;
  readonly fromMs: InstantMs;
  readonly toMs: InstantMs;
  readonly isClean: boolean;
  /** The figures and differences as they were when it was signed, as JSON. */
  readonly summary: string;
  readonly note: string;
  readonly by: string;
  readonly benchId: BenchId;
}

export interface ShiftRepository {
  /** Kept until the shift is closed; a later text for the same row replaces the earlier one. */
  explain(explanation: Explanation): void;
  listExplanations(): readonly Explanation[];
  /** Closes, and takes the explanations into the past. */
  close(shift: ClosedShift): void;
  last(): ClosedShift | null;
  list(limit: number): readonly ClosedShift[];
}

export type ChecklistKind = 'daily' | 'weekly';

export interface ChecklistTick {
  readonly itemId: string;
  readonly by: string;
  readonly atMs: InstantMs;
}

/** A list of one day ("2026-11-21") or one ISO week ("2026-W47"). Signed, it stands. */
export interface Checklist {
  readonly kind: ChecklistKind;
  readonly period: string;
  readonly ticks: readonly ChecklistTick[];
  readonly signed: { readonly by: string; readonly atMs: InstantMs } | null;
}

export interface ChecklistRepository {
  load(kind: ChecklistKind, period: string): Checklist;
  /** Refused by the database on a signed list. */
  tick(kind: ChecklistKind, period: string, tick: ChecklistTick): void;
  untick(kind: ChecklistKind, period: string, itemId: string): void;
  sign(kind: ChecklistKind, period: string, signed: { readonly by: string; readonly atMs: InstantMs }): void;
  /** Newest first. */
  list(kind: ChecklistKind, limit: number): readonly Checklist[];
}
