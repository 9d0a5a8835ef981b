import type { ImportResultView } from '../../shared/contract/views.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import type { OrderImporter } from './ports/order-importer.ts';
import { refreshFindings } from './refresh-findings.ts';
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
    if (refreshFindings(context)) job.onBenchChanged();
  }
}
