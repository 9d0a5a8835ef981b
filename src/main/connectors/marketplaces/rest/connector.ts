import type { Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { MarketplaceConnector } from '../../kit/marketplace-connector.ts';
import { createRestAccount } from './account.ts';
import { restSettings } from './settings.ts';
import { REST_TRAITS } from './traits.ts';

export const restConnector: MarketplaceConnector = {
  id: 'rest',
  title: 'Another web service',
  // The document is the one that a store pastes; this is the form it has.
  specs: [{ title: 'Description of a web service (docs/guide/rest-channel.md)', version: '1', readOn: '2026-11-21' }],
  traits: REST_TRAITS,
  // Each description names its own.
  limits: {},
  fields: [
    { name: 'description', kind: 'text', isRequired: true, example: '{"version":1,"name":"Our shop","baseUrl":"https://…",…}' },
    { name: 'username', kind: 'text', isRequired: false },
    { name: 'secret', kind: 'secret', isRequired: false },
  ],
  // The description maps them.
  carrierWords: [],
  signIn: null,
  verifyNotification: null,
  openAccount(request) {
    const settings = restSettings.safeParse(request.settings);
    if (settings.success) return { ok: true, account: createRestAccount({ ...request, settings: settings.data }) };
    const [first, ...rest] = settings.error.issues.map((issue): Problem => ({ code: 'bad-settings', field: issue.path.join('.'), message: issue.message }));
    return { ok: false, problems: [first ?? { code: 'bad-settings', message: 'the settings are not readable' }, ...rest] };
  },
};
