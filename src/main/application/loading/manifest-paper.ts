import type { Manifest } from '../../../shared/domain/loading/manifest.ts';
import type { ManifestPaper, ManifestRow } from '../../../shared/domain/loading/manifest-paper.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { boxOf, ordersOnPaper } from '../box.ts';
import { withoutUndefined } from '../print-label.ts';
import { storeOf, type StationContext } from '../station-context.ts';

/** The boxes of a manifest in the order of loading, each once, whatever number of orders is in it: for the paper, the CSV file and the screen alike. */
export function manifestRows(context: StationContext, manifest: Manifest): readonly ManifestRow[] {
  const { journal, orders } = context;
  return manifest.parcels.map(({ parcelId, loadedAtMs, loadedBy }, index) => {
    const parcel = journal.parcels.load(parcelId);
    if (parcel === null) throw new Error(`manifest ${manifest.number} names parcel ${parcelId}, which is not in the journal`);
    const { label } = parcel;
    const box = boxOf(context, parcel);
    return {
      position: index + 1,
      channelOrderId: ordersOnPaper(box),
      storeName: storeOf(context, parcel.storeId)?.name ?? parcel.storeId,
      trackingNumber: label?.trackingNumber ?? '',
      sscc: label?.sscc ?? null,
      carrierService: label?.carrierService ?? '',
      countryCode: orders.loadOrder(parcel.orderId)?.order.shipTo.countryCode ?? null,
      weightGrams: parcel.weight?.grams ?? null,
      loadedAtMs,
      loadedBy,
      isStruckOut: box.some((one) => wasHeldBack(context, manifest, one)),
    };
  });
}

/** Somebody was told to take it off while the lane was still open. What came to light later is not on the paper that was signed. */
function wasHeldBack({ journal }: StationContext, { closedAtMs }: Manifest, { id, orderId }: Parcel): boolean {
  return journal.tasks.listByOrder(orderId).some((task) => task.kind === 'intercept' && task.parcelId === id && (closedAtMs === null || task.openedAtMs <= closedAtMs));
}

/** What the paper of a closed manifest says; null while it is open: nobody signs a list that can still grow. */
export function manifestPaper(context: StationContext, manifest: Manifest, timeZone: string): ManifestPaper | null {
  const { number, carrier, closedAtMs, closedBy } = manifest;
  if (closedAtMs === null || closedBy === null) return null;
  const { shipFrom, benchName, language, stores } = context.settings();
  return {
    number,
    carrier,
    benchName,
    sender: shipFrom === null ? null : withoutUndefined(shipFrom),
    closedAtMs,
    closedBy,
    timeZone,
    language,
    practice: stores.some((store) => store.connection.kind === 'practice'),
    rows: manifestRows(context, manifest),
  };
}
