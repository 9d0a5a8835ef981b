import { ownerOf, usualOwners, type StoreSettings } from '../../shared/contract/settings.ts';
import type { Block, GatePoint, Verdict } from '../../shared/domain/gate/block.ts';
import { decideGate, type GateInput } from '../../shared/domain/gate/decide.ts';
import { defaultFreshness } from '../../shared/domain/gate/freshness.ts';
import { newerStanding } from '../../shared/domain/gate/newer-standing.ts';
import { standingOf } from '../../shared/domain/gate/standing-of.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { CheckedOrder, OrderId } from '../../shared/domain/order/order.ts';
import type { Parcel, ParcelState } from '../../shared/domain/parcel/parcel.ts';
import { decideSend, type SendVerdict } from '../../shared/domain/writeback/may-send.ts';
import type { WriteBack } from '../../shared/domain/writeback/write-back.ts';
import { boxOf } from './box.ts';
import { findingsOf, shadowAt } from './store-findings.ts';
import { standingForBox } from './standing-for-box.ts';
import { carrierFor, storeOf, type StationContext } from './station-context.ts';

export { isCancelled } from '../../shared/domain/gate/newer-standing.ts';

/** The gate point at which a parcel in this state stands next. */
export function gatePointOf(state: ParcelState): GatePoint {
  switch (state) {
    case 'open':
      return 'open';
    case 'verified':
      return 'label';
    default:
      return 'dispatch';
  }
}

/**
 * Collects the facts and asks the one rule. The standing is read from the journal here, inside the caller's
 * transaction, so that an answer of the channel that came a moment ago counts. It writes nothing: for views, for what the channel
 * changed, for the board. A step that somebody takes goes through `passGate`.
 */
export function askGate(context: StationContext, point: GatePoint, orderId: OrderId, parcel: Parcel | null): Verdict {
  const { journal, clock } = context;
  const standing = journal.standings.load(orderId);
  if (standing === null) throw new Error(`order ${orderId} was never opened: no standing in the journal`);
  const store = storeOf(context, standing.storeId);
  const parcels = journal.parcels.listByOrder(orderId);
  const gone = parcels.find((other) => other.id !== parcel?.id && hasLeft(other));
  return decideGate({
    point,
    standing: point === 'loading' ? standingAtDoor(context, standing, parcel) : standingForBox(context, standing, parcel),
    releases: journal.standings.listReleases(orderId),
    flag: journal.standings.loadFlag(orderId),
    cancellationOwner: cancellationOwner(store, standing),
    policy: store?.policy ?? defaultFreshness,
    completeUntilMs: context.account(standing.storeId) === null ? null : journal.channels.loadCompleteUntil(standing.storeId),
    hasUnreadChange: context.unread.has(orderId),
    isLiveCheckPending: context.afterwards.isCheckPending(orderId),
    contents: parcel?.lines ?? null,
    dispatchedBefore: gone === undefined ? null : { benchId: gone.benchId, packer: gone.packer, atMs: gone.dispatchedAtMs ?? 0 },
    openElsewhere: openElsewhere(context, parcels),
    labelShipToHash: parcel?.label?.shipToHash ?? null,
    boxShipTo: parcel === null ? null : boxShipTo(context, parcel),
    weight: point === 'dispatch' && parcel !== null ? weightOf(context, store, parcel) : null,
    missingDocuments: missingDocuments(context, store, orderId),
    shadow: shadowAt(context.settings(), store),
    unmappedCarrier: unmappedCarrier(context, standing, point, parcel),
    nowMs: clock.nowMs(),
  });
}

/** The gate at a step that somebody takes at the bench: what a rule in shadow would have stopped is written down. Call inside the step's transaction. */
export function passGate(context: StationContext, point: GatePoint, orderId: OrderId, parcel: Parcel | null): Verdict {
  if (point === 'dispatch' || point === 'loading') takeFromOrders(context, point, orderId);
  const verdict = askGate(context, point, orderId, parcel);
  if (verdict.shadowed.length > 0) reportShadowed(context, point, orderId, verdict.shadowed);
  return verdict;
}

/**
 * The order store may know more than the journal: a file is read into it alone, and that may take minutes; a journal that was restored
 * from its backup is older. A closed box that leaves is judged by what is known by then.
 */
