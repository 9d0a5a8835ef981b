import { describe, expect, it } from 'vitest';
import { whereMerged } from '../../../src/main/connectors/marketplaces/shipstation-v1/read.ts';
import { readChannelOrder } from '../../../src/main/connectors/marketplaces/shipstation-v1/read-order.ts';
import type { OrderReading } from '../../../src/main/connectors/marketplaces/shipstation-v1/read-order.ts';
import type { ToldParcel } from '../../../src/main/connectors/marketplaces/shipstation-v1/shapes.ts';
import { anOrder, NOW_MS, wireAdvanced, wireItem } from './fixtures.ts';

const reading = (overrides: Partial<OrderReading> = {}): OrderReading => ({ knownByMs: NOW_MS, currency: 'EUR', barcodesFor: (sku) => (sku === 'MUG-350-BLU' ? ['9520000000000'] : []), mergedInto: null, told: [], ...overrides });
const draftOf = (overrides: Record<string, unknown> = {}, how: Partial<OrderReading> = {}) => readChannelOrder(anOrder(overrides), reading(how)).draft;
const told = (overrides: Partial<ToldParcel> = {}): ToldParcel => ({ reference: '33974374', trackingNumber: 'AB123456789GB', carrier: 'royal_mail', lines: null, isChannelTold: true, channelError: null, ...overrides });

describe('an order of ShipStation V1', () => {
  it('is read whole, its times as those of the West Coast', () => {
    expect(draftOf()).toEqual({
      channel: 'shipstation-v1',
      channelOrderId: '21533276',
      marketplaceId: '179188',
      state: 'open',
      payment: 'paid',
      channelHold: null,
      cancellation: { kind: 'none' },
      placedAtMs: Date.parse('2026-11-20T18:00:00Z'),
      updatedAtMs: Date.parse('2026-11-21T08:30:00.197Z'),
      shipByMs: Date.parse('2026-11-24T07:59:59Z'),
      shippingService: 'Standard',
      shipTo: { name: 'Ida Voss', lines: ['Am Markt 3'], postcode: '29221', city: 'Celle', region: 'Niedersachsen', countryCode: 'DE', phone: '05141 000000' },
      value: { minor: 2380, currency: 'EUR' },
      lines: [{ lineId: '32318261', sku: 'MUG-350-BLU', barcodes: ['952100000137', '9520000000000'], title: 'Stoneware mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' }, weightGrams: 340 }],
      attributes: { orderNumber: 'TEST-1', orderKey: '0d6bec18', 'advancedOptions.source': 'ebay', 'shipTo.addressVerified': 'Address not yet validated' },
    });
  });

  it.each([
    ['awaiting_payment', 'open', 'pending', null],
    ['awaiting_shipment', 'open', 'paid', null],
    ['on_hold', 'open', 'paid', 'on_hold in ShipStation'],
    ['pending_fulfillment', 'open', 'paid', 'pending_fulfillment: a fulfilment provider ships this order'],
    ['rejected_fulfillment', 'open', 'paid', expect.stringContaining('rejected_fulfillment') as string],
    ['quarantined', 'open', 'paid', 'quarantined: a status of ShipStation that is not known here'],
    ['shipped', 'shipped', 'paid', null],
    ['cancelled', 'cancelled', 'paid', null],
  ])('%s', (orderStatus, state, payment, channelHold) => {
    expect(draftOf({ orderStatus })).toMatchObject({ state, payment, channelHold });
  });

  it('on hold until a day says the day', () => {
    expect(draftOf({ orderStatus: 'on_hold', holdUntilDate: '2026-12-01T00:00:00.0000000' }).channelHold).toBe('on_hold until 2026-12-01');
  });

  it('cancelled takes all units out; by whom and why nobody says', () => {
    const draft = draftOf({ orderStatus: 'cancelled' });
    expect(draft.cancellation).toEqual({ kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: draft.updatedAtMs });
    expect(draft.lines).toMatchObject([{ quantity: 2, quantityCancelled: 2, quantityShipped: 0 }]);
  });

  it('shipped names its numbers, their content where it is known, and what became of telling the sales channel', () => {
    const seen = readChannelOrder(anOrder({ orderStatus: 'shipped' }), reading({ told: [told({ isChannelTold: false, channelError: 'eBay: token expired', lines: [{ lineId: '32318261', quantity: 2 }] })] }));
    expect(seen.seenDispatches).toEqual([{ packageReference: '33974374', carrier: 'royal_mail', trackingNumber: 'AB123456789GB', lines: [{ lineId: '32318261', quantity: 2 }], passingOn: { state: 'failed', words: 'eBay: token expired' } }]);
    expect(seen.draft.packages).toEqual(seen.seenDispatches);
    expect(seen.draft.attributes).toMatchObject({ marketplaceNotified: 'false', notifyErrorMessage: 'eBay: token expired' });
    expect(seen.draft.lines).toMatchObject([{ quantityShipped: 2 }]);
  });

  it.each<[string, Partial<ToldParcel>, string, unknown]>([
    ['was told', { isChannelTold: true }, 'ebay', undefined],
    ['was told in the end, after an error', { isChannelTold: true, channelError: 'eBay: busy' }, 'ebay', undefined],
    ['is told later', { isChannelTold: false }, 'ebay', { state: 'pending' }],
    ['could not be told', { isChannelTold: false, channelError: 'eBay: token expired' }, 'ebay', { state: 'failed', words: 'eBay: token expired' }],
    ['is not there: the order was typed in by hand', { isChannelTold: false }, ' ', undefined],
    ['is not spoken of', { isChannelTold: null }, 'ebay', undefined],
  ])('a number whose sales channel %s', (_, parcel, source, passingOn) => {
    const seen = readChannelOrder(anOrder({ orderStatus: 'shipped', advancedOptions: wireAdvanced({ source }) }), reading({ told: [told(parcel)] }));
    expect(seen.seenDispatches.map((dispatch) => dispatch.passingOn)).toEqual([passingOn]);
  });

  it('discounts are nothing to pack, chosen options belong to the title, one without a SKU has its own number', () => {
    const draft = draftOf({ items: [wireItem({ options: [{ name: 'Size', value: 'Large' }, { name: 'Note', value: ' ' }], weight: null }), wireItem({ orderItemId: 5, sku: 'DISCOUNT', adjustment: true }), wireItem({ orderItemId: 6, sku: null, name: null, upc: null, weight: { value: 0, units: 'ounces' } })] });
    expect(draft.lines.map(({ title, sku }) => `${sku} ${title}`)).toEqual(['MUG-350-BLU Stoneware mug (Large)', '6 6']);
    expect(draft.lines.some((line) => 'weightGrams' in line)).toBe(false);
  });

  it('without a currency of the store it has no value; a JSON number is rounded to the smallest unit', () => {
    expect(draftOf({}, { currency: null }).value).toBeNull();
    expect(draftOf({ orderTotal: 1.005 }, { currency: 'JPY' }).value).toEqual({ minor: 1, currency: 'JPY' });
    expect(draftOf({ orderTotal: 194.43 }).value).toEqual({ minor: 19_443, currency: 'EUR' });
    expect(draftOf({ orderTotal: 'much' }).value).toBeNull();
  });

  it('without an address it is held, and its country is unknown', () => {
    expect(draftOf({ shipTo: null })).toMatchObject({ channelHold: expect.stringContaining('no shipTo') as string, shipTo: { countryCode: 'ZZ' } });
  });

  it('what somebody else ships is held', () => {
    expect(draftOf({ externallyFulfilled: true, externallyFulfilledBy: 'Amazon FBA' }).channelHold).toBe('externallyFulfilled: Amazon FBA ships this order');
    expect(draftOf({ externallyFulfilled: true, orderStatus: 'shipped' }).channelHold).toBeNull();
  });

  it('customs fields, own fields and what it was merged with are kept by their path', () => {
    const attributes = draftOf({
      advancedOptions: wireAdvanced({ customField1: 'IOSS IM0000000000', mergedOrSplit: true, mergedIds: ['7', 8] }),
      internationalOptions: { contents: 'merchandise', nonDelivery: 'return_to_sender', customsItems: [{ harmonizedTariffCode: '6912.00', countryOfOrigin: 'PT' }, { harmonizedTariffCode: 691200, countryOfOrigin: 'PT' }] },
    }).attributes;
    expect(attributes).toMatchObject({
      'advancedOptions.customField1': 'IOSS IM0000000000',
      'advancedOptions.mergedIds': '7, 8',
      'internationalOptions.contents': 'merchandise',
      'internationalOptions.customsItems[].harmonizedTariffCode': '6912.00, 691200',
      'internationalOptions.customsItems[].countryOfOrigin': 'PT',
    });
  });
});

