import type { LoadingView } from '../../../shared/contract/views.ts';
import type { Manifest, ManifestId } from '../../../shared/domain/loading/manifest.ts';
import type { ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import { askGate, isStop } from '../ask-gate.ts';
import { boxOf, ordersOf } from '../box.ts';
import type { StationContext } from '../station-context.ts';
import { isOfLane, waitingFor } from './lanes.ts';

/** What was loaded last, and what must not go: as many as can be read from where the boxes stand. */
const shownRecent = 5;
const shownHeld = 12;
/** Rows of the board and of the tasks that are looked through for parcels of this lane. */
const lookedThrough = 300;

type Held = LoadingView['held'][number];

/** What the bench shows while a carrier is loaded. */
export function buildLoadingView(context: StationContext, manifestId: ManifestId): LoadingView {
  const { journal } = context;
  const manifest = journal.manifests.load(manifestId);
  if (manifest === null) throw new Error(`the bench loads manifest ${manifestId}, which is not in the journal`);
  const recent = manifest.parcels.slice(-shownRecent).reverse();
  return {
    manifestId: manifest.id,
    manifestNumber: manifest.number,
    carrier: manifest.carrier,
    openedAtMs: manifest.openedAtMs,
    loaded: manifest.parcels.length,
    waiting: waitingFor(context, manifest.carrier),
    recent: recent.map(({ parcelId, loadedAtMs }) => {
      const parcel = journal.parcels.load(parcelId);
      return { channelOrderId: parcel === null ? '' : ordersOf(boxOf(context, parcel)), trackingNumber: parcel?.label?.trackingNumber ?? '', atMs: loadedAtMs };
    }),
    held: [...onTruck(context, manifest), ...inLane(context, manifest)].slice(0, shownHeld),
  };
}

/** Dispatched for this carrier, and the gate said no since: it stands among the others and looks like them. */
function inLane({ journal }: StationContext, manifest: Manifest): readonly Held[] {
  return journal.standings.listBlocked(lookedThrough).flatMap(({ orderId, channelOrderId, parcelId, blocks: [block] }): Held[] => {
    const parcel = parcelId === null ? null : journal.parcels.load(parcelId);
    const isHere = parcel !== null && parcel.dispatchedAtMs !== null && isOfLane(parcel, manifest.carrier) && journal.manifests.ofParcel(parcel.id) === null;
    return isHere && block !== undefined ? [{ orderId, channelOrderId, block }] : [];
  });
}

/** Loaded on this very manifest, and cancelled since: the truck still stands here. */
function onTruck(context: StationContext, manifest: Manifest): readonly Held[] {
  const { journal } = context;
  const isLoadedHere = (parcelId: ParcelId | null): boolean => parcelId !== null && journal.manifests.ofParcel(parcelId)?.id === manifest.id;
  const intercepted = journal.tasks.listOpen(lookedThrough).filter((task) => task.kind === 'intercept' && isLoadedHere(task.parcelId));
  return intercepted.flatMap(({ parcelId }): Held[] => {
    const parcel = parcelId === null ? null : journal.parcels.load(parcelId);
    if (parcel === null) return [];
    const verdict = askGate(context, 'loading', parcel.orderId, parcel);
    return isStop(verdict) ? [{ orderId: parcel.orderId, channelOrderId: parcel.channelOrderId, block: verdict.blocks[0] }] : [];
  });
}
