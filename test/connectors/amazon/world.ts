import { amazonConnector } from '../../../src/main/connectors/marketplaces/amazon/connector.ts';
import { PRACTICE_CREDENTIALS } from '../../../src/main/practice/amazon/access-tokens.ts';
import { practiceAmazon } from '../../../src/main/practice/amazon/desk.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The practice site as Amazon. */
export const openAmazonWorld = (site?: Partial<PracticeSiteOptions>): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: amazonConnector,
    channel: practiceAmazon,
    operations: { 'list-orders': 'searchOrders', 'read-order': 'getOrder', 'confirm-dispatch': 'confirmShipment' },
    unknown: '999-0000000-0000000',
    secrets: [PRACTICE_CREDENTIALS.clientSecret, PRACTICE_CREDENTIALS.refreshToken, 'Atza|', ...SOME_BUYERS],
    site,
  });
