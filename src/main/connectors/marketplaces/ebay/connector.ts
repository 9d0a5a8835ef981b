import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createEbayAccount } from './account.ts';
import { EBAY_CARRIER_WORDS } from './carriers.ts';
import { EBAY_DAY } from './limits.ts';
import { ebaySettings } from './settings.ts';
import { ebaySignIn } from './sign-in.ts';
import { EBAY_TRAITS } from './traits.ts';
import { verifyEbayNotification } from './verify-notification.ts';

export const ebayConnector: MarketplaceConnector = {
  id: 'ebay',
  title: 'eBay',
  specs: [
    { title: 'Sell Fulfillment API', version: '1.20.7', readOn: '2026-11-21' },
    { title: 'Commerce Notification API', version: '1.2.0', readOn: '2026-11-21' },
  ],
  traits: EBAY_TRAITS,
  limits: { 'list-orders': EBAY_DAY, 'read-order': EBAY_DAY, 'confirm-dispatch': EBAY_DAY },
  fields: [
    { name: 'environment', kind: 'choice', choices: ['production', 'sandbox'], isRequired: true },
    { name: 'clientId', kind: 'text', isRequired: true, example: 'YourName-YourApp-PRD-…' },
    { name: 'clientSecret', kind: 'secret', isRequired: true, example: 'PRD-…' },
    { name: 'ruName', kind: 'text', isRequired: false, example: 'Your_Name-YourName-YourAp-…' },
    { name: 'refreshToken', kind: 'secret', isRequired: true, example: 'v^1.1#i^1#…' },
    { name: 'refreshTokenEndsAt', kind: 'text', isRequired: false, example: '2028-05-21' },
  ],
  carrierWords: EBAY_CARRIER_WORDS,
  signIn: ebaySignIn,
  verifyNotification: verifyEbayNotification,
  openAccount(request) {
    const settings = ebaySettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createEbayAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
