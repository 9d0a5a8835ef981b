import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector, SpecSource } from '../../kit/marketplace-connector.ts';
import { createTikTokAccount } from './account.ts';
import { TIKTOK_CARRIER_WORDS } from './carriers.ts';
import { TIKTOK_LIMITS } from './limits.ts';
import { verifyTikTokNotification } from './notifications.ts';
import { tiktokSettings } from './settings.ts';
import { tiktokSignIn } from './sign-in.ts';
import { TIKTOK_TRAITS } from './traits.ts';

const spec = (title: string, version: string): SpecSource => ({ title: `TikTok Shop Open API, ${title}`, version, readOn: '2026-11-21' });

export const tiktokConnector: MarketplaceConnector = {
  id: 'tiktok',
  title: 'TikTok Shop',
  specs: [
    spec('Get Order List', '202309'),
    spec('Get Order Detail', '202507'),
    spec('Search Cancellations', '202309'),
    spec('Get Shipping Providers', '202309'),
    spec('Mark Package As Shipped', '202309'),
    spec('Ship Package', '202309'),
    spec('Update Package Shipping Info', '202309'),
    spec('Webhooks 1, 4 and 11', '2025-07'),
  ],
  traits: TIKTOK_TRAITS,
  limits: TIKTOK_LIMITS,
  fields: [
    { name: 'appKey', kind: 'text', isRequired: true, example: '6a6b7c8d9e0f1' },
    { name: 'appSecret', kind: 'secret', isRequired: true },
    { name: 'refreshToken', kind: 'secret', isRequired: true, example: 'ROW_…' },
    { name: 'shopCipher', kind: 'text', isRequired: false, example: 'ROW_…' },
  ],
  carrierWords: TIKTOK_CARRIER_WORDS,
  signIn: tiktokSignIn,
  verifyNotification: verifyTikTokNotification,
  openAccount(request) {
    const settings = tiktokSettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createTikTokAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
