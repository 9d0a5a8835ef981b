/** The channel's word for a carrier. */
export interface CarrierWord {
  readonly carrierCode: string;
}

/**
 * Codes as they stand in the documents of V2 and of the engine below it, read on 2026-11-21. A fulfillment takes only codes of carriers that are
 * connected to the account (`GET /v2/carriers`, shown by the trial of a connection); what people connect as "other" has a code of their own
 * making. A store's own settings come before this table.
 */
const LISTED: readonly string[] = [
  'stamps_com', 'usps', 'ups', 'fedex', 'fedex_uk', 'dhl_express', 'dhl_express_uk', 'dhl_express_canada', 'dhl_express_australia', 'dhl_ecommerce', 'dhl_global_mail',
  'royal_mail', 'dpd', 'asendia', 'seko', 'ontrac', 'canada_post', 'purolator_canada', 'australia_post', 'amazon_shipping_uk', 'amazon_buy_shipping',
];

/** How people also write the carriers above. */
const SPELLINGS: Readonly<Record<string, string>> = {
  stamps: 'stamps_com',
  dpdde: 'dpd',
  dpduk: 'dpd',
  purolator: 'purolator_canada',
  amazonshipping: 'amazon_shipping_uk',
};

/** Letters and digits of any script, in lower case without accents: "Royal Mail", "royal-mail" and "royal_mail" are one. */
function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map<string, CarrierWord>([
  ...Object.entries(SPELLINGS).map(([key, code]): [string, CarrierWord] => [key, { carrierCode: code }]),
  ...LISTED.map((code): [string, CarrierWord] => [carrierKey(code), { carrierCode: code }]),
]);

/** What a word may be, for a person who chooses one. Which of them an account has, its trial says. */
export const SHIPSTATION_V2_CARRIER_WORDS: readonly string[] = LISTED;

/** The first of `tables` that has the carrier counts, then the one above. Null means: not mapped, and then nothing may be sent. */
export function findCarrierWord(carrier: string, ...tables: readonly Readonly<Record<string, CarrierWord>>[]): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, word] of tables.flatMap((table) => Object.entries(table))) {
    if (carrierKey(name) === key) return word;
  }
  return WORDS.get(key) ?? null;
}
