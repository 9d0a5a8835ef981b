import { restConnector } from '../../../src/main/connectors/marketplaces/rest/connector.ts';
import { PRACTICE_REST_KEY, practiceRest } from '../../../src/main/practice/rest/desk.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The practice site as any web service. */
export const openRestWorld = (site?: Partial<PracticeSiteOptions>): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: restConnector,
    channel: practiceRest,
    operations: { 'list-orders': 'listOrders', 'read-order': 'readOrder', 'confirm-dispatch': 'confirmDispatch' },
    unknown: 'R-99000000',
    secrets: [PRACTICE_REST_KEY, ...SOME_BUYERS],
    site,
  });
