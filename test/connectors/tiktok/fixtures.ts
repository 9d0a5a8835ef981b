// Shape: "Get Order Detail" 202507 and "Mark Package As Shipped" 202309, example answers (fields and nesting); all values are invented.
import { orderShape } from '../../../src/main/connectors/marketplaces/tiktok/shapes.ts';
import type { TikTokOrder } from '../../../src/main/connectors/marketplaces/tiktok/shapes.ts';
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

export const ORDER_ID = '576461413038785752';
/** Unix seconds of 2026-11-21 08:30 UTC. */
export const CHANGED_AT = 1_795_249_800;
const MUG = '577086512123755001';
export const mug = (unit: number): string => `${MUG.slice(0, -1)}${unit}`;
export const POT = '577086512123755123';

export const wireUnit = (id: string, overrides: Fields = {}): Fields => ({
  id,
  sku_id: '2729382476852921560',
  seller_sku: 'MUG-350-BLU',
  product_name: 'Stoneware mug',
  sku_name: 'Blue',
  display_status: 'AWAITING_SHIPMENT',
  package_status: 'TO_FULFILL',
  package_id: '1153132168123859123',
  ...overrides,
});

/** Told as shipped, in this package under this number. */
export const shippedUnit = (id: string, trackingNumber = '003401', packageId = '1153132168123859124', overrides: Fields = {}): Fields =>
  wireUnit(id, { display_status: 'AWAITING_COLLECTION', package_status: 'PROCESSING', package_id: packageId, tracking_number: trackingNumber, shipping_provider_name: 'DHL', ...overrides });

export const potUnit = (overrides: Fields = {}): Fields => wireUnit(POT, { sku_id: '2729382476852921999', seller_sku: 'TEAPOT-1L', product_name: 'Glass teapot', sku_name: 'Default', ...overrides });

export function wireOrder(overrides: Fields = {}): Fields {
  return {
    id: ORDER_ID,
    status: 'AWAITING_SHIPMENT',
    create_time: CHANGED_AT - 3_600,
    update_time: CHANGED_AT,
    rts_sla_time: CHANGED_AT + 86_400,
    shipping_due_time: CHANGED_AT + 3 * 86_400,
    shipping_type: 'SELLER',
    fulfillment_type: 'FULFILLMENT_BY_SELLER',
    delivery_option_id: '7091146663229654785',
    delivery_option_name: 'Standard Shipping',
    is_buyer_request_cancel: false,
    payment: { currency: 'GBP', total_amount: '23.80' },
    recipient_address: {
      name: 'Rhiannon Llewellyn', phone_number: '+441497000000', region_code: 'UK', postal_code: 'HR3 5DQ', post_town: 'Hay-on-Wye', address_line1: 'Flat 2', address_line2: '14 Church Lane',
      address_line3: '', address_line4: '', district_info: [{ address_level: 'L0', address_level_name: 'Country', address_name: 'United Kingdom' }, { address_level: 'L1', address_level_name: 'State', address_name: 'Wales' }],
    },
    line_items: [wireUnit(mug(1)), wireUnit(mug(2)), potUnit()],
    ...overrides,
  };
}

export const parseOrder = (overrides: Fields = {}): TikTokOrder => orderShape.parse(wireOrder(overrides));

export const aReply = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({ status, headers, bodyText: typeof body === 'string' ? body : JSON.stringify(body) });
export const yes = (data: unknown = {}): WireReply => aReply(200, { code: 0, message: 'Success', request_id: '2022', data });
export const no = (code: number, message = 'some words', status = 200): WireReply => aReply(status, { code, message, request_id: '2022' });

export function aNotice(overrides: Partial<DispatchNotice> = {}): DispatchNotice {
  return {
    channelOrderId: ORDER_ID,
    packageReference: '1',
    carrierCode: 'DHL',
    trackingNumber: '003401234567890129',
    shippedAtMs: Date.parse('2026-11-21T10:00:00Z'),
    lines: [{ lineId: '577086512123755001+2', quantity: 2 }],
    ...overrides,
  };
}
