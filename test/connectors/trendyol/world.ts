import { trendyolConnector } from '../../../src/main/connectors/marketplaces/trendyol/connector.ts';
import { BUYERS } from '../../../src/main/practice/buyers.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { practiceTrendyol, PRACTICE_TRENDYOL } from '../../../src/main/practice/trendyol/desk.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

export interface TrendyolWorldOptions extends Partial<PracticeSiteOptions> {
  /** They come over what the practice site says a connector needs. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The practice site as Trendyol. */
export async function openTrendyolWorld({ settings, ...site }: TrendyolWorldOptions = {}): Promise<PracticeWorld> {
  const world = await openPracticeWorld({
    connector: trendyolConnector,
    channel: practiceTrendyol,
    operations: { 'list-orders': 'listPackages', 'read-order': 'readPackages', 'confirm-dispatch': 'tellNumber' },
    unknown: '10999999999-3399999999',
    secrets: [
      PRACTICE_TRENDYOL.apiKey, PRACTICE_TRENDYOL.apiSecret, Buffer.from(`${PRACTICE_TRENDYOL.apiKey}:${PRACTICE_TRENDYOL.apiSecret}`).toString('base64'),
      ...SOME_BUYERS, BUYERS.long.lines[0],
    ],
    site,
    settings,
  });
  // An order is two things on the wire: its number, and the package of it.
  return { ...world, nameOnTheWire: (channelOrderId) => channelOrderId.split('-')[0] ?? channelOrderId };
}
