import { shipStationV1Connector } from '../../../src/main/connectors/marketplaces/shipstation-v1/connector.ts';
import { PRACTICE_SHIPSTATION_V1_KEYS, practiceShipStationV1 } from '../../../src/main/practice/shipstation-v1/desk.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The practice site as ShipStation V1. */
export const openShipStationV1World = (site?: Partial<PracticeSiteOptions>): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: shipStationV1Connector,
    channel: practiceShipStationV1,
    operations: { 'list-orders': 'listOrders', 'read-order': 'getOrder', 'confirm-dispatch': 'markAsShipped' },
    unknown: '99000000',
    secrets: [PRACTICE_SHIPSTATION_V1_KEYS.apiSecret, Buffer.from(`${PRACTICE_SHIPSTATION_V1_KEYS.apiKey}:${PRACTICE_SHIPSTATION_V1_KEYS.apiSecret}`).toString('base64'), ...SOME_BUYERS],
    site,
  });
