/** What a channel can and cannot do, as data: rules, screens and tests read it, and what is missing is missing by name. */
export interface ChannelTraits {
  /**
   * May one tracking number stand for several orders, all in one box? `same-buyer`: only for orders of one buyer. Where nobody
   * documents it the answer is `no`: a refused box costs a second label, a refused number costs a late order.
   */
  readonly sharedNumber: 'yes' | 'same-buyer' | 'no';
  /** An order may leave in several parcels, each with a number of its own. */
  readonly severalParcels: boolean;
  /** The message names lines and units. False: it is about the whole order. */
  readonly lineQuantities: boolean;
  /**
   * How a number that was told is corrected: `same-reference` posts the package again and it is changed; `replace` needs a call of
   * its own, which the connector makes where `DispatchNotice.replaces` names the old number; `no`: a person does it at the channel.
   */
  readonly correction: 'same-reference' | 'replace' | 'no';
  /** A carrier without a word of its own can be told by its name. */
  readonly takesOtherCarriers: boolean;
  /** Where a buyer's wish to cancel is told: in listings, only when an order is read alone, or not at all. */
  readonly cancelRequests: 'in-listings' | 'in-single-reads' | 'not-told';
  /** Who decides whether the buyer gets a notice of the channel: the channel always does it, or the message carries a flag. */
  readonly buyerNotice: 'always' | 'flag' | 'never';
  /** Telling "shipped" decides an open wish to cancel against the buyer: the last check before it must be live. */
  readonly tellingDecidesCancels: boolean;
  /** Stock levels can be published. */
  readonly stock: boolean;
  /** What it sends by itself (webhooks) can be verified. */
  readonly notifications: boolean;
}
