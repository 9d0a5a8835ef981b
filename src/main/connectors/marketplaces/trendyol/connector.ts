import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector, SpecSource } from '../../kit/marketplace-connector.ts';
import { createTrendyolAccount } from './account.ts';
import { TRENDYOL_CARRIER_WORDS } from './carriers.ts';
import { TRENDYOL_LIMITS } from './limits.ts';
import { verifyTrendyolNotification } from './notifications.ts';
import { CARGO_AGREEMENTS, trendyolSettings } from './settings.ts';
import { TRENDYOL_TRAITS } from './traits.ts';

const page = (title: string, version: string): SpecSource => ({ title: `Trendyol, ${title}`, version, readOn: '2026-11-21' });

export const trendyolConnector: MarketplaceConnector = {
  id: 'trendyol',
  title: 'Trendyol',
  specs: [
    page('Get Shipment Packages', 'v3.0'),
    page('Order Process Flow', 'v3.0'),
    page('Update Package Status', 'v2.0'),
    page('Update Tracking Number', 'v3.0'),
    page('Shipment Providers List', 'v2.0'),
    page('Carrier Companies', 'v3.0'),
    page('Webhook Model', 'v2.0'),
  ],
  traits: TRENDYOL_TRAITS,
  limits: TRENDYOL_LIMITS,
  fields: [
    { name: 'sellerId', kind: 'text', isRequired: true, example: '123456' },
    { name: 'apiKey', kind: 'secret', isRequired: true },
    { name: 'apiSecret', kind: 'secret', isRequired: true },
    { name: 'cargo', kind: 'choice', choices: CARGO_AGREEMENTS, isRequired: true },
    { name: 'storeFrontCode', kind: 'text', isRequired: false, example: 'DE' },
  ],
  carrierWords: TRENDYOL_CARRIER_WORDS,
  signIn: null,
  verifyNotification: verifyTrendyolNotification,
  openAccount(request) {
    const settings = trendyolSettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createTrendyolAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
