import type { InstantMs } from '../units/instant.ts';

/**
 * The truths about a cancellation, kept apart as the channels keep them apart: asked for, done, asked for and refused.
 * Amazon, for one, reports "Buyer Requested Cancel" while the order itself still reads "Unshipped".
 */
export type Cancellation =
  | { readonly kind: 'none' }
  | { readonly kind: 'requested'; readonly by: CancellationParty; readonly reason: string | null; readonly seenAtMs: InstantMs }
  | { readonly kind: 'cancelled'; readonly by: CancellationParty; readonly reason: string | null; readonly seenAtMs: InstantMs }
  | { readonly kind: 'rejected'; readonly by: CancellationParty; readonly reason: string | null; readonly seenAtMs: InstantMs };

export type CancellationParty = 'buyer' | 'seller' | 'channel' | 'unknown';

export const notCancelled: Cancellation = { kind: 'none' };
