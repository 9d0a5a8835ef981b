import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';
import type { RestDescription } from './description.ts';
import { names } from './template.ts';

/** What a described service can do follows from what is sent to it and read from it. */
export function traitsOf({ dispatch, order, takesAnyCarrier }: RestDescription): ChannelTraits {
  return {
    sharedNumber: dispatch.sharedNumber,
    severalParcels: dispatch.severalParcels,
    lineQuantities: names(dispatch.body, 'lines'),
    correction: dispatch.replace === undefined ? dispatch.correction : 'replace',
    takesOtherCarriers: takesAnyCarrier,
    cancelRequests: order.cancellation === undefined && order.lines.cancellation === undefined ? 'not-told' : 'in-listings',
    buyerNotice: names(dispatch.body, 'notifyBuyer') ? 'flag' : dispatch.buyerNotice,
    tellingDecidesCancels: dispatch.tellingDecidesCancels,
    stock: false,
    notifications: false,
  };
}

/** Before a service is described: those of the example in the guide, so that Setup shows each choice that a description may use. */
export const REST_TRAITS: ChannelTraits = {
  sharedNumber: 'no',
  severalParcels: true,
  lineQuantities: true,
  correction: 'same-reference',
  takesOtherCarriers: false,
  cancelRequests: 'in-listings',
  buyerNotice: 'flag',
  tellingDecidesCancels: true,
  stock: false,
  notifications: false,
};
