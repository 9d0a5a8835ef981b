import type { LoadedParcel, Manifest, ManifestId } from '../../../shared/domain/loading/manifest.ts';
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
  /** With which manifest a parcel left, or null while it stands in the house. Reads all parcels of that manifest: for one parcel, not for a list. */
  ofParcel(parcelId: ParcelId): Manifest | null;
  /** The same in short: by which number and when. */
  loadingOf(parcelId: ParcelId): { readonly number: number; readonly atMs: InstantMs } | null;
  /** Dispatched and not loaded, oldest first. */
  listWaiting(carrier: string | null, limit: number): readonly ParcelId[];
  /** The same, counted; null: of every carrier. */
  countWaiting(carrier: string | null): number;
  /** By carrier, of what was dispatched since. A house without lanes loads nothing, so its list of what waits has no end. */
  countWaitingByCarrier(sinceMs: InstantMs): readonly { readonly carrier: string; readonly parcels: number; readonly oldestAtMs: InstantMs }[];
}
