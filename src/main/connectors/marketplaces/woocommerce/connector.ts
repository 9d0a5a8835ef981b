import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createWooAccount } from './account.ts';
import { WOO_CARRIER_WORDS } from './carriers.ts';
import { WOO_LIMITS } from './limits.ts';
import { verifyNotification } from './notifications.ts';
import { wooSettings, WRITE_TARGETS } from './settings.ts';
import { WOO_TRAITS } from './traits.ts';

export const wooConnector: MarketplaceConnector = {
  id: 'woocommerce',
  title: 'WooCommerce',
  specs: [
    { title: 'WooCommerce REST API', version: 'wc/v3 (attribute tables of 2024-03-15)', readOn: '2026-11-21' },
    { title: 'WooCommerce order fulfillments', version: '10.7', readOn: '2026-11-21' },
    { title: 'WooCommerce Shipment Tracking REST API', version: 'v3', readOn: '2026-11-21' },
    { title: 'Advanced Shipment Tracking (AST) REST API', version: 'wc-ast/v3', readOn: '2026-11-21' },
  ],
  traits: WOO_TRAITS,
  limits: WOO_LIMITS,
  fields: [
    { name: 'siteUrl', kind: 'url', isRequired: true, example: 'https://example.com/shop/' },
    { name: 'consumerKey', kind: 'secret', isRequired: true, example: 'ck_…' },
    { name: 'consumerSecret', kind: 'secret', isRequired: true, example: 'cs_…' },
    { name: 'target', kind: 'choice', choices: ['auto', ...WRITE_TARGETS], isRequired: false },
    { name: 'completeOrders', kind: 'choice', choices: ['yes', 'no'], isRequired: false },
    { name: 'readyStatuses', kind: 'list', isRequired: false, example: 'ready-to-ship' },
    { name: 'cancelRequestStatuses', kind: 'list', isRequired: false, example: 'cancel-request' },
  ],
  carrierWords: WOO_CARRIER_WORDS,
  signIn: null,
  verifyNotification,
  openAccount(request) {
    const settings = wooSettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createWooAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
