import type { InstantMs } from '../units/instant.ts';

/** Where a parcel is asked "may it go on?". `loading` is the hand-over scan into the carrier's lane. */
export type GatePoint = 'open' | 'last-item' | 'label' | 'dispatch' | 'loading';

/** Stable codes of requirements 1I; the words for people live with the languages, keyed by these. In the order of their weight. */
export const blockCodes = [
  'CANCELLED',
  'ALREADY_DISPATCHED',
  'ALREADY_SHIPPED',
  'LABEL_EXISTS',
  'OPEN_ELSEWHERE',
  'CANCEL_REQUESTED',
  'PAYMENT_PENDING',
  'FRAUD',
  'ON_HOLD',
  'UNFULFILLABLE',
  'NOTHING_TO_PACK',
  'CONTENTS_CHANGED',
  'ADDRESS_CHANGED',
  'ADDRESS_INVALID',
  'TAX_ID_MISSING',
  'CARRIER_UNMAPPED',
  'COMBINE_NOT_ALLOWED',
  'WEIGHT_OUT_OF_RANGE',
  'STALE_DATA',
  'PRINTER_NOT_READY',
  'SKU_NOT_IN_ORDER',
  'OVER_SCAN',
  'SKU_UNKNOWN',
  'DOC_MISSING',
] as const;
export type BlockCode = (typeof blockCodes)[number];

/**
 * `hard`: only the cause going away lifts it, no role and no command does.
 * `ask-lead`: a lead may release it, with proof of who it is, a reason and the risk named.
 * `refuse-scan`: this one scan is not counted; the right scan goes on.
 * `warn`: said, and never in the way.
 */
export type BlockStrength = 'hard' | 'ask-lead' | 'refuse-scan' | 'warn';

/** Codes that a lead may release; every other one ends only with its cause. */
export const releasableCodes = ['CANCEL_REQUESTED', 'STALE_DATA', 'ADDRESS_INVALID', 'WEIGHT_OUT_OF_RANGE'] as const satisfies readonly BlockCode[];
export type ReleasableCode = (typeof releasableCodes)[number];

/**
 * Codes that a rule set may run in shadow: they report what they would have stopped. What protects a buyer's cancellation,
 * payment and the one physical parcel is never among them.
 */
export const pilotCodes = ['ADDRESS_INVALID', 'TAX_ID_MISSING', 'WEIGHT_OUT_OF_RANGE', 'STALE_DATA', 'LABEL_EXISTS'] as const satisfies readonly BlockCode[];
export type PilotCode = (typeof pilotCodes)[number];

/** Who can clear it. */
export const blockOwners = ['customer-service', 'lead', 'admin', 'packer', 'catalogue', 'office'] as const;
export type BlockOwner = (typeof blockOwners)[number];

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

/**
 * The gate's answer. Reasons stand in order of weight: the first is what the packer reads.
 * `shadowed`: what a rule in shadow would have stopped; reported, never shown to the packer.
 */
export type Verdict =
  | { readonly kind: 'go'; readonly notes: readonly Note[]; readonly shadowed: readonly Block[] }
  | { readonly kind: 'stop'; readonly blocks: readonly [Block, ...Block[]]; readonly shadowed: readonly Block[] }
  | { readonly kind: 'ask-lead'; readonly blocks: readonly [Block, ...Block[]]; readonly shadowed: readonly Block[] };

/** Said beside a go: never silent about data that is not fresh, or about a paper that is missing. */
export interface Note {
  readonly code: 'AGE_SHOWN' | 'RELEASED' | 'DOC_MISSING';
  readonly evidence: Evidence;
}
