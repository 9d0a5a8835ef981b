/** What a channel shows for one package when it is read back. */
export interface SeenDispatch {
  readonly packageReference: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  /** What is in it, where the channel says so. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[];
}
