import { isThisStation, ownerOf, usualOwners } from '../../shared/contract/settings.ts';
import type { BenchScreen, BenchView, DispatchedView, HeaderView, LabelStateView, LineView, ParcelView, ScanOutcome, ScanVerdictView, StopView } from '../../shared/contract/views.ts';
import { checkedAt } from '../../shared/domain/gate/decide.ts';
import { freshnessOf, defaultFreshness } from '../../shared/domain/gate/freshness.ts';
import { lineToTakeOut, nextLine } from '../../shared/domain/parcel/match-item.ts';
import { unitsExpected, unitsPacked, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import { minutes } from '../../shared/domain/units/instant.ts';
import { printerNotReady } from '../../shared/domain/scan/refusal.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { missingDocuments } from './ask-gate.ts';
import { boxLeftBy, boxOf, linesOf, matesOf, type BoxLine } from './box.ts';
import type { Connectivity } from './connectivity.ts';
import { lateHorizonMinutes } from './lead/board-rows.ts';
import { listingGap } from './listing-gap.ts';
import { buildLoadingView } from './loading/loading-view.ts';
import { accessScreen, peopleHeader } from './people/bench-access.ts';
import type { BenchMode, BenchSession, BenchStop } from './ports/journal.ts';
import { loadPutBack, type OpenPutBack } from './put-back.ts';
import { missingSetup, storeOf, type StationContext } from './station-context.ts';
import type { ListingTrouble } from './watch-orders.ts';
import { hereAndNow } from './witness.ts';

/** How many of the parcels that just left stay on the screen, so that the packer sees them turn green. */
const recentParcels = 5;

export interface BenchViewParts {
  readonly context: StationContext;
  readonly connectivity: Connectivity;
  readonly isDiskFull: () => boolean;
  readonly isPeak: () => boolean;
  readonly listingTrouble: (storeId: StoreId) => ListingTrouble | null;
  readonly lastVerdict: () => ScanVerdictView | null;
  readonly scansToday: () => number;
}

export function buildBenchView(parts: BenchViewParts, revision: number): BenchView {
  const { context } = parts;
  const closed = accessScreen(context);
  const recent = closed === null ? context.journal.parcels.listRecentlyDispatched(context.benchId, recentParcels) : [];
  return {
    revision,
    header: buildHeader(parts),
    screen: closed ?? buildScreen(context),
    lastVerdict: shownVerdict(parts.lastVerdict(), closed !== null),
    scansToday: parts.scansToday(),
    // What was called back or opened again has not left after all.
    recentlyDispatched: recent.filter(({ state }) => state !== 'stopped').map((parcel) => buildDispatched(context, parcel)),
  };
}

/** What a bench that nobody may look at still says: what became of the badge, and nothing of an order. */
const saidToStrangers: readonly ScanOutcome[] = ['badge-first', 'unknown-badge', 'not-allowed', 'locked', 'unreadable', 'bounce', 'not-counted-restart'];

function shownVerdict(verdict: ScanVerdictView | null, isClosed: boolean): ScanVerdictView | null {
  if (verdict === null || !isClosed) return verdict;
  return saidToStrangers.includes(verdict.outcome) ? { ...verdict, text: '' } : null;
}

export function buildHeader({ context, connectivity, isDiskFull, isPeak, listingTrouble }: BenchViewParts): HeaderView {
  const { journal, clock } = context;
  const settings = context.settings();
  const connected = settings.stores.filter((store) => store.connection.kind !== 'file');
  const counts = journal.writeBacks.countByState();
  const checks = connected.map((store) => journal.channels.loadCompleteUntil(store.storeId as StoreId));
  return {
    benchName: settings.benchName,
    packer: context.actor().name,
    ...peopleHeader(context),
    isPractice: settings.stores.some((store) => store.connection.kind === 'practice'),
    services: connected.map((store) => ({ storeId: store.storeId, name: store.name, ...connectivity.of(store.storeId as StoreId) })),
    cancelCheckAtMs: checks.length === 0 || checks.includes(null) ? null : Math.min(...checks.filter((check) => check !== null)),
    queue: { waiting: counts.due + counts.sending, accepted: counts.accepted, uncertain: counts.uncertain, parked: counts.parked, confirmed: counts.confirmed },
    isPeak: isPeak(),
    notTold: connected.flatMap((store) => {
      const by = ownerOf(store.owners ?? usualOwners(store.name), 'shipped');
      return by !== null && isThisStation(by) ? [] : [{ name: store.name, by }];
    }),
    notListed: connected.flatMap((store) => listingGap(context, store, connectivity.of(store.storeId as StoreId), listingTrouble(store.storeId as StoreId))),
    firstLateAtMs: journal.writeBacks.firstUnpostedShipByMs(),
    atRisk: journal.writeBacks.countOwedDueBefore(clock.nowMs() + minutes(lateHorizonMinutes)),
    blockedOrders: journal.standings.countBlocked(),
    openTasks: journal.tasks.countOpen(),
    diskFull: isDiskFull(),
    nowMs: clock.nowMs(),
  };
}

function buildScreen(context: StationContext): BenchScreen {
  const missing = missingSetup(context.settings());
  if (missing.length > 0) return { kind: 'setup-needed', missing };
  const session = context.journal.benches.load(context.benchId);
  if (session.stop !== null) return { kind: 'stopped', stop: buildStop(context, session.stop) };
  return modeScreen(context, session.mode) ?? packingScreen(context, session);
}

/** Null where the bench is there for packing. */
function modeScreen(context: StationContext, mode: BenchMode): BenchScreen | null {
  switch (mode.kind) {
    case 'packing':
      return null;
    case 'reopen':
    case 'return':
      return { kind: 'label-next', what: mode.kind };
    case 'loading': {
      const loading = buildLoadingView(context, mode.manifestId);
      return loading === null ? null : { kind: 'loading', loading };
    }
    case 'put-back': {
      const open = loadPutBack(context, mode.parcelId);
      return open === null ? null : putBackScreen(context, open);
    }
    default:
      return unreachable(mode);
  }
}

function putBackScreen(context: StationContext, { parcel, lines }: OpenPutBack): BenchScreen {
  return {
    kind: 'put-back',
    parcelId: parcel.id,
    channelOrderId: parcel.channelOrderId,
    storeName: storeOf(context, parcel.storeId)?.name ?? parcel.storeId,
    lines: lines.map(({ lineId, sku, title, quantity, confirmed }) => ({ lineId, sku, title, quantity, confirmed })),
    labelPrinted: parcel.label !== null,
  };
}

function packingScreen(context: StationContext, session: BenchSession): BenchScreen {
  const parcel = session.parcelId === null ? null : context.journal.parcels.load(session.parcelId);
  if (parcel === null) return { kind: 'ready' };
  const view = buildParcel(context, parcel);
  switch (parcel.state) {
    case 'open': {
      const box = boxOf(context, parcel);
      const lines = linesOf(box);
      const excess = lineToTakeOut(lines);
      if (excess !== null) return { kind: 'take-out', parcel: view, line: lineView(box, excess), units: excess.packed - excess.expected };
      const next = nextLine(lines);
      return { kind: 'packing', parcel: view, nextLine: next === null ? null : lineView(box, next) };
    }
    case 'verified':
      return { kind: 'label-problem', parcel: view, reason: 'no-label', block: null };
    case 'labelled':
      return labelScreen(context, view);
    default:
      return { kind: 'ready' };
  }
}

function labelScreen(context: StationContext, parcel: ParcelView): BenchScreen {
  const { label } = parcel;
  if (label?.state !== 'failed' && label?.state !== 'not-ready') return { kind: 'scan-label', parcel };
  const reason = label.reason ?? label.state;
  return { kind: 'label-problem', parcel, reason, block: printerNotReady(hereAndNow(context), { printer: label.printer, cause: reason, spare: context.settings().sparePrinter }) };
}

function buildStop(context: StationContext, stop: BenchStop): StopView {
  const parcel = stop.parcelId === null ? null : context.journal.parcels.load(stop.parcelId);
  const [first, ...rest] = stop.blocks;
  if (first === undefined) throw new Error(`the stop of order ${stop.orderId} has no reason`);
  const standing = context.journal.standings.load(stop.orderId);
  // A box that a lead may still let pass keeps its goods and its label.
  const ended = parcel?.state === 'stopped' ? parcel : null;
  return {
    orderId: stop.orderId,
    channelOrderId: stop.channelOrderId,
    storeName: standing === null ? '' : (storeOf(context, standing.storeId)?.name ?? standing.storeId),
    parcelId: stop.parcelId,
    blocks: [first, ...rest],
    point: stop.point,
    sinceMs: stop.sinceMs,
    putBack: (ended?.lines ?? []).filter((line) => line.packed > 0).map((line) => ({ sku: line.sku, title: line.title, quantity: line.packed })),
    labelPrinted: ended?.label != null,
    mates: parcel === null ? null : buildMates(context, parcel),
  };
}

/** What becomes of the other orders of a stopped box. Who left it before the label has no mates any more, but the others of its box have it as gone. */
function buildMates(context: StationContext, parcel: Parcel): StopView['mates'] {
  const hasLeft = parcel.state === 'stopped' && parcel.label === null;
  const stays = hasLeft ? boxLeftBy(context, parcel) : null;
  const others = stays === null ? (hasLeft ? [] : matesOf(context, parcel)) : boxOf(context, stays);
  if (others.length === 0) return null;
  return { orders: others.map(({ channelOrderId }) => channelOrderId), become: hasLeft ? 'stay' : parcel.state === 'stopped' ? 'packed-anew' : 'wait' };
}

/** The whole box: of several orders the first one's facts, and the lines of all. */
export function buildParcel(context: StationContext, one: Parcel): ParcelView {
  const { journal, clock } = context;
  const box = boxOf(context, one);
  const [parcel = one] = box;
  const lines = linesOf(box);
  const order = context.orders.loadOrder(parcel.orderId)?.order ?? null;
  const standing = journal.standings.load(parcel.orderId);
  const store = storeOf(context, parcel.storeId);
  const job = journal.printJobs.latestForParcel(parcel.id);
  const completeUntilMs = context.account(parcel.storeId) === null ? null : journal.channels.loadCompleteUntil(parcel.storeId);
  const checkedAtMs = standing === null ? 0 : checkedAt({ standing, completeUntilMs, nowMs: clock.nowMs() });
  return {
    parcelId: parcel.id,
    orderId: parcel.orderId,
    channelOrderId: parcel.channelOrderId,
    storeName: store?.name ?? parcel.storeId,
    state: parcel.state,
    parcelIndex: parcel.parcelIndex,
    parcelCount: parcel.parcelCount,
    lines: lines.map((line) => lineView(box, line)),
    unitsPacked: unitsPacked({ lines }),
    unitsExpected: unitsExpected({ lines }),
    shipByMs: soonest(box.map(({ orderId }) => journal.standings.load(orderId)?.shipByMs ?? null)),
    destination: order === null ? '' : `${order.shipTo.city}, ${order.shipTo.countryCode}`,
    sscc: parcel.label?.sscc ?? null,
    trackingNumber: parcel.label?.trackingNumber ?? null,
    carrierService: parcel.label?.carrierService ?? store?.carrierService ?? '',
    label: job === null ? null : ({ state: job.state, printer: job.printer, reason: job.reason } satisfies LabelStateView),
    check: {
      source: standing?.checkedSource ?? '',
      atMs: checkedAtMs,
      ageShown: context.unread.has(parcel.orderId) || freshnessOf(checkedAtMs, clock.nowMs(), store?.policy ?? defaultFreshness) !== 'fresh',
    },
    ownerNow: ownerNowOf(context, parcel),
    weightGrams: parcel.weight?.grams ?? null,
    missingDocuments: [...new Set(box.flatMap((each) => missingDocuments(context, storeOf(context, each.storeId), each.orderId)))],
    orders: box.length < 2 ? [] : box.map((each) => ({ channelOrderId: each.channelOrderId, unitsPacked: unitsPacked(each), unitsExpected: unitsExpected(each) })),
  };
}

/** Who decides on this order: the bench from its first scan to the hand-over, then the carrier; the channel where its box was stopped. */
export function ownerNowOf({ journal }: StationContext, parcel: Parcel): ParcelView['ownerNow'] {
  if (parcel.state === 'stopped') return 'marketplace';
  return parcel.dispatchedAtMs !== null && journal.manifests.ofParcel(parcel.id) !== null ? 'carrier' : 'bench';
}

/** Two orders may have lines of the same id. */
function lineView(box: readonly Parcel[], { parcel, lineId, sku, title, expected, packed }: BoxLine): LineView {
  const line = { sku, title, expected, packed, state: lineState(packed, expected) };
  return box.length < 2 ? { lineId, ...line } : { lineId: `${parcel.id}/${lineId}`, ...line, channelOrderId: parcel.channelOrderId };
}

function soonest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function lineState(packed: number, expected: number): LineView['state'] {
  if (packed > expected) return 'take-out';
  if (packed === expected) return 'done';
  return packed === 0 ? 'not-started' : 'part';
}

/** From the one that needs a person to the one that is done. */
const furthestFromDone: readonly DispatchedView['writeBack'][] = ['parked', 'uncertain', 'due', 'sending', 'accepted', 'superseded', 'none', 'confirmed'];

function buildDispatched(context: StationContext, parcel: Parcel): DispatchedView {
  const box = boxOf(context, parcel);
  const states = box.map(({ id }) => context.journal.writeBacks.findByParcel(id)?.state ?? 'none');
  return {
    parcelId: parcel.id,
    channelOrderId: parcel.channelOrderId,
    trackingNumber: parcel.label?.trackingNumber ?? '',
    dispatchedAtMs: parcel.dispatchedAtMs ?? 0,
    writeBack: furthestFromDone.find((state) => states.includes(state)) ?? 'none',
    orders: box.length,
    confirmed: states.filter((state) => state === 'confirmed').length,
  };
}
