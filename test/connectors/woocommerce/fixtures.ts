// Shape: REST API v3, "Retrieve an order", "List all refunds", example answers (fields and nesting); all values are invented.
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import { wooSettings } from '../../../src/main/connectors/marketplaces/woocommerce/settings.ts';
import type { WooSettings } from '../../../src/main/connectors/marketplaces/woocommerce/settings.ts';
import { orderShape } from '../../../src/main/connectors/marketplaces/woocommerce/shapes.ts';
import type { WooOrder } from '../../../src/main/connectors/marketplaces/woocommerce/shapes.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

type Fields = Record<string, unknown>;

export const CHANGED_AT_MS = Date.parse('2026-11-21T08:30:00Z');

export function aWireOrder(overrides: Fields = {}): Fields {
  return {
    id: 727,
    number: '727',
    status: 'processing',
    currency: 'EUR',
    total: '23.80',
    date_created_gmt: '2026-11-20T18:00:00',
    date_modified_gmt: '2026-11-21T08:30:00',
    date_paid_gmt: '2026-11-20T18:01:00',
    billing: { first_name: 'Nele', last_name: 'Brandt', company: '', address_1: 'Markt 1', address_2: '', city: 'Leipzig', state: 'DE-SN', postcode: '04109', country: 'DE', phone: '+49 341 000000', email: 'n@practice.invalid' },
    shipping: { first_name: 'Ida', last_name: 'Voss', company: 'Voss & Co', address_1: 'Am Markt 3', address_2: 'Hinterhaus', city: 'Celle', state: 'DE-NI', postcode: '29221', country: 'DE', phone: '' },
    line_items: [{ id: 315, name: 'Stoneware mug', quantity: 2, sku: 'MUG-350-BLU', meta_data: [] }, { id: 316, name: 'Teapot', quantity: 1, sku: 'TEAPOT-1L', meta_data: [] }],
    shipping_lines: [{ method_title: 'Flat rate' }],
    refunds: [],
    meta_data: [],
    ...overrides,
  };
}

export const anOrder = (overrides: Fields = {}): WooOrder => orderShape.parse(aWireOrder(overrides));

export const settingsOf = (overrides: Fields = {}): WooSettings => wooSettings.parse({ siteUrl: 'https://example.com/shop/', consumerKey: 'ck_1', consumerSecret: 'cs_1', ...overrides });

export const aReply = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({ status, headers, bodyText: typeof body === 'string' ? body : JSON.stringify(body) });

export const anError = (code: string | number, message = 'words of the shop', data: Fields = {}): Fields => ({ code, message, data });

export function aNotice(overrides: Partial<DispatchNotice> = {}): DispatchNotice {
  return {
    channelOrderId: '727',
    packageReference: '1',
    carrierCode: 'dhl',
    carrierName: 'DHL',
    trackingNumber: '003401234567890129',
    shippedAtMs: Date.parse('2026-11-21T10:00:00Z'),
    lines: [{ lineId: '315', quantity: 2 }],
    ...overrides,
  };
}
