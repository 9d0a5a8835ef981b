import type { Clock } from '../../../application/ports/clock.ts';
import type { StockDesk, StockLevel } from '../../../application/ports/marketplace.ts';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import { PAGE_SIZE } from './build.ts';
import { findProducts, updateStock } from './operations.ts';
import type { Ask } from './targets.ts';

/** Most changes in a batch. Source: "Batch update", 100 objects, and the code's `woocommerce_rest_batch_items_limit`. */
const BATCH_SIZE = 100;

/** Longer ago, the shop may have sold some: then the level is sent again. Milliseconds; our own figure. */
const BEGUN_MS = 60_000;

interface Product {
  readonly id: number;
  readonly parentId: number | null;
  readonly shown: number | null;
}

/** Stock goes by product id, so the SKUs are looked up first. Products take one batch, and the variations of each product one of their own. */
export function createStockDesk(ask: Ask, refuseForHaste: () => Outcome<never> | null, clock: Pick<Clock, 'monotonicMs'>): StockDesk {
  /** What was taken by a publishing that did not get to its end: the next try goes on behind it. */
  const begun = new Map<string, { readonly available: number; readonly untilMs: number }>();
  const isTaken = ({ sku, available }: StockLevel): boolean => {
    const taken = begun.get(sku);
    return taken !== undefined && taken.available === available && taken.untilMs > clock.monotonicMs();
  };

  async function findBySku(skus: readonly string[]): Promise<Outcome<ReadonlyMap<string, Product>>> {
    const found = new Map<string, Product>();
    // The look-up takes several SKUs with commas between them: one with a comma in it cannot be asked for.
    const askable = [...new Set(skus)].filter((sku) => sku !== '' && !sku.includes(','));
    for (let at = 0; at < askable.length; at += PAGE_SIZE) {
      const products = await ask(findProducts, askable.slice(at, at + PAGE_SIZE));
      if (products.kind !== 'done') return products;
      for (const { id, sku, type, parent_id, stock_quantity, manage_stock } of products.value) {
        if (!sku || found.has(sku)) continue;
        found.set(sku, { id, parentId: type === 'variation' && parent_id ? parent_id : null, shown: manage_stock === true ? (stock_quantity ?? null) : null });
      }
    }
    return { kind: 'done', value: found };
  }

  return {
    mostPerCall: BATCH_SIZE,
    async publish(levels) {
      if (levels.length > BATCH_SIZE) return { kind: 'rejected', problems: [{ code: 'bad-request-ours', message: `${levels.length} levels at once, of at most ${BATCH_SIZE}` }] };
      const haste = refuseForHaste();
      if (haste !== null) return haste;
      const products = await findBySku(levels.map(({ sku }) => sku));
      if (products.kind !== 'done') return products;
      const refused: Problem[] = [];
      const byParent = new Map<number | null, { sku: string; id: number; available: number }[]>();
      for (const { sku, available } of levels) {
        const product = products.value.get(sku);
        if (product === undefined) refused.push({ code: 'unrecognised', field: sku, message: sku.includes(',') ? 'a SKU with a comma cannot be looked up in WooCommerce' : 'the shop has no product with this SKU' });
        else if (!Number.isSafeInteger(available) || available < 0) refused.push({ code: 'bad-request-ours', field: sku, message: 'a level must be a whole number from 0' });
        else if (!isTaken({ sku, available })) byParent.set(product.parentId, [...(byParent.get(product.parentId) ?? []), { sku, id: product.id, available }]);
      }
      for (const [parentId, batch] of byParent) {
        const updated = await ask(updateStock, { parentId, levels: batch });
        if (updated.kind !== 'done') return updated;
        for (const { sku, id, available } of batch) {
          const message = updated.value.get(id);
          if (message === undefined) begun.set(sku, { available, untilMs: clock.monotonicMs() + BEGUN_MS });
          else refused.push({ code: 'unrecognised', field: sku, message });
        }
      }
      begun.clear();
      return { kind: 'done', value: { refused } };
    },
    async read(skus) {
      const products = await findBySku(skus);
      if (products.kind !== 'done') return products;
      const shown = [...products.value].flatMap(([sku, product]): StockLevel[] => (product.shown === null ? [] : [{ sku, available: product.shown }]));
      return { kind: 'done', value: shown };
    },
  };
}
