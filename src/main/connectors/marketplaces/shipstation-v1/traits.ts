import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Sources: ShipStation V1 document (markasshipped: one number for one whole order, notifyCustomer, notifySalesChannel; no call that changes a
 * number that was told; no field in which a buyer's wish to cancel shows). Read on 2026-11-21. A shared number is documented nowhere.
 */
export const SHIPSTATION_V1_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: false,
  lineQuantities: false,
  correction: 'no',
  // "other" exists, but there is no field for the name.
  takesOtherCarriers: false,
  cancelRequests: 'not-told',
  buyerNotice: 'flag',
  // The order is read right before it is told, inside `confirmDispatch`.
  tellingDecidesCancels: false,
  stock: false,
  // Unsigned: what can be checked is a secret word in our own address, and the host that a notification points to.
  notifications: true,
};
