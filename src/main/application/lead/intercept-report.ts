import type { InterceptReportView, ShadowReportView } from '../../../shared/contract/lead-views.ts';
import type { Money, OrderId } from '../../../shared/domain/order/order.ts';
import { isoWeekOf, type OffsetMinutes } from '../../../shared/domain/units/calendar.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';
import type { Interception } from '../ports/lead-work.ts';
import { storeOf, type StationContext } from '../station-context.ts';

type ReportRow = InterceptReportView['rows'][number];

/**
 * What the gate kept from leaving and what it was worth. An order counts once, by its first reason, and not at all
 * once a box of it left: a lead let it pass, the channel took its word back, or it was only scanned a second time.
 */
export function buildInterceptReport(context: StationContext, fromMs: InstantMs, toMs: InstantMs, offsetAt: (atMs: InstantMs) => OffsetMinutes): InterceptReportView {
  const kept = firstOfEachOrder(context.journal.history.listInterceptions(fromMs, toMs)).filter(({ orderId }) => !context.journal.parcels.hasLeft(orderId));
  const groups = Map.groupBy(kept, (row) => JSON.stringify([isoWeekOf(row.atMs, offsetAt(row.atMs)), row.storeId, row.value?.currency ?? null]));
  const rows = [...groups].map(([key, ofGroup]): ReportRow => {
    const [week] = JSON.parse(key) as [string];
    const [first] = ofGroup;
    return { storeName: nameOf(context, first), week, orders: ofGroup.length, value: sumOf(ofGroup, (row) => row.value?.minor ?? 0), returnCost: sumOf(ofGroup, (row) => row.returnCostMinor), byCode: countCodes(ofGroup) };
  });
  return {
    fromMs,
    toMs,
    rows: rows.toSorted((a, b) => b.week.localeCompare(a.week) || a.storeName.localeCompare(b.storeName)),
    orders: kept.toSorted((a, b) => b.atMs - a.atMs).map((row) => ({ orderId: row.orderId, channelOrderId: row.channelOrderId, storeName: nameOf(context, row), code: row.code, point: row.point, value: row.value, atMs: row.atMs, by: row.by, hadLabel: row.hadLabel })),
  };
}

function firstOfEachOrder(rows: readonly Interception[]): readonly Interception[] {
  const seen = new Set<OrderId>();
  return rows.filter(({ orderId }) => !seen.has(orderId) && seen.add(orderId));
}

const nameOf = (context: StationContext, row: Interception | undefined): string => (row === undefined ? '' : (storeOf(context, row.storeId)?.name ?? row.storeId));

/** All rows of a group are in one currency, or none of them has a value. */
function sumOf(rows: readonly Interception[], amount: (row: Interception) => number): Money | null {
  const currency = rows[0]?.value?.currency;
  return currency === undefined ? null : { minor: rows.reduce((sum, row) => sum + amount(row), 0), currency };
}

function countCodes(rows: readonly Interception[]): ReportRow['byCode'] {
  return Object.fromEntries([...Map.groupBy(rows, ({ code }) => code)].map(([code, ofCode]) => [code, ofCode.length]));
}

/** Rows of the report; a rule that stops more than this is not ready to be switched on. */
const shadowRows = 1_000;

/** What the rules in shadow would have stopped, newest first, and where they run. */
export function buildShadowReport(context: StationContext): ShadowReportView {
  const { benchName, pilot, stores } = context.settings();
  const running = [{ where: benchName, codes: pilot }, ...stores.map((store) => ({ where: store.name, codes: store.rules.pilot }))].filter(({ codes }) => codes.length > 0);
  const rows = context.journal.history.listShadows(shadowRows).map(({ storeId, channelOrderId, orderId, point, block, times, firstAtMs, lastAtMs }) => ({
    storeName: storeOf(context, storeId)?.name ?? storeId, channelOrderId, orderId, point, block, times, firstAtMs, lastAtMs,
  }));
  return { running, rows };
}
