import { describe, expect, it } from 'vitest';
import { readChannelOrder, readMoney } from '../../../src/main/connectors/marketplaces/tiktok/read-order.ts';
import { unitStateOf } from '../../../src/main/connectors/marketplaces/tiktok/units.ts';
import type { TikTokCancellation } from '../../../src/main/connectors/marketplaces/tiktok/shapes.ts';
import { CHANGED_AT, mug, ORDER_ID, parseOrder, potUnit, shippedUnit, wireOrder, wireUnit } from './fixtures.ts';

const barcodesFor = (sku: string): readonly string[] => (sku === 'MUG-350-BLU' ? ['9521000001374'] : []);
const read = (overrides: Record<string, unknown> = {}, cancellations: readonly TikTokCancellation[] = []) => readChannelOrder(parseOrder(overrides), barcodesFor, cancellations);
const draftOf = (overrides: Record<string, unknown> = {}, cancellations: readonly TikTokCancellation[] = []) => read(overrides, cancellations).draft;
const CHANGED_AT_MS = CHANGED_AT * 1000;

const cancellation = (status: string, unitIds: readonly string[]): TikTokCancellation => ({
  order_id: ORDER_ID, cancel_type: 'BUYER_CANCEL', cancel_status: status, role: 'BUYER', cancel_reason_text: 'no longer needed', create_time: CHANGED_AT_MS, cancel_line_items: unitIds.map((id) => ({ order_line_item_id: id })),
});

describe('an order of TikTok', () => {
  it('has one line for the units of one SKU', () => {
    expect(draftOf().lines).toEqual([
      { lineId: '577086512123755001+2', sku: 'MUG-350-BLU', barcodes: ['9521000001374'], title: 'Stoneware mug, Blue', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } },
      { lineId: '577086512123755123', sku: 'TEAPOT-1L', barcodes: [], title: 'Glass teapot', quantity: 1, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' } },
    ]);
  });

  it('keeps its line ids while units are shipped and cancelled', () => {
    const later = draftOf({ status: 'PARTIALLY_SHIPPING', line_items: [potUnit({ display_status: 'CANCELLED' }), wireUnit(mug(2)), shippedUnit(mug(1))] });
    expect(new Set(later.lines.map(({ lineId }) => lineId))).toEqual(new Set(draftOf().lines.map(({ lineId }) => lineId)));
    expect(later.lines.map(({ sku, quantityCancelled, quantityShipped }) => [sku, quantityCancelled, quantityShipped])).toEqual([['TEAPOT-1L', 1, 0], ['MUG-350-BLU', 0, 1]]);
  });

  it('says where it goes, by when, and what it is worth', () => {
    expect(draftOf()).toMatchObject({
      channel: 'tiktok', channelOrderId: ORDER_ID, state: 'open', payment: 'paid', channelHold: null, placedAtMs: CHANGED_AT_MS - 3_600_000, updatedAtMs: CHANGED_AT_MS, shipByMs: CHANGED_AT_MS + 86_400_000,
      shippingService: 'Standard Shipping', value: { minor: 2380, currency: 'GBP' },
      shipTo: { name: 'Rhiannon Llewellyn', lines: ['Flat 2', '14 Church Lane'], postcode: 'HR3 5DQ', city: 'Hay-on-Wye', region: 'Wales', countryCode: 'GB', phone: '+441497000000' },
    });
  });

  it('falls back on the automatic cancellation where no deadline is named', () => {
    expect(draftOf({ rts_sla_time: 0 }).shipByMs).toBe(CHANGED_AT_MS + 3 * 86_400_000);
  });

  it.each([
    ['UNPAID', 'open', 'pending', null],
    ['ON_HOLD', 'open', 'paid', /may still cancel/],
    ['AWAITING_SHIPMENT', 'open', 'paid', null],
    ['PARTIALLY_SHIPPING', 'partly-shipped', 'paid', null],
    ['AWAITING_COLLECTION', 'shipped', 'paid', null],
    ['IN_TRANSIT', 'shipped', 'paid', null],
    ['DELIVERED', 'shipped', 'paid', null],
    ['COMPLETED', 'shipped', 'paid', null],
    ['CANCELLED', 'cancelled', 'paid', null],
  ])('status %s is %s and %s', (status, state, payment, hold) => {
    const draft = draftOf({ status });
    expect([draft.state, draft.payment]).toEqual([state, payment]);
    if (hold === null) expect(draft.channelHold).toBeNull();
    else expect(draft.channelHold).toMatch(hold);
  });

  it.each([
    ['shipped by TikTok', { shipping_type: 'TIKTOK' }, /label must come from TikTok/],
    ['a pre-order', { status: 'ON_HOLD', order_type: 'PRE_ORDER' }, /pre-order/],
    ['combined with others', { split_or_combine_tag: 'COMBINED' }, /one parcel with others/],
    ['without its invoice', { need_upload_invoice: 'NEED_INVOICE' }, /invoice/],
    ['paid and without an address', { recipient_address: null }, /no recipient/],
  ])('%s waits, and says why', (_what, overrides, hold) => {
    expect(draftOf(overrides).channelHold).toMatch(hold);
  });

  it('an address without a town takes the lowest level, and half a phone number is none', () => {
    const address = { ...(wireOrder()['recipient_address'] as object), post_town: undefined, phone_number: '(+1)213-***-1234', region_code: 'tr', address_line1: '', address_line2: '', address_detail: 'Bağdat Caddesi 214' };
    const levels = [['L0', 'Country', 'Türkiye'], ['L1', 'Province', 'İstanbul'], ['L2', 'District', 'Kadıköy']].map(([address_level, address_level_name, address_name]) => ({ address_level, address_level_name, address_name }));
    expect(draftOf({ recipient_address: { ...address, district_info: levels } }).shipTo).toEqual({ name: 'Rhiannon Llewellyn', lines: ['Bağdat Caddesi 214'], postcode: 'HR3 5DQ', city: 'Kadıköy', region: 'İstanbul', countryCode: 'TR' });
  });

  it('keeps tax, papers and the automatic cancellation by their path', () => {
    expect(draftOf({ cpf: '000.000.000-00', need_upload_invoice: 'NO_NEED', is_cod: true, line_items: [wireUnit(mug(1), { item_tax: [{ tax_type: 'SALES_TAX' }] })] }).attributes).toEqual({
      cpf: '000.000.000-00', 'line_items[].item_tax[].tax_type': 'SALES_TAX', need_upload_invoice: 'NO_NEED', is_cod: 'true', shipping_due_time: '2026-11-24T08:30:00.000Z',
    });
  });

  it('a surprise in what only comes along loses no order', () => {
    expect(draftOf({ payment: 'free', recipient_address: 7, line_items: [wireUnit(mug(1), { item_tax: 'none' })] })).toMatchObject({ value: null, shipTo: { countryCode: 'ZZ' } });
  });
});

