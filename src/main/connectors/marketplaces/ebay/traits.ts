import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/**
 * Sources: Sell Fulfillment API 1.20.7 (several fulfillments with lines and units; cancelRequests filled by getOrder only; error 34500: a
 * number that was told can be changed by no call of this API), Trading API CompleteSale (error 21916964: one number for orders of one
 * buyer only), Post-Order API (an order that shipped can no longer be cancelled, the buyer must send it back). Read on 2026-11-21.
 */
export const EBAY_TRAITS: ChannelTraits = {
  sharedNumber: 'same-buyer',
  severalParcels: true,
  lineQuantities: true,
  correction: 'no',
  // "Other" is allowed for any carrier, but there is no field for the name.
  takesOtherCarriers: false,
  cancelRequests: 'in-single-reads',
  buyerNotice: 'always',
  tellingDecidesCancels: true,
  stock: false,
  notifications: true,
};
