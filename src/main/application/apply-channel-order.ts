import type { OrderDraft } from '../../shared/domain/order/order-draft.ts';
import { orderIdOf, type CheckedOrder, type Order, type OrderId, type StoreId } from '../../shared/domain/order/order.ts';
import type { Standing } from '../../shared/domain/gate/standing.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { isComplete } from '../../shared/domain/parcel/parcel.ts';
import { askGate, blocksNow, gatePointOf, isAgeOnly, isCancelled, isStop, isUnfinished, updateStanding } from './ask-gate.ts';
import { boxOf, linesOf } from './box.ts';
import { followDispatched } from './follow-dispatched.ts';
import { labelParcel } from './label-parcel.ts';
import { openTask } from './open-task.ts';
import { openOrder } from './open-order.ts';
import { beginPutBack } from './put-back.ts';
import { renewRow } from './renew-row.ts';
import type { StationContext } from './station-context.ts';
import { standingForBox } from './standing-for-box.ts';
import { blockedRows, recordStop, showStop, stopBench } from './stop-bench.ts';

/**
 * A source that names no time of change gives the order's own time: reading the same file twice then changes nothing.
 */
export function orderOf(storeId: StoreId, draft: OrderDraft): Order {
  const { updatedAtMs, ...rest } = draft;
  return { ...rest, id: orderIdOf(storeId, draft.channelOrderId), storeId, updatedAtMs: updatedAtMs ?? draft.placedAtMs };
}

export interface AppliedOrders {
  /** The bench shows something else now: tell the page. */
  readonly benchChanged: boolean;
  /** The open parcel was stopped by what the channel said. */
  readonly interrupted: boolean;
}

/**
 * Takes over what a channel (or a file) says of some orders. The journal learns first of what can stop a parcel, then the
 * order cache: a crash in between leaves the stop standing. Answers are matched by order id, never by "the open parcel".
 */
export function applyOrders(context: StationContext, batch: readonly CheckedOrder[]): AppliedOrders {
  let benchChanged = false;
  let interrupted = false;
  for (const checked of batch) {
    const standing = context.journal.standings.load(checked.order.id);
    if (standing === null) continue;
    const effect = context.journal.transaction(() => applyToJournal(context, standing, checked));
    benchChanged ||= effect !== 'nothing';
    interrupted ||= effect === 'interrupted';
  }
  context.orders.saveOrders(batch);
  return { benchChanged, interrupted };
}

type Effect = 'nothing' | 'changed' | 'interrupted';

function applyToJournal(context: StationContext, before: Standing, checked: CheckedOrder): Effect {
  const standing = updateStanding(context, checked);
  if (isCancelled(standing) && !isCancelled(before)) context.afterwards.orderCancelled(standing.orderId);
  if (isCancelled(before)) noteRevival(context, before, checked);
  const isNews = JSON.stringify({ ...standing, checkedAtMs: 0 }) !== JSON.stringify({ ...before, checkedAtMs: 0 });
  return enforce(context, standing, isNews);
}

/** Something about an order changed that is not the channel's word: a flag of customer service, a rule in Setup. Call inside a transaction. */
export const enforceStanding = (context: StationContext, standing: Standing): AppliedOrders => {
  const effect = enforce(context, standing, true);
  return { benchChanged: effect !== 'nothing', interrupted: effect === 'interrupted' };
};

/** What the gate says now takes effect on every box of the order: on this bench, on another, put aside, at the door and on the truck. */
function enforce(context: StationContext, standing: Standing, isNews: boolean): Effect {
  const { journal, benchId } = context;
  const isTakenBack = isNews && followDispatched(context, standing);
  const session = journal.benches.load(benchId);
  const parcelsOf = journal.parcels.listByOrder(standing.orderId);
  const parcels = parcelsOf.filter(isUnfinished);
  let effect: Effect = isTakenBack ? 'changed' : 'nothing';
  let isStopped = isTakenBack;
  for (const parcel of parcels) {
    const boxIds = boxOf(context, parcel).map(({ id }) => id);
    const isOnBench = boxIds.some((id) => id === session.parcelId);
    const current = adaptContents(context, parcel, standing);
    if (isOnBench && current !== parcel) effect = 'changed';
    const point = gatePointOf(current.state);
    const other = isOnBench ? null : journal.benches.findOtherWith(boxIds, benchId);
    // Asked for the bench that has it: to that one it is not "open elsewhere".
    const holder = other === null ? context : { ...context, benchId: other.benchId };
    const verdict = askGate(holder, point, standing.orderId, current);
    if (!isStop(verdict)) {
      // The channel took out just what was missing: no scan will come that could close the box.
      if (isOnBench && current !== parcel && isBoxComplete(context, current)) resumeLabelling(context, current);
      continue;
    }
    // Age is asked about when the packer scans: at the start of a station everything is old, and nobody has been asked yet.
    if (isAgeOnly(verdict.blocks)) continue;
    isStopped = true;
    if (isOnBench) {
      stopBench(context, current, current, verdict.blocks, point);
      effect = 'interrupted';
    } else if (session.stop?.parcelId !== parcel.id) {
      recordStop(context, current, current, verdict.blocks, point);
      if (other !== null) showStop(holder, current, current, verdict.blocks, point);
    }
  }
  if (isNews && isCancelled(standing)) putBackUnpacked(context, parcelsOf);
  if (session.stop?.orderId === standing.orderId) return refreshStop(context, standing.orderId) ? 'changed' : effect;
  if (!isStopped) renewRow(context, standing.orderId);
  return effect;
}

