import type { StockDesk, StockLevel } from '../../../application/ports/marketplace.ts';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { Operation, WireReply } from '../../kit/wire.ts';
import { parseJson, readProblems } from './problems.ts';
import { readRefusedRead, readThrottle } from './read.ts';
import type { AmazonSettings } from './settings.ts';
import { listingsShape, submissionShape } from './shapes.ts';

/** Most SKUs of one look-up. Source: searchListingsItems, `identifiers` and `pageSize`. */
const MOST_LOOKED_UP = 20;
/** Each level is a call of its own; the burst of patchListingsItem is five. */
const MOST_PER_CALL = 5;
/** Goods that the seller ships; everything else ("AMAZON_EU") lies at Amazon. */
const SHIPPED_BY_SELLER = 'DEFAULT';
/** Where Amazon names no type: what changes no attribute but the offer goes under this one. Source: "Building listings management workflows". */
const ANY_PRODUCT_TYPE = 'PRODUCT';
const ACCEPT = { accept: 'application/json' };

/** The account that keeps the goods. Quantities are told for its first marketplace. */
export interface ListingsOwner {
  readonly sellerId: string;
  readonly marketplaceId: string;
}

interface Listing {
  readonly sku: string;
  readonly productType: string;
  readonly channels: readonly string[];
  readonly available: number | null;
}

const pathOf = ({ sellerId }: ListingsOwner): string => `/listings/2021-08-01/items/${encodeURIComponent(sellerId)}`;

/** Source: Listings Items API 2021-08-01, searchListingsItems. */
function searchListings(owner: ListingsOwner): Operation<readonly string[], readonly Listing[], AmazonSettings> {
  return {
    name: 'searchListingsItems',
    effect: 'read',
    build: (skus) => ({
      operation: 'searchListingsItems',
      method: 'GET',
      path: pathOf(owner),
      query: { marketplaceIds: owner.marketplaceId, identifiers: skus.join(','), identifiersType: 'SKU', includedData: 'productTypes,fulfillmentAvailability', pageSize: String(MOST_LOOKED_UP) },
      headers: ACCEPT,
      body: null,
    }),
    read: (reply) => readListings(reply, owner),
  };
}

function readListings(reply: WireReply, { marketplaceId }: ListingsOwner): Outcome<readonly Listing[]> {
  if (reply.status === 404) return { kind: 'done', value: [] };
  if (reply.status !== 200) return readRefusedRead(reply, 'publish-stock');
  const answer = listingsShape.safeParse(parseJson(reply.bodyText));
  if (!answer.success) return { kind: 'unavailable', cause: 'the answer is not a list of listings' };
  const listings = answer.data.items.map(({ sku, productTypes, fulfillmentAvailability }): Listing => ({
    sku,
    productType: productTypes?.find((one) => one.marketplaceId === marketplaceId)?.productType ?? productTypes?.[0]?.productType ?? ANY_PRODUCT_TYPE,
    channels: (fulfillmentAvailability ?? []).map(({ fulfillmentChannelCode }) => fulfillmentChannelCode),
    available: fulfillmentAvailability?.find(({ fulfillmentChannelCode }) => fulfillmentChannelCode === SHIPPED_BY_SELLER)?.quantity ?? null,
  }));
  return { kind: 'done', value: listings };
}

interface Told {
  readonly sku: string;
  readonly productType: string;
  readonly available: number;
}

/**
 * `merge` changes the quantity and leaves the rest: `replace` would wipe the handling time beside it (issues 4406 and 4841 of Amazon's models).
 * Source: Listings Items API 2021-08-01, patchListingsItem.
 */
function patchListing(owner: ListingsOwner): Operation<Told, Problem | null, AmazonSettings> {
  return {
    name: 'patchListingsItem',
    effect: 'write',
    build: ({ sku, productType, available }) => ({
      operation: 'patchListingsItem',
      method: 'PATCH',
      path: `${pathOf(owner)}/${encodeURIComponent(sku)}`,
      query: { marketplaceIds: owner.marketplaceId, includedData: 'issues' },
      headers: { ...ACCEPT, 'content-type': 'application/json' },
      body: JSON.stringify({ productType, patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: SHIPPED_BY_SELLER, quantity: available }] }] }),
    }),
    read: readPatched,
  };
}

