import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Sources: Trendyol's pages "Update Tracking Number", "Get Shipment Packages" and "Order Process Flow", read on 2026-11-21. One package has one
 * number; the same call changes it until the carrier has scanned the parcel. A number on two packages is documented nowhere.
 */
export const TRENDYOL_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: false,
  lineQuantities: false,
  correction: 'replace',
  takesOtherCarriers: false,
  // A buyer cancels or does not: there is no wish that waits for an answer.
  cancelRequests: 'not-told',
  buyerNotice: 'always',
  tellingDecidesCancels: false,
  stock: false,
  notifications: true,
};
