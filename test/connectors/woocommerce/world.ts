import { wooConnector } from '../../../src/main/connectors/marketplaces/woocommerce/connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { PracticeOperation } from '../../../src/main/practice/faults.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { createPracticeWoo, practiceWoo, PRACTICE_WOO_KEYS } from '../../../src/main/practice/woocommerce/desk.ts';
import type { PracticeWooTarget } from '../../../src/main/practice/woocommerce/shop-state.ts';
import { openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The write that must not happen twice, by the places a shop has. */
const WRITES: Readonly<Record<PracticeWooTarget | 'none', PracticeOperation>> = { fulfillments: 'createFulfillment', 'shipment-tracking': 'createTracking', ast: 'createAstTracking', none: 'updateOrder' };

export interface WooWorldOptions extends Partial<PracticeSiteOptions> {
  /** What the shop has; a set of the test's own may change while the shop runs. Default: order fulfillments. */
  readonly targets?: ReadonlySet<PracticeWooTarget>;
  /** They come over what the practice shop asks for. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface WooWorld extends PracticeWorld {
  /** Where the shop lies. */
  readonly siteUrl: string;
}

/** The practice site as a WooCommerce shop. */
export async function openWooWorld({ targets, settings, ...site }: WooWorldOptions = {}): Promise<WooWorld> {
  const [place = 'none'] = targets ?? ['fulfillments' as const];
  const world = await openPracticeWorld({
    connector: wooConnector,
    channel: targets === undefined ? practiceWoo : createPracticeWoo({ targets }),
    operations: { 'list-orders': 'listOrders', 'read-order': 'getOrder', 'confirm-dispatch': WRITES[place] },
    unknown: '999999',
    secrets: [
      PRACTICE_WOO_KEYS.consumerKey, PRACTICE_WOO_KEYS.consumerSecret, Buffer.from(`${PRACTICE_WOO_KEYS.consumerKey}:${PRACTICE_WOO_KEYS.consumerSecret}`).toString('base64'),
      'Hohenstein', 'Παπαδοπούλου', BUYERS.japan.lines[0], BUYERS.greece.lines[0], BUYERS.poland.phone, BUYERS.britain.company,
    ],
    site,
    settings,
  });
  return { ...world, siteUrl: `${world.baseUrl}/shop` };
}
