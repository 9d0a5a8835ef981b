import type { NoticeOwner } from '../domain/channel/buyer-notice.ts';
import type { Hop } from '../domain/flow/hops.ts';
import type { ParcelLoop } from '../domain/flow/parcel-loop.ts';
import type { Block, BlockCode, BlockOwner, GatePoint, PilotCode, ReleasableCode } from '../domain/gate/block.ts';
import type { Money } from '../domain/order/order.ts';
import type { TaskKind, TaskOutcome } from '../domain/task/task.ts';
import type { InstantMs } from '../domain/units/instant.ts';
import type { ParkReason, WriteBackState } from '../domain/writeback/write-back.ts';
import type { BoardAlertsView } from './alert-views.ts';
import type { ParcelView } from './views.ts';

/** Why a row is on the board: a block, a kind of task, why a message is parked, or that it is late. */
export type BoardCause = BlockCode | TaskKind | `parked-${ParkReason}` | 'late-not-packed' | 'late-not-posted' | 'packed-unlabelled';

/** The one thing to do about a row. */
export type BoardAction = 'release' | 'acknowledge' | 'resend' | 'reprint' | 'decide-short' | 'close-task' | 'none';

export interface BoardRowView {
  /** Stable while the row stands: `blocked/<order>`, `task/<id>`, `parked/<id>`, `late/<order>`, `parcel/<id>`. */
  readonly rowId: string;
  readonly cause: BoardCause;
  readonly orderId: string | null;
  readonly storeName: string;
  readonly channelOrderId: string;
  readonly parcelId: string | null;
  readonly owner: BlockOwner;
  readonly sinceMs: InstantMs;
  readonly shipByMs: InstantMs | null;
  readonly value: Money | null;
  /** How often it was refused; 1 for what happened once. */
  readonly times: number;
  /** First reason first; empty where no rule of the gate is the cause. */
  readonly blocks: readonly Block[];
  readonly task: { readonly id: string; readonly kind: TaskKind; readonly facts: Readonly<Record<string, string | number>>; readonly outcomes: readonly TaskOutcome[] } | null;
  readonly writeBack: WriteBackView | null;
  readonly action: BoardAction;
}

/** All rows of one cause; only rows of one group may be dealt with together. */
export interface CauseGroupView {
  readonly cause: BoardCause;
  readonly owner: BlockOwner;
  /** All there are; `rows` may be fewer. */
  readonly total: number;
  readonly soonestShipByMs: InstantMs | null;
  /** What may be done with several rows at once. */
  readonly bulk: 'release' | 'acknowledge' | 'resend' | null;
  readonly releaseCode: ReleasableCode | null;
  readonly rows: readonly BoardRowView[];
}

export interface WriteBackView {
  readonly id: string;
  readonly storeName: string;
  readonly channelOrderId: string;
  readonly trackingNumber: string;
  readonly state: WriteBackState;
  readonly attempts: number;
  readonly createdAtMs: InstantMs;
  readonly dueAtMs: InstantMs;
  readonly shipByMs: InstantMs | null;
  readonly parkReason: ParkReason | null;
  /** What the channel refused it for, by our word; null where it refused nothing. */
  readonly problemCode: string | null;
  readonly lastAnswer: string | null;
  /** The word for the carrier as it was sent. */
  readonly carrierCode: string;
}

export interface LeadBoardView {
  readonly nowMs: InstantMs;
  /** Failures first: soonest ship-by first within and between the groups, what has no deadline behind. */
  readonly groups: readonly CauseGroupView[];
  readonly totalRows: number;
  readonly counts: Readonly<Record<WriteBackState, number>>;
  /** Per connected store: carriers of ours that it has no word for. None is the only good number. */
  readonly carrierGaps: readonly { readonly storeName: string; readonly carriers: readonly string[] }[];
  /** What people were told of and still stands. */
  readonly alerts: BoardAlertsView;
  /** Stores that asked for fewer calls: their stock is told so seldom until a call goes well. */
  readonly slowedStock: readonly { readonly storeName: string; readonly everySeconds: number }[];
  /** Messages on their way: no failure yet. */
  readonly waiting: readonly WriteBackView[];
  /** On a bench or put aside, labelled and not dispatched: no failure either. */
  readonly inWork: readonly ParcelView[];
  /** Open lanes. */
  readonly loading: readonly { readonly manifestId: string; readonly number: number; readonly carrier: string; readonly loaded: number; readonly waiting: number }[];
  /** Dispatched, in no open lane, waiting for a carrier. */
  readonly waitingForCarrier: readonly { readonly carrier: string; readonly parcels: number; readonly oldestAtMs: InstantMs }[];
}

