// Parcels and write-backs for processes that run outside the test runner.
import type { OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import type { BenchId, Parcel, ParcelId } from '../../src/shared/domain/parcel/parcel.ts';
import type { WriteBack, WriteBackId } from '../../src/shared/domain/writeback/write-back.ts';
import { testStartMs } from '../support/builders.ts';

const shop = 'shop' as StoreId;

export function aParcel(overrides: Partial<Parcel> = {}): Parcel {
  return {
    id: 'parcel-1' as ParcelId,
    orderId: 'shop/100-1' as OrderId,
    storeId: shop,
    channelOrderId: '100-1',
    benchId: 'bench-1' as BenchId,
    packer: 'Ada',
    state: 'open',
    parcelIndex: 1,
    parcelCount: 1,
    lines: [{ lineId: 'line-1', sku: 'MUG-BLUE', title: 'Blue mug', barcodes: ['9521234543213'], expected: 1, packed: 0 }],
    label: null,
    openedAtMs: testStartMs,
    verifiedAtMs: null,
    dispatchedAtMs: null,
    stoppedAtMs: null,
    weight: null,
    box: null,
    ...overrides,
  };
}

export function aWriteBack(overrides: Partial<WriteBack> = {}): WriteBack {
  return {
    id: 'write-back-1' as WriteBackId,
    storeId: shop,
    orderId: 'shop/100-1' as OrderId,
    parcelId: 'parcel-1' as ParcelId,
    notice: { channelOrderId: '100-1', packageReference: '1', carrierCode: 'DHL', trackingNumber: '095212340000000006', shippedAtMs: testStartMs, lines: [{ lineId: 'line-1', quantity: 1 }] },
    state: 'due',
    attempts: 0,
    dueAtMs: testStartMs,
    shipByMs: null,
    createdAtMs: testStartMs,
    acceptedAtMs: null,
    confirmedAtMs: null,
    sendingSinceMs: null,
    proofReads: 0,
    parkReason: null,
    problemCode: null,
    lastAnswer: null,
    toldBy: null,
    ...overrides,
  };
}
