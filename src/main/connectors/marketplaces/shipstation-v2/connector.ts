import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createShipStationV2Account } from './account.ts';
import { SHIPSTATION_V2_CARRIER_WORDS } from './carriers.ts';
import { PRODUCTION_LIMIT } from './limits.ts';
import { shipStationV2Settings } from './settings.ts';
import { SHIPSTATION_V2_TRAITS } from './traits.ts';
import { verifyShipStationV2Notification } from './verify-notification.ts';

export const shipStationV2Connector: MarketplaceConnector = {
  id: 'shipstation-v2',
  title: 'ShipStation (API V2)',
  specs: [
    { title: 'ShipStation API v2, OpenAPI document of 2025-08-13', version: '2.0.0', readOn: '2026-11-21' },
    { title: 'List fulfillments; Creating Fulfillments; Split and Merge Shipments; Webhook Validation; Webhook Payload Schemas', version: '2.0.0', readOn: '2026-11-21' },
  ],
  traits: SHIPSTATION_V2_TRAITS,
  limits: { 'list-orders': PRODUCTION_LIMIT, 'read-order': PRODUCTION_LIMIT, 'confirm-dispatch': PRODUCTION_LIMIT },
  fields: [
    { name: 'apiKey', kind: 'secret', isRequired: true, example: '43 letters, digits and signs' },
    { name: 'onlyStoreId', kind: 'text', isRequired: false, example: 'se-179188' },
  ],
  carrierWords: SHIPSTATION_V2_CARRIER_WORDS,
  signIn: null,
  verifyNotification: verifyShipStationV2Notification,
  openAccount(request) {
    const settings = shipStationV2Settings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createShipStationV2Account({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