function takeFromOrders(context: StationContext, point: 'dispatch' | 'loading', orderId: OrderId): void {
  const checked = context.orders.loadOrder(orderId);
  if (checked === null) return;
  if (point === 'loading' || storeOf(context, checked.order.storeId)?.connection.kind === 'file') updateStanding(context, checked);
}

function reportShadowed({ journal, clock, benchId }: StationContext, point: GatePoint, orderId: OrderId, blocks: readonly Block[]): void {
  const standing = journal.standings.load(orderId);
  if (standing === null) return;
  const { storeId, channelOrderId } = standing;
  for (const block of blocks) journal.history.recordShadow({ orderId, storeId, channelOrderId, benchId, point, block }, clock.nowMs());
}

/** The gate at the write: may this message leave? */
export function askSend(context: StationContext, row: WriteBack): SendVerdict {
  const { journal } = context;
  const standing = journal.standings.load(row.orderId);
  return decideSend({
    notice: row.notice,
    standing,
    releases: journal.standings.listReleases(row.orderId),
    flag: journal.standings.loadFlag(row.orderId),
    cancellationOwner: standing === null ? null : cancellationOwner(storeOf(context, standing.storeId), standing),
    mayBeCounted: wasTold(row) || journal.writeBacks.listByOrder(row.orderId).some((other) => other.id !== row.id && wasTold(other)),
  });
}

/** A message of this row may have reached the channel. The attempt that is about to leave is counted before it does. */
const wasTold = ({ state, attempts }: WriteBack): boolean => attempts > (state === 'sending' ? 1 : 0);

const cancellationOwner = (store: StoreSettings | null, standing: Standing): string =>
  store === null ? standing.checkedSource : (ownerOf(store.owners ?? usualOwners(store.name), 'cancellation') ?? store.name);

/**
 * What stands in the way of an order now: of its box while that is here, of the message to the channel once it has been closed, and
 * of both while the box still waits for its carrier.
 */
export function blocksNow(context: StationContext, orderId: OrderId): readonly Block[] {
  const { journal } = context;
  const parcels = journal.parcels.listByOrder(orderId);
  const unfinished = parcels.find(isUnfinished);
  const left = parcels.filter(hasLeft);
  if (unfinished !== undefined || left.length === 0) {
    // Not `open`: that a question is under way says nothing yet about what stands in the way.
    const verdict = askGate(context, unfinished === undefined || unfinished.state === 'open' ? 'last-item' : gatePointOf(unfinished.state), orderId, unfinished ?? null);
    return isStop(verdict) ? verdict.blocks : [];
  }
  const waiting = left.find(({ id }) => journal.manifests.ofParcel(id) === null);
  const atDoor = waiting === undefined ? null : askGate(context, 'loading', orderId, waiting);
  const owed = journal.writeBacks.listByOrder(orderId).findLast((row) => row.state !== 'superseded');
  const atWrite = owed === undefined ? null : askSend(context, owed);
  const blocks = atDoor !== null && isStop(atDoor) ? atDoor.blocks : [];
  return atWrite === null || atWrite.kind === 'go' || blocks.some(({ code }) => code === atWrite.block.code) ? blocks : [...blocks, atWrite.block];
}

export const isUnfinished = ({ state }: Parcel): boolean => state === 'open' || state === 'verified' || state === 'labelled';

/** Nothing but time has passed: an answer that says nothing new lifts it. */
export const isAgeOnly = (blocks: readonly Block[]): boolean => blocks.every((block) => block.code === 'STALE_DATA');

/** One that was stopped after its dispatch has not left: it stands here, or came back. */
const hasLeft = ({ state }: Parcel): boolean => state === 'dispatched' || state === 'posted' || state === 'confirmed';

/**
 * At the carrier's door the units of the box are not to be packed any more, whoever counts them. As long as our message has not gone
 * out, what the channel counts as shipped left by another way and covers nothing of this box.
 */
function standingAtDoor({ journal }: StationContext, standing: Standing, parcel: Parcel | null): Standing {
  if (parcel === null || standing.lines.every((line) => line.quantityShipped === 0)) return standing;
  const row = journal.writeBacks.findByParcel(parcel.id);
  if (row === null || wasTold(row) || row.state === 'sending') return standing;
  return { ...standing, lines: standing.lines.map((line) => ({ ...line, quantityShipped: 0 })) };
}

