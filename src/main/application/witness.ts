import type { OrderId } from '../../shared/domain/order/order.ts';
import type { Witness } from '../../shared/domain/scan/refusal.ts';
import type { StationContext } from './station-context.ts';

/** What this bench itself counted or knows. */
export const hereAndNow = (context: StationContext): Witness => ({ source: context.settings().benchName, checkedAtMs: context.clock.nowMs() });

/** What the channel says is in the order. */
export function orderWitness(context: StationContext, orderId: OrderId): Witness {
  const standing = context.journal.standings.load(orderId);
  return standing === null ? hereAndNow(context) : { source: standing.checkedSource, checkedAtMs: standing.checkedAtMs };
}
