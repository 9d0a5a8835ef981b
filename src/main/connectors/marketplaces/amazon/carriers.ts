/** The channel's word for a carrier; `carrierName` is required when the code is "Other". */
export interface CarrierWord {
  readonly carrierCode: string;
  readonly carrierName?: string;
}

/**
 * Carrier codes as Amazon spells them: exact, case-sensitive, and silently dropped when wrong (answer 204, nothing shown).
 * The API model has no list (a plain string) and the announcement asks for the spelling of Seller Central; the codes below are
 * those of the order-fulfilment feed's XSD, as seen in two public code generators, read on 2026-11-21. Carriers that Amazon
 * may list by now but that were not in that XSD go as "Other" with their name, which is always allowed.
 * A store's own settings come before this table.
 */
const APPROVED: readonly string[] = [
  'USPS', 'UPS', 'UPSMI', 'FedEx', 'DHL', 'Fastway', 'GLS', 'GO!', 'Hermes Logistik Gruppe', 'Royal Mail', 'Parcelforce', 'City Link', 'TNT',
  'Target', 'SagawaExpress', 'NipponExpress', 'YamatoTransport', 'DHL Global Mail', 'UPS Mail Innovations', 'FedEx SmartPost', 'OSM',
  'OnTrac', 'Streamlite', 'Newgistics', 'Canada Post', 'Blue Package', 'Chronopost', 'Deutsche Post', 'DPD', 'La Poste', 'Parcelnet',
  'Poste Italiane', 'SDA', 'Smartmail', 'FEDEX_JP', 'JP_EXPRESS', 'NITTSU', 'SAGAWA', 'YAMATO', 'BlueDart', 'AFL/Fedex', 'Aramex',
  'India Post', 'Professional', 'DTDC', 'Overnite Express', 'First Flight', 'Delhivery', 'Lasership', 'Yodel', 'Amazon Shipping',
];

/** How people also write the carriers above. */
const SPELLINGS: Readonly<Record<string, string>> = {
  hermes: 'Hermes Logistik Gruppe',
  hermesde: 'Hermes Logistik Gruppe',
  dhlpaket: 'DHL',
  dhlparcelde: 'DHL',
  dhlexpress: 'DHL',
  dpdde: 'DPD',
  dpduk: 'DPD',
  glsde: 'GLS',
  colissimo: 'La Poste',
};

/** Real carriers without a code that we can vouch for: sent as "Other" with the name buyers know. */
const BY_NAME: readonly string[] = [
  'Evri', 'InPost', 'DPD Local', 'DX', 'An Post', 'PostNL', 'bpost', 'PostNord', 'Correos', 'CTT', 'Österreichische Post', 'Swiss Post',
  'Packeta', 'Mondial Relay', 'Yurtiçi Kargo', 'Aras Kargo', 'PTT', 'Sürat Kargo', 'Trans-o-flex', 'Yun Express', '4PX',
];

/** Letters and digits of any script, in lower case without accents: "Yurtiçi Kargo", "yurtici-kargo" and "YURTICI KARGO" are one. */
function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map<string, CarrierWord>([
  ...BY_NAME.map((name): [string, CarrierWord] => [carrierKey(name), { carrierCode: 'Other', carrierName: name }]),
  ...Object.entries(SPELLINGS).map(([key, code]): [string, CarrierWord] => [key, { carrierCode: code }]),
  ...APPROVED.map((code): [string, CarrierWord] => [carrierKey(code), { carrierCode: code }]),
]);

/** What a word may be, for a person who chooses one. */
export const AMAZON_CARRIER_WORDS: readonly string[] = [...APPROVED, 'Other'];

/** Null means: not mapped, and then nothing may be sent. "Other" alone is no carrier and is not mapped either. */
export function findCarrierWord(carrier: string, ownWords: Readonly<Record<string, CarrierWord>>): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, word] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return word;
  }
  return WORDS.get(key) ?? null;
}