export type OrderPlace = 'not-packed' | 'in-work' | 'labelled' | 'dispatched' | 'loaded' | 'stopped' | 'cancelled' | 'shipped-elsewhere';

export interface SearchHitView {
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly storeName: string;
  readonly buyerName: string | null;
  readonly trackingNumber: string | null;
  readonly matched: 'order' | 'sscc' | 'tracking' | 'buyer';
  readonly place: OrderPlace;
  readonly shipByMs: InstantMs | null;
}

export interface SearchView {
  readonly text: string;
  readonly hits: readonly SearchHitView[];
  /** There are more than these. */
  readonly isCut: boolean;
}

export interface EvidenceView {
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly storeName: string;
  readonly ownerNow: 'marketplace' | 'bench' | 'carrier';
  /** Which system decides on cancellations and which says "shipped". */
  readonly owners: { readonly cancellation: string; readonly shipped: string };
  readonly place: OrderPlace;
  readonly blocks: readonly Block[];
  readonly flag: { readonly by: string; readonly reason: string; readonly atMs: InstantMs } | null;
  readonly releases: readonly { readonly code: ReleasableCode; readonly by: string; readonly reason: string; readonly atMs: InstantMs; readonly isValid: boolean }[];
  readonly value: Money | null;
  readonly shipByMs: InstantMs | null;
  readonly checkedAtMs: InstantMs | null;
  readonly lines: readonly { readonly sku: string; readonly title: string; readonly toPack: number; readonly packed: number; readonly cancellation: 'none' | 'requested' | 'cancelled' | 'rejected' }[];
  readonly parcels: readonly { readonly parcelId: string; readonly state: string; readonly packer: string; readonly sscc: string | null; readonly trackingNumber: string | null; readonly manifestNumber: number | null; readonly box: SharedBoxView | null; readonly atMs: InstantMs; readonly loop: ParcelLoop; readonly notice: BuyerNoticeView; readonly shown: ShownNumberView | null }[];
  /** The five hops of its way, and which of them waits. */
  readonly hops: readonly Hop[];
  /** What became of each message about this order, the newest message first, its steps from the first to the last. */
  readonly messages: readonly { readonly writeBackId: string; readonly carrier: string; readonly trackingNumber: string; readonly toldBy: string | null; readonly steps: readonly { readonly state: WriteBackState; readonly attempts: number; readonly atMs: InstantMs; readonly answer: string | null }[] }[];
  /** Raw answers of the channel that name this order, newest first, redacted of secrets. */
  readonly exchanges: readonly { readonly operation: string; readonly status: number | null; readonly body: string; readonly atMs: InstantMs }[];
  readonly log: readonly { readonly atMs: InstantMs; readonly actor: string; readonly act: string; readonly detail: string }[];
  /** Ready to be sent to whoever can clear it: value, ship-by and the metric at stake, in the bench's language key and facts. */
  readonly escalation: { readonly metric: ChannelMetric; readonly limit: string } | null;
}

/** Exactly one system writes to the buyer. `system`: the one that tells the channel in our place. */
export interface BuyerNoticeView {
  readonly owner: NoticeOwner;
  readonly system: string | null;
}

/** The other orders of its box, and of how many in all the channel has confirmed. */
export interface SharedBoxView {
  readonly with: readonly { readonly orderId: string; readonly channelOrderId: string }[];
  readonly orders: number;
  readonly confirmed: number;
}

/** What the channel itself shows for a parcel. */
export interface ShownNumberView {
  readonly trackingNumber: string;
  readonly atMs: InstantMs;
  readonly isSame: boolean;
}

/** What a channel counts against the seller; words and limits live with the languages. */
export type ChannelMetric = 'late-shipment' | 'cancellation' | 'valid-tracking' | 'none';

export interface InterceptReportView {
  readonly fromMs: InstantMs;
  readonly toMs: InstantMs;
  /** By store and ISO week ("2026-W47"), newest week first. One row per currency. */
  readonly rows: readonly { readonly storeName: string; readonly week: string; readonly orders: number; readonly value: Money | null; readonly returnCost: Money | null; readonly byCode: Readonly<Partial<Record<BlockCode, number>>> }[];
  readonly orders: readonly { readonly orderId: string; readonly channelOrderId: string; readonly storeName: string; readonly code: BlockCode; readonly point: GatePoint; readonly value: Money | null; readonly atMs: InstantMs; readonly by: string; readonly hadLabel: boolean }[];
}

