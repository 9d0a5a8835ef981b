import { describe, expect, it } from 'vitest';
import { marketplaceConnectors } from '../../src/main/connectors/registry.ts';
import { describeMarketplaceConnector } from '../suites/marketplace-connector.suite.ts';
import type { MarketplaceWorld } from '../suites/marketplace-connector.suite.ts';
import { openAmazonWorld } from './amazon/world.ts';
import { openEbayWorld } from './ebay/world.ts';
import { openRestWorld } from './rest/world.ts';
import { openShopifyWorld } from './shopify/world.ts';
import { openShipStationV1World } from './shipstation-v1/world.ts';
import { openShipStationV2World } from './shipstation-v2/world.ts';
import { openTikTokWorld } from './tiktok/world.ts';
import { openTrendyolWorld } from './trendyol/world.ts';
import { openWooWorld } from './woocommerce/world.ts';

const worlds: Readonly<Record<string, () => Promise<MarketplaceWorld>>> = { amazon: () => openAmazonWorld(), ebay: () => openEbayWorld(), rest: () => openRestWorld(), shopify: () => openShopifyWorld(), 'shipstation-v1': () => openShipStationV1World(), 'shipstation-v2': () => openShipStationV2World(), tiktok: () => openTikTokWorld(), trendyol: () => openTrendyolWorld(), woocommerce: () => openWooWorld() };

describe('the list of channels', () => {
  it('names each channel once, and each has a world in which its promises are tested', () => {
    const ids = marketplaceConnectors.map((connector) => connector.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(Object.keys(worlds).sort());
  });
});

for (const connector of marketplaceConnectors) {
  const openWorld = worlds[connector.id];
  if (openWorld !== undefined) describeMarketplaceConnector(connector, openWorld);
}
