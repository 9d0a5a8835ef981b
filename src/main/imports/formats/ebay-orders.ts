import { notCancelled } from '../../../shared/domain/order/cancellation.ts';
import type { OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { ChannelOrderState } from '../../../shared/domain/order/order.ts';
import type { Row } from '../bytes/rows.ts';
import { barcodesOf, type AddressColumns, type Cells } from '../cells.ts';
import { findExtraColumns, readAttributes, readNamed, readWeight } from '../extra-columns.ts';
import type { Header } from '../header.ts';
import { isBlank } from '../values/text.ts';
import { firstOf, refuseRepeats, type BoundFormat, type TableFormat } from './table-format.ts';

/**
 * eBay Seller Hub, Orders > Download report (US and UK headers). A blank first line, the header, often an empty row, the
 * rows, then "N,record(s) downloaded" and "Seller ID : ...". An order of several items has a summary row (buyer, address,
 * total) above its item rows. Sources: header as given in the README of github.com/randomecho/shifted-sales-report;
 * framing, summary rows and the "Nov-20-26" dates as described by public readers of the report, read 2026-11.
 * The report has no column for cancellations; cancelled orders are not listed in it.
 */
export const ebayOrders: TableFormat = {
  id: 'ebay-orders',
  title: 'eBay orders report',
  quoted: () => true,
  decimals: 'either',
  recognises: (header) =>
    header.has('Order Number', 'Item Number', 'Item Title', 'Quantity') && (header.has('Ship To Name') || header.has('Post to name')),
  bind: bindEbay,
};

function bindEbay(header: Header): BoundFormat {
  const column = (...names: string[]) => header.column(...names);
  const record = column('Sales Record Number');
  const orderNumber = column('Order Number');
  const item = column('Item Number');
  const title = column('Item Title');
  const sku = column('Custom Label', 'Custom Label (SKU)');
  const quantity = column('Quantity');
  const transaction = column('Transaction ID');
  const variation = column('Variation Details');
  const sold = column('Sale Date');
  const paid = column('Paid On Date');
  const shipBy = column('Ship By Date', 'Post by date', 'Dispatch by date');
  const shipped = column('Shipped On Date', 'Dispatched on date');
  const service = column('Shipping Service', 'Delivery service');
  const total = column('Total Price');
  const extras = findExtraColumns(header);
  const reference = { path: 'eBay Reference', name: column('eBay Reference Name'), value: column('eBay Reference Value') };
  const codes = [column('EAN'), column('UPC'), column('GTIN'), column('ISBN')].filter(({ index }) => index >= 0);
  const shipTo: AddressColumns = {
    name: [column('Ship To Name', 'Post to name')],
    company: column('Ship To Company', 'Post to company'),
    lines: [column('Ship To Address 1', 'Post to address 1'), column('Ship To Address 2', 'Post to address 2')],
    postcode: column('Ship To Zip', 'Post to postcode'),
    city: column('Ship To City', 'Post to city'),
    region: column('Ship To State', 'Post to county', 'Post to state'),
    country: column('Ship To Country', 'Post to country'),
    phone: column('Ship To Phone', 'Post to phone'),
  };

  const readLine = (row: Row, order: Row, cells: Cells, place: number): OrderLineDraft => {
    const itemNumber = cells.requiredCode(row, item);
    // Listings without a custom label are common; the item number is then the only name the goods have.
    const code = cells.code(row, sku) || itemNumber;
    const sale = cells.code(row, transaction);
    const units = cells.requiredUnits(row, quantity);
    const left = cells.instant(row, shipped) ?? cells.instant(order, shipped);
    const variant = cells.text(row, variation);
    const label = cells.text(row, title);
    return {
      // eBay's OrderLineItemID is item id, hyphen, transaction id. Source: Trading API, GetOrders.
      lineId: sale === '' ? `${itemNumber}#${place}` : `${itemNumber}-${sale}`,
      sku: code,
      barcodes: barcodesOf(code, ...codes.map((each) => cells.code(row, each))),
      title: variant === '' ? label : `${label} ${variant}`,
      quantity: units,
      quantityCancelled: 0,
      quantityShipped: left === null ? 0 : units,
      cancellation: notCancelled,
      ...readWeight(row, extras.weight, cells),
    };
  };

  return {
    keyColumn: orderNumber.index,
    keyPattern: /^\d{2}-\d{5}-\d{5}$/,
    dateColumns: [sold, paid, shipBy, shipped].map(({ index }) => index).filter((index) => index >= 0),
    isTrailer: (fields) => fields.some((field, index) => index < 3 && /record\(s\) downloaded|^\s*seller id\s*:/i.test(field)),
    continues: (row, above) =>
      record.index >= 0 && !isBlank(row.fields[record.index] ?? '') && row.fields[record.index] === above.fields[record.index],
    build(rows, key, cells) {
      if (key === '') return { skipped: 'it has no order number yet: the buyer has not checked out' };
      const order = rows.find((row) => cells.hasAddress(row, shipTo)) ?? firstOf(rows);
      const itemRows = rows.length === 1 ? rows : rows.filter((row) => !isBlank(row.fields[item.index] ?? ''));
      const lines = itemRows.map((row, index) => readLine(row, order, cells, index + 1));
      refuseRepeats(lines.map(({ lineId }, index) => ({ lineId, row: itemRows[index] ?? order })), cells);
      if (lines.length === 0) cells.problem(order, item, 'the order has a summary row but no item rows');
      const paidRow = rows.find((row) => cells.instant(row, paid) !== null);
      const serviceName = cells.text(order, service) || cells.text(itemRows[0] ?? order, service);
      const attributes = readAttributes(rows, extras.attributes, cells, readNamed(rows, reference, cells));
      const deadline = rows.find((row) => !isBlank(row.fields[shipBy.index] ?? ''));
      return {
        draft: {
          channel: 'ebay',
          channelOrderId: key,
          state: stateOf(lines),
          payment: paidRow === undefined ? 'pending' : 'paid',
          channelHold: null,
          cancellation: notCancelled,
          placedAtMs: cells.requiredInstant(rows.find((row) => !isBlank(row.fields[sold.index] ?? '')) ?? order, sold),
          updatedAtMs: null,
          shipByMs: deadline === undefined ? null : cells.instant(deadline, shipBy, 'end'),
          shippingService: serviceName === '' ? null : serviceName,
          shipTo: cells.address(order, shipTo, true),
          value: cells.money(order, total, null),
          lines,
          ...(attributes === undefined ? {} : { attributes }),
        },
      };
    },
  };
}

function stateOf(lines: readonly OrderLineDraft[]): ChannelOrderState {
  const sent = lines.filter((line) => line.quantityShipped > 0).length;
  if (sent === 0) return 'open';
  return sent === lines.length ? 'shipped' : 'partly-shipped';
}
