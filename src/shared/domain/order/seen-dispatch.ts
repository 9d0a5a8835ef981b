/** What a channel shows for one package when it is read back. */
export interface SeenDispatch {
  readonly packageReference: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  /** What is in it, where the channel says so. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[];
  /** The channel is a go-between and has still to tell the shop where the buyer looks, or could not. Absent: told, or nobody is behind it. */
  readonly passingOn?: PassingOn;
}

export type PassingOn = { readonly state: 'pending' } | { readonly state: 'failed'; readonly words: string };
