import { notCancelled, type Cancellation } from '../../../shared/domain/order/cancellation.ts';
import type { OrderDraft, OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { Row } from '../bytes/rows.ts';
import { barcodesOf, type AddressColumns, type Cells, type Column } from '../cells.ts';
import { findExtraColumns, readAttributes } from '../extra-columns.ts';
import { foldName, type Header } from '../header.ts';
import { firstOf, refuseRepeats, type BoundFormat, type TableFormat } from './table-format.ts';
import { CANCELLATIONS, CHANNELS, HOLD_KINDS, PARTIES, PAYMENTS, STATES, TAX_NUMBERS } from './packgate-words.ts';

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
  'channel', 'marketplace_id', 'state', 'payment', 'hold', 'hold_kind', 'cancel', 'cancel_by', 'cancel_reason', 'placed_at', 'updated_at', 'ship_by', 'shipping_service',
  'ship_name', 'ship_company', 'ship_line1', 'ship_line2', 'ship_line3', 'ship_line4', 'ship_postcode', 'ship_city', 'ship_region', 'ship_country', 'ship_phone',
  'value', 'currency', ...TAX_NUMBERS,
] as const;
const LINE_COLUMNS = ['line_id', 'sku', 'barcodes', 'title', 'quantity', 'quantity_cancelled', 'quantity_shipped', 'line_cancel', 'line_cancel_reason', 'weight_g'] as const;

type Columns = Readonly<Record<(typeof ORDER_COLUMNS)[number] | (typeof LINE_COLUMNS)[number], Column>>;

function bindPackgate(header: Header): BoundFormat {
  const all = ['order_id', ...ORDER_COLUMNS, ...LINE_COLUMNS];
  const columns = Object.fromEntries([...ORDER_COLUMNS, ...LINE_COLUMNS].map((name) => [name, header.column(name)])) as Columns;
  const orderColumns = ORDER_COLUMNS.map((name) => columns[name]).filter(({ index }) => index >= 0);
  const known = new Set(all.map(foldName));
  const extras = findExtraColumns(header).attributes.filter(({ name }) => !known.has(foldName(name)));
  const kept = new Set(extras.map(({ name }) => foldName(name)));
  // Numbers of our own columns come first, so that no foreign column takes their place.
  const attributeColumns = [...TAX_NUMBERS.map((name) => columns[name]).filter(({ index }) => index >= 0), ...extras];
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
    unknownColumns: header.names.filter((name) => name !== '' && !known.has(foldName(name)) && !kept.has(foldName(name))),
    build(rows, key, cells, nowMs) {
      const first = firstOf(rows);
      for (const row of rows) if (row !== first) refuseContradictions(row, first, orderColumns, cells);
      const lines = rows.map((row, index) => readLine(row, index, columns, cells, nowMs));
      refuseRepeats(lines.map(({ lineId }, index) => ({ lineId, row: rows[index] ?? first })), cells);
      const cancellation = readCancellation(first, columns.cancel, columns.cancel_by, columns.cancel_reason, cells, nowMs);
      const marketplaceId = cells.code(first, columns.marketplace_id);
      const hold = cells.text(first, columns.hold);
      const holdKind = cells.word(first, columns.hold_kind, HOLD_KINDS, 'other');
      const draft: OrderDraft = {
        channel: cells.word(first, columns.channel, CHANNELS, 'packgate'),
        channelOrderId: key,
        ...(marketplaceId === '' ? {} : { marketplaceId }),
        state: cells.word(first, columns.state, STATES, 'open'),
        payment: cells.word(first, columns.payment, PAYMENTS, 'paid'),
        channelHold: hold || (holdKind === 'fraud' ? 'fraud' : null),
        cancellation,
        placedAtMs: cells.requiredInstant(first, columns.placed_at),
        updatedAtMs: cells.instant(first, columns.updated_at),
        shipByMs: cells.instant(first, columns.ship_by, 'end'),
        shippingService: cells.text(first, columns.shipping_service) || null,
        shipTo: cells.address(first, shipTo, cancellation.kind !== 'cancelled'),
        value: cells.money(first, columns.value, columns.currency),
        lines,
      };
      // Added where they are, not spread into every order: a million orders have neither.
      const attributes = attributeColumns.length === 0 ? undefined : readAttributes(rows, attributeColumns, cells);
      if (attributes === undefined && holdKind === 'other') return { draft };
      return { draft: { ...draft, ...(holdKind === 'other' ? {} : { holdKind }), ...(attributes === undefined ? {} : { attributes }) } };
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
  const weightGrams = cells.units(row, columns.weight_g) ?? 0;
  const line: OrderLineDraft = {
    lineId: cells.code(row, columns.line_id) || `#${index + 1}`,
    sku,
    barcodes: codes === '' ? barcodesOf(sku) : barcodesOf(sku, ...readCodes(codes, row, columns.barcodes, cells)),
    title: cells.text(row, columns.title),
    quantity,
    quantityCancelled,
    quantityShipped,
    cancellation: readCancellation(row, columns.line_cancel, null, columns.line_cancel_reason, cells, nowMs),
  };
  return weightGrams > 0 ? { ...line, weightGrams } : line;
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
