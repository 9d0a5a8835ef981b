import { GOODS } from './goods.ts';

const GTINS = new Map<string, readonly string[]>(Object.values(GOODS).map((goods) => [goods.sku, [goods.gtin]]));

/** The product list of the practice shop: Amazon's orders carry no GTIN, the goods on the shelf do. */
export const practiceBarcodesFor = (sku: string): readonly string[] => GTINS.get(sku) ?? [];
