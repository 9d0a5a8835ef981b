import { orderIdOf, type StoreId } from '../../../src/shared/domain/order/order.ts';
import type { ParcelId } from '../../../src/shared/domain/parcel/parcel.ts';
import type { DispatchNotice, WriteBack, WriteBackId, WriteBackState } from '../../../src/shared/domain/writeback/write-back.ts';

/** 2026-11-21 08:00 UTC. */
export const morningMs = Date.UTC(2026, 10, 21, 8);

export const aStore = 'amazon-de' as StoreId;

export function aNotice(overrides: Partial<DispatchNotice> = {}): DispatchNotice {
  return {
    channelOrderId: '303-1000001-2000001',
    marketplaceId: 'A1PA6795UKMFR9',
    packageReference: '1',
    carrierCode: 'DHL',
    trackingNumber: '340343104280917005',
    shippedAtMs: morningMs,
    lines: [{ lineId: '30000000000001', quantity: 1 }],
    ...overrides,
  };
}

type Overrides = Partial<Omit<WriteBack, 'notice'>> & { readonly notice?: Partial<DispatchNotice> };

export function aWriteBack({ notice, ...overrides }: Overrides = {}): WriteBack {
  const told = aNotice(notice);
  const storeId = overrides.storeId ?? aStore;
  return {
    id: 'w1' as WriteBackId,
    storeId,
    orderId: orderIdOf(storeId, told.channelOrderId),
    parcelId: 'p1' as ParcelId,
    notice: told,
    state: 'due',
    attempts: 0,
    dueAtMs: morningMs,
    shipByMs: null,
    createdAtMs: morningMs,
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

/** A row as it looks when it has honestly come to this state. */
export function aWriteBackIn(state: WriteBackState, overrides: Overrides = {}): WriteBack {
  switch (state) {
    case 'due':
      return aWriteBack(overrides);
    case 'sending':
      return aWriteBack({ state, attempts: 1, sendingSinceMs: morningMs, ...overrides });
    case 'accepted':
      return aWriteBack({ state, attempts: 1, acceptedAtMs: morningMs, ...overrides });
    case 'uncertain':
      return aWriteBack({ state, attempts: 1, lastAnswer: 'no answer', ...overrides });
    case 'confirmed':
      return aWriteBack({ state, attempts: 1, acceptedAtMs: morningMs, confirmedAtMs: morningMs, proofReads: 1, ...overrides });
    case 'parked':
      return aWriteBack({ state, attempts: 1, parkReason: 'rejected', lastAnswer: 'bad-number: no', ...overrides });
    case 'superseded':
      return aWriteBack({ state, ...overrides });
  }
}
