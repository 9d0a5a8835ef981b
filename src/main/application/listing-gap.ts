import type { StoreSettings } from '../../shared/contract/settings.ts';
import type { HeaderView } from '../../shared/contract/views.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import { minutes } from '../../shared/domain/units/instant.ts';
import type { Reachability } from './connectivity.ts';
import type { StationContext } from './station-context.ts';
import type { ListingTrouble } from './watch-orders.ts';

/** Orders of a store come in no more, though it answers: it refuses the listing, or none was read to its end for longer than the store's limit. */
export function listingGap({ journal, clock }: StationContext, store: StoreSettings, { reachable, sinceMs }: Reachability, trouble: ListingTrouble | null): HeaderView['notListed'] {
  const knownUntilMs = journal.channels.loadCompleteUntil(store.storeId as StoreId);
  if (trouble !== null) return [{ name: store.name, code: trouble.code ?? 'fault', knownUntilMs }];
  const nowMs = clock.nowMs();
  // Counted from the end of an outage: the whole of it is read first.
  const isLate = reachable === true && nowMs - Math.max(knownUntilMs ?? 0, sinceMs ?? nowMs) > minutes(store.policy.limitMinutes);
  return isLate ? [{ name: store.name, code: 'late', knownUntilMs }] : [];
}