/** Null: taken. "ACCEPTED" is no proof, it shows when the level is read back. A refusal is about this SKU alone, except where the account is not let in. */
function readPatched(reply: WireReply, { sku }: Told): Outcome<Problem | null> {
  const { status } = reply;
  if (status === 200) {
    const answer = submissionShape.safeParse(parseJson(reply.bodyText));
    if (!answer.success) return { kind: 'uncertain', cause: 'the answer is not that of patchListingsItem' };
    if (answer.data.status !== 'INVALID') return { kind: 'done', value: null };
    const words = (answer.data.issues ?? []).filter(({ severity }) => severity === 'ERROR').map(({ code, message }) => `${code}: ${message}`).join(' ');
    return { kind: 'done', value: { code: 'unrecognised', field: sku, message: words || 'Amazon refused the level without saying why' } };
  }
  if (status === 429) return readThrottle(reply, 'publish-stock');
  if (status === 401 || status === 403) return { kind: 'rejected', problems: readProblems(reply, 'auth') };
  if (status >= 400 && status < 500) return { kind: 'done', value: { ...readProblems(reply, 'unrecognised')[0], field: sku } };
  return { kind: 'uncertain', cause: `Amazon answered ${status}` };
}

export interface StockCalls {
  search<Out>(operation: Operation<readonly string[], Out, AmazonSettings>, skus: readonly string[]): Promise<Outcome<Out>>;
  patch<Out>(operation: Operation<Told, Out, AmazonSettings>, level: Told): Promise<Outcome<Out>>;
  /** Milliseconds until so many levels may be told one after the other. */
  waitMs(levels: number): number;
}

/** Levels are absolute, so one that was told before the line died may simply be told again. */
export function createStockDesk(calls: StockCalls, owner: ListingsOwner): StockDesk {
  const search = searchListings(owner);
  const patch = patchListing(owner);

  async function find(skus: readonly string[]): Promise<Outcome<ReadonlyMap<string, Listing>>> {
    const found = new Map<string, Listing>();
    const askable = [...new Set(skus)].filter(isAskable);
    for (let at = 0; at < askable.length; at += MOST_LOOKED_UP) {
      const page = await calls.search(search, askable.slice(at, at + MOST_LOOKED_UP));
      if (page.kind !== 'done') return page;
      for (const listing of page.value) if (skus.includes(listing.sku)) found.set(listing.sku, listing);
    }
    return { kind: 'done', value: found };
  }

  return {
    mostPerCall: MOST_PER_CALL,
    async publish(levels) {
      if (levels.length > MOST_PER_CALL) return { kind: 'rejected', problems: [{ code: 'bad-request-ours', message: `more than ${MOST_PER_CALL} levels in one call` }] };
      const waitMs = calls.waitMs(levels.length);
      if (waitMs > 0) return { kind: 'rate-limited', retryAfterMs: waitMs };
      const found = await find(levels.map(({ sku }) => sku));
      if (found.kind !== 'done') return found;
      const refused: Problem[] = [];
      for (const level of levels) {
        const listing = found.value.get(level.sku);
        const why = whyNot(level, listing);
        if (why !== null || listing === undefined) {
          refused.push({ ...(why ?? UNKNOWN), field: level.sku });
          continue;
        }
        const told = await calls.patch(patch, { sku: level.sku, productType: listing.productType, available: level.available });
        if (told.kind !== 'done') return told;
        if (told.value !== null) refused.push(told.value);
      }
      return { kind: 'done', value: { refused } };
    },
    async read(skus) {
      const found = await find(skus);
      if (found.kind !== 'done') return found;
      return { kind: 'done', value: [...found.value.values()].flatMap(({ sku, available }): StockLevel[] => (available === null ? [] : [{ sku, available }])) };
    },
  };
}

/** Several SKUs go with commas between them: one with a comma in it cannot be asked for. */
const isAskable = (sku: string): boolean => sku.trim() !== '' && !sku.includes(',') && !/^\.{1,2}$/.test(sku);

const UNKNOWN: Problem = { code: 'unrecognised', message: 'Amazon has no listing with this SKU in the first marketplace of this store' };

function whyNot({ sku, available }: StockLevel, listing: Listing | undefined): Problem | null {
  if (!Number.isSafeInteger(available) || available < 0) return { code: 'quantity-wrong', message: 'a level must be a whole number, 0 or more' };
  if (!isAskable(sku)) return { code: 'unrecognised', message: 'a SKU with a comma cannot be looked up' };
  if (listing === undefined) return UNKNOWN;
  // A level of our own would make the listing ours to ship as well (issue 2061 of Amazon's models).
  const atAmazon = listing.channels.filter((channel) => channel !== SHIPPED_BY_SELLER);
  return atAmazon.length > 0 && !listing.channels.includes(SHIPPED_BY_SELLER) ? { code: 'wrong-state', message: `these goods lie at Amazon (${atAmazon.join(', ')})` } : null;
}
