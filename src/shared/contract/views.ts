import type { Block, GatePoint } from '../domain/gate/block.ts';
import type { ParcelState } from '../domain/parcel/parcel.ts';
import type { InstantMs } from '../domain/units/instant.ts';
import type { Role } from '../domain/people/role.ts';
import type { WriteBackState } from '../domain/writeback/write-back.ts';

/**
 * What a scan led to. Each has its own words, colour and sound.
 * A scan always gets exactly one of these.
 */
export type ScanOutcome =
  | 'order-opened'
  | 'item-counted'
  /** The last item: the parcel is complete, its label is being made. */
  | 'parcel-complete'
  | 'item-taken-out'
  | 'dispatched'
  | 'undone'
  | 'nothing-to-undo'
  | 'acknowledged'
  | 'put-aside'
  | 'reprinted'
  /** Known product, but not in this order. */
  | 'wrong-item'
  /** In this order, but already complete: "needs 2, this would be the 3rd". */
  | 'over-scan'
  /** No order, product or parcel has this code. */
  | 'unknown-code'
  /** An order or label of another parcel, while one is open. */
  | 'other-order'
  /** The order on this paper may go into the open box: the same paper once more does it. */
  | 'combine-offered'
  | 'order-joined'
  /** UNDO took an order out of the box again of which nothing was in it. */
  | 'order-left-box'
  /** A label of another parcel was scanned where this parcel's label was expected. */
  | 'wrong-label'
  /** The same code twice within 600 ms: told, not counted. */
  | 'bounce'
  /** Check digit wrong, doubled, keyboard layout shifted, empty: nothing recorded but the scan itself. */
  | 'unreadable'
  /** The gate said no; the screen stands full. */
  | 'blocked'
  | 'ignored-while-stopped'
  /** A command that makes no sense here. */
  | 'command-not-here'
  /** Scanned where an item is not expected: scan the label first, or an order first. */
  | 'not-now'
  /** Two stores have an order with this number. */
  | 'ambiguous-order'
  | 'already-dispatched'
  | 'label-failed'
  | 'setup-needed'
  /** The station restarted between reading and judging this scan: scan again. */
  | 'not-counted-restart'
  | 'signed-in'
  /** Somebody else goes on with what is on the bench. */
  | 'taken-over'
  | 'unlocked'
  | 'locked'
  /** A badge nobody has, or of somebody who left. */
  | 'unknown-badge'
  /** The bench is locked, or nobody is signed in: badge first. */
  | 'badge-first'
  /** The person may not do this; `detail.act` says what. */
  | 'not-allowed'
  /** One item of a stopped parcel is back on the shelf. */
  | 'put-back'
  | 'put-back-done'
  | 'short-noted'
  | 'weighed'
  | 'lane-opened'
  | 'loaded'
  | 'already-loaded'
  /** The parcel goes with another carrier; `detail.carrier` names it. */
  | 'wrong-lane'
  /** Its label was not scanned on the closed box yet. */
  | 'not-dispatched'
  | 'manifest-closed'
  | 'manifest-empty'
  | 'unknown-lane'
  /** `reopen` or `return` was scanned: the label of the box is next. */
  | 'label-next'
  | 'reopened'
  /** It is on the truck: nobody opens it any more. */
  | 'not-reopened-loaded'
  | 'return-noted'
  /** The guide opens at what the bench shows. */
  | 'help-opened';

export type SoundName = 'ok' | 'complete' | 'dispatched' | 'wrong' | 'unknown' | 'over' | 'stop' | 'notice';

export interface ScanVerdictView {
  readonly scanId: string;
  readonly sequence: number;
  readonly outcome: ScanOutcome;
  readonly sound: SoundName;
  /** The scan as read, control characters made visible, at most 60 characters. */
  readonly text: string;
  /** Names and numbers of the sentence: {title, sku, packed, expected, order, reason, …}. */
  readonly detail: Readonly<Record<string, string | number>>;
  /** Where the scan was refused or the parcel stopped by a rule: the very object that the board, the log and the exports show. */
  readonly block: Block | null;
  readonly atMs: InstantMs;
}

export interface LineView {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly expected: number;
  readonly packed: number;
  readonly state: 'not-started' | 'part' | 'done' | 'take-out';
  /** Which order wants it, in a box of several. */
  readonly channelOrderId?: string;
}

