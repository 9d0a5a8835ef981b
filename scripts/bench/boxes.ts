import { orderOf } from '../../src/main/application/apply-channel-order.ts';
import type { StationContext } from '../../src/main/application/station-context.ts';
import { standingOf } from '../../src/shared/domain/gate/standing-of.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { quantityToPack } from '../../src/shared/domain/order/order.ts';
import type { BenchId, Parcel, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import { benchStore } from './file-station.ts';

export interface Box {
  readonly parcel: Parcel;
  readonly sscc: string;
  readonly trackingNumber: string;
}

const benchId = 'bench-of-boxes' as BenchId;
/** A commit for each would wait for the disk a hundred thousand times. */
const boxesPerCommit = 500;

export const canBePacked = (draft: OrderDraft): boolean => draft.state === 'open' && draft.payment === 'paid' && draft.cancellation.kind === 'none';

/** Boxes that left, by the statements with which a bench packs them. The orders must be such as can be packed. */
export function dispatchBoxes(context: StationContext, drafts: readonly OrderDraft[]): readonly Box[] {
  const boxes: Box[] = [];
  for (let from = 0; from < drafts.length; from += boxesPerCommit) {
    context.journal.transaction(() => {
      for (const draft of drafts.slice(from, from + boxesPerCommit)) boxes.push(dispatchBox(context, draft, boxes.length));
    });
  }
  return boxes;
}

function dispatchBox({ journal }: StationContext, draft: OrderDraft, n: number): Box {
  const nowMs = Date.now();
  const order = orderOf(benchStore, draft);
  const lines = order.lines.map((line) => ({ lineId: line.lineId, sku: line.sku, title: line.title, barcodes: line.barcodes, expected: quantityToPack(line), packed: 0 }));
  const parcel: Parcel = {
    id: `box-${n}` as ParcelId, orderId: order.id, storeId: order.storeId, channelOrderId: order.channelOrderId, benchId, packer: 'Alex', state: 'open', parcelIndex: 1, parcelCount: 1,
    lines, label: null, openedAtMs: nowMs, verifiedAtMs: null, dispatchedAtMs: null, stoppedAtMs: null, weight: null, box: null,
  };
  journal.standings.save(standingOf({ order, checkedAtMs: nowMs, checkedSource: 'sample orders' }, { findings: [], shipToHash: null }));
  journal.parcels.insert(parcel);
  for (const { lineId, expected } of lines) journal.parcels.saveCount(parcel.id, lineId, expected);
  journal.parcels.saveState(parcel.id, 'verified', nowMs);
  const sscc = journal.ssccs.allocate({ companyPrefix: '9521234', extensionDigit: 0 }, benchId, parcel.id, nowMs);
  // Scattered, as the numbers of a carrier with many customers are.
  const trackingNumber = `JJD0146${String((n * 7_919_317) % 1_000_000_007).padStart(13, '0')}`;
  journal.parcels.saveLabel(parcel.id, { sscc, trackingMode: 'range', trackingNumber, carrier: 'DHL', carrierService: 'Paket', labelledAtMs: nowMs, isVoid: false, shipToHash: null });
  journal.parcels.saveState(parcel.id, 'labelled', nowMs);
  journal.parcels.saveState(parcel.id, 'dispatched', nowMs);
  journal.ssccs.markShipped(sscc, nowMs);
  return { parcel, sscc, trackingNumber };
}
