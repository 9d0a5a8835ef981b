import type { ChannelId } from '../../shared/domain/order/order.ts';
import { unitsExpected, type Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { Task } from '../../shared/domain/task/task.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { askGate, isStop, isUnfinished } from './ask-gate.ts';
import { endParcel } from './end-parcel.ts';
import { openTask } from './open-task.ts';
import { storeOf, type StationContext } from './station-context.ts';

export type ShortDecision = 'wait' | 'partial' | 'cancel';

export type ShortAnswer =
  | { readonly kind: 'applied' }
  /** The channel counts what is not shipped with the rest as late, or takes the whole order as shipped. */
  | { readonly kind: 'refused'; readonly reason: 'channel-takes-no-part' }
  /** Nothing would be in the box. */
  | { readonly kind: 'refused'; readonly reason: 'nothing-left' };

/**
 * Channels at which a part of an order can be told as shipped. Amazon: no; confirming one item charges the whole order and the rest
 * then counts late, so the whole order is confirmed and the missing line refunded there. Source: requirements P46. eBay, Shopify and
 * WooCommerce are fed by files, and each of them knows a fulfilment by line.
 */
const takesPartial: Readonly<Record<ChannelId, boolean>> = {
  amazon: false,
  ebay: true,
  shopify: true,
  woocommerce: true,
  tiktok: true,
  // A part that is cancelled makes a new package of the rest, with another number.
  trendyol: false,
  // The order is told as a whole; what becomes of a part is decided at the shop behind it.
  'shipstation-v1': false,
  'shipstation-v2': false,
  rest: true,
  packgate: true,
};

/**
 * What a lead decided about an item that is not on the shelf. The caller closes the task with the same word, in the same transaction:
 * `partial` counts from then on. `said`: who decided, where that is somebody else than who is signed in.
 */
export function applyShortDecision(context: StationContext, task: Task, decision: ShortDecision, said: { readonly by: string; readonly reason: string } = { by: context.actor().name, reason: 'short' }): ShortAnswer {
  const parcel = task.parcelId === null ? null : context.journal.parcels.load(task.parcelId);
  switch (decision) {
    case 'wait':
      return { kind: 'applied' };
    case 'partial':
      return parcel === null || parcel.state !== 'open' ? { kind: 'applied' } : leaveOut(context, parcel, task);
    case 'cancel':
      return cancel(context, parcel, task, said);
    default:
      return unreachable(decision);
  }
}

function leaveOut(context: StationContext, parcel: Parcel, task: Task): ShortAnswer {
  const store = storeOf(context, parcel.storeId);
  if (store === null || !takesPartial[store.channel]) return { kind: 'refused', reason: 'channel-takes-no-part' };
  const lines = parcel.lines.map((line) => (line.lineId === task.facts['lineId'] ? { ...line, expected: line.packed } : line));
  if (unitsExpected({ lines }) === 0) return { kind: 'refused', reason: 'nothing-left' };
  for (const line of lines) if (line.lineId === task.facts['lineId']) context.journal.parcels.saveExpected(parcel.id, line.lineId, line.expected);
  return { kind: 'applied' };
}

/** Nobody here cancels at the channel: customer service does, and until then the gate holds the order like any request to cancel. */
function cancel(context: StationContext, parcel: Parcel | null, task: Task, { by, reason }: { readonly by: string; readonly reason: string }): ShortAnswer {
  const { journal, clock } = context;
  const { orderId, storeId, channelOrderId, facts } = task;
  if (orderId === null) return { kind: 'applied' };
  journal.standings.saveFlag({ orderId, by, reason, atMs: clock.nowMs() });
  openTask(context, 'cancel-at-channel', { orderId, storeId, channelOrderId, parcelId: null }, { line: facts['line'] ?? '', missing: facts['missing'] ?? 0, reason });
  if (parcel === null || !isUnfinished(parcel)) return { kind: 'applied' };
  const verdict = askGate(context, 'last-item', orderId, parcel);
  endParcel(context, parcel, isStop(verdict) ? verdict.blocks : [], true);
  return { kind: 'applied' };
}
