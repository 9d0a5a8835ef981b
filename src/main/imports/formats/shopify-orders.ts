import { notCancelled, type Cancellation } from '../../../shared/domain/order/cancellation.ts';
import type { OrderLineDraft } from '../../../shared/domain/order/order-draft.ts';
import type { ChannelOrderState } from '../../../shared/domain/order/order.ts';
import type { Row } from '../bytes/rows.ts';
import { barcodesOf, type AddressColumns, type Cells, type Column } from '../cells.ts';
import { findExtraColumns, readAttributes, readWeight, type WeightColumn } from '../extra-columns.ts';
import type { Header } from '../header.ts';
import { firstOf, type BoundFormat, type TableFormat } from './table-format.ts';

/**
 * Shopify admin, Orders > Export, "CSV for Excel" or plain CSV: one row per line item, the order's own columns filled on
 * the first row only. Sources: help.shopify.com "Exporting orders" (column list); docs.xbp.app "Shopify order export
 * format" (first-row rule, apostrophe before the postcode), read 2026-11.
 */
export const shopifyOrders: TableFormat = {
  id: 'shopify-orders',
  title: 'Shopify orders export',
  quoted: () => true,
  decimals: 'dot',
  recognises: (header) => header.has('Name', 'Financial Status', 'Lineitem quantity', 'Lineitem name'),
  bind: bindShopify,
};

/** Money that is not there yet. "authorized" is reserved and taken when the goods leave, so it counts as paid. */
const UNPAID = new Set(['pending', 'partially_paid', 'expired', 'unpaid']);
const UNDONE = new Set(['refunded', 'voided']);

function bindShopify(header: Header): BoundFormat {
  const column = (...names: string[]) => header.column(...names);
  const name = column('Name');
  const financial = column('Financial Status');
  const fulfillment = column('Fulfillment Status');
  const cancelledAt = column('Cancelled at', 'Canceled at');
  const createdAt = column('Created at');
  const total = column('Total');
  const currency = column('Currency');
  const method = column('Shipping Method');
  const risk = column('Risk Level');
  const extras = findExtraColumns(header);
  const line = {
    quantity: column('Lineitem quantity'),
    title: column('Lineitem name'),
    sku: column('Lineitem sku'),
    barcode: column('Lineitem barcode'),
    ships: column('Lineitem requires shipping'),
    status: column('Lineitem fulfillment status'),
    weight: extras.weight,
  };
  const shipTo: AddressColumns = {
    name: [column('Shipping Name')],
    company: column('Shipping Company'),
    lines: header.has('Shipping Address1') ? [column('Shipping Address1'), column('Shipping Address2')] : [column('Shipping Street')],
    postcode: column('Shipping Zip'),
    city: column('Shipping City'),
    region: column('Shipping Province'),
    country: column('Shipping Country'),
    phone: column('Shipping Phone', 'Phone'),
  };

  return {
    keyColumn: name.index,
    dateColumns: [],
    build(rows, key, cells, nowMs) {
      const order = rows.find((row) => cells.raw(row, financial) !== '') ?? firstOf(rows);
      refuseSecondStart(rows, financial, cells);
      const sent = cells.text(order, fulfillment).toLowerCase();
      const { lines, unclear } = readLines(rows, line, sent, cells);
      if (lines.length === 0) return { skipped: 'no line of it requires shipping' };
      const paid = cells.text(order, financial).toLowerCase();
      const cancellation = readCancellation(order, cells, { cancelledAt, paid, sent, nowMs });
      const service = cells.text(order, method);
      const riskLevel = cells.text(order, risk);
      const attributes = readAttributes(rows, extras.attributes, cells);
      return {
        draft: {
          channel: 'shopify',
          channelOrderId: key,
          state: stateOf(lines, sent, cancellation),
          payment: UNPAID.has(paid) ? 'pending' : 'paid',
          channelHold: holdOf(paid, riskLevel, unclear),
          ...(isHighRisk(riskLevel) ? { holdKind: 'fraud' as const } : {}),
          cancellation,
          placedAtMs: cells.requiredInstant(order, createdAt),
          updatedAtMs: null,
          shipByMs: null,
          shippingService: service === '' ? null : service,
          shipTo: cells.address(order, shipTo, cancellation.kind !== 'cancelled'),
          value: cells.money(order, total, currency),
          lines,
          ...(attributes === undefined ? {} : { attributes }),
        },
      };
    },
  };
}

