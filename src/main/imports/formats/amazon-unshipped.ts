import { notCancelled, type Cancellation } from '../../../shared/domain/order/cancellation.ts';
import type { OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { ChannelOrderState } from '../../../shared/domain/order/order.ts';
import type { Row } from '../bytes/rows.ts';
import { barcodesOf, type AddressColumns, type Cells } from '../cells.ts';
import { findExtraColumns, readAttributes, readWeight } from '../extra-columns.ts';
import type { Header } from '../header.ts';
import { firstOf, refuseRepeats, type BoundFormat, type TableFormat } from './table-format.ts';

/**
 * Amazon "Unshipped orders report" (GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING), tab-separated, one row per order item.
 * Sources: SP-API "Order reports attributes" and "Changes to Orders API and Reports API for buyer cancellation requests"
 * (developer-docs.amazon.com), Seller Central help 200350680 "Unshipped Orders Report", read 2026-11; later columns
 * (verge-of-cancellation, ship-service-name, ioss-number) as seen in public readers of the report.
 */
export const amazonUnshipped: TableFormat = {
  id: 'amazon-unshipped',
  title: 'Amazon unshipped orders report',
  quoted: (delimiter) => delimiter !== '\t',
  decimals: 'dot',
  recognises: (header) => header.has('order-id', 'order-item-id') || header.has('amazon-order-id', 'order-status'),
  refusal(header) {
    if (header.has('amazon-order-id', 'order-status')) {
      return 'this is Amazon\'s "All orders" report; it has no names and streets. Take Orders > Order reports > "Unshipped orders"';
    }
    if (!header.has('quantity-to-ship')) {
      return 'this is Amazon\'s "New orders" report; it lists cancelled and shipped orders without saying so. Take Orders > Order reports > "Unshipped orders"';
    }
    return null;
  },
  bind: bindAmazon,
};

function bindAmazon(header: Header): BoundFormat {
  const column = (...names: string[]) => header.column(...names);
  const orderId = column('order-id');
  const itemId = column('order-item-id');
  const sku = column('sku');
  const title = column('product-name');
  const purchased = column('quantity-purchased');
  const shipped = column('quantity-shipped');
  const toShip = column('quantity-to-ship');
  const purchaseDate = column('purchase-date');
  const promiseDate = column('promise-date', 'latest-ship-date');
  const service = column('ship-service-level');
  const salesChannel = column('sales-channel');
  const cancelAsked = column('is-buyer-requested-cancellation');
  const cancelReason = column('buyer-requested-cancel-reason');
  const price = column('item-price');
  const currency = column('currency');
  const extras = findExtraColumns(header);
  const codes = [column('asin'), column('gtin'), column('ean'), column('upc'), column('barcode')].filter(({ index }) => index >= 0);
  const shipTo: AddressColumns = {
    name: [column('recipient-name', 'buyer-name')],
    company: column('ship-to-company', 'buyer-company-name'),
    lines: [column('ship-address-1'), column('ship-address-2'), column('ship-address-3')],
    postcode: column('ship-postal-code'),
    city: column('ship-city'),
    region: column('ship-state'),
    country: column('ship-country'),
    phone: column('ship-phone-number', 'buyer-phone-number'),
  };

  const readLine = (row: Row, cells: Cells, nowMs: number): OrderLineDraft => {
    const ordered = cells.requiredUnits(row, purchased);
    const sent = cells.units(row, shipped) ?? 0;
    const left = cells.requiredUnits(row, toShip);
    if (sent + left > ordered) cells.problem(row, toShip, `shipped (${sent}) and to ship (${left}) are more than purchased (${ordered})`);
    const code = cells.sku(row, sku);
    return {
      lineId: cells.requiredCode(row, itemId),
      sku: code,
      barcodes: barcodesOf(code, ...codes.map((each) => cells.code(row, each))),
      title: cells.text(row, title),
      quantity: ordered,
      // Neither shipped nor to be shipped: Amazon has taken these units out of the order.
      quantityCancelled: Math.max(0, ordered - sent - left),
      quantityShipped: sent,
      cancellation: readRequest(row, cells, nowMs),
      ...readWeight(row, extras.weight, cells),
    };
  };

  const readRequest = (row: Row, cells: Cells, nowMs: number): Cancellation => {
    const said = cells.text(row, cancelAsked).toLowerCase();
    if (said === '' || said === 'false' || said === 'no') return notCancelled;
    if (said !== 'true' && said !== 'yes') cells.problem(row, cancelAsked, 'this must be true or false');
    const reason = cells.text(row, cancelReason);
    return { kind: 'requested', by: 'buyer', reason: reason === '' ? null : reason, seenAtMs: nowMs };
  };

  return {
    keyColumn: orderId.index,
    dateColumns: [],
    build(rows, key, cells, nowMs) {
      const first = firstOf(rows);
      // A row that goes on with the order above (further promotions) has no item of its own.
      const itemRows = rows.filter((row) => row === first || cells.raw(row, itemId) !== '' || cells.raw(row, sku) !== '');
      const lines = itemRows.map((row) => readLine(row, cells, nowMs));
      refuseRepeats(lines.map(({ lineId }, index) => ({ lineId, row: itemRows[index] ?? first })), cells);
      const marketplace = MARKETPLACE_IDS[cells.text(first, salesChannel).toLowerCase()];
      const serviceLevel = cells.text(first, service);
      const values = itemRows.map((row) => cells.money(row, price, currency));
      const attributes = readAttributes(rows, extras.attributes, cells);
      return {
        draft: {
          channel: 'amazon',
          channelOrderId: key,
          ...(marketplace === undefined ? {} : { marketplaceId: marketplace }),
          state: stateOf(lines),
          payment: 'paid',
          channelHold: null,
          // The request belongs to items; the order has one as soon as one item has.
          cancellation: lines.find(({ cancellation }) => cancellation.kind === 'requested')?.cancellation ?? notCancelled,
          placedAtMs: cells.requiredInstant(first, purchaseDate),
          updatedAtMs: null,
          shipByMs: cells.instant(first, promiseDate, 'end'),
          shippingService: serviceLevel === '' ? null : serviceLevel,
          shipTo: cells.address(first, shipTo, true),
          value: sumOf(values),
          lines,
          ...(attributes === undefined ? {} : { attributes }),
        },
      };
    },
  };
}

function stateOf(lines: readonly OrderLineDraft[]): ChannelOrderState {
  const left = lines.some((line) => line.quantity - line.quantityCancelled - line.quantityShipped > 0);
  const sent = lines.some((line) => line.quantityShipped > 0);
  if (left) return sent ? 'partly-shipped' : 'open';
  return sent ? 'shipped' : 'cancelled';
}

type MaybeMoney = ReturnType<Cells['money']>;

function sumOf(values: readonly MaybeMoney[]): MaybeMoney {
  const known = values.filter((value) => value !== null);
  const [first] = known;
  if (first === undefined || known.some(({ currency }) => currency !== first.currency)) return null;
  return { minor: known.reduce((sum, { minor }) => sum + minor, 0), currency: first.currency };
}

/** `sales-channel` -> marketplace id. Source: SP-API "Marketplace IDs", developer-docs.amazon.com. */
const MARKETPLACE_IDS: Readonly<Record<string, string>> = {
  'amazon.com': 'ATVPDKIKX0DER', 'amazon.ca': 'A2EUQ1WTGCTBG2', 'amazon.com.mx': 'A1AM78C64UM0Y8', 'amazon.com.br': 'A2Q3Y263D00KWC',
  'amazon.co.uk': 'A1F83G8C2ARO7P', 'amazon.de': 'A1PA6795UKMFR9', 'amazon.fr': 'A13V1IB3VIYZZH', 'amazon.it': 'APJ6JRA9NG5V4',
  'amazon.es': 'A1RKKUPIHCS9HS', 'amazon.nl': 'A1805IZSGTT6HS', 'amazon.se': 'A2NODRKZP88ZB9', 'amazon.pl': 'A1C3SOZRARQ6R3',
  'amazon.com.be': 'AMEN7PMS3EDWL', 'amazon.ie': 'A28R8C7NBKEWEA', 'amazon.com.tr': 'A33AVAJ2PDY3EV', 'amazon.ae': 'A2VIGQ35RCS4UG',
  'amazon.sa': 'A17E79C6D8DWNP', 'amazon.eg': 'ARBP9OOSHTCHU', 'amazon.in': 'A21TJRUUN4KGV', 'amazon.co.za': 'AE08WJ6YKNBMC',
  'amazon.co.jp': 'A1VC38T7YXB528', 'amazon.com.au': 'A39IBJ37TRP1C6', 'amazon.sg': 'A19VAU5U5O7RUS',
};
