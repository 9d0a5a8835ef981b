import type { Outcome } from '../../../shared/domain/writeback/outcome.ts';
import type { ParcelLabel } from '../../../shared/domain/parcel/parcel.ts';

/**
 * A carrier's answer to "this label will not travel". HTTP 200 with `approved:false` is a refusal: the label stays billed, and
 * what the carrier says about it is shown as it came. Source: ShipEngine API, void a label (`approved`, `message`, `reason_code`).
 */
export type VoidAnswer = { readonly approved: true } | { readonly approved: false; readonly reason: string };

/** One carrier account that books labels. It never retries, sleeps or stores: the caller decides. */
export interface LabelVoider {
  readonly carrier: string;
  voidLabel(label: ParcelLabel): Promise<Outcome<VoidAnswer>>;
}
