import type { EvidenceView, ShownNumberView } from '../../../shared/contract/lead-views.ts';
import { noticeOwner } from '../../../shared/domain/channel/buyer-notice.ts';
import type { Block } from '../../../shared/domain/gate/block.ts';
import { decideHops, type Hop } from '../../../shared/domain/flow/hops.ts';
import { loopOf } from '../../../shared/domain/flow/parcel-loop.ts';
import type { OrderId } from '../../../shared/domain/order/order.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { isSameNumber } from '../../../shared/domain/writeback/proof.ts';
import type { WriteBack } from '../../../shared/domain/writeback/write-back.ts';
import type { StationContext } from '../station-context.ts';
import { placeOf } from './order-place.ts';

/** Which hop of its way an order waits at, and since when. Of several boxes the one that is furthest behind counts. */
export function flowOf(context: StationContext, orderId: OrderId, [block]: readonly Block[]): readonly Hop[] {
  const { journal, orders } = context;
  const parcels = journal.parcels.listByOrder(orderId);
  const inHouse = parcels.filter(({ state }) => state !== 'stopped');
  const parcel = inHouse.find(({ dispatchedAtMs }) => dispatchedAtMs === null) ?? inHouse.find((one) => toldOf(context, one)?.state !== 'confirmed') ?? inHouse.at(-1) ?? parcels.at(-1) ?? null;
  const message = parcel === null ? null : toldOf(context, parcel);
  const place = placeOf(context, orderId);
  return decideHops({
    placedAtMs: orders.loadOrder(orderId)?.order.placedAtMs ?? null,
    uncrossedSinceMs: journal.tasks.findOpen('not-crossed', { orderId })?.openedAtMs ?? null,
    blockedSinceMs: block === undefined ? null : (journal.standings.loadBlocked(orderId)?.firstAtMs ?? block.evidence.sinceMs ?? block.evidence.checkedAtMs),
    isOver: place === 'cancelled' || place === 'shipped-elsewhere',
    parcel: parcel === null ? null : { openedAtMs: parcel.openedAtMs, dispatchedAtMs: parcel.dispatchedAtMs, stoppedAtMs: parcel.stoppedAtMs, loadedAtMs: journal.manifests.ofParcel(parcel.id)?.loadedAtMs ?? null },
    message: message === null ? null : { state: message.state, sinceMs: journal.writeBacks.inStateSinceMs(message.id) ?? message.createdAtMs, confirmedAtMs: message.confirmedAtMs },
  });
}

/** What became of one box after the last item, who writes to its buyer, and what the channel itself shows for it. */
export function afterPacking(context: StationContext, parcel: Parcel): Pick<EvidenceView['parcels'][number], 'loop' | 'notice' | 'shown'> {
  const told = toldOf(context, parcel);
  const account = context.account(parcel.storeId);
  const owner = noticeOwner(account?.traits.buyerNotice ?? null, told === null ? null : { toldBy: told.toldBy, notifyBuyer: told.notice.notifyBuyer });
  return { loop: loopOf(parcel, told), notice: { owner, system: told?.toldBy ?? null }, shown: shownFor(context, parcel, told) };
}

/** What the channel shows by its newest answer; where its orders come without packages, the proof stands for it. */
function shownFor({ orders }: StationContext, { orderId, parcelIndex }: Parcel, told: WriteBack | null): ShownNumberView | null {
  if (told === null) return null;
  const { notice, state, confirmedAtMs } = told;
  const checked = orders.loadOrder(orderId);
  const shown = checked?.order.packages?.find(({ packageReference }) => packageReference === String(parcelIndex));
  if (checked !== null && shown !== undefined) return { trackingNumber: shown.trackingNumber, atMs: checked.checkedAtMs, isSame: isSameNumber(shown.trackingNumber, notice.trackingNumber) };
  return state === 'confirmed' && confirmedAtMs !== null ? { trackingNumber: notice.trackingNumber, atMs: confirmedAtMs, isSame: true } : null;
}

const toldOf = ({ journal }: StationContext, { id }: Parcel): WriteBack | null => journal.writeBacks.findByParcel(id);
