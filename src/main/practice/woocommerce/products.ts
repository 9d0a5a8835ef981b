import { z } from 'zod';
import { GOODS } from '../goods.ts';
import type { Answer } from '../channel.ts';
import { refuse } from './replies.ts';

interface Product {
  readonly id: number;
  readonly sku: string;
  readonly parentId: number;
  stock: number | null;
}

/** The two mugs are variations of one product, everything else is a product of its own. */
const MUG = 90;
const FIRST_STOCK = 25;

const change = z.object({ id: z.number(), manage_stock: z.boolean().optional(), stock_quantity: z.number().int().optional() });
const batch = z.object({ update: z.array(change) });
/** Source: `woocommerce_rest_batch_items_limit`. */
const MOST_AT_ONCE = 100;

/** The shelf of this shop. Levels live as long as the process: no story needs them longer. */
export function createProductShelf(): { find(query: URLSearchParams): Answer; update(body: unknown, parentId: number): Answer } {
  const shelf: Product[] = Object.values(GOODS).map((goods, index) => ({ id: 101 + index, sku: goods.sku, parentId: goods.sku.startsWith('MUG-') ? MUG : 0, stock: FIRST_STOCK }));
  const answer = ({ id, sku, parentId, stock }: Product): Record<string, unknown> => ({ id, sku, type: parentId === 0 ? 'simple' : 'variation', parent_id: parentId, manage_stock: stock !== null, stock_quantity: stock });

  function updateOne({ id, manage_stock, stock_quantity }: z.output<typeof change>, parentId: number): Record<string, unknown> {
    const product = shelf.find((candidate) => candidate.id === id);
    if (product === undefined) return { id, error: { code: 'woocommerce_rest_product_invalid_id', message: 'Invalid ID.', data: { status: 400 } } };
    if (product.parentId !== parentId) return { id, error: { code: 'woocommerce_rest_invalid_product_id', message: 'To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.', data: { status: 404 } } };
    // A level means nothing while the stock of a product is not kept.
    if (manage_stock === true && stock_quantity !== undefined) product.stock = stock_quantity;
    return answer(product);
  }

  return {
    find(query) {
      const skus = (query.get('sku') ?? '').split(',');
      return { status: 200, body: shelf.filter((product) => skus.includes(product.sku)).map(answer) };
    },
    update(body, parentId) {
      const parsed = batch.safeParse(body);
      if (!parsed.success) return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): update', { params: { update: 'Invalid.' } });
      if (parsed.data.update.length > MOST_AT_ONCE) return refuse(413, 'woocommerce_rest_request_entity_too_large', `Unable to accept more than ${MOST_AT_ONCE} items for this request.`);
      return { status: 200, body: { update: parsed.data.update.map((one) => updateOne(one, parentId)) } };
    },
  };
}
