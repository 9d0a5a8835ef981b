/** The channel's word for a carrier. eBay has no field for the name of another one. */
export interface CarrierWord {
  readonly carrierCode: string;
}

/**
 * Carriers as eBay spells them (Trading API, ShippingCarrierCodeType; the REST call takes the same words), those that ship from
 * Europe, Turkey, North America and for their posts. As seen in public code made from eBay's own WSDL, read on 2026-11-21; the list that counts for an account is
 * GeteBayDetails(ShippingCarrierDetails). A store's own settings come before this table.
 */
const LISTED: readonly string[] = [
  'UPS', 'USPS', 'FedEx', 'DeutschePost', 'DHL', 'Hermes', 'iLoxx', 'ColiposteDomestic', 'ColiposteInternational', 'Chronopost', 'Correos', 'Seur', 'Nacex',
  'FourPX', 'AnPost', 'APC', 'ARAMEX', 'ARVATO', 'ASM', 'AustraliaPost', 'BPost', 'Bartolini', 'BluePackage', 'BusinessPost', 'CanPar', 'CEVA',
  'ChinaPost', 'Chronoexpres', 'CitiPost', 'CityLink', 'Colissimo', 'CollectPlus', 'DBSchenker', 'DHLEXPRESS', 'DHLGlobalMail', 'DieSchweizerischePost', 'DPD',
  'Exapaq', 'Fastway', 'FedExSmartPost', 'GLS', 'HongKongPost', 'IndiaPost', 'Interlink', 'Iparcel', 'IsraelPost', 'JapanPost', 'KIALA', 'KoreaPost',
  'LAPOSTE', 'Landmark', 'Metapack', 'MNGTurkey', 'MondialRelay', 'MRW', 'ONTRACK', 'OsterreichischePostAG', 'Parcelforce', 'PocztaPolska', 'Pocztex',
  'PostNL', 'PostNordNorway', 'PosteItaliane', 'RoyalMail', 'SDA', 'SINGAPOREPOST', 'Siodemka', 'StarTrack', 'SwissPost', 'TNT', 'TNTEXPRESS',
  'UKMail', 'UPSMailInnovations', 'WNdirect', 'YANWEN', 'Yodel',
];

/** How people also write the carriers above. Evri is Hermes UK under its new name; eBay's published list has only the old one. */
const SPELLINGS: Readonly<Record<string, string>> = {
  evri: 'Hermes',
  myhermes: 'Hermes',
  hermesde: 'Hermes',
  dhlpaket: 'DHL',
  dhlparcelde: 'DHL',
  dpdde: 'DPD',
  dpduk: 'DPD',
  dpdlocal: 'Interlink',
  interlinkexpress: 'Interlink',
  glsde: 'GLS',
  brt: 'Bartolini',
  '4px': 'FourPX',
  ontrac: 'ONTRACK',
  osterreichischepost: 'OsterreichischePostAG',
  mngkargo: 'MNGTurkey',
  austriapost: 'OsterreichischePostAG',
};

/** Real carriers that eBay does not list: "use this code for any carrier not listed here". The buyer then reads no name. */
const AS_OTHER: readonly string[] = ['InPost', 'DX', 'CTT', 'Packeta', 'PostNord', 'Yurtiçi Kargo', 'Aras Kargo', 'PTT', 'Sürat Kargo', 'Trans-o-flex', 'Yun Express', 'GO!'];

/** Letters and digits of any script, in lower case without accents: "Royal Mail", "royal-mail" and "RoyalMail" are one. */
function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map<string, CarrierWord>([
  ...AS_OTHER.map((name): [string, CarrierWord] => [carrierKey(name), { carrierCode: 'Other' }]),
  ...Object.entries(SPELLINGS).map(([key, code]): [string, CarrierWord] => [key, { carrierCode: code }]),
  ...LISTED.map((code): [string, CarrierWord] => [carrierKey(code), { carrierCode: code }]),
]);

/** What a word may be, for a person who chooses one. */
export const EBAY_CARRIER_WORDS: readonly string[] = [...LISTED, 'Other'];

/** Null means: not mapped, and then nothing may be sent. "Other" alone is no carrier and is not mapped either. */
export function findCarrierWord(carrier: string, ownWords: Readonly<Record<string, CarrierWord>>): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, word] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return word;
  }
  return WORDS.get(key) ?? null;
}
