import { unitsPending } from '../../../shared/domain/stock/pending.ts';
import type { StationContext } from '../station-context.ts';

/** Orders of one piece of work: reading and adding them up takes a few milliseconds, in which no scan is answered. */
const ordersAtATime = 100;

/** Units that open orders of all stores still want, by SKU. `pause` lets scans through between the pieces; false from it ends the work: null. */
export async function countPending(context: StationContext, pause: () => Promise<boolean>): Promise<ReadonlyMap<string, number> | null> {
  const pending = new Map<string, number>();
  const stores = new Set(context.settings().stores.map(({ storeId }) => storeId));
  for (let row: number | null = null; ; ) {
    const { orders, nextRow } = context.orders.listOpen(row, ordersAtATime);
    for (const { order } of orders) {
      if (!stores.has(order.storeId)) continue;
      const parcels = context.journal.parcels.hasLeft(order.id) ? context.journal.parcels.listByOrder(order.id) : [];
      for (const [sku, units] of unitsPending(order, parcels)) pending.set(sku, (pending.get(sku) ?? 0) + units);
    }
    if (nextRow === null) return pending;
    if (!(await pause())) return null;
    row = nextRow;
  }
}
