import { notCancelled, type Cancellation } from '../../../shared/domain/order/cancellation.ts';
import type { OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { ChannelOrderState, Money } from '../../../shared/domain/order/order.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { Row } from '../bytes/rows.ts';
import { barcodesOf, type AddressColumns, type Cells, type Column } from '../cells.ts';
import { findExtraColumns, readAttributes, readWeight, type ExtraColumns } from '../extra-columns.ts';
import type { Header } from '../header.ts';
import { cleanText, lostItsDigits } from '../values/text.ts';
import { firstOf, refuseRepeats, type BoundFormat, type BuiltOrder, type TableFormat } from './table-format.ts';

/**
 * WooCommerce itself has no order export; two families of plug-ins do nearly all of them.
 *
 * `woocommerce-columns`: names like the database's. WebToffee "Order Export & Order Import" (order_id, order_date, status,
 * shipping_..., line_item_1..n or one row per item) and SkyVerge "Customer / Order / Coupon Export" (order_id, date,
 * status, line_items, or item_sku and item_quantity per row). Sources: woocommerce.com "Import and Export of WooCommerce
 * Orders" and "Customer / Order / Coupon Export developer documentation"; the text inside a line item column as public
 * readers of both show it, read 2026-11.
 *
 * `woocommerce-labels`: names for people. AlgolPlus "Advanced Order Export For WooCommerce" ("Order Number", "Order
 * Status", "First Name (Shipping)", "Quantity (- Refund)"), one row per item, order columns repeated or only on the first.
 * Source: the plug-in's default header as quoted by public readers of it, read 2026-11.
 */
export const woocommerceColumns: TableFormat = {
  id: 'woocommerce-columns',
  title: 'WooCommerce export (WebToffee or SkyVerge)',
  quoted: () => true,
  decimals: 'dot',
  recognises: (header) => header.has('order_id', 'status') && (header.has('shipping_address_1') || header.has('billing_address_1')) && !header.has('ship_line1'),
  refusal: (header) =>
    hasLineColumns(header) ? null : 'the export has no line items. Tick "line items" (or "export line items in separate rows") in the plug-in',
  bind: bindColumns,
};

export const woocommerceLabels: TableFormat = {
  id: 'woocommerce-labels',
  title: 'WooCommerce export (Advanced Order Export)',
  quoted: () => true,
  decimals: 'either',
  recognises: (header) => header.has('Order Number', 'Order Status') && (header.has('Item Name') || header.has('Name') || header.has('Product Name') || header.has('SKU')),
  refusal: (header) =>
    header.has('Quantity') || header.has('Quantity (- Refund)') ? null : 'the export has no "Quantity" column. Add the product fields SKU, Item Name and Quantity in the plug-in',
  bind: bindLabels,
};

interface WooOrderColumns {
  readonly status: Column;
  readonly placed: Column;
  readonly total: Column;
  readonly currency: Column;
  readonly service: Column;
  readonly refunds: Column;
  readonly shipTo: AddressColumns;
  readonly billTo: AddressColumns;
  readonly extras: ExtraColumns;
}

function bindColumns(header: Header): BoundFormat {
  const column = (...names: string[]) => header.column(...names);
  const key = header.has('order_number') ? column('order_number') : column('order_id');
  const columns: WooOrderColumns = {
    status: column('status'),
    placed: column('order_date', 'date'),
    total: column('order_total'),
    currency: column('order_currency'),
    service: column('shipping_method'),
    refunds: column('refund_items', 'refunded_total', 'refunds'),
    shipTo: snakeAddress(header, 'shipping'),
    billTo: snakeAddress(header, 'billing'),
    extras: findExtraColumns(header),
  };
  const perRow = { sku: column('item_sku', 'sku'), title: column('item_name', 'product_name'), quantity: column('item_quantity', 'quantity'), id: column('item_id') };
  const packed = header.names
    .map((name, index): Column => ({ index, name }))
    .filter(({ name }) => /^(?:line_item(?:_\d+|s)|line_items)$/i.test(name));
  const refundedQty = column('item_refunded_qty', 'item_refunded_quantity');
  return {
    keyColumn: key.index,
    dateColumns: [columns.placed.index].filter((index) => index >= 0),
    build(rows, orderId, cells, nowMs) {
      const lines = perRow.quantity.index >= 0
        ? rows.map((row, index) => {
            const quantity = cells.requiredUnits(row, perRow.quantity);
            const gone = cells.units(row, refundedQty) ?? 0;
            return { row, draft: lineDraft({ id: cells.code(row, perRow.id), place: index + 1, sku: cells.sku(row, perRow.sku), title: cells.text(row, perRow.title), quantity, gone, ...readWeight(row, columns.extras.weight, cells) }) };
          })
        : readPacked(firstOf(rows), rows.slice(1), packed, cells);
      refuseRepeats(lines.map(({ row, draft }) => ({ lineId: draft.lineId, row })), cells);
      return buildOrder(rows, orderId, lines.map(({ draft }) => draft), columns, cells, nowMs);
    },
  };
}

function bindLabels(header: Header): BoundFormat {
  const column = (...names: string[]) => header.column(...names);
  const key = column('Order Number');
  const columns: WooOrderColumns = {
    status: column('Order Status'),
    placed: column('Order Date'),
    total: column('Order Total Amount'),
    currency: column('Order Currency', 'Currency'),
    service: column('Shipping Method Title', 'Shipping Method'),
    refunds: { index: -1, name: 'Order Refund Amount' },
    shipTo: labelAddress(header, 'Shipping'),
    billTo: labelAddress(header, 'Billing'),
    extras: findExtraColumns(header),
  };
  const line = { id: column('Item #'), sku: column('SKU'), title: column('Item Name', 'Name', 'Product Name'), quantity: column('Quantity'), kept: column('Quantity (- Refund)') };
  const codes = [column('Barcode'), column('EAN'), column('GTIN'), column('UPC'), column('GTIN, UPC, EAN, or ISBN')].filter(({ index }) => index >= 0);
  return {
    keyColumn: key.index,
    dateColumns: [columns.placed.index].filter((index) => index >= 0),
    build(rows, orderId, cells, nowMs) {
      const lines: OrderLineDraft[] = [];
      const places: { lineId: string; row: Row }[] = [];
      rows.forEach((row, index) => {
        const kept = cells.units(row, line.kept);
        const ordered = cells.units(row, line.quantity) ?? kept ?? cells.requiredUnits(row, line.quantity.index >= 0 ? line.quantity : line.kept);
        const draft = lineDraft({
          id: cells.code(row, line.id) === '' ? '' : `#${cells.code(row, line.id)}`,
          place: index + 1, sku: cells.sku(row, line.sku), title: cells.text(row, line.title), quantity: ordered,
          gone: kept === null ? 0 : Math.max(0, ordered - kept), codes: codes.map((each) => cells.code(row, each)), ...readWeight(row, columns.extras.weight, cells),
        });
        lines.push(draft);
        places.push({ lineId: draft.lineId, row });
      });
      refuseRepeats(places, cells);
      return buildOrder(rows, orderId, lines, columns, cells, nowMs);
    },
  };
}

interface WooLine { readonly id: string; readonly place: number; readonly sku: string; readonly title: string; readonly quantity: number; readonly gone: number; readonly codes?: readonly string[]; readonly weightGrams?: number }

function lineDraft(line: WooLine): OrderLineDraft {
  return {
    // Without an id in the export the line's place in the order stands in.
    lineId: line.id === '' ? `#${line.place}` : line.id,
    sku: line.sku,
    barcodes: barcodesOf(line.sku, ...(line.codes ?? [])),
    title: line.title,
    quantity: line.quantity,
    quantityCancelled: Math.min(line.quantity, line.gone),
    quantityShipped: 0,
    cancellation: notCancelled,
    ...(line.weightGrams === undefined ? {} : { weightGrams: line.weightGrams }),
  };
}

/** "id:7|name:Mug|product_id:12|sku:MUG-1|quantity:2|total:15.00", several joined by ";" in `line_items`. */
function readPacked(row: Row, further: readonly Row[], columns: readonly Column[], cells: Cells): { row: Row; draft: OrderLineDraft }[] {
  for (const extra of further) cells.problem(extra, null, 'a second row for an order that has all its line items in the first; was an export pasted below another?');
  const lines: { row: Row; draft: OrderLineDraft }[] = [];
  for (const column of columns) {
    for (const item of cells.raw(row, column).split(/;(?=\s*(?:id|name):)/)) {
      if (item.trim() === '') continue;
      const parts = new Map<string, string>();
      for (const part of item.split(/\|(?=[a-z_]+:)/i)) {
        const colon = part.indexOf(':');
        const name = part.slice(0, colon).trim().toLowerCase();
        if (colon > 0 && !parts.has(name)) parts.set(name, cleanText(part.slice(colon + 1)));
      }
      const quantity = parts.get('quantity') ?? '';
      const sku = parts.get('sku') ?? '';
      if (!/^\d{1,5}$/.test(quantity)) cells.problem(row, column, 'this line item has no whole "quantity"');
      if (sku === '') cells.problem(row, column, 'this line item has no "sku"; without it nothing on the goods can be scanned');
      if (lostItsDigits(sku)) cells.problem(row, column, 'a spreadsheet has rounded the SKU');
      const draft = lineDraft({
        id: parts.get('id') ?? '', place: lines.length + 1, sku, title: parts.get('name') ?? '',
        quantity: Number(quantity) || 0, gone: Math.abs(Number(parts.get('refunded_qty') ?? 0)) || 0,
      });
      lines.push({ row, draft });
    }
  }
  return lines;
}

function buildOrder(rows: readonly Row[], orderId: string, lines: readonly OrderLineDraft[], columns: WooOrderColumns, cells: Cells, nowMs: InstantMs): BuiltOrder {
  const row = firstOf(rows);
  const attributes = readAttributes(rows, columns.extras.attributes, cells);
  if (lines.length === 0) cells.problem(row, null, 'the order has no line items');
  const status = cells.required(row, columns.status).toLowerCase().replace(/^wc-/, '').replace(/[\s_]+/g, '-');
  const known = STATUSES[status];
  const facts = known ?? { state: 'open', payment: 'paid', cancelled: false, hold: `Order status: ${status}` };
  const cancellation: Cancellation = facts.cancelled ? { kind: 'cancelled', by: 'unknown', reason: `Order status: ${status}`, seenAtMs: nowMs } : notCancelled;
  const service = cells.text(row, columns.service);
  const address = cells.hasAddress(row, columns.shipTo) ? columns.shipTo : columns.billTo;
  const value: Money | null = cells.money(row, columns.total, columns.currency);
  const itemised = lines.some((line) => line.quantityCancelled > 0);
  return {
    draft: {
      channel: 'woocommerce',
      channelOrderId: orderId,
      state: facts.state,
      payment: facts.payment,
      channelHold: facts.hold ?? (refunded(cells.text(row, columns.refunds)) && !itemised && !facts.cancelled ? 'partly refunded; the export does not say which items' : null),
      cancellation,
      placedAtMs: cells.requiredInstant(row, columns.placed),
      updatedAtMs: null,
      shipByMs: null,
      shippingService: service === '' ? null : service,
      shipTo: cells.address(row, address, !facts.cancelled),
      value,
      lines: facts.state === 'shipped' ? lines.map((line) => ({ ...line, quantityShipped: line.quantity - line.quantityCancelled })) : lines,
      ...(attributes === undefined ? {} : { attributes }),
    },
  };
}

const refunded = (text: string): boolean => text !== '' && !/^-?0*(?:[.,]0*)?$/.test(text);

interface StatusFacts { readonly state: ChannelOrderState; readonly payment: 'paid' | 'pending'; readonly cancelled: boolean; readonly hold?: string }

/** Order statuses of WooCommerce core. Source: WooCommerce documentation, "Order Statuses". Others come from plug-ins and are held. */
const STATUSES: Readonly<Record<string, StatusFacts>> = {
  'processing': { state: 'open', payment: 'paid', cancelled: false },
  'completed': { state: 'shipped', payment: 'paid', cancelled: false },
  'pending': { state: 'open', payment: 'pending', cancelled: false },
  'pending-payment': { state: 'open', payment: 'pending', cancelled: false },
  'checkout-draft': { state: 'open', payment: 'pending', cancelled: false },
  'on-hold': { state: 'open', payment: 'pending', cancelled: false, hold: 'Order status: on-hold' },
  'failed': { state: 'open', payment: 'pending', cancelled: false, hold: 'Order status: failed' },
  'cancelled': { state: 'cancelled', payment: 'paid', cancelled: true },
  'refunded': { state: 'cancelled', payment: 'paid', cancelled: true },
  'trash': { state: 'cancelled', payment: 'paid', cancelled: true },
};

function snakeAddress(header: Header, of: 'shipping' | 'billing'): AddressColumns {
  const column = (name: string) => header.column(`${of}_${name}`);
  return {
    name: [column('first_name'), column('last_name')],
    company: column('company'),
    lines: [column('address_1'), column('address_2')],
    postcode: column('postcode'),
    city: column('city'),
    region: column('state'),
    country: column('country'),
    phone: header.column(`${of}_phone`, 'billing_phone'),
  };
}

function labelAddress(header: Header, of: 'Shipping' | 'Billing'): AddressColumns {
  const column = (...names: string[]) => header.column(...names.map((name) => `${name} (${of})`));
  return {
    name: header.has(`First Name (${of})`) ? [column('First Name'), column('Last Name')] : [column('Full Name')],
    company: column('Company'),
    lines: header.has(`Address 1&2 (${of})`) ? [column('Address 1&2')] : [column('Address 1'), column('Address 2')],
    postcode: column('Postcode'),
    city: column('City'),
    region: column('State Code', 'State Name'),
    country: column('Country Code', 'Country Name'),
    phone: header.column(`Phone (${of})`, 'Phone (Billing)'),
  };
}

const hasLineColumns = (header: Header): boolean =>
  header.has('line_items') || header.has('line_item_1') || header.has('item_quantity') || header.has('quantity');
