/** `carrierCode` is a provider code of Trendyol, letter for letter. */
export interface CarrierWord {
  readonly carrierCode: string;
}

/**
 * Trendyol's provider codes and the names of the carriers behind them. Sources: "Shipment Providers List" (Turkey) and "Carrier Companies" (Europe
 * and the Gulf), read on 2026-11-21. Which of them a store may use is agreed store by store. ADEL stands for "own vehicle" and takes a link in
 * place of a number: it is a store's own word only, given together with that link; CEVATEDARIK is goods on their way to Trendyol's own house.
 */
const PROVIDERS: readonly (readonly [code: string, ...names: string[]])[] = [
  ['YKMP', 'Yurtiçi Kargo', 'Yurtiçi'],
  ['ARASMP', 'Aras Kargo', 'Aras'],
  ['SURATMP', 'Sürat Kargo', 'Sürat'],
  ['DHLECOMMP', 'DHL eCommerce', 'MNG Kargo', 'MNG'],
  ['PTTMP', 'PTT Kargo', 'PTT'],
  ['TEXMP', 'Trendyol Express'],
  ['SENDEOMP', 'Sendeo'],
  ['KOLAYGELSINMP', 'Kolay Gelsin'],
  ['HOROZMP', 'Horoz Lojistik', 'Horoz Kargo', 'Horoz'],
  ['CEVAMP', 'CEVA', 'CEVA Lojistik', 'CEVA Logistics'],
  ['DHLMP', 'DHL', 'DHL Paket', 'DHL Parcel DE'],
  ['HERMESMP', 'Hermes', 'Hermes DE', 'Hermes Germany'],
  ['DHLEXPMP', 'DHL Express'],
  ['DPDMP', 'DPD', 'DPD DE'],
  ['GLS', 'GLS DE'],
  ['GENIKI', 'Geniki Taxydromiki'],
  ['PACKETA', 'Zásilkovna'],
  ['FANEX', 'FAN Courier'],
];

/** Letters and digits of any script, in lower case without accents; the dotless i of Turkish counts as i. */
function carrierKey(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replace(/ı/g, 'i');
}

const WORDS = new Map(PROVIDERS.flatMap(([carrierCode, ...names]) => [carrierCode, ...names].map((name): [string, CarrierWord] => [carrierKey(name), { carrierCode }])));

/** What a word may be, for a person who chooses one. */
export const TRENDYOL_CARRIER_WORDS: readonly string[] = PROVIDERS.map(([code]) => code);

/** Null means: not mapped, and then nothing may be sent. */
export function findCarrierWord(carrier: string, ownWords: Readonly<Record<string, CarrierWord>>): CarrierWord | null {
  const key = carrierKey(carrier);
  for (const [name, word] of Object.entries(ownWords)) {
    if (carrierKey(name) === key) return { carrierCode: word.carrierCode };
  }
  return WORDS.get(key) ?? null;
}
