import type { StoreId } from '../../../shared/domain/order/order.ts';
import { importCounts } from '../../application/stock/import-counts.ts';
import { buildStockView } from '../../application/stock/stock-view.ts';
import type { Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type StockCalls = 'loadStock' | 'importStock';

export function createStockHandlers({ context, parts, stock, publish }: HandlerDeps): Pick<Handlers, StockCalls> {
  const account = (storeId: StoreId) => parts.accounts.of(storeId);
  return {
    loadStock: ({ text }) => buildStockView({ context, publisher: stock, account }, text),
    importStock: async ({ filePath }, by) => {
      const pause = (): Promise<void> => new Promise((resolve) => void parts.timers.after(0, resolve));
      const result = await importCounts(context, parts.stockFiles, { filePath, by: by.name, pause });
      if (result.kind === 'done') stock.kick();
      publish();
      return result;
    },
  };
}
