import type { Block } from '../../shared/domain/gate/block.ts';
import { orderIdOf, type CheckedOrder, type Order, type OrderId } from '../../shared/domain/order/order.ts';
import { refuseCombining, type CombineRefusal, type OrderInBox } from '../../shared/domain/parcel/combine.ts';
import { unitsExpected, unitsPacked, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import { combineNotAllowed } from '../../shared/domain/scan/refusal.ts';
import { isStop, isUnfinished, passGate, updateStanding } from './ask-gate.ts';
import { boxOf, buyerOf, linesOf, ordersOf } from './box.ts';
import { judged, type Judgement } from './judgement.ts';
import { noteAct } from './note-act.ts';
import { newParcel } from './new-parcel.ts';
import { openShort } from './note-short.ts';
import { takeOverParcel } from './people/judge-badge.ts';
import { standingForBox } from './standing-for-box.ts';
import { carrierFor, findOrders, storeOf, type StationContext } from './station-context.ts';
import { recordStop } from './stop-bench.ts';
import { shipToHashOf } from './store-findings.ts';
import { readDetail } from './verdict-detail.ts';
import { hereAndNow } from './witness.ts';

/** Scans that are looked through for the offer: only bounces may lie between the two. */
const lookedThrough = 10;

/**
 * The paper of a second order while a box is open. Where it may go into the box, the first scan offers it and the second one of the same
 * paper does it: never by one accidental scan. Else the refusal says exactly why, before any label.
 */
export function combineOrder(context: StationContext, parcel: Parcel, reading: CodeReading): Judgement {
  const [orderId, another] = findOrders(context, reading.text);
  if (another !== undefined) return judged('ambiguous-order', { code: reading.text }, parcel.id);
  const checked = orderId === undefined ? null : context.orders.loadOrder(orderId);
  if (checked === null) return judged('unknown-code', { code: reading.text }, parcel.id);
  const box = boxOf(context, parcel);
  const refusal = whyNot(context, box, checked.order);
  const { channelOrderId } = checked.order;
  if (refusal !== null) return refused(parcel, channelOrderId, combineNotAllowed(hereAndNow(context), { expected: ordersOf(box), got: channelOrderId, why: refusal }));
  const held = askForOrder(context, checked);
  if (held !== null) return refused(parcel, channelOrderId, held);
  if (isOffered(context, parcel, checked.order.id)) return joinOrder(context, box, checked);
  return judged('combine-offered', { order: channelOrderId, box: ordersOf(box), orderId: checked.order.id }, parcel.id);
}

const refused = (parcel: Parcel, scanned: string, block: Block): Judgement => judged('other-order', { what: 'order', scanned, order: parcel.channelOrderId }, parcel.id, block);

function whyNot(context: StationContext, box: readonly Parcel[], joining: Order): CombineRefusal | null {
  const orders = box.map(({ orderId }) => context.orders.loadOrder(orderId)?.order ?? null);
  if (orders.includes(null)) return { notNow: 'closed' };
  const refusal = refuseCombining(orders.flatMap((order) => (order === null ? [] : [orderInBox(context, order)])), orderInBox(context, joining));
  if (refusal !== null) return refusal;
  if (box.some(({ state }) => state !== 'open')) return { notNow: 'closed' };
  return isElsewhere(context, joining.id) ? { notNow: 'has-a-box' } : null;
}

/** The order has a box, perhaps one that others have left, a lead decides about it, or another bench has it. */
function isElsewhere(context: StationContext, orderId: OrderId): boolean {
  const begun = context.journal.parcels.listByOrder(orderId).filter(isUnfinished);
  const other = context.journal.benches.findOtherWith(begun.map(({ id }) => id), context.benchId);
  return other !== null || begun.some((parcel) => parcel.state !== 'open' || parcel.box !== null || unitsPacked(parcel) > 0 || openShort(context, parcel) !== null);
}

function orderInBox(context: StationContext, order: Order): OrderInBox {
  const store = storeOf(context, order.storeId);
  const account = context.account(order.storeId);
  return {
    storeId: order.storeId,
    shopName: store?.name ?? order.storeId,
    policy: store?.combine ?? 'off',
    sharedNumber: store?.connection.kind === 'file' ? 'yes' : (account?.traits.sharedNumber ?? 'no'),
    shipToHash: shipToHashOf(context, order),
    buyer: buyerOf(order),
    ...(store === null ? { carrier: '', carrierService: '' } : carrierFor(store, order.shippingService)),
  };
}

/** The second order passes the gate like any that is opened; what stops it, stands on the board, and the box goes on. Null: it may come. */
function askForOrder(context: StationContext, checked: CheckedOrder): Block | null {
  const { id: orderId, storeId, channelOrderId } = checked.order;
  updateStanding(context, checked);
  context.afterwards.checkLive(orderId);
  const begun = context.journal.parcels.listByOrder(orderId).find(isUnfinished) ?? null;
  const verdict = passGate(context, 'open', orderId, begun);
  if (!isStop(verdict)) return null;
  recordStop(context, { orderId, storeId, channelOrderId }, begun, verdict.blocks, 'open');
  return verdict.blocks[0];
}

/** The scan before this one, bounces aside, offered just this order for just this box. Read off the log, so that it holds across a restart. */
function isOffered({ journal, benchId }: StationContext, parcel: Parcel, orderId: OrderId): boolean {
  const before = journal.scans.listRecent(benchId, lookedThrough).find(({ verdict }) => verdict !== null && verdict.outcome !== 'bounce');
  return before?.verdict?.outcome === 'combine-offered' && before.verdict.parcelId === parcel.id && readDetail(before.verdict.detail).detail['orderId'] === orderId;
}

/** The order came into the box. Call inside a transaction, once `refuseCombining` and the gate let it. */
function joinOrder(context: StationContext, box: readonly Parcel[], { order }: CheckedOrder): Judgement {
  const { journal, clock } = context;
  const [first] = box;
  const standing = journal.standings.load(order.id);
  if (first === undefined || standing === null) throw new Error(`order ${order.id} joins no box`);
  if (first.box === null) journal.parcels.saveBox(first.id, { id: first.id, atMs: first.openedAtMs });
  const begun = journal.parcels.listByOrder(order.id).find(isUnfinished) ?? null;
  const parcel = begun ?? newParcel(context, order, standingForBox(context, standing, null));
  if (begun === null) journal.parcels.insert(parcel);
  journal.parcels.saveBox(parcel.id, { id: first.box?.id ?? first.id, atMs: clock.nowMs() });
  takeOverParcel(context, parcel, context.actor().name);
  journal.standings.clearBlocked(order.id);
  const joined = boxOf(context, parcel);
  noteAct(context, 'order-joined-box', parcel.id, { order: order.channelOrderId, box: ordersOf(box) });
  return judged('order-joined', { order: order.channelOrderId, orders: joined.length, units: unitsExpected({ lines: linesOf(joined) }) }, first.id);
}

/**
 * A box of several orders was opened again: the others come with the first, as far as nothing stands in their way. Who cannot come is
 * packed alone when its paper is scanned. Call inside a transaction.
 */
export function joinAgain(context: StationContext, first: Parcel, others: readonly Parcel[]): void {
  for (const { storeId, channelOrderId } of others) {
    const checked = context.orders.loadOrder(orderIdOf(storeId, channelOrderId));
    const box = boxOf(context, first);
    if (checked === null || whyNot(context, box, checked.order) !== null || askForOrder(context, checked) !== null) continue;
    joinOrder(context, box, checked);
  }
}

/** UNDO right after it came: an order of which nothing is in the box yet goes out of it again, and waits for its own box. Null: none did. */
export function undoJoin(context: StationContext, box: readonly Parcel[], lastCountedAtMs: number | null): Judgement | null {
  const last = box.at(-1);
  if (box.length < 2 || last?.box == null || last.box.id === last.id || unitsPacked(last) > 0) return null;
  if (lastCountedAtMs !== null && lastCountedAtMs > last.box.atMs) return null;
  context.journal.parcels.saveBox(last.id, null);
  noteAct(context, 'order-left-box', last.id, { order: last.channelOrderId, box: ordersOf(box.slice(0, -1)) });
  return judged('order-left-box', { order: last.channelOrderId, box: ordersOf(box.slice(0, -1)) }, box[0]?.id ?? null);
}
