import type { ImportResultView } from '../../shared/contract/views.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import { applyOrders } from './apply-channel-order.ts';
import type { OrderImporter } from './ports/order-importer.ts';
import type { StationContext } from './station-context.ts';

/** Imports an order file and lets what it says about open parcels take effect at once. */
export async function importOrders(
  context: StationContext,
  importer: OrderImporter,
  job: { readonly storeId: StoreId; readonly filePath: string; readonly onProgress: (progress: { fileName: string; orders: number; problems: number }) => void; readonly onBenchChanged: () => void },
): Promise<ImportResultView> {
  const fileName = job.filePath.split(/[\\/]/).at(-1) ?? job.filePath;
  try {
    const summary = await importer.importFile({
      storeId: job.storeId,
      filePath: job.filePath,
      nowMs: context.clock.nowMs(),
      onProgress: (progress) => job.onProgress({ fileName, ...progress }),
    });
    return { fileName, ...summary };
  } finally {
    // Also after an import that broke off: what it had stored by then counts.
    if (reconcileStandings(context)) job.onBenchChanged();
  }
}

/**
 * Brings every order with an unfinished parcel up to what the order store says. Run after an import, and at start: a file
 * is taken over by another thread, and a crash may come between the order store and the journal.
 */
export function reconcileStandings(context: StationContext): boolean {
  const open = context.settings().stores.flatMap((store) => context.journal.standings.listWithUndispatchedParcel(store.storeId as StoreId));
  const stopped = context.journal.benches.load(context.benchId).stop;
  const ids = new Set(stopped === null ? open : [...open, stopped.orderId]);
  const batch = [...ids].map((id) => context.orders.loadOrder(id)).filter((checked) => checked !== null);
  return applyOrders(context, batch).benchChanged;
}