/** Its labelled box ended with another order, and it was not packed anew yet: what still lies there goes back. */
function putBackUnpacked(context: StationContext, parcels: readonly Parcel[]): void {
  const last = parcels.at(-1);
  const isLeftOver = last?.state === 'stopped' && last.box !== null && last.label !== null && context.journal.parcels.loadStop(last.id).length === 0;
  if (last === undefined || !isLeftOver || context.journal.putBacks.load(last.id).length > 0) return;
  // Until now it had nothing against itself.
  context.journal.parcels.saveStop(last.id, blocksNow(context, last.orderId), context.clock.nowMs());
  beginPutBack(context, last);
}

/**
 * Two writers of one status: the order was cancelled, and its channel now says otherwise. The second word is not taken over; a lead
 * sees both. Each change of the channel is one conflict, also after it was dealt with.
 */
function noteRevival(context: StationContext, before: Standing, { order, checkedSource }: CheckedOrder): void {
  const saysCancelled = order.state === 'cancelled' || order.cancellation.kind === 'cancelled';
  if (saysCancelled || order.updatedAtMs <= before.updatedAtMs) return;
  const isKnown = context.journal.tasks.listByOrder(order.id).some(({ kind, facts }) => kind === 'conflict' && facts['changedAtMs'] === order.updatedAtMs);
  if (isKnown) return;
  openTask(context, 'conflict', { ...before, parcelId: null }, { field: 'status', here: 'cancelled', there: order.state, source: checkedSource, changedAtMs: order.updatedAtMs });
}

/**
 * The channel changed quantities before the label: what belongs in the box follows, and a box that was complete is open
 * again. A labelled box is closed; there the gate refuses it.
 */
function adaptContents(context: StationContext, parcel: Parcel, standing: Standing): Parcel {
  if (parcel.state !== 'open' && parcel.state !== 'verified') return parcel;
  const forBox = standingForBox(context, standing, parcel);
  let changed = false;
  const lines = parcel.lines.map((line) => {
    const wanted = forBox.lines.find((candidate) => candidate.lineId === line.lineId)?.quantityToPack ?? 0;
    if (wanted === line.expected) return line;
    context.journal.parcels.saveExpected(parcel.id, line.lineId, wanted);
    changed = true;
    return { ...line, expected: wanted };
  });
  if (!changed) return parcel;
  // With one order the whole box is open again.
  for (const one of boxOf(context, parcel)) if (one.state === 'verified') context.journal.parcels.saveState(one.id, 'open', context.clock.nowMs());
  return { ...parcel, state: 'open', lines };
}

/**
 * A stop stands on the bench and its order was read again. Where only the age of the data stood in the way, a fresh
 * answer lifts it and the work goes on by itself; where the reason changed, the screen shows the new one.
 */
function refreshStop(context: StationContext, orderId: OrderId): boolean {
  const { journal, benchId } = context;
  const { stop } = journal.benches.load(benchId);
  if (stop === null) return false;
  const parcel = stop.parcelId === null ? null : journal.parcels.load(stop.parcelId);
  const active = parcel !== null && parcel.state !== 'stopped' ? parcel : null;
  if (parcel !== null && active === null) return false;
  const point = stop.point === 'loading' ? 'loading' : active === null ? 'open' : gatePointOf(active.state);
  const verdict = askGate(context, point, orderId, active);
  if (isStop(verdict)) {
    const known = stop.blocks.map((block) => block.code).join();
    if (verdict.blocks.map((block) => block.code).join() === known) return false;
    stopBench(context, { orderId, storeId: storeIdOf(context, orderId), channelOrderId: stop.channelOrderId }, active, verdict.blocks, point);
    return true;
  }
  if (!isAgeOnly(stop.blocks)) {
    journal.standings.clearBlocked(orderId);
    return false;
  }
  journal.benches.save({ benchId, parcelId: point === 'loading' ? null : (active?.id ?? null), stop: null });
  journal.standings.clearBlocked(orderId);
  // The box is scanned into the lane again: loading it is a person's act.
  if (point === 'loading') return true;
  if (active === null) openOrder(context, orderId);
  else if (active.state === 'verified' || (active.state === 'open' && isBoxComplete(context, active))) resumeLabelling(context, active);
  return true;
}

/**
 * A complete listing is a check of every order of its store, also of those that are not on it: what nothing but age had
 * stopped goes on. True where the bench shows something else now.
 */
export function liftAged(context: StationContext, storeId: StoreId): boolean {
  const { journal, benchId } = context;
  const aged = journal.standings.listBlocked(blockedRows).filter((row) => row.storeId === storeId && isAgeOnly(row.blocks));
  if (aged.length === 0) return false;
  return journal.transaction(() => {
    const { stop } = journal.benches.load(benchId);
    let benchChanged = false;
    for (const { orderId } of aged) {
      if (orderId === stop?.orderId) benchChanged = refreshStop(context, orderId) || benchChanged;
      else renewRow(context, orderId);
    }
    return benchChanged;
  });
}

function resumeLabelling(context: StationContext, parcel: Parcel): void {
  const { journal, clock } = context;
  for (const one of boxOf(context, parcel)) if (one.state === 'open') journal.parcels.saveState(one.id, 'verified', clock.nowMs());
  labelParcel(context, parcel);
}

const isBoxComplete = (context: StationContext, parcel: Parcel): boolean => isComplete({ lines: linesOf(boxOf(context, parcel)) });

function storeIdOf(context: StationContext, orderId: OrderId): StoreId {
  const standing = context.journal.standings.load(orderId);
  if (standing === null) throw new Error(`no standing for ${orderId}`);
  return standing.storeId;
}
