/**
 * Where a place belongs for customs and for VAT. A border lies between two places that do not share a customs area; a VAT border
 * between two that share it, and not the VAT area.
 * Sources: Regulation (EU) 952/2013 (Union Customs Code) Article 4; Directive 2006/112/EC Articles 5 to 8; European Commission,
 * "Territorial status of EU countries and certain territories"; Finnish Customs, "EU customs territory and fiscal territory";
 * Windsor Framework (Northern Ireland is treated as EU for goods, and stays in the customs territory of the UK). Read on 2026-11-21.
 */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  readonly postcode: string;
}

export interface Territory {
  /** The state whose inland it is: nothing is asked for inside one's own country. */
  readonly state: string;
  /** Short names: "EU", "GB", "CH", or the country itself. Northern Ireland is in two. */
  readonly customs: readonly string[];
  readonly vat: readonly string[];
  /** Its own name where it is treated in another way than its country. */
  readonly name: string | null;
}

const members: ReadonlySet<string> = new Set([
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
]);

const eu = ['EU'] as const;
const gb = ['GB'] as const;

const outside = (state: string, area: string, name: string | null = null): Territory => ({ state, customs: [area], vat: [area], name });
/** Inside the customs union, outside the VAT area: papers, and no export. */
const fiscal = (state: string, area: string, name: string): Territory => ({ state, customs: eu, vat: [area], name });

/** Territories that have a country code of their own. */
const byCountry: ReadonlyMap<string, Territory> = new Map([
  ['MC', { state: 'FR', customs: eu, vat: eu, name: null }],
  ['IM', { state: 'GB', customs: gb, vat: gb, name: null }],
  ['JE', { state: 'GB', customs: gb, vat: ['JE'], name: 'Jersey' }],
  ['GG', { state: 'GB', customs: gb, vat: ['GG'], name: 'Guernsey' }],
  // As some shops and carriers write Northern Ireland; it is a VAT prefix and no country.
  ['XI', { state: 'GB', customs: ['EU', 'GB'], vat: ['EU', 'GB'], name: 'Northern Ireland' }],
  ['LI', outside('LI', 'CH')],
  ['SM', { state: 'SM', customs: eu, vat: ['SM'], name: 'San Marino' }],
  ['AX', fiscal('FI', 'AX', 'Åland')],
  ['IC', fiscal('ES', 'IC', 'Canary Islands')],
  ['EA', outside('ES', 'EA', 'Ceuta and Melilla')],
  ['GP', fiscal('FR', 'GP', 'Guadeloupe')],
  ['MQ', fiscal('FR', 'MQ', 'Martinique')],
  ['GF', fiscal('FR', 'GF', 'French Guiana')],
  ['RE', fiscal('FR', 'RE', 'Réunion')],
  ['YT', fiscal('FR', 'YT', 'Mayotte')],
  ['MF', fiscal('FR', 'MF', 'Saint-Martin')],
  ['BL', outside('FR', 'BL', 'Saint-Barthélemy')],
  ['PM', outside('FR', 'PM', 'Saint-Pierre-et-Miquelon')],
  ['WF', outside('FR', 'WF', 'Wallis and Futuna')],
  ['PF', outside('FR', 'PF', 'French Polynesia')],
  ['NC', outside('FR', 'NC', 'New Caledonia')],
  ['TF', outside('FR', 'TF', 'French Southern Territories')],
]);

/** Territories that hide behind the postcode of their country. The first that fits counts. */
const byPostcode: ReadonlyMap<string, readonly (readonly [postcode: RegExp, territory: Territory])[]> = new Map([
  ['DE', [[/^27498$/, outside('DE', 'Heligoland', 'Heligoland')], [/^78266$/, outside('DE', 'CH', 'Büsingen')]]],
  ['ES', [[/^3[58]\d{3}$/, fiscal('ES', 'IC', 'Canary Islands')], [/^51\d{3}$/, outside('ES', 'Ceuta', 'Ceuta')], [/^52\d{3}$/, outside('ES', 'Melilla', 'Melilla')]]],
  ['IT', [[/^23041$/, outside('IT', 'Livigno', 'Livigno')], [/^22061$/, fiscal('IT', 'Campione', 'Campione d’Italia')]]],
  ['GR', [[/^6308[67]$/, fiscal('GR', 'Athos', 'Mount Athos')]]],
  ['FI', [[/^22\d{3}$/, fiscal('FI', 'AX', 'Åland')]]],
  [
    'FR',
    [
      [/^97133$/, outside('FR', 'BL', 'Saint-Barthélemy')],
      [/^97150$/, fiscal('FR', 'MF', 'Saint-Martin')],
      [/^971\d{2}$/, fiscal('FR', 'GP', 'Guadeloupe')],
      [/^972\d{2}$/, fiscal('FR', 'MQ', 'Martinique')],
      [/^973\d{2}$/, fiscal('FR', 'GF', 'French Guiana')],
      [/^974\d{2}$/, fiscal('FR', 'RE', 'Réunion')],
      [/^976\d{2}$/, fiscal('FR', 'YT', 'Mayotte')],
      [/^975\d{2}$/, outside('FR', 'PM', 'Saint-Pierre-et-Miquelon')],
      [/^977\d{2}$/, outside('FR', 'BL', 'Saint-Barthélemy')],
      [/^978\d{2}$/, fiscal('FR', 'MF', 'Saint-Martin')],
      [/^986\d{2}$/, outside('FR', 'WF', 'Wallis and Futuna')],
      [/^987\d{2}$/, outside('FR', 'PF', 'French Polynesia')],
      [/^988\d{2}$/, outside('FR', 'NC', 'New Caledonia')],
    ],
  ],
  [
    'GB',
    [
      [/^BT\d/, { state: 'GB', customs: ['EU', 'GB'], vat: ['EU', 'GB'], name: 'Northern Ireland' }],
      [/^JE\d/, { state: 'GB', customs: gb, vat: ['JE'], name: 'Jersey' }],
      [/^GY\d/, { state: 'GB', customs: gb, vat: ['GG'], name: 'Guernsey' }],
    ],
  ],
]);

/** A country that is not listed stands for itself. */
export function territoryOf({ countryCode, postcode }: Place): Territory {
  const code = postcode.toUpperCase().replace(/[^A-Z0-9]/g, '');
  // "D-27498": some shops write the country before the number. British codes begin with letters of their own.
  const digits = countryCode === 'GB' ? code : code.replace(/^[A-Z]{1,2}/, '');
  const special = byPostcode.get(countryCode)?.find(([pattern]) => pattern.test(digits));
  if (special !== undefined) return special[1];
  const territory = byCountry.get(countryCode);
  if (territory !== undefined) return territory;
  return members.has(countryCode) ? { state: countryCode, customs: eu, vat: eu, name: null } : outside(countryCode, countryCode);
}
