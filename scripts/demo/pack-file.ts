import { noStoreRules } from '../../src/shared/contract/settings.ts';
import fs from 'node:fs';
import path from 'node:path';
import { orderIdOf, type StoreId } from '../../src/shared/domain/order/order.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { readOrderFile } from '../../src/main/imports/order-file.ts';
import { openStation } from '../../src/main/composition/open-station.ts';
import { createBenchDriver, type BenchDriver } from './bench-driver.ts';
import type { Teller } from './teller.ts';

/** Enough to see how the station takes your orders; a real day has no such limit. */
const parcelsToPack = 25;
const storeId = 'file' as StoreId;

/** Your own export: imported as the station imports it, then packed with every gate on. No marketplace is told anything. */
export async function packFile(folder: string, ordersFile: string, teller: Teller): Promise<void> {
  const dataFolder = path.join(folder, 'station');
  let driver: BenchDriver | null = null;
  const opened = await openStation({
    dataFolder,
    first: {
      ...firstSettings(dataFolder),
      stores: [{ storeId, name: path.basename(ordersFile), channel: 'packgate', connection: { kind: 'file' }, policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'lead' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [], rules: noStoreRules }],
    },
    emit: () => driver?.onBench(),
  });
  driver = createBenchDriver(opened, teller);
  try {
    teller.chapter(`Importing ${path.basename(ordersFile)}`);
    const result = await opened.station.handlers.importOrders({ storeId, filePath: ordersFile });
    if (!('orders' in result)) throw new Error(result.message);
    teller.say(`${result.format ?? 'unknown format'}, ${result.encoding ?? ''}: ${result.orders} orders, ${result.inserted} new, ${result.problemsTotal} problems`);
    for (const problem of result.problems.slice(0, 20)) teller.say(`line ${problem.line}${problem.column === null ? '' : `, ${problem.column}`}: ${problem.reason}`);
    const again = await opened.station.handlers.importOrders({ storeId, filePath: ordersFile });
    teller.promise('importing the same file twice changes nothing', 'orders' in again && again.inserted === 0 && again.updated === 0, 'orders' in again ? `${again.unchanged} unchanged` : again.message);

    teller.chapter('Packing');
    const { orders, journal } = opened.station.context;
    const toPack = await firstOrders(ordersFile, parcelsToPack);
    const rows = ['order,tracking_number,carrier,sscc'];
    let refused = 0;
    for (const channelOrderId of toPack) {
      const cancelled = isFlagged(orders.loadOrder(orderIdOf(storeId, channelOrderId))?.order.cancellation.kind);
      const { outcome, parcel } = await driver.pack(channelOrderId);
      if (outcome === 'dispatched' && parcel?.label) rows.push(`${channelOrderId},${parcel.label.trackingNumber},${parcel.label.carrier},${parcel.label.sscc}`);
      if (outcome === 'blocked') {
        refused += 1;
        driver.command('ok');
      }
      if (cancelled) teller.promise(`${channelOrderId} is flagged and does not leave`, outcome === 'blocked', outcome);
    }
    fs.writeFileSync(path.join(folder, 'tracking.csv'), `${rows.join('\n')}\n`);
    const left = journal.parcels.countByState().dispatched;
    teller.promise('every order is either dispatched or refused with a reason', left + refused === toPack.length, `${left} dispatched, ${refused} refused, of ${toPack.length}`);
  } finally {
    await opened.close();
  }
}

const isFlagged = (kind: string | undefined): boolean => kind === 'cancelled' || kind === 'requested';

async function firstOrders(file: string, count: number): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const event of readOrderFile(() => fs.createReadStream(file), { fileName: path.basename(file), nowMs: Date.now() })) {
    if (event.kind === 'order') found.push(event.draft.channelOrderId);
    if (found.length === count) break;
  }
  return found;
}
