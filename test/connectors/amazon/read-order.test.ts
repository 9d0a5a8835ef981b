import { describe, expect, it } from 'vitest';
import { readChannelOrder, readMoney } from '../../../src/main/connectors/marketplaces/amazon/read-order.ts';
import type { OrderDraft } from '../../../src/shared/domain/order/order-draft.ts';
import { CHANGED_AT_MS, parseOrder, wireItem, wireOrder, withStatus } from './fixtures.ts';

const read = (order: Record<string, unknown>): OrderDraft => readChannelOrder(parseOrder(order), () => []).draft;
const request = { cancellationRequest: { requester: 'BUYER', cancelReason: 'Ordered by mistake' } };
const execution = { cancellationExecution: { cancelledBy: 'AMAZON', cancelReason: 'No inventory' } };
const requested = { kind: 'requested', by: 'buyer', reason: 'Ordered by mistake', seenAtMs: CHANGED_AT_MS };
const cancelled = { kind: 'cancelled', by: 'channel', reason: 'No inventory', seenAtMs: CHANGED_AT_MS };

describe('an Amazon order in our words', () => {
  it('keeps ids as text, instants in UTC milliseconds and money in cents', () => {
    expect(read(wireOrder())).toEqual({
      channel: 'amazon',
      channelOrderId: '302-1234567-7654321',
      marketplaceId: 'A1PA6795UKMFR9',
      state: 'open',
      payment: 'paid',
      channelHold: null,
      cancellation: { kind: 'none' },
      placedAtMs: Date.parse('2026-11-20T18:00:00Z'),
      updatedAtMs: CHANGED_AT_MS,
      shipByMs: Date.parse('2026-11-21T22:59:59Z'),
      shippingService: 'STANDARD',
      shipTo: { name: 'Ida Voss', lines: ['Am Markt 3'], postcode: '29221', city: 'Celle', region: 'Niedersachsen', countryCode: 'DE', phone: '+49 5141 000000' },
      value: { minor: 2380, currency: 'EUR' },
      lines: [
        { lineId: '51234567890123', sku: 'MUG-350-BLU', barcodes: ['B0PRACT001'], title: 'Stoneware mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } },
      ],
    });
  });

  it.each([
    ['UNSHIPPED', 'open', 'paid'],
    ['PARTIALLY_SHIPPED', 'partly-shipped', 'paid'],
    ['SHIPPED', 'shipped', 'paid'],
    ['CANCELLED', 'cancelled', 'paid'],
    ['UNFULFILLABLE', 'unfulfillable', 'paid'],
    ['PENDING', 'open', 'pending'],
    ['PENDING_AVAILABILITY', 'open', 'pending'],
  ])('with status %s is %s and %s', (status, state, payment) => {
    expect(read(withStatus(status))).toMatchObject({ state, payment });
  });

  it('adds the codes of the product list to the ASIN, each once', () => {
    const order = readChannelOrder(parseOrder(wireOrder()), (sku) => (sku === 'MUG-350-BLU' ? ['9521000001370', 'B0PRACT001'] : []));
    expect(order.draft.lines[0]?.barcodes).toEqual(['9521000001370', 'B0PRACT001']);
  });

  it('stands nulls where Amazon’s document has none', () => {
    const draft = read(wireOrder({ programs: null, recipient: null, proceeds: null, packages: null, orderItems: [wireItem({ cancellation: null, fulfillment: null })] }));
    expect(draft).toMatchObject({ value: null, shipTo: { countryCode: 'ZZ' }, lines: [{ quantityCancelled: 0, quantityShipped: 0 }] });
  });

  it('prints a district once and only where it says something new', () => {
    const address = (district: string): unknown => ({ deliveryAddress: { name: 'Ş', addressLine1: 'Cad. 1', city: 'İstanbul', districtOrCounty: district, postalCode: '34728', countryCode: 'tr' } });
    expect(read(wireOrder({ recipient: address('Kadıköy') })).shipTo).toMatchObject({ lines: ['Cad. 1', 'Kadıköy'], countryCode: 'TR' });
    expect(read(wireOrder({ recipient: address('İstanbul') })).shipTo.lines).toEqual(['Cad. 1']);
  });
});

describe('why a paid order is held', () => {
  it.each([
    ['a pre-order', withStatus('PENDING_AVAILABILITY'), /PENDING_AVAILABILITY/],
    ['an order that Amazon ships', wireOrder({ fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'AMAZON' } }), /AMAZON/],
    ['a Ship+ order, whose label Amazon sells', wireOrder({ programs: ['PRIME', 'FBM_SHIP_PLUS'] }), /FBM_SHIP_PLUS/],
    ['an Easy Ship order', wireOrder({ programs: ['AMAZON_EASY_SHIP'] }), /AMAZON_EASY_SHIP/],
    ['an order without an address', wireOrder({ recipient: {} }), /address/],
  ])('%s', (_what, order, words) => {
    expect(read(order).channelHold).toMatch(words);
  });

  it.each([
    ['a Prime order', wireOrder({ programs: ['PRIME'] })],
    ['a pending order, which has no address yet', withStatus('PENDING', { recipient: {} })],
    ['a cancelled order without an address', withStatus('CANCELLED', { recipient: {} })],
  ])('not: %s', (_what, order) => {
    expect(read(order).channelHold).toBeNull();
  });
});