export interface ShadowReportView {
  /** Where rules run in shadow now. */
  readonly running: readonly { readonly where: string; readonly codes: readonly PilotCode[] }[];
  readonly rows: readonly { readonly storeName: string; readonly channelOrderId: string; readonly orderId: string; readonly point: GatePoint; readonly block: Block; readonly times: number; readonly firstAtMs: InstantMs; readonly lastAtMs: InstantMs }[];
}

export interface ShiftStoreView {
  readonly storeId: string;
  readonly storeName: string;
  readonly shippedHere: number;
  /** Null: no channel stands behind this store that could be asked. */
  readonly shippedThere: number | null;
  /** Who says "shipped" for this store. */
  readonly shippedOwner: string;
  /**
   * The last time the channel was read again and compared; null: not yet, or nobody to ask. `missed` came late, of `vanished` the number is
   * gone, and `stillToAsk` orders have not said whether theirs is. `isHalfRead`: the next comparison has begun and waits for calls.
   */
  readonly reconciled: { readonly atMs: InstantMs; readonly calls: number; readonly orders: number; readonly missed: readonly string[]; readonly vanished: readonly string[]; readonly stillToAsk: number; readonly isHalfRead: boolean } | null;
  readonly differences: readonly {
    readonly rowId: string;
    readonly channelOrderId: string;
    readonly orderId: string;
    /** `not-there`: left here, and the channel does not show it. `not-here`: the channel says shipped, and it did not leave here. */
    readonly kind: 'not-there' | 'not-here';
    readonly state: string;
    readonly trackingNumber: string | null;
    readonly atMs: InstantMs;
    readonly explanation: { readonly text: string; readonly by: string } | null;
  }[];
}

export interface ShiftView {
  readonly fromMs: InstantMs;
  readonly nowMs: InstantMs;
  readonly stores: readonly ShiftStoreView[];
  readonly unexplained: number;
  /** Dispatched and still in the house. */
  readonly notLoaded: number;
  readonly openRows: number;
  readonly last: { readonly toMs: InstantMs; readonly by: string; readonly isClean: boolean; readonly note: string } | null;
  readonly history: readonly { readonly id: string; readonly fromMs: InstantMs; readonly toMs: InstantMs; readonly by: string; readonly isClean: boolean }[];
}

export interface ChecklistView {
  readonly kind: 'daily' | 'weekly';
  readonly period: string;
  /** Words live with the languages, keyed by the id. `figure`: what the station itself can count about it, null where it cannot. */
  readonly items: readonly { readonly itemId: string; readonly figure: number | null; readonly tick: { readonly by: string; readonly atMs: InstantMs } | null }[];
  readonly signed: { readonly by: string; readonly atMs: InstantMs } | null;
}

export interface ChecklistsView {
  readonly daily: ChecklistView;
  readonly weekly: ChecklistView;
  readonly history: readonly { readonly kind: 'daily' | 'weekly'; readonly period: string; readonly ticked: number; readonly signed: { readonly by: string; readonly atMs: InstantMs } | null }[];
}

export interface ManifestsView {
  readonly manifests: readonly { readonly manifestId: string; readonly number: number; readonly carrier: string; readonly parcels: number; readonly openedAtMs: InstantMs; readonly closedAtMs: InstantMs | null; readonly closedBy: string | null; readonly paper: ManifestPaperView | null }[];
}

/** What became of the paper of a closed manifest when it was last drawn; null: not drawn yet. `no-printer`: it lies in the exports folder. */
export interface ManifestPaperView {
  readonly state: 'no-printer' | 'sent' | 'not-ready' | 'failed' | 'unknown' | 'not-kept';
  readonly reason: string | null;
  readonly atMs: InstantMs;
}

export interface ExportView {
  readonly fileName: string;
  readonly filePath: string;
  readonly rows: number;
}

export interface AuditPageView {
  readonly rows: readonly { readonly sequence: number; readonly atMs: InstantMs; readonly actor: string; readonly act: string; readonly subject: string; readonly detail: string }[];
  readonly nextBeforeSequence: number | null;
}

export type AuditVerifyView = { readonly isWhole: true; readonly rows: number; readonly head: string } | { readonly isWhole: false; readonly brokenAt: number };

export interface OrderFieldsView {
  readonly fields: readonly { readonly path: string; readonly example: string; readonly filled: number }[];
  readonly orders: number;
}

export interface TaxPreviewView {
  readonly rows: readonly {
    readonly channelOrderId: string;
    readonly destination: string;
    readonly crossing: string | null;
    /** One per asked field, in the order they were asked. Null: empty in this order. */
    readonly values: readonly { readonly field: string; readonly path: string; readonly value: string | null; readonly isWellFormed: boolean }[];
  }[];
}
