import { describe, expect, it } from 'vitest';
import { readChannelOrder } from '../../../src/main/connectors/marketplaces/shipstation-v2/read-order.ts';
import type { ShipmentReading } from '../../../src/main/connectors/marketplaces/shipstation-v2/read-order.ts';
import type { ToldParcel } from '../../../src/main/connectors/marketplaces/shipstation-v2/shapes.ts';
import { aShipment, NOW_MS, wireItem } from './fixtures.ts';

const reading = (overrides: Partial<ShipmentReading> = {}): ShipmentReading => ({ answeredAtMs: NOW_MS, barcodesFor: (sku) => (sku === 'MUG-350-BLU' ? ['9520000000000'] : []), told: null, ...overrides });
const draftOf = (overrides: Record<string, unknown> = {}, how: Partial<ShipmentReading> = {}) => readChannelOrder(aShipment(overrides), reading(how)).draft;
const told = (overrides: Partial<ToldParcel> = {}): ToldParcel => ({ reference: 'se-9', trackingNumber: 'AB123456789GB', carrier: 'Royal Mail', isSourceTold: true, sourceError: null, ...overrides });

describe('a shipment of ShipStation V2', () => {
  it('is read whole, as an order of its own', () => {
    expect(draftOf()).toEqual({
      channel: 'shipstation-v2',
      channelOrderId: 'se-28529731',
      marketplaceId: 'se-179188',
      state: 'open',
      payment: 'paid',
      channelHold: null,
      cancellation: { kind: 'none' },
      placedAtMs: Date.parse('2026-11-20T10:00:00Z'),
      updatedAtMs: Date.parse('2026-11-21T08:30:00.197Z'),
      shipByMs: Date.parse('2026-11-23T22:59:59Z'),
      shippingService: 'Standard',
      shipTo: { name: 'Ida Voss', lines: ['Am Markt 3'], postcode: '29221', city: 'Celle', region: 'NI', countryCode: 'DE', phone: '05141 000000' },
      value: { minor: 2380, currency: 'EUR' },
      lines: [{ lineId: '77', sku: 'MUG-350-BLU', barcodes: ['952100000137', 'B0PRACT001', '9520000000000'], title: 'Stoneware mug', quantity: 2, quantityCancelled: 0, quantityShipped: 0, cancellation: { kind: 'none' }, weightGrams: 680 }],
      attributes: { shipment_number: 'TEST-1', 'items[].sales_order_id': 'so-1' },
    });
  });

  it.each([
    ['pending', 'open', 'paid', null],
    ['awaiting_payment', 'open', 'pending', null],
    ['on_hold', 'open', 'paid', 'on_hold in ShipStation'],
    ['processing', 'open', 'paid', 'processing: ShipStation is making a label for it'],
    ['label_purchased', 'shipped', 'paid', null],
    ['shipped', 'shipped', 'paid', null],
    ['cancelled', 'cancelled', 'paid', null],
    ['quarantined', 'open', 'paid', 'quarantined: a status of ShipStation that is not known here'],
  ])('%s', (shipment_status, state, payment, channelHold) => {
    expect(draftOf({ shipment_status })).toMatchObject({ state, payment, channelHold });
  });

  it('held until a day that lies ahead, and no longer', () => {
    expect(draftOf({ hold_until_date: '2026-12-01T00:00:00Z' }).channelHold).toBe('on_hold until 2026-12-01');
    expect(draftOf({ hold_until_date: '2026-11-20T00:00:00Z' }).channelHold).toBeNull();
    expect(draftOf({ shipment_status: 'on_hold', hold_until_date: '2026-12-01T00:00:00Z' }).channelHold).toBe('on_hold until 2026-12-01');
  });

  it('a return, and one without an address, are held', () => {
    expect(draftOf({ is_return: true }).channelHold).toContain('is_return');
    expect(draftOf({ ship_to: null })).toMatchObject({ channelHold: expect.stringContaining('no ship_to') as string, shipTo: { countryCode: 'ZZ' } });
  });

  it('cancelled takes all units out; by whom and why nobody says', () => {
    expect(draftOf({ shipment_status: 'cancelled' })).toMatchObject({ cancellation: { kind: 'cancelled', by: 'unknown', reason: null, seenAtMs: Date.parse('2026-11-21T08:30:00.197Z') }, lines: [{ quantityCancelled: 2 }] });
  });

  it('a fulfillment counts as sent although the status says pending, and tells what became of telling the order source', () => {
    const seen = readChannelOrder(aShipment(), reading({ told: [told({ isSourceTold: false, sourceError: 'store disconnected' })] }));
    expect(seen.seenDispatches).toEqual([{ packageReference: 'se-9', carrier: 'Royal Mail', trackingNumber: 'AB123456789GB', passingOn: { state: 'failed', words: 'store disconnected' } }]);
    expect(seen.draft).toMatchObject({ state: 'shipped', packages: seen.seenDispatches, lines: [{ quantityShipped: 2 }], attributes: { order_source_notified: 'false', notification_error_message: 'store disconnected' } });
    // Cancelled weighs more: such a shipment must not leave again.
    expect(draftOf({ shipment_status: 'cancelled' }, { told: [told()] }).state).toBe('cancelled');
  });

  it.each<[string, Partial<ToldParcel>, string | null, unknown]>([
    ['was told', { isSourceTold: true }, 'ebay', undefined],
    ['was told in the end, after an error', { isSourceTold: true, sourceError: 'busy' }, 'ebay', undefined],
    ['is told later', { isSourceTold: false }, 'ebay', { state: 'pending' }],
    ['is not there', { isSourceTold: false }, null, undefined],
    ['is not spoken of', { isSourceTold: null }, 'ebay', undefined],
  ])('a fulfillment whose order source %s', (_, parcel, order_source_code, passingOn) => {
    const seen = readChannelOrder(aShipment({ order_source_code }), reading({ told: [told(parcel)] }));
    expect(seen.seenDispatches.map((dispatch) => dispatch.passingOn)).toEqual([passingOn]);
  });

  it('a label bought in ShipStation leaves its number on the package', () => {
    const seen = readChannelOrder(aShipment({ shipment_status: 'label_purchased', packages: [{ shipment_package_id: 'se-1', tracking_number: '1Z999' }, { shipment_package_id: 'se-2' }] }), reading({ told: [] }));
    expect(seen.seenDispatches).toEqual([{ packageReference: 'se-1', carrier: '', trackingNumber: '1Z999' }]);
  });

  it('lines are named by the first id they have, and chosen options belong to the title', () => {
    const draft = draftOf({ items: [wireItem({ item_id: null }), wireItem({ item_id: null, sales_order_item_id: ' ', external_order_item_id: 'ext-1', options: [{ name: 'Size', value: 'L' }] }), { name: null, quantity: 1 }] });
    expect(draft.lines.map(({ lineId, title }) => [lineId, title])).toEqual([['soi-1', 'Stoneware mug'], ['ext-1', 'Stoneware mug (L)'], ['line 3', 'line 3']]);
  });

  it('tax numbers name whose they are, of what kind and from where', () => {
    expect(
      draftOf({
        tax_identifiers: [{ taxable_entity_type: 'shipper', identifier_type: 'ioss', issuing_authority: 'IE', value: 'IM0000000000' }, { taxable_entity_type: 'recipient', identifier_type: 'vat', issuing_authority: null, value: 'DE000' }],
        customs: { contents: 'merchandise', non_delivery: 'return_to_sender', terms_of_trade_code: 'ddp' },
        packages: [{ products: [{ harmonized_tariff_code: '6912.00', country_of_origin: 'PT' }] }],
        advanced_options: { custom_field1: 'gift', delivered_duty_paid: true, windsor_framework_details: { movement_indicator: 'b2c', not_at_risk: true } },
      }).attributes,
    ).toMatchObject({
      'tax_identifiers[shipper.ioss.IE].value': 'IM0000000000',
      'tax_identifiers[recipient.vat].value': 'DE000',
      'customs.terms_of_trade_code': 'ddp',
      'packages[].products[].harmonized_tariff_code': '6912.00',
      'packages[].products[].country_of_origin': 'PT',
      'advanced_options.custom_field1': 'gift',
      'advanced_options.delivered_duty_paid': 'true',
      'advanced_options.windsor_framework_details.movement_indicator': 'b2c',
    });
  });

  it('an amount without a readable currency is no value; surprises in what is extra lose no shipment', () => {
    expect(draftOf({ amount_paid: { currency: '', amount: 1 } }).value).toBeNull();
    expect(draftOf({ amount_paid: { currency: 'jpy', amount: 1500 } }).value).toEqual({ minor: 1500, currency: 'JPY' });
    expect(draftOf({ amount_paid: 'much', tax_identifiers: 5, packages: 'one', advanced_options: [], customs: 'x' }).value).toBeNull();
  });
});
