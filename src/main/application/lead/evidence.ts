import { ownerOf, usualOwners } from '../../../shared/contract/settings.ts';
import type { ChannelMetric, EvidenceView } from '../../../shared/contract/lead-views.ts';
import type { Block } from '../../../shared/domain/gate/block.ts';
import { checkedAt } from '../../../shared/domain/gate/decide.ts';
import { standingOf } from '../../../shared/domain/gate/standing-of.ts';
import { defaultFreshness, type FreshnessPolicy } from '../../../shared/domain/gate/freshness.ts';
import { findRelease, isAgeReleased, isRequestReleased, isWeightReleased } from '../../../shared/domain/gate/release.ts';
import type { Release, Standing } from '../../../shared/domain/gate/standing.ts';
import type { ChannelId, OrderId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import { boxOf } from '../box.ts';
import { blocksNow } from '../ask-gate.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { afterPacking, flowOf } from './flow.ts';
import { ownerNow, placeOf } from './order-place.ts';

/** Answers and log lines shown; what lies behind is in the journal. */
const messagesShown = 10;
const stepsKept = 12;
const exchangesShown = 12;
const logShown = 60;

/** All that is known of one order, for whoever has to decide about it; null where nobody here ever heard of it. */
export function buildEvidence(context: StationContext, orderId: OrderId): EvidenceView | null {
  const { journal, orders, clock } = context;
  const checked = orders.loadOrder(orderId);
  const stored = journal.standings.load(orderId);
  const standing = stored ?? (checked === null ? null : standingOf(checked, { findings: [], shipToHash: null }));
  if (standing === null) return null;
  const store = storeOf(context, standing.storeId);
  const owners = store?.owners ?? usualOwners(store?.name ?? standing.storeId);
  const place = placeOf(context, orderId);
  const blocks = stored === null ? [] : blocksNow(context, orderId);
  const parcels = journal.parcels.listByOrder(orderId);
  const completeUntilMs = context.account(standing.storeId) === null ? null : journal.channels.loadCompleteUntil(standing.storeId);
  const policy = store?.policy ?? defaultFreshness;
  const packed = (lineId: string): number => parcels.findLast(({ state }) => state !== 'stopped')?.lines.find((line) => line.lineId === lineId)?.packed ?? 0;
  return {
    orderId,
    channelOrderId: standing.channelOrderId,
    storeName: store?.name ?? standing.storeId,
    ownerNow: ownerNow(place),
    owners: { cancellation: ownerOf(owners, 'cancellation') ?? '', shipped: ownerOf(owners, 'shipped') ?? '' },
    place,
    blocks,
    flag: flagOf(journal.standings.loadFlag(orderId)),
    releases: journal.standings.listReleases(orderId).map((release) => ({ code: release.code, by: release.releasedBy, reason: release.reason, atMs: release.releasedAtMs, isValid: stillCovers(release, standing, parcels, policy, clock.nowMs()) })),
    value: standing.value ?? checked?.order.value ?? null,
    shipByMs: standing.shipByMs,
    checkedAtMs: checkedAt({ standing, completeUntilMs, nowMs: clock.nowMs() }),
    lines: standing.lines.map(({ lineId, sku, title, quantityToPack, cancellation }) => ({ sku, title, toPack: quantityToPack, packed: packed(lineId), cancellation: cancellation.kind })),
    parcels: parcels.map((parcel) => ({
      parcelId: parcel.id,
      state: parcel.state,
      packer: parcel.packer,
      sscc: parcel.label?.sscc ?? null,
      trackingNumber: parcel.label?.trackingNumber ?? null,
      manifestNumber: journal.manifests.ofParcel(parcel.id)?.number ?? null,
      box: boxView(context, parcel),
      atMs: parcel.dispatchedAtMs ?? parcel.stoppedAtMs ?? parcel.openedAtMs,
      ...afterPacking(context, parcel),
    })),
    hops: flowOf(context, orderId, blocks),
    messages: journal.writeBacks.listByOrder(orderId).toReversed().slice(0, messagesShown).map(({ id, notice, toldBy }) => ({ writeBackId: id, carrier: notice.carrierName ?? notice.carrierCode, trackingNumber: notice.trackingNumber, toldBy, steps: shortened(journal.writeBacks.listSteps(id)) })),
    exchanges: journal.channels.listExchanges(standing.storeId, standing.channelOrderId, exchangesShown),
    log: logOf(context, [orderId, ...parcels.map(({ id }) => id), ...journal.writeBacks.listByOrder(orderId).map(({ id }) => id)]),
    escalation: escalationOf(standing, blocks, store?.channel ?? 'packgate'),
  };
}

/** The box is done when each of its orders is: how far they are stands with every one of them. */
function boxView(context: StationContext, parcel: Parcel): EvidenceView['parcels'][number]['box'] {
  const box = boxOf(context, parcel);
  if (box.length < 2) return null;
  return { with: box.filter(({ id }) => id !== parcel.id).map(({ orderId, channelOrderId }) => ({ orderId, channelOrderId })), orders: box.length, confirmed: box.filter(({ state }) => state === 'confirmed').length };
}

/** A message that was looked for all night has hundreds of steps: its beginning and its end say what happened. */
const shortened = <T>(steps: readonly T[]): readonly T[] => (steps.length <= 2 * stepsKept ? steps : [...steps.slice(0, stepsKept), ...steps.slice(-stepsKept)]);

const flagOf = (flag: ReturnType<StationContext['journal']['standings']['loadFlag']>): EvidenceView['flag'] => (flag === null ? null : { by: flag.by, reason: flag.reason, atMs: flag.atMs });

/** As the gate asks: for what the lead saw, and for a while only where it was an age. */
function stillCovers(release: Release, standing: Standing, parcels: readonly Parcel[], policy: FreshnessPolicy, nowMs: InstantMs): boolean {
  switch (release.code) {
    case 'STALE_DATA':
      return isAgeReleased([release], standing, policy, nowMs);
    case 'WEIGHT_OUT_OF_RANGE':
      return parcels.every(({ weight }) => isWeightReleased([release], standing, weight?.atMs ?? 0));
    case 'CANCEL_REQUESTED':
      return [standing.cancellation, ...standing.lines.map((line) => line.cancellation)].every((request) => isRequestReleased([release], standing, request));
    case 'ADDRESS_INVALID':
      return findRelease([release], release.code, standing) !== null;
  }
}

function logOf({ journal }: StationContext, subjects: readonly string[]): EvidenceView['log'] {
  const rows = subjects.flatMap((subject) => journal.audit.listBySubject(subject, logShown));
  return rows.toSorted((a, b) => b.sequence - a.sequence).slice(0, logShown).map(({ atMs, actor, act, detail }) => ({ atMs, actor, act, detail }));
}

/** Limits that Amazon enforces against a seller; other channels have their own and are named without one. Source: requirements 4C. */
const amazonLimits: Readonly<Record<ChannelMetric, string>> = { 'late-shipment': '< 4 %', cancellation: '< 2.5 %', 'valid-tracking': '> 95 %', none: '' };

/** What it costs at the channel when nobody clears it: late while it is held, a cancellation where the seller has to cancel. */
function escalationOf(standing: Standing, blocks: readonly Block[], channel: ChannelId): EvidenceView['escalation'] {
  const [first] = blocks;
  if (first === undefined) return null;
  const metric = metricOf(first, standing);
  return { metric, limit: channel === 'amazon' ? amazonLimits[metric] : '' };
}

function metricOf({ code }: Block, standing: Standing): ChannelMetric {
  switch (code) {
    case 'CANCELLED':
    case 'ALREADY_SHIPPED':
    case 'ALREADY_DISPATCHED':
    case 'LABEL_EXISTS':
      return 'none';
    case 'UNFULFILLABLE':
    case 'NOTHING_TO_PACK':
      return 'cancellation';
    case 'CARRIER_UNMAPPED':
      return 'valid-tracking';
    default:
      return standing.shipByMs === null ? 'none' : 'late-shipment';
  }
}
