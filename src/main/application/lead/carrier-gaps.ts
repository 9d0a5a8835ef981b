import type { LeadBoardView } from '../../../shared/contract/lead-views.ts';
import type { StoreSettings } from '../../../shared/contract/settings.ts';
import type { StoreId } from '../../../shared/domain/order/order.ts';
import type { StationContext } from '../station-context.ts';

/** Every carrier that the store's rules can choose, each once. */
export const carriersOf = ({ carrier, carrierRules }: StoreSettings): readonly string[] => [...new Set([carrier, ...carrierRules.map((rule) => rule.carrier)])];

/** Per store that can be asked: carriers of ours that its channel has no word for. Parcels of such a carrier stop before their label. */
export function carrierGaps(context: StationContext): LeadBoardView['carrierGaps'] {
  return context.settings().stores.flatMap((store) => {
    const account = context.account(store.storeId as StoreId);
    return account === null ? [] : [{ storeName: store.name, carriers: carriersOf(store).filter((carrier) => account.carrierFor(carrier) === null) }];
  });
}