export interface ParcelView {
  readonly parcelId: string;
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly storeName: string;
  readonly state: ParcelState;
  readonly parcelIndex: number;
  readonly parcelCount: number;
  readonly lines: readonly LineView[];
  readonly unitsPacked: number;
  readonly unitsExpected: number;
  readonly shipByMs: InstantMs | null;
  /** City and country only: a bench needs no more. */
  readonly destination: string;
  readonly sscc: string | null;
  readonly trackingNumber: string | null;
  readonly carrierService: string;
  readonly label: LabelStateView | null;
  /** How fresh the cancel check of this order is. */
  readonly check: { readonly source: string; readonly atMs: InstantMs; readonly ageShown: boolean };
  /** Who decides on this order now. */
  readonly ownerNow: 'marketplace' | 'bench' | 'carrier';
  readonly weightGrams: number | null;
  readonly missingDocuments: readonly string[];
  /** All orders of a box of several, in the order in which they came; empty where there is one. The fields above are of the first, lines and units of all. */
  readonly orders: readonly BoxOrderView[];
}

export interface BoxOrderView {
  readonly channelOrderId: string;
  readonly unitsPacked: number;
  readonly unitsExpected: number;
}

export interface LabelStateView {
  readonly state: 'waiting' | 'sent' | 'failed' | 'not-ready' | 'unknown' | 'scan-verified';
  readonly printer: string;
  readonly reason: string | null;
}

export type BenchScreen =
  | { readonly kind: 'ready' }
  /** Something must be set up before the first scan; the names are of settings sections. */
  | { readonly kind: 'setup-needed'; readonly missing: readonly string[] }
  | { readonly kind: 'packing'; readonly parcel: ParcelView; readonly nextLine: LineView | null }
  /** The channel took units out while the box was open: they must come out first. */
  | { readonly kind: 'take-out'; readonly parcel: ParcelView; readonly line: LineView; readonly units: number }
  /** Packed, but the label could not be made or printed; everything is kept. */
  /** `block`: the printer and why it is not ready; null where there is no label to print. */
  | { readonly kind: 'label-problem'; readonly parcel: ParcelView; readonly reason: string; readonly block: Block | null }
  | { readonly kind: 'scan-label'; readonly parcel: ParcelView }
  | { readonly kind: 'stopped'; readonly stop: StopView }
  /** People are set up and nobody is signed in. `refused`: somebody is, who may not pack. */
  | { readonly kind: 'sign-in'; readonly refused: string | null }
  /** Nothing of a buyer is in this view. */
  | { readonly kind: 'locked'; readonly person: string; readonly sinceMs: InstantMs; readonly progress: { readonly packed: number; readonly expected: number } | null }
  | { readonly kind: 'put-back'; readonly parcelId: string; readonly channelOrderId: string; readonly storeName: string; readonly lines: readonly PutBackLineView[]; readonly labelPrinted: boolean }
  | { readonly kind: 'loading'; readonly loading: LoadingView }
  | { readonly kind: 'label-next'; readonly what: 'reopen' | 'return' };

export interface PutBackLineView {
  readonly lineId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly confirmed: number;
}

export interface LoadingView {
  readonly manifestId: string;
  readonly manifestNumber: number;
  readonly carrier: string;
  readonly openedAtMs: InstantMs;
  readonly loaded: number;
  /** Dispatched for this carrier, and not loaded. */
  readonly waiting: number;
  /** The last of them, newest first. */
  readonly recent: readonly { readonly channelOrderId: string; readonly trackingNumber: string; readonly atMs: InstantMs }[];
  /** Order numbers of what stands in the lane and must not go: newest first. */
  readonly held: readonly { readonly orderId: string; readonly channelOrderId: string; readonly block: Block }[];
}

export interface StopView {
  readonly orderId: string;
  readonly channelOrderId: string;
  readonly storeName: string;
  readonly parcelId: string | null;
  readonly blocks: readonly [Block, ...Block[]];
  readonly point: GatePoint;
  readonly sinceMs: InstantMs;
  /** What is already in the box and must go back. */
  readonly putBack: readonly { readonly sku: string; readonly title: string; readonly quantity: number }[];
  /** A label was printed for it: tear it off. */
  readonly labelPrinted: boolean;
  /** Other orders of its box: they go on where it left the box (`stay`), or are packed anew where the labelled box ended (`packed-anew`). */
  readonly mates: { readonly orders: readonly string[]; readonly become: 'stay' | 'packed-anew' | 'wait' } | null;
}

export interface DispatchedView {
  readonly parcelId: string;
  readonly channelOrderId: string;
  readonly trackingNumber: string;
  readonly dispatchedAtMs: InstantMs;
  /** `confirmed` is the only green. Of several orders in one box the state of the one that is furthest from it. */
  readonly writeBack: WriteBackState | 'none';
  /** Orders in the box, of which `channelOrderId` is the first, and how many of them the channel confirmed. */
  readonly orders: number;
  readonly confirmed: number;
}

