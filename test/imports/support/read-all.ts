import fs from 'node:fs';
import { readOrderFile, type OrderFileEvent, type OrderFileOptions, type OrderFileSource } from '../../../src/main/imports/order-file.ts';
import type { OrderDraft } from '../../../src/shared/domain/order/order-draft.ts';

export const nowMs = Date.UTC(2026, 10, 21, 8);

type Of<Kind extends OrderFileEvent['kind']> = Extract<OrderFileEvent, { kind: Kind }>;

export interface ReadAll {
  readonly events: readonly OrderFileEvent[];
  readonly detected: Of<'detected'> | undefined;
  readonly orders: readonly OrderDraft[];
  readonly firstLines: readonly number[];
  readonly problems: readonly Of<'problem'>[];
  readonly notes: readonly string[];
  readonly refused: Of<'refused'> | undefined;
  readonly end: Of<'end'> | undefined;
  order(channelOrderId: string): OrderDraft;
}

export async function readAll(source: OrderFileSource | string, options: Partial<OrderFileOptions> = {}): Promise<ReadAll> {
  const events: OrderFileEvent[] = [];
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  for await (const event of readOrderFile(bytes, { fileName: 'orders.csv', nowMs, ...options })) events.push(event);
  const found = events.filter((event) => event.kind === 'order');
  return {
    events,
    detected: events.find((event) => event.kind === 'detected'),
    orders: found.map(({ draft }) => draft),
    firstLines: found.map(({ firstLine }) => firstLine),
    problems: events.filter((event) => event.kind === 'problem'),
    notes: events.filter((event) => event.kind === 'note').map(({ text }) => text),
    refused: events.find((event) => event.kind === 'refused'),
    end: events.find((event) => event.kind === 'end'),
    order(channelOrderId) {
      const order = found.find(({ draft }) => draft.channelOrderId === channelOrderId);
      if (order === undefined) throw new Error(`no order ${channelOrderId}; events: ${JSON.stringify(events)}`);
      return order.draft;
    },
  };
}

export const fixture = (name: string): Buffer => fs.readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

/** The same bytes in pieces of a given size, so that characters, quotes and rows are cut anywhere. */
export const inPieces = (bytes: Uint8Array, size: number): OrderFileSource => () => pieces(bytes, size);

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const PACKGATE_COLUMNS = ['order_id', 'placed_at', 'ship_name', 'ship_line1', 'ship_postcode', 'ship_city', 'ship_country', 'line_id', 'sku', 'title', 'quantity'] as const;

export type PackgateRow = Partial<Record<(typeof PACKGATE_COLUMNS)[number], string>>;

export const csvValue = (value: string, delimiter = ','): string =>
  value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** A Packgate CSV of rows that say only what matters to the test. */
export function packgateCsv(rows: readonly PackgateRow[], delimiter = ',', newline = '\n'): string {
  const filled = rows.map((row) => ({
    order_id: 'A-1', placed_at: '2026-11-19T08:00:00Z', ship_name: 'Anna Groß', ship_line1: 'Weg 1', ship_postcode: '10115', ship_city: 'Berlin',
    ship_country: 'DE', line_id: '', sku: 'MUG', title: 'Mug', quantity: '1', ...row,
  }));
  const lines = [PACKGATE_COLUMNS.join(delimiter), ...filled.map((row) => PACKGATE_COLUMNS.map((name) => csvValue(row[name], delimiter)).join(delimiter))];
  return lines.map((line) => line + newline).join('');
}
