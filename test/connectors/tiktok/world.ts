import { tiktokConnector } from '../../../src/main/connectors/marketplaces/tiktok/connector.ts';
import { PRACTICE_TIKTOK } from '../../../src/main/practice/tiktok/access.ts';
import { createPracticeTikTok, practiceTikTok } from '../../../src/main/practice/tiktok/desk.ts';
import type { PracticeTikTokOptions } from '../../../src/main/practice/tiktok/desk.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld, type PracticeWorldParts } from '../support/practice-world.ts';

export interface TikTokWorldOptions extends Pick<PracticeWorldParts, 'site' | 'settings' | 'benchAheadMs'> {
  readonly desk?: PracticeTikTokOptions;
}

/** The practice site as TikTok Shop. */
export const openTikTokWorld = ({ desk, ...parts }: TikTokWorldOptions = {}): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: tiktokConnector,
    channel: desk === undefined ? practiceTikTok : createPracticeTikTok(desk),
    operations: { 'list-orders': 'searchOrders', 'read-order': 'getOrderDetail', 'confirm-dispatch': 'markPackageShipped' },
    unknown: '576400000000000000',
    secrets: [PRACTICE_TIKTOK.appSecret, PRACTICE_TIKTOK.shopCipher, 'ROW_practice-refresh', 'ROW_practice-access', ...SOME_BUYERS],
    ...parts,
  });
