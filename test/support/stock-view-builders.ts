import type { StockStoreView, StockView } from '../../src/shared/contract/stock-views.ts';
import { minutes, seconds } from '../../src/shared/domain/units/instant.ts';
import { viewNowMs } from './view-builders.ts';

export const aStockStore = (change: Partial<StockStoreView> = {}): StockStoreView => ({
  storeId: 'shopify',
  name: 'Küchenfreude',
  channel: 'shopify',
  state: 'publishing',
  intervalSeconds: 60,
  buffer: 2,
  slowedToSeconds: null,
  problem: null,
  lastPublishedAtMs: viewNowMs - seconds(40),
  due: 0,
  differing: 0,
  refused: 0,
  budget: { calls: ['list-orders', 'read-order', 'confirm-dispatch', 'publish-stock'], left: 1640, burst: 2000, ratePerSecond: 100, isWeighed: true },
  ...change,
});

/** A house in which everything that can stand on the page stands there. */
export function someStock(change: Partial<StockView> = {}): StockView {
  const store = (storeId: string, pending: number, buffer: number, published: number | null) => ({
    storeId,
    onHand: 118,
    pending,
    buffer,
    wanted: Math.max(0, 118 - pending - buffer),
    published,
    publishedAtMs: published === null ? null : viewNowMs - seconds(40),
    shown: null,
    shownAtMs: null,
    delta: published === null ? null : published - Math.max(0, 118 - pending - buffer),
    problem: null,
  });
  return {
    stores: [
      aStockStore({ differing: 2, refused: 1 }),
      aStockStore({ storeId: 'woo', name: 'Teehaus am Markt', channel: 'woocommerce', state: 'slowed', slowedToSeconds: 240, intervalSeconds: 120, buffer: 0, due: 412, budget: { calls: ['publish-stock'], left: 0, burst: 5, ratePerSecond: 0.5, isWeighed: false } }),
      aStockStore({ storeId: 'amazon-de', name: 'Amazon Deutschland', channel: 'amazon', state: 'no-desk', intervalSeconds: null, buffer: 0, budget: null }),
    ],
    counts: { skus: 1204, last: { fileName: 'bestand-2026-11-03.csv', countedAtMs: viewNowMs - minutes(190), importedAtMs: viewNowMs - minutes(186), by: 'Birgit Hansen' } },
    lines: [
      { sku: 'MUG-350-BLU', counted: 140, dispatched: 20, restocked: 0, missing: 2, onHand: 118, stores: [store('shopify', 14, 2, 102), store('woo', 14, 0, 106)] },
      { sku: 'TEE-ASSAM-250G-DOSE-SCHWARZ', counted: 118, dispatched: 0, restocked: 0, missing: 0, onHand: 118, stores: [store('shopify', 0, 2, 116), store('woo', 0, 0, null)] },
    ],
    parity: [
      { storeId: 'shopify', sku: 'PLATE-26-WHT', wanted: 3, known: 24, delta: 21, sinceMs: viewNowMs - minutes(4) },
      { storeId: 'woo', sku: 'MUG-350-BLU', wanted: 104, known: 106, delta: 2, sinceMs: viewNowMs - seconds(50) },
      { storeId: 'shopify', sku: 'KANNE-1L', wanted: 12, known: 9, delta: -3, sinceMs: viewNowMs - minutes(61) },
    ],
    refused: [{ storeId: 'shopify', sku: 'BUNDLE-TEE-4', wanted: 8, code: 'unrecognised', message: 'Shopify has no goods with this SKU', atMs: viewNowMs - minutes(120) }],
    variances: [{ sku: 'MUG-350-BLU', counted: 140, onHand: 118, missing: 2, missed: { channelOrderId: '302-7710037-9915413', atMs: viewNowMs - minutes(22), by: 'Alex' } }],
    varianceCount: 1,
    ...change,
  };
}
