/** Names that sellers' files use and Intl does not. */
const ALIASES: Readonly<Record<string, string>> = {
  'uk': 'GB', 'great britain': 'GB', 'britain': 'GB', 'england': 'GB', 'scotland': 'GB', 'wales': 'GB', 'northern ireland': 'GB',
  'grossbritannien': 'GB', 'united kingdom of great britain and northern ireland': 'GB', 'gbr': 'GB',
  'usa': 'US', 'u s a': 'US', 'united states of america': 'US', 'vereinigte staaten von amerika': 'US', 'etats unis d amerique': 'US',
  'deu': 'DE', 'fra': 'FR', 'holland': 'NL', 'nld': 'NL', 'esp': 'ES', 'ita': 'IT', 'czech republic': 'CZ', 'tschechische republik': 'CZ',
  'turkey': 'TR', 'russian federation': 'RU', 'korea republic of': 'KR', 'republic of korea': 'KR', 'korea south': 'KR',
  'viet nam': 'VN', 'hong kong': 'HK', 'macau': 'MO', 'macao': 'MO', 'taiwan province of china': 'TW', 'ivory coast': 'CI', 'swaziland': 'SZ',
  'burma': 'MM', 'brunei darussalam': 'BN', 'moldova republic of': 'MD', 'republic of moldova': 'MD', 'macedonia': 'MK', 'vatican': 'VA', 'holy see': 'VA',
  'republic of ireland': 'IE', 'eire': 'IE', 'slovak republic': 'SK', 'cyprus republic of': 'CY', 'the netherlands': 'NL', 'the gambia': 'GM',
  'palestine': 'PS', 'iran islamic republic of': 'IR', 'syrian arab republic': 'SY', 'tanzania united republic of': 'TZ', 'lao people s democratic republic': 'LA',
};

/** Regions that Intl can name but nothing can be sent to, or that carriers know under another code. */
const NOT_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'ZZ', 'QO', 'XA', 'XB', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA', 'AQ', 'BV', 'HM']);

interface CountryTable {
  readonly codes: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, string>;
}

let table: CountryTable | null = null;

/** ISO 3166-1 alpha-2 for a code or an English, German or French name; null if it is none of these. */
export function parseCountry(text: string): string | null {
  table ??= buildTable();
  if (text.length === 2) {
    const code = text.toUpperCase();
    if (table.codes.has(code)) return code;
  }
  const name = fold(text);
  return ALIASES[name] ?? table.byName.get(name) ?? null;
}

/** Built on first use: some 26 * 26 * 3 look-ups in Intl, about ten milliseconds. */
function buildTable(): CountryTable {
  const codes = new Set<string>();
  const byName = new Map<string, string>();
  const naming = ['fr', 'de', 'en'].map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  for (let first = 65; first <= 90; first += 1) {
    for (let second = 65; second <= 90; second += 1) {
      const code = String.fromCharCode(first, second);
      // Withdrawn codes (DD, SU, UK) are renamed by Intl to the code that holds today.
      if (NOT_COUNTRIES.has(code) || new Intl.Locale(`und-${code}`).region !== code) continue;
      for (const names of naming) {
        const name = names.of(code);
        if (name === undefined) continue;
        codes.add(code);
        byName.set(fold(name), code);
      }
    }
  }
  return { codes, byName };
}

function fold(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

/** Countries without postcodes, or where most addresses have none. Source: UPU, "Postal addressing systems in member countries". */
const NO_POSTCODE = new Set([
  'AE', 'AG', 'AO', 'AW', 'BF', 'BI', 'BJ', 'BO', 'BS', 'BW', 'BZ', 'CD', 'CF', 'CG', 'CI', 'CK', 'CM', 'CW', 'DJ', 'DM', 'ER', 'FJ', 'GA', 'GD', 'GH', 'GM',
  'GQ', 'GY', 'HK', 'IE', 'JM', 'KI', 'KM', 'KN', 'LC', 'LY', 'ML', 'MO', 'MR', 'MW', 'NR', 'NU', 'PA', 'QA', 'RW', 'SB', 'SC', 'SL', 'SR', 'ST', 'SX', 'SY', 'TG',
  'TK', 'TL', 'TO', 'TV', 'UG', 'VU', 'WS', 'YE', 'ZW',
]);
/** City states and the like: an address may name no city. */
const NO_CITY = new Set(['SG', 'HK', 'MO', 'MC', 'VA', 'GI']);

export const needsPostcode = (countryCode: string): boolean => !NO_POSTCODE.has(countryCode);
export const needsCity = (countryCode: string): boolean => !NO_CITY.has(countryCode);
