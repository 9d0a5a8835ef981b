import type { Cancellation } from '../../src/shared/domain/order/cancellation.ts';
import { notCancelled } from '../../src/shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../src/shared/domain/order/order-draft.ts';
import type { Address } from '../../src/shared/domain/order/order.ts';

/** All sample orders are placed before this instant: 2026-11-20 06:00 UTC. */
const SAMPLE_START_MS = Date.UTC(2026, 10, 20, 6);
const HOUR_MS = 3_600_000;

interface Place {
  readonly countryCode: string;
  readonly currency: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly string[];
  /** "9" becomes a digit, "A" a letter. */
  readonly postcode: string;
  readonly numberFirst: boolean;
}

/** Twelve countries, so that label fonts, postcodes and currencies all differ. Names are common ones, streets invented. */
const PLACES: readonly Place[] = [
  { countryCode: 'DE', currency: 'EUR', given: ['Jürgen', 'Anna', 'Björn', 'Käthe'], family: ['Müller', 'Weiß', 'Schröder', 'Groß'], streets: ['Lindenstraße', 'Am Mühlbach', 'Königsallee'], cities: ['Köln', 'München', 'Gießen'], postcode: '99999', numberFirst: false },
  { countryCode: 'GB', currency: 'GBP', given: ['Olivia', 'Harry', 'Siân'], family: ["O'Brien", 'Smith', 'Patel'], streets: ['High Street', 'Church Lane', 'Station Road'], cities: ['Leeds', 'Cardiff', 'Norwich'], postcode: 'AA9 9AA', numberFirst: true },
  { countryCode: 'US', currency: 'USD', given: ['Emily', 'José', 'Liam'], family: ['Johnson', 'García', 'Nguyen'], streets: ['Maple Ave', 'Oak St', 'Sunset Blvd'], cities: ['Denver', 'Austin', 'Portland'], postcode: '99999', numberFirst: true },
  { countryCode: 'FR', currency: 'EUR', given: ['Chloé', 'François', 'Zoë'], family: ['Lefèvre', 'Dubois', 'Garçon'], streets: ['rue de la Forêt', 'avenue Hélène', 'place du Marché'], cities: ['Besançon', 'Nîmes', 'Orléans'], postcode: '99999', numberFirst: true },
  { countryCode: 'IT', currency: 'EUR', given: ['Giulia', 'Niccolò'], family: ["D'Angelo", 'Rossi'], streets: ['Via Libertà', 'Corso Umberto'], cities: ['Forlì', 'Cefalù'], postcode: '99999', numberFirst: false },
  { countryCode: 'ES', currency: 'EUR', given: ['Begoña', 'Íñigo'], family: ['Muñoz', 'Peña'], streets: ['Calle Año Nuevo', 'Paseo Cigüeña'], cities: ['A Coruña', 'León'], postcode: '99999', numberFirst: false },
  { countryCode: 'PL', currency: 'PLN', given: ['Łukasz', 'Żaneta'], family: ['Wójcik', 'Świątek'], streets: ['ulica Różana', 'ulica Źródlana'], cities: ['Łódź', 'Gdańsk'], postcode: '99-999', numberFirst: false },
  { countryCode: 'TR', currency: 'TRY', given: ['Ayşe', 'Çağrı'], family: ['Yıldız', 'Öztürk'], streets: ['Gül Sokağı', 'İnönü Caddesi'], cities: ['İstanbul', 'Eskişehir'], postcode: '99999', numberFirst: false },
  { countryCode: 'SE', currency: 'SEK', given: ['Åsa', 'Göran'], family: ['Sjöberg', 'Ångström'], streets: ['Ängsvägen', 'Storgatan'], cities: ['Malmö', 'Gävle'], postcode: '999 99', numberFirst: false },
  { countryCode: 'JP', currency: 'JPY', given: ['さくら', '健太'], family: ['佐藤', '高橋'], streets: ['本町', '桜丘'], cities: ['札幌市', '横浜市'], postcode: '999-9999', numberFirst: false },
  { countryCode: 'GR', currency: 'EUR', given: ['Ελένη', 'Γιώργος'], family: ['Παπαδόπουλος', 'Νικολάου'], streets: ['Οδός Ερμού', 'Λεωφόρος Αθηνών'], cities: ['Αθήνα', 'Πάτρα'], postcode: '999 99', numberFirst: false },
  { countryCode: 'AE', currency: 'AED', given: ['ليلى', 'أحمد'], family: ['الهاشمي', 'المنصوري'], streets: ['شارع الوصل', 'شارع الشيخ زايد'], cities: ['دبي', 'أبوظبي'], postcode: '', numberFirst: false },
];

const GOODS = ['Enamel mug', 'Wool socks', 'Garden hose', 'Phone case', 'Tea light', 'Notebook A5', 'Bike lamp', 'Steel bottle', 'Cable 2 m', 'Puzzle 500'] as const;
const COLOURS = ['red', 'blue', 'black', 'sand', 'grün', 'crème'] as const;
const SERVICES = ['Standard', 'Expedited', 'NextDay', 'SecondDay'] as const;
/** So many different products; a real bench sees the same ones again and again. */
const PRODUCTS = 5000;