/** `reachable: false` only after two failed probes of this very service; true again after two that were answered (or one real answer). */
export interface ServiceView {
  readonly storeId: string;
  readonly name: string;
  readonly reachable: boolean | null;
  readonly sinceMs: InstantMs | null;
  readonly lastProbeAtMs: InstantMs | null;
  readonly cause: string | null;
}

/** The strip that is on every screen. */
export interface HeaderView {
  readonly benchName: string;
  /** The name acts are written down under. */
  readonly packer: string;
  /** Who is signed in; null: nobody, or nobody is set up. */
  readonly person: { readonly name: string; readonly roles: readonly Role[]; readonly language: 'en' | 'de' | null; readonly sinceMs: InstantMs } | null;
  /** Nobody is set up: whoever stands here may do everything, under a typed name. */
  readonly isOpenHouse: boolean;
  readonly isLocked: boolean;
  readonly isPractice: boolean;
  readonly services: readonly ServiceView[];
  /** When the channels were last completely asked for changes; the oldest of all connected stores. */
  readonly cancelCheckAtMs: InstantMs | null;
  readonly queue: { readonly waiting: number; readonly accepted: number; readonly uncertain: number; readonly parked: number; readonly confirmed: number };
  /** Messages go before everything else now. */
  readonly isPeak: boolean;
  /** Stores that this station does not tell what left, and the system that does; null where nobody is said to. */
  readonly notTold: readonly { readonly name: string; readonly by: string | null }[];
  /** Stores whose orders come in no more although they answer; `code`: what they refuse it for, `late` where nothing was refused, `fault` where the station itself failed. */
  readonly notListed: readonly { readonly name: string; readonly code: string; readonly knownUntilMs: InstantMs | null }[];
  /** Dispatched, not yet told, and soonest late: null where nothing waits. */
  readonly firstLateAtMs: InstantMs | null;
  /** How many of those are due within the hour, or were due: what an outage costs. */
  readonly atRisk: number;
  readonly blockedOrders: number;
  /** What waits for a person beside them. */
  readonly openTasks: number;
  readonly diskFull: boolean;
  readonly nowMs: InstantMs;
}

export interface BenchView {
  /** Rises with each change; an older one never replaces a newer one. */
  readonly revision: number;
  readonly header: HeaderView;
  readonly screen: BenchScreen;
  readonly lastVerdict: ScanVerdictView | null;
  readonly scansToday: number;
  readonly recentlyDispatched: readonly DispatchedView[];
}

export interface ImportResultView {
  readonly fileName: string;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly orders: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: readonly { readonly line: number; readonly column: string | null; readonly value: string | null; readonly reason: string }[];
  readonly problemsTotal: number;
  readonly notes: readonly string[];
}

/** One order of the practice site with real barcodes, as the on-screen tray shows it. */
export interface PracticeOrderView {
  readonly channelOrderId: string;
  /** Language key of what is special about it: `practice.story.clean`. */
  readonly story: string;
  readonly barcode: BarcodeView;
  readonly lines: readonly { readonly sku: string; readonly title: string; readonly quantity: number; readonly barcode: BarcodeView }[];
  readonly shownPackages: readonly string[];
}

export interface BarcodeView {
  /** What a scanner would send. */
  readonly text: string;
  readonly symbology: 'code128' | 'ean13' | 'gs1-128';
  /** Widths of bars and spaces in modules, starting with a bar; without quiet zones. */
  readonly modules: readonly number[];
}

export interface PracticeView {
  readonly networkUp: boolean;
  readonly orders: readonly PracticeOrderView[];
  readonly commands: readonly { readonly command: string; readonly barcode: BarcodeView }[];
  readonly lanes: readonly { readonly carrier: string; readonly barcode: BarcodeView }[];
  readonly badges: readonly { readonly name: string; readonly roles: readonly Role[]; readonly pin: string | null; readonly barcode: BarcodeView }[];
  /** Labels of parcels that stand in the house, to be loaded, reopened or taken back; newest first. */
  readonly labels: readonly { readonly channelOrderId: string; readonly carrier: string; readonly state: 'dispatched' | 'loaded' | 'stopped'; readonly barcode: BarcodeView }[];
  /** The label now waiting to be scanned on the box, if any. */
  readonly label: { readonly channelOrderId: string; readonly barcode: BarcodeView } | null;
}
