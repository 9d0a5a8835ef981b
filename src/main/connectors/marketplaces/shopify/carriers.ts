import type { CarrierWord } from './settings.ts';

/**
 * Companies for whose numbers Shopify makes an address by itself, exact and case-sensitive. Source: the description of
 * FulfillmentTrackingInfo.company in the introspection of 2026-10, read on 2026-11-21; the lists of the bench's countries and the one for
 * all. Any other name is taken as it is, and then no address is shown unless one is sent.
 */
const KNOWN: readonly string[] = [
  '4PX', 'AGS', 'Amazon', 'Amazon Logistics UK', 'An Post', 'Anjun Logistics', 'APC', 'Asendia USA', 'Australia Post', 'Bonshaw', 'BPost', 'BPost International',
  'Canada Post', 'Canpar', 'CDL Last Mile', 'China Post', 'Chronopost', 'Chukou1', 'Colissimo', 'Comingle', 'Coordinadora', 'Correios', 'Correos', 'CTT', 'CTT Express',
  'Cyprus Post', 'Delnext', 'Deutsche Post', 'DHL eCommerce', 'DHL eCommerce Asia', 'DHL Express', 'DPD', 'DPD Local', 'DPD UK', 'DTD Express', 'DX', 'Eagle', 'Estes',
  'Evri', 'FedEx', 'First Global Logistics', 'First Line', 'FSC', 'Fulfilla', 'GLS', 'Iceland Post', 'IDEX', 'Israel Post', 'La Poste Colissimo', 'Lasership', 'Latvia Post',
  'Lietuvos Paštas', 'Logisters', 'Lone Star Overnight', 'M3 Logistics', 'Meteor Space', 'Mondial Relay', 'New Zealand Post', 'NinjaVan', 'OnTrac', 'Packeta',
  'Pago Logistics', 'Pitney Bowes', 'Portal PostNord', 'Poste Italiane', 'PostNL', 'PostNord DK', 'PostNord NO', 'PostNord SE', 'Purolator', 'Qxpress', 'Qyun Express',
  'Royal Mail', 'Royal Shipments', 'Sendle', 'SF Express', 'SFC Fulfillment', 'ShipBob', 'Singapore Post', 'Southwest Air Cargo', 'StarTrack', 'Step Forward Freight',
  'Swiss Post', 'TForce Final Mile', 'Tinghao', 'TNT', 'Toll IPEC', 'United Delivery Service', 'UPS', 'USPS', 'Venipak', 'We Post', 'Whistl', 'Wizmo', 'WMYC', 'Xpedigo',
  'XPO Logistics', 'YiFan Express', 'YunExpress',
  // Shown to shops of one country only.
  'Österreichische Post', 'Speedy', 'Zásilkovna', 'DHL', 'Deutsche Post (DE)', 'Deutsche Post (EN)', 'Swiship', 'Hermes', 'SEUR', 'Colis Privé', 'Parcelforce', 'Yodel',
  'DHL Parcel', 'Tuffnells', 'ACS Courier', 'Fastway', 'DPD Ireland', 'BRT', 'GLS Italy', 'Bring', 'Inpost', 'PTT', 'Yurtiçi Kargo', 'Aras Kargo', 'Sürat Kargo',
  'Delhivery', 'DTDC', 'India Post', 'Bluedart', 'Aramex Australia', 'TNT Australia', 'Couriers Please',
];

/** How people also write the carriers above. */
const SPELLINGS: Readonly<Record<string, string>> = {
  dhlpaket: 'DHL',
  dhlparcelde: 'DHL',
  dhlgermany: 'DHL',
  dpdde: 'DPD',
  glsde: 'GLS',
  hermesde: 'Hermes',
  hermesuk: 'Evri',
  postat: 'Österreichische Post',
  laposte: 'La Poste Colissimo',
  yunexpress: 'YunExpress',
  federalexpress: 'FedEx',
};

/** Real carriers without an address of Shopify's making: they go by the name that buyers know. */
const BY_NAME: readonly string[] = ['PostNord', 'Trans-o-flex', 'Aramex', 'City Link', 'Posti', 'MNG Kargo', 'Hepsijet', 'Amazon Shipping', 'GO! Express & Logistics'];

/** Letters and digits of any script, in lower case without accents: "Yurtiçi Kargo", "yurtici-kargo" and "YURTICI KARGO" are one. */
function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map<string, string>([
  ...BY_NAME.map((name): [string, string] => [carrierKey(name), name]),
  ...Object.entries(SPELLINGS),
  ...KNOWN.map((name): [string, string] => [carrierKey(name), name]),
]);

/** What a word may be, for a person who chooses one. */
export const SHOPIFY_CARRIER_WORDS: readonly string[] = KNOWN;

/** Null means: not mapped, and then nothing may be sent. */
export function findCarrierWord(carrier: string, ownWords: Readonly<Record<string, CarrierWord>>): { readonly carrierCode: string } | null {
  const key = carrierKey(carrier);
  for (const [name, word] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return { carrierCode: word.carrierCode };
  }
  const known = WORDS.get(key);
  return known === undefined ? null : { carrierCode: known };
}

/** The store's own address for numbers of this company, or null: then Shopify makes one, if it knows the company. */
export function trackingUrlFor(carrierCode: string, trackingNumber: string, ownWords: Readonly<Record<string, CarrierWord>>): string | null {
  const own = Object.values(ownWords).find((word) => word.carrierCode === carrierCode && word.trackingUrl !== undefined);
  return own?.trackingUrl?.replaceAll('{number}', encodeURIComponent(trackingNumber)) ?? null;
}
