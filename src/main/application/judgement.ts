import type { ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { ScanOutcome } from '../../shared/contract/views.ts';

/** What a scan came to, before it is written beside the scan. */
export interface Judgement {
  readonly outcome: ScanOutcome;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly parcelId: ParcelId | null;
  readonly lineId: string | null;
  readonly countChange: -1 | 0 | 1;
}

export function judged(outcome: ScanOutcome, detail: Judgement['detail'] = {}, parcelId: ParcelId | null = null): Judgement {
  return { outcome, detail, parcelId, lineId: null, countChange: 0 };
}
