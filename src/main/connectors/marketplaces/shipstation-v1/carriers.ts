/** The channel's word for a carrier. */
export interface CarrierWord {
  readonly carrierCode: string;
}

/**
 * Codes as ShipStation writes them in its own documents and as public programs send them to markasshipped, read on 2026-11-21. There is no
 * published list: what an account knows is `GET /carriers`, which the trial of a connection shows. A store's own settings come before this table.
 */
const LISTED: readonly string[] = [
  'stamps_com', 'usps', 'ups', 'ups_walleted', 'fedex', 'dhl_express', 'dhl_express_worldwide', 'dhl_express_uk', 'dhl_express_canada', 'dhl_express_australia',
  'dhl_ecommerce', 'dhl_global_mail', 'royal_mail', 'dpd', 'asendia', 'seko', 'ontrac', 'canada_post', 'purolator_canada', 'australia_post', 'amazon_shipping_uk', 'amazon_buy_shipping',
];

/** How people also write the carriers above. */
const SPELLINGS: Readonly<Record<string, string>> = {
  stamps: 'stamps_com',
  dpdde: 'dpd',
  dpduk: 'dpd',
  purolator: 'purolator_canada',
  amazonshipping: 'amazon_shipping_uk',
};

/** Real carriers without a code that we could vouch for. "other" is what public programs send then; the buyer reads no name. */
const AS_OTHER: readonly string[] = [
  'DHL', 'DHL Paket', 'DHL Parcel DE', 'Deutsche Post', 'Hermes', 'Hermes DE', 'Evri', 'Yodel', 'Parcelforce', 'DPD Local', 'GLS', 'GLS DE', 'InPost', 'DX', 'An Post', 'PostNL', 'bpost',
  'PostNord', 'Correos', 'CTT', 'La Poste', 'Colissimo', 'Chronopost', 'Österreichische Post', 'Swiss Post', 'Poste Italiane', 'BRT', 'SDA', 'Packeta', 'Mondial Relay', 'Yurtiçi Kargo',
  'Aras Kargo', 'PTT', 'Sürat Kargo', 'Trans-o-flex', 'Yun Express', '4PX', 'TNT', 'GO!',
];

/** Letters and digits of any script, in lower case without accents: "Royal Mail", "royal-mail" and "royal_mail" are one. */
function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map<string, CarrierWord>([
  ...AS_OTHER.map((name): [string, CarrierWord] => [carrierKey(name), { carrierCode: 'other' }]),
  ...Object.entries(SPELLINGS).map(([key, code]): [string, CarrierWord] => [key, { carrierCode: code }]),
  ...LISTED.map((code): [string, CarrierWord] => [carrierKey(code), { carrierCode: code }]),
]);

/** What a word may be, for a person who chooses one. Which of them an account has, its trial says. */
export const SHIPSTATION_V1_CARRIER_WORDS: readonly string[] = [...LISTED, 'other'];

/** Null means: not mapped, and then nothing may be sent. "other" alone is no carrier and is not mapped either. */
export function findCarrierWord(carrier: string, ownWords: Readonly<Record<string, CarrierWord>>): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, word] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return word;
  }
  return WORDS.get(key) ?? null;
}
