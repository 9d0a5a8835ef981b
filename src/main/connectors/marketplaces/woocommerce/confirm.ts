import type { Clock } from '../../../application/ports/clock.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import { carrierKey, shownName } from './carriers.ts';
import { ast, createFulfillment, createNote, getOrder, listNotes, listProviders, shipmentTracking, updateFulfillment, updateOrder } from './operations.ts';
import { isCancelledStatus, isShippedStatus, isUnpaidStatus } from './read-order.ts';
import type { OrderDetails } from './read-order.ts';
import { PARCELS_KEY, readOwnParcels, unitsIn, writeOwnParcels } from './rows.ts';
import type { Row } from './rows.ts';
import type { WooSettings, WriteTarget } from './settings.ts';
import type { WooOrder } from './shapes.ts';
import { readDetails } from './targets.ts';
import type { Ask, TargetFinder } from './targets.ts';

export interface ConfirmParts {
  readonly settings: WooSettings;
  readonly ask: Ask;
  readonly targets: TargetFinder;
  readonly lately: LatelyWritten;
  /** What this shop's Shipment Tracking calls a carrier; remembered. */
  readonly providers: { current: readonly string[] | null };
}

/** What was written a moment ago: a host's cache may not show it yet, and then it would be written twice, or written over. */
export interface LatelyWritten {
  rowsOf(orderId: string): readonly Row[];
  note(orderId: string, row: Row): void;
}

/** Milliseconds; our own figure, for caches of whole answers. */
const LATELY_MS = 2 * 60_000;

export function createLatelyWritten(clock: Pick<Clock, 'monotonicMs'>): LatelyWritten {
  let written: readonly { readonly orderId: string; readonly row: Row; readonly untilMs: number }[] = [];
  const forgetOld = (): void => {
    written = written.filter(({ untilMs }) => untilMs > clock.monotonicMs());
  };
  return {
    rowsOf(orderId) {
      forgetOld();
      return written.filter((entry) => entry.orderId === orderId).map(({ row }) => row);
    },
    note(orderId, row) {
      forgetOld();
      written = [...written.filter((entry) => entry.orderId !== orderId || entry.row.reference !== row.reference), { orderId, row, untilMs: clock.monotonicMs() + LATELY_MS }];
    },
  };
}

const done: Outcome<void> = { kind: 'done', value: undefined };
const rejected = (problem: Problem): Outcome<never> => ({ kind: 'rejected', problems: [problem] });

/**
 * Reads the order, lists what is there, writes what is missing. WooCommerce guards nothing: it takes a number twice, and an order that was
 * cancelled is opened again by a change of its status. Both are refused here.
 */
export async function confirmDispatch(notice: DispatchNotice, parts: ConfirmParts): Promise<Outcome<void>> {
  const { ask, targets, lately, settings } = parts;
  const found = await ask(getOrder, notice.channelOrderId);
  if (found.kind !== 'done') return found;
  const order = found.value;
  if (order === null) return rejected({ code: 'order-gone', message: `the shop does not know order ${notice.channelOrderId} any more` });
  const state = findStateProblem(order, settings);
  if (state !== null) return rejected(state);
  const read = await readDetails(order, 'alone', ask, targets);
  if (read.kind !== 'done') return read;
  const target = targets.known() ?? 'order-note';

  const rows = withLately(read.value.rows, lately.rowsOf(notice.channelOrderId));
  const isWritten = rows.some((row) => isSameNumber(row.number, notice.trackingNumber));
  const replaced = notice.replaces === undefined ? undefined : rows.find((row) => isSameNumber(row.number, notice.replaces?.trackingNumber ?? '') && !isSameNumber(row.number, notice.trackingNumber));
  const kept = rows.filter((row) => row !== replaced && !isSameNumber(row.number, notice.trackingNumber));
  if (!isWritten) {
    const lines = findLineProblem(order, read.value, kept, notice);
    if (lines !== null) return rejected(lines);
  }
  const plan: Plan = { notice, order, target, replaced, isWritten, isLast: isEverythingSent(order, read.value, kept, notice) };
  if (!isWritten) {
    const written = await write(plan, parts);
    // The plug-in was switched off since the rows were read: the next try hears it there, and looks for another place.
    if (written.kind === 'rejected' && written.problems[0].code === 'no-target') return { kind: 'unavailable', cause: 'the shop has closed the place where numbers are written: it is looked for anew' };
    if (written.kind !== 'done') return written;
    // A note alone proves nothing: there, the number stands in the order only after the next step.
    if (target !== 'order-note') lately.note(notice.channelOrderId, rowOf(notice));
  }
  const ended = await endReplaced(plan, parts);
  return ended.kind === 'done' ? finish(plan, parts) : ended;
}

/** Of one parcel the later word counts. */
const withLately = (rows: readonly Row[], lately: readonly Row[]): readonly Row[] => [
  ...rows.filter((row) => row.reference === null || !lately.some((written) => written.reference === row.reference && !isSameNumber(written.number, row.number))),
  ...lately.filter((written) => !rows.some((row) => isSameNumber(row.number, written.number))),
];

const rowOf = (notice: DispatchNotice): Row => ({ id: notice.packageReference, number: notice.trackingNumber, carrier: shownName(notice), reference: notice.packageReference, lines: notice.lines });

interface Plan {
  readonly notice: DispatchNotice;
  readonly order: WooOrder;
  readonly target: WriteTarget;
  /** The row that this notice takes the place of. */
  readonly replaced: Row | undefined;
  readonly isWritten: boolean;
  readonly isLast: boolean;
}

