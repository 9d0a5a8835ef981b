import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createShopifyAccount } from './account.ts';
import { SHOPIFY_CARRIER_WORDS } from './carriers.ts';
import { SHOPIFY_BUCKET } from './limits.ts';
import { verifyShopifyNotification } from './notifications.ts';
import { SHOPIFY_API_VERSION, shopifySettings } from './settings.ts';
import { shopifySignIn } from './sign-in.ts';
import { SHOPIFY_TRAITS } from './traits.ts';

export const shopifyConnector: MarketplaceConnector = {
  id: 'shopify',
  title: 'Shopify',
  specs: [
    { title: 'Admin API (GraphQL), introspection', version: SHOPIFY_API_VERSION, readOn: '2026-11-21' },
    { title: 'GraphQL Admin API rate limits', version: '2026-11', readOn: '2026-11-21' },
  ],
  traits: SHOPIFY_TRAITS,
  // In points, and one bucket for all of them.
  limits: { 'list-orders': SHOPIFY_BUCKET, 'read-order': SHOPIFY_BUCKET, 'confirm-dispatch': SHOPIFY_BUCKET, 'publish-stock': SHOPIFY_BUCKET },
  fields: [
    { name: 'shop', kind: 'text', isRequired: true, example: 'my-shop.myshopify.com' },
    { name: 'clientId', kind: 'text', isRequired: false, example: '5f3b…' },
    { name: 'clientSecret', kind: 'secret', isRequired: false, example: 'shpss_…' },
    { name: 'accessToken', kind: 'secret', isRequired: false, example: 'shpat_…' },
    // Signing in fills it.
    { name: 'refreshToken', kind: 'secret', isRequired: false, example: 'shprt_…' },
    { name: 'locationId', kind: 'text', isRequired: false, example: '68412345678' },
    { name: 'unpaidOrders', kind: 'choice', choices: ['wait', 'ship'], isRequired: false },
  ],
  carrierWords: SHOPIFY_CARRIER_WORDS,
  signIn: shopifySignIn,
  verifyNotification: verifyShopifyNotification,
  openAccount(request) {
    const settings = shopifySettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createShopifyAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