describe('cancellations stay apart', () => {
  it.each([
    ['nothing', {}, [], 'none', ['none', 'none']],
    ['the order is cancelled', { status: 'CANCELLED', cancellation_initiator: 'BUYER' }, [], 'cancelled', ['cancelled', 'cancelled']],
    ['the flag alone counts for all that waits', { is_buyer_request_cancel: true }, [], 'requested', ['requested', 'requested']],
    ['the flag, and nothing pending to be found', { is_buyer_request_cancel: true }, [cancellation('CANCELLATION_REQUEST_CANCELLED', [mug(2)])], 'requested', ['requested', 'requested']],
    ['asked for one unit', { is_buyer_request_cancel: true }, [cancellation('CANCELLATION_REQUEST_PENDING', [mug(2)])], 'none', ['requested', 'none']],
    ['asked for every unit', { is_buyer_request_cancel: true }, [cancellation('CANCELLATION_REQUEST_PENDING', [mug(1), mug(2), '577086512123755123'])], 'requested', ['requested', 'requested']],
    ['agreed to, not shown yet', { request_cancel_time: CHANGED_AT }, [cancellation('CANCELLATION_REQUEST_SUCCESS', ['577086512123755123'])], 'none', ['none', 'cancelled']],
    ['asked once, open no more', { request_cancel_time: CHANGED_AT }, [], 'rejected', ['none', 'none']],
    ['asked for the pot, the mugs are cancelled', { is_buyer_request_cancel: true, line_items: [wireUnit(mug(1), { display_status: 'CANCELLED' }), potUnit()] }, [], 'requested', ['cancelled', 'requested']],
    ['every unit cancelled, the order not yet', { line_items: [wireUnit(mug(1), { display_status: 'CANCELLED', cancel_user: 'SYSTEM' })] }, [], 'cancelled', ['cancelled']],
  ])('%s', (_what, overrides, cancellations, order, lines) => {
    const draft = draftOf(overrides, cancellations);
    expect([draft.cancellation.kind, draft.lines.map((line) => line.cancellation.kind)]).toEqual([order, lines]);
  });

  it('says who, why and when', () => {
    expect(draftOf({ status: 'CANCELLED', cancellation_initiator: 'SELLER', cancel_reason: 'Out of stock', cancel_time: CHANGED_AT - 60 }).cancellation).toEqual({ kind: 'cancelled', by: 'seller', reason: 'Out of stock', seenAtMs: CHANGED_AT_MS - 60_000 });
    expect(draftOf({ is_buyer_request_cancel: true, request_cancel_time: CHANGED_AT - 90, cancel_reason: 'Mistake' }).cancellation).toEqual({ kind: 'requested', by: 'buyer', reason: 'Mistake', seenAtMs: CHANGED_AT_MS - 90_000 });
  });
});

