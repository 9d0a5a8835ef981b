import { shipStationV2Connector } from '../../../src/main/connectors/marketplaces/shipstation-v2/connector.ts';
import type { PracticeSiteOptions } from '../../../src/main/practice/practice-site.ts';
import { PRACTICE_SHIPSTATION_V2_KEY, practiceShipStationV2 } from '../../../src/main/practice/shipstation-v2/desk.ts';
import { SOME_BUYERS, openPracticeWorld, type PracticeWorld } from '../support/practice-world.ts';

/** The practice site as ShipStation V2. */
export const openShipStationV2World = (site?: Partial<PracticeSiteOptions>): Promise<PracticeWorld> =>
  openPracticeWorld({
    connector: shipStationV2Connector,
    channel: practiceShipStationV2,
    operations: { 'list-orders': 'listShipments', 'read-order': 'getShipment', 'confirm-dispatch': 'createFulfillments' },
    unknown: 'se-99000000',
    secrets: [PRACTICE_SHIPSTATION_V2_KEY, ...SOME_BUYERS],
    site,
  });
