import type { CheckedOrder, StoreId } from '../../shared/domain/order/order.ts';
import type { InstantMs } from '../../shared/domain/units/instant.ts';
import { applyOrders, orderOf } from './apply-channel-order.ts';
import { noteCrossed, noteUncrossed } from './not-crossed.ts';
import type { ChannelOrder } from './ports/marketplace.ts';
import { storeOf, type StationContext } from './station-context.ts';

export interface TakeParts {
  readonly context: StationContext;
  /** What the channel shows of packages. */
  readonly onSeen: (order: ChannelOrder) => void;
  readonly onFault: (error: unknown) => void;
}

interface Failed {
  readonly taken: readonly ChannelOrder[];
  readonly failed: readonly { readonly order: ChannelOrder; readonly error: unknown }[];
}

/**
 * Takes over what a channel said of some orders. One that cannot be taken over is set aside by name, for a person and for the gate, and the
 * others go on: thrown on, it would hold up its whole store, again and again. Where none can be taken over it is not the orders. True where
 * the bench shows something else now.
 */
export function takeOrders({ context, onSeen, onFault }: TakeParts, storeId: StoreId, orders: readonly ChannelOrder[], askedAtMs: InstantMs): boolean {
  const source = storeOf(context, storeId)?.name ?? storeId;
  const checked = ({ draft }: ChannelOrder): CheckedOrder => ({ order: orderOf(storeId, draft), checkedAtMs: askedAtMs, checkedSource: source });
  const idOf = (order: ChannelOrder): CheckedOrder['order']['id'] => checked(order).order.id;
  const wereUnread = context.unread.forget(orders.map(idOf));
  let benchChanged = false;
  try {
    const applied = oneByOneIfNeeded(orders, (some) => {
      benchChanged = applyOrders(context, some.map(checked)).benchChanged || benchChanged;
    });
    // Together they may prove what one alone does not; a fault of one is no fault of the page.
    const seen = eachAlone(applied.taken, (order) => {
      if (order.seenDispatches.length > 0) onSeen(order);
    });
    setAside([...applied.failed, ...seen.failed]);
    const crossed = new Set(seen.taken.map(idOf));
    // Only what was once on the list of the unreadable can be on the board for it.
    noteCrossed(context, wereUnread.filter((orderId) => crossed.has(orderId)));
  } catch (error: unknown) {
    context.unread.note(wereUnread);
    throw error;
  }
  return benchChanged;

  function setAside(failed: Failed['failed']): void {
    const [first] = failed;
    if (first === undefined) return;
    if (failed.length > 1 && failed.length === orders.length) throw first.error;
    for (const { error } of failed) onFault(error);
    context.unread.note(failed.map(({ order }) => idOf(order)));
    noteUncrossed(context, storeId, failed.map(({ order, error }) => ({ channelOrderId: order.draft.channelOrderId, reason: `could not be taken over: ${error instanceof Error ? error.message : String(error)}` })));
  }
}

function oneByOneIfNeeded(orders: readonly ChannelOrder[], take: (some: readonly ChannelOrder[]) => void): Failed {
  try {
    take(orders);
    return { taken: orders, failed: [] };
  } catch (error: unknown) {
    const [only] = orders;
    if (orders.length === 1 && only !== undefined) return { taken: [], failed: [{ order: only, error }] };
    return eachAlone(orders, (order) => take([order]));
  }
}

function eachAlone(orders: readonly ChannelOrder[], take: (order: ChannelOrder) => void): Failed {
  const taken: ChannelOrder[] = [];
  const failed: { order: ChannelOrder; error: unknown }[] = [];
  for (const order of orders) {
    try {
      take(order);
      taken.push(order);
    } catch (error: unknown) {
      failed.push({ order, error });
    }
  }
  return { taken, failed };
}