/** The door to which the box goes that this order joined: that of the order which came first. Null for an order that is alone, or first. */
function boxShipTo(context: StationContext, parcel: Parcel): GateInput['boxShipTo'] {
  if (parcel.box === null) return null;
  const [first] = boxOf(context, parcel);
  if (first === undefined || first.id === parcel.id) return null;
  return { order: first.channelOrderId, hash: context.journal.standings.load(first.orderId)?.shipToHash ?? null };
}

/** Another bench that has a box of this order in work. */
function openElsewhere(context: StationContext, parcels: readonly Parcel[]): GateInput['openElsewhere'] {
  const { journal, benchId } = context;
  const unfinished = parcels.filter(isUnfinished).flatMap((parcel) => boxOf(context, parcel));
  if (unfinished.length === 0) return null;
  const other = journal.benches.findOtherWith(unfinished.map(({ id }) => id), benchId);
  const parcel = unfinished.find(({ id }) => id === other?.parcelId);
  return other === null || parcel === undefined ? null : { benchId: other.benchId, packer: parcel.packer, sinceMs: parcel.openedAtMs };
}

/** Null where the store does not weigh, the box was not weighed, or one of its goods has no known weight. */
function weightOf(context: StationContext, store: StoreSettings | null, parcel: Parcel): GateInput['weight'] {
  const rule = store?.rules.weight ?? null;
  if (rule === null || parcel.weight === null) return null;
  let expectedGrams = rule.packagingGrams;
  for (const { orderId, lines: packedLines } of boxOf(context, parcel)) {
    const lines = context.orders.loadOrder(orderId)?.order.lines ?? [];
    for (const { lineId, packed } of packedLines) {
      if (packed === 0) continue;
      const unitGrams = lines.find((line) => line.lineId === lineId)?.weightGrams;
      if (unitGrams === undefined) return null;
      expectedGrams += unitGrams * packed;
    }
  }
  return { ...parcel.weight, expectedGrams, toleranceGrams: rule.toleranceGrams + Math.round((expectedGrams * rule.tolerancePercent) / 100) };
}

/** Papers the store wants along and the order does not name. */
export function missingDocuments({ orders }: StationContext, store: StoreSettings | null, orderId: OrderId): readonly string[] {
  if (store === null || store.rules.documents.length === 0) return [];
  const attributes = orders.loadOrder(orderId)?.order.attributes ?? {};
  return store.rules.documents.filter(({ path }) => (attributes[path] ?? '').trim() === '').map(({ name }) => name);
}

/**
 * The carrier that the channel would have to be told and has no word for; the label's own once there is one. A store that is
 * not fed by files and has no account (no credentials, removed) has nobody who could be told: what leaves now would be owed
 * to nobody.
 */
function unmappedCarrier(context: StationContext, standing: Standing, point: GatePoint, parcel: Parcel | null): string | null {
  if (point !== 'label' && point !== 'dispatch') return null;
  const store = storeOf(context, standing.storeId);
  if (store?.connection.kind === 'file') return null;
  const carrier = parcel?.label?.carrier ?? (store === null ? null : carrierFor(store, context.orders.loadOrder(standing.orderId)?.order.shippingService ?? null).carrier);
  // Without store and label the label cannot be made anyway, and says why.
  if (carrier === null) return null;
  return context.account(standing.storeId)?.carrierFor(carrier) == null ? carrier : null;
}

/** Brings the journal's standing up to what an order now says, and to what the store's rules now say of it. */
export function updateStanding(context: StationContext, checked: CheckedOrder): Standing {
  const fresh = standingOf(checked, findingsOf(context, checked.order));
  const known = context.journal.standings.load(fresh.orderId);
  const next = known === null ? fresh : newerStanding(known, fresh, context.clock.nowMs());
  if (next !== known) context.journal.standings.save(next);
  return next;
}

export function isStop(verdict: Verdict): verdict is Exclude<Verdict, { kind: 'go' }> {
  return verdict.kind !== 'go';
}

/** Blocks after which this box, as it is, can never leave. */
export function endsParcel(blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    switch (block.code) {
      case 'CANCELLED':
      case 'ALREADY_SHIPPED':
      case 'ALREADY_DISPATCHED':
      case 'NOTHING_TO_PACK':
      case 'CONTENTS_CHANGED':
      // Its label names another door; a box gets one label.
      case 'ADDRESS_CHANGED':
        return true;
      default:
        return false;
    }
  });
}
