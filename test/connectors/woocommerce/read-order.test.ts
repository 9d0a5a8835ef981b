import { describe, expect, it } from 'vitest';
import { readChannelOrder, readMoney } from '../../../src/main/connectors/marketplaces/woocommerce/read-order.ts';
import type { OrderDetails } from '../../../src/main/connectors/marketplaces/woocommerce/read-order.ts';
import { readFulfillments, readOwnParcels, readTrackingItems, writeOwnParcels } from '../../../src/main/connectors/marketplaces/woocommerce/rows.ts';
import type { Row } from '../../../src/main/connectors/marketplaces/woocommerce/rows.ts';
import type { OrderDraft } from '../../../src/shared/domain/order/order-draft.ts';
import { anOrder, CHANGED_AT_MS, settingsOf } from './fixtures.ts';

const details = (overrides: Partial<OrderDetails> = {}): OrderDetails => ({ rows: [], refunded: new Map(), isFulfilled: false, ...overrides });
const row = (overrides: Partial<Row> = {}): Row => ({ id: '9', number: 'N1', carrier: 'DHL', reference: null, lines: [{ lineId: '315', quantity: 2 }], ...overrides });
const draftOf = (order: Record<string, unknown>, beside: Partial<OrderDetails> = {}, settings = settingsOf()): OrderDraft =>
  readChannelOrder(anOrder(order), details(beside), settings, (sku) => [`gtin of ${sku}`]).draft;

describe('an order of WooCommerce in our words', () => {
  it('has lines, address, value, service and the codes on the goods', () => {
    expect(draftOf({})).toEqual({
      channel: 'woocommerce',
      channelOrderId: '727',
      state: 'open',
      payment: 'paid',
      channelHold: null,
      cancellation: { kind: 'none' },
      placedAtMs: Date.parse('2026-11-20T18:00:00Z'),
      updatedAtMs: CHANGED_AT_MS,
      shipByMs: null,
      shippingService: 'Flat rate',
      shipTo: { name: 'Ida Voss', company: 'Voss & Co', lines: ['Am Markt 3', 'Hinterhaus'], postcode: '29221', city: 'Celle', region: 'DE-NI', countryCode: 'DE', phone: '+49 341 000000' },
      value: { minor: 2380, currency: 'EUR' },
      lines: [
        { lineId: '315', sku: 'MUG-350-BLU', barcodes: ['gtin of MUG-350-BLU'], title: 'Stoneware mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } },
        { lineId: '316', sku: 'TEAPOT-1L', barcodes: ['gtin of TEAPOT-1L'], title: 'Teapot', quantity: 1, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } },
      ],
    });
  });

  it.each([
    ['processing', { state: 'open', payment: 'paid', channelHold: null, cancellation: { kind: 'none' } }],
    ['pending', { state: 'open', payment: 'pending', cancellation: { kind: 'none' } }],
    ['failed', { state: 'open', payment: 'pending', channelHold: expect.stringContaining('failed') as string }],
    ['on-hold', { state: 'open', payment: 'paid', channelHold: expect.stringContaining('on-hold') as string }],
    ['completed', { state: 'shipped', channelHold: null }],
    ['delivered', { state: 'shipped' }],
    ['partial-shipped', { state: 'partly-shipped', channelHold: null }],
    ['cancelled', { state: 'cancelled', cancellation: { kind: 'cancelled', by: 'unknown', reason: 'status cancelled', seenAtMs: CHANGED_AT_MS } }],
    ['refunded', { state: 'cancelled', cancellation: { kind: 'cancelled', reason: 'status refunded' } }],
    ['trash', { state: 'cancelled' }],
    ['cancel-request', { state: 'open', channelHold: null, cancellation: { kind: 'requested', by: 'buyer' } }],
    ['fraud-check', { state: 'open', channelHold: expect.stringContaining('fraud-check') as string, cancellation: { kind: 'none' } }],
  ])('with the status "%s"', (status, expected) => {
    expect(draftOf({ status })).toMatchObject(expected);
  });

  it('on hold and not paid is unpaid as well', () => {
    expect(draftOf({ status: 'on-hold', date_paid_gmt: null })).toMatchObject({ payment: 'pending' });
  });

  it('may be packed in a status of a plug-in that the store named', () => {
    expect(draftOf({ status: 'ready-to-ship' }, {}, settingsOf({ readyStatuses: ['ready-to-ship'] }))).toMatchObject({ state: 'open', channelHold: null });
  });

  it('loses what was refunded, unit by unit', () => {
    const draft = draftOf({ refunds: [{ id: 1 }] }, { refunded: new Map([['315', 1]]) });
    expect(draft).toMatchObject({ state: 'open', cancellation: { kind: 'none' }, lines: [{ quantity: 2, quantityCancelled: 1, cancellation: { kind: 'cancelled', by: 'seller', reason: 'refunded' } }, { quantityCancelled: 0 }] });
  });

  it('is cancelled once every line is refunded, whatever its status says', () => {
    expect(draftOf({}, { refunded: new Map([['315', 2], ['316', 1]]) })).toMatchObject({ state: 'cancelled', cancellation: { kind: 'cancelled', reason: 'every line is refunded' } });
  });

  it('is not cancelled by the refund of what the buyer has and sends back', () => {
    const rows = [row({ lines: [{ lineId: '315', quantity: 2 }, { lineId: '316', quantity: 1 }] })];
    expect(draftOf({ status: 'refunded' }, { rows, refunded: new Map([['315', 2], ['316', 1]]) })).toMatchObject({ state: 'shipped', cancellation: { kind: 'none' }, lines: [{ quantityCancelled: 0, quantityShipped: 2 }, { quantityShipped: 1 }] });
  });

  it('loses no units to the refund of one that has left, while the rest waits', () => {
    expect(draftOf({}, { rows: [row()], refunded: new Map([['315', 1]]) })).toMatchObject({ state: 'partly-shipped', lines: [{ quantityCancelled: 0, quantityShipped: 2, cancellation: { kind: 'none' } }, { quantityCancelled: 0 }] });
  });

  it('is partly shipped while a package holds some of it, and shows the package', () => {
    expect(draftOf({}, { rows: [row()] })).toMatchObject({ state: 'partly-shipped', lines: [{ quantityShipped: 2 }, { quantityShipped: 0 }], packages: [{ packageReference: 'shop:9', carrier: 'DHL', trackingNumber: 'N1', lines: [{ lineId: '315', quantity: 2 }] }] });
  });

  it('is shipped as soon as the core feature says so', () => {
    expect(draftOf({}, { isFulfilled: true })).toMatchObject({ state: 'shipped', lines: [{ quantityShipped: 2 }, { quantityShipped: 1 }] });
  });

  it('goes to the billing address where no other was given', () => {
    const empty = { first_name: '', last_name: '', company: '', address_1: '', address_2: '', city: '', state: '', postcode: '', country: '' };
    expect(draftOf({ shipping: empty }).shipTo).toMatchObject({ name: 'Nele Brandt', lines: ['Markt 1'], postcode: '04109' });
    expect(draftOf({ shipping: empty, billing: empty }).shipTo).toEqual({ name: '', lines: [''], postcode: '', city: '', countryCode: 'ZZ' });
  });

  it('keeps what plug-ins say of taxes, by its path, and nothing else of the meta data', () => {
    const meta_data = [{ key: '_vat_number', value: 'GB999999973' }, { key: 'ioss_number', value: 'IM0000000000' }, { key: '_private_wish', value: 'no onions' }, { key: 'is_vat_exempt', value: { odd: true } }, { key: 'renovate', value: 'x' }];
    expect(draftOf({ meta_data }).attributes).toEqual({ 'meta_data[_vat_number].value': 'GB999999973', 'meta_data[ioss_number].value': 'IM0000000000' });
  });

  it('keeps the number that buyers know, where a plug-in numbers orders anew', () => {
    expect(draftOf({ number: 'WEB-2026-0001' })).toMatchObject({ channelOrderId: '727', attributes: { number: 'WEB-2026-0001' } });
    expect(draftOf({})).not.toHaveProperty('attributes');
  });

  it.each([
    ['23.80', 'EUR', { minor: 2380, currency: 'EUR' }],
    ['5', 'JPY', { minor: 5, currency: 'JPY' }],
    ['5.0000', 'EUR', { minor: 500, currency: 'EUR' }],
    ['5.005', 'EUR', null],
    ['', 'EUR', null],
    ['1.00', 'euro', null],
  ])('has a value of %s %s', (amount, currency, money) => {
    expect(readMoney(amount, currency)).toEqual(money);
  });
});

