import type { InstantMs } from '../units/instant.ts';

/** Where a parcel is asked "may it go on?". Loading comes with the hand-over scan. */
export type GatePoint = 'open' | 'last-item' | 'label' | 'dispatch';

/** Stable codes of requirements 1I; the words for people live with the languages, keyed by these. */
export type BlockCode =
  | 'CANCELLED'
  | 'CANCEL_REQUESTED'
  | 'PAYMENT_PENDING'
  | 'ON_HOLD'
  | 'UNFULFILLABLE'
  | 'ALREADY_SHIPPED'
  | 'ALREADY_DISPATCHED'
  | 'NOTHING_TO_PACK'
  | 'CONTENTS_CHANGED'
  | 'STALE_DATA'
  | 'CARRIER_UNMAPPED';

/**
 * `hard`: only the cause going away lifts it, no role and no command does.
 * `ask-lead`: a lead may release it, with name and reason.
 */
export type BlockStrength = 'hard' | 'ask-lead';

/** Who can clear it. */
export type BlockOwner = 'customer-service' | 'lead' | 'admin' | 'packer';

/**
 * One reason why a parcel must not go on, with its evidence. The bench, the lead's board, the log and every export
 * render this same object, so that they cannot disagree.
 */
export interface Block {
  readonly code: BlockCode;
  readonly strength: BlockStrength;
  readonly owner: BlockOwner;
  readonly evidence: Evidence;
}

export interface Evidence {
  /** Which system said so: a store's name, "file x.csv", "this bench". */
  readonly source: string;
  /** When that system was last asked, and answered. */
  readonly checkedAtMs: InstantMs;
  /** When the fact itself was first seen (the cancellation, the hold), where known. */
  readonly sinceMs: InstantMs | null;
  /** The system's own words or numbers, for the detail line: a cancel reason, a limit in minutes, a line title. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The gate's answer. Reasons stand in order of weight: the first is what the packer reads. */
export type Verdict =
  | { readonly kind: 'go'; readonly notes: readonly Note[] }
  | { readonly kind: 'stop'; readonly blocks: readonly [Block, ...Block[]] }
  | { readonly kind: 'ask-lead'; readonly blocks: readonly [Block, ...Block[]] };

/** Said beside a go: never silent about data that is not fresh. */
export interface Note {
  readonly code: 'AGE_SHOWN' | 'RELEASED';
  readonly evidence: Evidence;
}
