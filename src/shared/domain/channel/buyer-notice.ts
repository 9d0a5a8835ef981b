import type { ChannelTraits } from './traits.ts';

/**
 * Who writes to the buyer that a parcel left. `channel`, `channel-told`: the channel, because it always does or because it was asked to.
 * `channel-default`: the channel, as its own settings say. `other`: the channel was told not to. `shop`: the channel never does.
 * `teller`: the system that tells the channel in our place decides it there. `unknown`: no account that could be asked.
 */
export type NoticeOwner = 'channel' | 'channel-told' | 'channel-default' | 'other' | 'shop' | 'teller' | 'unknown';

/** Exactly one, as the message about this parcel was written; what was set later is about later parcels. */
export function noticeOwner(buyerNotice: ChannelTraits['buyerNotice'] | null, message: { readonly toldBy: string | null; readonly notifyBuyer?: boolean | undefined } | null): NoticeOwner {
  if (buyerNotice === null) return 'unknown';
  if (buyerNotice === 'always') return 'channel';
  if (buyerNotice === 'never') return 'shop';
  if (message !== null && message.toldBy !== null) return 'teller';
  if (message?.notifyBuyer === undefined) return 'channel-default';
  return message.notifyBuyer ? 'channel-told' : 'other';
}
