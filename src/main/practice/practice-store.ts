import { PRACTICE_CREDENTIALS } from './amazon/access-tokens.ts';
import { GOODS } from './goods.ts';
import { PRACTICE_MARKETPLACE_IDS } from './orders.ts';

const GTINS = new Map<string, readonly string[]>(Object.values(GOODS).map((goods) => [goods.sku, [goods.gtin]]));

/** What the Amazon connector needs to open the practice store: its own settings shape, with credentials that work nowhere else. */
export function practiceStoreSettings(addresses: { readonly baseUrl: string; readonly tokenUrl: string }): Readonly<Record<string, unknown>> {
  return { endpoint: addresses.baseUrl, tokenUrl: addresses.tokenUrl, marketplaceIds: PRACTICE_MARKETPLACE_IDS, ...PRACTICE_CREDENTIALS };
}

/** The product list of the practice shop: Amazon's orders carry no GTIN, the goods on the shelf do. */
export const practiceBarcodesFor = (sku: string): readonly string[] => GTINS.get(sku) ?? [];
