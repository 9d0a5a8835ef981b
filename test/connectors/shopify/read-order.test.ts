import { describe, expect, it } from 'vitest';
import { isShownInPart, readChannelOrder, readMoney } from '../../../src/main/connectors/marketplaces/shopify/read-order.ts';
import { CHANGED_AT_MS, parseOrder, RULES, wireLine, wireOrder, wireParcel, wireWork } from './fixtures.ts';
import type { Fields } from './fixtures.ts';

const read = (order: Fields, rules = RULES): ReturnType<typeof readChannelOrder> => readChannelOrder(parseOrder(order), rules);
const hold = (reason: string, displayReason = 'Shown'): Fields => wireWork({ status: 'ON_HOLD', fulfillmentHolds: [{ reason, displayReason }] });

describe('an order of Shopify in our words', () => {
  it('has the numbers that people know, the address, the value and the goods', () => {
    expect(read(wireOrder())).toEqual({
      seenDispatches: [],
      draft: {
        channel: 'shopify',
        channelOrderId: '5000000000001',
        state: 'open',
        payment: 'paid',
        channelHold: null,
        cancellation: { kind: 'none' },
        placedAtMs: Date.parse('2026-11-20T18:00:00Z'),
        updatedAtMs: CHANGED_AT_MS,
        shipByMs: Date.parse('2026-11-21T22:59:59Z'),
        shippingService: 'Standard',
        shipTo: { name: 'Ida Voss', lines: ['Am Markt 3'], postcode: '29221', city: 'Celle', region: 'Niedersachsen', countryCode: 'DE', phone: '+49 5141 000000' },
        value: { minor: 2380, currency: 'EUR' },
        lines: [{ lineId: '11', sku: 'MUG-350-BLU', barcodes: ['9521000000011'], title: 'Stoneware mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } }],
        attributes: { name: '#1001' },
      },
    });
  });

  // What is left to pack: Shopify's own count of unfulfilled units, or what is left in the order, whichever is less.
  it.each([
    ['nothing happened yet', wireLine(), { state: 'open' }, { quantityShipped: 0, quantityCancelled: 0 }],
    ['one of two was taken out', wireLine({ currentQuantity: 1, unfulfilledQuantity: 1, nonFulfillableQuantity: 1 }), { state: 'open' }, { quantityShipped: 0, quantityCancelled: 1, cancellation: { kind: 'cancelled', by: 'unknown' } }],
    ['one was taken out, and the unfulfilled count does not say so', wireLine({ currentQuantity: 1, unfulfilledQuantity: 2 }), { state: 'open' }, { quantityCancelled: 1 }],
    ['all were taken out, the order stands', wireLine({ currentQuantity: 0, unfulfilledQuantity: 0, nonFulfillableQuantity: 2 }), { state: 'cancelled', cancellation: { kind: 'cancelled' } }, { quantityCancelled: 2 }],
  ])('%s', (_what, line, draft, readLine) => {
    const order = read(wireOrder({ lines: [line] }));
    expect(order.draft).toMatchObject(draft);
    expect(order.draft.lines[0]).toMatchObject(readLine);
  });

  it.each([
    ['CUSTOMER', 'buyer'],
    ['STAFF', 'seller'],
    ['INVENTORY', 'seller'],
    ['FRAUD', 'seller'],
    ['DECLINED', 'channel'],
    ['OTHER', 'unknown'],
  ])('cancelled for %s is cancelled by %s', (cancelReason, by) => {
    expect(read(wireOrder({ cancelledAt: '2026-11-21T08:00:00Z', cancelReason, cancellation: { staffNote: 'note' } })).draft).toMatchObject({
      state: 'cancelled',
      channelHold: null,
      cancellation: { kind: 'cancelled', by, reason: 'note', seenAtMs: Date.parse('2026-11-21T08:00:00Z') },
      lines: [{ quantityCancelled: 2 }],
    });
  });

  it('what a merchant asks of a fulfilment service is asked by the seller, and what the service refused is refused', () => {
    expect(read(wireOrder({ works: [wireWork({ requestStatus: 'CANCELLATION_REQUESTED' })] })).draft).toMatchObject({ state: 'open', cancellation: { kind: 'requested', by: 'seller' }, lines: [{ cancellation: { kind: 'requested' } }] });
    expect(read(wireOrder({ works: [wireWork({ requestStatus: 'CANCELLATION_REJECTED' })] })).draft.cancellation.kind).toBe('rejected');
  });

  it('a wish about a part stays with its lines', () => {
    const about = (id: string): Fields => ({ nodes: [{ remainingQuantity: 2, lineItem: { id: `gid://shopify/LineItem/${id}` } }], pageInfo: { hasNextPage: false } });
    const { draft } = read(wireOrder({ lines: [wireLine(), wireLine({ id: 'gid://shopify/LineItem/12' })], works: [wireWork({ lineItems: about('11') }), wireWork({ id: 'gid://shopify/FulfillmentOrder/72', requestStatus: 'CANCELLATION_REQUESTED', lineItems: about('12') })] }));
    expect(draft.cancellation.kind).toBe('none');
    expect(draft.lines.map((line) => line.cancellation.kind)).toEqual(['none', 'requested']);
  });

  it('a parcel is proof with its number and its contents, under a reference that is never one of ours', () => {
    const order = read(wireOrder({ lines: [wireLine({ unfulfilledQuantity: 0 })], works: [wireWork({ status: 'CLOSED' })], fulfillments: [wireParcel()], fulfillmentsCount: { count: 1 } }));
    expect(order.draft).toMatchObject({ state: 'shipped', lines: [{ quantityShipped: 2 }] });
    expect(order.seenDispatches).toEqual([{ packageReference: 'F41', carrier: 'DHL', trackingNumber: '003401234567890129', lines: [{ lineId: '11', quantity: 2 }] }]);
    expect(order.draft.packages).toEqual(order.seenDispatches);
  });

  it.each([
    ['cancelled', wireParcel({ status: 'CANCELLED' }), 'open', 0],
    ['failed', wireParcel({ status: 'FAILURE' }), 'open', 0],
    // Its units are taken, and nothing is proven.
    ['pending', wireParcel({ status: 'PENDING' }), 'shipped', 0],
    ['without a number', wireParcel({ trackingInfo: [] }), 'shipped', 0],
    ['with two numbers', wireParcel({ trackingInfo: [{ company: 'DHL', number: '1' }, { company: 'DHL', number: '2' }] }), 'shipped', 2],
  ])('a parcel that is %s', (_what, parcel, state, seen) => {
    const isTaken = state === 'shipped';
    const order = read(wireOrder({ lines: [wireLine({ unfulfilledQuantity: isTaken ? 0 : 2 })], fulfillments: [parcel], fulfillmentsCount: { count: 1 } }));
    expect(order.draft.state).toBe(state);
    expect(order.seenDispatches).toHaveLength(seen);
  });

  it('is partly shipped when one of two units left', () => {
    const parcel = wireParcel({ fulfillmentLineItems: { nodes: [{ quantity: 1, lineItem: { id: 'gid://shopify/LineItem/11' } }], pageInfo: { hasNextPage: false } } });
    expect(read(wireOrder({ lines: [wireLine({ unfulfilledQuantity: 1 })], fulfillments: [parcel] })).draft).toMatchObject({ state: 'partly-shipped', lines: [{ quantityShipped: 1, quantityCancelled: 0 }] });
  });

  it.each([
    ['PAID', [], 'paid'],
    ['AUTHORIZED', [], 'paid'],
    ['PARTIALLY_REFUNDED', [], 'paid'],
    ['PENDING', [], 'pending'],
    ['PENDING', ['Cash on Delivery (COD)'], 'paid'],
    ['PARTIALLY_PAID', [], 'pending'],
    ['EXPIRED', [], 'pending'],
  ])('money %s by %j is %s', (displayFinancialStatus, paymentGatewayNames, payment) => {
    const order = wireOrder({ displayFinancialStatus, paymentGatewayNames });
    expect(read(order).draft.payment).toBe(payment);
    expect(read(order, { ...RULES, unpaidOrders: 'ship' }).draft.payment).toBe('paid');
  });

  it.each([
    ['on hold for an address', [hold('INCORRECT_ADDRESS')], {}, 'INCORRECT_ADDRESS: Shown', undefined],
    ['suspected, whatever else holds it', [hold('INCORRECT_ADDRESS'), hold('HIGH_RISK_OF_FRAUD')], {}, 'HIGH_RISK_OF_FRAUD: Shown', 'fraud'],
    ['a pre-order', [wireWork({ status: 'SCHEDULED', fulfillAt: null })], {}, 'SCHEDULED: pre-order, not released for shipping yet', undefined],
    ['for next week', [wireWork({ status: 'SCHEDULED', fulfillAt: '2026-11-28T08:00:00Z' })], {}, 'SCHEDULED: not before 2026-11-28T08:00:00.000Z', undefined],
    ['refunded and not cancelled', [wireWork()], { displayFinancialStatus: 'REFUNDED' }, 'REFUNDED: the money went back, the order was not cancelled', undefined],
    ['without an address', [wireWork()], { shippingAddress: null }, 'no address: Shopify sent no delivery address for this order', undefined],
    ['shipped, and once on hold', [wireWork({ status: 'CLOSED' })], {}, null, undefined],
  ])('%s: the hold is told', (_what, works, more, channelHold, holdKind) => {
    const { draft } = read(wireOrder({ works, ...more }));
    expect([draft.channelHold, draft.holdKind]).toEqual([channelHold, holdKind]);
  });

  it('is held where a part of it is for another location than ours', () => {
    expect(read(wireOrder(), { ...RULES, locationId: '1' }).draft.channelHold).toBeNull();
    expect(read(wireOrder(), { ...RULES, locationId: '2' }).draft.channelHold).toMatch(/^another location/);
  });

  it('leaves out what is not shipped, and is nothing to pack where all of it is so', () => {
    const card = wireLine({ id: 'gid://shopify/LineItem/12', requiresShipping: false });
    expect(read(wireOrder({ lines: [wireLine(), card] })).draft.lines).toHaveLength(1);
    expect(read(wireOrder({ lines: [card], requiresShipping: false })).draft.state).toBe('unfulfillable');
  });

  it('keeps numbers for customs by their path', () => {
    const order = wireOrder({
      poNumber: 'PO-7', works: [wireWork({ internationalDuties: { incoterm: 'DDP' } })],
      localizedFields: { nodes: [{ key: 'TAX_CREDENTIAL_IT', personalValue: 'RSSMRA80A01H501U' }] }, customAttributes: [{ key: 'ioss', personalValue: 'IM0000000000' }, { key: 'empty', personalValue: null }],
    });
    expect(read(order).draft.attributes).toEqual({ name: '#1001', poNumber: 'PO-7', 'fulfillmentOrders[].internationalDuties.incoterm': 'DDP', 'localizedFields[TAX_CREDENTIAL_IT]': 'RSSMRA80A01H501U', 'customAttributes[ioss]': 'IM0000000000' });
  });

  it.each([
    ['more lines', { lineItems: { nodes: [wireLine()], pageInfo: { hasNextPage: true, endCursor: 'x' } } }],
    ['more work', { fulfillmentOrders: { nodes: [wireWork()], pageInfo: { hasNextPage: true, endCursor: 'x' } } }],
    ['more parcels', { fulfillments: [wireParcel()], fulfillmentsCount: { count: 2 } }],
    ['a parcel with more in it', { fulfillments: [wireParcel({ fulfillmentLineItems: { nodes: [], pageInfo: { hasNextPage: true } } })], fulfillmentsCount: { count: 1 } }],
  ])('is read alone where the list shows only a part: %s', (_what, more) => {
    expect(isShownInPart(parseOrder(wireOrder()))).toBe(false);
    expect(isShownInPart(parseOrder(wireOrder(more)))).toBe(true);
  });

  it('is read alone where a wish is about one of several pieces of work', () => {
    expect(isShownInPart(parseOrder(wireOrder({ works: [wireWork(), wireWork({ requestStatus: 'CANCELLATION_REQUESTED' })] })))).toBe(true);
  });

  it.each([
    ['19.99', 'EUR', { minor: 1999, currency: 'EUR' }],
    ['1200.0', 'JPY', { minor: 1200, currency: 'JPY' }],
    ['1.2345', 'EUR', null],
    ['', 'EUR', null],
  ])('the amount %s %s', (amount, currencyCode, money) => {
    expect(readMoney({ amount, currencyCode })).toEqual(money);
  });
});
