import { isThisStation, ownerOf, usualOwners } from '../../shared/contract/settings.ts';
import type { StoreId } from '../../shared/domain/order/order.ts';
import { storeOf, type StationContext } from './station-context.ts';

/** The other system that says "shipped" for this store; null where it is this station. */
export function tellerOf(context: StationContext, storeId: StoreId): string | null {
  const store = storeOf(context, storeId);
  const owner = store === null ? null : ownerOf(store.owners ?? usualOwners(store.name), 'shipped');
  return owner === null || isThisStation(owner) ? null : owner;
}
