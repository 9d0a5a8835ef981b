import { notCancelled, type Cancellation } from '../../../shared/domain/order/cancellation.ts';
import type { OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { Row } from '../bytes/rows.ts';
import { barcodesOf, type AddressColumns, type Cells, type Column } from '../cells.ts';
import { foldName, type Header } from '../header.ts';
import { firstOf, refuseRepeats, type BoundFormat, type TableFormat } from './table-format.ts';
import { CANCELLATIONS, CHANNELS, PARTIES, PAYMENTS, STATES } from './packgate-words.ts';

/** Our own format, documented in docs/guide/order-files.md. Strict: what is not understood is refused, not guessed. */
export const packgateCsv: TableFormat = {
  id: 'packgate-csv',
  title: 'Packgate CSV',
  quoted: () => true,
  decimals: 'dot',
  recognises: (header) => header.has('order_id', 'sku', 'quantity', 'ship_name', 'ship_line1', 'ship_country'),
  refusal: (header) =>
    header.column('order_id').index === 0 ? null : 'in a Packgate file "order_id" must be the first column, so that a row with a stray separator can still be told to its order',
  bind: bindPackgate,
};

const ORDER_COLUMNS = [
  'channel', 'marketplace_id', 'state', 'payment', 'hold', 'cancel', 'cancel_by', 'cancel_reason', 'placed_at', 'updated_at', 'ship_by', 'shipping_service',
  'ship_name', 'ship_company', 'ship_line1', 'ship_line2', 'ship_line3', 'ship_line4', 'ship_postcode', 'ship_city', 'ship_region', 'ship_country', 'ship_phone',
  'value', 'currency',
] as const;
const LINE_COLUMNS = ['line_id', 'sku', 'barcodes', 'title', 'quantity', 'quantity_cancelled', 'quantity_shipped', 'line_cancel', 'line_cancel_reason'] as const;

type Columns = Readonly<Record<(typeof ORDER_COLUMNS)[number] | (typeof LINE_COLUMNS)[number], Column>>;

function bindPackgate(header: Header): BoundFormat {
  const all = ['order_id', ...ORDER_COLUMNS, ...LINE_COLUMNS];
  const columns = Object.fromEntries([...ORDER_COLUMNS, ...LINE_COLUMNS].map((name) => [name, header.column(name)])) as Columns;
  const orderColumns = ORDER_COLUMNS.map((name) => columns[name]).filter(({ index }) => index >= 0);
  const known = new Set(all.map(foldName));
  const shipTo: AddressColumns = {
    name: [columns.ship_name],
    company: columns.ship_company,
    lines: [columns.ship_line1, columns.ship_line2, columns.ship_line3, columns.ship_line4],
    postcode: columns.ship_postcode,
    city: columns.ship_city,
    region: columns.ship_region,
    country: columns.ship_country,
    phone: columns.ship_phone,
  };
  return {
    keyColumn: header.column('order_id').index,
    dateColumns: [],
    unknownColumns: header.names.filter((name) => name !== '' && !known.has(foldName(name))),
    build(rows, key, cells, nowMs) {
      const first = firstOf(rows);
      for (const row of rows) if (row !== first) refuseContradictions(row, first, orderColumns, cells);
      const lines = rows.map((row, index) => readLine(row, index, columns, cells, nowMs));
      refuseRepeats(lines.map(({ lineId }, index) => ({ lineId, row: rows[index] ?? first })), cells);
      const cancellation = readCancellation(first, columns.cancel, columns.cancel_by, columns.cancel_reason, cells, nowMs);
      const marketplaceId = cells.code(first, columns.marketplace_id);
      return {
        draft: {
          channel: cells.word(first, columns.channel, CHANNELS, 'packgate'),
          channelOrderId: key,
          ...(marketplaceId === '' ? {} : { marketplaceId }),
          state: cells.word(first, columns.state, STATES, 'open'),
          payment: cells.word(first, columns.payment, PAYMENTS, 'paid'),
          channelHold: cells.text(first, columns.hold) || null,
          cancellation,
          placedAtMs: cells.requiredInstant(first, columns.placed_at),
          updatedAtMs: cells.instant(first, columns.updated_at),
          shipByMs: cells.instant(first, columns.ship_by, 'end'),
          shippingService: cells.text(first, columns.shipping_service) || null,
          shipTo: cells.address(first, shipTo, cancellation.kind !== 'cancelled'),
          value: cells.money(first, columns.value, columns.currency),
          lines,
        },
      };
    },
  };
}

function readLine(row: Row, index: number, columns: Columns, cells: Cells, nowMs: number): OrderLineDraft {
  const sku = cells.sku(row, columns.sku);
  const quantity = cells.requiredUnits(row, columns.quantity);
  const quantityCancelled = cells.units(row, columns.quantity_cancelled) ?? 0;
  const quantityShipped = cells.units(row, columns.quantity_shipped) ?? 0;
  if (quantityCancelled + quantityShipped > quantity) cells.problem(row, columns.quantity, 'more units are cancelled and shipped than ordered');
  const codes = cells.text(row, columns.barcodes);
  return {
    lineId: cells.code(row, columns.line_id) || `#${index + 1}`,
    sku,
    barcodes: codes === '' ? barcodesOf(sku) : barcodesOf(sku, ...readCodes(codes, row, columns.barcodes, cells)),
    title: cells.text(row, columns.title),
    quantity,
    quantityCancelled,
    quantityShipped,
    cancellation: readCancellation(row, columns.line_cancel, null, columns.line_cancel_reason, cells, nowMs),
  };
}

function readCodes(text: string, row: Row, column: Column, cells: Cells): string[] {
  // Runs the checks of a code (lost digits, length) on a single one; a list is separated by "|".
  if (!text.includes('|')) return [cells.code(row, column)];
  return text.split('|').map((code) => code.trim());
}

function readCancellation(row: Row, kindColumn: Column, byColumn: Column | null, reasonColumn: Column, cells: Cells, nowMs: number): Cancellation {
  const kind = cells.word(row, kindColumn, CANCELLATIONS, 'none');
  if (kind === 'none') return notCancelled;
  const by = byColumn === null ? 'unknown' : cells.word(row, byColumn, PARTIES, 'unknown');
  return { kind, by, reason: cells.text(row, reasonColumn) || null, seenAtMs: nowMs };
}

/** What belongs to the order is read from its first row; a later row may repeat it or leave it empty, not deny it. */
function refuseContradictions(row: Row, first: Row, orderColumns: readonly Column[], cells: Cells): void {
  for (const column of orderColumns) {
    const here = row.fields[column.index] ?? '';
    if (here === '' || here === first.fields[column.index]) continue;
    cells.problem(row, column, `line ${first.line} says something else for the same order`);
  }
}
