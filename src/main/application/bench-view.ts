import type { BenchScreen, BenchView, DispatchedView, HeaderView, LabelStateView, LineView, ParcelView, ScanVerdictView, StopView } from '../../shared/contract/views.ts';
import { checkedAt } from '../../shared/domain/gate/decide.ts';
import { freshnessOf, defaultFreshness } from '../../shared/domain/gate/freshness.ts';
import { lineToTakeOut, nextLine } from '../../shared/domain/parcel/match-item.ts';
import { unitsExpected, unitsPacked, type Parcel, type ParcelLine } from '../../shared/domain/parcel/parcel.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import type { Connectivity } from './connectivity.ts';
import type { BenchStop } from './ports/journal.ts';
import { missingSetup, storeOf, type StationContext } from './station-context.ts';

/** How many of the parcels that just left stay on the screen, so that the packer sees them turn green. */
const recentParcels = 5;

export interface BenchViewParts {
  readonly context: StationContext;
  readonly connectivity: Connectivity;
  readonly isDiskFull: () => boolean;
  readonly lastVerdict: () => ScanVerdictView | null;
  readonly scansToday: () => number;
}

export function buildBenchView(parts: BenchViewParts, revision: number): BenchView {
  const { context } = parts;
  return {
    revision,
    header: buildHeader(parts),
    screen: buildScreen(context),
    lastVerdict: parts.lastVerdict(),
    scansToday: parts.scansToday(),
    recentlyDispatched: context.journal.parcels.listRecentlyDispatched(context.benchId, recentParcels).map((parcel) => buildDispatched(context, parcel)),
  };
}

export function buildHeader({ context, connectivity, isDiskFull }: BenchViewParts): HeaderView {
  const { journal, clock } = context;
  const settings = context.settings();
  const connected = settings.stores.filter((store) => store.connection.kind !== 'file');
  const counts = journal.writeBacks.countByState();
  const checks = connected.map((store) => journal.channels.loadCompleteUntil(store.storeId as StoreId));
  return {
    benchName: settings.benchName,
    packer: settings.packer,
    isPractice: settings.stores.some((store) => store.connection.kind === 'practice'),
    services: connected.map((store) => ({ storeId: store.storeId, name: store.name, ...connectivity.of(store.storeId as StoreId) })),
    cancelCheckAtMs: checks.length === 0 || checks.includes(null) ? null : Math.min(...checks.filter((check) => check !== null)),
    queue: { waiting: counts.due + counts.sending, accepted: counts.accepted, uncertain: counts.uncertain, parked: counts.parked, confirmed: counts.confirmed },
    firstLateAtMs: journal.writeBacks.firstUnpostedShipByMs(),
    blockedOrders: journal.standings.countBlocked(),
    diskFull: isDiskFull(),
    nowMs: clock.nowMs(),
  };
}

function buildScreen(context: StationContext): BenchScreen {
  const missing = missingSetup(context.settings());
  if (missing.length > 0) return { kind: 'setup-needed', missing };
  const session = context.journal.benches.load(context.benchId);
  if (session.stop !== null) return { kind: 'stopped', stop: buildStop(context, session.stop) };
  const parcel = session.parcelId === null ? null : context.journal.parcels.load(session.parcelId);
  if (parcel === null) return { kind: 'ready' };
  const view = buildParcel(context, parcel);
  switch (parcel.state) {
    case 'open': {
      const excess = lineToTakeOut(parcel.lines);
      if (excess !== null) return { kind: 'take-out', parcel: view, line: lineView(excess), units: excess.packed - excess.expected };
      const next = nextLine(parcel.lines);
      return { kind: 'packing', parcel: view, nextLine: next === null ? null : lineView(next) };
    }
    case 'verified':
      return { kind: 'label-problem', parcel: view, reason: 'no-label' };
    case 'labelled':
      return labelScreen(view);
    default:
      return { kind: 'ready' };
  }
}

function labelScreen(parcel: ParcelView): BenchScreen {
  const state = parcel.label?.state;
  if (state === 'failed' || state === 'not-ready') return { kind: 'label-problem', parcel, reason: parcel.label?.reason ?? state };
  return { kind: 'scan-label', parcel };
}

function buildStop(context: StationContext, stop: BenchStop): StopView {
  const parcel = stop.parcelId === null ? null : context.journal.parcels.load(stop.parcelId);
  const [first, ...rest] = stop.blocks;
  if (first === undefined) throw new Error(`the stop of order ${stop.orderId} has no reason`);
  const standing = context.journal.standings.load(stop.orderId);
  return {
    orderId: stop.orderId,
    channelOrderId: stop.channelOrderId,
    storeName: standing === null ? '' : (storeOf(context, standing.storeId)?.name ?? standing.storeId),
    parcelId: stop.parcelId,
    blocks: [first, ...rest],
    sinceMs: stop.sinceMs,
    putBack: (parcel?.lines ?? []).filter((line) => line.packed > 0).map((line) => ({ sku: line.sku, title: line.title, quantity: line.packed })),
    labelPrinted: parcel?.label != null,
  };
}

export function buildParcel(context: StationContext, parcel: Parcel): ParcelView {
  const { journal, clock } = context;
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
    lines: parcel.lines.map(lineView),
    unitsPacked: unitsPacked(parcel),
    unitsExpected: unitsExpected(parcel),
    shipByMs: standing?.shipByMs ?? null,
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
  };
}

function lineView(line: ParcelLine): LineView {
  const { lineId, sku, title, expected, packed } = line;
  return { lineId, sku, title, expected, packed, state: lineState(packed, expected) };
}

function lineState(packed: number, expected: number): LineView['state'] {
  if (packed > expected) return 'take-out';
  if (packed === expected) return 'done';
  return packed === 0 ? 'not-started' : 'part';
}

function buildDispatched(context: StationContext, parcel: Parcel): DispatchedView {
  return {
    parcelId: parcel.id,
    channelOrderId: parcel.channelOrderId,
    trackingNumber: parcel.label?.trackingNumber ?? '',
    dispatchedAtMs: parcel.dispatchedAtMs ?? 0,
    writeBack: context.journal.writeBacks.findByParcel(parcel.id)?.state ?? 'none',
  };
}
