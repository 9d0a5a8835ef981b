import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Sources: TikTok Shop Open API, fulfillment 202309 (error codes 21011025, 21011026, 21034012 forbid a number twice; combining orders is a
 * call of its own, which this station does not make), order 202309, and the change note on order cancellation in the US.
 */
export const TIKTOK_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: true,
  lineQuantities: true,
  correction: 'replace',
  takesOtherCarriers: false,
  cancelRequests: 'in-listings',
  buyerNotice: 'always',
  tellingDecidesCancels: true,
  stock: false,
  notifications: true,
};
