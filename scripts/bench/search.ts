// Any number on any paper, or the buyer's name, among a million orders; and the same question as a plain LIKE over every row.
import Database from 'better-sqlite3';
import path from 'node:path';
import { orderOf } from '../../src/main/application/apply-channel-order.ts';
import { searchOrders } from '../../src/main/application/lead/search-orders.ts';
import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { freeFolder } from './bench-folder.ts';
import { canBePacked, dispatchBoxes, type Box } from './boxes.ts';
import { benchStore, copyStation, filledStation, openFileStation } from './file-station.ts';
import { quantile, type BenchRow } from './row.ts';
import { sampleOrders } from './sample-orders.ts';

interface Sizes {
  readonly orders: number;
  readonly boxes: number;
  /** Of each kind of text. */
  readonly searches: number;
  readonly scans: number;
}

const full: Sizes = { orders: 1_000_000, boxes: 100_000, searches: 400, scans: 5 };
const quick: Sizes = { orders: 20_000, boxes: 2_000, searches: 100, scans: 3 };

const gateMs = 50;
/** As many as the search itself answers at most. */
const hitLimit = 30;

/** What somebody types; `orderId` must be among the hits, unless more bear the name than are shown. */
interface Asked {
  readonly text: string;
  readonly orderId: string | null;
}

interface Kind {
  readonly name: string;
  readonly asked: readonly Asked[];
  /** `?` is the text between two percent signs, then the limit. */
  readonly like: string;
  readonly likeText: (text: string) => string;
}

export async function benchSearch(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const sizes = size.quick ? quick : full;
  const filled = await filledStation(sizes.orders);
  const station = await openFileStation(copyStation(filled, 'search'));
  const { context } = station.opened.station;
  const rare = saveRareBuyers(context);
  const boxes = dispatchBoxes(context, firstPackable(sizes));
  const files = { orders: new Database(path.join(station.folder, 'cache.db'), { readonly: true }), boxes: new Database(path.join(station.folder, 'journal.db'), { readonly: true }) };
  const rows: BenchRow[] = [];
  try {
    for (const kind of kindsOf(filled.picked, rare, boxes, sizes)) {
      const file = kind.like.includes('FROM parcel') ? files.boxes : files.orders;
      rows.push(measure(kind, sizes, (text) => searchOrders(context, text).hits.map((hit) => hit.orderId), file));
    }
  } finally {
    files.orders.close();
    files.boxes.close();
    await station.opened.close();
    freeFolder(station.folder);
  }
  return rows;
}

type Context = Parameters<typeof searchOrders>[0];

/** Sample buyers share a hundred names; most real ones have theirs alone. */
function saveRareBuyers({ orders }: Context): readonly OrderDraft[] {
  const drafts = [...sampleOrders(200, 23)].map((draft, index): OrderDraft => ({ ...draft, channelOrderId: `309-${String(index).padStart(7, '0')}-7654321`, shipTo: { ...draft.shipTo, name: `Xaveria Quellhorst-${rareWord(index)}` } }));
  orders.saveOrders(drafts.map((draft) => ({ order: orderOf(benchStore, draft), checkedAtMs: Date.now(), checkedSource: 'sample orders' })));
  return drafts;
}

const rareWord = (index: number): string => [...String(index).padStart(3, '0')].map((digit) => 'bdfghklmnr'[Number(digit)] ?? '').join('o') + 'au';

function firstPackable({ orders, boxes }: Sizes): readonly OrderDraft[] {
  const packable: OrderDraft[] = [];
  for (const draft of sampleOrders(orders, 1)) {
    if (canBePacked(draft)) packable.push(draft);
    if (packable.length === boxes) break;
  }
  return packable;
}

const orderLike = 'SELECT order_id FROM orders WHERE channel_order_id LIKE ? LIMIT ?';
const buyerLike = "SELECT order_id FROM orders WHERE json_extract(content, '$.shipTo.name') LIKE ? LIMIT ?";

