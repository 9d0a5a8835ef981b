import type { OrderDraft } from '../../src/shared/domain/order/order-draft.ts';
import { readOrderFile } from '../../src/main/imports/order-file.ts';
import { surveyTable } from '../../src/main/imports/bytes/survey.ts';
import { quantile, type BenchRow } from './row.ts';
import { sampleOrders } from './sample-orders.ts';

const ORDERS = 200_000;
const QUICK_ORDERS = 40_000;
const RUNS = 3;
const GATE_ROWS_PER_SECOND = 60_000;
const CHUNK_BYTES = 65_536;

const COLUMNS = [
  'order_id', 'channel', 'marketplace_id', 'state', 'payment', 'cancel', 'cancel_by', 'cancel_reason', 'placed_at', 'updated_at', 'ship_by', 'shipping_service',
  'ship_name', 'ship_company', 'ship_line1', 'ship_line2', 'ship_postcode', 'ship_city', 'ship_country', 'ship_phone', 'value', 'currency', 'line_id', 'sku',
  'barcodes', 'title', 'quantity', 'quantity_cancelled', 'line_cancel',
] as const;

/** The sample orders as Packgate CSV. */
export function toPackgateCsv(orders: Iterable<OrderDraft>): { readonly bytes: Buffer; readonly rows: number } {
  const parts = [Buffer.from(`${COLUMNS.join(',')}\r\n`)];
  let rows = 0;
  let text: string[] = [];
  for (const order of orders) {
    for (const row of packgateRows(order)) {
      text.push(`${row.map(quote).join(',')}\r\n`);
      rows += 1;
    }
    if (text.length < 5000) continue;
    parts.push(Buffer.from(text.join('')));
    text = [];
  }
  parts.push(Buffer.from(text.join('')));
  return { bytes: Buffer.concat(parts), rows };
}

function packgateRows(order: OrderDraft): string[][] {
  const { cancellation, shipTo, value } = order;
  const iso = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString());
  const head = [
    order.channel, order.marketplaceId ?? '', order.state, order.payment, cancellation.kind, cancellation.kind === 'none' ? '' : cancellation.by,
    cancellation.kind === 'none' ? '' : (cancellation.reason ?? ''), iso(order.placedAtMs), iso(order.updatedAtMs), iso(order.shipByMs), order.shippingService ?? '',
    shipTo.name, shipTo.company ?? '', shipTo.lines[0] ?? '', shipTo.lines[1] ?? '', shipTo.postcode, shipTo.city, shipTo.countryCode, shipTo.phone ?? '',
    value === null ? '' : amountText(value.minor, value.currency), value?.currency ?? '',
  ];
  return order.lines.map((line) => [
    order.channelOrderId, ...head, line.lineId, line.sku, line.barcodes.join('|'), line.title, String(line.quantity), String(line.quantityCancelled), line.cancellation.kind,
  ]);
}

const amountText = (minor: number, currency: string): string => (currency === 'JPY' ? String(minor) : (minor / 100).toFixed(2));

const quote = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/** Parsing alone, nothing stored: rows/s of the whole way from bytes to order drafts. */
export async function benchImportParsing(size: { readonly quick: boolean } = { quick: false }): Promise<BenchRow[]> {
  const wanted = size.quick ? QUICK_ORDERS : ORDERS;
  const { bytes, rows } = toPackgateCsv(sampleOrders(wanted, 1));
  const rowRates: number[] = [];
  const surveyShares: number[] = [];
  let growth = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const rssBefore = process.memoryUsage.rss();
    const started = performance.now();
    let orders = 0;
    for await (const event of readOrderFile(() => inChunks(bytes), { fileName: 'sample.csv', nowMs: 0 })) {
      if (event.kind === 'order') orders += 1;
      else if (event.kind === 'problem' || event.kind === 'refused') throw new Error(`the sample file does not read: ${JSON.stringify(event)}`);
    }
    const seconds = (performance.now() - started) / 1000;
    if (orders !== wanted) throw new Error(`${orders} of ${wanted} orders were read`);
    rowRates.push(rows / seconds);
    growth = Math.max(growth, process.memoryUsage.rss() - rssBefore);
    const surveyStarted = performance.now();
    await surveyTable(inChunks(bytes), { delimiter: ',', quoted: true, newline: '\n', headerRecords: 1, keyColumn: 0, dateColumns: [] }, false);
    surveyShares.push((performance.now() - surveyStarted) / 1000 / seconds);
  }
  const rate = quantile(rowRates, 0.5);
  const note = `${rows} rows, ${wanted} orders, ${(bytes.length / 1e6).toFixed(0)} MB of Packgate CSV, ${RUNS} runs`;
  return [
    { name: 'import: parse order file', unit: 'rows/s', median: Math.round(rate), gate: `>= ${GATE_ROWS_PER_SECOND} rows/s`, pass: rate >= GATE_ROWS_PER_SECOND, note },
    { name: 'import: parse order file', unit: 'orders/s', median: Math.round((rate * wanted) / rows), note },
    { name: 'import: share of the survey in parsing', unit: '%', median: Math.round(quantile(surveyShares, 0.5) * 1000) / 10 },
    { name: 'import: memory growth while parsing', unit: 'MB', median: Math.round(growth / 1e6), note: 'largest growth of RSS in one run, the file itself not counted' },
  ];
}
