import type { OrderId } from '../../shared/domain/order/order.ts';
import type { SettingsRepository } from './ports/journal.ts';

/**
 * Orders that changed at their channel and whose change could not be read. A complete listing makes all others fresh, and
 * without this these as well, although the change may be a cancellation. Kept on disk: the listing goes on behind it.
 */
export interface UnreadOrders {
  has(orderId: OrderId): boolean;
  note(orderIds: readonly OrderId[]): void;
  /** They were read after all; answers those that had been noted. */
  forget(orderIds: readonly OrderId[]): readonly OrderId[];
}

const settingName = 'unread-orders';

export function createUnreadOrders(settings: SettingsRepository): UnreadOrders {
  const stored: unknown = JSON.parse(settings.load(settingName) ?? '[]');
  const unread = new Set<OrderId>(Array.isArray(stored) ? (stored as OrderId[]) : []);
  const save = (): void => settings.save(settingName, JSON.stringify([...unread]));

  return {
    has: (orderId) => unread.has(orderId),
    note(orderIds) {
      const fresh = orderIds.filter((orderId) => !unread.has(orderId));
      for (const orderId of fresh) unread.add(orderId);
      if (fresh.length > 0) save();
    },
    forget(orderIds) {
      const known = orderIds.filter((orderId) => unread.delete(orderId));
      if (known.length > 0) save();
      return known;
    },
  };
}
