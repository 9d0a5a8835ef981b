import type { CallInput } from '../../../shared/contract/calls.ts';
import type { BoardRowView } from '../../../shared/contract/lead-views.ts';
import type { Block } from '../../../shared/domain/gate/block.ts';
import { loopOf } from '../../../shared/domain/flow/parcel-loop.ts';
import type { ManifestId } from '../../../shared/domain/loading/manifest.ts';
import type { Money, StoreId } from '../../../shared/domain/order/order.ts';
import { days, type InstantMs } from '../../../shared/domain/units/instant.ts';
import { boxOf } from '../box.ts';
import { manifestRows } from '../loading/manifest-paper.ts';
import { storeOf, type StationContext } from '../station-context.ts';
import { buildLeadBoard } from './board.ts';
import { listNotArrived } from './not-arrived.ts';

export type ExportRequest = Pick<CallInput<'exportCsv'>, 'what' | 'manifestId' | 'fromMs' | 'toMs'>;

type Cell = string | number | null;

export interface ExportTable {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Where nobody says from when: the time a finance department asks about. */
const usualDays = 31;
/** More rows than a spreadsheet opens. */
const everyRow = 1_000_000;

/**
 * The tables that leave the station as files. Column names are English and stable: other programs read them. What a block says is the
 * sentence the bench and the board show, in the bench's language. Null where the request names a manifest that does not exist.
 */
export function buildTable(context: StationContext, request: ExportRequest): ExportTable | null {
  const toMs = request.toMs ?? context.clock.nowMs() + 1;
  const fromMs = request.fromMs ?? toMs - days(usualDays);
  const stamp = iso(context.clock.nowMs()).slice(0, 16).replace('T', '-').replace(':', '');
  const table = tables[request.what](context, { fromMs, toMs, manifestId: (request.manifestId ?? '') as ManifestId });
  return table === null ? null : { fileName: `packgate-${request.what}-${stamp}.csv`, ...table };
}

interface Range {
  readonly fromMs: InstantMs;
  readonly toMs: InstantMs;
  readonly manifestId: ManifestId;
}

type Table = Omit<ExportTable, 'fileName'>;

const tables: Readonly<Record<ExportRequest['what'], (context: StationContext, range: Range) => Table | null>> = {
  board: boardTable,
  intercepted: (context, { fromMs, toMs }) => ({
    columns: ['at', 'store', 'order', 'code', 'gate_point', 'by', 'value', 'currency', 'return_cost', 'had_label'],
    rows: context.journal.history.listInterceptions(fromMs, toMs).map((row) => [iso(row.atMs), storeName(context, row.storeId), row.channelOrderId, row.code, row.point, row.by, ...moneyCells(row.value), row.value === null ? null : amount(row.returnCostMinor, row.value.currency), row.hadLabel ? 1 : 0]),
  }),
  shifts: ({ journal }, { fromMs, toMs }) => ({
    columns: ['from', 'to', 'clean', 'signed_by', 'note', 'summary'],
    rows: journal.shifts.list(everyRow).filter((shift) => shift.toMs >= fromMs && shift.toMs < toMs).map((shift) => [iso(shift.fromMs), iso(shift.toMs), shift.isClean ? 1 : 0, shift.by, shift.note, shift.summary]),
  }),
  checklists: ({ journal }) => ({
    columns: ['list', 'period', 'item', 'ticked_by', 'ticked_at', 'signed_by', 'signed_at'],
    rows: (['daily', 'weekly'] as const).flatMap((kind) =>
      journal.checklists.list(kind, everyRow).flatMap(({ period, ticks, signed }) => ticks.map((tick): Cell[] => [kind, period, tick.itemId, tick.by, iso(tick.atMs), signed?.by ?? null, signed === null ? null : iso(signed.atMs)])),
    ),
  }),
  manifest: (context, { manifestId }) => {
    const manifest = context.journal.manifests.load(manifestId);
    if (manifest === null) return null;
    return {
      columns: ['manifest', 'carrier', 'position', 'order', 'store', 'tracking_number', 'sscc', 'service', 'country', 'weight_g', 'loaded_at', 'loaded_by', 'struck_out'],
      rows: manifestRows(context, manifest).map((row) => [manifest.number, manifest.carrier, row.position, row.channelOrderId, row.storeName, row.trackingNumber, row.sscc, row.carrierService, row.countryCode, row.weightGrams, iso(row.loadedAtMs), row.loadedBy, row.isStruckOut ? 1 : 0]),
    };
  },
  audit: ({ journal }) => ({
    columns: ['sequence', 'at', 'bench', 'actor', 'act', 'subject', 'detail', 'hash'],
    rows: journal.audit.list(null, everyRow).toReversed().map((row) => [row.sequence, iso(row.atMs), row.benchId, row.actor, row.act, row.subject, row.detail, row.hash]),
  }),
  stock: (context, { fromMs, toMs }) => ({
    columns: ['id', 'at', 'store', 'sku', 'quantity', 'cause', 'order', 'by'],
    rows: context.journal.history.listStock(fromMs, toMs).map((row) => [row.id, iso(row.atMs), storeName(context, row.storeId), row.sku, row.quantity, row.cause, row.channelOrderId, row.by]),
  }),
  shadow: (context) => ({
    columns: ['first_at', 'last_at', 'times', 'store', 'order', 'gate_point', 'code', 'owner', 'says'],
    rows: context.journal.history.listShadows(everyRow).map((row) => [iso(row.firstAtMs), iso(row.lastAtMs), row.times, storeName(context, row.storeId), row.channelOrderId, row.point, row.block.code, row.block.owner, context.words.block(row.block)]),
  }),
  parcels: parcelTable,
  'not-arrived': (context) => ({
    columns: ['tracking_number', 'sscc', 'store', 'order', 'carrier', 'reason', 'problem', 'last_answer', 'shown_there', 'attempts', 'dispatched_at', 'ship_by'],
    rows: listNotArrived(context).map((row) => [row.trackingNumber, row.sscc, row.storeName, row.channelOrderId, row.carrier, row.reason, row.problemCode, row.lastAnswer, row.shownNumber, row.attempts, iso(row.dispatchedAtMs), isoOrNull(row.shipByMs)]),
  }),
  alerts: (context, { fromMs, toMs }) => ({
    columns: ['fired_at', 'ended_at', 'trigger', 'limit', 'store', 'order', 'state', 'since', 'ship_by', 'blocker', 'owner', 'rows'],
    rows: context.journal.alerts.listFiredBetween(fromMs, toMs).map((row) => [iso(row.firedAtMs), isoOrNull(row.endedAtMs), row.kind, row.limit, storeName(context, row.storeId), row.channelOrderId, row.state, iso(row.sinceMs), isoOrNull(row.shipByMs), row.blocker, row.owner, row.rows]),
  }),
};

function boardTable(context: StationContext): Table {
  const rows = buildLeadBoard(context).groups.flatMap((group) => group.rows);
  return {
    columns: ['cause', 'owner', 'store', 'order', 'since', 'ship_by', 'value', 'currency', 'times', 'says', 'checked_at', 'source'],
    rows: rows.map((row) => [row.cause, row.owner, row.storeName, row.channelOrderId, iso(row.sinceMs), isoOrNull(row.shipByMs), ...moneyCells(row.value), row.times, saysOf(context, row), isoOrNull(row.blocks[0]?.evidence.checkedAtMs ?? null), row.blocks[0]?.evidence.source ?? null]),
  };
}

function saysOf(context: StationContext, row: BoardRowView): string {
  if (row.blocks.length > 0) return row.blocks.map((block: Block) => context.words.block(block)).join(' | ');
  return row.task === null ? (row.writeBack?.lastAnswer ?? '') : JSON.stringify(row.task.facts);
}

/**
 * One row per order that left in a box, SSCC and order together the key: importing it twice adds nothing. For whoever settles with channels
 * and carriers; a carrier bills a box of several orders once.
 */
function parcelTable(context: StationContext, { fromMs, toMs }: Range): Table {
  const { journal } = context;
  const parcels = journal.parcels.listDispatchedBetween(null, fromMs, toMs);
  return {
    columns: ['sscc', 'store', 'order', 'carrier', 'service', 'tracking_number', 'packer', 'dispatched_at', 'posted_at', 'confirmed_at', 'manifest', 'state', 'lines', 'item_ids', 'orders_in_box'],
    rows: parcels.map((parcel) => {
      const told = journal.writeBacks.findByParcel(parcel.id);
      const { label } = parcel;
      const packed = parcel.lines.filter((line) => line.packed > 0);
      const { posted, confirmed } = loopOf(parcel, told).atMs;
      return [label?.sscc ?? null, storeName(context, parcel.storeId), parcel.channelOrderId, label?.carrier ?? null, label?.carrierService ?? null, label?.trackingNumber ?? null, parcel.packer, isoOrNull(parcel.dispatchedAtMs), isoOrNull(posted), isoOrNull(confirmed), journal.manifests.ofParcel(parcel.id)?.number ?? null, parcel.state, packed.map((line) => `${line.lineId} ${line.sku} x${line.packed}`).join('; '), packed.map(({ lineId }) => lineId).join('; '), boxOf(context, parcel).length];
    }),
  };
}

const storeName = (context: StationContext, storeId: StoreId): string => storeOf(context, storeId)?.name ?? storeId;
const iso = (atMs: InstantMs): string => new Date(atMs).toISOString();
const isoOrNull = (atMs: InstantMs | null): string | null => (atMs === null ? null : iso(atMs));

/** In the currency's own unit with a point, as accounting programs read it. */
function amount(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

const knownDigits = new Map<string, number>();

function digitsOf(currency: string): number {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  // What is no code of three letters is no currency that Intl could know.
  const digits = /^[A-Z]{3}$/i.test(currency) ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2) : 2;
  knownDigits.set(currency, digits);
  return digits;
}

const moneyCells = (value: Money | null): readonly [string | null, string | null] => (value === null ? [null, null] : [amount(value.minor, value.currency), value.currency]);
