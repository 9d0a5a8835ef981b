// A worker that imports invented orders, for order-store.test.ts and for the figures of scripts/bench.
import { parentPort, workerData } from 'node:worker_threads';
import { openCache } from '../../src/main/storage/open.ts';
import { createOrderStore } from '../../src/main/storage/order-store.ts';
import { importTurn } from '../../src/main/storage/write-turn.ts';
import { aCheckedOrder, testStartMs } from '../support/builders.ts';

const { directory, migrationsDirectory, turnMemory, batches, batchSize } = workerData as { directory: string; migrationsDirectory: string; turnMemory: SharedArrayBuffer; batches: number; batchSize: number };
const cache = openCache({ directory, migrationsDirectory, clock: { nowMs: () => testStartMs }, isSecondConnection: true });
const orders = createOrderStore(cache, importTurn(turnMemory));
for (let batch = 0; batch < batches; batch += 1) {
  orders.saveOrders(Array.from({ length: batchSize }, (_, n) => aCheckedOrder('import', { channelOrderId: `${batch}-${n}` })));
  parentPort?.postMessage(batch);
}
cache.close();
