import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';

/** Sources: the models of Orders v0 and 2026-01-01; nothing documented forbids one number on several orders, and nothing promises it. */
export const AMAZON_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: true,
  lineQuantities: true,
  correction: 'same-reference',
  takesOtherCarriers: true,
  cancelRequests: 'in-listings',
  buyerNotice: 'always',
  tellingDecidesCancels: false,
  stock: true,
  notifications: true,
};
