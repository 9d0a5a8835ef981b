import type { GateInput } from '../../src/shared/domain/gate/decide.ts';
import { defaultFreshness } from '../../src/shared/domain/gate/freshness.ts';
import type { Standing, StandingLine } from '../../src/shared/domain/gate/standing.ts';
import { notCancelled, type Cancellation } from '../../src/shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../src/shared/domain/order/order-draft.ts';
import type { CheckedOrder, OrderId, StoreId } from '../../src/shared/domain/order/order.ts';
import { orderOf } from '../../src/main/application/apply-channel-order.ts';

/** 2026-11-21 08:00 UTC: a Saturday before a Monday nobody looks forward to. */
export const testStartMs = Date.UTC(2026, 10, 21, 8, 0, 0);

export const cancelledBy = (by: 'buyer' | 'seller' | 'channel' = 'buyer', reason: string | null = null): Cancellation => ({ kind: 'cancelled', by, reason, seenAtMs: testStartMs });
export const requestedBy = (reason: string | null = 'Ordered by mistake'): Cancellation => ({ kind: 'requested', by: 'buyer', reason, seenAtMs: testStartMs });

export function aStandingLine(overrides: Partial<StandingLine> = {}): StandingLine {
  return { lineId: 'line-1', sku: 'MUG-BLUE', title: 'Blue mug', quantityToPack: 1, quantityShipped: 0, cancellation: notCancelled, ...overrides };
}

export function aStanding(overrides: Partial<Standing> = {}): Standing {
  return {
    orderId: 'shop/100-1' as OrderId,
    storeId: 'shop' as StoreId,
    channelOrderId: '100-1',
    state: 'open',
    payment: 'paid',
    channelHold: null,
    holdKind: 'other',
    cancellation: notCancelled,
    lines: [aStandingLine()],
    shipByMs: null,
    updatedAtMs: testStartMs,
    checkedAtMs: testStartMs,
    checkedSource: 'Shop',
    findings: [],
    shipToHash: null,
    value: null,
    ...overrides,
  };
}

/** A clean order at the gate; nothing is in its way. */
export function aGateInput(overrides: Partial<GateInput> = {}): GateInput {
  return {
    point: 'open',
    standing: aStanding(),
    releases: [],
    flag: null,
    cancellationOwner: 'Shop',
    policy: defaultFreshness,
    completeUntilMs: null,
    hasUnreadChange: false,
    isLiveCheckPending: false,
    contents: null,
    dispatchedBefore: null,
    openElsewhere: null,
    labelShipToHash: null,
    boxShipTo: null,
    weight: null,
    missingDocuments: [],
    shadow: [],
    unmappedCarrier: null,
    nowMs: testStartMs,
    ...overrides,
  };
}

export function aLineDraft(overrides: Partial<OrderLineDraft> = {}): OrderLineDraft {
  return { lineId: 'line-1', sku: 'MUG-BLUE', barcodes: ['9521234543213'], title: 'Blue mug', quantity: 1, quantityCancelled: 0, quantityShipped: 0, cancellation: notCancelled, ...overrides };
}

export function aDraft(overrides: Partial<OrderDraft> = {}): OrderDraft {
  return {
    channel: 'amazon',
    channelOrderId: '100-1',
    state: 'open',
    payment: 'paid',
    channelHold: null,
    cancellation: notCancelled,
    placedAtMs: testStartMs - 3_600_000,
    updatedAtMs: testStartMs - 3_600_000,
    shipByMs: testStartMs + 8 * 3_600_000,
    shippingService: 'STANDARD',
    shipTo: { name: 'Ada Example', lines: ['1 Test Street'], postcode: '12345', city: 'Berlin', countryCode: 'DE' },
    value: { minor: 1999, currency: 'EUR' },
    lines: [aLineDraft()],
    ...overrides,
  };
}

export function aCheckedOrder(storeId: string, overrides: Partial<OrderDraft> = {}, checkedAtMs = testStartMs, checkedSource = 'Shop'): CheckedOrder {
  return { order: orderOf(storeId as StoreId, aDraft(overrides)), checkedAtMs, checkedSource };
}
