/** A buyer as the marketplace knows one. All people and house numbers are invented; towns and postcodes fit each other. */
export interface Buyer {
  readonly name: string;
  readonly company?: string;
  readonly lines: readonly string[];
  readonly district?: string;
  readonly city: string;
  readonly region?: string;
  readonly postcode: string;
  readonly countryCode: string;
  readonly phone?: string;
}

/** Many scripts, long words, many lines, no house number, no region: what a label must stand. */
export const BUYERS = {
  short: { name: 'Ida Voss', lines: ['Am Markt 3'], city: 'Celle', postcode: '29221', countryCode: 'DE' },
  long: {
    name: 'Dr. Karl-Friedrich Freiherr von Hohenstein-Wartenberg',
    company: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk GmbH & Co. KG',
    lines: ['Bürgermeister-Doktor-Nebelhorn-Straße 127a', 'Hinterhaus, 4. Obergeschoss links', 'Klingel „v. Hohenstein / Büro“'],
    city: 'Hellenhahn-Schellenberg',
    region: 'Rheinland-Pfalz',
    postcode: '56479',
    countryCode: 'DE',
    phone: '+49 2664 000000',
  },
  umlaut: { name: 'Jörg Müßiggang', lines: ['Große Bäckerstraße 8'], city: 'Lüneburg', postcode: '21335', countryCode: 'DE', phone: '+49 4131 000000' },
  packstation: { name: 'Nele Brandt', lines: ['Packstation 142', '0000000000'], city: 'Leipzig', postcode: '04109', countryCode: 'DE' },
  vienna: { name: 'Magdalena Hofbauer', lines: ['Neubaugasse 41/2/17'], city: 'Wien', postcode: '1070', countryCode: 'AT' },
  zurich: { name: 'Reto Brunner', lines: ['Langstrasse 90'], city: 'Zürich', postcode: '8004', countryCode: 'CH' },
  poland: { name: 'Grzegorz Brzęczyszczykiewicz', lines: ['ul. Źródlana 12 m. 4'], city: 'Łódź', region: 'Łódzkie', postcode: '90-001', countryCode: 'PL', phone: '+48 42 000 00 00' },
  czech: { name: 'Ondřej Příhoda', lines: ['Žižkovo náměstí 7'], city: 'Tábor', postcode: '390 01', countryCode: 'CZ' },
  hungary: { name: 'Szőke Ágnes', lines: ['Petőfi Sándor utca 5. fszt. 2'], city: 'Győr', postcode: '9021', countryCode: 'HU' },
  greece: { name: 'Ελένη Παπαδοπούλου', lines: ['Λεωφόρος Βασιλίσσης Σοφίας 48'], city: 'Αθήνα', postcode: '115 28', countryCode: 'GR', phone: '+30 21 0000 0000' },
  bulgaria: { name: 'Цветелина Желязкова', lines: ['ул. „Шипка“ 21, ет. 3'], city: 'Пловдив', postcode: '4000', countryCode: 'BG' },
  ukraine: { name: 'Олена Їжакевич', lines: ['вул. Городоцька 77, кв. 12'], city: 'Львів', postcode: '79016', countryCode: 'UA' },
  japan: { name: '佐藤 さくら', lines: ['神保町一丁目2番地3号', 'さくらハイツ 405号室'], district: '千代田区', city: '東京', region: '東京都', postcode: '101-0051', countryCode: 'JP', phone: '+81 3 0000 0000' },
  korea: { name: '김하늘', lines: ['세종대로 110, 3층'], district: '중구', city: '서울', postcode: '04524', countryCode: 'KR' },
  emirates: { name: 'ليلى الحارثي', lines: ['شارع الكورنيش 15', 'شقة 702'], city: 'أبو ظبي', postcode: '00000', countryCode: 'AE', phone: '+971 2 000 0000' },
  israel: { name: 'נועה ברק', lines: ['רחוב הרצל 18, דירה 5'], city: 'תל אביב', postcode: '6688312', countryCode: 'IL' },
  turkey: { name: 'Şule Yağmur', lines: ['Bağdat Caddesi No: 214 D: 9'], district: 'Kadıköy', city: 'İstanbul', postcode: '34728', countryCode: 'TR', phone: '+90 216 000 00 00' },
  france: { name: 'Zoé L’Hénoret', lines: ['12 bis, rue de la Grosse Horloge', 'Bât. B, 2e étage'], city: 'Rouen', postcode: '76000', countryCode: 'FR' },
  spain: { name: 'Íñigo Ibáñez', lines: ['Calle del Pez, 9, 3º izda.'], city: 'Madrid', postcode: '28004', countryCode: 'ES' },
  italy: { name: 'Niccolò D’Errico', lines: ['Via dell’Orso 31, int. 6'], city: 'Bologna', region: 'BO', postcode: '40121', countryCode: 'IT' },
  sweden: { name: 'Åsa Björklund', lines: ['Södra Vägen 22 lgh 1203'], city: 'Göteborg', postcode: '412 54', countryCode: 'SE' },
  netherlands: { name: 'Sjoerd IJsselmuiden', lines: ['Oude Gracht 230-bis'], city: 'Utrecht', postcode: '3511 NT', countryCode: 'NL' },
  britain: { name: 'Rhiannon Llewellyn-Jones', company: 'The Old Forge', lines: ['Flat 2', '14 Church Lane'], city: 'Hay-on-Wye', region: 'Powys', postcode: 'HR3 5DQ', countryCode: 'GB', phone: '+44 1497 000000' },
  /** A digit of the postcode is gone: the one address here that cannot be delivered to. */
  wrongPostcode: { name: 'Pia Reimers', lines: ['Elbchaussee 5'], city: 'Hamburg', postcode: '2276', countryCode: 'DE' },
  ireland: { name: 'Caoimhe Ní Bhriain', lines: ['Barr an Chaladh'], city: 'Spiddal', region: 'Co. Galway', postcode: 'H91 XY00', countryCode: 'IE' },
} as const satisfies Record<string, Buyer>;
