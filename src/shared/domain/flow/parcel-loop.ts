import type { Parcel } from '../parcel/parcel.ts';
import type { InstantMs } from '../units/instant.ts';
import type { WriteBack } from '../writeback/write-back.ts';

export const loopSteps = ['packed', 'labelled', 'dispatched', 'posted', 'confirmed'] as const;
export type LoopStep = (typeof loopSteps)[number];

export interface ParcelLoop {
  /** When each step was taken; null: not yet, or not by this station. */
  readonly atMs: Readonly<Record<LoopStep, InstantMs | null>>;
  /** Only where the channel itself was read back with this number. Accepted is not enough. */
  readonly isClosed: boolean;
}

type Told = Pick<WriteBack, 'state' | 'acceptedAtMs' | 'confirmedAtMs' | 'toldBy'>;

/** One parcel from the last item to the proof. What another system posts has no time of posting here, only the proof. */
export function loopOf({ verifiedAtMs, label, dispatchedAtMs }: Pick<Parcel, 'verifiedAtMs' | 'label' | 'dispatchedAtMs'>, told: Told | null): ParcelLoop {
  const isClosed = told?.state === 'confirmed' && told.confirmedAtMs !== null;
  return {
    atMs: {
      packed: verifiedAtMs,
      labelled: label?.labelledAtMs ?? null,
      dispatched: dispatchedAtMs,
      posted: told === null || told.toldBy !== null ? null : told.acceptedAtMs,
      confirmed: isClosed ? told.confirmedAtMs : null,
    },
    isClosed,
  };
}
