import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createShipStationV1Account } from './account.ts';
import { SHIPSTATION_V1_CARRIER_WORDS } from './carriers.ts';
import { SHIPSTATION_MINUTE } from './limits.ts';
import { shipStationV1Settings } from './settings.ts';
import { SHIPSTATION_V1_TRAITS } from './traits.ts';
import { verifyShipStationV1Notification } from './verify-notification.ts';

export const shipStationV1Connector: MarketplaceConnector = {
  id: 'shipstation-v1',
  title: 'ShipStation (API V1)',
  specs: [
    { title: 'ShipStation API, as an OpenAPI document made from the vendor’s Postman collection', version: 'V1', readOn: '2026-11-21' },
    { title: 'ShipStation API V1 Requirements; Webhook Model; Advanced Options Model; List Fulfillments', version: 'V1', readOn: '2026-11-21' },
  ],
  traits: SHIPSTATION_V1_TRAITS,
  limits: { 'list-orders': SHIPSTATION_MINUTE, 'read-order': SHIPSTATION_MINUTE, 'confirm-dispatch': SHIPSTATION_MINUTE },
  fields: [
    { name: 'apiKey', kind: 'secret', isRequired: true, example: '32 letters and digits' },
    { name: 'apiSecret', kind: 'secret', isRequired: true, example: '32 letters and digits' },
    { name: 'onlyStoreId', kind: 'text', isRequired: false, example: '179188' },
    { name: 'currency', kind: 'text', isRequired: false, example: 'GBP' },
  ],
  carrierWords: SHIPSTATION_V1_CARRIER_WORDS,
  signIn: null,
  verifyNotification: verifyShipStationV1Notification,
  openAccount(request) {
    const settings = shipStationV1Settings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createShipStationV1Account({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
