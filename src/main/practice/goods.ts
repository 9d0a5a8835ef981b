/** One thing on the shelf of the practice shop. */
export interface Goods {
  readonly sku: string;
  /** GTIN-13 under prefix 952, which GS1 keeps for demonstrations: it can be on no real goods. */
  readonly gtin: string;
  readonly asin: string;
  readonly title: string;
  readonly priceMinor: number;
}

const shelf = (index: number, sku: string, title: string, priceMinor: number): Goods => {
  const body = `952${String(100_000_000 + index * 137).slice(0, 9)}`;
  return { sku, gtin: body + checkDigit(body), asin: `B0PRACT${String(index).padStart(3, '0')}`, title, priceMinor };
};

/** GS1 General Specifications 7.9: weights 1 and 3 alternate over the first twelve digits of a GTIN-13. */
function checkDigit(body: string): string {
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The shop: small household and desk goods, with titles as long and as alike as in real shops. */
export const GOODS = {
  mugBlue: shelf(1, 'MUG-350-BLU', 'Stoneware mug 350 ml, blue', 1190),
  mugGreen: shelf(2, 'MUG-350-GRN', 'Stoneware mug 350 ml, green', 1190),
  teapot: shelf(3, 'TEAPOT-1L', 'Glass teapot with strainer, 1.0 l', 2990),
  filter: shelf(4, 'FILTER-4-100', 'Coffee filters size 4, unbleached, 100 pieces', 349),
  kettle: shelf(5, 'KETTLE-17-BLK', 'Electric kettle 1.7 l, 2200 W, matt black', 3999),
  towel: shelf(6, 'TOWEL-70140-GRY', 'Bath towel 70 x 140 cm, cotton, grey', 1899),
  candle: shelf(7, 'CANDLE-SOY-VAN', 'Soy wax candle, vanilla, 40 h', 1450),
  notebookA5: shelf(8, 'NOTE-A5-DOT', 'Notebook A5, dotted, 192 pages', 1290),
  notebookA4: shelf(9, 'NOTE-A4-DOT', 'Notebook A4, dotted, 192 pages', 1690),
  pens: shelf(10, 'PEN-GEL-05-4', 'Gel pens 0.5 mm, set of 4', 699),
  lamp: shelf(11, 'LAMP-DESK-LED', 'LED desk lamp, dimmable, USB charging port', 4490),
  cable1m: shelf(12, 'CABLE-C-100', 'USB-C cable 1 m, braided', 899),
  cable2m: shelf(13, 'CABLE-C-200', 'USB-C cable 2 m, braided', 1099),
  charger: shelf(14, 'CHARGER-65W', 'USB-C charger 65 W, two ports', 3490),
  bottle: shelf(15, 'BOTTLE-750-STL', 'Stainless steel bottle 750 ml', 2199),
  lunchbox: shelf(16, 'LUNCH-1200', 'Lunch box 1200 ml, two compartments', 1799),
  seeds: shelf(17, 'SEED-BASIL', 'Basil seeds, organic, 1 g', 249),
  planter: shelf(18, 'PLANTER-14-TER', 'Planter terracotta, 14 cm', 990),
  soap: shelf(19, 'SOAP-OLIVE-6', 'Olive soap, 6 bars', 1350),
  umbrella: shelf(20, 'UMBRELLA-MINI', 'Umbrella, storm-proof, folds to 28 cm', 2490),
} as const satisfies Record<string, Goods>;