function findStateProblem(order: WooOrder, settings: WooSettings): Problem | null {
  const { status } = order;
  if (isCancelledStatus(status)) return { code: 'order-cancelled', message: `the order is "${status}": writing to it could open it again` };
  if (settings.cancelRequestStatuses.includes(status)) return { code: 'cancel-requested', message: `the order is "${status}": the buyer's wish must be decided first` };
  if (isUnpaidStatus(status) || status === 'on-hold') return { code: 'wrong-state', message: `the order is "${status}"` };
  return null;
}

/** WooCommerce compares quantities with nothing. */
function findLineProblem(order: WooOrder, { refunded }: OrderDetails, kept: readonly Row[], notice: DispatchNotice): Problem | null {
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of notice.lines) wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
  for (const [lineId, quantity] of wanted) {
    const line = order.line_items.find((candidate) => String(candidate.id) === lineId);
    const left = line === undefined ? 0 : line.quantity - (refunded.get(lineId) ?? 0);
    if (left <= 0) return { code: 'order-cancelled-or-unknown-line', field: `lines[${lineId}]`, message: line === undefined ? 'the order has no such line' : 'the line is refunded' };
    if (quantity > left) return { code: 'quantity-wrong', field: `lines[${lineId}].quantity`, message: `${quantity} units, of ${left} that were ordered and not refunded` };
    if (unitsIn(kept, lineId) + quantity > left) return { code: 'already-shipped', field: `lines[${lineId}]`, message: 'the shop shows these units in another package' };
  }
  return null;
}

/** Packages of which nobody says what is in them count as nothing: then a person completes the order. */
function isEverythingSent(order: WooOrder, { refunded }: OrderDetails, kept: readonly Row[], notice: DispatchNotice): boolean {
  return order.line_items.every((line) => {
    const lineId = String(line.id);
    const sent = notice.lines.reduce((sum, packed) => (packed.lineId === lineId ? sum + packed.quantity : sum), unitsIn(kept, lineId));
    return sent >= line.quantity - (refunded.get(lineId) ?? 0);
  });
}

/** The one step that must not happen twice. */
async function write({ notice, target, replaced, isLast }: Plan, parts: ConfirmParts): Promise<Outcome<void>> {
  const { ask } = parts;
  switch (target) {
    case 'fulfillments':
      return replaced === undefined ? ask(createFulfillment, notice) : ask(updateFulfillment, { notice, rowId: replaced.id });
    case 'shipment-tracking': {
      const provider = await findProvider(notice, parts);
      return provider.kind === 'done' ? ask(shipmentTracking.create, { notice, provider: provider.value, isLast }) : provider;
    }
    case 'ast':
      return ask(ast.create, { notice, provider: null, isLast });
    case 'order-note': {
      const notes = await ask(listNotes, notice.channelOrderId);
      if (notes.kind !== 'done') return notes;
      // By the number alone: WordPress rewrites signs in a carrier's name.
      return notes.value.some((note) => note.includes(notice.trackingNumber)) ? done : ask(createNote, notice);
    }
  }
}

/** A shop that hides its list of carriers takes every carrier by its name. */
async function findProvider(notice: DispatchNotice, { ask, providers }: ConfirmParts): Promise<Outcome<string | null>> {
  if (providers.current === null) {
    const listed = await ask(listProviders, undefined);
    if (listed.kind === 'done') providers.current = listed.value;
    else if (listed.kind !== 'rejected') return listed;
  }
  const wanted = new Set([carrierKey(shownName(notice)), ...(notice.carrierCode === 'other' ? [] : [carrierKey(notice.carrierCode)])]);
  return { kind: 'done', value: providers.current?.find((provider) => wanted.has(carrierKey(provider))) ?? null };
}

/** Plug-ins cannot change a row: the new one is there, now the old one goes. Repeating it does no harm. */
async function endReplaced({ notice, target, replaced }: Plan, { ask }: ConfirmParts): Promise<Outcome<void>> {
  if (replaced === undefined || (target !== 'ast' && target !== 'shipment-tracking')) return done;
  return repeatable(await ask(target === 'ast' ? ast.end : shipmentTracking.end, { orderId: notice.channelOrderId, rowId: replaced.id }));
}

/** A lost answer to a step that may be repeated leaves nothing in doubt. */
const repeatable = (outcome: Outcome<void>): Outcome<void> => (outcome.kind === 'uncertain' ? { kind: 'unavailable', cause: outcome.cause } : outcome);

/**
 * The order's own part: "completed" with the last parcel, and our note of what was told. In a shop without any place for numbers this note is
 * the place, and then it is the write whose lost answer is in doubt.
 */
async function finish({ notice, order, target, replaced, isWritten, isLast }: Plan, { ask, settings, lately }: ConfirmParts): Promise<Outcome<void>> {
  const completes = isLast && settings.completeOrders === 'yes' && !isShippedStatus(order.status);
  const own = readOwnParcels(order);
  const ours = rowOf(notice);
  const others = withLately(own, lately.rowsOf(notice.channelOrderId)).filter((row) => row.reference !== ours.reference && (replaced === undefined || !isSameNumber(row.number, replaced.number)));
  const noted = writeOwnParcels([...others, ours]);
  const isNoted = own.some((row) => row.reference === ours.reference && isSameNumber(row.number, ours.number));
  const meta = target === 'fulfillments' || isNoted ? null : { key: PARCELS_KEY, value: noted };
  // AST completes by itself, unless an earlier try got no further than its row.
  const astCompletes = target === 'ast' && !isWritten && notice.notifyBuyer !== false;
  const status = completes && !astCompletes ? 'completed' : null;
  if (meta === null && status === null) return done;
  const changed = await ask(updateOrder, { orderId: notice.channelOrderId, status, meta });
  if (target !== 'order-note') return repeatable(changed);
  if (changed.kind === 'done') lately.note(notice.channelOrderId, ours);
  return changed;
}
