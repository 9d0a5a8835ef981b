import type { Block } from '../../shared/domain/gate/block.ts';
import type { ParcelId } from '../../shared/domain/parcel/parcel.ts';
import type { ScanOutcome } from '../../shared/contract/views.ts';

/** What a scan came to, before it is written beside the scan. */
export interface Judgement {
  readonly outcome: ScanOutcome;
  readonly detail: Readonly<Record<string, string | number>>;
  /** The rule that refused the scan or stopped the parcel, where one did. */
  readonly block: Block | null;
  readonly parcelId: ParcelId | null;
  readonly lineId: string | null;
  readonly countChange: -1 | 0 | 1;
}

export function judged(outcome: ScanOutcome, detail: Judgement['detail'] = {}, parcelId: ParcelId | null = null, block: Block | null = null): Judgement {
  return { outcome, detail, block, parcelId, lineId: null, countChange: 0 };
}

/** The gate said no: the first reason is what the packer reads. */
export function judgedBlocked(channelOrderId: string, blocks: readonly Block[], parcelId: ParcelId | null): Judgement {
  const [first] = blocks;
  return judged('blocked', { order: channelOrderId, code: first?.code ?? 'CANCELLED' }, parcelId, first ?? null);
}