describe('a unit', () => {
  it.each([
    ['AWAITING_SHIPMENT', 'TO_FULFILL', 'open'],
    ['UNPAID', null, 'open'],
    ['AWAITING_COLLECTION', 'PROCESSING', 'shipped'],
    ['IN_TRANSIT', 'FULFILLING', 'shipped'],
    ['DELIVERED', 'COMPLETED', 'shipped'],
    ['COMPLETED', 'COMPLETED', 'shipped'],
    ['CANCELLED', 'PROCESSING', 'cancelled'],
    [null, 'PROCESSING', 'shipped'],
    ['', 'TO_FULFILL', 'open'],
    [null, null, 'open'],
    ['SOMETHING_NEW', 'PROCESSING', 'shipped'],
    ['AWAITING_SHIPMENT', 'PROCESSING', 'open'],
  ])('shown as %s in a package %s is %s', (displayed, inPackage, state) => {
    expect(unitStateOf({ status: 'PARTIALLY_SHIPPING' }, { display_status: displayed, package_status: inPackage })).toBe(state);
    expect(unitStateOf({ status: 'CANCELLED' }, { display_status: displayed, package_status: inPackage })).toBe('cancelled');
  });
});

describe('what TikTok shows as told', () => {
  it('is by package, with its units counted by our lines', () => {
    const shown = read({ line_items: [shippedUnit(mug(1)), wireUnit(mug(2)), { ...potUnit(), ...shippedUnit('577086512123755123', '003402', '1153132168123859125'), sku_id: '2729382476852921999' }] });
    expect(shown.seenDispatches).toEqual([
      { packageReference: '1153132168123859124', carrier: 'DHL', trackingNumber: '003401', lines: [{ lineId: '577086512123755001+2', quantity: 1 }] },
      { packageReference: '1153132168123859125', carrier: 'DHL', trackingNumber: '003402', lines: [{ lineId: '577086512123755123', quantity: 1 }] },
    ]);
    expect(shown.draft.packages).toEqual(shown.seenDispatches);
  });

  it.each([
    ['waits', wireUnit(mug(1))],
    ['waits, its number known in advance', wireUnit(mug(1), { tracking_number: '003401' })],
    ['has a package and no number', shippedUnit(mug(1), '')],
    ['was in a package that was lost', shippedUnit(mug(1), '003401', '1', { package_status: 'CANCELLED' })],
  ])('a unit that %s proves nothing', (_what, unit) => {
    expect(read({ line_items: [unit] }).seenDispatches).toEqual([]);
  });
});

describe('amounts', () => {
  it.each([
    ['23.80', 'GBP', 2380],
    ['1500', 'JPY', 1500],
    ['0', 'EUR', 0],
    ['1.234', 'EUR', null],
    ['', 'EUR', null],
    ['10', 'euro', null],
    [null, 'EUR', null],
  ])('%s %s', (amount, currency, minor) => {
    expect(readMoney(amount, currency)?.minor ?? null).toBe(minor);
  });
});
