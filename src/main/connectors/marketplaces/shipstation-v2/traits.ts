import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Sources: ShipStation API V2 document (shipments) and "Creating Fulfillments" (one number for one whole shipment that "hasn't been fulfilled yet",
 * notify_customer, notify_order_source; no call that changes a fulfillment). No field shows a buyer's wish to cancel, a shared number is
 * documented nowhere. Read on 2026-11-21.
 */
export const SHIPSTATION_V2_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: false,
  lineQuantities: false,
  correction: 'no',
  takesOtherCarriers: false,
  cancelRequests: 'not-told',
  buyerNotice: 'flag',
  // The shipment is read right before it is told, inside `confirmDispatch`.
  tellingDecidesCancels: false,
  stock: false,
  notifications: true,
};
