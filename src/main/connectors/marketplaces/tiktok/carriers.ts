/** `carrierCode` is the name of a TikTok shipping provider: its id differs from shop to shop and is looked up when we write. */
export interface CarrierWord {
  readonly carrierCode: string;
}

/**
 * Our carriers and the names under which TikTok lists them as shipping providers. TikTok publishes no list: each delivery option of a shop has
 * its own, read through "Get Shipping Providers" (202309). USPS is in TikTok's own example; the rest are the carriers' usual names, never seen in
 * a live list. A name that the shop's list does not hold is refused before anything is written, with the names that it does hold.
 * A store's own settings come before this table.
 */
const PROVIDERS: readonly string[] = [
  'USPS', 'UPS', 'FedEx', 'DHL', 'DHL eCommerce', 'DHL Express', 'DPD', 'GLS', 'Hermes', 'Deutsche Post', 'Royal Mail', 'Parcelforce', 'Evri', 'Yodel',
  'DPD UK', 'DPD Local', 'InPost', 'An Post', 'Correos', 'Correos Express', 'SEUR', 'MRW', 'Colissimo', 'Chronopost', 'Mondial Relay', 'La Poste', 'Poste Italiane', 'BRT', 'SDA',
  'OnTrac', 'Lasership', 'TNT', 'Amazon Shipping', 'Yamato Transport', 'Sagawa Express', 'Japan Post',
];

/** How people also write the carriers above. */
const SPELLINGS: Readonly<Record<string, string>> = {
  dhlpaket: 'DHL',
  dhlparcelde: 'DHL',
  dpdde: 'DPD',
  dpduk: 'DPD UK',
  glsde: 'GLS',
  hermesde: 'Hermes',
  hermesgermany: 'Hermes',
  myhermes: 'Evri',
  yamato: 'Yamato Transport',
  sagawa: 'Sagawa Express',
};

/** Letters and digits of any script, in lower case without accents: "Royal Mail", "royal-mail" and "ROYAL MAIL" are one. */
export function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

const WORDS = new Map<string, CarrierWord>([
  ...Object.entries(SPELLINGS).map(([key, carrierCode]): [string, CarrierWord] => [key, { carrierCode }]),
  ...PROVIDERS.map((carrierCode): [string, CarrierWord] => [carrierKey(carrierCode), { carrierCode }]),
]);

/** What a word may be, for a person who chooses one. Which of them a shop has, its refusal says. */
export const TIKTOK_CARRIER_WORDS: readonly string[] = PROVIDERS;

/** Null means: not mapped, and then nothing may be sent. */
export function findCarrierWord(carrier: string, ownWords: Readonly<Record<string, CarrierWord>>): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, word] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return word;
  }
  return WORDS.get(key) ?? null;
}