describe('packages as a shop shows them', () => {
  const item = { key: '_items', value: [{ item_id: 315, qty: 2 }] };

  it('are fulfillments that are fulfilled and not deleted', () => {
    const shown = [
      { id: 1, is_fulfilled: true, status: 'fulfilled', date_deleted: null, meta_data: [item, { key: '_tracking_number', value: 'N1' }, { key: '_shipment_provider', value: 'dhl' }, { key: '_packgate_parcel', value: '2' }] },
      { id: 2, is_fulfilled: false, status: 'unfulfilled', date_deleted: null, meta_data: [item, { key: '_tracking_number', value: 'draft' }] },
      { id: 3, is_fulfilled: true, status: 'fulfilled', date_deleted: '2026-11-21 10:00:00', meta_data: [item, { key: '_tracking_number', value: 'gone' }] },
    ];
    expect(readFulfillments(shown)).toEqual([{ id: '1', number: 'N1', carrier: 'dhl', reference: '2', lines: [{ lineId: '315', quantity: 2 }] }]);
  });

  it('are rows of a plug-in, of which our own note says what is in them', () => {
    const own = writeOwnParcels([row({ id: '2', number: 'N 1', reference: '2' })]);
    const items = [{ tracking_id: 'a1', tracking_provider: 'DHL', custom_tracking_provider: '', tracking_number: 'N1' }, { tracking_id: 'b2', tracking_provider: '', custom_tracking_provider: 'Kiez-Velo', tracking_number: 'X' }];
    const order = anOrder({ meta_data: [{ key: '_packgate_parcels', value: own }, { key: '_wc_shipment_tracking_items', value: items }] });
    expect(readTrackingItems(order)).toEqual([
      { id: 'a1', number: 'N1', carrier: 'DHL', reference: '2', lines: [{ lineId: '315', quantity: 2 }] },
      { id: 'b2', number: 'X', carrier: 'Kiez-Velo', reference: null, lines: null },
    ]);
  });

  it('are none where a note of ours was spoiled', () => {
    expect(readOwnParcels(anOrder({ meta_data: [{ key: '_packgate_parcels', value: '[{"reference":' }] }))).toEqual([]);
    expect(readOwnParcels(anOrder())).toEqual([]);
  });
});
