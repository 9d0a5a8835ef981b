import type { DispatchNotice, SeenDispatch } from './write-back.ts';

/**
 * What a read-back says about one write-back.
 * `same`: our number is there. `other`: our package is there with another number. `foreign`: the order has packages, none ours.
 */
export type Sighting = { readonly kind: 'same' } | { readonly kind: 'other'; readonly seen: SeenDispatch } | { readonly kind: 'absent'; readonly foreign: readonly SeenDispatch[] };

/**
 * `seen` holds the packages of the order without those that answer for our other parcels of it (see `withoutSiblings`).
 * Our number under a package reference that is not ours counts as shown: somebody typed it in at the channel.
 */
export function sight(notice: DispatchNotice, seen: readonly SeenDispatch[]): Sighting {
  const own = seen.find((dispatch) => dispatch.packageReference.trim() === notice.packageReference.trim());
  if (own !== undefined) return isSameNumber(own.trackingNumber, notice.trackingNumber) ? { kind: 'same' } : { kind: 'other', seen: own };
  if (seen.some((dispatch) => isSameNumber(dispatch.trackingNumber, notice.trackingNumber))) return { kind: 'same' };
  return { kind: 'absent', foreign: seen };
}

/** Two parcels of an order may travel under one number: a package that proves one must not prove the other. */
export function withoutSiblings(seen: readonly SeenDispatch[], siblingReferences: readonly string[]): readonly SeenDispatch[] {
  return seen.filter((dispatch) => !siblingReferences.includes(dispatch.packageReference));
}

/** Channels drop blanks and hyphens and change case; digits and letters stay. */
export function isSameNumber(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return bare(a) !== '' && bare(a) === bare(b);
}
