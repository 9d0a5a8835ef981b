import { shopifyConnector } from '../../../src/main/connectors/marketplaces/shopify/connector.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { PRACTICE_CLIENT } from '../../../src/main/practice/shopify/access.ts';
import { practiceShopify } from '../../../src/main/practice/shopify/desk.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The practice site as a Shopify shop. `settings` come over the site's own. */
export const openShopifyWorld = (site?: Partial<PracticeSiteOptions>, settings?: Readonly<Record<string, unknown>>): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: shopifyConnector,
    channel: practiceShopify,
    operations: { 'list-orders': 'listOrders', 'read-order': 'readOrder', 'confirm-dispatch': 'fulfillmentCreate' },
    unknown: '9999999999999',
    secrets: [PRACTICE_CLIENT.clientSecret, 'shpat_', ...SOME_BUYERS],
    site,
    settings,
  });
