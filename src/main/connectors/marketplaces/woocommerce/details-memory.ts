import type { Clock } from '../../../application/ports/clock.ts';
import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { OrderDetails } from './read-order.ts';
import type { WooOrder } from './shapes.ts';

/** Listings overlap, so the same orders come again and again; what was asked beside them is not asked again for a while. Milliseconds. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 5_000;

export interface DetailsMemory {
  /** What is remembered of this very state of the order, or what `read` answers. For listings only: a live check asks. */
  recall(order: WooOrder, read: () => Promise<Outcome<OrderDetails>>): Promise<Outcome<OrderDetails>>;
}

export function createDetailsMemory(clock: Pick<Clock, 'monotonicMs'>): DetailsMemory {
  const kept = new Map<string, { readonly details: OrderDetails; readonly untilMs: number }>();
  return {
    async recall(order, read) {
      const key = `${order.id}@${order.date_modified_gmt ?? ''}`;
      const known = kept.get(key);
      if (known !== undefined && known.untilMs > clock.monotonicMs()) return { kind: 'done', value: known.details };
      kept.delete(key);
      const details = await read();
      // Oldest first: a Map keeps the order in which its keys came.
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      if (details.kind === 'done') kept.set(key, { details: details.value, untilMs: clock.monotonicMs() + KEPT_MS });
      return details;
    },
  };
}
