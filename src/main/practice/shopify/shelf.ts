import { z } from 'zod';
import { GOODS } from '../goods.ts';
import { connection, DocumentError } from './graphql-run.ts';
import type { Given, Thing } from './graphql-run.ts';
import { LOCATIONS } from './works.ts';

const inputShape = z.object({
  name: z.string(),
  reason: z.string(),
  quantities: z.array(z.object({ inventoryItemId: z.string(), locationId: z.string(), quantity: z.number().int(), changeFromQuantity: z.number().int().nullable() })).max(250),
});

/** Units of each of the goods at the start; kept in memory only. */
const AT_THE_START = 25;

/** The goods of the practice shop as the vendor counts them, at its first place only. */
export interface Shelf {
  find(args: Given): unknown;
  set(input: unknown, key: string | null): Thing;
}

export function createShelf(): Shelf {
  const items = Object.values(GOODS).map((goods, index) => ({ id: `gid://shopify/InventoryItem/${50_000_000_001 + index}`, sku: goods.sku }));
  const levels = new Map<string, number>(items.map(({ id }) => [id, AT_THE_START]));
  const answered = new Map<string, string>();

  function itemThing({ id, sku }: { readonly id: string; readonly sku: string }): Thing {
    return {
      __typename: 'InventoryItem',
      id,
      sku,
      tracked: true,
      duplicateSkuCount: 0,
      inventoryLevel: ({ locationId }: Given) =>
        locationId === `gid://shopify/Location/${LOCATIONS.bench}`
          ? { __typename: 'InventoryLevel', quantities: ({ names }: Given) => (Array.isArray(names) && names.includes('available') ? [{ __typename: 'InventoryQuantity', name: 'available', quantity: levels.get(id) ?? 0 }] : []) }
          : null,
    };
  }

  const payload = (errors: readonly { readonly code: string; readonly field: readonly string[]; readonly message: string }[]): Thing => ({
    __typename: 'InventorySetQuantitiesPayload',
    inventoryAdjustmentGroup: null,
    userErrors: errors.map((error) => ({ __typename: 'InventorySetQuantitiesUserError', ...error })),
  });

  return {
    find(args) {
      const named = [...(typeof args['query'] === 'string' ? args['query'] : '').matchAll(/sku:"((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1').toLowerCase());
      return connection('InventoryItem', items.filter(({ sku }) => named.includes(sku.toLowerCase())).map(itemThing))(args);
    },
    set(input, key) {
      if (key === null || key.trim() === '') throw new DocumentError('The @idempotent directive is required for this mutation but was not provided.', 'BAD_REQUEST');
      const parsed = inputShape.safeParse(input);
      if (!parsed.success) throw new DocumentError(`Variable $input of type InventorySetQuantitiesInput! was provided invalid value for ${parsed.error.issues[0]?.path.join('.') ?? 'input'}`, 'INVALID_VARIABLE');
      const told = JSON.stringify(parsed.data);
      const before = answered.get(key);
      if (before !== undefined && before !== told) return payload([{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH', field: ['input'], message: 'The same idempotency key cannot be used with different parameters.' }]);
      const errors = parsed.data.quantities.flatMap(({ inventoryItemId, locationId, quantity }, index) => {
        const field = ['input', 'quantities', String(index)];
        if (!levels.has(inventoryItemId)) return [{ code: 'INVALID_INVENTORY_ITEM', field: [...field, 'inventoryItemId'], message: 'The specified inventory item could not be found.' }];
        if (locationId !== `gid://shopify/Location/${LOCATIONS.bench}`) return [{ code: 'INVALID_LOCATION', field: [...field, 'locationId'], message: 'The specified location could not be found.' }];
        return quantity < 0 ? [{ code: 'INVALID_QUANTITY_NEGATIVE', field: [...field, 'quantity'], message: 'The quantity can’t be negative.' }] : [];
      });
      if (errors.length > 0) return payload(errors);
      answered.set(key, told);
      for (const { inventoryItemId, quantity } of parsed.data.quantities) levels.set(inventoryItemId, quantity);
      return payload([]);
    },
  };
}
