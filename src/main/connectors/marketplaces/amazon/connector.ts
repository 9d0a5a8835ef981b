import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createAmazonAccount } from './account.ts';
import { AMAZON_CARRIER_WORDS } from './carriers.ts';
import { AMAZON_LIMITS } from './limits.ts';
import { amazonSettings } from './settings.ts';
import { amazonSignIn } from './sign-in.ts';
import { AMAZON_TRAITS } from './traits.ts';
import { verifyAmazonNotification } from './verify-notification.ts';

export const amazonConnector: MarketplaceConnector = {
  id: 'amazon',
  title: 'Amazon',
  specs: [
    { title: 'Selling Partner API, Orders', version: '2026-01-01', readOn: '2026-11-21' },
    { title: 'Selling Partner API, Orders (confirmShipment)', version: 'v0', readOn: '2026-11-21' },
    { title: 'Selling Partner API, Listings Items (stock)', version: '2021-08-01', readOn: '2026-11-21' },
    { title: 'Selling Partner API, ORDER_CHANGE notification', version: '1.0', readOn: '2026-11-21' },
  ],
  traits: AMAZON_TRAITS,
  limits: AMAZON_LIMITS,
  fields: [
    { name: 'region', kind: 'choice', choices: ['eu', 'na', 'fe'], isRequired: true },
    { name: 'marketplaceIds', kind: 'list', isRequired: true, example: 'A1PA6795UKMFR9' },
    { name: 'clientId', kind: 'text', isRequired: true, example: 'amzn1.application-oa2-client.…' },
    { name: 'clientSecret', kind: 'secret', isRequired: true },
    { name: 'refreshToken', kind: 'secret', isRequired: true, example: 'Atzr|…' },
    // For publishing stock; a sign-in fills it in.
    { name: 'sellerId', kind: 'text', isRequired: false, example: 'A3EXAMPLE1234' },
    // For signing in on Amazon's page.
    { name: 'applicationId', kind: 'text', isRequired: false, example: 'amzn1.sp.solution.…' },
    { name: 'applicationStage', kind: 'choice', choices: ['published', 'draft'], isRequired: false },
  ],
  carrierWords: AMAZON_CARRIER_WORDS,
  signIn: amazonSignIn,
  verifyNotification: verifyAmazonNotification,
  openAccount(request) {
    const settings = amazonSettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createAmazonAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map(
      (issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }),
    );
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
