import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { Order } from '../../shared/domain/order/order.ts';
import type { Parcel, ParcelId } from '../../shared/domain/parcel/parcel.ts';
import { barcodesOfLine } from '../../shared/domain/scan/product-codes.ts';
import type { StationContext } from './station-context.ts';

/** An empty box for what the order still wants. What the journal knows counts: the order store may be behind it after a crash. */
export function newParcel(context: StationContext, order: Order, standing: Standing): Parcel {
  const { benchId, clock, newId } = context;
  const wanted = (lineId: string): number => standing.lines.find((line) => line.lineId === lineId)?.quantityToPack ?? 0;
  return {
    id: newId() as ParcelId,
    orderId: order.id,
    storeId: order.storeId,
    channelOrderId: order.channelOrderId,
    benchId,
    packer: context.actor().name,
    state: 'open',
    parcelIndex: 1,
    parcelCount: 1,
    lines: order.lines
      .filter((line) => wanted(line.lineId) > 0)
      .map((line) => ({ lineId: line.lineId, sku: line.sku, title: line.title, barcodes: barcodesOfLine(line), expected: wanted(line.lineId), packed: 0 })),
    label: null,
    openedAtMs: clock.nowMs(),
    verifiedAtMs: null,
    dispatchedAtMs: null,
    stoppedAtMs: null,
    weight: null,
    box: null,
  };
}