/** The order's columns are filled once; filled twice means that two exports, or two orders of one name, are in the file. */
function refuseSecondStart(rows: readonly Row[], financial: Column, cells: Cells): void {
  const starts = rows.filter((row) => cells.raw(row, financial) !== '');
  const [first, second] = starts;
  if (first === undefined) cells.problem(firstOf(rows), financial, 'the first row of the order is missing from the file');
  else if (second !== undefined) cells.problem(second, null, `this order already begins on line ${first.line}; was an export pasted below another?`);
}

interface LineColumns { readonly quantity: Column; readonly title: Column; readonly sku: Column; readonly barcode: Column; readonly ships: Column; readonly status: Column; readonly weight: WeightColumn | null }

function readLines(rows: readonly Row[], columns: LineColumns, orderSent: string, cells: Cells): { lines: OrderLineDraft[]; unclear: boolean } {
  let unclear = false;
  const lines: OrderLineDraft[] = [];
  rows.forEach((row, index) => {
    if (cells.text(row, columns.ships).toLowerCase() === 'false') return;
    const quantity = cells.requiredUnits(row, columns.quantity);
    const sku = cells.sku(row, columns.sku);
    const status = cells.text(row, columns.status).toLowerCase();
    const shipped = status === 'fulfilled' || orderSent === 'fulfilled';
    // How many of a partly fulfilled line have left is not in the export.
    if (!shipped && status === 'partial') unclear = true;
    lines.push({
      // The export has no id of a line: its place in the order stands in.
      lineId: `#${index + 1}`,
      sku,
      barcodes: barcodesOf(sku, cells.code(row, columns.barcode)),
      title: cells.text(row, columns.title),
      quantity,
      quantityCancelled: 0,
      quantityShipped: shipped ? quantity : 0,
      cancellation: notCancelled,
      ...readWeight(row, columns.weight, cells),
    });
  });
  return { lines, unclear };
}

interface CancelFacts { readonly cancelledAt: Column; readonly paid: string; readonly sent: string; readonly nowMs: number }

function readCancellation(order: Row, cells: Cells, facts: CancelFacts): Cancellation {
  const by = 'unknown';
  if (cells.instant(order, facts.cancelledAt) !== null || cells.text(order, facts.cancelledAt) !== '') {
    return { kind: 'cancelled', by, reason: `Cancelled at ${cells.text(order, facts.cancelledAt)}`, seenAtMs: facts.nowMs };
  }
  if (UNDONE.has(facts.paid)) return { kind: 'cancelled', by, reason: `Financial Status: ${facts.paid}`, seenAtMs: facts.nowMs };
  if (facts.sent === 'restocked') return { kind: 'cancelled', by, reason: 'Fulfillment Status: restocked', seenAtMs: facts.nowMs };
  return notCancelled;
}

function stateOf(lines: readonly OrderLineDraft[], sent: string, cancellation: Cancellation): ChannelOrderState {
  const done = lines.filter((line) => line.quantityShipped >= line.quantity).length;
  if (sent === 'fulfilled' || done === lines.length) return 'shipped';
  if (cancellation.kind === 'cancelled') return 'cancelled';
  return done > 0 || sent === 'partial' ? 'partly-shipped' : 'open';
}

const isHighRisk = (risk: string): boolean => risk.toLowerCase() === 'high';

function holdOf(paid: string, risk: string, unclear: boolean): string | null {
  const reasons: string[] = [];
  if (paid === 'partially_refunded') reasons.push('Financial Status: partially_refunded; the export does not say which items were refunded');
  if (isHighRisk(risk)) reasons.push('Risk Level: High');
  if (unclear) reasons.push('Lineitem fulfillment status: partial; the export does not say how many have left');
  return reasons.length === 0 ? null : reasons.join('. ');
}
