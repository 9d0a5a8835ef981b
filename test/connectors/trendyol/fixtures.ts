// Packages in the shape of Trendyol's page "Get Shipment Packages" (read on 2026-11-21); all values are invented.
import { packageShape } from '../../../src/main/connectors/marketplaces/trendyol/shapes.ts';
import type { TrendyolPackage } from '../../../src/main/connectors/marketplaces/trendyol/shapes.ts';
import type { DispatchNotice } from '../../../src/shared/domain/writeback/write-back.ts';

export const aRecord = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  shipmentPackageId: 3330111111, orderNumber: '10654411111', status: 'Created', orderDate: 1_763_700_000_000, lastModifiedDate: 1_763_701_000_000, agreedDeliveryDate: 1_763_800_000_000,
  cargoTrackingNumber: 7280027504111111, cargoSenderNumber: '', cargoProviderName: 'DHL Marketplace', packageTotalPrice: 498.9, currencyCode: 'EUR',
  shipmentAddress: { firstName: 'Deniz', lastName: 'Örnek', address1: 'Örnek Sokak 1', district: 'Kadıköy', city: 'İstanbul', postalCode: '34000', countryCode: 'tr' },
  lines: [aLine(), aLine({ lineId: 4765111112, quantity: 1, merchantSku: 'PEN', barcode: '8680000000020' })],
  ...change,
});

export const aLine = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({ lineId: 4765111111, quantity: 2, merchantSku: 'MUG', barcode: '8680000000013', productName: 'Mug, blue', orderLineItemStatusName: 'Created', ...change });

export const aPackage = (change: Readonly<Record<string, unknown>> = {}): TrendyolPackage => packageShape.parse(aRecord(change));

export const aNotice = (change: Partial<DispatchNotice> = {}): DispatchNotice => ({
  channelOrderId: '10654411111-3330111111', packageReference: '1', carrierCode: 'DHLMP', trackingNumber: '003401234567890129', shippedAtMs: 1_763_702_000_000,
  lines: [{ lineId: '4765111111', quantity: 2 }, { lineId: '4765111112', quantity: 1 }],
  ...change,
});
