import { ebayConnector } from '../../../src/main/connectors/marketplaces/ebay/connector.ts';
import { PRACTICE_EBAY_KEYS } from '../../../src/main/practice/ebay/access-tokens.ts';
import { practiceEbay } from '../../../src/main/practice/ebay/desk.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The practice site as eBay. */
export const openEbayWorld = (site?: Partial<PracticeSiteOptions>): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: ebayConnector,
    channel: practiceEbay,
    operations: { 'list-orders': 'getOrders', 'read-order': 'getOrder', 'confirm-dispatch': 'createShippingFulfillment' },
    unknown: '99-00000-00000',
    secrets: [PRACTICE_EBAY_KEYS.clientSecret, PRACTICE_EBAY_KEYS.refreshToken, 'v^1.1#', ...SOME_BUYERS],
    site,
  });