describe('an order merged into another one', () => {
  const taker = anOrder({ orderId: 7, advancedOptions: wireAdvanced({ mergedOrSplit: true, mergedIds: [21533276] }) });

  it('is held and names the one that is shipped', () => {
    expect(whereMerged(anOrder(), [taker])).toBe('7');
    expect(draftOf({}, { mergedInto: '7' }).channelHold).toBe('merged into order 7: that one is shipped in its place');
  });

  it('the one that took it in may leave, and so may a part that was split off', () => {
    expect(whereMerged(taker, [anOrder(), taker])).toBeNull();
    expect(whereMerged(anOrder({ advancedOptions: wireAdvanced({ mergedOrSplit: true, parentId: 8 }) }), [anOrder({ orderId: 8, advancedOptions: wireAdvanced({ mergedOrSplit: true }) })])).toBeNull();
  });

  it('of two that name each other exactly one is held', () => {
    const other = anOrder({ orderId: 9, advancedOptions: wireAdvanced({ mergedIds: [10] }) });
    const mutual = anOrder({ orderId: 10, advancedOptions: wireAdvanced({ mergedIds: [9] }) });
    expect([whereMerged(other, [mutual]), whereMerged(mutual, [other])]).toEqual([null, '9']);
  });

  it('an order without these fields is none', () => {
    expect(whereMerged(anOrder({ advancedOptions: null }), [anOrder({ orderId: 3, advancedOptions: null })])).toBeNull();
  });
});
