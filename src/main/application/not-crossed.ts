import { orderIdOf, type OrderId, type StoreId } from '../../shared/domain/order/order.ts';
import { closeByStation, openTask } from './open-task.ts';
import type { StationContext } from './station-context.ts';

export interface UncrossedOrder {
  /** Null where not even its number could be read. */
  readonly channelOrderId: string | null;
  readonly reason: string;
}

/** Stands for the number where the channel's answer has none. */
const noNumber = '?';

/** Orders that exist at the channel and not here: on the board until they are read, with why they could not be. */
export function noteUncrossed(context: StationContext, storeId: StoreId, uncrossed: readonly UncrossedOrder[]): void {
  if (uncrossed.length === 0) return;
  context.journal.transaction(() => {
    for (const { channelOrderId, reason } of uncrossed) {
      const orderId = orderIdOf(storeId, channelOrderId ?? noNumber);
      openTask(context, 'not-crossed', { orderId, storeId, channelOrderId: channelOrderId ?? noNumber, parcelId: null }, { reason });
    }
  });
}

/** They were read after all. */
export function noteCrossed(context: StationContext, orderIds: readonly OrderId[]): void {
  const { journal } = context;
  const open = orderIds.map((orderId) => journal.tasks.findOpen('not-crossed', { orderId })).filter((task) => task !== null);
  if (open.length === 0) return;
  journal.transaction(() => {
    for (const task of open) closeByStation(context, task, 'crossed');
  });
}
