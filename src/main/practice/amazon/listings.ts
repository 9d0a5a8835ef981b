import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../channel.ts';
import { GOODS } from '../goods.ts';
import { PRACTICE_MARKETPLACE_IDS } from '../orders.ts';
import { invalidInput, refuse } from './answers.ts';

/** The practice shop's merchant token. Plainly not real. */
export const PRACTICE_SELLER_ID = 'APRACTICE12345';
/** Units of each of the goods at the start; kept in memory only. */
const AT_THE_START = 25;
/** Days that the seller takes; a patch that replaces the whole attribute wipes them, as reported in public issue 4406. */
const LEAD_DAYS = 3;

const patchShape = z.object({
  productType: z.string().min(1),
  patches: z.array(z.object({ op: z.enum(['add', 'replace', 'merge', 'delete']), path: z.string(), value: z.array(z.record(z.string(), z.unknown())).optional() })).min(1),
});
const availability = z.object({ fulfillment_channel_code: z.string(), quantity: z.number().int().min(0) });

interface Shelved {
  readonly sku: string;
  readonly asin: string;
  readonly title: string;
  quantity: number;
  leadDays: number | null;
}

/** The listings of the practice shop. A level shows at once; Amazon takes minutes. */
export interface Listings {
  search(sellerId: string, query: URLSearchParams): Answer;
  patch(sellerId: string, sku: string, query: URLSearchParams, body: unknown): Answer;
}

export function createListings(): Listings {
  const shelf = new Map<string, Shelved>(Object.values(GOODS).map(({ sku, asin, title }) => [sku, { sku, asin, title, quantity: AT_THE_START, leadDays: LEAD_DAYS }]));

  function answerItem({ sku, quantity, leadDays }: Shelved, wanted: readonly string[], marketplaceId: string): Record<string, unknown> {
    return {
      sku,
      ...(wanted.includes('productTypes') ? { productTypes: [{ marketplaceId, productType: 'HOME' }] } : {}),
      ...(wanted.includes('fulfillmentAvailability') ? { fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity }] } : {}),
      ...(wanted.includes('attributes') ? { attributes: { fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity, ...(leadDays === null ? {} : { lead_time_to_ship_max_days: leadDays }), marketplace_id: marketplaceId }] } } : {}),
    };
  }

  return {
    search(sellerId, query) {
      const marketplaceId = query.get('marketplaceIds') ?? '';
      const skus = (query.get('identifiers') ?? '').split(',').filter((sku) => sku !== '');
      if (sellerId !== PRACTICE_SELLER_ID) return refuse(403, 'Unauthorized', 'Access to requested resource is denied.');
      if (!PRACTICE_MARKETPLACE_IDS.includes(marketplaceId)) return invalidInput(`Marketplace ${marketplaceId} is invalid.`);
      if (skus.length > 20) return invalidInput('At most 20 identifiers can be given.');
      if (skus.length > 0 && query.get('identifiersType') === null) return invalidInput('identifiersType is required when identifiers is provided.');
      const wanted = (query.get('includedData') ?? 'summaries').split(',');
      const found = skus.flatMap((sku) => shelf.get(sku) ?? []);
      const size = Number(query.get('pageSize') ?? 10);
      return { status: 200, body: { numberOfResults: found.length, pagination: {}, items: found.slice(0, size).map((item) => answerItem(item, wanted, marketplaceId)) } };
    },
    patch(sellerId, sku, query, body) {
      if (sellerId !== PRACTICE_SELLER_ID) return refuse(403, 'Unauthorized', 'Access to requested resource is denied.');
      if (!PRACTICE_MARKETPLACE_IDS.includes(query.get('marketplaceIds') ?? '')) return invalidInput('The marketplace is invalid.');
      const parsed = patchShape.safeParse(body);
      if (!parsed.success) return invalidInput('Request has missing or invalid parameters and cannot be parsed.');
      const invalid = (code: string, message: string): Answer => ({ status: 200, body: { sku, status: 'INVALID', submissionId: randomUUID(), issues: [{ code, message, severity: 'ERROR', attributeNames: ['fulfillment_availability'], categories: ['INVALID_ATTRIBUTE'] }] } });
      const item = shelf.get(sku);
      if (item === undefined) return invalid('8058', 'The SKU does not exist in the catalog of this seller.');
      for (const { op, path, value } of parsed.data.patches) {
        const given = availability.safeParse(value?.[0]);
        if (path !== '/attributes/fulfillment_availability' || !given.success) return invalid('90000900', 'The attributes are invalid.');
        item.quantity = given.data.quantity;
        if (op !== 'merge') item.leadDays = null;
      }
      return { status: 200, body: { sku, status: 'ACCEPTED', submissionId: randomUUID(), issues: [] } };
    },
  };
}
