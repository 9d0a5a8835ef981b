import type { MarketplaceConnector } from './kit/marketplace-connector.ts';
import { amazonConnector } from './marketplaces/amazon/connector.ts';
import { ebayConnector } from './marketplaces/ebay/connector.ts';
import { restConnector } from './marketplaces/rest/connector.ts';
import { shopifyConnector } from './marketplaces/shopify/connector.ts';
import { shipStationV1Connector } from './marketplaces/shipstation-v1/connector.ts';
import { shipStationV2Connector } from './marketplaces/shipstation-v2/connector.ts';
import { tiktokConnector } from './marketplaces/tiktok/connector.ts';
import { trendyolConnector } from './marketplaces/trendyol/connector.ts';
import { wooConnector } from './marketplaces/woocommerce/connector.ts';

/** Every channel the station can speak to. */
export const marketplaceConnectors: readonly MarketplaceConnector[] = [amazonConnector, ebayConnector, shopifyConnector, shipStationV1Connector, shipStationV2Connector, tiktokConnector, trendyolConnector, wooConnector, restConnector];