/**
 * The same orders for the same `n` and `seed` on every machine: two lines each on average, 1 % cancelled, 0.5 % with an
 * open cancel request, 2 % still unpaid, valid GTIN-13 barcodes.
 */
export function* sampleOrders(n: number, seed: number): Generator<OrderDraft> {
  const random = mulberry32(seed);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)];
    if (chosen === undefined) throw new Error('picked from an empty list');
    return chosen;
  };
  for (let index = 0; index < n; index += 1) {
    const place = pick(PLACES);
    const luck = random();
    const placedAtMs = SAMPLE_START_MS - Math.floor(random() * 48 * HOUR_MS);
    const cancellation = cancellationOf(luck, placedAtMs);
    const lines = Array.from({ length: lineCount(random()) }, (_, position) => sampleLine(index, position, random, cancellation));
    yield {
      channel: 'amazon',
      channelOrderId: amazonOrderId(index, random),
      marketplaceId: 'A1PA6795UKMFR9',
      state: cancellation.kind === 'cancelled' ? 'cancelled' : 'open',
      payment: luck > 0.98 ? 'pending' : 'paid',
      channelHold: null,
      cancellation,
      placedAtMs,
      updatedAtMs: placedAtMs + Math.floor(random() * HOUR_MS),
      shipByMs: SAMPLE_START_MS + Math.floor(random() * 72) * HOUR_MS,
      shippingService: pick(SERVICES),
      shipTo: sampleAddress(place, random, pick),
      value: { minor: 500 + Math.floor(random() * 20_000), currency: place.currency },
      lines,
    };
  }
}

function cancellationOf(luck: number, placedAtMs: number): Cancellation {
  if (luck < 0.01) return { kind: 'cancelled', by: 'buyer', reason: 'Ordered by mistake', seenAtMs: placedAtMs + HOUR_MS };
  if (luck < 0.015) return { kind: 'requested', by: 'buyer', reason: 'Found cheaper', seenAtMs: placedAtMs + HOUR_MS };
  return notCancelled;
}

/** 50 % one line, 25 % two, and so on up to six: 1.97 on average. */
const lineCount = (luck: number): number => Math.min(6, 1 + Math.floor(-Math.log2(1 - luck)));

function sampleLine(order: number, position: number, random: () => number, cancellation: Cancellation): OrderLineDraft {
  const product = Math.floor(random() * PRODUCTS);
  const sku = `PG-${String(product).padStart(5, '0')}`;
  const quantity = random() < 0.8 ? 1 : 2 + Math.floor(random() * 4);
  return {
    lineId: String(30_000_000_000_000 + order * 10 + position),
    sku,
    barcodes: [sku, gtin13(product)],
    title: `${GOODS[product % GOODS.length] ?? ''}, ${COLOURS[product % COLOURS.length] ?? ''}, no. ${product}`,
    quantity,
    quantityCancelled: cancellation.kind === 'cancelled' ? quantity : 0,
    quantityShipped: 0,
    cancellation,
  };
}

function sampleAddress(place: Place, random: () => number, pick: <T>(list: readonly T[]) => T): Address {
  const house = 1 + Math.floor(random() * 180);
  const street = pick(place.streets);
  const company = random() < 0.1 ? `${pick(place.family)} & Co.` : null;
  return {
    name: `${pick(place.given)} ${pick(place.family)}`,
    ...(company === null ? {} : { company }),
    lines: [place.numberFirst ? `${house} ${street}` : `${street} ${house}`, ...(random() < 0.2 ? [`2/${house}`] : [])],
    postcode: place.postcode.replace(/[9A]/g, (mark) => (mark === '9' ? String(Math.floor(random() * 10)) : String.fromCharCode(65 + Math.floor(random() * 26)))),
    city: pick(place.cities),
    countryCode: place.countryCode,
    ...(random() < 0.7 ? { phone: `+${10 + Math.floor(random() * 80)} ${100_000_000 + Math.floor(random() * 900_000_000)}` } : {}),
  };
}

/** Three, seven and seven digits as Amazon writes them; the index is in it, so that no two are alike. */
function amazonOrderId(index: number, random: () => number): string {
  const serial = String(index).padStart(9, '0');
  return `30${1 + Math.floor(random() * 6)}-${serial.slice(0, 7)}-${serial.slice(7)}${String(Math.floor(random() * 100_000)).padStart(5, '0')}`;
}

/** Prefix 952 is set aside by GS1 for examples. Source: GS1 General Specifications, "GS1 Prefixes". */
function gtin13(product: number): string {
  const body = `952${String(product).padStart(9, '0')}`;
  let sum = 0;
  for (let at = 0; at < 12; at += 1) sum += Number(body[at]) * (at % 2 === 0 ? 1 : 3);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Small, seeded and fast. Source: mulberry32, Tommy Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
