import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Source: introspection of the Admin API 2026-10. Nothing there forbids one number on several orders, and nothing promises it. A buyer's
 * wish to cancel has no field; what a merchant asks of a fulfilment service does, and is read, but it is not the buyer's word.
 */
export const SHOPIFY_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: true,
  lineQuantities: true,
  correction: 'replace',
  takesOtherCarriers: true,
  cancelRequests: 'not-told',
  buyerNotice: 'flag',
  tellingDecidesCancels: false,
  stock: true,
  notifications: true,
};
