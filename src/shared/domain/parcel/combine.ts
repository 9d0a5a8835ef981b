import type { ChannelTraits } from '../channel/traits.ts';
import type { StoreId } from '../order/order.ts';

/** What a store was set up to do with several orders of one buyer. Nothing chosen is `off`. */
export type CombinePolicy = 'off' | 'same-buyer';

/** One order that is, or would be, in the box. */
export interface OrderInBox {
  readonly storeId: StoreId;
  readonly shopName: string;
  readonly policy: CombinePolicy;
  /** `yes` for a store that only files feed: nobody is told a number from here. */
  readonly sharedNumber: ChannelTraits['sharedNumber'];
  /** Null: not known, and then it is the same as no other. */
  readonly shipToHash: string | null;
  /** The buyer as the channel names him, where it does. */
  readonly buyer: string | null;
  readonly carrier: string;
  readonly carrierService: string;
}

/** Names of the sentence that says why not. */
export type CombineRefusal =
  | { readonly refusedBy: string }
  | { readonly policyOffAt: string }
  | { readonly differs: 'address' }
  | { readonly sameBuyerAt: string }
  | { readonly boxCarrier: string; readonly otherCarrier: string }
  | { readonly notNow: 'closed' | 'has-a-box' };

/**
 * May this order go into the box? Null: it may. What no shop takes is said before what nobody allowed, and that before what only
 * concerns these two orders: the first can be changed by nobody, the second in Setup.
 */
export function refuseCombining(box: readonly OrderInBox[], joining: OrderInBox): CombineRefusal | null {
  const all = [...box, joining];
  const namesOf = (isMeant: (order: OrderInBox) => boolean): string => [...new Set(all.filter(isMeant).map(({ shopName }) => shopName))].join(', ');
  const refusedBy = namesOf(({ sharedNumber }) => sharedNumber === 'no');
  if (refusedBy !== '') return { refusedBy };
  const policyOffAt = namesOf(({ policy }) => policy === 'off');
  if (policyOffAt !== '') return { policyOffAt };
  if (joining.shipToHash === null || box.some(({ shipToHash }) => shipToHash !== joining.shipToHash)) return { differs: 'address' };
  const isOneBuyer = box.every(({ storeId, buyer }) => storeId === joining.storeId && buyer === joining.buyer);
  // Shops of one channel that takes any number have no buyer in common to be compared; the door they share is enough.
  const sameBuyerAt = namesOf(({ sharedNumber }) => sharedNumber === 'same-buyer');
  if (sameBuyerAt !== '' && !isOneBuyer) return { sameBuyerAt };
  const other = box.find(({ carrier, carrierService }) => carrier !== joining.carrier || carrierService !== joining.carrierService);
  return other === undefined ? null : { boxCarrier: `${other.carrier} ${other.carrierService}`, otherCarrier: `${joining.carrier} ${joining.carrierService}` };
}