describe('cancellations of one line', () => {
  it.each([
    ['nothing said', {}, { kind: 'none' }, 0],
    ['the buyer asks', { cancellation: request }, requested, 0],
    ['executed for all units', { cancellation: execution, fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 0 } }, cancelled, 2],
    ['executed for one of two units', { cancellation: execution, fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 1 } }, cancelled, 1],
    ['executed, with counts that leave nothing for it: the whole rest is cancelled', { cancellation: execution }, cancelled, 2],
    ['executed, and no counts at all', { cancellation: execution, fulfillment: null }, cancelled, 2],
    ['executed after a request: the execution weighs more', { cancellation: { ...request, ...execution }, fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 0 } }, cancelled, 2],
    ['fewer units to ship than ordered, and nothing else said', { fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 1 } }, { kind: 'none' }, 1],
    ['one of two shipped, the other cancelled', { cancellation: execution, fulfillment: { quantityFulfilled: 1, quantityUnfulfilled: 0 } }, cancelled, 1],
  ])('%s', (_what, overrides, cancellation, quantityCancelled) => {
    expect(read(wireOrder({ orderItems: [wireItem(overrides)] })).lines[0]).toMatchObject({ cancellation, quantityCancelled });
  });

  it('counts nothing as cancelled before payment, although Amazon has nothing to ship yet', () => {
    const order = withStatus('PENDING', { orderItems: [wireItem({ fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 0 } })] });
    expect(read(order).lines[0]).toMatchObject({ quantityCancelled: 0 });
  });
});

describe('the cancellation of the whole order', () => {
  const second = (overrides: Record<string, unknown> = {}) => wireItem({ orderItemId: '59999999999999', ...overrides });
  const gone = { cancellation: execution, fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 0 } };
  const shipped = { fulfillment: { quantityFulfilled: 2, quantityUnfulfilled: 0 } };

  it.each([
    ['none, where nobody asked', [wireItem(), second()], { kind: 'none' }],
    ['requested, where every line is asked for', [wireItem({ cancellation: request }), second({ cancellation: request })], requested],
    ['none, where one of two lines is asked for: that stays on the line', [wireItem({ cancellation: request }), second()], { kind: 'none' }],
    ['requested, where the only line that still waits is asked for', [wireItem({ cancellation: request }), second(shipped)], requested],
    ['none, where one line is cancelled and the other waits', [wireItem(gone), second()], { kind: 'none' }],
    ['requested, where one line is cancelled and the rest is asked for', [wireItem(gone), second({ cancellation: request })], requested],
    ['cancelled, where every line is, even before the status says so', [wireItem(gone), second(gone)], cancelled],
    ['none, where a part was shipped and the rest cancelled', [wireItem(gone), second(shipped)], { kind: 'none' }],
  ])('%s', (_what, orderItems, cancellation) => {
    expect(read(wireOrder({ orderItems })).cancellation).toEqual(cancellation);
  });

  it('is cancelled when the status says so, with or without words about it', () => {
    expect(read(withStatus('CANCELLED', { orderItems: [wireItem(gone)] })).cancellation).toEqual(cancelled);
    expect(read(withStatus('CANCELLED'))).toMatchObject({ cancellation: { kind: 'cancelled', by: 'unknown', reason: null }, lines: [{ quantityCancelled: 2 }] });
  });
});

describe('packages that Amazon shows', () => {
  const shown = (packages: unknown[]) => readChannelOrder(parseOrder(wireOrder({ packages })), () => []).seenDispatches;

  it('count as seen with their reference, carrier and number', () => {
    expect(shown([{ packageReferenceId: '1', carrier: 'DHL', trackingNumber: ' 003401 ' }])).toEqual([{ packageReference: '1', carrier: 'DHL', trackingNumber: '003401' }]);
  });

  it('prove nothing without a number, or once cancelled', () => {
    expect(shown([{ packageReferenceId: '1', carrier: 'DHL' }, { packageReferenceId: '2', carrier: 'DHL', trackingNumber: '1', packageStatus: { status: 'CANCELLED' } }])).toEqual([]);
  });
});

describe('money', () => {
  it.each([
    ['23.80', 'EUR', 2380],
    ['0.1', 'EUR', 10],
    ['1500', 'JPY', 1500],
    ['1500.00', 'JPY', 1500],
    ['12.345', 'KWD', 12345],
    ['90071992547409.91', 'EUR', 9007199254740991],
    ['-3.00', 'EUR', -300],
    ['0.00', 'EUR', 0],
  ])('%s %s is %d of the smallest unit', (amount, currencyCode, minor) => {
    expect(readMoney({ amount, currencyCode })).toEqual({ minor, currency: currencyCode });
  });

  it.each([['1.005', 'EUR'], ['12,50', 'EUR'], ['12.50', 'EURO'], ['', 'EUR'], ['90071992547409.92', 'EUR']])('%s %s is not guessed at', (amount, currencyCode) => {
    expect(readMoney({ amount, currencyCode })).toBeNull();
  });
});
