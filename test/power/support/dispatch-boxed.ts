import { updateStanding } from '../../../src/main/application/ask-gate.ts';
import { orderOf } from '../../../src/main/application/apply-channel-order.ts';
import { GateRefusedError } from '../../../src/main/application/ports/journal.ts';
import type { StationContext } from '../../../src/main/application/station-context.ts';
import type { StoreId } from '../../../src/shared/domain/order/order.ts';
import type { ManifestId } from '../../../src/shared/domain/loading/manifest.ts';
import type { Parcel, ParcelId } from '../../../src/shared/domain/parcel/parcel.ts';
import type { WriteBack, WriteBackId } from '../../../src/shared/domain/writeback/write-back.ts';
import { aWriteBack } from '../parts.ts';
import type { BoxedOrder, Owed } from './chaos-plan.ts';

/** The first that the channel has a word for takes the parcel. */
const carriers = ['DHL', 'DPD', 'UPS'] as const;

/**
 * All boxes of one order leave, in one commit: through the database's own gate, each with an SSCC spent for it and a message owed for it.
 * Answers what is on disk then; nothing where the channel had cancelled the order before.
 */
export function dispatchBoxed(context: StationContext, { storeId: store, draft, parcels }: BoxedOrder): readonly Owed[] {
  const { journal, clock, benchId } = context;
  const storeId = store as StoreId;
  const nowMs = clock.nowMs();
  const checked = { order: orderOf(storeId, draft), checkedAtMs: nowMs, checkedSource: store };
  const orderId = checked.order.id;
  const { carrier, word } = chooseCarrier(context, storeId);
  const truck = `truck-${carrier}` as ManifestId;
  context.orders.saveOrders([checked]);

  if (journal.manifests.load(truck) === null) journal.manifests.open({ id: truck, carrier, benchId, openedAtMs: nowMs, openedBy: 'Ada' });

  function leave(units: BoxedOrder['parcels'][number], index: number): WriteBack {
    const id = context.newId() as ParcelId;
    const lines = units.map(({ lineId, quantity }) => ({ lineId, sku: lineId, title: lineId, barcodes: [], expected: quantity, packed: 0 }));
    const parcel: Parcel = {
      id, orderId, storeId, channelOrderId: draft.channelOrderId, benchId, packer: 'Ada', state: 'open', parcelIndex: index + 1, parcelCount: parcels.length, lines,
      label: null, openedAtMs: nowMs, verifiedAtMs: null, dispatchedAtMs: null, stoppedAtMs: null, weight: null, box: null,
    };
    journal.parcels.insert(parcel);
    for (const { lineId, quantity } of units) journal.parcels.saveCount(id, lineId, quantity);
    journal.parcels.saveState(id, 'verified', nowMs);
    const sscc = journal.ssccs.allocate({ companyPrefix: '9521234', extensionDigit: 0 }, benchId, id, nowMs);
    journal.parcels.saveLabel(id, { sscc, trackingMode: 'sscc', trackingNumber: sscc, carrier, carrierService: 'Paket', labelledAtMs: nowMs, isVoid: false, shipToHash: journal.standings.load(orderId)?.shipToHash ?? null });
    journal.parcels.saveState(id, 'labelled', nowMs);
    journal.parcels.saveState(id, 'dispatched', nowMs);
    journal.ssccs.markShipped(sscc, nowMs);
    // On the truck: a box that still stands in the house is taken back when its order is cancelled, and owes nothing any more.
    journal.manifests.add(truck, { parcelId: id, loadedAtMs: nowMs, loadedBy: 'Ada' });
    const row = aWriteBack({
      id: context.newId() as WriteBackId,
      storeId,
      orderId,
      parcelId: id,
      notice: {
        channelOrderId: draft.channelOrderId,
        ...(draft.marketplaceId === undefined ? {} : { marketplaceId: draft.marketplaceId }),
        packageReference: String(index + 1),
        ...word,
        shippingMethod: 'Paket',
        trackingNumber: sscc,
        shippedAtMs: nowMs,
        lines: units,
      },
      dueAtMs: nowMs,
      createdAtMs: nowMs,
      shipByMs: draft.shipByMs ?? null,
    });
    journal.writeBacks.insert(row);
    return row;
  }

  try {
    const rows = journal.transaction(() => {
      updateStanding(context, checked);
      return parcels.map(leave);
    });
    for (const row of rows) context.afterwards.tellChannel(row);
    return rows.map((row) => ({ storeId: store, channelOrderId: draft.channelOrderId, writeBackId: row.id, trackingNumber: row.notice.trackingNumber }));
  } catch (error: unknown) {
    if (error instanceof GateRefusedError) return [];
    throw error;
  }
}

function chooseCarrier(context: StationContext, storeId: StoreId): { readonly carrier: string; readonly word: { readonly carrierCode: string; readonly carrierName?: string } } {
  for (const carrier of carriers) {
    const word = context.account(storeId)?.carrierFor(carrier) ?? null;
    if (word !== null) return { carrier, word };
  }
  throw new Error(`${storeId} has no word for any of ${carriers.join(', ')}`);
}
