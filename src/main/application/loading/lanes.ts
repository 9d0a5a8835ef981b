import type { StationSettings } from '../../../shared/contract/settings.ts';
import type { Manifest } from '../../../shared/domain/loading/manifest.ts';
import type { Parcel } from '../../../shared/domain/parcel/parcel.ts';
import { laneNameOf } from '../../../shared/domain/scan/commands.ts';
import { days, type InstantMs } from '../../../shared/domain/units/instant.ts';
import type { StationContext } from '../station-context.ts';

/** Waiting parcels that are looked through for a carrier that no store's settings name any more. */
const lookedThrough = 500;
/** Manifests that are looked through for open ones: one lane a carrier, and they are closed the same day. */
const newestManifests = 50;

/** Our own words for the carriers, by the stores' settings, each once. */
export function carriersOf(settings: StationSettings): readonly string[] {
  return [...new Set(settings.stores.flatMap((store) => [store.carrier, ...store.carrierRules.map((rule) => rule.carrier)]))];
}

/** What was dispatched earlier and never loaded left by another door: nobody waits for its scan any more. It is still loaded where it is scanned. */
const waitingDays = 14;

export const waitingSinceMs = ({ clock }: StationContext): InstantMs => clock.nowMs() - days(waitingDays);

/** Dispatched for this carrier, and not loaded. */
export const waitingFor = (context: StationContext, carrier: string): number => context.journal.manifests.countWaiting(carrier, waitingSinceMs(context));

/** Whether this parcel stands in the lane of this carrier. */
export const isOfLane = ({ label }: Parcel, carrier: string): boolean => label !== null && laneNameOf(label.carrier) === laneNameOf(carrier);

/** Manifests that this bench has not closed, newest first. */
export const openManifests = ({ journal, benchId }: StationContext): readonly Manifest[] =>
  journal.manifests.list(newestManifests).filter((manifest) => manifest.closedAtMs === null && manifest.benchId === benchId);

/**
 * The carrier whose lane this is; null where nobody has it. Where two names make one lane code, the one that is being loaded goes
 * first, then the one that parcels wait for.
 */
export function carrierOfLane(context: StationContext, lane: string): string | null {
  const isCalled = (carrier: string): boolean => laneNameOf(carrier) === lane;
  const begun = openManifests(context).find((manifest) => manifest.parcels.length > 0 && isCalled(manifest.carrier));
  if (begun !== undefined) return begun.carrier;
  const known = carriersOf(context.settings()).filter(isCalled);
  return known.find((carrier) => waitingFor(context, carrier) > 0) ?? known[0] ?? carrierOfWaiting(context, isCalled);
}

/** A store was removed or changed its carrier, and its parcels still have to go. */
function carrierOfWaiting(context: StationContext, isCalled: (carrier: string) => boolean): string | null {
  const { journal } = context;
  for (const parcelId of journal.manifests.listWaiting(null, waitingSinceMs(context), lookedThrough)) {
    const carrier = journal.parcels.load(parcelId)?.label?.carrier;
    if (carrier !== undefined && isCalled(carrier)) return carrier;
  }
  return null;
}
