import type { LoadedParcel, Loading, Manifest, ManifestId } from '../../../shared/domain/loading/manifest.ts';
import type { BenchId, ParcelId } from '../../../shared/domain/parcel/parcel.ts';
import type { InstantMs } from '../../../shared/domain/units/instant.ts';

export interface ManifestRepository {
  /** Mints the number: one more than the highest of this journal. */
  open(manifest: { readonly id: ManifestId; readonly carrier: string; readonly benchId: BenchId; readonly openedAtMs: InstantMs; readonly openedBy: string }): Manifest;
  load(id: ManifestId): Manifest | null;
  /** The manifest of this carrier that this bench has not closed yet. */
  findOpen(benchId: BenchId, carrier: string): Manifest | null;
  /** The database refuses a parcel that is not dispatched, is loaded already, whose label is void, or whose order must not leave. */
  add(id: ManifestId, parcel: LoadedParcel): void;
  /** Refused on an empty manifest. */
  close(id: ManifestId, atMs: InstantMs, by: string): void;
  /** Newest first. */
  list(limit: number): readonly Manifest[];
  /** Lanes that are being loaded, newest first, with how many parcels they have. */
  listOpen(): readonly (Pick<Manifest, 'id' | 'number' | 'carrier'> & { readonly loaded: number })[];
  /** With which manifest a parcel left, or null while it stands in the house. */
  ofParcel(parcelId: ParcelId): Loading | null;
  /** Dispatched since and not loaded, oldest first. A house without lanes loads nothing, so its list of what waits would have no end. */
  listWaiting(carrier: string | null, sinceMs: InstantMs, limit: number): readonly ParcelId[];
  /** The same, counted; null: of every carrier. */
  countWaiting(carrier: string | null, sinceMs: InstantMs): number;
  /** The same by carrier. */
  countWaitingByCarrier(sinceMs: InstantMs): readonly { readonly carrier: string; readonly parcels: number; readonly oldestAtMs: InstantMs }[];
}
