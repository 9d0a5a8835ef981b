import type { StationApi } from '../../../src/shared/contract/events.ts';
import { minutes } from '../../../src/shared/domain/units/instant.ts';
import type { Reply } from '../../../src/shared/contract/reply.ts';
import { aBoardOf, anEvidence, aParkedRow } from '../../support/lead-view-builders.ts';
import { someConnections } from '../../support/connection-view-builders.ts';
import { aBench, aHeader, aLine, aParcelView, aStop, signedIn, someSettings, viewNowMs } from '../../support/view-builders.ts';
import { benchScenarios } from './bench-scenarios.ts';
import type { Scenario } from './scenario.ts';

const ok = <T>(value: T): Promise<Reply<T>> => Promise.resolve({ ok: true, value });

const answers: Partial<StationApi> = {
  loadConnections: () => ok(someConnections()),
  testConnection: () => ok({ kind: 'works', accountName: 'Kueche & Co. Handels GmbH', canWrite: true, notifies: true, notes: [] }),
  beginSignIn: () => ok({ state: 'b7Jq0-x', url: 'https://auth.ebay.com/oauth2/authorize?client_id=YourName-YourApp-PRD-4a3f9c1e2-7b1d22f8&redirect_uri=Your_Name-YourName-YourAp-abcdefg&response_type=code&state=b7Jq0-x&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope%2Fsell.fulfillment' }),
  saveSettings: (settings) => ok(settings as ReturnType<typeof someSettings>),
  resendCause: () => ok({ sent: 11, left: 1 }),
};
const failing: Partial<StationApi> = { ...answers, testConnection: () => ok({ kind: 'failed', problems: [{ code: 'auth', message: 'invalid_grant: the provided authorization refresh token is invalid or was issued to another client' }] }) };

const notices = { isPeak: true, notTold: [{ name: 'Küchenfreude', by: 'Sales Layer ERP' }, { name: 'Teehaus', by: null }], notListed: [{ name: 'eBay Deutschland', code: 'auth', knownUntilMs: viewNowMs - minutes(125) }] };
const admin = aBench(undefined, { header: aHeader({ ...signedIn({ name: 'Dana Weiss', roles: ['admin'] }), isPractice: false, notTold: notices.notTold, notListed: notices.notListed }) });
const page = (presses: readonly string[] = [], more: Partial<StationApi> = answers): Scenario => ({ bench: admin, screen: 'lead', answers: more, then: (store) => { store.showLeadPage('connections'); }, presses });

export const connectionScenarios: Readonly<Record<string, Scenario>> = {
  connections: page(),
  'connections-test': page(['[data-store=amazon-de] .trial__acts .button']),
  'connections-refused': page(['[data-store=ebay-de] .trial__acts .button'], failing),
  'connections-map': page(['[data-carrier="DPD Local"] > .button']),
  'connections-sign-in': page(['[data-store=ebay-de] .trial__acts .button:nth-child(2)', '.signin .button']),
  'connections-sent': page(['.cwait .button']),
  'setup-peak': { bench: admin, screen: 'setup', answers, presses: ['a[href="#setup-bench"]'] },
  'lead-message': { bench: aBench(), board: aBoardOf([aParkedRow(0), aParkedRow(1)]), screen: 'lead', answers: { ...answers, loadEvidence: () => ok(anEvidence({ orderId: aParkedRow(0).orderId!, channelOrderId: aParkedRow(0).channelOrderId, blocks: [] })) }, presses: ['.brow__open'] },
  'connections-end': page(['[data-store=woo] .cword > .button']),
  'connections-lead': { bench: aBench(undefined, { header: aHeader(signedIn({ name: 'Birgit Hansen', roles: ['lead'] })) }), screen: 'lead', answers, then: (store) => { store.showLeadPage('connections'); } },
  'bench-peak-long': { ...benchScenarios['bench-packing-long']!, bench: { ...benchScenarios['bench-packing-long']!.bench, header: aHeader(notices) } },
  'bench-peak-stopped': { bench: aBench({ kind: 'stopped', stop: aStop() }, { header: aHeader(notices) }) },
  'bench-peak': { bench: aBench({ kind: 'packing', parcel: aParcelView(), nextLine: aLine() }, { header: aHeader(notices) }) },
  'setup-account': {
    bench: admin,
    screen: 'setup',
    answers: { ...answers, loadSettings: () => ok(someSettings({ stores: [{ ...someSettings().stores[0]!, storeId: 'shopify', name: 'Küchenfreude', channel: 'shopify', owners: [{ system: 'Küchenfreude', owns: ['cancellation'] }, { system: 'Sales Layer ERP', owns: ['shipped'] }], connection: { kind: 'account', fields: {} } }] })) },
    presses: ['a[href="#setup-stores"]'],
  },
};
