import type { StationApi } from '../../../src/shared/contract/events.ts';
import type { PeopleView } from '../../../src/shared/contract/people-views.ts';
import { stationSettings, type StationSettings } from '../../../src/shared/contract/settings.ts';
import { encodeBadge } from '../../../src/shared/domain/scan/commands.ts';
import { aBench, aHeader, signedIn, somePeople, someSettings } from '../../support/view-builders.ts';
import { barcode } from './barcode.ts';
import type { Scenario } from './scenario.ts';

const admin = aBench({ kind: 'ready' }, { header: aHeader(signedIn({ name: 'Dana Weiss', roles: ['admin'] })) });
const packer = aBench({ kind: 'ready' }, { header: aHeader(signedIn()) });

const withBadges = (view: PeopleView): PeopleView => ({ ...view, people: view.people.map((person) => ({ ...person, badge: person.isActive ? barcode('code128', encodeBadge('7K2M9QWE4T6H')) : null })) });

const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const look = new URLSearchParams(globalThis.location?.search ?? '');
const [store] = someSettings().stores;

/** The theme and the language of the picture stay: what is answered here takes the place of the common settings. */
const ruled = (): StationSettings =>
  stationSettings.parse(
    someSettings({
      language: look.get('language') === 'de' ? 'de' : 'en',
      theme: look.get('theme') === 'dark' ? 'dark' : 'light',
      pilot: ['ADDRESS_INVALID'],
      stores: [
        {
          ...store!,
          owners: [{ system: 'Practice Market', owns: ['cancellation'] }, { system: 'Packgate', owns: [] }, { system: 'Sales Layer ERP', owns: ['shipped'] }],
          rules: {
            taxFields: [{ field: 'ioss', from: { kind: 'path', path: 'buyer_tax_registration_id' } }, { field: 'eori', from: { kind: 'constant', value: 'DE123456789012345' } }],
            weight: { packagingGrams: 150, toleranceGrams: 30, tolerancePercent: 2.5 },
            documents: [{ name: 'Invoice', path: 'invoice-number' }],
            returnCostMinor: 1290,
            pilot: ['TAX_ID_MISSING', 'WEIGHT_OUT_OF_RANGE'],
          },
        },
      ],
    }),
  );

const ruledAnswers: Partial<StationApi> = {
  loadSettings: () => ok(ruled()),
  loadPeople: () => ok(withBadges(somePeople())),
  loadOrderFields: () => ok({ orders: 412, fields: [{ path: 'buyer_tax_registration_id', example: 'IM2760000742', filled: 37 }, { path: 'invoice-number', example: 'RE-2026-00417', filled: 398 }] }),
  previewTaxMapping: () =>
    ok({
      rows: ['IM2760000742', null, '276-00', null, 'IM2760000742'].map((value, index) => ({
        channelOrderId: `302-771003${String(index)}-9915526`,
        destination: index === 3 ? 'DE' : 'NO',
        crossing: index === 3 ? null : 'EU → NO',
        values: [{ field: 'ioss', path: 'buyer_tax_registration_id', value, isWellFormed: value?.startsWith('IM') === true }],
      })),
    }),
};

const fold = (number: number): string => `#setup-stores\\.0 .fold:nth-of-type(${String(number)}) > summary`;

export const setupScenarios: Readonly<Record<string, Scenario>> = {
  'setup-first-person': { bench: aBench(), screen: 'setup', answers: { loadPeople: () => ok(somePeople({ isOpenHouse: true, people: [] })) }, presses: ['#setup-people .button'] },
  'setup-people': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: ['a[href="#setup-people"]'] },
  'setup-badge': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: ['#setup-people .people__acts .button'] },
  'setup-person': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: ['#setup-people .people__acts .button:last-child'] },
  'setup-not-allowed': { bench: packer, screen: 'setup' },
  'setup-bench': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: ['a[href="#setup-bench"]', '#setup-bench summary'] },
  'setup-printer': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: ['a[href="#setup-printer"]'] },
  'setup-owners': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: [fold(1), '#setup-stores .owners tr:last-child input'] },
  'setup-tax': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: [fold(2), '#setup-stores .fold[open] .inline:nth-last-child(1) .button', '#setup-stores .fold[open] .preview'] },
  'setup-combine': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: ['[data-path="stores.0.combine"]'] },
  'setup-rules': { bench: admin, screen: 'setup', answers: ruledAnswers, presses: [fold(3), fold(4), fold(6)] },
};
