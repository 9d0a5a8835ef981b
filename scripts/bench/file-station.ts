// A station without a marketplace, fed by files: what it costs to judge a scan, and nothing of what a network costs.
import { noStoreRules } from '../../src/shared/contract/settings.ts';
import fs from 'node:fs';
import path from 'node:path';
import type { StationSettings } from '../../src/shared/contract/settings.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import type { CheckedOrder, StoreId } from '../../src/shared/domain/order/order.ts';
import { orderOf } from '../../src/main/application/apply-channel-order.ts';
import { firstSettings } from '../../src/main/composition/first-settings.ts';
import { openStation, type OpenedStation } from '../../src/main/composition/open-station.ts';
import { benchFolder, copyDurably } from './bench-folder.ts';
import { sampleOrders } from './sample-orders.ts';

export const benchStore = 'file' as StoreId;

export function fileStationSettings(dataFolder: string): StationSettings {
  return {
    ...firstSettings(dataFolder),
    stores: [{ storeId: benchStore, name: 'Order files', channel: 'amazon', connection: { kind: 'file' }, policy: { freshMinutes: 15, limitMinutes: 60, whenStale: 'allow' }, carrier: 'DHL', carrierService: 'Paket', carrierRules: [], rules: noStoreRules }],
  };
}

export interface FileStation {
  readonly opened: OpenedStation;
  readonly folder: string;
  /** Characters of JSON that went to the page so far. */
  emittedCharacters(): number;
  /** Called after each picture of the bench that went to the page. */
  onEmit(listen: () => void): void;
}

/** Every event is serialised, as the message channel to the shell does, so that its price is paid here too. */
export async function openFileStation(folder: string): Promise<FileStation> {
  let characters = 0;
  let listener = (): void => undefined;
  const settings = fileStationSettings(folder);
  const opened = await openStation({
    dataFolder: folder,
    first: settings,
    emit: (event, payload) => {
      characters += JSON.stringify({ kind: 'event', event, payload }).length;
      if (event === 'bench') listener();
    },
  });
  // Stored too, for a station process that is started on this folder, and after it was copied from another.
  const saved = await opened.station.handlers.saveSettings(settings);
  if (!('stores' in saved)) throw new Error(`the settings of the bench station were refused: ${saved.message}`);
  return {
    opened,
    folder,
    emittedCharacters: () => characters,
    onEmit: (listen) => {
      listener = listen;
    },
  };
}

const batchSize = 1000;

/** Saves `count` sample orders and answers `wanted` of them, spread evenly. */
export function fillOrders(station: FileStation, count: number, wanted: number): readonly OrderDraft[] {
  const { orders } = station.opened.station.context;
  const nowMs = Date.now();
  const stride = Math.max(1, Math.floor(count / wanted));
  const picked: OrderDraft[] = [];
  let batch: CheckedOrder[] = [];
  let index = 0;
  for (const draft of sampleOrders(count, 1)) {
    if (index % stride === 0 && picked.length < wanted) picked.push(draft);
    index += 1;
    batch.push({ order: orderOf(benchStore, draft), checkedAtMs: nowMs, checkedSource: 'sample orders' });
    if (batch.length < batchSize && index < count) continue;
    orders.saveOrders(batch);
    batch = [];
  }
  return picked;
}

export interface FilledStation {
  /** Holds the settings of a file station and its orders; nothing was scanned yet. Copy it, do not open it. */
  readonly folder: string;
  readonly picked: readonly OrderDraft[];
}

const filled = new Map<number, Promise<FilledStation>>();
/** More than any bench packs. */
const pickedOrders = 5000;

/** A closed station with so many orders; filled once per run, because a million of them take most of a minute. */
export function filledStation(orders: number): Promise<FilledStation> {
  const known = filled.get(orders);
  if (known !== undefined) return known;
  const made = fill(orders);
  filled.set(orders, made);
  return made;
}

async function fill(orders: number): Promise<FilledStation> {
  const folder = benchFolder(`filled-${orders}`);
  const station = await openFileStation(folder);
  const picked = fillOrders(station, orders, Math.min(orders, pickedOrders));
  await station.opened.close();
  return { folder, picked };
}

/** A station of its own with the same orders. */
export function copyStation(from: FilledStation, name: string): string {
  const folder = benchFolder(name);
  for (const entry of fs.readdirSync(from.folder, { withFileTypes: true })) {
    if (entry.isFile()) copyDurably(path.join(from.folder, entry.name), path.join(folder, entry.name));
  }
  return folder;
}

/** Only the orders, for a station with settings of its own. */
export const copyOrders = (from: FilledStation, folder: string): void => copyDurably(path.join(from.folder, 'cache.db'), path.join(folder, 'cache.db'));
