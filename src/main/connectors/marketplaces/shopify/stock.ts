import { randomUUID } from 'node:crypto';
import type { StockDesk, StockLevel } from '../../../application/ports/marketplace.ts';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { Operation } from '../../kit/wire.ts';
import type { Ask } from './ask.ts';
import { mutationOf, queryOf } from './graphql.ts';
import { POINTS } from './limits.ts';
import { gidOf, itemsShape, stockSetShape } from './shapes.ts';
import type { ShopifySettings } from './settings.ts';

/** SKUs of one look-up; each costs 3 points at most. */
const MOST_PER_CALL = 50;

interface Item {
  readonly id: string;
  readonly sku: string;
  readonly tracked: boolean;
  readonly isAmbiguous: boolean;
  /** Null: the location does not hold it. */
  readonly available: number | null;
}

/** In quotes, and the quote itself escaped: a SKU must find itself and nothing else. Source: "Shopify API search syntax", read on 2026-11-21. */
const searchOf = (skus: readonly string[]): string => skus.map((sku) => `sku:"${sku.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`).join(' OR ');

const findItems: Operation<{ readonly skus: readonly string[]; readonly locationId: string }, readonly Item[], ShopifySettings> = queryOf(
  'findItems',
  ({ skus, locationId }) => ({ search: searchOf(skus), first: MOST_PER_CALL, locationId: gidOf('Location', locationId) }),
  (data) => {
    const answer = itemsShape.safeParse(data);
    if (!answer.success) return { kind: 'unavailable', cause: 'the answer is not a list of goods' };
    const items = answer.data.inventoryItems.nodes.map(({ id, sku, tracked, duplicateSkuCount, inventoryLevel }): Item => ({
      id,
      sku: sku ?? '',
      tracked,
      isAmbiguous: duplicateSkuCount > 0,
      available: inventoryLevel?.quantities.find(({ name }) => name === 'available')?.quantity ?? null,
    }));
    return { kind: 'done', value: items };
  },
);

interface SetInput {
  readonly levels: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly locationId: string;
  readonly key: string;
}

/**
 * Levels are absolute and come from the one place that counts, so the check against the level before (`changeFromQuantity`) is left out. A key
 * per message is demanded since 2026-04; the same level told later is another message and needs another key.
 */
const setQuantities: Operation<SetInput, readonly { readonly index: number | null; readonly problem: Problem }[], ShopifySettings> = mutationOf(
  'inventorySetQuantities',
  ({ levels, locationId, key }) => ({
    input: {
      name: 'available',
      reason: 'correction',
      quantities: levels.map(({ itemId, quantity }) => ({ inventoryItemId: itemId, locationId: gidOf('Location', locationId), quantity, changeFromQuantity: null })),
    },
    key,
  }),
  (data) => {
    const answer = stockSetShape.safeParse(data);
    if (!answer.success || answer.data.inventorySetQuantities === null) return { kind: 'uncertain', cause: 'the answer is not that of inventorySetQuantities' };
    return { kind: 'done', value: answer.data.inventorySetQuantities.userErrors.map(({ code, field, message }) => ({ index: indexOf(field), problem: { code: codeOf(code), message: `${code ?? 'refused'}: ${message}` } })) };
  },
);

/** "input.quantities.3.quantity" is about the fourth level. */
function indexOf(field: readonly string[] | null | undefined): number | null {
  const named = field?.find((part) => /^\d+$/.test(part));
  return named === undefined ? null : Number(named);
}

/** Source: InventorySetQuantitiesUserErrorCode, 2026-10. */
function codeOf(code: string | null | undefined): Problem['code'] {
  switch (code) {
    case 'INVALID_LOCATION':
      return 'bad-settings';
    case 'INVALID_QUANTITY_NEGATIVE':
    case 'INVALID_QUANTITY_TOO_HIGH':
    case 'INVALID_QUANTITY_TOO_LOW':
      return 'quantity-wrong';
    case 'NON_MUTABLE_INVENTORY_ITEM':
      return 'wrong-state';
    case 'IDEMPOTENCY_CONCURRENT_REQUEST':
    case 'CHANGE_FROM_QUANTITY_STALE':
    case 'COMPARE_QUANTITY_STALE':
      return 'locked';
    default:
      return 'bad-request-ours';
  }
}

export function createStockDesk(ask: Ask, locationId: string): StockDesk {
  const find = async (skus: readonly string[]): Promise<Outcome<ReadonlyMap<string, Item>>> => {
    const found = await ask.call(findItems, { skus, locationId }, POINTS.findItems);
    if (found.kind !== 'done') return found;
    // The search also finds a SKU within a longer one; only the very same counts.
    return { kind: 'done', value: new Map(found.value.filter(({ sku }) => skus.includes(sku)).map((item) => [item.sku, item])) };
  };
  return {
    mostPerCall: MOST_PER_CALL,
    async publish(levels) {
      if (levels.length > MOST_PER_CALL) return { kind: 'rejected', problems: [{ code: 'bad-request-ours', message: `more than ${MOST_PER_CALL} levels in one call` }] };
      if (levels.length === 0) return { kind: 'done', value: { refused: [] } };
      const found = await find(levels.map(({ sku }) => sku));
      if (found.kind !== 'done') return found;
      const refused: Problem[] = [];
      const taken: { readonly sku: string; readonly itemId: string; readonly quantity: number }[] = [];
      for (const { sku, available } of levels) {
        const item = found.value.get(sku);
        const why = item === undefined ? unknownItem : whyNot(item, available);
        if (why !== null) refused.push({ ...why, field: sku });
        else if (item !== undefined) taken.push({ sku, itemId: item.id, quantity: available });
      }
      if (taken.length === 0) return { kind: 'done', value: { refused } };
      const set = await ask.call(setQuantities, { levels: taken, locationId, key: randomUUID() }, POINTS.mutation);
      if (set.kind !== 'done') return set;
      // One refused level undoes the whole message, so the others are not published either.
      if (set.value.length > 0) return { kind: 'done', value: { refused: [...refused, ...taken.map(({ sku }, index): Problem => ({ ...reasonFor(index, set.value), field: sku }))] } };
      return { kind: 'done', value: { refused } };
    },
    async read(skus) {
      if (skus.length === 0) return { kind: 'done', value: [] };
      const found = await find(skus.slice(0, MOST_PER_CALL));
      if (found.kind !== 'done') return found;
      return { kind: 'done', value: [...found.value.values()].flatMap(({ sku, available }): StockLevel[] => (available === null ? [] : [{ sku, available }])) };
    },
  };
}

const unknownItem: Problem = { code: 'unrecognised', message: 'Shopify has no goods with this SKU' };

function whyNot(item: Item, available: number): Problem | null {
  if (!Number.isSafeInteger(available) || available < 0) return { code: 'quantity-wrong', message: 'a level must be a whole number, 0 or more' };
  if (item.isAmbiguous) return { code: 'wrong-state', message: 'several goods at Shopify bear this SKU' };
  if (!item.tracked) return { code: 'wrong-state', message: 'Shopify does not count these goods' };
  return item.available === null ? { code: 'wrong-state', message: 'these goods are not kept at this location' } : null;
}

function reasonFor(index: number, problems: readonly { readonly index: number | null; readonly problem: Problem }[]): Problem {
  const own = problems.find((one) => one.index === index) ?? problems.find((one) => one.index === null);
  return own?.problem ?? { code: 'locked', message: 'not published, because another level of the same message was refused' };
}
