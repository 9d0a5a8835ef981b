import type { PassingOn } from '../order/seen-dispatch.ts';
import type { DispatchNotice, SeenDispatch } from './write-back.ts';

/**
 * What a read-back says about one write-back.
 * `same`: our number is there, for all that left; with `passingOn` at a go-between that has not told the shop. `other`: our package is there with another number. `absent`: not there, or not for
 * all of it; `foreign` are the packages of the order that are not ours.
 */
export type Sighting = { readonly kind: 'same'; readonly passingOn?: PassingOn } | { readonly kind: 'other'; readonly seen: SeenDispatch } | { readonly kind: 'absent'; readonly foreign: readonly SeenDispatch[] };

/**
 * `seen` holds the packages of the order without those that answer for our other parcels of it (see `withoutSiblings`).
 * Our number under a package reference that is not ours counts as shown: somebody typed it in at the channel.
 */
export function sight(notice: DispatchNotice, seen: readonly SeenDispatch[]): Sighting {
  const own = seen.find((dispatch) => dispatch.packageReference.trim() === notice.packageReference.trim());
  if (own !== undefined && !isSameNumber(own.trackingNumber, notice.trackingNumber)) return { kind: 'other', seen: own };
  const ours = seen.filter((dispatch) => isSameNumber(dispatch.trackingNumber, notice.trackingNumber));
  if (ours.length === 0) return { kind: 'absent', foreign: seen };
  if (isPart(notice, ours)) return { kind: 'absent', foreign: [] };
  const passingOn = passingOnOf(ours);
  return passingOn === undefined ? { kind: 'same' } : { kind: 'same', passingOn };
}

/** Told for one of the packages that bear our number is told. A failure says more than a delay. */
function passingOnOf(ours: readonly SeenDispatch[]): PassingOn | undefined {
  if (ours.some((dispatch) => dispatch.passingOn === undefined)) return undefined;
  return (ours.find((dispatch) => dispatch.passingOn?.state === 'failed') ?? ours[0])?.passingOn;
}

/**
 * The number stands for a part of what left: a channel that ships from several places takes one message in several pieces, and one may
 * be missing. Only where the channel names the contents in our own line ids; otherwise the number has to do.
 */
function isPart({ lines }: DispatchNotice, ours: readonly SeenDispatch[]): boolean {
  const shown = ours.flatMap((dispatch) => dispatch.lines ?? []);
  const isNamed = ours.every((dispatch) => dispatch.lines !== undefined && dispatch.lines.length > 0) && shown.every(({ lineId }) => lines.some((line) => line.lineId === lineId));
  return isNamed && lines.some(({ lineId, quantity }) => shown.reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0) < quantity);
}

/**
 * Two parcels of an order may travel under one number: a package that proves one must not prove the other. Where the channel has names of
 * its own for packages, the other one is known by its number, and is no stranger.
 */
export function withoutSiblings(seen: readonly SeenDispatch[], own: DispatchNotice, siblings: readonly DispatchNotice[]): readonly SeenDispatch[] {
  const answersFor = (dispatch: SeenDispatch, sibling: DispatchNotice): boolean => {
    if (dispatch.packageReference === sibling.packageReference) return true;
    if (dispatch.packageReference.trim() === own.packageReference.trim() || isSameNumber(dispatch.trackingNumber, own.trackingNumber)) return false;
    return isSameNumber(dispatch.trackingNumber, sibling.trackingNumber);
  };
  return seen.filter((dispatch) => !siblings.some((sibling) => answersFor(dispatch, sibling)));
}

/** Channels drop blanks and hyphens and change case; digits and letters stay. */
export function isSameNumber(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return bare(a) !== '' && bare(a) === bare(b);
}