function kindsOf(picked: readonly OrderDraft[], rare: readonly OrderDraft[], boxes: readonly Box[], { searches }: Sizes): readonly Kind[] {
  const spread = <T>(list: readonly T[]): readonly T[] => Array.from({ length: searches }, (_, index) => list[Math.floor((index * list.length) / searches)]).filter((item) => item !== undefined);
  const idOf = (draft: OrderDraft): string => orderOf(benchStore, draft).id;
  const asItIs = (text: string): string => text;
  return [
    { name: 'order number', like: orderLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.channelOrderId, orderId: idOf(draft) })) },
    { name: 'the last seven digits of an order number', like: orderLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.channelOrderId.slice(-7), orderId: idOf(draft) })) },
    { name: 'three digits from the middle of an order number', like: orderLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.channelOrderId.slice(4, 7), orderId: null })) },
    { name: 'SSCC as printed', like: 'SELECT order_id FROM parcel WHERE sscc LIKE ? LIMIT ?', likeText: (text) => text.replace('(00) ', ''), asked: spread(boxes).map(({ parcel, sscc }) => ({ text: `(00) ${sscc}`, orderId: parcel.orderId })) },
    { name: 'tracking number', like: 'SELECT order_id FROM parcel WHERE tracking_number LIKE ? LIMIT ?', likeText: asItIs, asked: spread(boxes).map(({ parcel, trackingNumber }) => ({ text: trackingNumber, orderId: parcel.orderId })) },
    { name: 'name of one buyer', like: buyerLike, likeText: asItIs, asked: spread(rare).map((draft) => ({ text: draft.shipTo.name, orderId: idOf(draft) })) },
    { name: 'name that thousands bear', like: buyerLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.shipTo.name, orderId: null })) },
    { name: 'two letters, as a name begins', like: buyerLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.shipTo.name.slice(0, 2), orderId: null })) },
    { name: 'half an order number', like: orderLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.channelOrderId.slice(0, 10), orderId: null })) },
    { name: 'middle and end of an order number', like: orderLike, likeText: asItIs, asked: spread(picked).map((draft) => ({ text: draft.channelOrderId.slice(4), orderId: idOf(draft) })) },
    { name: 'number that nobody knows', like: orderLike, likeText: asItIs, asked: Array.from({ length: searches }, (_, index) => ({ text: `399-${String(index).padStart(7, '0')}-0000000`, orderId: null })) },
  ];
}

/** The scans take turns with the searches, so that both meet the same machine. */
function measure({ name, asked, like, likeText }: Kind, { searches, scans, orders, boxes }: Sizes, search: (text: string) => readonly string[], file: Database.Database): BenchRow {
  const scan = file.prepare<[string, number], string>(like).pluck();
  const searchMs: number[] = [];
  const scanMs: number[] = [];
  for (const [index, { text, orderId }] of asked.entries()) {
    const startedMs = performance.now();
    const hits = search(text);
    searchMs.push(performance.now() - startedMs);
    if (orderId !== null && !hits.includes(orderId)) throw new Error(`"${text}" does not find ${orderId}`);
    if (index % Math.ceil(searches / scans) !== 0) continue;
    const scanStartedMs = performance.now();
    const scanned = scan.all(`%${likeText(text)}%`, hitLimit);
    scanMs.push(performance.now() - scanStartedMs);
    if (orderId !== null && !scanned.includes(orderId)) throw new Error(`the LIKE scan for "${text}" does not find ${orderId}`);
  }
  const median = quantile(searchMs, 0.5);
  const p99 = quantile(searchMs, 0.99);
  const scanned = quantile(scanMs, 0.5);
  const rows = file.name.endsWith('journal.db') ? `${boxes.toLocaleString('en')} boxes that left` : `${orders.toLocaleString('en')} orders`;
  return {
    name: `search among ${orders.toLocaleString('en')} orders: ${name}`,
    unit: 'ms',
    median,
    p99,
    baseline: 'a plain LIKE scan',
    ratio: median / scanned,
    gate: `p99 <= ${gateMs} ms`,
    pass: p99 <= gateMs,
    note: `${asked.length} searches; LIKE over ${rows}: p50 ${scanned.toFixed(1)} ms`,
  };
}
