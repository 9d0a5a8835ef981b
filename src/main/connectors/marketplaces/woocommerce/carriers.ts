import type { WooSettings } from './settings.ts';

/** `carrierCode` is a provider of WooCommerce's own list, or "other"; plug-ins are told the name. */
export interface CarrierWord {
  readonly carrierCode: string;
  readonly carrierName?: string;
}

/**
 * Providers of the core feature "order fulfillments": key on the wire, name for people, and how people also write it. Source: WooCommerce's
 * ShippingProviders.php (10.7), keys only; read on 2026-11-21.
 */
const PROVIDERS: readonly (readonly [key: string, name: string, ...spellings: string[]])[] = [
  ['amazon-logistics', 'Amazon Logistics', 'Amazon Shipping'], ['an-post', 'An Post'], ['aras-kargo', 'Aras Kargo'], ['australia-post', 'Australia Post'],
  ['bartolini-brt', 'BRT', 'Bartolini'], ['bpost', 'bpost'], ['canada-post', 'Canada Post'], ['ceska-posta', 'Česká pošta'], ['chronopost', 'Chronopost'],
  ['correos', 'Correos'], ['ctt', 'CTT'], ['deutsche-post', 'Deutsche Post'], ['dhl', 'DHL', 'DHL Paket', 'DHL Parcel DE', 'DHL Express'],
  ['dpd', 'DPD', 'DPD DE', 'DPD UK', 'DPD Local'], ['evri-hermes', 'Evri'], ['fastway', 'Fastway'], ['fedex', 'FedEx'], ['gls', 'GLS', 'GLS DE'],
  ['inpost', 'InPost'], ['la-poste-colissimo', 'Colissimo', 'La Poste'], ['lasership-ontrac', 'OnTrac', 'Lasership'], ['magyar-posta', 'Magyar Posta'],
  ['mondial-relay', 'Mondial Relay'], ['mrw', 'MRW'], ['new-zealand-post', 'New Zealand Post', 'NZ Post'], ['nova-poshta', 'Nova Poshta'], ['omniva', 'Omniva'],
  ['osterreichische-post', 'Österreichische Post', 'Austrian Post'], ['parcelforce', 'Parcelforce'], ['poczta-polska', 'Poczta Polska'],
  ['poste-italiane', 'Poste Italiane'], ['posten-norge-bring', 'Bring', 'Posten Norge'], ['postnl', 'PostNL'], ['postnord', 'PostNord'],
  ['purolator', 'Purolator'], ['royal-mail', 'Royal Mail'], ['sda', 'SDA'], ['seur', 'SEUR'], ['swiss-post', 'Swiss Post'], ['ups', 'UPS'], ['usps', 'USPS'],
  ['yurtici-kargo', 'Yurtiçi Kargo'], ['zasilkovna', 'Packeta', 'Zásilkovna'],
];

/** Real carriers without a key there: told as "other" with the name buyers know. */
const BY_NAME: readonly string[] = ['Hermes', 'Yodel', 'DX', 'TNT', 'GO!', 'PTT', 'Sürat Kargo', 'Trans-o-flex', 'Yun Express', '4PX', 'Aramex'];

/** Letters and digits of any script, in lower case without accents. */
export function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map<string, CarrierWord>([
  ...BY_NAME.map((name): [string, CarrierWord] => [carrierKey(name), { carrierCode: 'other', carrierName: name }]),
  ...PROVIDERS.flatMap(([key, name, ...spellings]) => [key, name, ...spellings].map((word): [string, CarrierWord] => [carrierKey(word), { carrierCode: key, carrierName: name }])),
]);

/** What a word may be, for a person who chooses one. */
export const WOO_CARRIER_WORDS: readonly string[] = [...PROVIDERS.map(([key]) => key), 'other'];

/** Null means: not mapped, and then nothing may be sent. */
export function findCarrierWord(carrier: string, ownWords: WooSettings['carriers']): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, { carrierCode, carrierName }] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return { carrierCode, ...(carrierName === undefined ? {} : { carrierName }) };
  }
  return WORDS.get(key) ?? null;
}

/** The name that buyers are shown. */
export const shownName = ({ carrierCode, carrierName }: CarrierWord): string => carrierName ?? carrierCode;

/** The page of a carrier that the store named itself, or null. */
export function findTrackingLink(word: CarrierWord, ownWords: WooSettings['carriers']): string | null {
  return Object.values(ownWords).find((own) => own.carrierCode === word.carrierCode && own.carrierName === word.carrierName)?.trackingLink ?? null;
}
