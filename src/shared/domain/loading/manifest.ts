import type { BenchId, ParcelId } from '../parcel/parcel.ts';
import type { Brand } from '../units/brand.ts';
import type { InstantMs } from '../units/instant.ts';

export type ManifestId = Brand<'ManifestId'>;

/** What one carrier takes along on one visit. Open while the lane is being loaded; closed it is a paper with a signature. */
export interface Manifest {
  readonly id: ManifestId;
  /** Counts up per station; printed. */
  readonly number: number;
  readonly carrier: string;
  readonly benchId: BenchId;
  readonly openedAtMs: InstantMs;
  readonly openedBy: string;
  readonly closedAtMs: InstantMs | null;
  readonly closedBy: string | null;
  /** One for each physical box: of a combined one the parcel that its number was spent for. */
  readonly parcels: readonly LoadedParcel[];
}

/** The manifest with which a parcel left, without the others on it. */
export type Loading = Omit<Manifest, 'parcels'> & Omit<LoadedParcel, 'parcelId'>;

export interface LoadedParcel {
  readonly parcelId: ParcelId;
  readonly loadedAtMs: InstantMs;
  readonly loadedBy: string;
}
