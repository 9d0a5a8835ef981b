import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Sources: REST API v3 documents; WooCommerce's own code for order fulfillments (10.7), which compares a number with nothing, so that one
 * number may stand on several orders. A wish to cancel is a status of a plug-in; telling "completed" writes over it.
 */
export const WOO_TRAITS: ChannelTraits = {
  sharedNumber: 'yes',
  severalParcels: true,
  lineQuantities: true,
  correction: 'replace',
  takesOtherCarriers: true,
  cancelRequests: 'in-listings',
  buyerNotice: 'flag',
  tellingDecidesCancels: true,
  stock: true,
  notifications: true,
};
