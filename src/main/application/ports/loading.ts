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
  /** With which manifest a parcel left, or null while it stands in the house. */
  ofParcel(parcelId: ParcelId): Manifest | null;
  /** Dispatched and not loaded, oldest first. */
  listWaiting(carrier: string | null, limit: number): readonly ParcelId[];
  /** The same, counted; null: of every carrier. */
  countWaiting(carrier: string | null): number;
}
